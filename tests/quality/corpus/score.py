#!/usr/bin/env python3
"""Score the story that dateline makes of the thirty articles against gold.json.

usage: score.py DATELINE [--errors] [--floors]

All articles are extracted and merged. Mentions are aligned one to one: in the same file the words of the triggers
overlap, or else, within the same sentence, the program's predicate is the gold trigger. All figures on merging are over
aligned mentions: precision of mentions is not asked, since the gold leaves minor things out. A word that the gold
counts for two events is aligned with the first of them that is free.

    mentions      share of gold mentions that are found
    b3, conll     B-cubed F1, and the mean of MUC, B-cubed and CEAF-e, of the events' mentions
    merged        F1 of events: one is found if an event of the program holds at least half of its aligned mentions, and at
                  least half of that event's aligned mentions are of it; each event of the program finds one at most
    all-merged    the same, also over gold events without any aligned mention
    dates         of the events found, those whose date shares half of its days with the gold, or is unknown to both
    sources       events told in an article and in a copy of it whose independent sources are no more than the other articles
    disputed      contradictions of the gold whose values all stand in claims of one event
    side-by-side  the same, in claims or in what its mentions say
    recurrences   pairs of events of one verb class and of other days that share no event of the program
    homonyms      pairs of actors with a name in common that are both there, and no actor has the full names of both

With --errors each miss is told; with --floors the run fails when a figure is below floors.json of the folder above.
"""
import collections
import csv
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from itertools import combinations

HERE = os.path.dirname(os.path.abspath(__file__))
dateline = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "dateline"
verbose = "--errors" in sys.argv

spec = importlib.util.spec_from_file_location("articles", os.path.join(HERE, "../score.py"))
articles = importlib.util.module_from_spec(spec)
spec.loader.exec_module(articles)


def say(*words):
    if verbose:
        print("   ", *words)


def share(flags):
    return sum(flags) / max(len(flags), 1)


def f1(right_found, found, right_wanted, wanted):
    precision, recall = right_found / max(found, 1), right_wanted / max(wanted, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def make_story(meta):
    with tempfile.TemporaryDirectory() as folder:
        days, records = os.path.join(folder, "days.tsv"), os.path.join(folder, "records.jsonl")
        with open(days, "w", encoding="utf-8") as out:
            out.writelines(f"{row['file']}\t{row['published']}\n" for row in meta)
        subprocess.run([dateline, "extract", "-q", f"--dates={days}", "-o", records, *[row["file"] for row in meta]],
                       cwd=HERE, check=True)
        done = subprocess.run([dateline, "merge", records, "--to=json"], capture_output=True, check=True)
    return json.loads(done.stdout)


# ---- mentions ----

def gold_mentions(gold, texts):
    """[(event, file, start and end of the trigger, of the sentence, the trigger)]"""
    out = []
    for event in gold["events"]:
        for mention in event["mentions"]:
            sentence = texts[mention["file"]].index(mention["sentence"])
            word = re.search(r"(?<!\w)" + re.escape(mention["trigger"]) + r"(?!\w)", mention["sentence"])
            out.append((event["id"], mention["file"], sentence + word.start(), sentence + word.end(), sentence,
                        sentence + len(mention["sentence"]), mention["trigger"].lower()))
    return out


def story_mentions(story):
    """[(number of the event, file, start and end of the trigger, predicate, the mention)]"""
    files = {document["id"]: os.path.basename(document["uri"]) for document in story["documents"]}
    return [(number, files[mention["document"]], mention["trigger"]["start"], mention["trigger"]["end"],
             mention.get("predicate", event["predicate"]).lower(), mention)
            for number, event in enumerate(story["events"]) for mention in event["mentions"]]


def align(gold, mine):
    """{index of a gold mention: index of ours}"""
    by_file = collections.defaultdict(list)
    for j, mention in enumerate(mine):
        by_file[mention[1]].append(j)
    pairs, taken = {}, set()
    for same_word in (True, False):
        for i, (_, name, start, end, first, last, trigger) in enumerate(gold):
            for j in by_file[name] if i not in pairs else ():
                _, _, a, b, predicate, _ = mine[j]
                hit = a < end and start < b if same_word else first <= a < last and trigger in predicate.split()
                if hit and j not in taken:
                    pairs[i] = j
                    taken.add(j)
                    break
    return pairs


# ---- clusters ----

def clusters(labels):
    out = collections.defaultdict(set)
    for item, label in labels.items():
        out[label].add(item)
    return out


def b_cubed(one, other):
    """Precision of the clusters @one, measured by @other: both {item: label}"""
    ones, others = clusters(one), clusters(other)
    return sum(len(ones[one[i]] & others[other[i]]) / len(ones[one[i]]) for i in one) / max(len(one), 1)


def muc(one, other):
    links = missing = 0
    for items in clusters(one).values():
        links += len(items) - 1
        missing += len({other[i] for i in items}) - 1
    return (links - missing) / max(links, 1)


def ceaf_e(one, other):
    """F1 of the best assignment of clusters by phi-4 (Luo, 2005); Hungarian method."""
    rows, columns = list(clusters(one).values()), list(clusters(other).values())
    if len(rows) > len(columns):
        rows, columns = columns, rows
    n, m = len(rows), len(columns)
    cost = [[-2 * len(a & b) / (len(a) + len(b)) for b in columns] for a in rows]
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        low, used, way = [float("inf")] * (m + 1), [False] * (m + 1), [0] * (m + 1)
        while match[j0]:
            used[j0], i0, delta, j1 = True, match[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    now = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if now < low[j]:
                        low[j], way[j] = now, j0
                    if low[j] < delta:
                        delta, j1 = low[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    low[j] -= delta
            j0 = j1
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    total = -sum(cost[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])
    return 2 * total / max(n + m, 1)


def mean2(a, b):
    return 2 * a * b / max(a + b, 1e-9)


# ---- events ----

def find_events(wanted, mine):
    """{gold event: event of the program}; both arguments {item: label}"""
    ours, theirs, found, taken = clusters(mine), clusters(wanted), {}, set()
    shared = collections.Counter((wanted[i], mine[i]) for i in wanted)
    for (event, number), n in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if event not in found and number not in taken and 2 * n >= len(theirs[event]) and 2 * n >= len(ours[number]):
            found[event] = number
            taken.add(number)
    return found


def is_right_date(mine, wanted):
    edtf = (mine["date"] or {}).get("edtf")
    if edtf is None or wanted["date"] is None:
        return edtf is None and wanted["date"] is None
    return articles.verdict(edtf, [wanted["date"]]) == "right"


def count_sources(story, files, copies):
    """Of events told in an article and its copy: whether the copy counted"""
    flags = []
    for event in story["events"]:
        told = {files[mention["document"]] for mention in event["mentions"]}
        others = told - {copy for copy, original in copies.items() if original in told}
        if others != told:
            flags.append(event["independent_sources"] <= len(others))
            if not flags[-1]:
                say("copies count:", event["id"], event["label"], event["independent_sources"], sorted(told))
    return flags


def numbers_of(text):
    return {float(word.replace(",", "")) for word in re.findall(r"\d[\d,.]*\d|\d", text)}


def has_value(field, value, event, only_claims):
    """Whether the event of the program holds @value, in its claims or in what its mentions say"""
    claims = [claim for claim in event["claims"] if claim["field"].split(":")[0] in (field, "quantity")]
    if field in ("number", "amount"):
        said = set().union(*[numbers_of(claim["value"]) for claim in claims])
        if not only_claims:
            said |= {quantity["value"] for mention in event["mentions"] for quantity in mention["quantities"]}
        return float(value.split()[0]) in said
    claims = [claim["value"] for claim in claims if claim["field"] == field]
    if not only_claims and field == "date":
        claims += [mention["date"]["edtf"] for mention in event["mentions"] if mention["date"]]
    elif not only_claims:
        claims += [mention["reality"] for mention in event["mentions"]]
    return value in claims


def count_claims(gold, story, events_of):
    """(in claims, in claims or mentions): one flag a contradiction"""
    flags = ([], [])
    for claim in gold["claims"]:
        if claim["kind"] != "contradiction":
            continue
        for only_claims in (True, False):
            held = any(all(has_value(claim["field"], value["value"], story["events"][number], only_claims)
                           for value in claim["values"]) for number in events_of[claim["event"]])
            flags[not only_claims].append(held)
        if not flags[1][-1]:
            say("not side by side:", claim["event"], claim["field"], [value["value"] for value in claim["values"]])
    return flags


def share_no_day(one, other):
    if one["date"] is None or other["date"] is None:
        return False
    (a, b), (c, d) = articles.span(one["date"]), articles.span(other["date"])
    return b < c or d < a


def count_recurrences(gold, events_of):
    flags = []
    for one, other in combinations(gold["events"], 2):
        if (one["verb_class"] == other["verb_class"] and share_no_day(one, other) and events_of[one["id"]]
                and events_of[other["id"]]):
            flags.append(not events_of[one["id"]] & events_of[other["id"]])
            if not flags[-1]:
                say("not kept apart:", one["id"], other["id"])
    return flags


def count_homonyms(gold, story):
    """Persons of one surname, and whatever has an alias in common"""
    names = [{actor["name"], *actor["aliases"]} for actor in story["actors"]]
    flags = []
    for one, other in combinations(gold["actors"], 2):
        persons = one["kind"] == other["kind"] == "person"
        if not (persons and one["name"].split()[-1] == other["name"].split()[-1]
                or {one["name"], *one["aliases"]} & {other["name"], *other["aliases"]}):
            continue
        has = [[one["name"] in known, other["name"] in known] for known in names]
        apart = other["name"] not in one["aliases"] and one["name"] not in other["aliases"]
        flags.append(any(a for a, b in has) and any(b for a, b in has) and not (apart and any(a and b for a, b in has)))
        if not flags[-1]:
            say("homonyms:", one["name"], "/", other["name"], "there:", any(a for a, b in has), any(b for a, b in has))
    return flags


def main():
    gold = json.load(open(os.path.join(HERE, "gold.json"), encoding="utf-8"))
    with open(os.path.join(HERE, "meta.tsv"), encoding="utf-8", newline="") as handle:
        meta = list(csv.DictReader(handle, delimiter="\t"))
    texts = {row["file"]: open(os.path.join(HERE, row["file"]), encoding="utf-8").read() for row in meta}
    copies = {row["file"]: row["kind"].split()[1] for row in meta if row["kind"].startswith("copy-of")}
    story = make_story(meta)
    files = {document["id"]: os.path.basename(document["uri"]) for document in story["documents"]}
    theirs, ours = gold_mentions(gold, texts), story_mentions(story)
    pairs = align(theirs, ours)
    wanted = {i: theirs[i][0] for i in pairs}
    mine = {i: ours[j][0] for i, j in pairs.items()}
    found = find_events(wanted, mine)
    events_of = collections.defaultdict(set)
    for i in pairs:
        events_of[wanted[i]].add(mine[i])
    events = {event["id"]: event for event in gold["events"]}
    for i, mention in enumerate(theirs):
        if i not in pairs:
            say("no mention:", mention[0], mention[1], repr(mention[6]))
    for name in sorted(set(wanted.values()) - set(found)):
        say("not one event:", name, dict(collections.Counter(mine[i] for i in wanted if wanted[i] == name)))
    for number in sorted(set(mine.values())):
        held = collections.Counter(wanted[i] for i in mine if mine[i] == number)
        if len(held) > 1:
            say("mixed:", story["events"][number]["id"], story["events"][number]["label"], dict(held))
    for name, number in sorted(found.items()):
        if not is_right_date(story["events"][number], events[name]):
            say("date:", name, (story["events"][number]["date"] or {}).get("edtf"), "wanted", events[name]["date"])
    b3 = mean2(b_cubed(mine, wanted), b_cubed(wanted, mine))
    disputed, side_by_side = count_claims(gold, story, events_of)
    n_ours = len(set(mine.values()))
    rows = [
        ("mentions", len(pairs) / len(theirs), len(theirs)),
        ("b3", b3, len(pairs)),
        ("conll", (b3 + mean2(muc(mine, wanted), muc(wanted, mine)) + ceaf_e(mine, wanted)) / 3, len(pairs)),
        ("merged", f1(len(found), n_ours, len(found), len(set(wanted.values()))), len(set(wanted.values()))),
        ("all-merged", f1(len(found), n_ours, len(found), len(events)), len(events)),
    ]
    for name, flags in (("dates", [is_right_date(story["events"][n], events[name]) for name, n in found.items()]),
                        ("sources", count_sources(story, files, copies)), ("disputed", disputed),
                        ("side-by-side", side_by_side), ("recurrences", count_recurrences(gold, events_of)),
                        ("homonyms", count_homonyms(gold, story))):
        rows.append((name, share(flags), len(flags)))
    floors, failed = json.load(open(os.path.join(HERE, "../floors.json"), encoding="utf-8"))["corpus"], False
    for name, figure, n in rows:
        failed |= figure < floors[name]
        print(f"{name:12} {figure:.3f}  of {n:4}  floor {floors[name]:.2f}{'  MISSED' if figure < floors[name] else ''}")
    sys.exit("--floors" in sys.argv and failed)


if __name__ == "__main__":
    main()
