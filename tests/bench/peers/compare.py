#!/usr/bin/env python3
"""dateline's language stage beside other programs: tags, trees, names, speed and memory, as one table.

usage: compare.py [--ud DIR] [--uner FILE] [--conll FILE] [--speed FILE] [--limit N] [--rounds N]
                  [--syntax-speed PROGRAM --model EN.DTM] NAME=COMMAND...

COMMAND runs a program as runner.py says. Each corpus that is named is measured:
  --ud     en_ewt-ud-test.conllu and en_gum-clean-test.conllu there: UPOS, and LAS where the program's trees follow UD
  --uner   UNER English-EWT test, --conll CoNLL-2003 testb: F1 of PER, LOC and ORG, exact spans
  --speed  the plain text of a treebank, here en_gum-clean-dev.conllu: speed and memory
--limit takes so many sentences (documents, for speed) of each, to try things out; --rounds gives each document so many
times (3).
--syntax-speed adds tests/bench/syntax-speed on the same documents: dateline's syntax stage alone, for each kernel.

A program that takes gold words gets them. What cuts its own words is aligned by characters: its tags count where a word of
its has the span of a gold word, and the share of such words stands behind the tags. Relations count without their subtypes.
A name is right when its characters and type are; other types than the three are left out on both sides.
Speed is gold words a second of processor time of the process, start-up and loading not counted; all are told to use
one thread.
"""
import argparse, json, os, re, shlex, subprocess, sys, tempfile
from collections import Counter

TYPES = ("PER", "LOC", "ORG")
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}
ID, FORM, UPOS, HEAD, DEPREL, MISC = 0, 1, 3, 6, 7, 9


# Corpora: each sentence is a job with the gold beside it.

def blocks(path):
    """Lines of each sentence."""
    with open(path, encoding="utf-8") as f:
        return [block.split("\n") for block in re.split(r"\n[ \t]*\n", f.read().strip("\n"))]


def job_of(tokens, comments):
    """(job, index of the first word of each token). A token is (form, whether white space follows, forms of its words)."""
    text, forms, spans, spaces, rows = "", [], [], [], []
    for form, space, parts in tokens:
        start, first = len(text), len(forms) + 1
        text += form
        if len(parts) > 1:
            rows.append(f"{first}-{first + len(parts) - 1}\t{form}" + 7 * "\t_" + ("\t_" if space else "\tSpaceAfter=No"))
        at = start
        for i, part in enumerate(parts):
            whole = "".join(parts) != form
            spans.append([start, len(text)] if whole else [at, at + len(part)])
            at += len(part)
            forms.append(part)
            spaces.append(space and i == len(parts) - 1)
            misc = "_" if space or len(parts) > 1 else "SpaceAfter=No"
            rows.append(f"{len(forms)}\t{part}" + 7 * "\t_" + f"\t{misc}")
        text += " " * space
    return {"text": text.rstrip(), "forms": forms, "spans": spans, "spaces": spaces, "conllu": "\n".join([*comments, *rows]) + "\n"}


def read_treebank(path):
    """[(job, gold rows, comments)]"""
    out = []
    for lines in blocks(path):
        comments = [line for line in lines if line[:1] == "#"]
        tokens, gold, until = [], [], 0
        for row in (line.split("\t") for line in lines if line[:1] != "#"):
            if "." in row[ID]:
                continue
            space = "SpaceAfter=No" not in row[MISC].split("|")
            if "-" in row[ID]:
                until = int(row[ID].partition("-")[2])
                tokens.append((row[FORM], space, []))
                continue
            gold.append(row)
            if int(row[ID]) <= until:
                tokens[-1][2].append(row[FORM])
            else:
                tokens.append((row[FORM], space, [row[FORM]]))
        out.append((job_of(tokens, comments), gold, comments))
    return out


def entities(tags):
    """[(first, last, type)] of IOB1 or IOB2 tags"""
    out, open_type = [], None
    for i, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and kind == open_type:
            out[-1] = (out[-1][0], i, kind)
        elif kind:
            out.append((i, i, kind))
        open_type = kind
    return out


def spaced(forms, text):
    """[(form, whether white space follows)], as the text has it if it holds the forms"""
    at, out = 0, []
    for form in forms:
        if not text.startswith(form, at):
            return [(form, True) for form in forms]
        end = at + len(form)
        at = re.compile(r"\s*").match(text, end).end()
        out.append((form, at > end))
    return out


def read_names(path, token, tag):
    """[(job, {(start, end, type)})] of columns"""
    out, new_document = [], True
    for lines in blocks(path):
        rows = [line.split("\t") if "\t" in line else line.split() for line in lines if not re.match(r"# [\w ]+ = ", line)]
        text = next((line[len("# text = "):] for line in lines if line.startswith("# text = ")), "")
        new_document |= "-DOCSTART-" in lines[0] or any(line.startswith("# newdoc") for line in lines)
        rows = [row for row in rows if row[0] != "-DOCSTART-"]
        if not rows:
            continue
        comments = [f"# newdoc id = d{len(out)}"] * new_document + [f"# sent_id = {len(out)}"]
        tokens = [(form, space, [form]) for form, space in spaced([row[token] for row in rows], text)]
        job, new_document = job_of(tokens, comments), False
        spans = job["spans"]
        out.append((job, {(spans[a][0], spans[b][1], kind) for a, b, kind in entities([row[tag] for row in rows]) if kind in TYPES}))
    return out


def read_documents(path):
    """[(text, number of words)] of each document, paragraphs apart by blank lines"""
    out = []
    for job, gold, comments in read_treebank(path):
        if any(c.startswith("# newdoc") for c in comments) or not out:
            out.append(["", 0])
        gap = "\n\n" if any(re.match("# newpar$|# newpar ", c) for c in comments) else " "
        out[-1][0] += (gap if out[-1][0] else "") + job["text"]
        out[-1][1] += len(gold)
    return out


# Runs.

def run(command, jobs):
    """(answers, seconds of loading, seconds of reading, peak KiB), or a ValueError with the last line of the program"""
    with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as taken:
        given.writelines(json.dumps(job) + "\n" for job in jobs)
        given.seek(0)
        done = subprocess.run(shlex.split(command), stdin=given, stdout=taken, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, **ONE_THREAD})
        taken.seek(0)
        answers = [json.loads(line) for line in taken]
    figures = re.search(r"^cpu (\S+) (\S+)\nmemory (\d+)$", done.stderr, re.M)
    if done.returncode or not figures:
        raise ValueError((done.stderr.strip().splitlines() or ["no answer"])[-1])
    return answers, float(figures[1]), float(figures[2]), int(figures[3])


# Scores.

def align(gold_spans, spans):
    """{index of ours: index of gold} for words of the same span, in order where several share one"""
    def places(some):
        seen = Counter()
        for i, (start, end) in enumerate(some):
            yield (start, end, seen[start, end]), i
            seen[start, end] += 1
    gold = dict(places(gold_spans))
    return {i: gold[place] for place, i in places(spans) if place in gold}


def is_same_tree(answer, i, gold, pairs):
    row, head = gold[pairs[i]], answer["heads"][i]
    is_head = int(row[HEAD]) == 0 if head < 0 else pairs.get(head, -2) == int(row[HEAD]) - 1
    return is_head and row[DEPREL].split(":")[0] == answer["relations"][i].split(":")[0]


def score_tags(corpus, answers):
    """(per cent of UPOS, of words aligned, LAS or None)"""
    right = Counter()
    total = sum(len(gold) for _, gold, _ in corpus)
    for (job, gold, _), answer in zip(corpus, answers):
        pairs = align(job["spans"], answer["spans"])
        right["aligned"] += len(pairs)
        right["upos"] += sum(answer["upos"][i] == gold[g][UPOS] for i, g in pairs.items())
        if "heads" in answer:
            right["tree"] += sum(is_same_tree(answer, i, gold, pairs) for i in pairs)
    has_trees = any("heads" in answer for answer in answers)
    las = 100 * right["tree"] / total if has_trees else None
    return 100 * right["upos"] / max(right["aligned"], 1), 100 * right["aligned"] / total, las


def score_names(corpus, answers):
    """F1 over the three types, and of each"""
    right, n_gold, n_found = Counter(), Counter(), Counter()
    for (_, gold), answer in zip(corpus, answers):
        found = {tuple(name) for name in answer["names"] if name[2] in TYPES}
        for counter, names in ((right, gold & found), (n_gold, gold), (n_found, found)):
            counter.update(kind for _, _, kind in names)
    f1 = {kind: 200 * right[kind] / max(n_gold[kind] + n_found[kind], 1) for kind in TYPES}
    if not n_found.total():
        return None
    return {"all": 200 * right.total() / max(n_gold.total() + n_found.total(), 1), **f1}


# The table.

def tags_cell(figures):
    upos, aligned, las = figures
    share = "" if aligned > 99.995 else f" ({aligned:.1f} % of words)"
    return [f"{upos:.2f}{share}", "–" if las is None else f"{las:.2f}"]


def names_cell(f1):
    return ["–"] if f1 is None else [f"{f1['all']:.2f} ({', '.join(f'{kind} {f1[kind]:.1f}' for kind in TYPES)})"]


def row_of(command, corpora, args):
    cells = []
    for kind, corpus in corpora:
        if kind == "documents":
            jobs = [{"text": text} for text, _ in corpus * args.rounds]
            _, loading, reading, memory = run(command, jobs)
            words = sum(n for _, n in corpus) * args.rounds
            cells += [f"{words / max(reading, 0.001):,.0f}", f"{loading:.2f}", f"{memory / 1024:.0f}"]
            continue
        answers = run(command, [job for job, *_ in corpus])[0]
        if len(answers) != len(corpus):
            raise ValueError(f"{len(answers)} answers to {len(corpus)} sentences")
        cells += tags_cell(score_tags(corpus, answers)) if kind == "tags" else names_cell(score_names(corpus, answers))
    return cells


def syntax_speed(program, model, documents):
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{n}.txt" for n in range(len(documents))]
        for path, (text, _) in zip(paths, documents):
            with open(path, "w", encoding="utf-8") as out:
                out.write(text + "\n")
        done = subprocess.run([program, model, *paths], capture_output=True, text=True)
        return done.stdout if not done.returncode else f"{program} failed: {done.stderr.strip()}\n"


def corpora_of(args):
    """([(kind, corpus)], heads of the columns)"""
    corpora, columns = [], []
    if args.ud:
        for name, path in (("EWT", "en_ewt-ud-test"), ("GUM-clean", "en_gum-clean-test")):
            corpora.append(("tags", read_treebank(f"{args.ud}/{path}.conllu")))
            columns += [f"{name} UPOS", f"{name} LAS"]
    for name, path, token, tag in (("UNER-EWT", args.uner, 1, 2), ("CoNLL-2003 testb", args.conll, 0, -1)):
        if path:
            corpora.append(("names", read_names(path, token, tag)))
            columns.append(f"{name} F1")
    if args.speed:
        corpora.append(("documents", read_documents(args.speed)))
        columns += ["words/s", "loading s", "peak MB"]
    return [(kind, corpus[:args.limit]) for kind, corpus in corpora], columns


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("systems", nargs="*", metavar="NAME=COMMAND")
    ap.add_argument("--ud")
    ap.add_argument("--uner")
    ap.add_argument("--conll")
    ap.add_argument("--speed")
    ap.add_argument("--limit", type=int)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--syntax-speed")
    ap.add_argument("--model")
    args = ap.parse_args()
    corpora, columns = corpora_of(args)
    print(f"| program | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}", flush=True)
    for name, command in (system.split("=", 1) for system in args.systems):
        try:
            print(f"| {name} | {' | '.join(row_of(command, corpora, args))} |", flush=True)
        except (ValueError, OSError) as error:
            print(f"| {name} | failed: {error} |", flush=True)
    if args.syntax_speed and args.speed:
        print("\n" + syntax_speed(args.syntax_speed, args.model, corpora[-1][1]), end="")


if __name__ == "__main__":
    main()
