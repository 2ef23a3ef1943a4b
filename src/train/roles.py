"""Roles of PropBank on the sentences of the treebank, and what the network is told of the tree between two words."""
import torch

import propbank
from propbank import PREDICATES  # noqa: F401

PATHS, SHIFT = 1024, 22     # rows of the path table; 2^32 >> 22 of them
SELF, CHILD, PARENT, SIBLING, GRANDCHILD, GRANDPARENT, UNCLE, FAR = range(8)


class Roles:
    """what a file says, by the sentence's identifier"""

    def __init__(self, path):
        self.known, self.missed, lines, name = {}, 0, [], None
        with open(path, encoding="utf-8") as f:
            for line in list(f) + [""]:
                line = line.rstrip("\n")
                if line.startswith("# sent_id = "):
                    name = line[12:]
                elif line and not line.startswith("#"):
                    lines.append(line)
                elif not line and lines:
                    cells = [c.split("\t") for c in lines]
                    self.known[name], lines = ([c[1] for c in cells], propbank.predicates(cells)), []

    def annotate(self, tokens, comments):
        name = next((c[12:] for c in comments if c.startswith("# sent_id = ")), None)
        forms, predicates = self.known.get(name, (None, None))
        if forms != [t.form for t in tokens]:
            self.missed += 1
            return
        for i, token in enumerate(tokens, 1):
            token.predicate, args = predicates.get(i, ("none", None))
            token.args = None if args is None else dict(args)


def forget(tokens):
    """roles of a tree whose words have moved"""
    for t in tokens:
        t.predicate = t.args = None
    return tokens


def inventory(sentences, least):
    counts = {}
    for s in sentences:
        for t in s:
            for role in (t.args or {}).values():
                counts[role] = counts.get(role, 0) + 1
    return ["none"] + sorted(r for r, n in counts.items() if n >= least)


def path_rows(heads, labels, predicate):
    """rows of the path table for every word of P sentences: heads, labels [P, T]; predicate [P], places in them

    What lies between a word and the predicate in the tree: up to two arcs with their labels, else the distance; and on which side
    the word stands. src/syntax/roles.c computes the same.
    """
    heads = torch.cat([torch.zeros_like(heads[:, :1]), heads[:, 1:]], 1)    # the root hangs on nothing, whatever its scores say
    at = torch.arange(heads.shape[1]).unsqueeze(0).expand_as(heads)
    p = predicate.unsqueeze(1)
    up = heads.gather(1, heads)
    label_up = labels.gather(1, heads)
    head_p, up_p = heads.gather(1, p), up.gather(1, p)
    label_p, label_up_p = labels.gather(1, p), label_up.gather(1, p)
    gap = (at - p).abs()
    far = (gap > 1).long() + (gap > 2).long() + (gap > 4).long() + (gap > 8).long() + (gap > 16).long()
    kind, a, b = torch.full_like(at, FAR), far, torch.zeros_like(at)
    for name, where, first, second in (
            (UNCLE, (heads == up_p) & (up_p > 0), labels, label_up_p.expand_as(at)),
            (GRANDPARENT, (at == up_p) & (at > 0), label_p.expand_as(at), label_p * 0 + label_up_p),
            (GRANDCHILD, (up == p) & (heads > 0), labels, label_up),
            (SIBLING, (heads == head_p) & (head_p > 0), labels, label_p.expand_as(at)),
            (PARENT, (at == head_p) & (at > 0), label_p.expand_as(at), torch.zeros_like(at)),
            (CHILD, heads == p, labels, torch.zeros_like(at)),
            (SELF, at == p, torch.zeros_like(at), torch.zeros_like(at))):
        kind = torch.where(where, torch.full_like(kind, name), kind)
        a, b = torch.where(where, first, a), torch.where(where, second.expand_as(at), b)
    key = (kind * 2 + (at < p).long()) * 4096 + a * 64 + b
    return (key * 2654435761 & 0xffffffff) >> SHIFT
