#!/usr/bin/env python3
"""Score the facts that dateline finds in examples/articles/ against what careful readers found.

usage: score.py DATELINE [--errors] [--floors]

Gold: one <id>.json an article. An event is named by a sentence that stands once in the text and a trigger in it; "also"
are other words for the same happening; "date" lists the dates a reader would accept (null: undated); tier T belongs on
a chronology, A is minor, O is optional: neither missed nor wrong. With --floors the run fails when a figure is worse
than in floors.json.
"""
import json, os, re, subprocess, sys
from calendar import monthrange
from datetime import date, timedelta
from itertools import combinations

HERE = os.path.dirname(os.path.abspath(__file__))
ARTICLES = os.path.join(HERE, "../../examples/articles")
dateline = sys.argv[1] if len(sys.argv) > 1 else "dateline"
verbose = "--errors" in sys.argv


def run(*arguments):
    return json.loads(subprocess.run([dateline, *arguments], capture_output=True, check=True).stdout)


# first and last month of EDTF's seasons, quarters, thirds and halves of a year
PARTS_OF_YEAR = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8),
                 39: (9, 12), 40: (1, 6), 41: (7, 12)}


def span(edtf):
    """First and last day; an open end reaches a month."""
    def day(text, last):
        text = re.sub("[~?%]|T.*", "", text).replace("X", "9" if last else "0")
        year, month, dom = (list(map(int, text.split("-"))) + [0, 0])[:3]
        month = PARTS_OF_YEAR[month][last] if month > 12 else month or (12 if last else 1)
        return date(year, month, dom or (monthrange(year, month)[1] if last else 1))
    first, _, last = edtf.partition("/")
    last = last or first
    if first == "..":
        return day(last, True) - timedelta(30), day(last, True)
    return day(first, False), day(first, False) + timedelta(30) if last == ".." else day(last, True)


def verdict(mine, wanted):
    """right: shares half its days with an accepted date; coarse: shares some; wrong: shares none, or should be undated."""
    best = "wrong"
    for one in filter(None, wanted):
        a, b = span(mine), span(one)
        shared = (min(a[1], b[1]) - max(a[0], b[0])).days + 1
        union = (max(a[1], b[1]) - min(a[0], b[0])).days + 1
        best = "right" if 2 * shared >= union else "coarse" if shared > 0 and best == "wrong" else best
    return best


def plain(name):
    return re.sub(r"^(the|a|an|his|her|its) | ?[’']s\b|[^\w ]", "", name.lower()).strip()


class Rate:
    """Right among found and among wanted."""
    def __init__(self):
        self.right = self.found = self.wanted = self.got = 0

    def f1(self):
        p, r = self.right / max(self.found, 1), self.got / max(self.wanted, 1)
        return 2 * p * r / (p + r) if p + r else 0.0


def gold_spans(event, text):
    at = text.index(event["sentence"]) + event["sentence"].index(event["trigger"])
    spans = [(at, at + len(event["trigger"]))]
    return spans + [(m.start(), m.end()) for also in event["also"] for m in re.finditer(re.escape(also), text)]


def match_actors(story, gold):
    names = {plain(n): a["id"] for a in reversed(gold["actors"]) for n in [a["name"], *a["aliases"]]}
    return {a["id"]: next((names[plain(n)] for n in [a["name"], *a["aliases"]] if plain(n) in names), a["name"])
            for a in story["actors"]}


def say(*words):
    if verbose:
        print(" ", *words)


def score(path, total):
    gold = json.load(open(path))
    article = os.path.join(ARTICLES, gold["article"])
    text = run("annotate", "-q", "--stages=ingest", article)["text"]
    story = run("timeline", "-q", "--to=json", f"--date={gold['published']}", article)
    who = match_actors(story, gold)
    spans = [gold_spans(event, text) for event in gold["events"]]
    met, met_dated, mine_pairs, gold_pairs, fair_pairs = set(), set(), set(), set(), set()
    for event in gold["events"]:
        fair_pairs |= set(combinations(sorted({*event["who"], *event["whom"], *event.get("either", [])}), 2))
        if event["tier"] != "O":
            gold_pairs |= set(combinations(sorted({*event["who"], *event["whom"]}), 2))
    for event in story["events"]:
        triggers = [(m["trigger"]["start"], m["trigger"]["end"]) for m in event["mentions"]]
        hits = [i for i, wanted in enumerate(spans) if any(a < d and c < b for a, b in triggers for c, d in wanted)]
        firm = [i for i in hits if gold["events"][i]["tier"] != "O"]
        mine = {who[p["actor"]] for p in event["participants"]}
        mine_pairs |= set(combinations(sorted(mine), 2))
        when = (event["date"] or {}).get("edtf")
        met |= set(hits)
        for i in firm:
            wanted = gold["events"][i]
            people, fair = {*wanted["who"], *wanted["whom"]}, set(wanted.get("either", []))
            total["actors"].right += len(mine & people)
            total["actors"].got += len(mine & people)
            total["actors"].found += len(mine - (fair - people))
            total["actors"].wanted += len(people)
            total["reality"].append(event["reality"] in wanted["reality"])
            if mine - fair - people or people - mine:
                say(f"actors of {wanted['trigger']!r}: {sorted(mine)}, wanted {sorted(people)}")
        if when is None or hits and not firm:
            continue
        verdicts = [verdict(when, gold["events"][i]["date"]) for i in firm]
        best = next((v for v in ("right", "coarse", "wrong") if v in verdicts), "spurious")
        met_dated |= {i for i, v in zip(firm, verdicts) if v == "right"}
        total["dated"].found += 1
        total["dated"].right += best == "right"
        total["wrong"].append(best == "wrong")
        if best != "right":
            say(f"{best}: {when} {event['label']!r}, wanted {[gold['events'][i]['date'] for i in firm]}")
    for i, event in enumerate(gold["events"]):
        sure = event["tier"] != "O" and None not in event["date"]
        total["dated"].wanted += sure
        total["dated"].got += sure and i in met_dated
        if event["tier"] == "T":
            total["timeline"].append(i in met)
            if i not in met:
                say(f"missed: {event['trigger']!r} in {event['sentence']!r}")
            elif sure and i not in met_dated:
                say(f"not dated: {event['trigger']!r} {event['date']}")
    pairs = total["pairs"]
    pairs.right += len(mine_pairs & gold_pairs)
    pairs.got += len(mine_pairs & gold_pairs)
    pairs.found += len(mine_pairs - (fair_pairs - gold_pairs))
    pairs.wanted += len(gold_pairs)
    roles, mine = total["roles"], {(who[r["actor"]], who.get(r["of"])) for r in story["roles"]}
    sure = {(r["actor"], r["of"]) for r in gold["roles"] if r["sure"]}
    fair = {(r["actor"], r["of"]) for r in gold["roles"]}
    say(f"roles missed {sorted(sure - mine)}, spurious {sorted(mine - fair, key=str)}")
    roles.right += len(mine & sure)
    roles.got += len(mine & sure)
    roles.found += len(mine - (fair - sure))
    roles.wanted += len(sure)


def share(flags):
    return sum(flags) / max(len(flags), 1)


def main():
    total = {"dated": Rate(), "actors": Rate(), "pairs": Rate(), "roles": Rate(), "timeline": [], "wrong": [], "reality": []}
    for name in sorted(os.listdir(HERE)):
        if name.endswith(".json") and name != "floors.json":
            say(name)
            score(os.path.join(HERE, name), total)
    figures = {name: rate.f1() if isinstance(rate, Rate) else share(rate) for name, rate in total.items()}
    floors, failed = json.load(open(os.path.join(HERE, "floors.json"))), False
    for name, figure in figures.items():
        low = figure > floors[name] if name == "wrong" else figure < floors[name]
        failed |= low
        print(f"{name:9} {figure:.3f}  {'at most' if name == 'wrong' else 'floor'} {floors[name]:.2f}{'  MISSED' if low else ''}")
    sys.exit("--floors" in sys.argv and failed)


if __name__ == "__main__":
    main()
