#!/usr/bin/env python3
"""Plain text for a teacher to label, out of a repository of news articles in JSON (fields "content", "url").

    silver_text.py REPOSITORY FOLDER --words 1300000

Draws articles at random (seed 1), joins what was split into Penn tokens ("day ’ s", "said ."), and writes a text file an article,
a paragraph a line; `dateline annotate --to=conllu` then finds sentences and words in them.
"""
import argparse
import json
import os
import random
import re
import subprocess

JOINS = ((re.compile(r" ([.,;:!?%)\]”])"), r"\1"), (re.compile(r"([(\[“$£€]) "), r"\1"), (re.compile(r" (['’]) (s|S|re|ve|ll|d|m)\b"), r"\1\2"),
         (re.compile(r"\b([A-Za-z]+n) (['’]) t\b"), r"\1\2t"), (re.compile(r"\b([OD]) (['’]) (?=[A-Z])"), r"\1\2"), (re.compile(r"([a-z]s) (['’]) (?=[a-z])"), r"\1\2 "),
         (re.compile(r" (n['’]t)\b"), r"\1"), (re.compile(r" (['’](?:s|re|ve|ll|d|m))\b"), r"\1"))


def joined(text):
    for pattern, to in JOINS:
        text = pattern.sub(to, text)
    return text


def usable(line):
    """prose: some words, no address, a full stop at its end"""
    return 40 < len(line) < 1500 and "http" not in line and "@" not in line and line[-1] in ".!?”\"" and line[:1].isupper()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("repository"), ap.add_argument("folder"), ap.add_argument("--words", type=int, default=1300000)
    ap.add_argument("--most", type=int, default=350, help="words of one article")
    args = ap.parse_args()
    git = lambda *what: subprocess.run(["git", "--git-dir", args.repository, *what], capture_output=True, check=True).stdout
    names = sorted(n for n in git("ls-tree", "-r", "--name-only", "HEAD", "data/jsons").decode().split("\n") if n.endswith(".json"))
    random.Random(1).shuffle(names)
    os.makedirs(args.folder, exist_ok=True)
    reader = subprocess.Popen(["git", "--git-dir", args.repository, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    total, seen = 0, set()
    for name in names:
        reader.stdin.write(f"HEAD:{name}\n".encode())
        reader.stdin.flush()
        size = int(reader.stdout.readline().split()[2])
        article = json.loads(reader.stdout.read(size + 1)[:-1])
        lines, words = [], 0
        for line in article.get("content", "").split("\n"):
            line = joined(line.strip())
            if usable(line) and line not in seen and words < args.most:
                seen.add(line)
                lines.append(line)
                words += len(line.split())
        if words > 60:
            total += words
            with open(os.path.join(args.folder, os.path.basename(name)[:-5] + ".txt"), "w", encoding="utf-8") as f:
                f.write("\n\n".join(lines) + "\n")
        if total > args.words:
            break
    reader.stdin.close()


if __name__ == "__main__":
    main()
