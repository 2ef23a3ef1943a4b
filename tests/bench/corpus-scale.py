#!/usr/bin/env python3
"""What a corpus costs as it grows: corpus-scale.py DATELINE FOLDER [STEP [MOST]].

FOLDER holds articles, a file each; they are added STEP at a time up to MOST. Prints, for each step, seconds of CPU an article,
the peak of memory and the size of the file; then what adding one more costs, merging the story, and asking for it again.
"""
import os, resource, subprocess, sys, tempfile, time

DATELINE, FOLDER = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
STEP = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
MOST = int(sys.argv[4]) if len(sys.argv) > 4 else 10000


def run(*arguments, text=None):
    """Seconds of CPU, of the clock, and kilobytes of one command."""
    started = time.monotonic()
    process = subprocess.Popen([DATELINE, *arguments], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if text is not None:
        process.stdin.write(text.encode())
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 3), arguments
    return used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss


def tell(what, cpu, wall, memory):
    print(f"{what}: {cpu:.2f} s CPU, {wall:.2f} s, {memory / 1024:.0f} MB", flush=True)


def main():
    paths = sorted(os.path.join(FOLDER, name) for name in os.listdir(FOLDER))[:MOST]
    with tempfile.TemporaryDirectory() as top:
        corpus = f"{top}/c.dateline"
        for i in range(0, len(paths), STEP):
            part = paths[i:i + STEP]
            cpu, _, memory = run("add", "-q", corpus, "--files-from=-", text="\n".join(part))
            size = os.path.getsize(corpus) / 1e6
            print(f"{i + len(part)} articles: {1000 * cpu / len(part):.1f} ms CPU each, {memory / 1024:.0f} MB, file {size:.0f} MB", flush=True)
        tell("add one", *run("add", "-q", corpus, "-", text="Moe resigns\n\nSunniva Moe resigned on 3 May 2024.\n"))
        tell("search", *run("search", corpus, "court", "--top=10"))
        tell("timeline --top=50, merging", *run("timeline", corpus, "--top=50"))
        print(f"file with the story: {os.path.getsize(corpus) / 1e6:.0f} MB")
        for options in (["--top=50"], ["--top=50", "--since=2016-01", "--until=2016-06"], ["--top=20", "--actor=Obama"], ["--top=20", "--type=agree"]):
            tell("timeline " + " ".join(options), *run("timeline", corpus, *options))
        tell("actors --top=20", *run("actors", corpus, "--top=20"))


main()
