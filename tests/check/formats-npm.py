#!/usr/bin/env python3
"""Formats are read with readers from npm and drawn in Chromium: formats-npm.py DATELINE [--modules FOLDER]

The stories of tests/data/export and of examples/articles, these again with hostile words and all kinds of dates. Node reads with cytoscape,
graphology, n3, jsonld, ical.js and @markwhen/parser (npm/readers.mjs), a headless Chromium draws with mermaid, vis-timeline
and TimelineJS (npm/page.js); what they saw is held against the story in JSON.

The readers are those of npm/package-lock.json, installed into a temporary folder (--modules: into one that is kept). Without
node, or a registry that is reached in time, the check is skipped; without Chromium its part is.
"""
import datetime, html, json, os, pathlib, re, shutil, subprocess, sys, tempfile, time, unicodedata

import browser as chromium
from stories import HOSTILE, story_edges, story_nodes, torture

ROOT = pathlib.Path(__file__).resolve().parents[2]
NPM = pathlib.Path(__file__).resolve().parent / "npm"
SKIPPED = 77
DEADLINE = time.monotonic() + 180
os.environ["TZ"] = "Etc/GMT-14"  # as far from UTC as it gets, without the odd minutes that other zones had before 1900
dateline = os.path.abspath(sys.argv[1])
bad, where = [], ""
# Views of each format, and what reads it
READ = {"cytoscape": ("relations", "events"), "gexf": ("relations", "events"), "gexf12": ("relations", "events"),
        "graphml": ("relations", "events"), "yed": ("relations", "events"), "turtle": ("timeline",), "jsonld": ("timeline",),
        "icalendar": ("timeline",), "markwhen": ("timeline",)}
DRAWN = {"mermaid": ("timeline", "events", "relations"), "vis-timeline": ("timeline",), "timelinejs": ("timeline",)}


def skip(why):
    """Unless something was found before that."""
    if bad:
        print("\n".join(bad[:60]))
        sys.exit(1)
    print("# skipped:", why)
    sys.exit(SKIPPED)


def left():
    seconds = DEADLINE - time.monotonic()
    if seconds <= 0:
        skip("three minutes were not enough on this machine")
    return seconds


def expect(well, *words):
    if not well:
        bad.append(f"{where}: {' '.join(map(str, words))[:400]}")


def plain(text):
    """A text without what cannot be seen, and without blanks, which readers set as they like"""
    text = unicodedata.normalize("NFC", text or "")
    return "".join(c for c in text if unicodedata.category(c)[0] not in "CZ" or unicodedata.category(c) == "Co")


# --- the readers ---

def install(folder):
    """The modules, or a skip: what the network does is no failure of a format."""
    for name in ("node", "npm"):
        if not shutil.which(name):
            skip(f"{name} is not there")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NPM / name, folder)
    if (folder / "node_modules").exists():
        return
    command = ["npm", "ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline",
               "--fetch-retries=1", "--fetch-timeout=15000"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=min(90, left()))
    except subprocess.TimeoutExpired:
        skip("npm did not install the readers in 90 seconds")
    if done.returncode != 0:
        words = [line for line in done.stderr.splitlines() if "npm err" in line.lower()]
        if "EUSAGE" in done.stderr or "EINTEGRITY" in done.stderr:
            sys.exit("npm: " + " ".join(words)[:400])
        skip("npm: " + (words[0] if words else "no readers")[:200])


def run(*args):
    done = subprocess.run([dateline, *map(str, args)], capture_output=True, timeout=left())
    expect(done.returncode == 0, *args, done.stderr.decode()[:300])
    return done.stdout


def stories(folder):
    """(name, file of the record, story)"""
    facts = {path.stem: json.loads(path.read_text()) for path in sorted((ROOT / "tests/data/export").glob("*.json"))}
    for article in sorted((ROOT / "examples" / "articles").glob("*.txt")):
        record = run("extract", "-q", "--to=record", "--date=2022-03-12", article)
        facts[article.stem] = json.loads(record)
        facts["torture-" + article.stem] = torture(json.loads(record))
        facts["torture-" + article.stem]["title"] = HOSTILE[10]
    for name, record in facts.items():
        path = folder / (name + ".jsonl")
        path.write_text(json.dumps(record) + "\n")
        yield name, path, json.loads(run("merge", path)) | {"title": record.get("title")}


def export(folder, told, formats):
    """(name of the file, format, view, story)"""
    for name, path, story in told:
        for form, views in formats.items():
            for view in views:
                file = f"{name}.{view}.{form}"
                (folder / file).write_bytes(run("merge", "-q", "--minor", "--top=100000", f"--view={view}", f"--to={form}", path))
                yield file, form, view, story


# --- what they should see ---

def headline(event):
    words = {"negated": "did not happen", "denied": "denied", "planned": "planned", "possible": "possible"}
    return plain(event["label"] or event["predicate"] or event["id"]), words.get(event["reality"], "")


def bound(event, which):
    """A day as (year, month, day), or None where it is open"""
    text = event["date"] and event["date"][which]
    return tuple(int(part) * (-1 if text.startswith("-") and not i else 1) for i, part in enumerate(text.lstrip("-").split("-"))) if text else None


LAST_DAY = (9999, 12, 31)


def is_dated(event):
    return bool(event["date"] and (event["date"]["earliest"] or event["date"]["latest"]))


def is_common(event):
    """Whether its date lies in the years 1 to 9999"""
    return is_dated(event) and not (event["date"]["earliest"] or event["date"]["latest"]).startswith("-")


def next_day(day):
    """A proleptic Gregorian calendar, which repeats itself after 400 years"""
    shift = 2000 + day[0] % 400 - day[0]
    date = datetime.date(day[0] + shift, *day[1:]) + datetime.timedelta(1)
    return date.year - shift, date.month, date.day


def span_past(event, day_has_end):
    """From the first day to the one behind the last, as calendars and charts want it; of an open date the day that is known"""
    first, last = bound(event, "earliest"), bound(event, "latest")
    if not first or not last:
        return first or last, None
    if last == LAST_DAY and day_has_end:  # four digits have no day behind it
        return first, last if first != last else None
    return first, next_day(last) if day_has_end or first != last else None


def iso(text):
    year, month, day = re.fullmatch(r"([+-]?\d+)-(\d\d)-(\d\d)", text).groups()
    return int(year), int(month), int(day)


def same_events(story, seen, judge, wanted=is_common):
    """@seen by id; judge (event, what was seen) says of each what is wrong"""
    events = {e["id"]: e for e in story["events"] if wanted(e)}
    ids = [s["id"] for s in seen]
    expect(len(ids) == len(set(ids)), "an id stands twice")
    expect(set(ids) == set(events), f"{len(ids)} events instead of {len(events)}")
    for one in seen:
        if one["id"] in events:
            judge(events[one["id"]], one)


def same_label(event, text):
    label, word = headline(event)
    expect(plain(text).startswith(label), event["id"], "label", repr(text[:80]), "instead of", repr((event["label"] or "")[:80]))
    expect(not word or plain(text) != label, event["id"], "does not say that it is", event["reality"])


def check_calendar(story, view, read):
    def judge(event, one):
        first, past = span_past(event, True)
        expect(one["isDay"] and iso(one["from"]) == first, event["id"], one["from"], "instead of", first)
        expect(iso(one["to"]) == (past or next_day(first)), event["id"], "to", one["to"], "instead of", past)
        expect(one["edtf"].split("T")[0] == event["date"]["edtf"].split("T")[0], event["id"], one["edtf"])
        same_label(event, one["label"])

    same_events(story, [{**e, "id": e["id"].split("@")[0]} for e in read["events"]], judge)


def check_markwhen(story, view, read):
    """Entries have no ids: they are told in the order of the story, which is that of time."""
    wanted = sorted(((*span_past(e, True), e) for e in story["events"] if is_common(e)), key=lambda x: (x[0], x[1] or next_day(x[0]), plain(x[2]["label"])))
    seen = sorted(read["events"], key=lambda x: (iso(x["from"]), iso(x["to"]), plain(x["label"])))
    expect(len(wanted) == len(seen), f"{len(seen)} events instead of {len(wanted)}")
    expect(not story["title"] or plain(read["title"]) == plain(story["title"]), "title", repr(read["title"]))
    for (first, past, event), one in zip(wanted, seen):
        expect((iso(one["from"]), iso(one["to"])) == (first, past or next_day(first)), event["id"], one["from"], one["to"], "instead of", first, past)
        same_label(event, one["label"])
        expect(one["tags"] == [event["family"] or "other"], event["id"], "tags", one["tags"])
        expect(one["lines"] == 2, event["id"], one["lines"], "lines")


def check_graph(story, view, read):
    nodes, edges = story_nodes(story, view), story_edges(story, view)
    seen = [n for n in read["nodes"] if n["fields"].get("kind") != "country-group"]
    expect(len({n["id"] for n in seen}) == len(seen) and {n["id"] for n in seen} == set(nodes), "nodes differ")
    names = {a["id"]: a["name"] for a in story["actors"]} | {e["id"]: e["label"] for e in story["events"]}
    for node in seen:
        label = node["fields"].get("label", node["fields"].get("name"))
        expect(label is None or plain(label) in (plain(names[node["id"]]) , node["id"]) or label.endswith("…"), node["id"], "label", repr(label)[:120])
    expect(len(read["edges"]) == len(edges), len(read["edges"]), "edges instead of", len(edges))
    expect(sorted((e["source"], e["target"]) for e in read["edges"]) == sorted(e[:2] for e in edges), "ends of edges differ")


def check_quads(story, view, read):
    kinds = {"http://semanticweb.cs.vu.nl/2009/11/sem/Event", "https://schema.org/Event"}
    ids = {s.rsplit(":", 1)[1] for s, p, o, _ in read["quads"] if p.endswith("#type") and o in kinds}
    expect(ids == {e["id"] for e in story["events"]}, f"{len(ids)} events instead of", len(story["events"]))
    dates = {(s.rsplit(":", 1)[1], o) for s, p, o, kind in read["quads"] if kind.endswith("/EDTF")}
    for event in story["events"]:
        if is_dated(event):
            expect(any(o.split("T")[0] == event["date"]["edtf"].split("T")[0] for s, o in dates if s == event["id"]), event["id"], "lacks", event["date"]["edtf"])
    texts = {plain(o) for _, p, o, _ in read["quads"] if p.endswith(("#label", "/name"))}
    for actor in story["actors"]:
        expect(plain(actor["name"]) in texts, actor["id"], "lacks its name", repr(actor["name"][:60]))


def check_mermaid(story, view, read):
    text = plain(read["text"])
    expect(read["scripts"] == 0, "a script")
    if view == "timeline":
        expect(read["n"] == len(story["events"]), read["n"], "events instead of", len(story["events"]))
        for event in story["events"]:
            expect(headline(event)[0] in text, event["id"], "is not drawn:", repr((event["label"] or "")[:60]))
    elif view == "events":
        def judge(event, one):
            first, past = span_past(event, True)
            expect((tuple(one["from"]), tuple(one["to"])) == (first, past or next_day(first)), event["id"], one["from"], one["to"], "instead of", first, past)
            expect(headline(event)[0] in text, event["id"], "is not drawn:", repr((event["label"] or "")[:60]))
        same_events(story, read["events"], judge)
    else:
        nodes, edges = story_nodes(story, view), story_edges(story, view)
        expect((read["nodes"], read["edges"]) == (len(nodes), len(edges)), read["nodes"], "nodes,", read["edges"], "edges instead of", len(nodes), len(edges))
        for actor in story["actors"]:
            expect(actor["id"] not in nodes or plain(actor["name"]) in text, actor["id"], "is not drawn:", repr(actor["name"][:60]))


def check_vis(story, view, read):
    def judge(event, one):
        expect((tuple(one["from"]), one["to"] and tuple(one["to"])) == span_past(event, False), event["id"], one["from"], one["to"], "instead of", span_past(event, False))
        expect(one["group"] == (event["family"] or "other") and not one["scripts"], event["id"], one["group"])
        same_label(event, one["label"] or "")

    same_events(story, read["events"], judge, is_dated)
    expect(read["visible"] == len(read["events"]), read["visible"], "items are drawn of", len(read["events"]))


def check_timelinejs(story, view, read):
    def judge(event, one):
        first, last = bound(event, "earliest"), bound(event, "latest")
        seen = [int(one["from"][k]) for k in ("year", "month", "day") if one["from"].get(k) not in (None, "")]
        start = first or last
        expect(tuple(seen) == start[:len(seen)], event["id"], seen, "instead of", start)
        if one.get("to"):
            seen = [int(one["to"][k]) for k in ("year", "month", "day") if one["to"].get(k) not in (None, "")]
            expect(tuple(seen) == last[:len(seen)], event["id"], "to", seen, "instead of", last)
        expect(one["from"]["text"], event["id"], "shows no date")
        same_label(event, one["label"])

    same_events(story, read["events"], judge, is_dated)
    expect(read["slides"] == len(read["events"]) + 1, read["slides"], "slides")
    expect(not read["message"] and not read["scripts"], read["message"])


CHECKS = {"icalendar": check_calendar, "markwhen": check_markwhen, "turtle": check_quads, "jsonld": check_quads, "mermaid": check_mermaid,
          "vis-timeline": check_vis, "timelinejs": check_timelinejs}


def judge(file, form, view, story, read):
    global where
    where = file
    if form == "timelinejs" and not any(map(is_dated, story["events"])):
        return  # it draws nothing without an event
    expect("error" not in read, read.get("error"))
    if "error" not in read:
        CHECKS.get(form, check_graph)(story, view, read)


# --- both halves ---

def read_all(modules, folder, told):
    files = list(export(folder, told, READ))
    (folder / "files.json").write_text(json.dumps([{"name": f, "format": form} for f, form, _, _ in files]))
    done = subprocess.run(["node", NPM / "readers.mjs", modules, folder], capture_output=True, text=True, timeout=left())
    if done.returncode != 0:
        sys.exit("node: " + done.stderr[-600:])
    for file, read in zip(files, json.loads((folder / "read.json").read_text())):
        judge(*file, read)
    return len(files)


def page(modules, folder, form):
    """A page with one of them; without a network, so that what they ask of it is seen"""
    base = (modules / "node_modules").as_uri()
    parts = {"mermaid": ["mermaid/dist/mermaid.min.js"], "vis-timeline": ["vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"],
             "timelinejs": ["@knight-lab/timelinejs/dist/js/timeline.js", "@knight-lab/timelinejs/dist/css/timeline.css"]}[form]
    tags = [f"<script src='{base}/{p}'></script>" if p.endswith("js") else f"<link rel='stylesheet' href='{base}/{p}'>" for p in parts]
    path = folder / (form + ".html")
    path.write_text(f"<!DOCTYPE html><meta charset='utf-8'>{''.join(tags)}<script src='{(NPM / 'page.js').as_uri()}'></script><body></body>")
    return path.as_uri()


def draw_all(modules, folder, told):
    global where
    program, files = chromium.find(), list(export(folder, told, DRAWN))
    if program is None:
        print("# without Chromium: mermaid, vis-timeline and TimelineJS are left out")
        return 0
    screen = chromium.Browser(program, str(folder / "profile"))
    try:
        for form in DRAWN:
            screen.open(page(modules, folder, form))
            for file in (f for f in files if f[1] == form):
                left()
                screen.events = []
                judge(*file, screen.run(f"draw({json.dumps(form)}, {json.dumps((folder / file[0]).read_text())})"))
                for complaint in screen.complaints():
                    expect(False, complaint)
    finally:
        screen.close()
    return len(files)


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        modules = pathlib.Path(sys.argv[sys.argv.index("--modules") + 1]).resolve() if "--modules" in sys.argv else folder / "npm"
        modules.mkdir(parents=True, exist_ok=True)
        install(modules)
        told = list(stories(folder))
        n_read, n_drawn = read_all(modules, folder, told), draw_all(modules, folder, told)
    print("\n".join(bad[:60]) or f"{n_read} files read by node, {n_drawn} drawn by Chromium")
    sys.exit(bool(bad))


main()
