#!/usr/bin/env python3
"""Train the role head alone, to its end, on a network that stays as it is.

    tune_roles.py --ud … --propbank … --glove … --resume model.pt --checkpoint model.pt --out en.dtm

Roles have a fifth of the words that trees have, and their head needs more passes than the rest can be given. Words are read once;
then the head learns from what the encoder made of them.
"""
import argparse
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

import data as training
import export
import features as ft
import learning

from network import Network

HEADS = ("predicate", "role_head", "role_dep", "role_path", "role_out")


def load(checkpoint, glove, width):
    """the network of a checkpoint, with a new role head of so many units"""
    args, inventory = checkpoint["args"], checkpoint["inventory"]
    ft.set_rows(args["hash_rows"])
    net = Network(training.sizes_of(inventory), glove, args["hidden"], args["mlp"], args["mlp"], max(8, args["mlp"] // 2), args["scale"], width)
    kept = {k: v for k, v in checkpoint["weights"].items() if not k.startswith("role_")}
    net.load_state_dict({**net.state_dict(), **kept})
    return net


def read_once(net, coder, sentences):
    """[(batch, encoded words, heads and labels of the gold tree, those of the network's own)]"""
    net.eval()
    out = []
    with torch.no_grad():
        for chosen in learning.batches(sentences, 2500, None):
            b = learning.collate(coder, sentences, chosen)
            if not len(b.of):
                continue
            y = net.encode(b.rows, b.lengths)
            heads = net.arcs(y, b.mask).argmax(-1) * b.mask
            gold = b.gold[..., learning.HEAD].clamp(min=0), b.gold[..., learning.LABEL].clamp(min=0)
            out.append((b, y, gold, (heads, net.labels(y, heads).argmax(-1))))
    return out


def tune(net, read, args, rng):
    parameters = [p for name in HEADS for p in getattr(net, name).parameters()]
    optimizer = torch.optim.Adam(parameters, lr=args.rate, betas=(0.9, 0.98), weight_decay=args.weight_decay)
    step, steps = 0, args.epochs * len(read)
    net.train()
    for epoch in range(args.epochs):
        rng.shuffle(read)
        total = 0.0
        for b, y, gold, own in read:
            for group in optimizer.param_groups:
                group["lr"] = args.rate * min(1, (step + 1) / 50) * max(0.01, 1 - step / steps)
            y = F.dropout(y, args.drop)
            scores = net.roles(y, b.of, b.at, *(own if rng.random() < 0.6 else gold))
            keep = b.args != learning.IGNORE
            loss = F.cross_entropy(scores[keep], b.args[keep], reduction="sum") / len(b.of)
            loss = loss + 3 * learning.cross_entropy(net.predicate(y), b.gold[..., learning.PREDICATE])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 5.0)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
        print(f"epoch {epoch + 1} loss {total / len(read):.3f}", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_arguments(ap)
    ap.add_argument("--resume", required=True), ap.add_argument("--checkpoint", required=True), ap.add_argument("--out")
    ap.add_argument("--role", type=int, default=192, help="units of the head")
    ap.add_argument("--epochs", type=int, default=30), ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--drop", type=float, default=0.33), ap.add_argument("--weight-decay", type=float, default=0.0)
    ap.add_argument("--threads", type=int, default=1)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng, began = random.Random(args.seed), time.time()
    state = torch.load(args.resume, weights_only=False)
    inventory = state["inventory"]
    data = training.Data(args)
    coder, glove = training.coder_of(inventory)
    net = load(state, glove, args.role)
    read = read_once(net, coder, [s for s in data.trees if s[0].predicate is not None])
    tune(net, read, args, rng)
    score = learning.evaluate(net, coder, data.dev[0], inventory["relations"], inventory["names"], lambda n, b, s: n.encode(b.rows, b.lengths))
    print(f"{time.time() - began:.0f}s dev", " ".join(f"{k} {v:.2f}" for k, v in score.items()), flush=True)
    state["weights"] = net.state_dict()
    torch.save(state, args.checkpoint)
    if args.out:
        export.write(state, args.out)


if __name__ == "__main__":
    main()
