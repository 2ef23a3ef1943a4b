#!/usr/bin/env python3
"""Train the tagger, parser, name and role model and write it as en.dtm.

    train.py --ud DIR --propbank DIR --ner DIR --glove FILE --silver silver.tsv --out en.dtm

README.md holds the whole command. The rate rises in 200 steps and falls to zero along a half cosine. From half of the epochs on the
average of the weights over the steps is kept beside them (Polyak and Juditsky 1992) and is what comes out. After every epoch the
model so far is written to --checkpoint.
"""
import argparse
import math
import multiprocessing
import os
import random
import tempfile
import time

import torch
import torch.distributed as dist
import torch.nn as nn

import data as training
import features as ft
import learning
from network import Network


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_arguments(ap)
    ap.add_argument("--hidden", type=int, default=160)
    ap.add_argument("--mlp", type=int, default=128)
    ap.add_argument("--role", type=int, default=64)
    ap.add_argument("--scale", type=float, default=1.0, help="of the embedding widths")
    ap.add_argument("--hash-rows", type=int, default=ft.SUFFIX_ROWS, help="of the tables of affixes; shapes have a quarter")
    ap.add_argument("--epochs", type=int, default=20)
    ap.add_argument("--rate", type=float, default=2.5e-3)
    ap.add_argument("--decay", type=float, default=0.998, help="of the running average, a step")
    ap.add_argument("--silver-share", type=float, default=0.5, help="of the silver sentences, drawn anew in each epoch")
    ap.add_argument("--gold-end", type=float, default=0.15, help="share of the time, at its end, without silver sentences")
    ap.add_argument("--batch", type=int, default=900, help="words")
    ap.add_argument("--minutes", type=float, default=0, help="stop in good order after so long: the rate falls by the clock, not by epochs")
    ap.add_argument("--processes", type=int, default=1), ap.add_argument("--threads", type=int, default=1, help="of each process")
    ap.add_argument("--checkpoint", default="model.pt")
    ap.add_argument("--out", help="the .dtm file to write at the end")
    return ap.parse_args()


def encode(net, batch, sentences):
    return net.encode(batch.rows, batch.lengths)


class Average:
    """running average of the weights"""

    def __init__(self, net, decay):
        self.decay, self.steps = decay, 0
        self.weights = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def add(self, net):
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                self.weights[k].mul_(decay).add_(v, alpha=1 - decay)


class Clock:
    """how far the training is, from 0 to 1: by steps, or by time where --minutes is given"""

    def __init__(self, args):
        self.args, self.started = args, time.time()

    def part(self, epoch, inside):
        if self.args.minutes:
            return min(1.0, (time.time() - self.started) / 60 / self.args.minutes)
        return (epoch + inside) / self.args.epochs

    def rate(self, step, part):
        return self.args.rate * min(1, (step + 1) / 200) * max(0.005, (1 + math.cos(math.pi * part)) / 2)


class Workers:
    """processes that share the work on a step: each takes a batch of its own, and the mean of their gradients moves the same weights"""

    def __init__(self, n, rank, meeting):
        self.n, self.rank = n, rank
        if n > 1:
            dist.init_process_group("gloo", init_method="file://" + meeting, rank=rank, world_size=n)

    def mean(self, net):
        if self.n == 1:
            return
        parts = [p for p in net.parameters() if p.requires_grad]
        flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).reshape(-1) for p in parts])
        dist.all_reduce(flat)
        at = 0
        for p in parts:
            p.grad = flat[at:at + p.numel()].view_as(p) / self.n
            at += p.numel()

    def agree(self, value):
        """the first process's answer"""
        if self.n == 1:
            return value
        out = torch.tensor([float(value)])
        dist.broadcast(out, 0)
        return float(out)


def train(net, coder, data, args, inventory, rng, workers):
    state = {"inventory": inventory, "args": vars(args)}
    optimizer = torch.optim.Adam(net.parameters(), lr=args.rate, betas=(0.9, 0.98))
    clock, average, step, epoch, part = Clock(args), Average(net, args.decay), 0, 0, 0.0
    while epoch < args.epochs and part < 1:
        net.train()
        gold_only = part > 1 - args.gold_end
        sentences = training.epoch_sentences(data, rng, args.augment, 0.0 if gold_only else args.silver_share)
        plan, total, words, began = learning.batches(sentences, args.batch, rng), 0.0, 0, time.time()
        mine = plan[workers.rank:len(plan) // workers.n * workers.n:workers.n]
        for k, chosen in enumerate(mine):
            if k % 20 == 0:
                part = workers.agree(clock.part(epoch, k / len(mine)))
                if part >= 1:
                    break
            for group in optimizer.param_groups:
                group["lr"] = clock.rate(step, part)
            b = learning.collate(coder, sentences, chosen)
            loss = learning.loss_of(net, encode(net, b, sentences), b, rng.random() < 0.5)
            optimizer.zero_grad()
            loss.backward()
            workers.mean(net)
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            if part > 0.3:
                average.add(net)
            step, total, words = step + 1, total + float(loss.detach()), words + int(b.lengths.sum()) * workers.n
        epoch += 1
        part = workers.agree(clock.part(epoch, 0))
        if workers.rank == 0:
            report(net, coder, data, inventory, average, f"epoch {epoch} at {part:.3f} loss {total / max(k, 1):.3f} {words / (time.time() - began):.0f} words/s {time.time() - clock.started:.0f}s")
            state["weights"] = average.weights
            torch.save(state, args.checkpoint + ".tmp")
            os.replace(args.checkpoint + ".tmp", args.checkpoint)


def report(net, coder, data, inventory, average, text):
    """scores of the average on the development sets"""
    own = {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(average.weights if average.steps else own)
    scores = [learning.evaluate(net, coder, d, inventory["relations"], inventory["names"], encode) for d in data.parts()]
    net.load_state_dict(own)
    print(text, "dev", " | ".join(" ".join(f"{k} {v:.2f}" for k, v in s.items()) for s in scores), flush=True)


def work(rank, args, data, inventory, coder, glove, meeting):
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    net = Network(training.sizes_of(inventory), glove, args.hidden, args.mlp, args.mlp, max(8, args.mlp // 2), args.scale, args.role)
    if rank == 0:
        print("sentences", len(data.trees), len(data.named), len(data.tweets), len(data.silver), "sizes", training.sizes_of(inventory), "glove",
              len(inventory["glove"]), "parameters", sum(p.numel() for p in net.parameters()), flush=True)
    torch.manual_seed(args.seed * 1000 + rank)      # dropout: each process its own
    train(net, coder, data, args, inventory, random.Random(args.seed), Workers(args.processes, rank, meeting))


def main():
    args = arguments()
    ft.set_rows(args.hash_rows)
    torch.set_num_threads(1)
    data = training.Data(args)
    inventory, coder, glove = training.prepare(data, args)
    with tempfile.TemporaryDirectory() as folder:
        rest = (args, data, inventory, coder, glove, os.path.join(folder, "meeting"))
        fork = multiprocessing.get_context("fork")
        others = [fork.Process(target=work, args=(rank, *rest)) for rank in range(1, args.processes)]
        for process in others:
            process.start()
        work(0, *rest)
        for process in others:
            process.join()
    if args.out:
        import export
        export.write(torch.load(args.checkpoint, weights_only=False), args.out)


if __name__ == "__main__":
    main()
