#!/usr/bin/env python3
"""Stanza as a runner; see runner.py.

usage: stanza_words.py FOLDER < jobs

FOLDER holds the models, as stanza.download ("en", model_dir=FOLDER) leaves them; none is loaded from the network.
"""
import sys

import stanza, torch

from runner import from_ontonotes, run

PARTS = "tokenize,mwt,pos,lemma,depparse,ner"


def load():
    """Two pipelines that share their weights: for gold words and for documents."""
    torch.set_num_threads(1)
    options = {"processors": PARTS, "dir": sys.argv[1], "download_method": None, "use_gpu": False, "verbose": False}
    raw = stanza.Pipeline("en", **options)
    gold = stanza.Pipeline("en", tokenize_pretokenized=True, foundation_cache=raw.foundation_cache, **options)
    return gold, raw


def answer(job, sentence):
    spans = job["spans"]
    names = []
    for entity in sentence.ents:
        ids = [token.id[0] - 1 for token in entity.tokens]
        names.append(from_ontonotes(job["text"], spans[ids[0]][0], spans[ids[-1]][1], entity.type))
    return {"spans": spans, "upos": [word.upos for word in sentence.words], "heads": [word.head - 1 for word in sentence.words],
            "relations": [word.deprel for word in sentence.words], "names": [name for name in names if name]}


def annotate(pipelines, jobs):
    gold, raw = pipelines
    words = [job for job in jobs if "forms" in job]
    if words:
        yield from map(answer, words, gold([job["forms"] for job in words]).sentences)
    for job in jobs:
        if "forms" not in job:
            raw(job["text"])
            yield {}


if __name__ == "__main__":
    run(load, annotate)
