#!/usr/bin/env python3
"""Every format of events is read back by somebody else's reader, and nothing is missing that was not said to be.

usage: formats.py DATELINE

The stories are those of examples/articles, each also with every name, label and sentence hostile and every kind of date, and
the one that the thirty articles of tests/quality/corpus tell, with claims, versions and links between events. Readers that are not installed are named and skipped: rdflib, icalendar, rapper.
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

from stories import torture

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATELINE = sys.argv[1]
ARTICLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
CORPUS = ROOT / "tests" / "quality" / "corpus"
failures, skipped = [], set()


def check(true, *words):
    if not true:
        failures.append(" ".join(map(str, words)))


def run(*args):
    done = subprocess.run([DATELINE, *map(str, args)], capture_output=True)
    check(done.returncode == 0, args, done.stderr.decode()[:300])
    return done.stdout, done.stderr.decode()


def record(path):
    return json.loads(run("extract", "-q", "--to=record", "--date=2022-03-12", path)[0])


def corpus_records(folder):
    """Of all articles of the corpus, with their papers and days."""
    path = folder / "articles.jsonl"
    with open(CORPUS / "meta.tsv", encoding="utf-8", newline="") as meta, open(path, "w", encoding="utf-8") as out:
        for row in csv.DictReader(meta, delimiter="\t"):
            text = (CORPUS / row["file"]).read_text(encoding="utf-8")
            print(json.dumps({"text": text, "uri": row["file"], "published": row["published"], "publisher": row["paper"]}), file=out)
    return [json.loads(line) for line in run("extract", "-q", path)[0].splitlines()]


def losses(text):
    words = {"undated": r"(\d+) events? without a date", "era": r"(\d+) events? outside the years"}
    return sum(int(m.group(1)) for w in words.values() for m in [re.search(w, text)] if m)


def try_import(name):
    try:
        return __import__(name)
    except ImportError:
        skipped.add(name)
        return None


# Each takes the bytes and gives the ids of the events in them, or their number.
def ids_of_lines(data, key="id"):
    return {json.loads(line)[key] for line in data.decode().splitlines()}


def read_csv(data):
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for row in rows:
        check(None not in row and None not in row.values(), "ragged row", row)
        for cell in row.values():
            check(not cell.lstrip().startswith(("=", "+", "@", "|", "%")), "formula", cell[:40])
    return {row.get("id") or row.get("event") for row in rows}


def read_actors(data):
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    return {row["id"] for row in rows}


def read_ftm(data):
    entities = [json.loads(line) for line in data.decode().splitlines()]
    ids = {e["id"] for e in entities}
    check(len(ids) == len(entities), "followthemoney: ids twice")
    for e in entities:
        check(all(isinstance(v, list) and all(isinstance(x, str) and x for x in v) for v in e["properties"].values()), "ftm values", e)
        for key in ("involved", "subject", "object"):
            check(set(e["properties"].get(key, [])) <= ids, "ftm dangling", e["id"])
        for key in ("date", "startDate", "endDate"):
            check(all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", x) for x in e["properties"].get(key, [])), "ftm date", e)
    return {e["id"] for e in entities if e["schema"] == "Event"}


def read_geojson(data):
    features = json.loads(data)["features"]
    for f in features:
        check(f["geometry"] is None or (f["geometry"]["type"] == "Point" and -180 <= f["geometry"]["coordinates"][0] <= 180), "geometry", f)
    return {f["id"] for f in features}


def read_kml(data):
    space = "{http://www.opengis.net/kml/2.2}"
    return {p.get("id") for p in ET.fromstring(data).iter(space + "Placemark")}


def read_timelinejs(data):
    events = json.loads(data)["events"]
    for e in events:
        check(isinstance(e["start_date"]["year"], int) and 1 <= e["start_date"].get("month", 1) <= 12, "timelinejs date", e)
        check("<script" not in e["text"]["headline"] + e["text"]["text"], "timelinejs html", e["unique_id"])
    return {e["unique_id"] for e in events}


def read_vis(data):
    story = json.loads(data)
    groups = {g["id"] for g in story["groups"]}
    for item in story["items"]:
        check(item["group"] in groups, "vis group", item["group"])
        check(re.fullmatch(r"(\d{4}|[+-]\d{6})-\d\d-\d\d", item["start"]), "vis start", item["start"])
        check("<script" not in item["content"] + item["title"], "vis html", item["id"])
    return {item["id"] for item in story["items"]}


def read_timesketch(data):
    lines = [json.loads(line) for line in data.decode().splitlines()]
    for line in lines:
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", line["datetime"]) and isinstance(line["timestamp"], int), "time", line)
        check(line["message"] and line["timestamp_desc"] and all(len(str(v).encode()) <= 32766 for v in line.values()), "timesketch", line["event_id"])
    return {line["event_id"] for line in lines}


def read_icalendar(data):
    check(all(len(line) <= 75 for line in data.split(b"\r\n")), "icalendar: a line of more than 75 octets")
    check(b"\n" not in data.replace(b"\r\n", b""), "icalendar: a bare line feed")
    data.replace(b"\r\n ", b"").decode()
    module = try_import("icalendar")
    if module is None:
        return set(re.findall(r"UID:(e\w+)@", data.decode()))
    events = module.Calendar.from_ical(data).walk("VEVENT")
    for e in events:
        check(not e.errors, "icalendar", e.errors)
        check("DTEND" not in e or e["DTEND"].dt > e["DTSTART"].dt, "icalendar end", e["UID"])
    return {str(e["UID"]).split("@")[0] for e in events}


def read_turtle(data, syntax="turtle"):
    if syntax == "turtle":
        try:
            done = subprocess.run(["rapper", "-q", "-c", "-i", "turtle", "-", "urn:x"], input=data, capture_output=True)
            check(done.returncode == 0, "rapper", done.stderr.decode()[:300])
        except FileNotFoundError:
            skipped.add("rapper")
    rdflib = try_import("rdflib")
    if rdflib is None:
        return None
    graph = rdflib.Graph()
    graph.parse(data=data.decode(), format=syntax)
    kind = rdflib.URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event" if syntax == "turtle" else "https://schema.org/Event")
    return {str(s).rsplit(":", 1)[1] for s in graph.subjects(rdflib.RDF.type, kind)}


def read_jsonld(data):
    nodes = json.loads(data)["@graph"]
    ids = {n["@id"] for n in nodes}
    for n in nodes:
        check(set(n.get("attendee", []) + n.get("about", [])) <= ids, "jsonld dangling", n["@id"])
    return {n["@id"][3:] for n in nodes if n["@type"] == "Event"}


def read_markwhen(data):
    lines = data.decode().splitlines()
    check(json.loads(lines[0].removeprefix("title: ")) and lines[1] == "timezone: UTC", "markwhen: header", *lines[:2])
    check(not re.search(r"(\W|^)(#\d|!\w|//|\.start|\.end)", re.sub(r"\(http\S*\)", "", data.decode())), "markwhen: text is syntax")
    dates = [line for line in lines if re.match(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?: ", line)]
    for line in lines[3:]:
        check(not line or line[0] in "“—" or line in dates, "markwhen: a line that begins with text", line[:60])
    return len(dates)


def read_mermaid(data):
    lines = data.decode().splitlines()
    check(lines[0] == "timeline" and all(line.startswith("  ") for line in lines[1:]), "mermaid", lines[0])
    return sum(line.count(" : ") for line in lines)


def read_gantt(data):
    """Ends before the year 100 are durations: mermaid does not read them."""
    lines = data.decode().splitlines()
    check(lines[0] == "gantt" and lines[3] == "  todayMarker off", "gantt", *lines[:4])
    bars = [re.fullmatch(r"  [^:]+ :(e\w+), (\d{4})-\d\d-\d\d, (?:(\d{4})-\d\d-\d\d|[1-9]\d*d)", line) for line in lines[4:] if not line.startswith("  section ")]
    for bar in bars:
        check(bar and (bar[3] is None or int(bar[3]) >= 100), "gantt: a bar", lines)
    return {bar[1] for bar in bars if bar}


READERS = {
    "csv": read_csv, "csv-excel": read_csv, "csv-long": read_csv, "followthemoney": read_ftm, "geojson": read_geojson,
    "icalendar": read_icalendar, "jsonl": ids_of_lines, "jsonld": read_jsonld, "kml": read_kml, "markwhen": read_markwhen,
    "mermaid": read_mermaid, "timelinejs": read_timelinejs, "timesketch": read_timesketch, "turtle": read_turtle, "vis-timeline": read_vis,
}


def check_story(name, records, folder):
    path = folder / (name + ".jsonl")
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    whole = json.loads(run("merge", path)[0])
    all_ids = {e["id"] for e in whole["events"]}
    actors = {a["id"] for a in whole["actors"]}
    for form, reader in READERS.items():
        data, words = run("merge", "--minor", "--view=timeline", "--to=" + form, path)
        try:
            found = reader(data)
        except Exception as problem:  # whatever a reader raises is a failure of the format
            check(False, name, form, type(problem).__name__, problem)
            continue
        if found is None:
            continue
        n = found if isinstance(found, int) else len(found)
        check(isinstance(found, int) or found <= all_ids, name, form, "unknown ids")
        check(n + losses(words) == len(all_ids), name, form, n, "events and", losses(words), "left out of", len(all_ids))
    data, words = run("merge", "--minor", "--view=events", "--top=100000", "--to=mermaid", path)
    check(len(read_gantt(data)) + losses(words) == len(all_ids), name, "gantt", len(read_gantt(data)), "bars of", len(all_ids))
    check(read_actors(run("merge", "--minor", "--view=timeline", "--to=csv-actors", path)[0]) <= actors, name, "csv-actors")


def check_bundle(story, folder):
    path, target = folder / "b.json", folder / "made"
    path.write_text(json.dumps(story))
    data, _ = run("merge", "--view=events", "--to=neo4j", path)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    check(zipfile.ZipFile(io.BytesIO(data)).testzip() is None and len(names) > 1, "bundle", names)
    run("merge", "--view=events", "--to=neo4j", "-o", str(target) + "/", path)
    check(sorted(str(p.relative_to(target)) for p in target.rglob("*") if p.is_file()) == sorted(names), "folder", names)
    for n in names:
        check((target / n).read_bytes() == zipfile.ZipFile(io.BytesIO(data)).read(n), "folder", n)
    again = subprocess.run([DATELINE, "merge", "--to=neo4j", "-o", str(target) + "/", str(path)], capture_output=True)
    check(again.returncode == 1 and b"not empty" in again.stderr.lower(), "a full folder is overwritten", again.stderr)
    check(not [p for p in folder.iterdir() if p.name.startswith(".")], "temporary folders stay")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for article in ARTICLES:
            check_story(article.stem, [record(article)], folder)
            check_story("torture-" + article.stem, [torture(record(article))], folder)
        check_story("corpus", corpus_records(folder), folder)
        check_bundle(torture(record(ARTICLES[0])), folder)
    for name in sorted(skipped):
        print("skipped: without", name)
    print("\n".join(failures[:40]) or "all formats read back: %d formats, %d stories" % (len(READERS), 2 * len(ARTICLES) + 1))
    return 1 if failures else 0


sys.exit(main())
