#!/bin/sh
# Time and memory of whole processes: one article to a finished timeline, and help. Prints rows for SCORES.md.
#
# usage: sh tests/bench/start.sh DATELINE [RUNS]
set -eu
dateline=$1
runs=${2:-20}
article=$(dirname "$0")/../../examples/articles/harbour-talks.txt
python3 - "$dateline" "$runs" "$article" <<'END'
import os, resource, subprocess, sys, time
dateline, runs, article = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def measure(*arguments):
    """Median and worst seconds of whole processes, and the peak of their memory in MB."""
    seconds, peak = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen([dateline, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, arguments
        peak = max(peak, usage.ru_maxrss / 1000)
    return sorted(seconds)[runs // 2], max(seconds), peak


for name, limit, arguments in (("one article to a timeline", 0.3, ("timeline", article, "--date=2024-05-18")),
                               ("help", 0.02, ("help",))):
    median, worst, peak = measure(*arguments)
    print(f"{name}: median {median * 1000:.1f} ms, worst {worst * 1000:.1f} ms of {runs} (limit {limit * 1000:.0f} ms), "
          f"peak memory {peak:.0f} MB (limit 120 MB)")
END
