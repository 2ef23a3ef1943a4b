#!/usr/bin/env python3
"""A pipeline of spaCy as a runner; see runner.py.

usage: spacy_words.py MODEL < jobs

MODEL is the name of an installed package or a folder. All parts of the pipeline run, as its card measures it. The trees
of the English pipelines follow ClearNLP, not UD: no heads are answered.
"""
import sys

import spacy
from spacy.tokens import Doc

from runner import from_ontonotes, run

# Of the sizes tried for documents (1, 4, 16, 1000) the fastest; the default of 1000 takes 1 GB.
BATCH_SENTENCES, BATCH_DOCUMENTS = 64, 4


def documents(nlp, jobs):
    for job in jobs:
        if "forms" in job:
            words = [form.replace(" ", "") or "_" for form in job["forms"]]
            starts = [True] + [False] * (len(words) - 1)
            yield Doc(nlp.vocab, words=words, spaces=job["spaces"], sent_starts=starts)
        else:
            yield job["text"]


def annotate(nlp, jobs):
    batch = BATCH_SENTENCES if "forms" in jobs[0] else BATCH_DOCUMENTS
    for job, doc in zip(jobs, nlp.pipe(documents(nlp, jobs), batch_size=batch)):
        tokens = [token for token in doc if not token.is_space]
        if "forms" in job:
            spans = job["spans"]
        else:
            spans = [[token.idx, token.idx + len(token)] for token in tokens]
        at = {token.i: span for token, span in zip(tokens, spans)}
        names = [from_ontonotes(job["text"], at[e.start][0], at[e.end - 1][1], e.label_) for e in doc.ents
                 if e.start in at and e.end - 1 in at]
        yield {"spans": spans, "upos": [token.pos_ for token in tokens], "names": [name for name in names if name]}


if __name__ == "__main__":
    run(lambda: spacy.load(sys.argv[1]), annotate)
