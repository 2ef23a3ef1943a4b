#!/usr/bin/env python3
"""Check the knowledge tables src/lexicon/*.tsv: header comment, equal cells, lower-case sorted keys, examples."""
import glob, os, re, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
bad = []


def check(path):
    name, columns, last, comment, known = os.path.relpath(path, ROOT), None, None, "", set()
    for number, line in enumerate(open(path, encoding="utf-8", newline=""), 1):
        place = f"{name}:{number}"
        if "\r" in line or not line.endswith("\n"):
            bad.append(f"{place}: lines end in one newline")
        line = line.rstrip("\n")
        if line.startswith("#") and not line.startswith("#\t"):
            comment += line.lower() + "\n"
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        if line != line.rstrip(" ") or len(cells) != len(columns):
            bad.append(f"{place}: {len(cells)} cells, expected {len(columns)}, or blanks at the end")
        if cells[0] != cells[0].lower() or cells[0] != cells[0].strip():
            bad.append(f"{place}: key {cells[0]!r} is not lower case, or has blanks around it")
        if last is not None and cells[0].encode() < last.encode():
            bad.append(f"{place}: {cells[0]!r} comes before {last!r}")
        if line in known:
            bad.append(f"{place}: row stands twice")
        known.add(line)
        last = cells[0]
    for what, words in (("source", "source|own work"), ("licence", r"licence|\bmit\b|public domain")):
        if not re.search(words, comment):
            bad.append(f"{name}: the header comment does not tell the {what}")
    for column in columns or []:
        if not re.search(rf"^#.*\b{re.escape(column)}\b", comment, re.M):
            bad.append(f"{name}: the header comment does not explain column {column!r}")
    if not {"example", "reason"} & set(columns or []):
        bad.append(f"{name}: no column 'example' or 'reason'")


for table in sorted(glob.glob(os.path.join(ROOT, "src/lexicon/*.tsv"))):
    check(table)
print("\n".join(bad))
sys.exit(bool(bad))
