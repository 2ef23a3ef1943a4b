#!/usr/bin/env python3
"""dateline as a runner; see runner.py.

usage: dateline_words.py DATELINE < jobs

Gold words go in as CoNLL-U, documents as text; both come out of `dateline annotate --to=conllu`. Loading is the processor
time of the whole program on a text of one word; what it needs more for the jobs is reading.
"""
import json, os, re, subprocess, sys, tempfile

from runner import report


def measured(command, output):
    """Processor seconds and peak KiB of the command. The peak is never below that of this process, which therefore
    keeps no job in memory."""
    with open(output, "wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command[:4])}: exit {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(text)


def store(folder):
    """Whether the jobs have gold words. They are copied to FOLDER/jobs, their words or texts to files beside it."""
    has_words = False
    with open(f"{folder}/jobs", "w", encoding="utf-8") as jobs, open(f"{folder}/words", "w", encoding="utf-8") as words:
        for n, line in enumerate(sys.stdin):
            job = json.loads(line)
            jobs.write(line)
            if "conllu" in job:
                has_words = True
                words.write(job["conllu"] + "\n")
            else:
                write(f"{folder}/{n:05}.txt", job["text"] + "\n")
    return has_words


def sentences(path):
    """[rows] of each sentence."""
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10 and columns[0].isdigit():
                rows.append(columns)
            elif not line.strip() and rows:
                yield rows
                rows = []
    if rows:
        yield rows


def names(rows, spans):
    """[start, end, type] of NER= in MISC, of IOB2."""
    found, open_type = [], None
    for row, (start, end) in zip(rows, spans):
        prefix, _, kind = (re.search(r"\bNER=([^|\s]+)", row[9]) or ["", "O"])[1].partition("-")
        if prefix == "I" and kind == open_type:
            found[-1][1] = end
        elif kind:
            found.append([start, end, kind])
        open_type = kind
    return found


def answer(job, rows):
    if [row[1] for row in rows] != job["forms"]:
        return {"spans": [], "upos": [], "heads": [], "relations": [], "names": []}
    return {"spans": job["spans"], "upos": [row[3] for row in rows], "heads": [int(row[6]) - 1 for row in rows],
            "relations": [row[7] for row in rows], "names": names(rows, job["spans"])}


def main():
    command = [sys.argv[1], "annotate", "--quiet", "--jobs=1", "--to=conllu"]
    with tempfile.TemporaryDirectory() as folder:
        has_words = store(folder)
        write(f"{folder}/one", "Hello.\n")
        loading, _ = measured([*command, "--from=text", f"{folder}/one"], f"{folder}/output")
        if has_words:
            kind, inputs = "conllu", [f"{folder}/words"]
        else:
            kind, inputs = "text", sorted(f"{folder}/{name}" for name in os.listdir(folder) if name.endswith(".txt"))
        seconds, memory = measured([*command, f"--from={kind}", *inputs], f"{folder}/output")
        report(loading, max(seconds - loading, 0), memory)
        if not has_words:
            return
        with open(f"{folder}/jobs", encoding="utf-8") as jobs:
            for line, rows in zip(jobs, sentences(f"{folder}/output")):
                print(json.dumps(answer(json.loads(line), rows)))


if __name__ == "__main__":
    main()
