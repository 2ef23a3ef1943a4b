#!/usr/bin/env python3
"""Train the table place_signs.tsv: which of the places around an event it happened at, when no phrase of its own says so.

    place_signs.py --build BUILD --gold DIR [--gold DIR...] [--clauses FILE.tsv...] [--folds N] [--write]

BUILD is a build directory of dateline; the program tests/bench/place-dump.c is compiled there. DIR holds <id>.json and <id>.txt in
the form that tests/quality/join.py writes; a FILE has the columns of tests/quality/clauses.tsv, where every sentence is an
article.

A choice among the places near the event and "none told" (conditional logit, McFadden 1974), p (c) = exp s(c) / (1 + sum of all
exp s), with a quadratic penalty, fitted by stochastic gradients with a step of its own for each sign (AdaGrad, Duchi et al.
2011) in a fixed order. A place is right if its name contains that of a reader or the other way round. Figures are
cross-validated over articles, so that no event is judged by weights that have seen its article. Without --write nothing is
changed. Standard library only; a few minutes.
"""
import argparse, json, glob, math, os, random, sys, tempfile

import dumps

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", ".."))
TABLE = os.path.join(ROOT, "src", "lexicon", "place_signs.tsv")
for folder in ("bench", "quality"):
    sys.path.insert(0, os.path.join(ROOT, "tests", folder))
arguments, sys.argv = sys.argv, ["places"]
import places as bench  # noqa: E402  what is right
import clauses  # noqa: E402
sys.argv = arguments

EPOCHS, STEP, RARE, LEAST = 12, .3, 4, .02
THRESHOLDS = (.2, .3, .4, .5, .6)


class Case:
    """A mention: its article, the places it may have been at with their signs, which are right, how much it counts"""
    def __init__(self, group, choices, right, wanted, share, told):
        self.group, self.choices, self.right, self.wanted, self.share, self.told = group, choices, right, wanted, share, told


def read_signs(dump, day, paths):
    """{file: {(start, end) of a trigger: (told, {place: signs})}}"""
    found = {}
    for line in dumps.lines(dump, day, paths):
        path, span, told, place, signs = (line.split("\t") + [""])[:5]
        mention = found.setdefault(path, {}).setdefault(tuple(map(int, span.split("-"))), (told == "told", []))
        if place != "-":
            mention[1].append((place, signs.split("|")))
    return found


def case_of(group, mention, where, share):
    told, choices = mention
    right = [i for i, (place, _) in enumerate(choices) if bench.is_same(place, where)]
    return Case(group, [signs for _, signs in choices], right, bool(where), share, told)


def article_cases(dump, folder, unasked):
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path, encoding="utf-8") as file:
            gold = json.load(file)
        text = path[:-5] + ".txt"
        for (start, end), mention in read_signs(dump, gold["published"], [text]).get(text, {}).items():
            events = [event for event in gold["events"] if any(start < b and a < end for a, b in event["spans"])]
            if events:
                event = next((e for e in events if e["tier"] != "optional"), events[0])
                share = (.5 if event["tier"] == "optional" else 1) * (1 if event.get("where") else unasked)
                yield case_of(gold["id"], mention, event.get("where"), share)


def sentence_cases(dump, path, share):
    sentences = list(clauses.by_sentence(clauses.read_rows(path)).values())
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for i, rows in enumerate(sentences):
            files.append(f"{folder}/{i:04}.txt")
            with open(files[-1], "w", encoding="utf-8") as file:
                file.write(rows[0]["sentence"] + "\n")
        signs = read_signs(dump, clauses.PUBLISHED, files)
    for i, (name, rows) in enumerate(zip(files, sentences)):
        for row in rows:
            word = row["predicate"].split("/")[-1].split("|")[0].split()
            start = rows[0]["sentence"].find(word[0]) if word else -1
            for (a, b), mention in signs.get(name, {}).items():
                if start >= 0 and a < start + len(word[0]) and start < b:
                    yield case_of(f"{os.path.basename(path)}:{i // 10}", mention, row["place"], share)


# The regression.

def probabilities(weights, case):
    """p of each choice; what is left is that none is told"""
    sums = [min(sum(weights.get(sign, 0) for sign in signs), 20) for signs in case.choices]
    powers = [math.exp(s) for s in sums]
    total = 1 + sum(powers)
    return [p / total for p in powers]


def fit(cases, penalty):
    weights, squares = {}, {}
    cases = [case for case in cases if not case.told and case.choices and (case.right or not case.wanted)]
    count = {}
    for case in cases:
        for signs in case.choices:
            for sign in signs:
                count[sign] = count.get(sign, 0) + 1
    cases = [Case(c.group, [[s for s in signs if count[s] >= RARE] for signs in c.choices], c.right, c.wanted, c.share, c.told) for c in cases]
    order, chance = list(range(len(cases))), random.Random(1)
    sum_of = {}
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        for number in order:
            case = cases[number]
            p = probabilities(weights, case)
            right = sum(p[i] for i in case.right)
            for i, signs in enumerate(case.choices):
                wish = p[i] / right if i in case.right and right > 0 else 0
                slope = case.share * (p[i] - wish)
                for sign in signs:
                    g = slope + penalty * weights.get(sign, 0) / count[sign]
                    squares[sign] = squares.get(sign, 1e-2) + g * g
                    weights[sign] = weights.get(sign, 0) - STEP * g / math.sqrt(squares[sign])
        if epoch >= EPOCHS // 2:
            for sign, weight in weights.items():
                sum_of[sign] = sum_of.get(sign, 0) + weight
    return {sign: total / (EPOCHS - EPOCHS // 2) for sign, total in sum_of.items()}


def judged(cases, folds, penalty):
    """(probability, case) of the best choice of each open case, by weights that have not seen its article"""
    groups = sorted({case.group for case in cases})
    random.Random(2).shuffle(groups)
    fold_of = {group: i % folds for i, group in enumerate(groups)}
    out = []
    for fold in range(folds):
        weights = fit([case for case in cases if fold_of[case.group] != fold], penalty)
        for case in cases:
            if fold_of[case.group] == fold and not case.told:
                p = probabilities(weights, case)
                best = max(range(len(p)), key=lambda i: p[i], default=None)
                case.best = case.choices[best][0] if p else None
                out.append((p[best] if p else 0, best in case.right, case))
    return out


def report(name, found):
    wanted = sum(case.wanted for _, _, case in found)
    print(f"{name}: {len(found)} open mentions, {wanted} with a place, {sum(bool(case.right) for _, _, case in found)} of those within reach")
    reach = [right for _, right, case in found if case.right]
    print(f"  the best is right {sum(reach)}/{len(reach)}")
    for threshold in THRESHOLDS:
        given = [(right, case) for p, right, case in found if p >= threshold]
        right = sum(r for r, _ in given)
        unasked = sum(not case.wanted for _, case in given)
        print(f"  p >= {threshold}: right {right}/{wanted} = {right / max(wanted, 1):.3f}, wrong {len(given) - right - unasked}, unasked {unasked}")


def write_table(weights):
    with open(TABLE, encoding="utf-8") as file:
        head = [line for line in file if line.startswith("#") or line.startswith("sign\t")]
    with open(TABLE, "w", encoding="utf-8") as file:
        file.writelines(head)
        for sign in sorted(weights):
            if abs(weights[sign]) >= LEAST:
                file.write(f"{sign}\t{round(1000 * weights[sign])}\t{example_of(sign)}\n")


ZONES = {"own": "named in the event's own words", "here": "in its sentence, where another event is", "mentioned": "named in its sentence, not as where",
         "beside": "where another event of its sentence was", "last": "where the last event before was", "lead": "where the report begins",
         "dateline": "where the report is written", "used": "where an event before was", "named": "named before as where something is"}
KINDS = {"family": "an event of the family", "age": "the event's day is", "kind": "the place is of kind", "event": "the event is", "gap": "words between: ",
         "side": "named on the side", "as": "the name hangs as", "phrase": "in a phrase of", "clause": "the event's clause hangs as",
         "governor": "the event that the name belongs to stands", "governor day": "its day is", "use sentence": "the event there was told in the sentence",
         "use day": "its day is", "use": "the event there has", "dateline": "written from there", "title": "in the title",
         "lead": "the report begins there", "latest": "the last event was there", "share": "share of the events there", "uses": "events there",
         "rival": "another place is named as where", "there": "an event there has the same", "name": "named in the sentence",
         "zone": "the place is", "preposition": "the preposition before it", "own branch": "below the event's", "use beside": "the event there stands",
         "lead family": "report begins there; event of the family", "dateline family": "written from there; event of the family",
         "above": "the event that the name belongs to is above; its own clause hangs as", "below": "… is below; its own clause hangs as",
         "none": "no event above the name; its own clause hangs as"}


def example_of(sign):
    """What a sign is, in words; its name is made of where the place is told, what is looked at and what was found."""
    zone, _, rest = sign.rpartition(": ")
    kind = max((kind for kind in KINDS if rest.startswith(kind + " ")), key=len, default=None)
    words = f"{KINDS[kind]} {rest[len(kind) + 1:]}" if kind else rest
    if rest == "court":
        words = "where the court sits that the article names, for what courts do"
    if kind == "zone":
        words = ZONES[rest[5:]]
    return f"{ZONES[zone]}; {words}" if zone else words


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--gold", action="append", default=[])
    parser.add_argument("--clauses", action="append", default=[])
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--share", type=float, default=1, help="how much an event of a single sentence counts")
    parser.add_argument("--unasked", type=float, default=.3, help="how much an event counts for which no reader tells a place")
    parser.add_argument("--penalty", type=float, nargs="+", default=[.7])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    dump = dumps.build(options.build, "place-dump")
    articles = {folder: list(article_cases(dump, folder, options.unasked)) for folder in options.gold}
    sentences = [case for path in options.clauses for case in sentence_cases(dump, path, options.share)]
    cases = [case for found in articles.values() for case in found] + sentences
    for penalty in options.penalty:
        print(f"penalty {penalty}, {options.folds} folds")
        found = judged(cases, options.folds, penalty)
        for folder, own in articles.items():
            groups = {case.group for case in own}
            report(folder, [one for one in found if one[2].group in groups])
        report("sentences", [one for one in found if ".tsv:" in one[2].group])
    if options.write:
        write_table(fit(cases, options.penalty[0]))


if __name__ == "__main__":
    main()
