#!/usr/bin/env python3
"""Whether it happened, against UDS It-Happened v2 (Rudinger et al. 2018), its development part.

usage: factuality.py DATELINE it-happened_eng_ud1.2_07092017.tsv en_ewt-ud-dev.conllu [--errors]

Runs `dateline annotate --from=conllu` over the sentences of EWT's development part, whose words are given and whose trees are not, and
looks at the predicates of the corpus that are triggers of our events. Annotators say whether what a predicate tells of happened (or is
happening) and how sure they are, 0 to 4; their mean, signed, is the corpus's number in -4 … 4. Sentences are numbered as in UD 1.2;
where words have moved since, the predicate is looked for by its lemma near its number.
  happened  accuracy of actual against negated, denied, planned and possible, and the share of what happens most often
  r         Pearson's correlation with actual = 4, possible = 0, planned = -1, negated and denied = -4
"""
import collections, csv, json, math, subprocess, sys

VALUES = {"actual": 4, "possible": 0, "planned": -1, "negated": -4, "denied": -4}
NEAR = 4 # words


def read_sentences(path):
    """[[(form, lemma)…]…] of the words with whole numbers."""
    out = [[]]
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            out[-1].append((cells[1], cells[2]))
        elif not line.strip():
            out.append([])
    return [sentence for sentence in out if sentence]


def read_gold(path):
    """{(sentence, word): (lemma, number)}"""
    answers = collections.defaultdict(list)
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"):
        if row["Split"] != "dev" or row["Keep"].lower() != "true" or row["Happened"].lower() not in ("true", "false"):
            continue
        key = int(row["Sentence.ID"].split()[1]), int(row["Pred.Token"]), row["Pred.Lemma"].lower()
        answers[key].append(float(row["Confidence"]) * (1 if row["Happened"].lower() == "true" else -1))
    return {key: sum(all_of) / len(all_of) for key, all_of in answers.items()}


def find_word(sentences, number, word, lemma):
    """(sentence, word), from 0, of a predicate whose sentence may have moved by one."""
    for at in (number - 1, number - 2, number):
        if not 0 <= at < len(sentences):
            continue
        for shift in sorted(range(-NEAR, NEAR + 1), key=abs):
            i = word - 1 + shift
            if 0 <= i < len(sentences[at]) and lemma in (sentences[at][i][1].lower(), sentences[at][i][0].lower()):
                return at, i
    return None


def judged(program, path):
    """{(sentence, word): reality} of our triggers."""
    out = subprocess.run([program, "annotate", "--from=conllu", "--quiet", "--date=2005-01-01", path], capture_output=True, text=True)
    found, sentences_before = {}, 0
    for line in out.stdout.splitlines():
        document = json.loads(line)
        starts = {}
        for number, sentence in enumerate(document["sentences"]):
            words = [t for t in document["tokens"] if sentence["start"] <= t["start"] < sentence["end"]]
            starts.update({t["start"]: (sentences_before + number, i) for i, t in enumerate(words)})
        for event in document["events"]:
            for mention in event["mentions"]:
                place = starts.get(mention["trigger"]["start"])
                if place:
                    found[place] = mention["reality"]
        sentences_before += len(document["sentences"])
    return found


def correlation(pairs):
    n = len(pairs)
    mx, my = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    xy = sum((x - mx) * (y - my) for x, y in pairs)
    xx, yy = sum((x - mx) ** 2 for x, _ in pairs), sum((y - my) ** 2 for _, y in pairs)
    return xy / math.sqrt(xx * yy)


def main():
    program, gold, trees = sys.argv[1:4]
    sentences, found, pairs, hits, table = read_sentences(trees), judged(program, trees), [], 0, collections.Counter()
    for (number, word, lemma), value in sorted(read_gold(gold).items()):
        place = find_word(sentences, number, word, lemma)
        if place not in found or value == 0:
            continue
        reality = found[place]
        pairs.append((VALUES[reality], value))
        hits += (reality == "actual") == (value > 0)
        table[reality, value > 0] += 1
        if "--errors" in sys.argv and (reality == "actual") != (value > 0) and abs(value) > 2:
            print(f"{reality:9} {value:5.1f} {lemma:12}", " ".join(form for form, _ in sentences[place[0]]))
    most = max(sum(y > 0 for _, y in pairs), sum(y < 0 for _, y in pairs)) / len(pairs)
    print(f"{len(pairs)} predicates: happened {hits / len(pairs):.3f} (most frequent {most:.3f}), r {correlation(pairs):.3f}")
    print("  ".join(f"{reality} {table[reality, True]} yes {table[reality, False]} no" for reality in VALUES))


main()
