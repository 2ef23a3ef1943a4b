#!/usr/bin/env python3
"""Train the tables pronoun_trees.tsv and thing_trees.tsv: whom "he" and "she", and "it" and "they" mean.

    pronouns.py --build BUILD --out ../lexicon/pronoun_trees.tsv \\
        --gap gap-test.tsv gap-validation.tsv --gum en_gum-clean-train.conllu en_gum-clean-dev.conllu --dev gap-development.tsv

For every pronoun the entity stage lists the actors that it may mean, and numbers about each (src/entity/ranking.h); the
program tests/bench/pronoun-dump.c prints them. Here boosted trees learn to score the right actor above the others: the loss
of a pronoun is the logarithm of the share that the right actors get of all (softmax over its actors). GAP (Webster et al.
2018) names two persons and says which of them, if any, is meant; where neither is, all others count as right. GUM's chains
of coreference (`Entity=`) say it of running text; they count twice, so that what is plain there stays plain.

    pronouns.py --things --build BUILD --out ../lexicon/thing_trees.tsv --gum en_gum-clean-train.conllu \\
        en_gum-clean-dev.conllu --dev en_gum-clean-test.conllu

"It" and "they" often mean nothing that is an actor: a deed, a thing, nothing ("it rained"). That is one more choice, whose
score is 0; the trees learn what is likelier than that.

Needs numpy and lightgbm. Seeds are pinned.
"""
import argparse, csv, math, os, re, sys, tempfile

import lightgbm
import numpy

import dumps

ROUNDS, GUM_WEIGHT, SCALE = 200, 2, 1000
THING_ROUNDS, THING_SETTINGS = 120, dict(num_leaves=4)  # there are fewer cases of things
SETTINGS = dict(num_leaves=8, learning_rate=0.05, min_data_in_leaf=30, lambda_l2=5, feature_fraction=0.5, bagging_fraction=0.7,
                bagging_freq=1, verbose=-1, seed=1, num_threads=1, deterministic=True, force_row_wise=True)
HEADER = """\
# Boosted trees that tell whom "he" and "she" mean (src/entity/ranking.h): the score of an actor is the sum of one leaf of each tree.
# node: key, number of the row; tree; sign: what is looked at; limit: values up to it go low; low, high: the next node, or = and the
# score in thousandths of a natural logarithm; reason: how many training cases came by
# Source: src/train/pronouns.py, from GAP test and validation (Apache 2.0; GAP development is kept for scoring) and GUM without its
# non-commercial genres (CC BY 4.0). Licence: CC BY 4.0.
node\ttree\tsign\tlimit\tlow\thigh\treason
"""
THINGS_HEADER = """\
# Boosted trees that tell whom "it" and "they" mean (src/entity/ranking.h): the score of an actor is the sum of one leaf of each
# tree; that no actor is meant scores 0.
# node: key, number of the row; tree; sign: what is looked at; limit: values up to it go low; low, high: the next node, or = and the
# score in thousandths of a natural logarithm; reason: how many training cases came by
# Source: src/train/pronouns.py --things, from GUM without its non-commercial genres (CC BY 4.0). Licence: CC BY 4.0.
node\ttree\tsign\tlimit\tlow\thigh\treason
"""
PERSONS = ("he", "him", "his", "himself", "she", "her", "hers", "herself")
THINGS = ("it", "its", "itself", "they", "them", "their", "theirs", "themselves")


# Corpora: a text, and the spans that are one.

class Case:
    """a pronoun's span, the right spans, the wrong ones; without right ones all that is not wrong is right"""
    def __init__(self, span, right, wrong):
        self.span, self.right, self.wrong = span, right, wrong


def read_gap(path):
    """(name, text, [Case])"""
    with open(path, encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            start = int(row["Pronoun-offset"])
            sides = {True: [], False: []}
            for name in "AB":
                at = int(row[name + "-offset"])
                sides[row[name + "-coref"] == "TRUE"].append((at, at + len(row[name])))
            yield row["ID"], row["Text"], [Case((start, start + len(row["Pronoun"])), sides[True], sides[False])]


def read_words(document):
    """(text, [(start, end, MISC)]) of one document in CoNLL-U"""
    text, gap, words, last, at = "", "", [], 0, 0
    for line in document.split("\n"):
        if line.startswith("# newpar") and text:
            gap = "\n\n"
        cells = line.split("\t")
        if len(cells) != 10:
            last = last if line else 0
            continue
        if re.fullmatch(r"\d+", cells[0]) and int(cells[0]) <= last:
            start, at = at, min(at + len(cells[1]), len(text))
            words.append((start, at, cells[9]))
        elif re.fullmatch(r"\d+(-\d+)?", cells[0]):
            text += gap
            at = len(text)
            text += cells[1]
            gap = "" if "SpaceAfter=No" in cells[9] else " "
            if "-" in cells[0]:
                last = int(cells[0].split("-")[1])
            else:
                words.append((at, len(text), cells[9]))
    return text, words


def read_chains(words):
    """(chain, span, span of the head word) of each mention"""
    mentions, open_ = [], []
    for i, (_, _, misc) in enumerate(words):
        found = re.search(r"Entity=([^|]*)", misc)
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else []:
            if part.startswith("("):
                fields = part.strip("()").split("-")
                open_.append((fields[0].split("[")[0], i, fields))
                if not part.endswith(")"):
                    continue
                k = len(open_) - 1
            else:
                chain = part.rstrip(")").split("[")[0]
                k = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == chain), None)
                if k is None:
                    continue
            chain, first, fields = open_.pop(k)
            offset = fields[5].split(",")[0] if len(fields) > 5 else "1"
            head = first + int(offset) - 1 if offset.isdigit() and first + int(offset) - 1 <= i else first
            mentions.append((chain, (words[first][0], words[i][1]), words[head][:2]))
    return mentions


def read_gum(path, forms=PERSONS):
    """(name, text, [Case])"""
    with open(path, encoding="utf-8") as file:
        documents = re.split(r"(?m)^(?=# newdoc id = )", file.read())
    for document in documents[1:]:
        text, words = read_words(document)
        mentions = read_chains(words)
        cases = []
        chains = {(start, end): [(None, (start, end), None)] for start, end, _ in words} if forms is THINGS else {}
        chains.update({span: [(chain, span, head)] for chain, span, head in mentions})
        for chain, span, _ in (mention for found in chains.values() for mention in found):
            if text[span[0]:span[1]].lower() in forms:
                cases.append(Case(span, [head for other, whole, head in mentions if other == chain and whole[0] != span[0]], []))
        yield document.split("\n")[0].split(" = ")[1], text, cases


# What the program sees.

def dump(args, documents):
    """{(name, span): [(spans of the mentions, signs)]}, names of the signs"""
    program, found, names = dumps.build(args.build, "pronoun-dump"), {}, None
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text, _ in documents:
            paths.append(os.path.join(folder, name + ".txt"))
            with open(paths[-1], "w", encoding="utf-8") as out:
                out.write(text)
        for i in range(0, len(paths), 500):
            header, *lines = dumps.lines(program, "-", paths[i:i + 500])
            names = header.split("\t")[3:]
            for line in lines:
                path, pronoun, mentions, *signs = line.split("\t")
                key = os.path.basename(path)[:-4], tuple(map(int, pronoun.split("-")))
                spans = [tuple(map(int, span.split("-"))) for span in mentions.split(",") if span]
                found.setdefault(key, []).append((spans, list(map(int, signs))))
    return found, names


def owner(actors, span):
    """number of the actor with the narrowest mention that overlaps @span, or None"""
    hits = [(end - start, i) for i, (spans, _) in enumerate(actors) for start, end in spans if start < span[1] and span[0] < end]
    return min(hits)[1] if hits else None


def mark(actors, case):
    """1 for each actor that is right; None where the case teaches nothing"""
    right = {owner(actors, span) for span in case.right}
    if case.right:
        marks = [float(i in right) for i in range(len(actors))]
    else:
        wrong = {owner(actors, span) for span in case.wrong}
        marks = [float(i not in wrong) for i in range(len(actors))]
    return None if sum(marks) in (0, len(marks)) else marks


def mark_thing(actors, case):
    """1 for each actor that is right, none where it is no actor"""
    right = {owner(actors, span) for span in case.right}
    return [float(i in right) for i in range(len(actors))]


def groups(args, documents, marker=mark):
    found, names = dump(args, documents)
    out = []
    for name, _, cases in documents:
        for case in cases:
            actors = found.get((name, case.span), [])
            marks = marker(actors, case) if actors else None
            if marks:
                out.append((numpy.array([signs for _, signs in actors], dtype=float), numpy.array(marks)))
    return out, names


# Learning.

def softmax_loss(sizes, marks):
    starts = numpy.concatenate([[0], numpy.cumsum(sizes)])[:-1]
    group = numpy.repeat(numpy.arange(len(sizes)), sizes)

    def loss(scores, _):
        share = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[group])
        wanted = share * marks
        share = share / numpy.add.reduceat(share, starts)[group]
        wanted = wanted / numpy.add.reduceat(wanted, starts)[group]
        return share - wanted, numpy.maximum(share * (1 - share), 1e-3)
    return loss


def thing_loss(sizes, marks):
    """as softmax_loss, with one more choice of score 0, which is right where no other is"""
    starts = numpy.concatenate([[0], numpy.cumsum(sizes)])[:-1]
    group = numpy.repeat(numpy.arange(len(sizes)), sizes)

    def loss(scores, _):
        top = numpy.maximum(numpy.maximum.reduceat(scores, starts), 0)
        share = numpy.exp(scores - top[group])
        wanted = share * marks
        total = numpy.add.reduceat(wanted, starts)
        wanted = wanted / numpy.where(total > 0, total, 1)[group]
        share = share / (numpy.add.reduceat(share, starts) + numpy.exp(-top))[group]
        return share - wanted, numpy.maximum(share * (1 - share), 1e-3)
    return loss


def train(data, loss=softmax_loss, rounds=ROUNDS, **more):
    signs = numpy.vstack([s for s, _ in data])
    marks = numpy.concatenate([m for _, m in data])
    settings = {**SETTINGS, **more, "objective": loss([len(m) for _, m in data], marks)}
    return lightgbm.train(settings, lightgbm.Dataset(signs, marks), num_boost_round=rounds)


def rows(booster, names):
    """the inner nodes of all trees, each before its children"""
    out = []

    def add(tree, node):
        row = [f"{len(out):04}", str(tree), names[node["split_feature"]], str(math.floor(node["threshold"])), "", "",
               str(node["internal_count"])]
        out.append(row)
        for cell, child in ((4, node["left_child"]), (5, node["right_child"])):
            if "leaf_value" in child:
                row[cell] = f"={round(SCALE * child['leaf_value'])}"
            else:
                row[cell] = f"{len(out):04}"
                add(tree, child)

    for tree, info in enumerate(booster.dump_model()["tree_info"]):
        if "split_feature" in info["tree_structure"]:
            add(tree, info["tree_structure"])
    return out


def accuracy(data, score):
    hits = sum(marks[int(numpy.argmax(score(signs)))] for signs, marks in data)
    return f"{hits:.0f} of {len(data)}, {hits / len(data):.3f}"


def thing_accuracy(data, score):
    """the share of pronouns whose actor, or that there is none, is found; then precision and recall of the actors"""
    hits = found = right = wanted = 0
    for signs, marks in data:
        scores = score(signs)
        best = int(numpy.argmax(scores))
        chosen = scores[best] > 0
        right += chosen and marks[best]
        found += chosen
        wanted += marks.sum() > 0
        hits += marks[best] if chosen else marks.sum() == 0
    return (f"{hits:.0f} of {len(data)}, {hits / len(data):.3f}; actors P {right / max(found, 1):.3f} R {right / max(wanted, 1):.3f} "
            f"F1 {2 * right / max(found + wanted, 1):.3f}")


def train_things(args):
    data, names = groups(args, [d for path in args.gum for d in read_gum(path, THINGS)], mark_thing)
    dev, _ = groups(args, [d for path in args.dev for d in read_gum(path, THINGS)], mark_thing) if args.dev else ([], None)
    booster = train(data, thing_loss, THING_ROUNDS, **THING_SETTINGS)
    if args.out:
        with open(args.out, "w", encoding="utf-8") as out:
            out.write(THINGS_HEADER)
            out.writelines("\t".join(row) + "\n" for row in rows(booster, names))
    rules = names.index("chosen")
    for title, part in (("gum", data), ("dev", dev)):
        if part:
            print(f"{title}: rules {thing_accuracy(part, lambda s: s[:, rules])}", file=sys.stderr)
            print(f"{title}: trees {thing_accuracy(part, booster.predict)}", file=sys.stderr)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", required=True)
    ap.add_argument("--gap", nargs="*", default=[])
    ap.add_argument("--things", action="store_true", help="it and they, from GUM alone")
    ap.add_argument("--gum", nargs="*", default=[])
    ap.add_argument("--dev", nargs="*", default=[], help="GAP, or GUM with --things, to print the share of right choices on")
    ap.add_argument("--out")
    args = ap.parse_args()
    if args.things:
        train_things(args)
        return
    gap, names = groups(args, [d for path in args.gap for d in read_gap(path)])
    gum, _ = groups(args, [d for path in args.gum for d in read_gum(path)])
    booster = train(gap + gum * GUM_WEIGHT)
    if args.out:
        with open(args.out, "w", encoding="utf-8") as out:
            out.write(HEADER)
            out.writelines("\t".join(row) + "\n" for row in rows(booster, names))
    rules = names.index("chosen")
    dev, _ = groups(args, [d for path in args.dev for d in read_gap(path)]) if args.dev else ([], None)
    for title, data in (("gap", gap), ("gum", gum), ("dev", dev)):
        if data:
            print(f"{title}: rules {accuracy(data, lambda s: s[:, rules])}; trees {accuracy(data, booster.predict)}", file=sys.stderr)


if __name__ == "__main__":
    main()
