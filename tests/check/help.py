#!/usr/bin/env python3
"""Check that manual page, completion, README and examples agree with the tables of the program: help.py DATELINE."""
import os, re, subprocess, sys, tempfile, shutil

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
dateline = os.path.abspath(sys.argv[1])
bad = []


def out(*arguments):
    return subprocess.run([dateline, *arguments], capture_output=True, text=True, check=True).stdout


def table(*arguments):
    return [line.split("\t") for line in out(*arguments).splitlines()]


def text(path):
    return open(os.path.join(ROOT, path), encoding="utf-8").read()


commands = table("help", "--plain")
options = {row[0]: row for command in commands for row in table("help", "--plain", command[0])}
letters = {}
for name, letter, *_ in options.values():
    if letter and letters.setdefault(letter, name) != name:
        bad.append(f"{letter} is both {letters[letter]} and {name}")

manual = text("src/cli/man/dateline.1")
in_manual = {f"--{name}" for line in manual.splitlines() if line.startswith(".It Fl")
             for name in re.findall(r"Fl -([a-z-]+)", line)}
manual_letters = {f"-{letter}" for line in manual.splitlines() if line.startswith(".It Fl")
                  for letter in re.findall(r"Fl ([a-zA-Z0-9])\b", line)}
manual_commands = set(re.findall(r"^\.It Cm (\w+)", manual, re.M))
for what, ours, theirs in (("option", set(options), in_manual), ("letter", set(letters), manual_letters),
                           ("command", {c[0] for c in commands}, manual_commands)):
    bad += [f"{what} {name} is not in the manual page" for name in sorted(ours - theirs)]
    bad += [f"{what} {name} of the manual page does not exist" for name in sorted(theirs - ours)]

overview = out("help")
for name, operands, summary, example in commands:
    page = out("help", name)
    if f"  {name} " not in overview:
        bad.append(f"'dateline help' does not list {name}")
    if page != out(name, "--help"):
        bad.append(f"'dateline help {name}' and 'dateline {name} --help' differ")
    if len(max(page.splitlines(), key=len)) > 80:
        bad.append(f"'dateline help {name}' is wider than 80 columns")
    for option in table("help", "--plain", name):
        if option[0] not in page:
            bad.append(f"'dateline help {name}' does not tell {option[0]}")

with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(os.path.join(ROOT, "examples/articles"), folder, dirs_exist_ok=True)
    for name, _, _, example in sorted(commands, key=lambda row: row[0]):
        done = subprocess.run(["sh", "-c", example], cwd=folder, capture_output=True, text=True,
                              env={**os.environ, "PATH": os.path.dirname(dateline) + ":" + os.environ["PATH"]})
        if done.returncode != 0:
            bad.append(f"example of {name}: {example}: exit {done.returncode}: {done.stderr}")

# bash asks for completions: all commands, all options of each, values of lists and registries
script = text("src/cli/completions/dateline")
probe = script + """
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _dateline; printf '%s\\n' "${COMPREPLY[@]}"; }
"""


def complete(*words):
    line = probe + "try " + " ".join(f"'{w}'" for w in words)
    return set(subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd="/",
                              env={**os.environ, "PATH": os.path.dirname(dateline) + ":" + os.environ["PATH"]}).stdout.split())


if not {c[0] for c in commands} <= complete("dateline", ""):
    bad.append("completion does not offer all commands")
for name, *_ in commands:
    if complete("dateline", name, "--") != {row[0] for row in table("help", "--plain", name)}:
        bad.append(f"completion of options of {name} differs from its table")
formats = table("formats", "--plain")
if complete("dateline", "timeline", "--to", "=", "") != {row[0] for row in formats if row[1] == "out"}:
    bad.append("completion of --to differs from dateline formats")
if complete("dateline", "graph", "--view", "r") != {"relations"}:
    bad.append("completion of --view r is not relations")

readme = text("README.md")
rows = {f"| `{name}` | {direction} | {suffixes} | {shows} | {summary}{'; loses: ' if loses else ''}{loses} |"
        for name, direction, suffixes, shows, summary, loses in formats}
shown = set(re.findall(r"^\| `[\w-]+` \| (?:in|out) \|.*$", readme, re.M))
bad += [f"README.md lacks: {row}" for row in sorted(rows - shown)]
bad += [f"README.md has a format that dateline formats has not: {row}" for row in sorted(shown - rows)]
for command in re.findall(r"^\$ dateline (\w+)", readme, re.M):
    if command not in {c[0] for c in commands} and not os.path.exists(os.path.join(ROOT, "examples/articles", command)):
        bad.append(f"README.md shows the command {command}, which does not exist")
print("\n".join(bad))
sys.exit(bool(bad))
