#!/usr/bin/env python3
"""Check that README.md shows what dateline prints: readme.py [--record] DATELINE

In a fenced block, a line "$ dateline ..." is a command, run in a copy of examples/articles/, and the lines after it are all
that it prints. --record writes what it prints now.
"""
import os, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
record = "--record" in sys.argv
dateline = os.path.abspath([a for a in sys.argv[1:] if a != "--record"][0])
path = os.path.join(ROOT, "README.md")
bad, lines, fenced, shown = [], [], False, None


def compare():
    """The command that ends here printed what is shown."""
    if shown and shown[1] != shown[2]:
        bad.append(f"README.md: '$ {shown[0]}' prints something else; see tests/check/readme.py --record")


def run(command, folder):
    environment = {**os.environ, "PATH": os.path.dirname(dateline) + ":" + os.environ["PATH"]}
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        bad.append(f"README.md: '$ {command}': exit {done.returncode}: {done.stderr}")
    return [line.rstrip() for line in (done.stderr + done.stdout).splitlines()]


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(os.path.join(ROOT, "examples/articles"), os.path.join(folder, "articles"))
    shutil.copytree(os.path.join(ROOT, "examples/articles"), folder, dirs_exist_ok=True)
    for line in open(path, encoding="utf-8").read().splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if line.startswith("$ dateline") or line.startswith("```"):
            compare()
            shown = None
        if fenced and line.startswith("$ dateline"):
            shown = (line[2:], run(line[2:], folder), [])
            lines += [line, *shown[1]]
        elif shown:
            shown[2].append(line)
        else:
            lines.append(line)
if record:
    open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")
    bad = [line for line in bad if "--record" not in line]
print("\n".join(bad))
sys.exit(bool(bad))
