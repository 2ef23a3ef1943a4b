#!/usr/bin/env python3
"""Train the table merging.tsv: how likely two events of two articles are one happening.

    merging.py --build BUILD --corpus ecbplus --scorer score_merge.py [--dump PROGRAM] [--write]

The corpus is ECB+ (annotations CC BY 3.0), topics 1 to 35; topics 36 to 45 are kept for judging and are never read. How a document
becomes text, and which of our events are which of the corpus, is told by the scorer. tests/bench/merge-dump.c, compiled in the
build directory, prints the signs of the pairs. Pairs of which both are known to the corpus are learned from.

Logistic regression with a quadratic penalty, by Newton's method. Precision and recall of pairs are printed over FOLDS folds of
topics, each judged by weights learned from the others; the table is learned from all. Needs numpy; three minutes.
"""
import argparse, csv, importlib.util, json, os, subprocess, sys, tempfile
from collections import Counter, defaultdict

import numpy as np

import dumps

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "lexicon", "merging.tsv")
TOPICS, FOLDS, PENALTY, ROUNDS = range(1, 36), 5, 3.0, 12
# What the corpus cannot teach: it has no days of publication, and only sentences that tell of what it is about. Chosen by reading
# what was joined of 400 mixed articles, and on the thirty articles of tests/quality/corpus.
GIVEN = {"told 0 days apart": (600, "set by hand: news of the day"), "told 2 days apart": (200, "set by hand"),
         "told 5 days apart": (0, "set by hand"), "told 15 days apart": (-300, "set by hand: likelier the next time"),
         "told 40 days apart": (-600, "set by hand: likelier the next time"), "told on a day unknown": (0, "set by hand"),
         "told 0 days after": (800, "set by hand: news of the day"), "told 3 days after": (0, "set by hand"),
         "told 8 days after": (-300, "set by hand"), "told 21 days after": (-600, "set by hand: likelier the next time"),
         "told 61 days after": (-1500, "set by hand: likelier the next time"), "told 400 days after": (-3000, "set by hand: another one"),
         "told ahead": (-700, "set by hand: it is still to come"), "told long ahead": (-1500, "set by hand: it is still to come"),
         "not told after a day": (0, "set by hand"), "no time": (0, "set by hand"),
         "only time": (1200, "set by hand: there is no other that it could be"), "last time": (-1500, "set by hand: one of several"),
         "earlier time": (-3000, "set by hand: there was another since"), "no day": (-800, "set by hand: it may be any in that time"),
         "same time": (600, "set by hand: for both articles it was last at one time"),
         "other time": (-2500, "set by hand: there was another time in between"),
         "borne out": (0, "set by hand"), "only words in common": (-1000, "set by hand: no two actors, place, number, rare words or lead"),
         "acting unlike": (-500, "set by hand: other nameless ones"), "not unlike": (0, "set by hand"),
         "only words in common, in passing": (-2000, "set by hand: nor is either a happening of its own"),
         "only a common word in common": (-2000, "set by hand: as get, take, come"),
         "one article twice": (-1000, "set by hand: the article told them apart"), "one news": (0, "set by hand"),
         "hardly one subject": (-2000, "set by hand: articles less alike than .20"),
         "hardly one subject, near in time": (-1000, "set by hand: told within three days"),
         "one subject": (-1000, "set by hand: articles less alike than .30"),
         "one subject, near in time": (-500, "set by hand: told within three days")}
HEADER = """# How much each sign says for two events of two articles being one. src/story/likeness.c adds up the signs of a pair.
# sign: key; numbers are the least of a step, in hundredths: cosine of two articles or sentences, rarity of a word
# weight: in thousandths of a natural logarithm of the odds; reason: how many of the training pairs with this sign are one
# Source: src/train/merging.py, from the annotations of ECB+, topics 1 to 35 (CC BY 3.0, Cybulska and Vossen). Licence: CC BY 3.0.
sign\tweight\treason"""


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score_merge", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(scorer, corpus):
    """{topic: {name: document}}"""
    valid, topics = defaultdict(set), defaultdict(dict)
    with open(os.path.join(corpus, "ECBplus_coreference_sentences.csv"), newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            valid[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    for topic in TOPICS:
        folder = os.path.join(corpus, "ECB+", str(topic))
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            topics[topic][name[:-4]] = scorer.Document(os.path.join(folder, name), valid[name[:-4]])
    return topics


def chains_of(scorer, doc, record):
    """{start of the first trigger of an event: the chain of the corpus that most of its mentions are of}"""
    spans, votes = {}, defaultdict(Counter)
    for event in record["events"]:
        for m in event["mentions"]:
            span = (m["trigger"]["start"], m["trigger"]["end"])
            if doc.inside(*span):
                spans.setdefault(span, event["mentions"][0]["trigger"]["start"])
    for mention, span in scorer.align(doc, spans).items():
        votes[spans[span]][doc.mentions[mention][2]] += 1
    return {start: chains.most_common(1)[0][0] for start, chains in votes.items()}


def read_topic(scorer, dateline, dump, docs, folder):
    """[(signs, whether they are one)]"""
    chains, records, pairs = {}, [], []
    for name, doc in docs.items():
        text = os.path.join(folder, name + ".txt")
        with open(text, "w", encoding="utf-8", newline="") as out:
            out.write(doc.text)
        line = subprocess.run([dateline, "extract", text], capture_output=True, text=True, check=False).stdout
        if not line:
            continue
        record = json.loads(line)
        for start, chain in chains_of(scorer, doc, record).items():
            chains[f"{record['id']} {start}"] = chain
        records.append(os.path.join(folder, name + ".jsonl"))
        with open(records[-1], "w", encoding="utf-8") as out:
            out.write(line)
    with subprocess.Popen([dump, *records], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            a, b, signs = line.rstrip("\n").split("\t")
            if a in chains and b in chains:
                pairs.append((tuple(s for s in signs.split("|") if s not in GIVEN), chains[a] == chains[b]))
    return pairs


def matrix(pairs, number):
    x = np.zeros((len(pairs), len(number)), np.float32)
    for row, (signs, _) in enumerate(pairs):
        x[row, [number[s] for s in signs]] = 1
    return x, np.array([same for _, same in pairs], float)


def fit(x, y):
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + PENALTY * weights
        bend = (x * np.maximum(p * (1 - p), 1e-4)[:, None]).T @ x + PENALTY * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, slope)
    return weights


def validate(pairs, number):
    topics, scores, right = sorted(pairs), [], []
    for fold in range(FOLDS):
        test = topics[fold::FOLDS]
        weights = fit(*matrix([p for t in topics if t not in test for p in pairs[t]], number))
        x, y = matrix([p for t in test for p in pairs[t]], number)
        scores.append(x @ weights)
        right.append(y)
    scores, right = np.concatenate(scores), np.concatenate(right)
    for limit in (-1.5, -1, -.7, -.5, 0, .5, 1):
        told = right[scores > limit]
        print(f"above {limit:4}: precision {told.mean():.3f}, recall {told.sum() / right.sum():.3f}")


def write_table(pairs, number):
    every = [p for topic in pairs.values() for p in topic]
    weights = fit(*matrix(every, number))
    seen, one = Counter(), Counter()
    for signs, same in every:
        seen.update(signs)
        if same:
            one.update(signs)
    with open(TABLE, "w", encoding="utf-8") as out:
        print(HEADER, file=out)
        rows = [(sign, round(1000 * weights[number[sign]]), f"{one[sign]} of {seen[sign]}") for sign in number]
        rows += [(sign, *given) for sign, given in GIVEN.items()]
        for row in sorted(rows, key=lambda row: row[0].encode()):
            print(*row, sep="\t", file=out)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", required=True)
    ap.add_argument("--corpus", required=True)
    ap.add_argument("--scorer", required=True)
    ap.add_argument("--dump", help="tests/bench/merge-dump.c, compiled elsewhere")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    scorer = load_scorer(args.scorer)
    dump = args.dump or dumps.build(args.build, "merge-dump")
    dateline = os.path.join(args.build, "src", "cli", "dateline")
    pairs = {}
    for topic, docs in documents(scorer, args.corpus).items():
        with tempfile.TemporaryDirectory() as folder:
            pairs[topic] = read_topic(scorer, dateline, dump, docs, folder)
    number = {sign: n for n, sign in enumerate(sorted({s for topic in pairs.values() for signs, _ in topic for s in signs}))}
    print(f"{sum(map(len, pairs.values()))} pairs, {len(number)} signs")
    validate(pairs, number)
    if args.write:
        write_table(pairs, number)


if __name__ == "__main__":
    sys.exit(main())
