#!/usr/bin/env python3
"""Make the tables word_stems.tsv and word_weights.tsv: which forms are one word, and how rare a word is.

    words.py EWT_TRAIN.conllu GUM_TRAIN.conllu

A form whose ending is cut to another stem than that of its lemma gets a row: "shot", "stopped". How rare a stem is, is told by the
documents that hold it; what fewer than MIN_DOCUMENTS hold is left out, and counts as rare (src/story/texts.c).
"""
import math, os, re, sys
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICON = os.path.join(HERE, "..", "lexicon")
MIN_DOCUMENTS, MIN_COUNT, MIN_SHARE = 5, 2, .6
SOURCE = """# Source: src/train/words.py, from the training parts of the UD treebanks English EWT (CC BY-SA 4.0) and GUM without its
# non-commercial genres (CC BY 4.0). Licence: CC BY-SA 4.0."""
STEMS = f"""# Which forms have another stem than their ending tells (src/story/texts.c).
# form: key; stem: that of its lemma; reason: how often it is a form of this lemma, of all
{SOURCE}
form\tstem\treason"""
WEIGHTS = f"""# How rare a word is: what two articles have in common counts the more, the rarer it is (src/story/texts.c).
# word: key, a stem; weight: hundredths of a natural logarithm, ln (documents / documents with the word)
# reason: in how many of the documents it stands
{SOURCE}
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


def main():
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
