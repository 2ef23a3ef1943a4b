#!/usr/bin/env python3
"""Train a toy on our own test sentences and read an article with it: train.py DATELINE. Skipped (77) without torch."""
import glob, json, os, subprocess, sys, tempfile

try:
    import torch  # noqa: F401
except ImportError:
    print("torch is not installed: nothing to train with")
    sys.exit(77)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TRAIN = os.path.join(ROOT, "src/train")
dateline = os.path.abspath(sys.argv[1])


def sentences():
    """[[row]] of the test articles"""
    out = []
    for path in sorted(glob.glob(os.path.join(ROOT, "tests/spec/entity/*.conllu"))):
        for block in open(path, encoding="utf-8").read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line and line[0].isdigit()]
            if rows:
                out.append([r for r in rows if r[0].isdigit()])
    return out


def write_corpora(folder):
    """treebanks of both names, and roles: a root has its subject as ARG0"""
    ud, roles = os.path.join(folder, "ud"), os.path.join(folder, "propbank")
    os.mkdir(ud), os.mkdir(roles)
    bank = sentences()[:60]
    for part in ("train", "dev"):
        for name in ("en_ewt-ud", "en_gum-clean"):
            with open(os.path.join(ud, f"{name}-{part}.conllu"), "w", encoding="utf-8") as out:
                for i, rows in enumerate(bank):
                    out.write(f"# sent_id = {i}\n" + "".join("\t".join(r) + "\n" for r in rows) + "\n")
        with open(os.path.join(roles, part + ".tsv"), "w", encoding="utf-8") as out:
            for i, rows in enumerate(bank):
                out.write(f"# sent_id = {i}\n")
                for r in rows:
                    role = "(V*)" if r[6] == "0" else "(ARG0*)" if r[7] == "nsubj" and rows[int(r[6]) - 1][6] == "0" else "*"
                    out.write("\t".join((r[0], r[1], r[2], r[3], r[4], r[6], r[7], "do.02" if r[6] == "0" else "-", role)) + "\n")
                out.write("\n")
    return ["--ud", ud, "--propbank", roles]


def call(folder, program, *arguments):
    done = subprocess.run([sys.executable, os.path.join(TRAIN, program), *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{program} failed: {done.stdout[-500:]}{done.stderr[-2000:]}")


with tempfile.TemporaryDirectory() as folder:
    corpora, glove, model = write_corpora(folder), os.path.join(folder, "glove.json"), os.path.join(folder, "toy.dtm")
    words = ["the", "of", "and", "in", "said", "minister", "met", "on"]
    with open(glove, "w", encoding="utf-8") as out:
        json.dump({"words": words, "vectors": {w: [((i * 7 + k) % 11 - 5) / 5 for k in range(100)] for i, w in enumerate(words)}}, out)
    call(folder, "train.py", *corpora, "--glove", glove, "--glove-words", "8", "--glove-width", "4", "--hidden", "16", "--mlp", "16", "--scale", "0.1",
         "--role", "16", "--hash-rows", "32", "--epochs", "1", "--rate", "5e-3", "--limit", "60", "--checkpoint", "toy.pt")
    call(folder, "tune_roles.py", *corpora, "--resume", "toy.pt", "--role", "16", "--epochs", "2", "--checkpoint", "toy2.pt", "--out", model)
    done = subprocess.run([dateline, "annotate", "--to=conllu", "--quiet", os.path.join(ROOT, "examples/articles/harbour-talks.txt")],
                          env={**os.environ, "DATELINE_MODEL": model}, capture_output=True, text=True)
    if done.returncode or "\tnsubj" not in done.stdout and "\troot\t" not in done.stdout:
        sys.exit(f"the weights are not read: {done.stderr}")
print("trained and read")
