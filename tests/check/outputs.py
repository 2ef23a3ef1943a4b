#!/usr/bin/env python3
"""Check what the program prints over examples/articles/ and tests/cli/data: outputs.py DATELINE.

JSON outputs validate against the schemas in src/export/schema/ and agree with each other; the same articles give the
same bytes with any number of threads, order of inputs, locale, time zone and working directory; other formats are
accepted by somebody else's parser.
"""
import csv, glob, io, json, os, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as xml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
dateline = os.path.abspath(sys.argv[1])
bad = []


def out(*arguments, **environment):
    cwd = environment.pop("cwd", folder)
    done = subprocess.run([dateline, *arguments], capture_output=True, cwd=cwd, env={**os.environ, **environment})
    if done.returncode != 0:
        bad.append(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()[:500]}")
    return done.stdout


def expect(well, what):
    if not well:
        bad.append(what)


def validate(name, objects):
    try:
        import jsonschema
    except ImportError:
        print(f"# python3-jsonschema is not there: {name} not validated")
        return
    schema = json.load(open(os.path.join(ROOT, "src/export/schema", f"{name}.schema.json")))
    checker = jsonschema.validators.validator_for(schema)(schema)
    for number, thing in enumerate(objects):
        for error in list(checker.iter_errors(thing))[:5]:
            bad.append(f"{name} {number}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")


def check_offsets(document):
    text = document["text"]
    covered = [False] * len(text)
    for token in document["tokens"]:
        covered[token["start"]:token["end"]] = [True] * (token["end"] - token["start"])
    expect(all(done or char.isspace() for done, char in zip(covered, text)), "a character is in no token")
    for sentence in document["sentences"]:
        expect(0 <= sentence["start"] < sentence["end"] <= len(text), "a sentence lies outside the text")
    for time in document["times"]:
        expect(text[time["start"]:time["end"]] == time["text"], f"time {time['text']!r} is not at its place")
    for event in document["events"]:
        for mention in event["mentions"]:
            trigger = mention["trigger"]
            expect(text[trigger["start"]:trigger["end"]] == trigger["text"], f"trigger {trigger} is not at its place")
            expect(text[mention["start"]:mention["end"]] == mention["text"], f"sentence of {trigger} is not at its place")


def check_references(story):
    actors = {actor["id"] for actor in story["actors"]}
    events = {event["id"] for event in story["events"]}
    documents = {document["id"] for document in story["documents"]}
    for event in story["events"]:
        for participant in event["participants"]:
            expect(participant["actor"] in actors, f"{event['id']}: participant {participant['actor']} is no actor")
        for mention in event["mentions"]:
            expect(mention["document"] in documents, f"{event['id']}: mention in no document")
    for relation in story["relations"]:
        expect({relation["from"], relation["to"]} <= actors, f"relation {relation} between no actors")
        expect(set(relation["events"]) <= events, f"relation {relation} of no events")


folder = tempfile.mkdtemp()
shutil.copytree(os.path.join(ROOT, "examples/articles"), folder, dirs_exist_ok=True)
inputs = sorted(os.path.basename(p) for p in glob.glob(folder + "/*.*"))
day = ["--date=2024-05-18", "-q"]

documents = [json.loads(line) for line in out("annotate", *day, *inputs).splitlines()]
records_bytes = out("extract", *day, *inputs)
records = [json.loads(line) for line in records_bytes.splitlines()]
story_bytes = out("timeline", "--to=json", *day, *inputs)
story = json.loads(story_bytes)
validate("document", documents)
validate("record", records)
validate("story", [story])
for document in documents:
    check_offsets(document)
check_references(story)
expect(len(documents) == len(records) == len(inputs), "not one document and one record an input")
expect(len(story["events"]) > 0 and len(story["actors"]) > 0, "no events, no actors")

with open(os.path.join(folder, "records.jsonl"), "wb") as file:
    file.write(records_bytes)
lines = records_bytes.splitlines(keepends=True)
for number, line in enumerate(reversed(lines)):
    with open(os.path.join(folder, f"part-{number}.jsonl"), "wb") as file:
        file.write(line)
parts = [f"part-{number}.jsonl" for number in range(len(lines))]
expect(out("graph", "--to=json", *day, *inputs) == story_bytes, "graph --to=json differs from timeline --to=json")
expect(out("merge", "records.jsonl") == story_bytes, "extract | merge differs from timeline --to=json")
expect(out("merge", *parts) == story_bytes, "merge depends on the order of records")
expect(out("merge", *parts, "records.jsonl") == story_bytes, "a record merged twice changes the story")

many = [f"many-{n}-{name}" for n in range(3) for name in inputs]
elsewhere = os.path.join(folder, "elsewhere")
os.makedirs(elsewhere)
for name in many:
    shutil.copy(os.path.join(folder, re.sub(r"^many-\d+-", "", name)), os.path.join(folder, name))
    shutil.copy(os.path.join(folder, name), elsewhere)
for command in (["annotate"], ["timeline", "--to=json"], ["graph"]):
    one = out(*command, *day, "-j1", *many)
    what = " ".join(command)
    expect(out(*command, *day, "-j8", *many) == one, f"{what}: -j8 differs from -j1")
    expect(out(*command, *day, "-j2", *reversed(many)) == one, f"{what}: depends on the order of inputs")
    expect(out(*command, *day, "-j2", *many, cwd=elsewhere, LC_ALL="tr_TR.UTF-8", TZ="America/Los_Angeles") == one,
           f"{what}: depends on the locale, the time zone or the working directory")

xml.fromstring(out("graph", *day, "--view=storyline", *inputs))
rows = list(csv.reader(io.StringIO(out("timeline", *day, "--to=csv", *inputs).decode())))
expect(len({len(row) for row in rows}) == 1 and len(rows) > 1, "CSV rows differ in length")
xml.fromstring(b"<x>" + re.sub(rb"^<\?xml[^>]*>", b"", out("annotate", *day, "--to=timeml", "harbour-talks.txt")) + b"</x>")
for line in out("annotate", *day, "--to=conllu", *inputs).decode().splitlines():
    expect(not line or line[0] == "#" or line.count("\t") == 9, f"CoNLL-U: {line!r}")
if shutil.which("dot"):
    dot = subprocess.run(["dot", "-Tsvg"], input=out("graph", *day, *inputs), capture_output=True)
    expect(dot.returncode == 0 and not dot.stderr, f"dot: {dot.stderr.decode()[:300]}")
    xml.fromstring(dot.stdout)
shutil.rmtree(folder)
print("\n".join(bad[:40]))
sys.exit(bool(bad))
