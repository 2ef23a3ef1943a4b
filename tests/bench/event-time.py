#!/usr/bin/env python3
"""Score the dates of events, and their order, against annotated news.

usage: event-time.py DATELINE anchors TIMEML_DIR ANCHORS.tab DOCUMENT... [--errors]
       event-time.py DATELINE links TIMEML_DIR [--skip=FILE] [--errors]

anchors  The TimeBank-EventTime corpus (Reimers et al., ACL 2016; TACL 2018): every event has the day or the span of
         days on which it happened, or bounds of it ("after1995-11-01before1995-11-28"). DOCUMENT are the names to look at: those of
         the development split. `exact` counts a date whose whole value is that of the gold, as the paper does; `lenient` one
         that the gold does not contradict. Precision is over the events that we date; `share` says how many those are.
links    TimeML's TLINKs (TimeBank, AQUAINT). `dates`: our date against that of the time expression that the gold says the event
         is in. `order`: our links between events against the gold's, closed under what its links imply (end points as in Allen
         1983). FILE lists documents to leave out.

TIMEML_DIR holds *.tml; the plain text of each goes through `DATELINE annotate` with the day of its creation. A mention of
ours is an event of the gold when the trigger overlaps the EVENT tag. None of these corpora is part of this project.
"""
import collections, json, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET
from calendar import monthrange
from datetime import date, timedelta

FIRST, LAST = date.min, date.max
Timex = collections.namedtuple("Timex", "value mod created")


def read_tml(path):
    """(text, day of creation, {eid: (start, end)}, {tid: Timex}, {eiid: eid}, [(from, to, relation)])"""
    root = ET.parse(path).getroot()
    text, events, times = [], {}, {}
    position = 0

    def put(part):
        nonlocal position
        if part:
            text.append(part)
            position += len(part)

    def walk_inside(node):
        put(node.text)
        for child in node:
            walk_one(child)

    def walk_one(node):
        start = position
        walk_inside(node)
        if node.tag == "EVENT":
            words = "".join(text)[start:position]
            events[node.get("eid")] = (position - len(words.lstrip()), position)
        elif node.tag == "TIMEX3":
            times[node.get("tid")] = Timex(node.get("value"), node.get("mod"), False)
        put(node.tail)

    walk_inside(root.find("TEXT"))
    created = root.find("DCT//TIMEX3")
    times[created.get("tid")] = Timex(created.get("value"), None, True)
    instances = {m.get("eiid"): m.get("eventID") for m in root.iter("MAKEINSTANCE")}
    links = [(l.get("eventInstanceID") or l.get("timeID"), l.get("relatedToEventInstance") or l.get("relatedToTime"),
              l.get("relType")) for l in root.iter("TLINK")]
    return "".join(text), created.get("value")[:10], events, times, instances, links


def annotate(program, documents):
    """Our document for each name; @documents: {name: (text, day)}."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "dates.tsv"), "w", encoding="utf-8") as dates:
            for name, (text, day) in documents.items():
                path = os.path.join(folder, name + ".txt")
                with open(path, "w", encoding="utf-8", newline="") as out:
                    out.write(text)
                if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                    dates.write(f"{path}\t{day}\n")
        lines = subprocess.run([program, "annotate", "--from=text", "--quiet", "--force-date", "--dates=" + dates.name,
                                *(os.path.join(folder, name + ".txt") for name in documents)],
                               stdout=subprocess.PIPE, check=False)
        found = [json.loads(line) for line in lines.stdout.decode().splitlines()]
        return {os.path.basename(d["uri"])[:-4]: d for d in found}


def by_gold_event(document, events):
    """Our (event, mention) at each gold event that one of our triggers overlaps."""
    found = {}
    for event in document["events"]:
        for mention in event["mentions"]:
            for eid, (start, end) in events.items():
                if mention["trigger"]["start"] < end and start < mention["trigger"]["end"]:
                    found.setdefault(eid, (event, mention))
    return found


def day_of(text, last):
    """First or last day of YYYY, YYYY-MM, YYYY-MM-DD, or None."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return None
    parts = [int(x) for x in text.split("-")]
    try:
        if len(parts) == 3:
            return date(*parts)
        month = parts[1] if len(parts) > 1 else 12 if last else 1
        return date(parts[0], month, monthrange(parts[0], month)[1] if last else 1)
    except ValueError:
        return None


# --- anchors: a date is two points, each with bounds (earliest, latest); a single day is the same point twice

def gold_point(text):
    """Bounds of "1998-02-27", "after…", "before…", "after…before…", or None."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return (day_of(text, False), day_of(text, True))
    found = re.fullmatch(r"(?:after(\d{4}-\d\d-\d\d))?(?:before(\d{4}-\d\d-\d\d))?", text)
    if not text or not found:
        return None
    return (day_of(found[1], False) if found[1] else FIRST, day_of(found[2], True) if found[2] else LAST)


def gold_anchor(text):
    """(begin, end, is single day) or None where the gold cannot be read."""
    span = re.fullmatch(r"beginPoint=(.*)endPoint=(.*)", text)
    if not span:
        point = gold_point(text)
        return point and (point, point, True)
    begin, end = gold_point(span[1]), gold_point(span[2])
    return begin and end and (begin, end, False)


def our_bounds(when):
    """(earliest, latest) of our date, open ends wide open."""
    ends = [e.rstrip("~?%").split("T")[0] for e in when["edtf"].split("/")]
    first = FIRST if ends[0] in ("..", "") else day_of(ends[0], False) or FIRST
    last = LAST if ends[-1] in ("..", "") else day_of(ends[-1], True) or LAST
    return first, last


def same_bounds(a, b):
    """The same days; the corpus ends months with the 28th, 30th or 31st."""
    return a[0] == b[0] and (a[1] == b[1] or (a[1].year, a[1].month) == (b[1].year, b[1].month) and min(a[1].day, b[1].day) >= 28)


def is_exact(mine, gold):
    begin, end, single = gold
    if same_bounds(mine, begin) and same_bounds(mine, end):
        return True
    return not single and begin[0] == begin[1] == mine[0] and same_bounds((mine[1], mine[1]), end)


def is_compatible(mine, gold):
    """Some day of ours can lie within the event."""
    begin, end, _ = gold
    return mine[0] <= end[1] and begin[0] <= mine[1]


def score_anchors(program, folder, table, names, verbose):
    anchors = collections.defaultdict(dict)
    for line in open(table, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0] in names:
            anchors[cells[0]][cells[4]] = cells[-1]
    read = {name: read_tml(os.path.join(folder, name + ".tml")) for name in names}
    ours = annotate(program, {name: (r[0], r[1]) for name, r in read.items()})
    total = found_all = dated = exact = lenient = 0
    for name in names:
        text, _, events = read[name][:3]
        found = by_gold_event(ours[name], events)
        for eid, value in anchors[name].items():
            total += 1
            gold = gold_anchor(value)
            if eid not in found:
                continue
            found_all += 1
            when = found[eid][1]["date"]
            if not when:
                if verbose:
                    tell("undated", name, text, events[eid], "-", value)
                continue
            dated += 1
            mine = our_bounds(when)
            right = gold is not None and is_exact(mine, gold)
            exact += right
            fits = right or gold is not None and is_compatible(mine, gold)
            lenient += fits
            if verbose:
                tell("right" if right else "fits" if fits else "WRONG", name, text, events[eid],
                     f"{when['edtf']} ({when['basis']})", value)
    print(f"events {total}, found {found_all}, dated {dated}: share {ratio(dated, total):.3f}")
    print(f"exact   precision {ratio(exact, dated):.3f} ({exact}/{dated})")
    print(f"lenient precision {ratio(lenient, dated):.3f} ({lenient}/{dated})")


def ratio(a, b):
    return a / b if b else 0.0


def tell(verdict, name, text, span, mine, gold):
    before = re.sub(r"\s+", " ", text[max(0, span[0] - 140):span[0]])
    after = re.sub(r"\s+", " ", text[span[1]:span[1] + 110])
    print(f"{verdict:8} {name} mine {mine} gold {gold}: {before}[[{text[span[0]:span[1]]}]]{after}")


# --- links

SAME = {"SIMULTANEOUS", "IDENTITY", "DURING", "IS_INCLUDED"}
BACK = {"INCLUDES": "IS_INCLUDED", "AFTER": "BEFORE", "IAFTER": "IBEFORE", "BEGUN_BY": "BEGINS", "ENDED_BY": "ENDS"}


def timex_bounds(time):
    """Days of a TIMEX3 that is a date, or None."""
    value = time.value
    if not value:
        return None
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return first, first + timedelta(days=6)
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", value)
    if quarter:
        month = 3 * int(quarter[2])
        return day_of(f"{quarter[1]}-{month - 2:02}", False), day_of(f"{quarter[1]}-{month:02}", True)
    value = value.split("T")[0]
    first = day_of(value, False)
    return first and (first, day_of(value, True))


def normal_links(links, instances):
    """Links with events by eid, times by tid, and five relations: BEFORE, IBEFORE, IS_INCLUDED, BEGINS, ENDS, SIMULTANEOUS."""
    for a, b, relation in links:
        a, b = instances.get(a, a), instances.get(b, b)
        if relation in BACK:
            a, b, relation = b, a, BACK[relation]
        yield a, b, "SIMULTANEOUS" if relation in ("IDENTITY", "DURING") else relation


def close(links):
    """What follows from the links: {point: set of points at or after it}. A point is (id, 0) for the beginning, (id, 1) for the
    end."""
    edges = collections.defaultdict(set)
    for a, b, relation in links:
        a0, a1, b0, b1 = (a, 0), (a, 1), (b, 0), (b, 1)
        edges[a0].add(a1)
        edges[b0].add(b1)
        for p, q in {"BEFORE": [(a1, b0)], "IBEFORE": [(a1, b0)], "SIMULTANEOUS": [(a0, b0), (b0, a0), (a1, b1), (b1, a1)],
                     "IS_INCLUDED": [(b0, a0), (a1, b1)], "BEGINS": [(a0, b0), (b0, a0), (a1, b1)],
                     "ENDS": [(a1, b1), (b1, a1), (b0, a0)]}.get(relation, []):
            edges[p].add(q)
    reached = {}
    for start in list(edges):
        seen, queue = {start}, [start]
        while queue:
            for after in edges[queue.pop()] - seen:
                seen.add(after)
                queue.append(after)
        reached[start] = seen
    return reached


def gold_relation(a, b, reached):
    """before, after, simultaneous, includes, is_included, or None where the gold does not say."""
    if (b, 0) in reached.get((a, 1), ()):
        return "before"
    if (a, 0) in reached.get((b, 1), ()):
        return "after"
    inside = (a, 0) in reached.get((b, 0), ()) and (b, 1) in reached.get((a, 1), ())
    around = (b, 0) in reached.get((a, 0), ()) and (a, 1) in reached.get((b, 1), ())
    if inside and around:
        return "simultaneous"
    return "is_included" if inside else "includes" if around else None


def score_links(program, folder, skip, verbose):
    names = sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".tml") and f[:-4] not in skip)
    read = {name: read_tml(os.path.join(folder, name + ".tml")) for name in names}
    ours = annotate(program, {name: (r[0], r[1]) for name, r in read.items()})
    dates, orders = collections.Counter(), collections.defaultdict(collections.Counter)
    for name in names:
        if name not in ours:
            continue
        text, day, events, times, instances, links = read[name]
        found = by_gold_event(ours[name], events)
        links = list(normal_links(links, instances))
        score_dates(name, text, events, times, links, found, dates, verbose)
        score_order(name, text, events, links, ours[name], found, orders, verbose)
    n = dates["right"] + dates["coarse"] + dates["wrong"]
    print(f"documents {len(names)}; dated mentions at gold events {dates['dated']} of {dates['found']} found")
    print(f"dates   of {n} that the gold puts in a date: same days {ratio(dates['right'], n):.3f}, overlapping "
          f"{ratio(dates['coarse'], n):.3f}, wrong {ratio(dates['wrong'], n):.3f}")
    print(f"        of {dates['datable']} that the gold puts in a date of the text, dated rightly {ratio(dates['recalled'], dates['datable']):.3f}")
    m = dates["agree"] + dates["clash"]
    print(f"        of {m} that the gold puts before or after a date: in accord {ratio(dates['agree'], m):.3f}")
    for relation, counts in sorted(orders.items()):
        n = sum(v for k, v in counts.items() if k != "unknown")
        print(f"order   {relation}: {counts['right']}/{n} = {ratio(counts['right'], n):.3f}, vague {counts['vague']}; "
              f"{counts['unknown']} pairs that the gold does not relate")


def gold_dates(events, times, links):
    """{event: [(days, Timex)] it lies in}, {event: [(days, whether before them)] it lies beside}."""
    inside, beside = collections.defaultdict(list), collections.defaultdict(list)
    for a, b, relation in links:
        swapped = a in times
        event, time = (b, a) if swapped else (a, b)
        days = event in events and time in times and timex_bounds(times[time])
        if not days:
            continue
        if relation == "SIMULTANEOUS" or relation == "IS_INCLUDED" and not swapped:
            inside[event].append((days, times[time]))
        elif relation == "BEFORE":
            beside[event].append((days, not swapped))
    return inside, beside


def date_verdict(mine, days, time):
    """"Early May" is May with a modifier in TimeML: the part of it that we give is right."""
    if same_bounds(mine, days) or time.mod and days[0] <= mine[0] and mine[1] <= days[1]:
        return "right"
    return "coarse" if mine[0] <= days[1] and days[0] <= mine[1] else "wrong"


def score_dates(name, text, events, times, links, found, dates, verbose):
    inside, beside = gold_dates(events, times, links)
    dates["datable"] += sum(any(not t.created for _, t in inside[e]) for e in events)
    for eid, (_, mention) in found.items():
        when = mention["date"]
        dates["found"] += 1
        if not when:
            if verbose and any(not t.created for _, t in inside[eid]):
                tell("UNDATED", name, text, events[eid], "-", " ".join(t.value for _, t in inside[eid]))
            continue
        dates["dated"] += 1
        mine = our_bounds(when)
        if inside[eid]:
            verdicts = {date_verdict(mine, days, time) for days, time in inside[eid]}
            verdict = next(v for v in ("right", "coarse", "wrong") if v in verdicts)
            dates[verdict] += 1
            dates["recalled"] += verdict == "right" and any(not t.created for _, t in inside[eid])
            if verbose and verdict != "right":
                tell(verdict.upper(), name, text, events[eid], f"{when['edtf']} ({when['basis']})",
                     "in " + " ".join(t.value for _, t in inside[eid]))
        elif beside[eid]:
            # an event of the day of creation is before its hour: sharing a day is no contradiction
            good = all(mine[0] <= s[1] if before else s[0] <= mine[1] for s, before in beside[eid])
            dates["agree" if good else "clash"] += 1
            if verbose and not good:
                tell("CLASH", name, text, events[eid], f"{when['edtf']} ({when['basis']})",
                     " ".join(f"{'before' if b else 'after'} {s[0]}" for s, b in beside[eid]))


def score_order(name, text, events, links, document, found, orders, verbose):
    reached = close(links)
    at = collections.defaultdict(list)
    for eid, (event, _) in found.items():
        at[event["id"]].append(eid)
    for link in document["links"]:
        if "time" in link and link["time"] is not None or "other" not in link:
            continue
        counts = orders[link["relation"]]
        known = [(a, b, gold_relation(a, b, reached)) for a in at[link["event"]] for b in at[link["other"]]]
        golds = [k for k in known if k[2]]
        if not golds:
            counts["unknown"] += 1
            continue
        right = any(g == link["relation"] for _, _, g in golds)
        counts["right" if right else "vague" if golds[0][2] in ("simultaneous", "includes", "is_included") else "wrong"] += 1
        if verbose and not right:
            a, b, relation = golds[0]
            first, last = sorted((events[a], events[b]))
            tell("ORDER", name, text, (first[0], last[1]),
                 f"{text[slice(*events[a])]} {link['relation']} {text[slice(*events[b])]}", relation)


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    words = [a for a in sys.argv[1:] if not a.startswith("--")]
    verbose = "--errors" in options
    if len(words) >= 5 and words[1] == "anchors":
        score_anchors(words[0], words[2], words[3], words[4:], verbose)
    elif len(words) == 3 and words[1] == "links":
        skip = {line.strip() for o in options if o.startswith("--skip=") for line in open(o[7:], encoding="utf-8")}
        score_links(words[0], words[2], skip, verbose)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
