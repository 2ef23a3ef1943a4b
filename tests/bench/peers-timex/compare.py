#!/usr/bin/env python3
"""dateline and its peers on the same TimeML documents, in one table.

usage: compare.py documents DIR... > documents.jsonl      the plain texts with their days, for every tagger
       compare.py dateline PATH < documents.jsonl         times as dateline finds them, CPU seconds on standard error
       compare.py score DIR... -- NAME=TIMES.jsonl...     the table: strict, relaxed and value F1

DIR holds *.tml with a DCT and a TEXT. A third of the files is frozen: those whose name has a SHA-256 that three divides.
Both parts are reported. Spans are paired one to one, equal ones first, then from the left those that overlap; values
are compared as strings, as TempEval-3 does.
"""
import glob, hashlib, json, os, re, resource, subprocess, sys, tempfile
import xml.etree.ElementTree as ET


def is_frozen(path):
    return int(hashlib.sha256(os.path.basename(path).encode()).hexdigest(), 16) % 3 == 0


def files(folders):
    return sorted(path for folder in folders for path in glob.glob(os.path.join(folder, "**", "*.tml"), recursive=True))


def read(path):
    """(day or None, plain text, [(start, end, type, value)]); tags around no text are left out, and the DCT itself."""
    root = ET.parse(path).getroot()
    dct = root.find("DCT//TIMEX3")
    if dct is None:
        dct = next((t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None)
    day = re.match(r"\d{4}-\d\d-\d\d", dct.get("value", "") if dct is not None else "")
    chunks, times = [], []

    def walk(node):
        start = sum(map(len, chunks))
        chunks.append(node.text or "")
        for child in node:
            walk(child)
            chunks.append(child.tail or "")
        if node.tag == "TIMEX3" and node.get("tid") != "t0" and node is not dct:
            times.append((start, sum(map(len, chunks)), node.get("type"), node.get("value")))

    body = root.find("TEXT")
    walk(root if body is None else body)
    text = "".join(chunks)
    lead = len(text) - len(text.lstrip())
    return day and day[0], text.strip() + "\n", sorted((s - lead, e - lead, t, v) for s, e, t, v in times if text[s:e].strip())


def pairs(gold, found):
    """[(gold, found)] of overlapping spans."""
    left, free, out = [], list(found), []
    for g in gold:
        same = next((f for f in free if f[:2] == g[:2]), None)
        if same:
            free.remove(same)
            out.append((g, same))
        else:
            left.append(g)
    for g in left:
        over = next((f for f in free if f[0] < g[1] and g[0] < f[1]), None)
        if over:
            free.remove(over)
            out.append((g, over))
    return out


def f1(right, n_gold, n_found):
    return 200 * right / max(n_gold + n_found, 1)


def score(paths, times):
    """(strict, relaxed, value) F1 over documents."""
    n_gold = n_found = strict = relaxed = value = 0
    for path in paths:
        gold = read(path)[2]
        found = sorted((t["start"], t["end"], t["type"], t["value"]) for t in times.get(path, []))
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
        for g, f in pairs(gold, found):
            relaxed += 1
            strict += g[:2] == f[:2]
            value += g[3] == f[3]
    return f1(strict, n_gold, n_found), f1(relaxed, n_gold, n_found), f1(value, n_gold, n_found)


def run_dateline(dateline):
    documents = [json.loads(line) for line in sys.stdin]
    with tempfile.TemporaryDirectory() as folder:
        rows = {os.path.join(folder, f"{i:04}.txt"): d for i, d in enumerate(documents)}
        for path, document in rows.items():
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(document["text"])
        with open(os.path.join(folder, "days.tsv"), "w") as f:
            f.writelines(f"{path}\t{document['day']}\n" for path, document in rows.items() if document["day"])
        done = subprocess.run([dateline, "annotate", "-q", "-j1", "--dates", f.name, *rows], capture_output=True, text=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    for line in done.stdout.splitlines():
        annotated = json.loads(line)
        given = rows[annotated["uri"]]
        times = [{k: t[k] for k in ("start", "end", "type", "value")} for t in annotated["times"]]
        print(json.dumps({"id": given["id"], "times": times if len(annotated["text"]) == len(given["text"]) else []}))
        if len(annotated["text"]) != len(given["text"]):
            print(f"{given['id']}: text changed", file=sys.stderr)
    print(f"cpu 0 {used.ru_utime + used.ru_stime:.2f}", file=sys.stderr)


def main():
    mode, arguments = sys.argv[1], sys.argv[2:]
    if mode == "dateline":
        return run_dateline(arguments[0])
    if mode == "documents":
        for path in files(arguments):
            day, text, _ = read(path)
            print(json.dumps({"id": path, "text": text, "day": day}))
        return None
    cut = arguments.index("--")
    paths = files(arguments[:cut])
    parts = {"open": [p for p in paths if not is_frozen(p)], "frozen": [p for p in paths if is_frozen(p)], "all": paths}
    print(f"{'':12}" + "".join(f"{name + ' (' + str(len(held)) + ')':>26}" for name, held in parts.items()))
    print(f"{'':12}" + f"{'strict':>10}{'relaxed':>8}{'value':>8}" * len(parts))
    for argument in arguments[cut + 1:]:
        name, path = argument.split("=", 1)
        times = {row["id"]: row["times"] for row in map(json.loads, open(path))}
        figures = [score(held, times) for held in parts.values()]
        print(f"{name:12}" + "".join(f"{s:10.1f}{r:8.1f}{v:8.1f}" for s, r, v in figures))
    return None


if __name__ == "__main__":
    main()
