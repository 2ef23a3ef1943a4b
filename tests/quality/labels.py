#!/usr/bin/env python3
"""Compare the labels of events with those that the editor of a newspaper's timeline would write.

usage: labels.py DATELINE [FILE.tsv] [--errors] [--floors]     no file: labels.tsv here

A row names an event, by its article or sentence and its trigger between asterisks, and the labels that are right:
"[words]" may stand or not, "(one|other)" either, " || " parts whole labels. Articles and large letters do not count, nor do
marks and stops; the stroke of a label cut short ("…") does: it is right where a right one goes on after it, and is either a
saying or as long as a label can be. Printed are, of the events found, how many labels are right, and how many of their
words are the nearest right one's (token F1). --errors prints the others; --floors fails below floors.json.
"""
import glob, json, os, re, subprocess, sys, tempfile
from collections import Counter

from clauses import PUBLISHED, read_rows

HERE = os.path.dirname(os.path.abspath(__file__))
LONG = 56          # characters of a label that had to be cut
ALTERNATIVES_MAX = 4096


def spelled(pattern):
    """All labels that @pattern stands for, innermost brackets first."""
    todo, done = [pattern], set()
    while todo and len(todo) + len(done) < ALTERNATIVES_MAX:
        text = todo.pop()
        inner = re.search(r"\[([^][()]*)\]|\(([^][()]*)\)", text)
        if not inner:
            done.add(text)
            continue
        choices = [inner[1], ""] if inner[1] is not None else inner[2].split("|")
        todo += [text[:inner.start()] + choice + text[inner.end():] for choice in choices]
    return done


def words(text):
    text = re.sub(r"[’']", "'", text.lower())
    return tuple(word for word in re.findall(r"[^\W_](?:[^\W_]|[.,'-](?=\w))*", text) if word not in ("the", "a", "an"))


def likeness(wanted, found):
    common = sum((Counter(wanted) & Counter(found)).values())
    return 2 * common / (len(wanted) + len(found)) if common else 0


def is_right(label, wanted):
    found = words(label)
    if not label.rstrip('"”').endswith("…"):
        return found in wanted
    return (": " in label or len(label) >= LONG) and any(found == right[:len(found)] for right in wanted)


def read_labels(path):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")][1:]
    return [(where, trigger, {words(label) for pattern in labels.split(" || ") for label in spelled(pattern)})
            for where, trigger, labels in rows]


def texts():
    """Texts by name: articles and their day of publication, and the sentences of clauses.tsv."""
    out = {}
    for path in glob.glob(HERE + "/articles/*.first.json"):
        with open(path, encoding="utf-8") as file, open(path.replace(".first.json", ".txt"), encoding="utf-8") as text:
            out[os.path.basename(path)[:-11]] = text.read(), json.load(file)["published"]
    for row in read_rows(HERE + "/clauses.tsv"):
        out[row["id"]] = row["sentence"], PUBLISHED
    return out


def extract(dateline, texts, names):
    records = {}
    with tempfile.TemporaryDirectory() as folder:
        for day in {texts[name][1] for name in names}:
            paths = []
            for name in names:
                if texts[name][1] == day:
                    paths.append(f"{folder}/{name}.txt")
                    with open(paths[-1], "w", encoding="utf-8") as file:
                        file.write(texts[name][0])
            out = subprocess.run([dateline, "extract", "-q", f"--date={day}", *paths], capture_output=True, check=True).stdout
            records |= {os.path.basename(record["uri"])[:-4]: record for record in map(json.loads, out.splitlines())}
    return records


def event_at(record, text, trigger):
    """The event whose trigger the marked word of @trigger is, or a word of its phrase."""
    before, marked, _ = trigger.split("*")
    start = text.find(trigger.replace("*", ""))
    if start < 0:
        sys.exit(f"not in its text: {trigger}")
    start += len(before)
    for event in record["events"]:
        for mention in event["mentions"]:
            at = mention["trigger"]
            if at["start"] < start + len(marked) and start < at["end"] or event["predicate"] == marked and abs(at["start"] - start) < 40:
                return event
    return None


def main():
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    dateline, *files = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    rows, known = read_labels(files[0] if files else HERE + "/labels.tsv"), texts()
    records = extract(dateline, known, sorted({where for where, _, _ in rows}))
    found = right = 0
    nearest = 0.0
    for where, trigger, wanted in rows:
        event = event_at(records[where], known[where][0], trigger)
        if event is None:
            if "--errors" in options:
                print(f"{where}\tmissed\t{trigger}")
            continue
        best = max(wanted, key=lambda one: (likeness(one, words(event["label"])), one))
        found += 1
        right += is_right(event["label"], wanted)
        nearest += likeness(best, words(event["label"]))
        if "--errors" in options and not is_right(event["label"], wanted):
            print(f"{where}\t{event['label']}\t{' '.join(best)}")
    figures = {"found": found / max(len(rows), 1), "right": right / max(found, 1), "words": nearest / max(found, 1)}
    print(f"{len(rows)} events: found {figures['found']:.3f}, label right {figures['right']:.3f}, F1 of words {figures['words']:.3f}")
    if "--floors" in options:
        with open(HERE + "/floors.json", encoding="utf-8") as file:
            floors = json.load(file)["labels"]
        sys.exit(any(figures[name] < floors[name] for name in figures))


if __name__ == "__main__":
    main()
