#!/usr/bin/env python3
"""Timelines of the articles with gold beside those of a trivial baseline.

usage: timeline-baseline.py DATELINE

The baseline has one line a sentence, of the day of the first date in the sentence (found and resolved by dateline, which is
generous), else of the day of publication. A gold event is found if a line tells of it: a sentence with its trigger; an event
of dateline one of whose mentions overlaps a trigger. Only gold events with a day on which the readers agree are asked.

    found      gold events that a line tells of
    right      gold events that a line of the right date tells of
    wrong      gold events found only in lines whose dates share no day with the gold
    lines      dated lines of the timeline
    precision  dated lines that tell, rightly dated, of a gold event, of those that tell of no optional one

tests/quality/articles are scored article by article, tests/quality/corpus as one story. The last lines are on
`--top=20` of the corpus: how many of the twenty lines tell of an event of the gold that no line before tells of, and of how
many of the twenty events that most articles tell of.
"""
import collections
import importlib.util
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
QUALITY = os.path.join(HERE, "../quality")
DATELINE = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "dateline"
TOP = 20


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, os.path.join(QUALITY, path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sys.path.insert(0, QUALITY)
join, score, corpus = load("join", "join.py"), load("score", "score.py"), load("corpus", "corpus/score.py")


def run(*arguments, folder=None):
    return subprocess.run([DATELINE, *arguments], capture_output=True, check=True, cwd=folder).stdout


class Count:
    def __init__(self):
        self.wanted = self.found = self.right = self.wrong = self.lines = self.fair = self.good = 0

    def add(self, gold, lines):
        """@gold: [(spans, dates or None where it is optional or undated)]; @lines: [(spans, date)] as one timeline"""
        asked = [(spans, dates) for spans, dates in gold if dates]
        for spans, dates in asked:
            verdicts = [score.verdict(day, dates) if day else "undated" for mine, day in lines if join.overlaps(spans, mine)]
            self.found += bool(verdicts)
            self.right += "right" in verdicts
            self.wrong += bool(verdicts) and set(verdicts) == {"wrong"}
        self.wanted += len(asked)
        for mine, day in lines:
            hits = [dates for spans, dates in gold if join.overlaps(spans, mine)] if day else []
            good = any(dates and score.verdict(day, dates) == "right" for dates in hits)
            self.lines += bool(day)
            self.good += good
            self.fair += bool(day) and (good or None not in hits)

    def tell(self, name):
        share = lambda n, of: n / max(of, 1)
        print(f"{name:10} found {share(self.found, self.wanted):.3f}  right {share(self.right, self.wanted):.3f}  "
              f"wrong {share(self.wrong, self.wanted):.3f}  of {self.wanted}; lines {self.lines}, "
              f"precision {share(self.good, self.fair):.3f}")


def baseline_lines(document, published):
    """[(span of a sentence, date)]"""
    lines = []
    for sentence in document["sentences"]:
        if sentence["kind"] in ("title", "heading", "body"):
            days = [time["edtf"] for time in document["times"]
                    if sentence["start"] <= time["start"] < sentence["end"] and time["type"] in ("DATE", "TIME") and time["edtf"]]
            lines.append(([(sentence["start"], sentence["end"])], days[0] if days else published))
    return lines


def readable(day):
    try:
        score.span(day)
        return day
    except ValueError:
        return None


def score_articles():
    trivial, mine = Count(), Count()
    for first, second, text in join.readings():
        gold = join.join(first, second, text)
        wanted = [(score.gold_spans(event, text), event["date"] if event["tier"] != "O" and None not in event["date"] else None)
                  for event in gold["events"]]
        path = os.path.join(join.ARTICLES, gold["id"] + ".txt")
        document = json.loads(run("annotate", "-q", "--date=" + gold["published"], path))
        trivial.add(wanted, [(spans, readable(day)) for spans, day in baseline_lines(document, gold["published"])])
        mine.add(wanted, [([(m["trigger"]["start"], m["trigger"]["end"]) for m in event["mentions"]],
                           readable(event["date"]["edtf"]) if event["date"] else None) for event in document["events"]])
    print("articles")
    trivial.tell("baseline")
    mine.tell("dateline")


def moved(spans, name, places):
    """Spans of one file as spans of all files one behind the other"""
    return [(places[name] + a, places[name] + b) for a, b in spans]


def read_corpus():
    gold = json.load(open(os.path.join(corpus.HERE, "gold.json"), encoding="utf-8"))
    meta = [line.rstrip("\n").split("\t") for line in open(os.path.join(corpus.HERE, "meta.tsv"), encoding="utf-8")]
    days = {row[0]: row[meta[0].index("published")] for row in meta[1:]}
    texts = {name: open(os.path.join(corpus.HERE, name), encoding="utf-8").read() for name in days}
    places, at = {}, 0
    for name in sorted(texts):
        places[name], at = at, at + len(texts[name]) + 1
    wanted = collections.defaultdict(list)
    for event, name, start, end, *_ in corpus.gold_mentions(gold, texts):
        wanted[event] += moved([(start, end)], name, places)
    return gold, days, texts, places, wanted


def story_of(days, *options):
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "days.tsv")
        with open(table, "w", encoding="utf-8") as out:
            out.writelines(f"{name}\t{day}\n" for name, day in days.items())
        return json.loads(run("timeline", "-q", "--dates=" + table, "--to=json", *options, *sorted(days), folder=corpus.HERE))


def story_lines(story, places):
    files = {document["id"]: os.path.basename(document["uri"]) for document in story["documents"]}
    return [([span for m in event["mentions"]
              for span in moved([(m["trigger"]["start"], m["trigger"]["end"])], files[m["document"]], places)],
             readable(event["date"]["edtf"]) if event["date"] else None) for event in story["events"]]


def score_corpus():
    gold, days, texts, places, wanted = read_corpus()
    asked = [(wanted[event["id"]], [event["date"]] if event["date"] else None) for event in gold["events"]]
    trivial, mine, lines = Count(), Count(), []
    for name in sorted(texts):
        document = json.loads(run("annotate", "-q", "--date=" + days[name], os.path.join(corpus.HERE, name)))
        lines += [(moved(spans, name, places), readable(day)) for spans, day in baseline_lines(document, days[name])]
    trivial.add(asked, lines)
    mine.add(asked, story_lines(story_of(days), places))
    print("corpus")
    trivial.tell("baseline")
    mine.tell("dateline")
    told = {event["id"]: len({mention["file"] for mention in event["mentions"]}) for event in gold["events"]}
    most = sorted(told, key=lambda event: (-told[event], event))[:TOP]
    met, fresh = set(), 0
    for spans, _ in story_lines(story_of(days, f"--top={TOP}"), places):
        hits = {event for event in told if join.overlaps(wanted[event], spans)}
        fresh += bool(hits - met)
        met |= hits
    print(f"top {TOP}: {fresh} lines tell of an event of the gold that no other tells of; {len(met & set(most))} of the {len(most)} "
          "that most articles tell of")


if __name__ == "__main__":
    score_articles()
    score_corpus()
