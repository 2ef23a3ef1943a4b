#!/usr/bin/env python3
"""How sure the figures of score_events.py are: 95 % intervals over articles.

usage: events-bootstrap.py SCORER GOLD STORIES [OTHER]

SCORER is score_events.py; it is run on each article of GOLD alone, and what it counts is read from what it prints. Then
articles are drawn with replacement, as many as there are, a thousand times, with the same draws every time. The interval
holds the middle 95 % of the figures (the percentile bootstrap, Efron and Tibshirani 1993, chapter 13). With OTHER, the
stories of another program, the last column is by how much STORIES is better, with its interval: articles differ in how
hard they are, and both programs read the same.
"""
import collections, os, random, re, subprocess, sys, tempfile

RESAMPLES, SEED = 1000, 1
NUMBER = r"(\d+)"
TALLY = rf"\({NUMBER}/{NUMBER} predicted, {NUMBER} gold\)"
# Line of the scorer -> names of the counts in it.
LINES = {
    rf"^dated .*\({NUMBER}/{NUMBER} predicted, {NUMBER}/{NUMBER} gold\)": ("right", "predicted", "found", "wanted"),
    rf"^timeline found {NUMBER}/{NUMBER}": ("timeline", "timelines"),
    rf"^wrongly  dated {NUMBER}/{NUMBER}": ("wrong", "dated"),
    rf"^coarsely dated {NUMBER}/": ("coarse",),
    rf"^actors .*{TALLY}": ("actors", "actors predicted", "actors wanted"),
    rf"^pairs .*{TALLY}": ("pairs", "pairs predicted", "pairs wanted"),
    rf"^roles .*{TALLY}": ("roles", "roles predicted", "roles wanted"),
    rf"^reality  {NUMBER}/{NUMBER}": ("real", "reals"),
    rf"^where    {NUMBER}/{NUMBER}": ("where", "wheres"),
}
# Figure -> the count above and below the line, or two such pairs whose harmonic mean it is.
FIGURES = {
    "dated P": [("right", "predicted")],
    "dated R": [("found", "wanted")],
    "dated F1": [("right", "predicted"), ("found", "wanted")],
    "timeline found": [("timeline", "timelines")],
    "right date": [("timeline right", "timelines")],
    "wrongly dated": [("wrong", "dated")],
    "coarsely dated": [("coarse", "dated")],
    "actors F1": [("actors", "actors predicted"), ("actors", "actors wanted")],
    "pairs F1": [("pairs", "pairs predicted"), ("pairs", "pairs wanted")],
    "roles F1": [("roles", "roles predicted"), ("roles", "roles wanted")],
    "reality": [("real", "reals")],
    "where": [("where", "wheres")],
}


def counts_in(report):
    counts = collections.Counter()
    for line, names in LINES.items():
        found = re.search(line, report, re.M)
        if not found:
            sys.exit(f"the scorer prints no {names[0]!r}:\n{report}")
        counts.update(dict(zip(names, map(int, found.groups()))))
    # Of the timeline's right dates it prints the share, to three places; an article has far fewer than 500 events.
    share = float(re.search(r"with the right date ([\d.]+)", report)[1])
    counts["timeline right"] = round(share * counts["timelines"])
    return counts


def count(scorer, gold, stories):
    """[Counter], one for each article."""
    counts = []
    for name in sorted(os.listdir(gold)):
        if name.endswith(".json"):
            with tempfile.TemporaryDirectory() as one:
                os.symlink(os.path.abspath(os.path.join(gold, name)), os.path.join(one, name))
                command = [sys.executable, scorer, one, stories]
                counts.append(counts_in(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout))
    return counts


def figures(counts):
    """{figure: value}; what has nothing below its line is nought."""
    total = collections.Counter()
    for one in counts:
        total.update(one)
    out = {}
    for name, parts in FIGURES.items():
        shares = [total[above] / total[below] if total[below] else 0.0 for above, below in parts]
        out[name] = 2 * shares[0] * shares[-1] / sum(shares) if len(shares) > 1 and sum(shares) else shares[0]
    return out


def intervals(counts, other=None):
    """{figure: (low, high)}, of the differences to the other where one is given."""
    drawn, generator = collections.defaultdict(list), random.Random(SEED)
    for _ in range(RESAMPLES):
        picks = generator.choices(range(len(counts)), k=len(counts))
        values = figures([counts[i] for i in picks])
        less = figures([other[i] for i in picks]) if other else collections.Counter()
        for name, value in values.items():
            drawn[name].append(value - less[name])
    edge = round(RESAMPLES * 0.025)
    return {name: (sorted(values)[edge - 1], sorted(values)[-edge]) for name, values in drawn.items()}


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    scorer, gold, *stories = sys.argv[1:]
    counts = [count(scorer, gold, one) for one in stories]
    values, ranges = figures(counts[0]), intervals(counts[0])
    other = figures(counts[1]) if len(counts) > 1 else None
    apart = intervals(*counts) if other else None
    print(f"{len(counts[0])} articles, {RESAMPLES} draws")
    for name, value in values.items():
        line = f"{name:15s} {value:.3f}  {ranges[name][0]:.3f} to {ranges[name][1]:.3f}"
        if other:
            line += f"   {value - other[name]:+.3f}  {apart[name][0]:+.3f} to {apart[name][1]:+.3f}"
        print(line)


if __name__ == "__main__":
    main()
