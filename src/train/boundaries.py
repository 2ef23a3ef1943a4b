#!/usr/bin/env python3
"""Train the table text_boundary.tsv: weights for the ends of sentences that the rules of src/text leave open.

    boundaries.py --tables ../lexicon --out ../lexicon/text_boundary.tsv en_ewt-ud-train.conllu en_gum-clean-train.conllu

Half a minute, no packages. A logistic regression over the blank between two chunks (stretches without white space), with
L1 so that few features remain: FTRL-proximal (McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013), fixed
seed, weights rounded to hundredths of a natural logarithm. src/text/gaps.c computes the same features; the table
tests/spec/text/gaps.tsv holds both to them (--check prints its rows as they should be).

The raw text is made of the treebank's `# text` lines as its documents and paragraphs (`# newdoc`, `# newpar`) have them;
a sentence's earlier words are known to the trainer as they are in gold.
"""
import argparse
import math
import os
import random
import re
import sys

SCALE = 100
EPOCHS = 6
MIN_COUNT = 5          # times a feature must be seen
ALPHA, BETA = 0.15, 1.0
L1, L2 = 3.0, 0.5
SEED = 2026

HEADER = """\
# Weights of the ends of sentences that the rules leave open: blanks behind a word without a stop, or before a word without a
# capital. A sentence ends where the weights of the gap's features add up to more than a margin (src/text/gaps.c).
# feature: key, the name of a template and its values; weight: hundredths of a natural logarithm
# reason: in how many of the training gaps with this feature a sentence ends
# Source: src/train/boundaries.py, from the training parts of the UD treebanks English EWT (CC BY-SA 4.0) and GUM without its
# non-commercial genres (CC BY 4.0). Licence: CC BY-SA 4.0.
feature\tweight\treason
"""

OPENERS = "\"'`([{<“‘«*"
CLOSERS = "\"')]}>”’»*"
QUOTES = "\"“”«»"
ENDERS = ".!?…,:;"
DASHES = "-–—"


def read_conllu(path):
    """[(paragraph opens, document opens, text, blank follows)]"""
    out, new_document, new_paragraph, text, after = [], False, False, None, True
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if re.match(r"#\s*newdoc", line):
                new_document = True
            elif re.match(r"#\s*newpar", line):
                new_paragraph = True
            elif line.startswith("# text = "):
                text = line[len("# text = "):]
            elif line and line[0] != "#":
                after = "SpaceAfter=No" not in line.split("\t")[9].split("|")
            elif not line and text is not None:
                out.append((new_document or new_paragraph, new_document, text, after))
                new_document, new_paragraph, text = False, False, None
    return out


def read_blocks(path):
    """[(text, {offsets where sentences end})] for each paragraph"""
    blocks = []
    for opens, _, text, after in read_conllu(path):
        if opens or not blocks:
            blocks.append(["", set()])
        blocks[-1][0] += text
        blocks[-1][1].add(len(blocks[-1][0]))
        blocks[-1][0] += " " if after else ""
    return blocks


def read_table(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}


# Chunks. `gaps.c` reads them alike.

def letters_shape(core, calendar):
    if core.lower() in calendar:
        return "h" if core[0].isupper() else "a"
    if core[0].islower():
        return "a"
    if core == "I" or core[:2] in ("I'", "I’"):
        return "i"
    if not core[0].isupper():
        return "z"
    if len(core) == 1:
        return "x"
    return "u" if not any(c.islower() for c in core) else "c"


def shape_of(core, calendar):
    if not core:
        return "s"
    if "@" in core or "://" in core or core.lower().startswith("www."):
        return "w"
    if core[0] in "$£€":
        return "m"
    if core[0] in "0123456789":
        if any(c.isalpha() for c in core):
            return "b"
        return "t" if ":" in core else "d" if "/" in core else "y" if len(core) == 4 and core.isdigit() else "n"
    if core[0].isalpha():
        return letters_shape(core, calendar)
    return "s"


class Chunk:
    """open: q or b when a quotation mark or bracket stands before it; end: what it ends in, of . ! e , : ; - or
    nothing; closed: q or b when one closes behind; shape, word: of what lies between"""
    def __init__(self, text, start, calendar):
        self.start, self.text = start, text
        a, b = 0, len(text)
        while a < b and text[a] in OPENERS:
            a += 1
        while b > a and (text[b - 1] in CLOSERS or text[b - 1] in ENDERS):
            b -= 1
        if a == b:
            a = 0 if text[0] not in ENDERS else a
        before, core, behind = text[:a], text[a:b], text[b:]
        self.open = "q" if any(c in "\"'`“‘«" for c in before) else "b" if before else ""
        quoted, bracketed = any(c in "\"'”’»" for c in behind), any(c in ")]}>*" for c in behind)
        self.closed = "q" if quoted else "b" if bracketed else ""
        self.end = self.find_end(core, behind)
        self.core = core
        self.shape = shape_of(core, calendar)
        self.word = core.replace("’", "'").lower()
        if self.shape == "w" or not core or not core[0].isalpha() or len(core.encode()) > 20 or not self.word.isascii():
            self.word = ""

    @staticmethod
    def find_end(core, behind):
        marks = behind.rstrip(CLOSERS)
        if not marks:
            return "-" if core and core[-1] in DASHES else ""
        if marks.endswith(("…", "..")):
            return "e"
        return "!" if marks[-1] in "!?" else marks[-1]


class State:
    """what the sentence has had so far"""
    def __init__(self):
        self.n, self.n_lower, self.brackets, self.quoted, self.first = 0, 0, 0, False, ""

    def add(self, chunk):
        self.first = self.first or chunk.shape
        self.n += 1
        self.n_lower += chunk.shape == "a"
        for c in chunk.text:
            if c in "([":
                self.brackets += 1
            elif c in ")]":
                self.brackets = max(self.brackets - 1, 0)
            elif c == '"':
                self.quoted = not self.quoted
            elif c == "“":
                self.quoted = True
            elif c == "”":
                self.quoted = False


def bucket(n):
    for name, limit in (("1", 1), ("2", 2), ("3", 3), ("4", 5), ("6", 9), ("10", 19)):
        if n <= limit:
            return name
    return "20"


def is_open(left, right):
    """whether the rules leave the gap to the table"""
    if left.end in (".", "!"):
        return right.shape not in "chuxi" or (left.end == "!" and right.open == "b")
    if left.end in ("-", ":"):
        return False
    if left.end == "e" and left.closed == "b" and right.shape in "chuxi":
        return False
    return left.end == "e" or right.shape != "a" or right.open != "" or left.closed != ""


def features(state, left2, left, right, right2, right3, n_ahead):
    gap = left.end + left.closed + "_" + right.open
    l, r = left.shape, right.shape + right.end
    r2, r3 = (right2.shape + right2.end if right2 else "-"), (right3.shape if right3 else "-")
    l2 = left2.shape + left2.end if left2 else "-"
    inside = (("q" if state.quoted else "") + ("b" if state.brackets else "")) or "-"
    so_far, ahead, low = bucket(state.n), bucket(n_ahead), str(min(state.n_lower, 3))
    out = [
        f"gap {gap}", f"gap-r {gap} {r}", f"gap-l {gap} {l}", f"gap-l-r {gap} {l} {r}", f"gap-r-rr {gap} {r} {r2}",
        f"gap-ll-l {gap} {l2} {l}",
        f"l-r-rr-rrr {l} {r} {r2} {r3}", f"gap-far {gap} {so_far}", f"gap-rest {gap} {ahead}",
        f"gap-far-low {gap} {so_far} {low}", f"gap-low-r {gap} {low} {r}", f"gap-in {gap} {inside}",
        f"gap-in-r {gap} {inside} {r}", f"first-low-r {state.first} {low} {r}", f"gap-far-rest {gap} {so_far} {ahead}",
        f"ll-l-r-rr {l2} {l} {r} {r2}",
    ]
    if left.word:
        out += [f"word-l {left.word}", f"word-l-gap {left.word} {gap}"]
    if right.word:
        out += [f"word-r {right.word}", f"word-r-gap {right.word} {gap}", f"word-r-form {right.word} {r}"]
    if left2 and left2.word:
        out.append(f"word-ll {left2.word} {left.shape}")
    if right2 and right2.word:
        out.append(f"word-rr {right2.word} {r}")
    return out


def is_abbreviation(left, abbreviations):
    if left.end != "." or left.closed:
        return False
    row = abbreviations.get(left.core.lower() + ".")
    if row and row["word"] == "no" and row["kind"] != "number":
        return True
    return re.fullmatch(r"[A-Za-z]|([A-Za-z]\.)+[A-Za-z]", left.core) is not None


def read_chunks(text, calendar):
    return [Chunk(m[0], m.start(), calendar) for m in re.finditer(r"\S+", text)]


def gaps(text, calendar, ends):
    """(features, index of the chunk before) of the open gaps; a sentence begins after each offset in @ends"""
    chunks, state = read_chunks(text, calendar), State()
    at = lambda i: chunks[i] if 0 <= i < len(chunks) else None
    for i in range(len(chunks) - 1):
        state.add(chunks[i])
        end = chunks[i].start + len(chunks[i].text)
        if is_open(chunks[i], chunks[i + 1]):
            before = at(i - 1) if state.n > 1 else None
            found = features(state, before, chunks[i], chunks[i + 1], at(i + 2), at(i + 3), len(chunks) - 1 - i)
            yield found, chunks[i], end in ends
        if end in ends:
            state = State()


def samples(paths, tables):
    abbreviations = read_table(os.path.join(tables, "abbreviations.tsv"))
    calendar = set(read_table(os.path.join(tables, "text_after_time.tsv")))
    return [(found, ended) for path in paths for text, ends in read_blocks(path)
            for found, left, ended in gaps(text, calendar, ends) if not is_abbreviation(left, abbreviations)]


# Learning.

def number(data):
    counts = {}
    for found, _ in data:
        for f in found:
            counts[f] = counts.get(f, 0) + 1
    names = sorted((f for f, n in counts.items() if n >= MIN_COUNT), key=str.encode)
    index = {f: i for i, f in enumerate(names)}
    return names, [([index[f] for f in found if f in index], ended) for found, ended in data]


def train(n, data):
    z, square, weight = [0.0] * n, [0.0] * n, [0.0] * n
    random.seed(SEED)
    order = list(range(len(data)))
    for _ in range(EPOCHS):
        random.shuffle(order)
        for k in order:
            found, ended = data[k]
            score = 0.0
            for i in found:
                if abs(z[i]) <= L1:
                    weight[i] = 0.0
                else:
                    weight[i] = -(z[i] - math.copysign(L1, z[i])) / ((BETA + math.sqrt(square[i])) / ALPHA + L2)
                score += weight[i]
            slope = 1 / (1 + math.exp(-max(-35.0, min(35.0, score)))) - ended
            for i in found:
                step = (math.sqrt(square[i] + slope * slope) - math.sqrt(square[i])) / ALPHA
                z[i] += slope - step * weight[i]
                square[i] += slope * slope
    return weight


def write(path, names, weights, data):
    seen, ends = [0] * len(names), [0] * len(names)
    for found, ended in data:
        for i in found:
            seen[i] += 1
            ends[i] += ended
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADER)
        for i, (name, weight) in enumerate(zip(names, weights)):
            if round(SCALE * weight):
                out.write(f"{name}\t{round(SCALE * weight)}\t{ends[i]}/{seen[i]}\n")


def evaluate(path, tables, weights):
    """{the left chunk's end: [ends, found, wrong, gaps]}, with the margins of gaps.c"""
    counts = {}
    for found, ended in samples([path], tables):
        key = found[0].split(" ")[1].split("_")[0] or "none"
        cut = sum(weights.get(f, 0) for f in found) > (50 if key[0] in ".!e" else 100)
        row = counts.setdefault(key, [0, 0, 0, 0])
        for i, one in enumerate((ended, cut and ended, cut and not ended, True)):
            row[i] += one
    return counts


def check(path, tables):
    """prints the table of texts with a bar behind the gap, and the features"""
    calendar = set(read_table(os.path.join(tables, "text_after_time.tsv")))
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if "¦" not in line or line.startswith("#"):
                print(line, end="")
                continue
            at, text = cells[1].index("¦"), cells[1].replace("¦", "")
            end = len(text[:at].rstrip())
            features = next(f for f, left, _ in gaps(text, calendar, set()) if left.start + len(left.text) == end)
            print("\t".join([*cells[:2], " | ".join(features)]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("treebank", nargs="*")
    ap.add_argument("--tables", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lexicon"))
    ap.add_argument("--out")
    ap.add_argument("--dev", action="append", default=[], help="treebank to print the accuracy on")
    ap.add_argument("--check", help="print this table of gaps with the features that they should have")
    args = ap.parse_args()
    if args.check:
        check(args.check, args.tables)
        return
    names, data = number(samples(args.treebank, args.tables))
    weights = train(len(names), data)
    if args.out:
        write(args.out, names, weights, data)
    rounded = {name: round(SCALE * weight) for name, weight in zip(names, weights) if round(SCALE * weight)}
    print(f"{len(data)} gaps, {len(names)} features, {len(rounded)} weights", file=sys.stderr)
    for path in args.dev:
        for key, (gold, hit, wrong, n) in sorted(evaluate(path, args.tables, rounded).items()):
            print(f"{os.path.basename(path)} {key}: {gold} ends in {n} gaps, found {hit}, wrong {wrong}")


if __name__ == "__main__":
    main()
