"""PropBank columns as word-to-word arcs: which words are predicates, and which word heads each of their arguments.

The corpus has spans; the head of a span is its word that hangs highest in the tree on a word outside the span (CoNLL 2009 does
likewise). R-ARG1 ("the man who …") and C-ARG1 (a second part) are roles of their own. Standard library alone:
tests/bench/roles-score.py reads its gold with it.
"""
import re

PREDICATES = ["none", "predicate", "auxiliary", "light"]
AUXILIARIES = ("be.03", "have.01", "do.01")


def depth(rows, i):
    steps = 0
    while rows[i][1] and steps <= len(rows):
        i, steps = rows[i][1] - 1, steps + 1
    return steps


def head_of(rows, first, last):
    """number (from 1) of the head of tokens first … last (from 0)"""
    out = [i for i in range(first, last + 1) if not first <= rows[i][1] - 1 <= last]
    return min(out or [first], key=lambda i: depth(rows, i)) + 1


def spans_in(column):
    """[(first, last, role)] of one column of brackets"""
    opened, out = [], []
    for i, cell in enumerate(column):
        for mark in re.finditer(r"\(([^()*]+)|\)", cell):
            if mark[1]:
                opened.append((i, mark[1]))
            elif opened:
                first, role = opened.pop()
                out.append((first, i, role))
    return out


def predicate_class(sense, upos):
    return "light" if sense.endswith(".LV") else "auxiliary" if sense in AUXILIARIES and upos == "AUX" else "predicate"


def predicates(cells):
    """{number of a predicate: (class, [(number of a head, role)])} of the rows of a sentence"""
    rows, out = [(c[1], int(c[5])) for c in cells], {}
    for k, at in enumerate(i for i, c in enumerate(cells) if c[7] != "-"):
        column = [c[8 + k] if len(c) > 8 + k else "*" for c in cells]
        found = [(head_of(rows, a, b), role) for a, b, role in spans_in(column) if role != "V"]
        out[at + 1] = (predicate_class(cells[at][7], cells[at][3]), [f for f in found if f[0] != at + 1])
    return out
