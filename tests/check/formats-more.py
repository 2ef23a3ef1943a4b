#!/usr/bin/env python3
"""Read back what SQLite, Obsidian, PETRARCH2, GDELT, NAF and TimeML are given: formats-more.py DATELINE.

The same stories as in tests/data/export, and one with names that differ in case alone; the articles of examples/ for what
spells documents. Readers are Python's sqlite3, csv, json and xml, and python3-yaml where it is there.
"""
import io, json, os, re, subprocess, sys, tempfile, sqlite3, zipfile
import xml.etree.ElementTree as xml

try:
    import yaml
except ImportError:
    yaml = None
    print("# python3-yaml is not there: front matter is not read")

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
dateline = os.path.abspath(sys.argv[1])
bad = []
ALL = ["--minor", "--top=100000"]


def expect(well, what):
    if not well:
        bad.append(what)


def run(*arguments, text=None):
    done = subprocess.run([dateline, *arguments], capture_output=True, input=text)
    expect(done.returncode == 0, f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()[:500]}")
    return done.stdout


def merge(records, format, *arguments):
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n"
    return run("merge", "--to=" + format, *arguments, "-", text=lines.encode())


def records(*names):
    return [json.load(open(os.path.join(ROOT, "tests/data/export", name + ".json"), encoding="utf-8")) for name in names]


def twins():
    """Names that differ in case alone, are of signs only, or of one file name."""
    record = json.loads(json.dumps(records("torture")[0]))
    names = ["ANN LEE", "Ann Lee", "ann lee", "a/b", "a:b", "CON", "...", "[[x]]|y", "# %% == $", "\u212bngstrom", "\u00c5ngstrom"]
    for actor, name in zip(record["actors"], names):
        actor["name"] = name
    return [record]


STORIES = {"harbour": records("harbour"), "two": records("harbour", "second"), "hostile": records("hostile"), "tiny": records("tiny"),
           "empty": records("empty"), "crowd": records("crowd"), "torture": records("torture"), "twins": twins()}


def edtf(event):
    return event["date"] and event["date"]["edtf"]


def check_sqlite(name, story, data):
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        file.write(data)
        file.flush()
        base = sqlite3.connect(file.name)
        ask = lambda sql: base.execute(sql).fetchall()
        count = lambda table: ask(f"SELECT count(*) FROM {table}")[0][0]
        expect(ask("PRAGMA integrity_check") == [("ok",)], f"{name}: database is damaged")
        expect(ask("PRAGMA foreign_key_check") == [], f"{name}: keys that point nowhere")
        expect(ask("PRAGMA user_version") == [(1,)], f"{name}: version of the schema")
        wanted = {"articles": len(story["documents"]), "actors": len(story["actors"]), "offices": len(story["roles"]),
                  "events": len(story["events"]), "relations": len(story["relations"]), "timeline": len(story["events"]),
                  "aliases": sum(len(actor["aliases"]) for actor in story["actors"]),
                  "mentions": sum(len(event["mentions"]) for event in story["events"]),
                  "participants": sum(len(event["participants"]) for event in story["events"])}
        for table, number in wanted.items():
            expect(count(table) == number, f"{name}: {count(table)} {table}, story has {number}")
        expect(dict(ask("SELECT id, name FROM actors")) == {actor["id"]: actor["name"] for actor in story["actors"]},
               f"{name}: names of actors")
        expect(dict(ask("SELECT id, substr(date, 1, instr(date || 'T', 'T') - 1) FROM events")) == {event["id"]: edtf(event) for event in story["events"]},
               f"{name}: dates of events")
        expect("-- EDTF" in ask("SELECT sql FROM sqlite_master WHERE name = 'articles'")[0][0], f"{name}: schema without comments")
        base.close()


def check_vault(name, story, data):
    vault = zipfile.ZipFile(io.BytesIO(data))
    files = {file: vault.read(file).decode("utf-8") for file in vault.namelist()}
    expect(len({file.casefold() for file in files}) == len(vault.namelist()), f"{name}: files of one name")
    expect(all(re.fullmatch(r"(Actors/|Events/)?[^/\\:*?\"<>|#^\[\]%\x00-\x1f]+\.(md|canvas)", file) for file in files),
           f"{name}: names of files")
    expect(all(len(part.encode()) < 200 for file in files for part in file.split("/")), f"{name}: long names")
    for file, text in files.items():
        for link in re.findall(r"\[\[([^\]|]*)\|[^\]]*\]\]", text):
            expect(link + ".md" in files, f"{name}: {file} links to {link}")
        if file.startswith(("Actors/", "Events/")):
            expect(text.startswith("---\n") and "\n---\n# " in text, f"{name}: {file} has no properties")
            properties = yaml.safe_load(text[4:text.index("\n---\n") + 1]) if yaml else {}
            expect(all(isinstance(value, (str, list)) for value in properties.values()), f"{name}: {file}: {properties}")
        text = text[text.index("\n---\n"):] if text.startswith("---\n") else text
        expect(text.count("[[") == len(re.findall(r"\[\[[^\[\]|]+\|[^\[\]|]+\]\]", text)) or file.endswith(".canvas"),
               f"{name}: {file} has links that are none")
    ids = re.findall(r'^id: "(e[a-z2-7]+)"$', "".join(files.values()), re.M)
    expect(sorted(ids) == sorted(event["id"] for event in story["events"]), f"{name}: events of the vault")
    for file, text in files.items():
        for link in re.findall(r"^- [a-z ]+: \[\[(Actors/[^\]|]*)\|", text, re.M) if file.startswith("Events/") else []:
            expect(f"[[{file[:-3]}|" in files[link + ".md"], f"{name}: {link} does not link back to {file}")
    canvas = json.loads(files["Story.canvas"])
    nodes = {node["id"]: node for node in canvas["nodes"]}
    expect(len(nodes) == len(canvas["nodes"]), f"{name}: cards of one id")
    expect(all(node["file"] in files and node["type"] == "file" for node in nodes.values()), f"{name}: cards without a file")
    expect(all(edge["fromNode"] in nodes and edge["toNode"] in nodes for edge in canvas["edges"]), f"{name}: threads without ends")
    expect(len({edge["id"] for edge in canvas["edges"]}) == len(canvas["edges"]), f"{name}: threads of one id")


def coded(story):
    return [event for event in story["events"]
            if event["reality"] == "actual" and event["cameo"] and edtf(event) and not re.search(r"(^|/)-", edtf(event))]


def check_tables(name, story):
    for format, columns in (("petrarch", 11), ("gdelt", 61)):
        text = merge(STORIES[name], format, *ALL).decode("utf-8")
        expect(not re.search(r"[\x00-\x08\x0b-\x1f]", text), f"{name}: {format} has controls")
        rows = [line.split("\t") for line in text.split("\n")[:-1]]
        expect(all(len(row) == columns for row in rows), f"{name}: {format} of other than {columns} columns")
        expect(len(rows) >= len(coded(story)), f"{name}: {len(rows)} rows of {format}, {len(coded(story))} events")
        for row in rows:
            day, first, second, code = row[:4] if format == "petrarch" else (row[1], row[5], row[15], row[26])
            expect(re.fullmatch(r"\d{8}", day), f"{name}: {format}: day {day}")
            expect(re.fullmatch(r"(0[1-9]|1\d|20)0", code), f"{name}: {format}: code {code}")
            expect(all(re.fullmatch(r"|---|[A-Z]{3}", actor) for actor in (first, second)), f"{name}: {format}: {first} {second}")
            if format == "gdelt":
                root = int(row[28])
                expect(row[29] == str(1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4), f"{name}: class of {root}")
                expect(row[2] == day[:6] and row[3] == day[:4] and row[4].startswith(row[3] + "."), f"{name}: parts of {day}")
        if format == "gdelt":
            expect(len({row[0] for row in rows}) == len(rows), f"{name}: rows of one number")


for name, story_records in STORIES.items():
    story = json.loads(merge(story_records, "json"))
    data = merge(story_records, "sqlite")
    expect(data == merge(story_records[::-1], "sqlite"), f"{name}: two databases of one story")
    check_sqlite(name, story, data)
    check_vault(name, story, merge(story_records, "obsidian", "--view=events", *ALL))
    check_tables(name, story)
def check_timeml(name, document, data):
    tree = xml.fromstring(data)
    expect("".join(tree.find("TEXT").itertext()) == document["text"], f"{name}: text of TimeML")
    times = {time.get("tid") for time in tree.iter("TIMEX3")}
    events = {event.get("eid"): "".join(event.itertext()) for event in tree.iter("EVENT")}
    instances = {instance.get("eiid"): instance.get("eventID") for instance in tree.iter("MAKEINSTANCE")}
    expect(set(instances.values()) == set(events), f"{name}: events without instance")
    expect(len(instances) == len(list(tree.iter("MAKEINSTANCE"))) and len(events) == len(list(tree.iter("EVENT"))), f"{name}: ids")
    wanted = {mention["trigger"]["text"] for event in document["events"] for mention in event["mentions"]}
    expect(len(wanted - set(events.values())) <= len(wanted) // 20, f"{name}: events of TimeML lack {wanted - set(events.values())}")
    links = list(tree.iter("TLINK")) + list(tree.iter("SLINK"))
    expect(len(links) > 0 and len({link.get("lid") for link in links}) == len(links), f"{name}: links of TimeML")
    for link in links:
        expect(link.get("eventInstanceID") in instances, f"{name}: link from {link.attrib}")
        expect(link.get("relatedToTime") in times or link.get("relatedToEventInstance") in instances
               or link.get("subordinatedEventInstance") in instances, f"{name}: link to {link.attrib}")


def check_naf(name, document, data):
    tree = xml.fromstring(data)
    text = tree.find("raw").text
    expect(text == document["text"], f"{name}: text of NAF")
    ids = [element.get("id") for element in tree.iter() if element.get("id") and element.tag != "target"]
    expect(len(set(ids)) == len(ids), f"{name}: ids of NAF")
    words = {word.get("id"): word for word in tree.iter("wf")}
    for word in words.values():
        start = int(word.get("offset"))
        expect(text[start:start + int(word.get("length"))] == word.text, f"{name}: {word.get('id')} is not at its place")
    expect(all(target.get("id") in ids for target in tree.iter("target")), f"{name}: targets of NAF")
    for link in [*tree.iter("tlink"), *tree.iter("dep")]:
        expect(link.get("from") in ids and link.get("to") in ids, f"{name}: link of NAF: {link.attrib}")
    expect(len(words) == len(document["tokens"]) == len(list(tree.iter("term"))), f"{name}: words of NAF")
    events = [coref for coref in tree.iter("coref") if coref.get("type") == "event"]
    expect({reference.get("reference") for coref in events for reference in coref.iter("externalRef")}
           == {event["id"] for event in document["events"]}, f"{name}: events of NAF")
    expect(len(list(tree.iter("tlink"))) > 0 and len(list(tree.iter("role"))) > 0, f"{name}: NAF without links or roles")
    expect(len(list(tree.iter("statement"))) == len(document["attributions"]), f"{name}: sayings of NAF")


def check_losses(name, story, arguments):
    """What annotations do not hold is counted: places and quantities, and with TimeML who takes part."""
    wanted = {"places? of": sum(bool(e["place"]) for e in story["events"]),
              "quantit(?:y|ies) of": sum(len(e["quantities"]) for e in story["events"])}
    for format in ("timeml", "naf"):
        words = subprocess.run([dateline, *arguments, "--to=" + format], capture_output=True).stderr.decode()
        more = {"participants? (?:is|are) left": sum(len(e["participants"]) for e in story["events"])} if format == "timeml" else {}
        for what, n in {**wanted, **more}.items():
            found = re.search(r"(\d+) " + what, words)
            expect((int(found[1]) if found else 0) == n, f"{name}: {format}: {n} {what}: {words}")


for path in ("examples/articles/harbour-talks.txt", "examples/articles/battery-verdict.html"):
    arguments = ["annotate", "--date=2023-09-16", os.path.join(ROOT, path)]
    document = json.loads(run(*arguments, "--to=document"))
    check_naf(path, document, run(*arguments, "--to=naf"))
    check_timeml(path, document, run(*arguments, "--to=timeml"))
    record = run("extract", "--to=record", *arguments[1:])
    check_losses(path, json.loads(run("merge", "--to=json", "-", text=record)), arguments)
print("\n".join(bad[:50]))
sys.exit(bool(bad))
