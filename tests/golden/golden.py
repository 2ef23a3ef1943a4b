#!/usr/bin/env python3
"""Compare what each format makes of a fixed story with what it made before.

usage: golden.py [--record] DATELINE

Each row of list.tsv is a file in expected/ and the command, run in data/, that has to print it. --record writes the files
instead: look at the difference in git before it is committed. The story is fixed (data/talks.jsonl), so that a change in
how articles are understood does not show here. Prints TAP, with a difference for each failure.
"""
import difflib, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
record = "--record" in sys.argv
dateline = os.path.abspath([a for a in sys.argv[1:] if a != "--record"][0])
lines = [l.rstrip("\n").split("\t") for l in open(os.path.join(HERE, "list.tsv"), encoding="utf-8") if l.strip() and l[0] != "#"]
print(f"1..{len(lines) - 1}")
for number, (name, command, reason) in enumerate(lines[1:], 1):
    done = subprocess.run(["sh", "-c", command], cwd=os.path.join(HERE, "data"), capture_output=True,
                          env={**os.environ, "PATH": os.path.dirname(dateline) + ":" + os.environ["PATH"]})
    path = os.path.join(HERE, "expected", name)
    if record:
        open(path, "wb").write(done.stdout)
    wanted = open(path, "rb").read() if os.path.exists(path) else b""
    well = done.stdout == wanted and done.returncode == 0 and not done.stderr
    print("ok" if well else "not ok", number, f"{name}: {reason}", flush=True)
    if not well:
        difference = difflib.unified_diff(*(t.decode("utf-8", "replace").splitlines() for t in (wanted, done.stdout)), lineterm="")
        print("\n".join("# " + line[:200] for line in [*list(difference)[:30], *done.stderr.decode().splitlines()[:5]]))
