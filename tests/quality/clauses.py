#!/usr/bin/env python3
"""Score what dateline finds in single sentences against what a careful reader lists for each of them.

usage: clauses.py DATELINE [FILE.tsv...] [--errors] [--summary] [--floors]     no file: all clauses*.tsv here

A file has one row an event: id, construction, sentence, predicate, arguments, place, time, reality, source; a sentence
with several events has several rows. Every sentence is an article of its own, published on 15 May 2024. A predicate
"held/talks" is a light verb with its noun; "?" before a predicate makes its event optional, neither missed nor wrong; no
predicate at all: there is no event to find. "|" parts values of which any is right. An argument is role=Name; who acts and
who is acted with are one side where either is a counterpart, and so are those who undergo and those who are told or given.
A town that is visited or attacked may be told as place or as participant; people who are only counted, by a quantity.

An event is right if its row agrees in every column. A sentence is right if its firm rows are, and there is no event besides
them that has participants; plain undated statements ("said") are no events here. --summary prints figures without the
sentences' constructions; --errors prints every miss with its kind; --floors fails below floors.json.
"""
import glob, json, os, re, subprocess, sys, tempfile
from collections import Counter

from score import span

HERE = os.path.dirname(os.path.abspath(__file__))
PUBLISHED = "2024-05-15"
COLUMNS = ("id", "construction", "sentence", "predicate", "arguments", "place", "time", "reality", "source")
FIELDS = ("arguments", "place", "time", "reality", "source")
UNDERGOES = ("patient", "recipient", "beneficiary")


def read_rows(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    rows = [dict(zip(COLUMNS, (cell.strip() for cell in line.split("\t") + [""] * len(COLUMNS)))) for line in lines[1:]]
    for row in rows:
        row["optional"] = row["predicate"].startswith("?")
        row["predicate"] = row["predicate"].lstrip("?").strip()
    return rows


def by_sentence(rows):
    out = {}
    for row in rows:
        out.setdefault(row["id"], []).append(row)
    return out


def extract(dateline, sentences):
    """Records of the sentences, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        for i, sentence in enumerate(sentences):
            with open(f"{folder}/{i:04}.txt", "w", encoding="utf-8") as file:
                file.write(sentence + "\n")
        out = subprocess.run([dateline, "extract", "-q", f"--date={PUBLISHED}", folder], capture_output=True, check=True).stdout
    records = {os.path.basename(record["uri"]): record for record in map(json.loads, out.splitlines())}
    return [records.get(f"{i:04}.txt", {"actors": [], "events": []}) for i in range(len(sentences))]


# Names.

def words(name):
    name = re.sub(r"[’']s?\b", "", name.lower().replace("’", "'"))
    return [word for word in re.findall(r"[^\W_]+", name) if word not in ("the", "a", "an", "his", "her", "its", "their")]


def head(name):
    """The word a name hangs on: the last one before "of"."""
    return (words(re.split(r"\b(?:of|for|from|in|at)\b", name.lower())[0]) or words(name) or [""])[-1]


def same_name(wanted, found):
    """2: the same words; 1: one holds the words of the other, with the same head."""
    a, b = words(wanted), words(found)
    if a == b:
        return 2
    return int(head(wanted) == head(found) and (set(a) <= set(b) or set(b) <= set(a)))


def likeness(wanted, names):
    return max((same_name(one, name) for one in wanted.split("|") for name in names if name), default=0)


def names_of(record, actor):
    return next(([a["name"], *a["aliases"]] for a in record["actors"] if a["id"] == actor), [])


# Fields. Each gives the kinds of its misses.

def side(role, mutual):
    return "acts" if role == "agent" or role == "counterpart" and mutual else "undergoes" if role in UNDERGOES else role


def is_told_otherwise(name, event):
    """People who are only counted stand among the quantities, and what is done to a place may be told by the place."""
    return likeness(name, [(event["place"] or {}).get("name"), *(q["text"] for q in event["quantities"] if q["kind"] != "money")])


def match_arguments(row, event, record):
    wanted = [part.strip().split("=", 1) for part in row["arguments"].split(";") if part.strip()]
    found = [(p["role"], names_of(record, p["actor"])) for p in event["participants"] if p["role"] != "topic"]
    mutual = any(role == "counterpart" for role, _ in wanted) or any(role == "counterpart" for role, _ in found)
    left, misses = list(range(len(found))), []
    for strict in (2, 1):
        for pair in list(wanted):
            best = next((i for i in left if likeness(pair[1], found[i][1]) >= strict), None)
            if best is None:
                continue
            left.remove(best)
            wanted.remove(pair)
            if side(pair[0], mutual) != side(found[best][0], mutual):
                misses.append(f"role of {pair[1]}: {found[best][0]}, wanted {pair[0]}")
    misses += [f"lacks {role} {name}" for role, name in wanted if not is_told_otherwise(name, event)]
    return misses + [f"has {found[i][0]} {found[i][1][0] if found[i][1] else '?'}" for i in left
                     if not likeness(row["place"], found[i][1])]


def match_place(row, event, record):
    place = event["place"] or {}
    names = [place["name"], *names_of(record, place.get("actor"))] if place else []
    if likeness(row["place"], names) or not names and (not row["place"] or "none" in row["place"].split("|")):
        return []
    return [f"place {place.get('name')!r}, wanted {row['place']!r}"]


def same_time(wanted, found):
    if not wanted or not found:
        return bool(wanted) == bool(found)
    plain = [re.sub(r"[~?%]|T[^/]*", "", text) for text in (wanted, found)]
    return plain[0] == plain[1] or ".." not in plain[0] + plain[1] and span(plain[0]) == span(plain[1])


def match_time(row, event, _record):
    found = (event["date"] or {}).get("edtf")
    if any(same_time("" if one == "none" else one, found) for one in row["time"].split("|")):
        return []
    return [f"time {found!r}, wanted {row['time']!r}"]


def match_reality(row, event, _record):
    return [] if event["reality"] in row["reality"].split("|") else [f"reality {event['reality']}, wanted {row['reality']}"]


def match_source(row, event, record):
    found = [names_of(record, a["actor"]) for a in event["attribution"]]
    if not row["source"] and not found or row["source"] and any(likeness(row["source"], names) for names in found):
        return []
    return [f"source {[names[0] if names else '?' for names in found]}, wanted {row['source']!r}"]


MATCH = {"arguments": match_arguments, "place": match_place, "time": match_time, "reality": match_reality,
         "source": match_source}


# Sentences.

def predicate_spans(rows):
    """Where each row's predicate stands; the same word twice is two places. A noun behind a slash comes second."""
    used, out = Counter(), []
    for row in rows:
        spans = []
        for part in filter(None, row["predicate"].split("/")):
            places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", row["sentence"])]
            if places:
                spans.append(places[min(used[part], len(places) - 1)])
            used[part] += 1
        out.append(spans)
    return out


def is_at(event, where):
    return any(m["trigger"]["start"] < where[1] and where[0] < m["trigger"]["end"] for m in event["mentions"])


def is_plain_statement(event):
    """Or one that is dated by what it says, not by words of its own."""
    return event["family"] == "say" and (event["date"] or {}).get("basis") != "expression"


def kind_of(field, text):
    """"lacks agent", "has patient", "role", or the field."""
    return field if field != "arguments" else "role" if text.startswith("role ") else " ".join(text.split()[:2])


class Score:
    def __init__(self):
        self.fields = {field: [0, 0] for field in FIELDS}
        self.events, self.found, self.sentences = [0, 0], [0, 0], [0, 0]
        self.by_construction, self.kinds, self.misses, self.extra = {}, Counter(), [], 0

    def miss(self, row, kind, text):
        self.kinds[kind] += 1
        self.misses.append((row["id"], row["construction"], kind, f"{row['predicate']!r}: {text}", row["sentence"]))

    def add_row(self, row, event, record):
        """Whether it is right."""
        self.events[1] += 1
        self.found[1] += 1
        if event is None:
            self.miss(row, "no event", "not found")
            return False
        self.found[0] += 1
        right = True
        for field in FIELDS:
            misses = MATCH[field](row, event, record)
            self.fields[field][1] += 1
            self.fields[field][0] += not misses
            for text in misses:
                right = False
                self.miss(row, kind_of(field, text), text)
        self.events[0] += right
        return right

    def add_sentence(self, rows, record):
        events, right, claimed = record["events"], True, set()
        for row, spans in zip(rows, predicate_spans(rows)):
            event = next((i for where in spans for i, event in enumerate(events) if is_at(event, where)), None)
            if event is not None:
                claimed.add(event)
            if row["predicate"] and not row["optional"]:
                right &= self.add_row(row, None if event is None else events[event], record)
        for i, event in enumerate(events):
            if i not in claimed and event["participants"] and not is_plain_statement(event) and event["mentions"][0]["class"] != "background":
                right = False
                self.extra += 1
                self.miss(rows[0], "extra event", f"{event['mentions'][0]['trigger']['text']!r} {event['label']!r}")
        self.sentences[1] += 1
        self.sentences[0] += right
        entry = self.by_construction.setdefault(rows[0]["construction"], [0, 0])
        entry[0] += right
        entry[1] += 1


def share(pair):
    return pair[0] / max(pair[1], 1)


def report(name, score, summary):
    print(f"{name}: {score.sentences[1]} sentences, {score.events[1]} events")
    for label, pair in [("sentences fully right", score.sentences), ("events fully right", score.events),
                        ("events found", score.found), *((f"  {field} right, of found", score.fields[field]) for field in FIELDS)]:
        print(f"  {label:28} {share(pair):.3f}  {pair[0]}/{pair[1]}")
    print(f"  {'extra events':28} {score.extra}")
    print("  misses by kind: " + ", ".join(f"{kind} {n}" for kind, n in sorted(score.kinds.items(), key=lambda x: (-x[1], x[0]))))
    if not summary:
        for construction, pair in sorted(score.by_construction.items()):
            print(f"    {construction:32} {pair[0]}/{pair[1]}")


def score_file(dateline, path):
    sentences = by_sentence(read_rows(path))
    score = Score()
    for rows, record in zip(sentences.values(), extract(dateline, [rows[0]["sentence"] for rows in sentences.values()])):
        score.add_sentence(rows, record)
    return score


def main():
    options = {a for a in sys.argv[1:] if a.startswith("--")}
    dateline, *paths = [a for a in sys.argv[1:] if not a.startswith("--")]
    with open(os.path.join(HERE, "floors.json"), encoding="utf-8") as file:
        floors = json.load(file).get("clauses", {})
    failed = False
    for path in paths or sorted(glob.glob(os.path.join(HERE, "clauses*.tsv"))):
        name = os.path.basename(path)
        score = score_file(dateline, path)
        report(name, score, "--summary" in options)
        if "--errors" in options and "--summary" not in options:
            for miss in score.misses:
                print("  %s [%s] %s: %s\n      %s" % miss)
        for key, pair in (("events", score.events), ("sentences", score.sentences)):
            if "--floors" in options and share(pair) < floors.get(name, {}).get(key, 0):
                failed = True
                print(f"  {key} below the floor of {floors[name][key]:.2f}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
