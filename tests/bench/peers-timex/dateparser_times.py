#!/usr/bin/env python3
"""dateparser over documents: one JSON object a line in, {"id", "times"} a line out, CPU seconds on standard error.

usage: dateparser_times.py < documents.jsonl

It is given one line of text at a time, and its words are looked for in the line, since it tells no offsets. Its period
(year, month, day, time) decides how much of the moment becomes the value.
"""
import json, re, sys, time, warnings
from datetime import datetime

warnings.simplefilter("ignore")
from dateparser.date import DateDataParser
from dateparser.search import search_dates

FORMS = {"year": "%Y", "month": "%Y-%m", "time": "%Y-%m-%dT%H:%M"}


def times(text, day):
    settings = {"RETURN_TIME_AS_PERIOD": True}
    if day:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(day)
    parser = DateDataParser(languages=["en"], settings=settings)
    for line in re.finditer(r"[^\n]+", text):
        at = 0
        for words, moment in search_dates(line[0], languages=["en"], settings=settings) or []:
            start = line[0].find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            period = parser.get_date_data(words).period
            yield {"start": line.start() + start, "end": line.start() + at, "type": "TIME" if period == "time" else "DATE",
                   "value": moment.strftime(FORMS.get(period, "%Y-%m-%d"))}


loaded = time.process_time()
for row in sys.stdin:
    document = json.loads(row)
    try:
        found = list(times(document["text"], document["day"]))
    except Exception as error:
        print(f"{document['id']}: {error!r}", file=sys.stderr)
        found = []
    print(json.dumps({"id": document["id"], "times": found}))
print(f"cpu {loaded:.2f} {time.process_time() - loaded:.2f}", file=sys.stderr)
