#!/usr/bin/env python3
"""Check that no room includes a header it may not: includes.py [ROOT]. The table is includes.tsv."""
import glob, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(HERE))
STAGES = ["ingest", "text", "timex", "syntax", "entity", "event"]
FREE = re.compile(r"^(glib|gio|glib-object|gio/\w+|glib/\w+|sys/\w+|arpa/\w+|[a-z]+|dateline/dateline)\.h$")


def rows():
    lines = [l.rstrip("\n").split("\t") for l in open(os.path.join(HERE, "includes.tsv")) if l.strip() and l[0] != "#"]
    return {room: (rooms.split(), libraries.split()) for room, rooms, libraries, _ in lines[1:]}


def allowed_room(room, header, rooms):
    other = header.split("/")[0]
    return other == room or other in rooms or "*" in rooms and header in [f"{s}/{s}.h" for s in STAGES]


def allowed_library(file, header, libraries):
    for entry in libraries:
        prefix, _, only = entry.partition(":")
        if header.startswith(prefix) and (not only or only == os.path.basename(file)):
            return True
    return bool(FREE.match(header)) and header != "immintrin.h"


def main():
    bad, table = [], rows()
    for folder in sorted(glob.glob(os.path.join(ROOT, "src/*/"))):
        room, files = os.path.basename(folder[:-1]), sorted(glob.glob(folder + "*.[ch]"))
        if files and room not in table:
            bad.append(f"src/{room}: not in tests/check/includes.tsv")
            continue
        for file in files:
            for number, line in enumerate(open(file, encoding="utf-8"), 1):
                found = re.match(r'\s*#\s*include\s+(["<])([^">]+)', line)
                if not found:
                    continue
                rooms, libraries = table[room]
                ours = found[1] == '"' and "/" in found[2]
                sibling = found[1] == '"' and "/" not in found[2]
                if ours and not allowed_room(room, found[2], rooms) or not ours and not sibling and not allowed_library(
                        file, found[2], libraries):
                    bad.append(f"{os.path.relpath(file, ROOT)}:{number}: {room} may not include {found[2]}")
    print("\n".join(bad))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
