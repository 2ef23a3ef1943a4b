"""What the runners in Python share.

A runner reads jobs, a JSON object a line on standard input, and answers each in order, a JSON object a line.
A job is one sentence, or one document for speed:
  text     the text, as it was written
  forms    its gold words; missing in documents, and never read by a program that takes text only
  spans    [start, end] of each word in the text, in code points
  spaces   whether white space follows the word
  conllu   the same words as CoNLL-U, identifiers and forms only
An answer:
  spans      [start, end] of each word that the program sees; those of the job if it takes gold words
  upos       their tags of Universal Dependencies
  heads      index of each word's head, -1 for the root, and relations; only where the scheme is that of UD
  names      [start, end, PER or LOC or ORG]
On standard error stand, at the end, `cpu LOADING READING`, seconds of processor time of the process until the model
stands and for all jobs after that, and `memory KIB`, the peak of resident memory.
"""
import json, re, sys, time

FROM_ONTONOTES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def from_ontonotes(text, start, end, kind):
    """The name as CoNLL-2003 and UNER would have it, or None: they count neither "the" nor "'s" to a name."""
    if kind not in FROM_ONTONOTES:
        return None
    words = text[start:end]
    start += re.match(r"(the\s+)?", words, re.I).end()
    end -= len(words) - re.search(r"(\s*['’][sS])?$", words).start()
    return [start, end, FROM_ONTONOTES[kind]] if start < end else None


def peak_memory_kib():
    """Of this process since it was executed: ru_maxrss would count that of the process that started it."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def report(loading, reading, memory_kib):
    print(f"cpu {loading:.3f} {reading:.3f}\nmemory {memory_kib}", file=sys.stderr)


def run(load, annotate):
    """Answers all jobs with annotate (load (), jobs), an iterable of answers."""
    jobs = [json.loads(line) for line in sys.stdin]
    model = load()
    loaded = time.process_time()
    answers = list(annotate(model, jobs))
    done = time.process_time()
    report(loaded, done - loaded, peak_memory_kib())
    for answer in answers:
        print(json.dumps(answer))
