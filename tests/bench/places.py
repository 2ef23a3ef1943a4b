#!/usr/bin/env python3
"""How well the places of events are told, and the countries they lie in.

usage: places.py DATELINE [--errors] [--gold=DIR...] [ARTICLE...]

Gold: the joined readings of tests/quality/articles (all, or those named); with --gold=DIR other articles, <id>.json and
<id>.txt in the form that tests/quality/join.py writes. The first reading tells the country of each place, null where it is
not one country. An event of ours is that of the gold whose trigger overlaps one of its own; events that only one reader
gives do not count.

where      share of our events with a place in the gold whose place is that one: one name contains the other
           ("Niamey airport", "Niamey"). A gold place is one that either reader gives.
  agree    the same share of the second reader's places against the first's, as what to hope for
given      places we give to events of the gold: right, wrong (the gold names another), unasked (it names none)
country    share of the gold's events with a country that we found whose place lies there by us; and how many of the
           countries that we give where the gold tells the place are right
"""
import glob, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def quality(name):
    """A program of tests/quality as a module; they look at the command line when they start."""
    arguments, sys.argv = sys.argv, ["dateline"]
    sys.path.insert(0, os.path.join(HERE, "..", "quality"))
    try:
        return __import__(name)
    finally:
        sys.argv = arguments
        sys.path.pop(0)


join = quality("join")


def plain(name):
    name = re.sub(r"[’']s$", "", (name or "").strip())
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[^\w ]+", " ", name.casefold()).strip()).strip()


def is_same(one, other):
    one, other = plain(one), plain(other)
    return bool(one and other) and (one in other or other in one)


def own_articles(names):
    for first, second, text in join.readings():
        if not names or first["id"] in names:
            yield join.shared_form(join.join(first, second, text), text), text


def other_articles(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path, encoding="utf-8") as gold, open(path[:-5] + ".txt", encoding="utf-8") as text:
            yield json.load(gold), text.read()


def events_of(dateline, gold, text, folder):
    path = os.path.join(folder, gold["id"] + ".txt")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    out = subprocess.run([dateline, "timeline", "-q", "--to=json", f"--date={gold['published']}", path], capture_output=True, check=True)
    return json.loads(out.stdout)["events"]


def matched(events, gold):
    """(our event, gold event) for each pair that shares a trigger."""
    for event in events:
        mine = [(m["trigger"]["start"], m["trigger"]["end"]) for m in event["mentions"]]
        for wanted in gold["events"]:
            if wanted["tier"] != "optional" and any(a < d and c < b for a, b in mine for c, d in wanted["spans"]):
                yield event, wanted


def agreement(names):
    """Of the places of the first reader, those the second gives too, over all of both."""
    both = [(a["where"], b["where"]) for first, second, text in join.readings() if not names or first["id"] in names
            for a, b in join.join(first, second, text)["pairs"]]
    return sum(is_same(a, b) for a, b in both), sum(bool(a or b) for a, b in both)


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not arguments:
        sys.exit(__doc__)
    folders = [a[len("--gold="):] for a in sys.argv[1:] if a.startswith("--gold=")]
    articles = [pair for folder in folders for pair in other_articles(folder)] if folders else list(own_articles(arguments[1:]))
    right = wanted = wrong = unasked = country_right = country_wanted = country_given = 0
    with tempfile.TemporaryDirectory() as folder:
        for gold, text in articles:
            for event, other in matched(events_of(arguments[0], gold, text, folder), gold):
                place = event["place"] or {}
                name, code = place.get("name"), place.get("country")
                same = is_same(name, other["where"])
                wanted += bool(other["where"])
                right += same
                wrong += bool(name and other["where"]) and not same
                unasked += bool(name) and not other["where"]
                if "country" in other:
                    country_wanted += other["country"] is not None
                    country_given += code is not None
                    country_right += code is not None and code == other["country"]
                kind = "unasked" if name and not other["where"] else "missed" if other["where"] and not name else \
                    "wrong" if other["where"] and not same else "country" if "country" in other and code != other["country"] else None
                if kind and "--errors" in sys.argv:
                    start, end = other["spans"][0]
                    words = " ".join(text[max(0, start - 80):end + 80].split())
                    print(f"{kind:8} {gold['id'][:12]:12} {other['trigger']!r}: {name!r} {code}, gold {other['where']!r} "
                          f"{other.get('country', '-')} :: …{words}…")
    shared, either = agreement(arguments[1:])
    print(f"{len(articles)} articles")
    print(f"where    {right}/{wanted} = {right / max(wanted, 1):.3f}   agree {shared}/{either} = {shared / max(either, 1):.3f}")
    print(f"given    {right + wrong + unasked}: right {right}, wrong {wrong}, unasked {unasked}")
    print(f"country  {country_right}/{country_wanted} = {country_right / max(country_wanted, 1):.3f}   "
          f"right of those given {country_right}/{country_given} = {country_right / max(country_given, 1):.3f}")


if __name__ == "__main__":
    main()
