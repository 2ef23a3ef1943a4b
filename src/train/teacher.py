#!/usr/bin/env python3
"""Train a teacher, a large and slow network, and let it label sentences that the small one then learns from.

    teacher.py --ud … --propbank … --ner … --glove … --mpnet all-mpnet-base-v2 --text news.conllu --labels news.names --out silver.tsv

The teacher is the small network's own heads over MPNet's context vectors beside the word features (MPNet knows no capitals, the
features do). --text has sentences in CoNLL-U whose forms alone are read. --names, if given, are another tagger's names of the same
sentences, a tag a word, and taken instead of the teacher's own, which has seen few names.
"""
import argparse
import random
import time

import numpy as np
import torch
import torch.nn as nn

import data as training
import learning
import roles
import silver
import teacher_text
from mpnet import Mpnet, WIDTH
from network import Network

SURE_HEAD, SURE_NAME = 0.6, 0.6     # below, a head with its label, or a name's tag, is left open


class Teacher(Network):
    def __init__(self, sizes, glove, mpnet):
        super().__init__(sizes, glove, 256, 256, 192, 128, role=96, layers=1, extra=256)
        self.mpnet, self.down = mpnet, nn.Linear(WIDTH, 256)

    def read(self, batch, sentences):
        forms = [[t.form for t in sentences[i]] for i in batch.sentences]
        context = self.down(nn.functional.dropout(self.mpnet(forms, batch.rows.shape[1]), 0.15, self.training))
        return self.encode(batch.rows, batch.lengths, context)


def read_batch(net, batch, sentences):
    return net.read(batch, sentences)


def train(net, coder, data, args, rng, inventory):
    slow = [p for p in net.mpnet.parameters() if p.requires_grad]
    ids = {id(p) for p in slow}
    fast = [p for p in net.parameters() if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": 0, "top": args.rate}, {"params": fast, "lr": 0, "top": args.rate * 33}], betas=(0.9, 0.98), weight_decay=0.01)
    step, started, some, steps, epoch = 0, time.time(), [d[::4] for d in data.parts()], 1, 0
    while step < steps:
        net.train()
        sentences = [s for s in training.epoch_sentences(data, rng, args.augment) if len(s) <= 100]
        plan, clock, total, words = learning.batches(sentences, args.batch, rng), time.time(), 0.0, 0
        steps, epoch = int(len(plan) * args.epochs), epoch + 1
        for k, chosen in enumerate(plan[:steps - step]):
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min(1, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
            b = learning.collate(coder, sentences, chosen)
            loss = learning.loss_of(net, net.read(b, sentences), b, rng.random() < 0.5)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            step, total, words = step + 1, total + float(loss.detach()), words + int(b.lengths.sum())
            if k % 20 == 0:
                print(f"epoch {epoch} {k}/{len(plan)} loss {total / (k + 1):.3f} {words / (time.time() - clock):.0f} words/s {time.time() - started:.0f}s", flush=True)
        scores = [learning.evaluate(net, coder, d, inventory["relations"], inventory["names"], read_batch) for d in some]
        print("dev " + " | ".join(" ".join(f"{k} {v:.2f}" for k, v in s.items()) for s in scores), flush=True)
        torch.save(net.state_dict(), args.checkpoint)


def give_names(sentences, path):
    """another tagger's names: a line of BILOU tags a sentence, in the order of the text"""
    with open(path, encoding="utf-8") as f:
        for tokens, line in zip(sentences, f):
            for token, tag in zip(tokens, line.split(), strict=True):
                token.name = tag


def label(net, coder, sentences, inventory):
    """gives every sentence the network's own tree, tags, names and roles"""
    net.eval()
    done, started = 0, time.time()
    with torch.no_grad():
        for number, chosen in enumerate(learning.batches(sentences, 3000, random.Random(1))):
            b = learning.collate(coder, sentences, chosen)
            y = net.read(b, sentences)
            sure_head, heads = torch.softmax(net.arcs(y, b.mask), -1).max(-1)
            heads = heads * b.mask
            labels = net.labels(y, heads).argmax(-1)
            sure_name, names = torch.softmax(net.names(y), -1).max(-1)
            upos, xpos, kinds = net.upos(y).argmax(-1), net.xpos(y).argmax(-1), net.predicate(y).argmax(-1) * b.mask
            kinds[:, 0] = 0
            of, at = torch.nonzero(kinds, as_tuple=True)
            found = net.roles(y, of, at, heads, labels).argmax(-1) if len(of) else None
            args = [{} for _ in b.sentences]
            for j, (k, p) in enumerate(zip(of.tolist(), at.tolist())):
                n = int(b.lengths[k])
                args[k][p] = {t: inventory["roles"][r] for t, r in enumerate(found[j, :n].tolist()) if r and t}
            for k, i in enumerate(b.sentences):
                tokens, n = sentences[i], len(sentences[i]) + 1
                tags = [inventory["names"][t] if s > SURE_NAME else None for t, s in zip(names[k, 1:n], sure_name[k, 1:n])]
                for t, token in enumerate(tokens, 1):
                    token.upos, token.xpos = inventory["upos"][upos[k, t]], inventory["xpos"][xpos[k, t]]
                    token.name, token.predicate, token.args = tags[t - 1], roles.PREDICATES[kinds[k, t]], args[k].get(t)
                    if sure_head[k, t] > SURE_HEAD:
                        token.head, token.deprel = int(heads[k, t]), inventory["relations"][labels[k, t]]
                done += len(tokens)
            if number % 20 == 0:
                print(done, f"{done / (time.time() - started):.0f} words/s", flush=True)
    print("labelled", done, "words in", len(sentences), "sentences", f"{time.time() - started:.0f}s", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training.add_arguments(ap)
    ap.add_argument("--mpnet", required=True, help="folder of model.safetensors and vocab.txt")
    ap.add_argument("--epochs", type=float, default=1.5, help="passes over the corpora, the last one in part")
    ap.add_argument("--rate", type=float, default=6e-5, help="of MPNet's layers; 33 times as much for the rest")
    ap.add_argument("--resume", help="a checkpoint to begin from")
    ap.add_argument("--batch", type=int, default=1500, help="words")
    ap.add_argument("--text"), ap.add_argument("--names"), ap.add_argument("--words", type=int, default=1200000)
    ap.add_argument("--checkpoint", default="teacher.pt")
    ap.add_argument("--trained", action="store_true", help="the checkpoint is there already")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--out")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    rng = random.Random(args.seed)
    data = training.Data(args)
    inventory, coder, glove = training.prepare(data, args)
    net = Teacher(training.sizes_of(inventory), glove, Mpnet(args.mpnet))
    if args.trained:
        net.load_state_dict(torch.load(args.checkpoint))
    else:
        if args.resume:
            net.load_state_dict(torch.load(args.resume))
        train(net, coder, data, args, rng, inventory)
    if args.out:
        sentences = teacher_text.read(args.text, args.words)
        label(net, coder, sentences, inventory)
        if args.names:
            give_names(sentences, args.names)
        with open(args.out, "w", encoding="utf-8") as out:
            for tokens in sentences:
                silver.write(out, tokens)


if __name__ == "__main__":
    main()
