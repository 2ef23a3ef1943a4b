#!/usr/bin/env python3
"""Score pronouns against GAP (Webster et al. 2018): is the pronoun name A, name B or neither?

usage: gap-score.py DATELINE GAP.tsv [--errors]

Runs `DATELINE annotate` over all texts at once and prints precision, recall and F1 over both names, for all, masculine
and feminine pronouns, as the official scorer does. GAP itself (Apache 2.0) is not part of this project.
"""
import csv, json, os, subprocess, sys, tempfile

HE = {"he", "him", "his"}


def actor_at(document, start, end):
    """The actor of the narrowest mention that overlaps a stretch of text."""
    best = None
    for entity in document["entities"]:
        if entity["start"] < end and start < entity["end"]:
            size = entity["end"] - entity["start"]
            if best is None or size < best[0]:
                best = (size, entity["actor"])
    return best and best[1]


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("-")]
    if len(args) != 2:
        sys.exit(__doc__)
    rows = list(csv.DictReader(open(args[1], encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    documents = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            with open(os.path.join(folder, row["ID"] + ".txt"), "w", encoding="utf-8") as out:
                out.write(row["Text"])
        lines = subprocess.run([args[0], "annotate", "--from=text", "--quiet", folder], stdout=subprocess.PIPE, check=False)
        for line in lines.stdout.decode().splitlines():
            document = json.loads(line)
            documents[os.path.basename(document["uri"])[:-4]] = document
    counts = {"all": [0, 0, 0], "m": [0, 0, 0], "f": [0, 0, 0]}  # hits, predicted, gold
    for row in rows:
        document = documents.get(row["ID"])
        start = int(row["Pronoun-offset"])
        gender = "m" if row["Pronoun"].lower() in HE else "f"
        mine = document and actor_at(document, start, start + len(row["Pronoun"]))
        for name in "AB":
            at = int(row[name + "-offset"])
            actor = document and actor_at(document, at, at + len(row[name]))
            said = mine is not None and actor == mine
            true = row[name + "-coref"] == "TRUE"
            for key in ("all", gender):
                counts[key][0] += said and true
                counts[key][1] += said
                counts[key][2] += true
            if "--errors" in sys.argv and said != true:
                text = row["Text"]
                print(f"{row['ID']} {name}={row[name]!r} {'missed' if true else 'wrong'}: "
                      f"{text[max(0, start - 120):start]}[[{row['Pronoun']}]]{text[start + len(row['Pronoun']):start + 60]}")
    for key, (hits, said, true) in counts.items():
        p, r = hits / said if said else 0, hits / true if true else 0
        print(f"{key:4} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0:.3f}  ({hits}/{said} predicted, {true} gold)")


if __name__ == "__main__":
    main()
