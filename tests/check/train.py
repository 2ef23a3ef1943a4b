#!/usr/bin/env python3
"""Train a toy on our own test sentences and read an article with it: train.py DATELINE. Skipped (77) without torch."""
import glob, json, os, subprocess, sys, tempfile

try:
    import torch  # noqa: F401
except ImportError:
    print("torch is not installed: nothing to train with")
    sys.exit(77)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
dateline = os.path.abspath(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    bank, glove, model = (os.path.join(folder, name) for name in ("bank.conllu", "glove.json", "toy.dtm"))
    with open(bank, "w", encoding="utf-8") as out:
        for path in sorted(glob.glob(os.path.join(ROOT, "tests/spec/entity/*.conllu"))):
            out.write(open(path, encoding="utf-8").read().rstrip("\n") + "\n\n")
    words = ["the", "of", "and", "in", "said", "minister", "met", "on"]
    with open(glove, "w", encoding="utf-8") as out:
        json.dump({"words": words, "vectors": {w: [((i * 7 + k) % 11 - 5) / 5 for k in range(100)] for i, w in enumerate(words)}}, out)
    command = [sys.executable, os.path.join(ROOT, "src/train/train.py"), "--treebank", bank, "--dev", bank, "--glove", glove,
               "--glove-words", "8", "--glove-width", "4", "--hidden", "16", "--mlp", "16", "--scale", "0.1", "--hash-rows", "32",
               "--cycles", "1:5e-3", "--limit", "60", "--checkpoint", os.path.join(folder, "toy.pt"), "--out", model]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the trainer failed: {done.stderr[-2000:]}")
    done = subprocess.run([dateline, "annotate", "--to=conllu", "--quiet", os.path.join(ROOT, "examples/articles/harbour-talks.txt")],
                          env={**os.environ, "DATELINE_MODEL": model}, capture_output=True, text=True)
    if done.returncode or "\tnsubj" not in done.stdout and "\troot\t" not in done.stdout:
        sys.exit(f"the weights are not read: {done.stderr}")
print("trained and read")
