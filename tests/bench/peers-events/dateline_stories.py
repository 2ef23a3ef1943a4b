#!/usr/bin/env python3
"""dateline over the gold articles.

usage: dateline_stories.py DATELINE GOLD OUT

Each article is a run of the program, its start included in the time. Its main event is what --top=1 leaves.
"""
import json, os, resource, subprocess, sys

from articles import Cost, articles, write


def timeline(program, path, day, *options):
    command = [program, "timeline", "--to=json", "--quiet", "--date=" + day, *options, path]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def main():
    program, gold, out = sys.argv[1:]
    stories, cost = {}, Cost()
    cost.start()
    for name, _, day in articles(gold):
        stories[name] = timeline(program, os.path.join(gold, name + ".txt"), day)
    os.makedirs(out, exist_ok=True)
    cost.write(out, len(stories), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    for name, _, day in articles(gold):
        top = timeline(program, os.path.join(gold, name + ".txt"), day, "--top=1")["events"]
        stories[name]["main"] = top[0]["id"] if top else None
        write(out, name, stories[name])


if __name__ == "__main__":
    main()
