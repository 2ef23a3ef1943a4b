#!/usr/bin/env python3
"""Score dateline on the English cases of chrono's test suite, as chrono-cases.js writes them.

usage: chrono_cases.py CASES.json [--dateline PATH] [--errors]

A case is right when dateline finds a time inside the words wanted (or around them) that agrees in all that chrono calls
known: the clock where the hour is known, else the day, else the month, else the year; what chrono fills in itself is not
compared. A range may be one time, or two for its ends. Where chrono names one day for a run or a week of days ("within two weeks",
"next week"), the run that ends with that day, or the week that holds it, is right. A case that wants nothing is right
when no date is given: durations, which chrono does not read, are none.

Left out, and counted apart:
  clock      counted from the clock of the moment of reference ("12 hours ago"): dateline knows the day of publication only
  undated    no moment of reference, and no year in the text: chrono's answer depends on the day it is run
  option     with an option that says more than the text does ("look forward", a table of zones)
  year       wants nothing where the text names a year or half of one ("2012", "2019 to 2020"), which chrono does not read
  vague      "a few days ago" as three days: dateline gives such words no day
  shorthand  commands to a calendar: a sign or a letter for the unit ("-3y", "next tuesday +10 days", "3mo later")
  strict     wants nothing, as the strict or another special parser is asked, where the usual one would answer
"""
import argparse, json, re
from collections import Counter
from datetime import datetime

from times import DAY, Stretch, annotate, stretch

COUNTED_CLOCK = re.compile(r"(\d|\b(an?|the|few|several|half|one|two|three|five|ten|fifteen|thirty|couple|next|last)\b|\bof)\s*-?(hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b", re.I)

YEAR = re.compile(r"\s*\d{4}(\s*(-|to)\s*(\d{4}|\d\d))?\s*|.* half of \d{4}")
VAGUE = re.compile(r"\b(few|several)\b", re.I)
SHORTHAND = re.compile(r"(^|\s)[+-]\s?\d+\s?[a-z]|\d(y|mo|w|d)\b|\b\d+ mon$|\bqtr\b", re.I)
COUNTED = re.compile(r"\b(next|last|past|within|in|after|\+)\b.*\b(days?|weeks?|months?|years?)\b", re.I)


def class_of(case):
    if case["options"]:
        return "option"
    if SHORTHAND.search(case["text"]):
        return "shorthand"
    if not case["found"] and YEAR.fullmatch(case["text"]):
        return "year"
    if not case["found"]:
        return "nothing" if case["mode"] in ("default", "casual") else "strict"
    first = case["found"][0]
    if "hour" in first["start"]["known"] and COUNTED_CLOCK.search(first["text"]):
        return "clock"
    if VAGUE.search(first["text"]):
        return "vague"
    if case["reference"] is None and not re.search(r"\d{4}", case["text"]):
        return "undated"
    return "time"


def size_of(wanted, words):
    """Days that a unit of ours may have at most: those of the smallest thing known, or of the unit that is counted."""
    known = wanted["known"]
    if re.search(r"\bweeks?\b|weekend", words, re.I) and "weekday" not in known[:-1]:
        return 7
    if not known:
        return 92
    return 1 if {"day", "weekday"} & set(known) else 31 if "month" in known else 366


def agrees(mine, wanted, words):
    """Whether a stretch of ours is the moment wanted in all that is known of it."""
    if mine.start is None or wanted["at"].startswith("-"):
        return False
    at, known = datetime.fromisoformat(wanted["at"]), wanted["known"]
    if "hour" in known:
        return mine.clock and mine.start == at
    if mine.clock:
        return mine.start.date() == at.date()
    if mine.end is None:
        return False
    day = datetime(at.year, at.month, at.day)
    is_last = mine.last_start == day and COUNTED.search(words)
    return bool(is_last) or (mine.start <= at < mine.end and mine.end - mine.start <= size_of(wanted, words) * DAY)


def is_same_bce(times, wanted):
    """chrono's -234 is 234 BCE, which is the year -0233 of ISO 8601; datetime holds neither."""
    year, rest = re.fullmatch(r"-(\d+)(-.*)T.*", wanted["at"]).groups()
    return any(time["edtf"] == f"-{int(year) - 1:04}{rest}" for time in times)


def stretches(times, reference):
    """Every reading of the times as (first unit, last unit): each a pair of start and end."""
    single = []
    for time in times:
        edtf = [time["edtf"]] if time["edtf"] else time["candidates"]
        if time["value"] == "PRESENT_REF" and reference:
            edtf = [reference[:10]]
        single.append([units(text) for text in edtf])
    out = [pair for each in single for pair in each if None not in pair]
    if len(single) == 2:
        out += [(a[0], b[1]) for a in single[0] for b in single[1] if a[0] and b[1]]
    return out


def units(edtf):
    first, slash, last = edtf.partition("/")
    first, last = (first, last if slash else first)
    return tuple(stretch(end) if end.strip(".") else Stretch(None, None, False, None) for end in (first, last))


def is_right(case, times):
    if not case["found"]:
        return not any(t["edtf"] or t["candidates"] for t in times)
    wanted = case["found"][0]
    words, end = wanted["text"], wanted["index"] + len(wanted["text"])
    inside = [t for t in times if t["start"] < end and wanted["index"] < t["end"]]
    if any(t["value"] == "PRESENT_REF" for t in inside) and (words.lower() == "now" or wanted["start"]["at"] == case["reference"]):
        return True
    if wanted["start"]["at"].startswith("-"):
        return is_same_bce(inside, wanted["start"])
    for first, last in stretches(inside, case["reference"]):
        whole = Stretch(first.start, last.end, first.clock, last.start)
        if wanted["end"] is None and (agrees(first, wanted["start"], words) or agrees(whole, wanted["start"], words)):
            return True
        if wanted["end"] and agrees(first, wanted["start"], words) and agrees(last, wanted["end"], words):
            return True
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases")
    parser.add_argument("--dateline", default="build/src/cli/dateline")
    parser.add_argument("--errors", action="store_true", help="print each case that is not right")
    options = parser.parse_args()
    held = json.load(open(options.cases))
    cases = [case for case in held["cases"] if case["text"].strip()]
    found = annotate(options.dateline, [(case["text"], (case["reference"] or "")[:10]) for case in cases])
    total, right, per_file = Counter(), Counter(), {}
    for case, times in zip(cases, found):
        kind, good = class_of(case), is_right(case, times)
        total[kind] += 1
        right[kind] += good
        if kind in ("time", "nothing"):
            counts = per_file.setdefault(case["file"].replace(".test.ts", ""), [0, 0])
            counts[0] += good
            counts[1] += 1
            if options.errors and not good:
                want = [(f["text"], f["start"], f["end"]) for f in case["found"]]
                got = [(t["text"], t["value"], t["edtf"], t["candidates"]) for t in times]
                print(f"{case['file']}\t{case['reference']}\t{case['text']!r}\t{want}\t{got}")
    for name, (good, n) in per_file.items():
        print(f"{name:32} {good:3} of {n:3}")
    for kind in ("clock", "undated", "option", "year", "vague", "shorthand", "strict"):
        print(f"left out, {kind:22} {right[kind]:3} of {total[kind]:3} right")
    good, n = right["time"] + right["nothing"], total["time"] + total["nothing"]
    print(f"right: {good} of {n} = {100 * good / n:.1f} % (with a time {right['time']} of {total['time']}, without "
          f"{right['nothing']} of {total['nothing']}); failed by the installed chrono itself: {held['failed']}")


if __name__ == "__main__":
    main()
