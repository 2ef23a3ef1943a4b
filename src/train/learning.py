"""What the trainer and its teacher share: sentences as arrays, batches, losses and scores."""
from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import features as ft
import roles

IGNORE = -100
KINDS = ("upos", "xpos", "relations", "names", "roles")
UPOS, XPOS, HEAD, LABEL, NAME, PREDICATE = range(6)


class Coder:
    """sentences → arrays of rows and gold classes, and the arguments of their predicates"""

    def __init__(self, inventory, rows):
        self.rows = rows
        self.index = {k: {v: i for i, v in enumerate(inventory[k])} for k in KINDS}
        self.index["predicates"] = {v: i for i, v in enumerate(roles.PREDICATES)}

    def encode(self, tokens):
        index = self.index
        rows = [ft.ROOT_ROWS] + [self.rows(t.form) for t in tokens]
        gold = [(IGNORE,) * 6]
        for t in tokens:
            gold.append((index["upos"].get(t.upos, IGNORE), index["xpos"].get(t.xpos, IGNORE), IGNORE if t.head is None else t.head,
                         index["relations"].get(t.deprel, IGNORE), index["names"].get(t.name, IGNORE),
                         index["predicates"].get(t.predicate, IGNORE)))
        args = [(i, [(at, index["roles"][r]) for at, r in t.args.items() if r in index["roles"]])
                for i, t in enumerate(tokens, 1) if t.args is not None]
        return np.array(rows, np.int64), np.array(gold, np.int64), args


@dataclass
class Batch:
    sentences: list         # their numbers, the longest first
    rows: torch.Tensor      # [B, T, 7]
    gold: torch.Tensor      # [B, T, 6]
    lengths: torch.Tensor
    mask: torch.Tensor      # [B, T]
    of: torch.Tensor        # [P] in which sentence of the batch a predicate stands
    at: torch.Tensor        # [P] its place there
    args: torch.Tensor      # [P, T] roles, 0 is none


def batches(sentences, size, rng):
    """numbers of sentences of like length, `size` words a batch; shuffled when there is an rng"""
    order = list(range(len(sentences)))
    order.sort(key=lambda i: len(sentences[i]) + (rng.random() * 2 if rng else 0))
    out, current = [], []
    for i in order:
        if current and (len(current) + 1) * (len(sentences[i]) + 1) > size:
            out.append(current)
            current = []
        current.append(i)
    out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def collate(coder, sentences, chosen):
    chosen = sorted(chosen, key=lambda i: -len(sentences[i]))
    coded = [coder.encode(sentences[i]) for i in chosen]
    lengths = [len(c[0]) for c in coded]
    rows = np.zeros((len(chosen), lengths[0], 7), np.int64)
    gold = np.full((len(chosen), lengths[0], 6), IGNORE, np.int64)
    found = [(k, at, args) for k, c in enumerate(coded) for at, args in c[2]]
    table = np.full((len(found), lengths[0]), IGNORE, np.int64)
    for k, c in enumerate(coded):
        rows[k, :lengths[k]], gold[k, :lengths[k]] = c[:2]
    for j, (k, at, args) in enumerate(found):
        table[j, 1:lengths[k]] = 0
        for where, role in args:
            table[j, where] = role
    mask = torch.arange(lengths[0]).unsqueeze(0) < torch.tensor(lengths).unsqueeze(1)
    of, at = (torch.tensor([f[i] for f in found], dtype=torch.long) for i in (0, 1))
    return Batch(chosen, torch.from_numpy(rows), torch.from_numpy(gold), torch.tensor(lengths), mask, of, at, torch.from_numpy(table))


def cross_entropy(scores, gold):
    gold = gold.reshape(-1)
    keep = gold != IGNORE
    if not bool(keep.any()):
        return scores.sum() * 0
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1])[keep], gold[keep])


def role_loss(net, y, b, arcs, own_tree):
    """of the arguments of gold predicates; the path comes from the gold tree, or from the network's own"""
    heads, labels = b.gold[..., HEAD].clamp(min=0), b.gold[..., LABEL].clamp(min=0)
    if own_tree:
        with torch.no_grad():
            heads = arcs.argmax(-1) * b.mask
            labels = net.labels(y, heads).argmax(-1)
    scores = net.roles(y, b.of, b.at, heads, labels)
    keep = b.args != IGNORE
    return F.cross_entropy(scores[keep], b.args[keep], reduction="sum") / len(b.of)


def loss_of(net, y, b, own_tree=False):
    """of one batch whose words were encoded as y"""
    loss = 0.7 * cross_entropy(net.names(y), b.gold[..., NAME])
    if bool((b.gold[..., HEAD] != IGNORE).any()):
        arcs = net.arcs(y, b.mask)
        loss = loss + 0.5 * cross_entropy(net.upos(y), b.gold[..., UPOS]) + 0.5 * cross_entropy(net.xpos(y), b.gold[..., XPOS])
        loss = loss + cross_entropy(arcs, b.gold[..., HEAD])
        loss = loss + cross_entropy(net.labels(y, b.gold[..., HEAD].clamp(min=0)), b.gold[..., LABEL])
        if len(b.of):
            loss = loss + 0.5 * cross_entropy(net.predicate(y), b.gold[..., PREDICATE]) + 0.15 * role_loss(net, y, b, arcs, own_tree)
    return loss


def bases(relations):
    """numbers of the relations without their subtypes"""
    known = {}
    return np.array([known.setdefault(r.split(":")[0], len(known)) for r in relations])


def count_tree(c, gold, heads, labels, upos, xpos, base):
    right, known = heads == gold[:, HEAD], gold[:, LABEL] != IGNORE
    c["n"] += len(gold)
    c["upos"] += (upos == gold[:, UPOS]).sum()
    c["xpos"] += (xpos == gold[:, XPOS]).sum()
    c["uas"] += right.sum()
    c["las"] += (right & known & (base[labels] == base[np.where(known, gold[:, LABEL], 0)])).sum()


def count_roles(c, net, y, b, heads, labels):
    """gold predicates: P, R of (predicate, argument head, role)"""
    if not len(b.of):
        return
    found = net.roles(y, b.of, b.at, heads, labels).argmax(-1)
    keep = b.args != IGNORE
    c["args found"] += int((found[keep] > 0).sum())
    c["args true"] += int((b.args[keep] > 0).sum())
    c["args both"] += int(((found == b.args) & (b.args > 0))[keep].sum())
    known = b.gold[..., PREDICATE] != IGNORE
    seen, true = net.predicate(y).argmax(-1)[known] > 0, b.gold[..., PREDICATE][known] > 0
    c["predicates"] += int((seen & true).sum()) * 2
    c["predicates of"] += int(seen.sum() + true.sum())


def count_names(c, tokens, tags):
    found, true = set(corpus.spans_of(tags)), set(corpus.spans_of([t.name for t in tokens]))
    c["found"] += len(found)
    c["true"] += len(true)
    c["both"] += len(found & true)


def evaluate(net, coder, sentences, relations, names, encode):
    """greedy heads and tags, no decoder: a little below what the library reaches"""
    net.eval()
    c, base = Counter(), bases(relations)
    with torch.no_grad():
        for chosen in batches(sentences, 4000, None):
            b = collate(coder, sentences, chosen)
            y = encode(net, b, sentences)
            heads = net.arcs(y, b.mask).argmax(-1) * b.mask
            labels = net.labels(y, heads).argmax(-1)
            upos, xpos, tags = net.upos(y).argmax(-1).numpy(), net.xpos(y).argmax(-1).numpy(), net.names(y).argmax(-1).numpy()
            count_roles(c, net, y, b, heads, labels)
            for k, i in enumerate(b.sentences):
                at = slice(1, len(sentences[i]) + 1)
                if sentences[i][0].head is not None:
                    count_tree(c, b.gold[k, at].numpy(), heads[k, at].numpy(), labels[k, at].numpy(), upos[k, at], xpos[k, at], base)
                if sentences[i][0].name is not None:
                    count_names(c, sentences[i], [names[t] for t in tags[k, at]])
    out = {k: 100 * c[k] / c["n"] for k in ("upos", "xpos", "uas", "las")} if c["n"] else {}
    if c["true"]:
        out["names"] = 200 * c["both"] / (c["found"] + c["true"])
    if c["args true"]:
        out["predicates"] = 100 * c["predicates"] / c["predicates of"]
        out["roles"] = 200 * c["args both"] / (c["args found"] + c["args true"])
    return out
