#!/usr/bin/env python3
"""Turn the tables *.tsv into const arrays.

usage: compile.py OUTPUT.c OUTPUT.h TABLE.tsv...

A table has comment lines (# but not as a cell: columns, source, licence), a header line and rows of as many cells. Rows are sorted by
their key, the first cell, byte by byte; rows with equal keys keep their order. Keys are lower case.
"""
import os, sys


def fail(path, number, why):
    sys.exit(f"{path}:{number}: {why}")


def read(path):
    columns, rows = None, []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#") and not line.startswith("#\t"):
                continue
            cells = line.split("\t")
            if columns is None:
                columns = cells
                continue
            if len(cells) != len(columns):
                fail(path, number, f"{len(cells)} cells, expected {len(columns)}")
            if cells[0] != cells[0].lower() or not cells[0].strip():
                fail(path, number, f"key {cells[0]!r} is not lower case")
            rows.append(cells)
    if columns is None:
        fail(path, 1, "no header line")
    return columns, sorted(rows, key=lambda row: row[0].encode())


def quote(text):
    out = []
    for byte in text.encode():
        char = chr(byte)
        if char in '"\\?':
            out.append("\\" + char)
        elif 32 <= byte < 127:
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def main():
    source, header, *paths = sys.argv[1:]
    with open(source, "w", encoding="ascii") as c, open(header, "w", encoding="ascii") as h:
        c.write('#include "lexicon/tables.h"\n')
        h.write('#pragma once\n#include "base/table.h"\n')
        for path in sorted(paths):
            name = os.path.basename(path)[:-4].replace("-", "_")
            columns, rows = read(path)
            h.write(f"extern const DtlTable dtl_table_{name};\n")
            h.write("enum\n{\n")
            for number, column in enumerate(columns):
                h.write(f"  DTL_{name.upper()}_{column.upper().replace('-', '_')} = {number},\n")
            h.write("};\n")
            c.write(f"\nstatic const char *const {name}_columns[] = {{ {', '.join(map(quote, columns))} }};\n")
            c.write(f"static const char *const {name}_cells[] = {{\n")
            for row in rows:
                c.write("  " + ", ".join(map(quote, row)) + ",\n")
            c.write("  NULL\n};\n")
            words = max((row[0].count(" ") + 1 for row in rows), default=0)
            c.write(f"const DtlTable dtl_table_{name} = {{\n  {quote(name)}, {name}_columns, {len(columns)}, "
                    f"{len(rows)}, {words}, {name}_cells\n}};\n")


if __name__ == "__main__":
    main()
