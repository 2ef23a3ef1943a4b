#!/usr/bin/env python3
"""Semantic roles against a file of PropBank columns, from given words: roles-score.py DATELINE GOLD.tsv [--model FILE] [--each]

Only the words of GOLD.tsv (id, form, lemma, UPOS, XPOS, head, relation, sense, a column of brackets for each predicate) are given to
dateline; what it writes as Predicate= and Args= in the MISC column of CoNLL-U is compared. The head of a span of gold is its word
that hangs highest in the tree of gold on a word outside it, as src/train/propbank.py finds it. Printed are

    predicates  words that are one, whatever their kind, and how many of the common ones have the right kind
    shared      arguments, each a predicate, a head word and a role, of the predicates that both have
    arguments   all arguments, end to end: those of a missed predicate are missed, those of a wrong one are wrong

each as precision, recall and F1; the same by part of speech of the predicate, and with --each by role.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/train"))
import propbank  # noqa: E402

KINDS = {"predicate": "Yes", "light": "Light", "auxiliary": "Auxiliary"}    # as CoNLL-U has them


def sentences(path):
    """(comments, rows of cells) of each sentence"""
    comments, rows = [], []
    with open(path, encoding="utf-8") as f:
        for line in list(f) + [""]:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = [], []


def gold_roles(rows):
    """{predicate: (kind, {(head, role)})} of a sentence, words by their number"""
    return {at: (KINDS[kind], set(args)) for at, (kind, args) in propbank.predicates(rows).items()}


def found_roles(rows):
    out = {}
    for i, cells in enumerate(rows, 1):
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        if "Predicate" in misc:
            pairs = [arg.rsplit(":", 1) for arg in misc.get("Args", "").split(",") if arg]
            out[i] = (misc["Predicate"], {(int(head), role) for role, head in pairs})
    return out


def analyse(dateline, gold, model):
    """what dateline makes of the words of gold, sentence by sentence"""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "words.conllu")
        with open(path, "w", encoding="utf-8") as f:
            for comments, rows in gold:
                f.write("".join(c + "\n" for c in comments))
                f.write("".join(f"{i}\t{r[1]}" + "\t_" * 8 + "\n" for i, r in enumerate(rows, 1)) + "\n")
        environment = {**os.environ, "DATELINE_MODEL": model} if model else None
        done = subprocess.run([dateline, "annotate", "--from=conllu", "--to=conllu", "--quiet", path], capture_output=True, env=environment)
        if done.returncode:
            sys.exit(done.stderr.decode())
        out = os.path.join(folder, "out.conllu")
        with open(out, "wb") as f:
            f.write(done.stdout)
        return [[r for r in rows if r[0].isdigit()] for _, rows in sentences(out)]


class Tally:
    def __init__(self):
        self.both, self.found, self.true = Counter(), Counter(), Counter()

    def add(self, key, found, true):
        self.both[key] += len(found & true)
        self.found[key] += len(found)
        self.true[key] += len(true)

    def line(self, key, name=None):
        both, found, true = self.both[key], self.found[key], self.true[key]
        p, r = 100 * both / max(found, 1), 100 * both / max(true, 1)
        f1 = 2 * p * r / (p + r) if both else 0.0
        return f"{name or key:14} P {p:6.2f}  R {r:6.2f}  F1 {f1:6.2f}   of {true}, found {found}"


def compare(gold, found):
    tally, by_role, by_upos, kinds = Tally(), Tally(), Tally(), Counter()
    for (_, rows), words in zip(gold, found):
        true, seen = gold_roles(rows), found_roles(words)
        tally.add("predicates", set(seen), set(true))
        for at in set(true) | set(seen):
            kind, true_args = true.get(at, (None, set()))
            seen_kind, seen_args = seen.get(at, (None, set()))
            upos = rows[at - 1][3]
            by_upos.add(upos + " words", {at} & set(seen), {at} & set(true))
            by_upos.add(upos, seen_args, true_args)
            tally.add("arguments", seen_args, true_args)
            for role in {r for _, r in true_args | seen_args}:
                by_role.add(role, {a for a in seen_args if a[1] == role}, {a for a in true_args if a[1] == role})
            if kind and seen_kind:
                tally.add("shared", seen_args, true_args)
                tally.add("heads", {h for h, _ in seen_args}, {h for h, _ in true_args})
                kinds[kind == seen_kind] += 1
    return tally, by_role, by_upos, kinds


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dateline"), ap.add_argument("gold")
    ap.add_argument("--model", help="weights to use instead of the built-in ones")
    ap.add_argument("--each", action="store_true", help="also by role")
    args = ap.parse_args()
    gold = list(sentences(args.gold))
    found = analyse(args.dateline, gold, args.model)
    if [[r[1] for r in rows] for _, rows in gold] != [[r[1] for r in rows] for rows in found]:
        sys.exit("the words that came back are not those that were given")
    tally, by_role, by_upos, kinds = compare(gold, found)
    print(f"{len(gold)} sentences")
    print(tally.line("predicates"), f"  right kind {100 * kinds[True] / max(sum(kinds.values()), 1):.2f}")
    print(tally.line("heads", "shared, heads"))
    print(tally.line("shared"))
    print(tally.line("arguments"))
    for upos, n in by_upos.true.most_common():
        if n >= 20:
            print(by_upos.line(upos, "  " + upos))
    if args.each:
        for role, _ in sorted(by_role.true.items(), key=lambda item: (-item[1], item[0])):
            print(by_role.line(role, "  " + role))


if __name__ == "__main__":
    main()
