#!/usr/bin/env python3
"""How far the confidence of events can be believed: reliability curve, expected calibration error, and what it is good for.

usage: confidence.py DATELINE [--articles=development|frozen|all] [--gold=DIR...] [--clauses]

An event is right when
  a trigger of it is one of a gold event that at least one reader gave, whatever its tier,
  its date, if it has one, does not contradict the dates that readers gave that event (shares a day with one of them), and
  of its participants at least half are among those that a reader gave it; an event without participants needs none.
All three of one and the same gold event. Gold: tests/quality/articles, both readings; with --gold=DIR other articles in the
form that tests/quality/join.py writes; with --clauses instead the sentences of tests/quality/clauses.tsv.

Expected calibration error (Naeini et al. 2015) over ten bins of as many events: sum of |share right - mean confidence| times
the bin's share of the events. AUC: the chance that a right event has a higher confidence than a wrong one.
"""
import glob, json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
QUALITY = os.path.join(HERE, "..", "quality")
BINS, THRESHOLDS = 10, (0, .3, .5, .7, .9)


def quality(name):
    """A program of tests/quality as a module; they look at the command line when they start."""
    arguments, sys.argv = sys.argv, ["dateline"]
    sys.path.insert(0, QUALITY)
    try:
        return __import__(name)
    finally:
        sys.argv = arguments
        sys.path.pop(0)


score, join, clauses = quality("score"), quality("join"), quality("clauses")


# Gold.

def frozen():
    """Names of the articles that may not be looked at."""
    with open(os.path.join(QUALITY, "README.md"), encoding="utf-8") as file:
        told = re.search(r"articles are frozen,[^:]*: ([^.]*)\.", file.read())[1]
    return set(re.split(r",\s+", told.strip()))


def own_articles(which):
    for first, second, text in join.readings():
        if which == "all" or (first["id"] in frozen()) == (which == "frozen"):
            yield join.shared_form(join.join(first, second, text), text), text


def other_articles(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path, encoding="utf-8") as gold, open(path[:-5] + ".txt", encoding="utf-8") as text:
            yield json.load(gold), text.read()


def mentions_of(event, text):
    """Where the text names a gold event: its triggers, and the other words for it."""
    return [tuple(span) for span in event["spans"]] + [m.span() for word in event["also"] for m in re.finditer(r"\b" + re.escape(word) + r"\b", text)]


# Right and wrong.

def verdict(when, dates):
    """As score.py; a date beyond its calendar ("Y-12000") is wrong."""
    try:
        return score.verdict(when, dates)
    except ValueError:
        return "wrong"


def is_right(event, who, gold, text):
    mine = [(m["trigger"]["start"], m["trigger"]["end"]) for m in event["mentions"]]
    when = (event["date"] or {}).get("edtf")
    people = [who.get(p["actor"]) for p in event["participants"]]
    for wanted in gold["events"]:
        if not any(a < d and c < b for a, b in mine for c, d in mentions_of(wanted, text)):
            continue
        known = {*wanted["who"], *wanted["whom"], *wanted["either"]}
        if (when is None or verdict(when, wanted["dates"]) != "wrong") and 2 * sum(one in known for one in people) >= len(people):
            return True
    return False


def dated_right(event, gold, text):
    """Numbers of the gold events that it finds and dates right."""
    mine = [(m["trigger"]["start"], m["trigger"]["end"]) for m in event["mentions"]]
    when = (event["date"] or {}).get("edtf")
    return {i for i, wanted in enumerate(gold["events"]) if when and verdict(when, wanted["dates"]) == "right"
            and any(a < d and c < b for a, b in mine for c, d in mentions_of(wanted, text))}


def extract(dateline, day, path):
    out = subprocess.run([dateline, "extract", "-q", f"--date={day}", path], capture_output=True, check=True).stdout
    return json.loads(out.splitlines()[0])


def judged(dateline, articles, folder):
    """(id, event, right, numbers of the gold events it dates right, gold) of every event found."""
    for gold, text in articles:
        path = os.path.join(folder, gold["id"] + ".txt")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        record = extract(dateline, gold["published"], path)
        who = score.match_actors(record, gold)
        for event in record["events"]:
            yield gold["id"], event, is_right(event, who, gold, text), dated_right(event, gold, text), gold


def clause_right(event, record, rows):
    """The same of a sentence of clauses.tsv, whose rows tell all there is."""
    for row, spans in zip(rows, clauses.predicate_spans(rows)):
        if not any(clauses.is_at(event, where) for where in spans):
            continue
        when, wanted = (event["date"] or {}).get("edtf"), [one for one in row["time"].split("|") if one not in ("", "none")]
        names = [part.split("=", 1)[1] for part in re.split(r";\s*", row["arguments"]) if "=" in part] + [row["place"]]
        known = sum(any(clauses.likeness(name, clauses.names_of(record, p["actor"])) for name in filter(None, names))
                    for p in event["participants"])
        if (when is None or verdict(when, wanted) != "wrong") and 2 * known >= len(event["participants"]):
            return True
    return False


def judged_clauses(dateline, path):
    """Plain statements are in no row, so neither right nor wrong where no row has them."""
    by_id = clauses.by_sentence(clauses.read_rows(path))
    for (name, rows), record in zip(by_id.items(), clauses.extract(dateline, [rows[0]["sentence"] for rows in by_id.values()])):
        places = [where for spans in clauses.predicate_spans(rows) for where in spans]
        for event in record["events"]:
            if any(clauses.is_at(event, where) for where in places) or not clauses.is_plain_statement(event):
                yield name, event, clause_right(event, record, rows), set(), None


# Figures.

def calibration_error(cases):
    """@cases: (confidence, right). Bins of as many cases, those of equal confidence in their order."""
    cases = sorted(cases, key=lambda case: case[0])
    error, n = 0.0, len(cases)
    for k in range(BINS):
        part = cases[k * n // BINS:(k + 1) * n // BINS]
        if part:
            error += abs(sum(right for _, right in part) - sum(p for p, _ in part)) / n
    return error


def bins(cases):
    cases, n = sorted(cases, key=lambda case: case[0]), len(cases)
    for k in range(BINS):
        part = cases[k * n // BINS:(k + 1) * n // BINS]
        if part:
            yield part[0][0], part[-1][0], sum(p for p, _ in part) / len(part), sum(right for _, right in part) / len(part), len(part)


def area(cases):
    """AUC by ranks; equal confidences count half."""
    groups = {}
    for p, right in cases:
        groups.setdefault(p, [0, 0])[bool(right)] += 1
    below = won = 0
    for _, (wrong, right) in sorted(groups.items()):
        won += right * (below + wrong / 2)
        below += wrong
    return won / max(below * (len(cases) - below), 1)


def print_figures(found):
    cases = [(event["confidence"], right) for _, event, right, _, _ in found]
    print(f"{len(cases)} events, right {sum(right for _, right in cases) / len(cases):.3f}, mean confidence {sum(p for p, _ in cases) / len(cases):.3f}")
    print(f"expected calibration error {calibration_error(cases):.3f}, AUC {area(cases):.3f}, "
          f"Brier {sum((p - right) ** 2 for p, right in cases) / len(cases):.3f}")
    print("  confidence   mean  right  events")
    for low, high, mean, right, n in bins(cases):
        print(f"  {low:.2f} - {high:.2f}  {mean:.3f}  {right:.3f}  {n}")


def print_thresholds(found):
    golds = {name: gold for name, _, _, _, gold in found}
    wanted = {(name, i) for name, gold in golds.items() for i, event in enumerate(gold["events"])
              if event["tier"] != "optional" and len(event["dates"]) == 1 and event["dates"][0]}
    print("  --min-confidence  dated  right  precision  recall")
    for limit in THRESHOLDS:
        part = [one for one in found if one[1]["confidence"] >= limit and one[1]["date"]]
        right = sum(one[2] for one in part)
        met = {(name, i) for name, _, _, hits, _ in part for i in hits} & wanted
        print(f"  {limit:<16} {len(part):6} {right:6} {right / max(len(part), 1):10.3f} {len(met) / max(len(wanted), 1):7.3f}")


def main():
    import tempfile
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    dateline = next((a for a in sys.argv[1:] if not a.startswith("--")), "dateline")
    which = next((a.split("=")[1] for a in options if a.startswith("--articles=")), "development")
    folders = [a.split("=", 1)[1] for a in options if a.startswith("--gold=")]
    if "--clauses" in options:
        print_figures(list(judged_clauses(dateline, os.path.join(QUALITY, "clauses.tsv"))))
        return
    articles = [one for folder in folders for one in other_articles(folder)] if folders else own_articles(which)
    with tempfile.TemporaryDirectory() as work:
        found = list(judged(dateline, articles, work))
    print_figures(found)
    print("without what is only told as background:")
    print_figures([one for one in found if one[1]["class"] != "background"])
    print_thresholds(found)


if __name__ == "__main__":
    main()
