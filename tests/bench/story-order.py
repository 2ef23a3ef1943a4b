#!/usr/bin/env python3
"""Score the order in which a timeline puts events, against TimeML's links.

usage: story-order.py DATELINE TIMEML_DIR [--skip=FILE] [--errors]

TIMEML_DIR holds *.tml (TimeBank, AQUAINT; neither is part of this project); FILE lists documents to leave out. Each article is
read with the day of its creation. Counted are pairs of events that the gold, closed under what its links imply, puts
strictly one before the other, and whose place in our timeline dates leave open: both undated, or with a day in common.

order    that of the timeline; linked: of the pairs that a link of ours relates
dates    by dates alone, as far as they go, then in the order of the text
text     in the order of the text
"""
import collections, csv, importlib.util, io, os, subprocess, sys, tempfile

spec = importlib.util.spec_from_file_location("event_time", os.path.join(os.path.dirname(os.path.abspath(__file__)), "event-time.py"))
event_time = importlib.util.module_from_spec(spec)
spec.loader.exec_module(event_time)


def timeline(program, text, day):
    """Ids of events in the order of the timeline"""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([program, "timeline", "--from=text", "--quiet", "--minor", "--to=csv", "--force-date", "--date=" + day, file.name],
                              stdout=subprocess.PIPE, check=True)
    return [row["id"] for row in csv.DictReader(io.StringIO(done.stdout.decode()))]


def dates_key(event):
    """As timelines sort by date: by earliest day, open starts by their latest; undated last"""
    if not event["date"]:
        return event_time.LAST, event_time.LAST
    first, last = event_time.our_bounds(event["date"])
    return (last if first == event_time.FIRST else first), last


def is_open(a, b):
    if not a["date"] or not b["date"]:
        return not a["date"] and not b["date"]
    (a0, a1), (b0, b1) = event_time.our_bounds(a["date"]), event_time.our_bounds(b["date"])
    return a0 <= b1 and b0 <= a1


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    words = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(words) != 2:
        sys.exit(__doc__)
    program, folder = words
    skip = {line.strip() for o in options if o.startswith("--skip=") for line in open(o[7:], encoding="utf-8")}
    names = sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".tml") and f[:-4] not in skip)
    read = {name: event_time.read_tml(os.path.join(folder, name + ".tml")) for name in names}
    ours = event_time.annotate(program, {name: (r[0], r[1]) for name, r in read.items()})
    counts = collections.Counter()
    for name in names:
        if name not in ours:
            continue
        text, day, events, times, instances, links = read[name]
        reached = event_time.close(list(event_time.normal_links(links, instances)))
        found = event_time.by_gold_event(ours[name], events)
        rank = {key: i for i, key in enumerate(timeline(program, text, day))}
        linked = {frozenset((l["event"], l["other"])) for l in ours[name]["links"] if l.get("other")}
        told = {event["id"]: (event, mention) for event, mention in found.values() if event["id"] in rank}
        gold = collections.defaultdict(set)
        for one, (a, _) in found.items():
            for other, (b, _) in found.items():
                if a["id"] in told and b["id"] in told and a["id"] != b["id"] and event_time.gold_relation(one, other, reached) == "before":
                    gold[a["id"], b["id"]].add(1)
        for first, second in gold:
            (a, m), (b, n) = told[first], told[second]
            if (second, first) in gold or not is_open(a, b):
                continue
            place = m["trigger"]["start"] < n["trigger"]["start"]
            by_dates = (dates_key(a), m["trigger"]["start"]) < (dates_key(b), n["trigger"]["start"])
            has_link = frozenset((first, second)) in linked
            counts["n"] += 1
            counts["order"] += rank[first] < rank[second]
            counts["dates"] += by_dates
            counts["text"] += place
            counts["linked"] += has_link
            counts["linked order"] += has_link and rank[first] < rank[second]
            counts["linked dates"] += has_link and by_dates
            if "--errors" in options and has_link and rank[first] > rank[second]:
                print(name, a["label"], "|", b["label"], "|", m["text"][:150])
    ratio = event_time.ratio
    print(f"{counts['n']} pairs that dates leave open: order {ratio(counts['order'], counts['n']):.3f}, "
          f"dates {ratio(counts['dates'], counts['n']):.3f}, text {ratio(counts['text'], counts['n']):.3f}")
    print(f"{counts['linked']} of them linked: order {ratio(counts['linked order'], counts['linked']):.3f}, "
          f"dates {ratio(counts['linked dates'], counts['linked']):.3f}")


if __name__ == "__main__":
    main()
