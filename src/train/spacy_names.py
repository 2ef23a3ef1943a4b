#!/usr/bin/env python3
"""Names of another tagger for teacher.py --names: spaCy's English pipeline (MIT licence), its kinds mapped onto ours.

    spacy_names.py MODEL_FOLDER news.conllu news.names

Sentences and words are those of the CoNLL-U file. OntoNotes has "the" and "'s" inside names and dates, numbers and money as kinds;
what the treebanks do not call a name is left out.
"""
import sys

import spacy
from spacy.tokens import Doc

import corpus
import teacher_text

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "EVENT": "MISC", "WORK_OF_ART": "MISC",
         "PRODUCT": "MISC", "LAW": "MISC", "LANGUAGE": "MISC"}


def spans(doc):
    for e in doc.ents:
        first, last, kind = e.start, e.end - 1, KINDS.get(e.label_)
        if first < last and doc[first].lower_ in ("the", "a", "an"):
            first += 1
        if first < last and doc[last].lower_ in ("'s", "’s", "'", "’"):
            last -= 1
        if kind:
            yield first, last, kind


def main():
    folder, text, path = sys.argv[1:4]
    nlp = spacy.load(folder, exclude=["parser", "lemmatizer", "attribute_ruler", "senter", "tagger"])
    docs = (Doc(nlp.vocab, [t.form for t in s]) for s in teacher_text.read(text, 0))
    with open(path, "w", encoding="utf-8") as out:
        for doc in nlp.pipe(docs, batch_size=256):
            out.write(" ".join(corpus.bilou(len(doc), list(spans(doc)))) + "\n")


if __name__ == "__main__":
    main()
