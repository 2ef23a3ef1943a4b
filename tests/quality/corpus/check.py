#!/usr/bin/env python3
"""Check the corpus: every sentence and trigger of gold.json stands in its
file, every id is known, every date can be read.  Prints counts; exit status 1
when something is wrong."""
import collections
import csv
import datetime
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROLES = {"agent", "patient", "counterpart", "recipient"}
REALITY = {"actual", "planned", "denied", "negated", "possible"}
KINDS = {"person", "organisation", "group", "place"}
errors = []


def err(*words):
    errors.append(" ".join(str(w) for w in words))


def day_ok(text):
    """YYYY, YYYY-MM or YYYY-MM-DD of the calendar."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return False
    parts = [int(p) for p in text.split("-")] + [1, 1]
    try:
        datetime.date(*parts[:3])
    except ValueError:
        return False
    return True


def edtf_ok(text):
    """The part of EDTF used here: a day, month or year, or an interval."""
    ends = text.split("/")
    if len(ends) == 1:
        return day_ok(text)
    return (len(ends) == 2 and ends != ["..", ".."]
            and all(e == ".." or day_ok(e) for e in ends)
            and (".." in ends or ends[0] <= ends[1]))


def word_count(word, text):
    return len(re.findall(r"(?<!\w)" + re.escape(word) + r"(?!\w)", text))


texts = {p.name: p.read_text(encoding="utf-8")
         for p in sorted(HERE.glob("[0-9][0-9]-*.txt"))}
everything = "\n".join(texts.values())

with open(HERE / "meta.tsv", encoding="utf-8", newline="") as handle:
    meta = list(csv.DictReader(handle, delimiter="\t"))
published = {row["file"]: row["published"] for row in meta}
if sorted(published) != sorted(texts) or len(meta) != len(texts):
    err("meta.tsv and the folder do not hold the same files")
for row in meta:
    if len(row["published"]) != 10 or not day_ok(row["published"]):
        err("meta.tsv: date", row["file"], row["published"])
    kind = row["kind"].split(" ")
    if len(kind) == 1:
        if kind[0] not in ("article", "wire"):
            err("meta.tsv: kind", row["file"], row["kind"])
    elif (len(kind) != 2 or kind[1] not in published
          or kind[0] not in ("copy-of", "update-of", "correction-of")):
        err("meta.tsv: kind", row["file"], row["kind"])
    elif published[kind[1]] > row["published"]:
        err("meta.tsv: older than its source", row["file"])
for name, text in texts.items():
    lines = text.split("\n")
    if not lines[0] or not lines[1].startswith("By "):
        err(name, "has no title or no byline")
    if not 150 <= len(text.split()) <= 450:
        err(name, "has", len(text.split()), "words")

gold = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
actors = [a["id"] for a in gold["actors"]]
events = {e["id"]: e for e in gold["events"]}
if len(set(actors)) != len(actors):
    err("an actor id stands twice")
if len(events) != len(gold["events"]):
    err("an event id stands twice")
for actor in gold["actors"]:
    if actor["kind"] not in KINDS:
        err(actor["id"], "kind", actor["kind"])
    if actor["kind"] == "person" and not word_count(actor["name"], everything):
        err(actor["id"], "name is in no article:", actor["name"])
    for alias in actor["aliases"]:
        if not word_count(alias, everything):
            err(actor["id"], "alias is in no article:", alias)

mentions = 0
per_file = collections.Counter()
for event in gold["events"]:
    name = event["id"]
    if event["date"] is not None and not edtf_ok(event["date"]):
        err(name, "date", event["date"])
    if event["reality"] not in REALITY:
        err(name, "reality", event["reality"])
    if not event["what"] or not event["verb_class"]:
        err(name, "has no headline or no verb class")
    for part in event["participants"]:
        if part["actor"] not in actors:
            err(name, "unknown actor", part["actor"])
        if part["role"] not in ROLES:
            err(name, "unknown role", part["role"])
    if not event["mentions"]:
        err(name, "has no mention")
    seen = set()
    for mention in event["mentions"]:
        mentions += 1
        per_file[mention["file"]] += 1
        text = texts.get(mention["file"])
        if text is None:
            err(name, "unknown file", mention["file"])
            continue
        count = text.count(mention["sentence"])
        if count != 1:
            err(name, mention["file"], "sentence found", count, "times:",
                mention["sentence"])
        if word_count(mention["trigger"], mention["sentence"]) != 1:
            err(name, mention["file"], "trigger:", mention["trigger"])
        if mention.get("reality", "actual") not in REALITY:
            err(name, "reality of a mention", mention["reality"])
        key = (mention["file"], mention["sentence"], mention["trigger"])
        if key in seen:
            err(name, "mention stands twice", *key)
        seen.add(key)

for claim in gold["claims"]:
    event = events.get(claim["event"])
    if event is None:
        err("claim on unknown event", claim["event"])
        continue
    if not claim["values"]:
        err("claim without values", claim["event"])
    where = {m["file"] for m in event["mentions"]}
    for value in claim["values"]:
        if claim["field"] == "date" and not edtf_ok(value["value"]):
            err("claim:", claim["event"], "date", value["value"])
        if claim["field"] == "reality" and value["value"] not in REALITY:
            err("claim:", claim["event"], "reality", value["value"])
        for name in value["files"]:
            if name not in where:
                err("claim:", claim["event"], "is not mentioned in", name)

for name in texts:
    if not per_file[name]:
        err(name, "has no mention")
for line in errors:
    print("error:", line, file=sys.stderr)
print(f"{len(texts)} articles, {len(everything.split())} words, "
      f"{len(actors)} actors, {len(events)} events, {mentions} mentions, "
      f"{len(gold['claims'])} claims, {len(errors)} errors")
sys.exit(1 if errors else 0)
