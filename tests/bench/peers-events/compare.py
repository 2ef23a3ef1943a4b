#!/usr/bin/env python3
"""Dated events and who took part in them: dateline and other programs on the same articles, as two tables.

usage: compare.py SCORER GOLD NAME=STORIES...

SCORER is score_events.py, STORIES what a runner wrote; see articles.py. The first table is what the scorer prints, behind
F1 the 95 % interval of events-bootstrap.py, and what a run costs. Seconds are of all processor time an article, without
the loading of models; memory is the peak of all processes.

The second is for programs that tell one event an article: of the event that each holds to be the first it asks whether a
careful reader would put it on the timeline, whether its day is right, whether one of its actors took part, all three of
the same event of the gold, and whether its place is right where the gold has one. An event is the gold's also when it
stands at other words by which the gold knows it, those of a headline among them, which the scorer does not look at.
"""
import importlib.util, json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))


def module(path):
    spec = importlib.util.spec_from_file_location(os.path.basename(path).replace("-", "_")[:-3], path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def share(value):
    return f"{value:.3f}".replace("0.", ".", 1) if value < 1 else f"{value:.3f}"


def print_table(columns, rows):
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def figures_row(bootstrap, scorer, gold, name, stories):
    counts = bootstrap.count(scorer, gold, stories)
    figures, (low, high) = bootstrap.figures(counts), bootstrap.intervals(counts)["dated F1"]
    cost = load(os.path.join(stories, "cost"))
    plain = {name: share(value) for name, value in figures.items()}
    return [name, f"{plain['dated F1']} ({share(low)}–{share(high)})", f"{plain['dated P']} / {plain['dated R']}",
            f"{plain['timeline found']} / {plain['right date']}", plain["wrongly dated"], plain["coarsely dated"],
            plain["actors F1"], plain["pairs F1"], plain["reality"], plain["where"],
            f"{cost['cpu'] / cost['articles']:.2f}", f"{cost['peak'] / 1024:.0f}"]


def places_of(event, text):
    """All that the gold's event is known by, as spans."""
    also = [found.span() for words in event["also"] if words for found in re.finditer(re.escape(words), text)]
    return [tuple(span) for span in event["spans"]] + also


def judge_main(score, gold, story, text):
    """{question: whether it is so} of the main event; "place" only where the gold has one."""
    main = next((event for event in story["events"] if event["id"] == story["main"]), None)
    if not main:
        return {}
    actor_of = score.match_actors(story["actors"], gold["actors"])
    spans = [(mention["trigger"]["start"], mention["trigger"]["end"]) for mention in main["mentions"]]
    who = {actor_of.get(one["actor"]) for one in main["participants"]}
    when, place = (main["date"] or {}).get("edtf"), score.norm((main["place"] or {}).get("name") or "")
    out = dict.fromkeys(("event", "day", "actor", "all"), False)
    for event in gold["events"]:
        known = places_of(event, text)
        if event["tier"] != "timeline" or not any(score.overlap(a, b) for a in spans for b in known):
            continue
        day = score.verdict(when, event["dates"]) == "right" if when else None in event["dates"]
        actor = bool(who & {*event["who"], *event["whom"]})
        for key, so in (("event", True), ("day", day), ("actor", actor), ("all", day and actor)):
            out[key] = out[key] or so
        if event.get("where"):
            want = score.norm(event["where"])
            out["place"] = out.get("place", False) or bool(place) and (place in want or want in place)
    return out


def main_row(score, gold, name, stories):
    judged = []
    for entry in sorted(os.listdir(gold)):
        if entry.endswith(".json"):
            with open(os.path.join(gold, entry[:-5] + ".txt"), encoding="utf-8", newline="") as f:
                text = f.read()
            judged.append(judge_main(score, load(os.path.join(gold, entry)), load(os.path.join(stories, entry)), text))
    asked = [one for one in judged if "place" in one]
    cells = [f"{sum(one.get(key, False) for one in judged)}/{len(judged)}" for key in ("event", "day", "actor", "all")]
    return [name, *cells, f"{sum(one['place'] for one in asked)}/{len(asked)}"]


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    scorer, gold, *runs = sys.argv[1:]
    runs = [run.split("=", 1) for run in runs]
    bootstrap = module(os.path.join(HERE, "..", "events-bootstrap.py"))
    print_table(["program", "dated F1 (95 %)", "P / R", "timeline found / right date", "wrong", "coarse", "actors F1",
                 "pairs F1", "reality", "where", "CPU s an article", "MiB"],
                [figures_row(bootstrap, scorer, gold, name, stories) for name, stories in runs])
    print_table(["program", "main event is on the timeline", "right day", "right actor", "all three", "right place"],
                [main_row(module(scorer), gold, name, stories) for name, stories in runs])


if __name__ == "__main__":
    main()
