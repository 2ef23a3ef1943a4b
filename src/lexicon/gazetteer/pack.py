#!/usr/bin/env python3
"""Pack places.tsv into const arrays without pointers, so that the loader has nothing to fix up.

usage: pack.py PLACES.tsv OUTPUT.c
"""
import sys


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    for number, row in enumerate(rows[1:], 2):
        if len(row) != 7 or row[0] != row[0].lower() or row[1] not in ("city", "state", "country") or len(row[2]) != 2:
            sys.exit(f"{path}: row {number}: {row}")
    return sorted(rows[1:], key=lambda row: (row[0].encode(), -int(row[6]), row))


def literal(text):
    """A C string; octal escapes of three digits, so that no digit after one joins it."""
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode()) + '\\000"'


def main():
    source, target = sys.argv[1:]
    rows = rows_of(source)
    texts, at, size = [], {}, 0
    for text in [row[0] for row in rows] + [row[3] for row in rows]:
        if text not in at:
            at[text] = size
            size += len(text.encode()) + 1
            texts.append(text)
    with open(target, "w", encoding="ascii") as out:
        out.write('#include "lexicon/gazetteer-data.h"\n\nconst char dtl_gazetteer_texts[] =\n')
        out.writelines(f"  {literal(text)}\n" for text in texts)
        out.write("  ;\n\nconst DtlGazetteerRow dtl_gazetteer_rows[] = {\n")
        for key, kind, code, state, lat, lon, people in rows:
            out.write(f"  {{ {at[key]}, {at[state]}, {round(float(lat) * 100)}, {round(float(lon) * 100)}, {people}, "
                      f"{{ '{code[0]}', '{code[1]}' }}, DTL_GAZETTEER_{kind.upper()} }},\n")
        out.write(f"}};\nconst guint dtl_gazetteer_n_rows = {len(rows)};\n")


if __name__ == "__main__":
    main()
