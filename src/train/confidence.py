#!/usr/bin/env python3
"""Train the table confidence.tsv: the probability that an event is right as told.

    confidence.py --build BUILD --gold ../shared/gold/events [--write]

BUILD is a build directory of dateline; the program tests/bench/confidence-dump.c is compiled there. What right means, and how
gold is read, stands in tests/bench/confidence.py. Trained on the development articles of tests/quality, on other articles in the
same form (--gold), and, counted less, on the sentences of tests/quality/clauses.tsv; the articles kept apart are never read.

Logistic regression with a quadratic penalty, fitted by Newton's method (iteratively reweighted least squares). An event of
several mentions counts by its surest one. Penalty and weight of the sentences are chosen by cross-validation over articles;
so are the methods compared: the weights set by hand that came before, regression, regression stretched (Platt 2000), which is
again a regression, and isotonic regression (Zadrozny & Elkan 2002) behind it. Without --write nothing is changed. The rows of
the table, with their examples, are written by hand; only their weights are learned. Standard library only; two minutes.
"""
import argparse, math, os, sys, tempfile

import dumps

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", ".."))
TABLE = os.path.join(ROOT, "src", "lexicon", "confidence.tsv")
sys.path.insert(0, os.path.join(ROOT, "tests", "bench"))
import confidence as bench  # noqa: E402  what is right, and the figures

STEPS, ROUNDS, FOLDS = 6, 2, 8
PENALTIES, SENTENCE_WEIGHTS = (2, 5, 10, 20), (0, .2, .5)
REPEATS = (0, .1, .3)
ALWAYS = "always"


class Case:
    """An event: where it comes from, the signs of each mention, whether it is right, how much it counts"""
    def __init__(self, group, mentions, right, share):
        self.group, self.mentions, self.right, self.share = group, mentions, right, share


# What the program sees.

def read_signs(dump, day, paths):
    """{file: {(start, end) of a trigger: its signs}}"""
    found = {}
    for line in dumps.lines(dump, day, paths):
        path, span, _, signs = line.split("\t")
        found.setdefault(path, {})[tuple(map(int, span.split("-")))] = signs.split(",")
    return found


def case_of(group, event, right, signs, share):
    spans = [(m["trigger"]["start"], m["trigger"]["end"]) for m in event["mentions"]]
    mentions = [signs[span] for span in spans if span in signs]
    return Case(group, mentions, right, share) if mentions else None


def article_cases(dateline, dump, articles):
    with tempfile.TemporaryDirectory() as folder:
        signs = {}
        for name, event, right, _, gold in bench.judged(dateline, articles, folder):
            if name not in signs:
                path = os.path.join(folder, name + ".txt")
                signs[name] = read_signs(dump, gold["published"], [path]).get(path, {})
            yield case_of(name, event, right, signs[name], 1)


def sentence_cases(dateline, dump):
    path = os.path.join(bench.QUALITY, "clauses.tsv")
    sentences = {name: rows[0]["sentence"] for name, rows in bench.clauses.by_sentence(bench.clauses.read_rows(path)).items()}
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, name + ".txt") for name in sentences}
        for name, sentence in sentences.items():
            with open(paths[name], "w", encoding="utf-8") as out:
                out.write(sentence + "\n")
        signs = read_signs(dump, bench.clauses.PUBLISHED, list(paths.values()))
        for name, event, right, _, _ in bench.judged_clauses(dateline, path):
            yield case_of(None, event, right, signs.get(paths[name], {}), 0)


# The table.

def read_table():
    """(comment lines, [(sign, example)])"""
    with open(TABLE, encoding="utf-8") as file:
        lines = file.read().splitlines()
    comments = [line for line in lines if line.startswith("#")]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return comments, [(row[0], row[2]) for row in rows]


def write_table(comments, rows, weights):
    with open(TABLE, "w", encoding="utf-8") as out:
        out.write("".join(line + "\n" for line in comments) + "sign\tweight\texample\n")
        for sign, example in rows:
            out.write(f"{sign}\t{round(1000 * weights[sign])}\t{example}\n")


# Regression.

def logistic(z):
    return 1 / (1 + math.exp(-max(min(z, 30), -30)))


def solve(matrix, vector):
    """x of matrix x = vector, matrix symmetric and positive (Cholesky)"""
    n, low = len(vector), []
    for i in range(n):
        row = []
        for j in range(i + 1):
            value = matrix[i][j] - sum(a * b for a, b in zip(row, low[j] if j < i else row))
            row.append(math.sqrt(value) if i == j else value / low[j][j])
        low.append(row)
    x = []
    for i in range(n):
        x.append((vector[i] - sum(a * b for a, b in zip(low[i], x))) / low[i][i])
    for i in reversed(range(n)):
        x[i] = (x[i] - sum(low[k][i] * x[k] for k in range(i + 1, n))) / low[i][i]
    return x


def newton(rows, marks, shares, n, penalty, start):
    """Weights that make rows (lists of columns; column 0 is unpenalised) likeliest."""
    w = list(start)
    for _ in range(STEPS):
        slope = [0.0] + [-penalty * x for x in w[1:]]
        curve = [[0.0] * n for _ in range(n)]
        for i in range(n):
            curve[i][i] = penalty if i else 1e-6
        for row, mark, share in zip(rows, marks, shares):
            p = logistic(sum(w[k] for k in row))
            bend = share * max(p * (1 - p), 1e-6)
            for i in row:
                slope[i] += share * (mark - p)
                line = curve[i]
                for j in row:
                    line[j] += bend
        w = [a + b for a, b in zip(w, solve(curve, slope))]
    return w


def confidence(case, weights, repeat):
    """As src/record/resolve.c joins the mentions of one publisher."""
    ps = sorted((min(logistic(sum(weights.get(sign, 0) for sign in signs)), .99) for signs in case.mentions), reverse=True)
    doubt = 1 - ps[0]
    for p in ps[1:]:
        doubt *= 1 - repeat * p
    return min(1 - doubt, .99)


def surest(case, weights):
    return max(case.mentions, key=lambda signs: sum(weights.get(sign, 0) for sign in signs))


def fit(cases, signs, penalty, sentence_weight):
    column = {sign: i for i, sign in enumerate(signs)}
    cases = [case for case in cases if case.share or sentence_weight]
    weights = {}
    for _ in range(ROUNDS):
        rows = [[column[sign] for sign in surest(case, weights) if sign in column] for case in cases]
        w = newton(rows, [case.right for case in cases], [case.share or sentence_weight for case in cases], len(signs), penalty,
                   [weights.get(sign, 0.0) for sign in signs])
        weights = dict(zip(signs, w))
    return weights


# What comes behind.

def platt(cases):
    """(a, b) of logit p = a * logit q + b"""
    a, b = 1.0, 0.0
    for _ in range(20):
        g, h = [0.0, 0.0], [[1e-6, 0.0], [0.0, 1e-6]]
        for q, right in cases:
            z = math.log(q / (1 - q))
            p = logistic(a * z + b)
            for i, x in enumerate((z, 1)):
                g[i] += (right - p) * x
                for j, y in enumerate((z, 1)):
                    h[i][j] += p * (1 - p) * x * y
        da, db = solve(h, g)
        a, b = a + da, b + db
    return a, b


def isotonic(cases):
    """[(lowest q, p)] by pooling neighbours that are out of order"""
    blocks = []
    for q, right in sorted(cases):
        blocks.append([q, float(right), 1])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            low, right, n = blocks.pop()
            blocks[-1][1] += right
            blocks[-1][2] += n
    return [(q, (right + 1) / (n + 2)) for q, right, n in blocks]


def by_steps(steps, q):
    return next((p for low, p in reversed(steps) if q >= low), steps[0][1])


def by_hand(case):
    """The weights that came before learning."""
    best = 0
    for signs in map(set, case.mentions):
        p = .75 if any(sign.startswith("noun is") for sign in signs) else .9
        for sign, factor in (("frame generic", .6), ("trigger weak", .85), ("actors none", .7), ("actors implicit", .9), ("sentence heading", .5)):
            p *= factor if sign in signs else 1
        best = max(best, p)
    return best


# Figures.

def log_loss(pairs):
    return -sum(math.log(p if right else 1 - p) for p, right in pairs) / len(pairs)


def line(name, pairs):
    low, high = min(p for p, _ in pairs), max(p for p, _ in pairs)
    print(f"{name:34} ECE {bench.calibration_error(pairs):.3f}  AUC {bench.area(pairs):.3f}  log loss {log_loss(pairs):.3f}  "
          f"{low:.2f} to {high:.2f}", flush=True)


def folds(cases):
    names = sorted({case.group for case in cases if case.group})
    for k in range(FOLDS):
        held = set(names[k::FOLDS])
        yield [case for case in cases if case.group not in held], [case for case in cases if case.group in held]


def validate(cases, signs, penalty, sentence_weight):
    """[(case, weights that have not seen its article)]"""
    out = []
    for rest, held in folds(cases):
        weights = fit(rest, signs, penalty, sentence_weight)
        out += [(case, weights) for case in held]
    return out


def compare(cases, signs):
    """Prints the methods; returns the best settings and the stretch."""
    line("by hand", [(by_hand(case), case.right) for case in cases if case.group])
    best = None
    for sentence_weight in SENTENCE_WEIGHTS:
        for penalty in PENALTIES:
            seen = validate(cases, signs, penalty, sentence_weight)
            pairs = [(confidence(case, weights, REPEATS[1]), case.right) for case, weights in seen]
            line(f"penalty {penalty}, sentences {sentence_weight}", pairs)
            if best is None or log_loss(pairs) < best[0]:
                best = log_loss(pairs), penalty, sentence_weight, seen
    _, penalty, sentence_weight, seen = best
    for repeat in REPEATS:
        line(f"regression, repeat {repeat}", [(confidence(case, weights, repeat), case.right) for case, weights in seen])
    pairs = [(case.group, (confidence(case, weights, REPEATS[1]), case.right)) for case, weights in seen]
    stretched, stepped = [], []
    for name in sorted({group for group, _ in pairs}):
        rest = [pair for group, pair in pairs if group != name]
        (a, b), steps = platt(rest), isotonic(rest)
        for group, (q, right) in pairs:
            if group == name:
                stretched.append((logistic(a * math.log(q / (1 - q)) + b), right))
                stepped.append((by_steps(steps, q), right))
    line("regression and Platt", stretched)
    line("regression and isotonic", stepped)
    return penalty, sentence_weight, platt([pair for _, pair in pairs])


def count(cases):
    n = {}
    for case in cases:
        for sign in {sign for signs in case.mentions for sign in signs}:
            seen = n.setdefault(sign, [0, 0])
            seen[0] += 1
            seen[1] += case.right
    return n


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--gold", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--penalty", type=float)
    parser.add_argument("--sentences", type=float)
    parser.add_argument("--stretch", type=float, default=1)
    args = parser.parse_args()
    dump, dateline = dumps.build(args.build, "confidence-dump"), os.path.join(args.build, "src", "cli", "dateline")
    articles = list(bench.own_articles("development")) + [one for folder in args.gold for one in bench.other_articles(folder)]
    cases = [case for case in [*article_cases(dateline, dump, articles), *sentence_cases(dateline, dump)] if case]
    own = [case for case in cases if case.group]
    comments, rows = read_table()
    print(f"{len(own)} events of {len(articles)} articles, {sum(len(case.mentions) > 1 for case in own)} with several mentions, "
          f"right {sum(case.right for case in own) / len(own):.3f}; {len(cases) - len(own)} of sentences, "
          f"right {sum(case.right for case in cases if not case.group) / max(len(cases) - len(own), 1):.3f}")
    if args.counts:
        of_sentences = count([case for case in cases if not case.group])
        for sign, (n, right) in sorted(count(own).items()):
            other = of_sentences.get(sign, (0, 0))
            print(f"{sign:28} {n:5} {right / n:.3f}   {other[0]:5} {other[1] / max(other[0], 1):.3f}{'' if sign in dict(rows) else '   no row'}")
        return
    signs = [ALWAYS, *(sign for sign, _ in rows if sign != ALWAYS)]
    if args.penalty is None:
        penalty, sentence_weight, (a, b) = compare(cases, signs)
    else:
        penalty, sentence_weight, a, b = args.penalty, args.sentences or 0, args.stretch, 0
    print(f"penalty {penalty}, sentences {sentence_weight}, stretch {a:.2f}, shift {b:.2f}")
    weights = {sign: a * w + b * (sign == ALWAYS) for sign, w in fit(cases, signs, penalty, sentence_weight).items()}
    line("on what it was trained on", [(confidence(case, weights, REPEATS[1]), case.right) for case in own])
    if args.write:
        write_table(comments, rows, weights)


if __name__ == "__main__":
    main()
