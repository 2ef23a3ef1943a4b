#!/usr/bin/env python3
"""Read every example sentence of the tables of verbs and nouns and see whether its row is found in it.

usage: lexicon-examples.py [--errors] DATELINE

Each sentence is an article of its own. A row whose class is an event must be found there with that class (a support verb or a verb
of phase may leave its sentence to the noun it governs); a row of a state, a thought or no event must not be found (the words
of its key may not trigger one), and neither must the class of a row with a condition be found at its counter-example. Prints both shares, the headline first.
"""
import json, os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
errors = "--errors" in sys.argv
dateline = os.path.abspath([a for a in sys.argv[1:] if a != "--errors"][0])


def rows(table):
    lines = open(os.path.join(ROOT, "src/lexicon", table + ".tsv"), encoding="utf-8").read().splitlines()
    lines = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(lines[0], line), table=table) for line in lines[1:]]


def read(sentences):
    """{sentence: [(class, trigger)]}"""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for i, sentence in enumerate(sentences):
            with open(f"{folder}/{i:05}.txt", "w", encoding="utf-8") as f:
                f.write(sentence + "\n")
        done = subprocess.run([dateline, "extract", "--date=2024-03-20", folder], capture_output=True)
    for line in done.stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        sentence = sentences[int(os.path.basename(record["uri"]).split(".")[0])]
        found[sentence] = [(m.get("class") or e["class"], m["trigger"]["text"].lower()) for e in record["events"] for m in e["mentions"] if e["class"] != "background"]
    return found


def is_silent(row):
    """Whether the row opens no event by itself."""
    words = row["flags"].split()
    return not row["class"] or "stative" in words or "mental" in words or "not" in words


def begins_alike(trigger, lemma):
    first = lemma.split()[0 if " " not in lemma else -1]
    return any(word[:3] == first[:3] for word in trigger.split())


rows = [row for table in ("verbs", "nouns") for row in rows(table)]
found = read(sorted({row["example"] for row in rows} | {row["counter"] for row in rows if row["counter"]}))
total = right = counters = wrong = 0
for row in rows:
    events = found.get(row["example"], [])
    if is_silent(row):
        ok = not any(begins_alike(trigger, row["lemma"]) for _, trigger in events)
    else:
        lends = {"light", "aspectual"} & set(row["flags"].split())
        ok = any(c == row["class"] for c, _ in events) or (lends and events)
    total, right = total + 1, right + bool(ok)
    if errors and not ok:
        print(f"{row['table']}: {row['lemma']}: {row['class'] or 'no event'}, {row['flags']}: {row['example']} {events}")
    if "if:" in row["flags"] and row["counter"] and not is_silent(row):
        counters += 1
        others = {other["class"] for other in rows if other["lemma"] == row["lemma"] and other["flags"] != row["flags"]}
        if row["class"] not in others and any(c == row["class"] for c, _ in found.get(row["counter"], [])):
            wrong += 1
            if errors:
                print(f"{row['table']}: {row['lemma']}: {row['class']} at the counter-example: {row['counter']}")
print(f"examples {right}/{total} = {right / total:.3f}")
print(f"counter-examples wrongly found {wrong}/{counters} = {wrong / max(counters, 1):.3f}")
