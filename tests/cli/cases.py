#!/usr/bin/env python3
"""Run command lines and compare what they print.

usage: cases.py [--record] DATELINE FOLDER...

Each *.case in FOLDER is a list of commands, run by bash in one fresh directory that holds a copy of FOLDER/data (and of
examples/articles/), and what they must give:

    # comment
    $ dateline timeline nowhere.txt      a command; DATELINE is on PATH
    ? 1                                  its exit code (0 when left out)
    ! nowhere.txt: No such file or       a line of stderr (in order; all must be listed)
    > Thu 16 May 2024                    a line of stdout
    >~ ^Mara .* met                      a line of stdout that matches a regular expression
    >* text                              a line somewhere in stdout; then other lines need not be listed (also !*)
    >- text                              no line of stdout holds this (also !-)

Drop in a file and it is a test. Prints TAP. --record rewrites the plain > and ! lines with what came out.
"""
import os, re, shutil, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MARKS = ("~", "*", "-")


def read(path):
    """[(comment lines, command, code, {">": [(mark, text)], "!": [...]})]"""
    steps, comments = [], []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            comments.append(line)
        elif line.startswith("$ "):
            steps.append([comments, line[2:], 0, {">": [], "!": []}])
            comments = []
        elif line.startswith("? ") and steps:
            steps[-1][2] = int(line[2:])
        elif line[0] in ">!" and steps:
            mark = line[1] if line[1:2] in MARKS and line[2:3] in (" ", "") else ""
            steps[-1][3][line[0]].append((mark, line[len(mark) + 2:]))
        else:
            sys.exit(f"{path}:{number}: not understood: {line}")
    return steps


def mismatch(lines, wanted):
    """Why @lines are not as @wanted; None when they are."""
    for mark, text in wanted:
        if mark == "*" and not any(text in line for line in lines):
            return f"no line holds {text!r}"
        if mark == "-" and any(text in line for line in lines):
            return f"a line holds {text!r}"
    listed = [(mark, text) for mark, text in wanted if mark in ("", "~")]
    if not listed and any(mark == "*" for mark, text in wanted):
        return None
    for line, (mark, text) in zip(lines, listed):
        if not (re.search(text, line) if mark else line == text):
            return f"got {line!r}, expected {text!r}"
    if len(lines) != len(listed):
        return f"{len(lines)} lines, expected {len(listed)}: {lines[:3]}"
    return None


def run(command, folder, dateline):
    env = {"PATH": os.path.dirname(os.path.abspath(dateline)) + ":/usr/bin:/bin", "HOME": folder, "LC_ALL": "C",
           **{k: v for k, v in os.environ.items() if k.startswith(("ASAN", "UBSAN", "LSAN", "DATELINE", "G_", "MALLOC", "TZ"))}}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=120)
    return done.returncode, *(out.decode("utf-8", "replace").splitlines() for out in (done.stdout, done.stderr))


def prepare(folder, source):
    for data in (os.path.join(ROOT, "examples/articles"), os.path.join(source, "data")):
        if os.path.isdir(data):
            shutil.copytree(data, folder, dirs_exist_ok=True)


def check(path, dateline, record):
    steps, why = read(path), None
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, os.path.dirname(path))
        for step in steps:
            code, out, err = run(step[1], folder, dateline)
            bad = [f"exit {code}, expected {step[2]}"] if code != step[2] else []
            for name, lines, key in (("stdout", out, ">"), ("stderr", err, "!")):
                reason = mismatch(lines, step[3][key])
                bad += [f"{name}: {reason}"] if reason else []
                if record and not any(mark for mark, text in step[3][key]):
                    step[3][key] = [("", line) for line in lines]
            if record:
                step[2] = code
            elif bad and not why:
                why = f"$ {step[1]}\n" + "\n".join(bad) + "\nstderr: " + "\n".join(err[:5])
    if record:
        write(path, steps)
    return why


def write(path, steps):
    with open(path, "w", encoding="utf-8") as file:
        for comments, command, code, wanted in steps:
            file.writelines(line + "\n" for line in comments)
            file.write(f"$ {command}\n" + (f"? {code}\n" if code else ""))
            for key in "!>":
                file.writelines(f"{key}{mark} {text}\n" for mark, text in wanted[key])


def main():
    record = "--record" in sys.argv
    dateline, *folders = [a for a in sys.argv[1:] if a != "--record"]
    paths = sorted(os.path.join(top, name) for folder in folders for top, _, names in os.walk(folder)
                   for name in names if name.endswith(".case"))
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        why = check(path, dateline, record)
        print("not ok" if why else "ok", number, os.path.relpath(path, ROOT), flush=True)
        if why:
            print("\n".join("# " + line for line in why.splitlines()), flush=True)


if __name__ == "__main__":
    main()
