"""Sentences that a teacher labelled: a line a word, a blank line after a sentence.

form, upos, xpos, head, relation, name, class of predicate, its arguments ("3:ARG0,7:ARG1"); "_" is what the teacher was not sure of,
or "no arguments".
"""
from corpus import Token


def write(out, tokens):
    value = lambda v: "_" if v is None else str(v)
    for t in tokens:
        args = ",".join(f"{at}:{role}" for at, role in sorted((t.args or {}).items()))
        out.write("\t".join((t.form, value(t.upos), value(t.xpos), value(t.head), value(t.deprel), value(t.name), value(t.predicate), args or "_")) + "\n")
    out.write("\n")


def parse(line):
    form, *cells = line.split("\t")
    upos, xpos, head, deprel, name, predicate, args = (None if c == "_" else c for c in cells)
    found = None
    if predicate not in (None, "none"):
        found = {int(at): role for at, role in (a.split(":", 1) for a in args.split(","))} if args else {}
    return Token(form, upos, xpos, None if head is None else int(head), deprel, name, None, predicate, found)


def read(path):
    sentences, tokens = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line:
                tokens.append(parse(line))
            elif tokens:
                sentences.append(tokens)
                tokens = []
    return sentences
