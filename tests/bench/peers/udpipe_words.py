#!/usr/bin/env python3
"""UDPipe 1 as a runner; see runner.py.

usage: udpipe_words.py MODEL.udpipe < jobs

Gold words go in as CoNLL-U; documents through the model's own tokenizer. It knows no names.
"""
import sys

from ufal.udpipe import Model, Pipeline, ProcessingError

from runner import run


def load():
    model = Model.load(sys.argv[1])
    return model or sys.exit(f"cannot load {sys.argv[1]}")


def checked(text, error):
    return sys.exit(error.message) if error.occurred() else text


def read_words(text):
    """The words of the CoNLL-U as (tag, index of the head, relation)."""
    rows = [line.split("\t") for line in text.split("\n") if line and line[0] != "#"]
    return [(row[3], int(row[6]) - 1, row[7]) for row in rows if row[0].isdigit()]


def annotate(model, jobs):
    gold = Pipeline(model, "conllu", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    raw = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    error = ProcessingError()
    for job in jobs:
        if "forms" not in job:
            checked(raw.process(job["text"], error), error)
            yield {}
            continue
        words = read_words(checked(gold.process(job["conllu"], error), error))
        upos, heads, relations = map(list, zip(*words))
        yield {"spans": job["spans"], "upos": upos, "heads": heads, "relations": relations, "names": []}


if __name__ == "__main__":
    run(load, annotate)
