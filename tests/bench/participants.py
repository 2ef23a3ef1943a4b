#!/usr/bin/env python3
"""Compare what finds participants and places: rules over dependencies, the roles of the model, and both.

usage: participants.py DATELINE MODEL.dtm CLAUSES.tsv...     (tests/quality/clauses*.tsv; MODEL is src/models/en.dtm)

Rules alone: the same program with a copy of the model in which the chunk "pred" has another name, so that it knows no roles.
Roles alone: of the predicates that `annotate` prints, ARG0, ARG1, ARG2 and ARGM-COM are participants, with what is coordinated
with them, and ARGM-LOC is the place. Both: the program as it is. Triggers are the same for all three. Participants count by
name; precision, recall and F1 of those of the events that were found.
"""
import json, os, struct, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../quality"))
arguments, sys.argv[1:] = sys.argv[1:], sys.argv[1:2]
import clauses

HEADER, ENTRY, MASK = 32, 64, 2**64 - 1
WHO = ("ARG0", "ARG1", "ARG2", "ARGM-COM")


def checksum(data):
    """The sum of src/model/checksum.c."""
    def mix(sum_, word):
        x = (sum_ ^ word) * 0x9E3779B97F4A7C15 & MASK
        return (x << 29 | x >> 35) & MASK
    lanes = [1, 2, 3, 4]
    padded = data + b"\0" * (-len(data) % 32)
    for at in range(0, len(padded), 32):
        lanes = [mix(lane, word) for lane, word in zip(lanes, struct.unpack_from("<4Q", padded, at))]
    out = len(data)
    for lane in lanes:
        out = mix(out, lane)
    return mix(out, out >> 32)


def without_roles(path, folder):
    data = bytearray(open(path, "rb").read())
    n = struct.unpack_from("<I", data, 12)[0]
    for i in range(n):
        at = HEADER + i * ENTRY
        if data[at:at + 24].rstrip(b"\0") == b"pred":
            data[at:at + 4] = b"none"
    struct.pack_into("<Q", data, 24, checksum(bytes(data[HEADER:HEADER + n * ENTRY])))
    out = os.path.join(folder, "without-roles.dtm")
    open(out, "wb").write(data)
    return out


def run(command, sentences, dateline, model):
    with tempfile.TemporaryDirectory() as folder:
        for i, sentence in enumerate(sentences):
            open(f"{folder}/{i:04}.txt", "w", encoding="utf-8").write(sentence + "\n")
        out = subprocess.run([dateline, command, "-q", f"--date={clauses.PUBLISHED}", folder], capture_output=True, check=True,
                             env={**os.environ, "DATELINE_MODEL": model}).stdout
    return sorted(map(json.loads, out.splitlines()), key=lambda record: record["uri"])


def actors_at(document, head):
    """Actors of the mention with that head, and of those coordinated with it."""
    tokens = document["tokens"]
    heads = [head, *(i for i, t in enumerate(tokens) if t["head"] == head and t["deprel"] == "conj")]
    return [e["actor"] for e in document["entities"] for h in heads
            if e["actor"] and e["head"] == h]


def by_roles(document):
    """The record of a document with participants and places from the roles alone."""
    tokens = document["tokens"]
    for event in document["events"]:
        triggers = [m["trigger"] for m in event["mentions"]]
        arcs = [a for p in document.get("predicates", []) for a in p["arguments"]
                if any(tokens[p["token"]]["start"] < t["end"] and t["start"] < tokens[p["token"]]["end"] for t in triggers)]
        who = dict.fromkeys(actor for a in arcs if a["role"] in WHO for actor in actors_at(document, a["token"]))
        event["participants"] = [{"actor": actor, "role": "agent"} for actor in who]
        event["place"] = next(({"name": document["text"][tokens[a["token"]]["start"]:tokens[a["token"]]["end"]],
                                "actor": (actors_at(document, a["token"]) or [None])[0]} for a in arcs if a["role"] == "ARGM-LOC"), None)
    return document


def score(sentences, records):
    right = found = wanted = places = events = 0
    for rows, record in zip(sentences, records):
        for row, spans in zip(rows, clauses.predicate_spans(rows)):
            event = next((e for where in spans for e in record["events"] if clauses.is_at(e, where)), None)
            if event is None or row["optional"] or not row["predicate"]:
                continue
            plain = {**row, "arguments": "; ".join("agent=" + part.split("=", 1)[1] for part in row["arguments"].split(";") if part)}
            event["participants"] = [{**p, "role": "agent"} for p in event["participants"] if p["role"] != "topic"]
            misses = clauses.match_arguments(plain, event, record)
            names = len([part for part in row["arguments"].split(";") if part.strip()])
            lost = sum(miss.startswith("lacks") for miss in misses)
            right, wanted, found = right + names - lost, wanted + names, found + names - lost + len(misses) - lost
            places += not clauses.match_place(row, event, record)
            events += 1
    p, r = right / max(found, 1), right / max(wanted, 1)
    return f"participants P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}   places right {places / max(events, 1):.3f} of {events}"


def main():
    dateline, model, *paths = arguments
    with tempfile.TemporaryDirectory() as folder:
        stripped = without_roles(model, folder)
        for path in paths:
            rows = list(clauses.by_sentence(clauses.read_rows(path)).values())
            texts = [sentence[0]["sentence"] for sentence in rows]
            print(os.path.basename(path))
            print("  rules alone ", score(rows, run("extract", texts, dateline, stripped)))
            print("  roles alone ", score(rows, map(by_roles, run("annotate", texts, dateline, model))))
            print("  both        ", score(rows, run("extract", texts, dateline, model)))


if __name__ == "__main__":
    main()
