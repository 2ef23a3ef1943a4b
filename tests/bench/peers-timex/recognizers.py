#!/usr/bin/env python3
"""Score dateline on the English date-time specs of Recognizers-Text (MIT, microsoft/Recognizers-Text, Specs/DateTime/English).

usage: recognizers.py SPEC.json... [--dateline PATH] [--errors]

Each case is a sentence with a moment of reference and the expressions to be found. One counts as right when dateline
finds times inside its words (or around them) whose value is one of those listed, past or future. As TimeML has it,
"from May to June" may be two times, and "since 2014" may be the time 2014: the words around it belong to the sentence.
The specs give no sizes, so some values are the same thing said otherwise, and count as right: the end of a range as the
first day of its last unit ("2014-2018" ends on 2018-01-01); a number of months or years from now as the month or year
that holds the day; a run of days with or without the day of reference; "end of tomorrow" as the day with mod END;
seconds are not compared.

Left out, and counted apart:
  set, duration     name no point of past or future
  timezone          nor does a zone alone
  unresolved        values that the spec itself does not resolve ("2015-02-30", "this school year")
  clock             counted from the clock of the moment of reference ("in 30 minutes"): dateline knows the day of publication only
  alternatives      "Monday or Tuesday" as one expression with a list
  reference         the spec itself marks what the words point at as undefined ("the same week" alone)
  meal              "before lunch": hours of meals are an idea of the suite, TIMEX3 has no value for them
  title             "partner of the year" names an award, "the year before 2015" no current year, as the spec has it
  score             a weekday beside bare hours ("Monday 3-8") reads as the score of a match in news, and is refused
Cases with nothing to be found are counted for false alarms only.
"""
import argparse, json, re
from collections import Counter
from datetime import datetime, timedelta

from times import DAY, Stretch, annotate, stretch

KINDS = ("date", "daterange", "datetime", "datetimerange", "time", "timerange")
AWARD = re.compile(r"\bpartner of $", re.I)
YEAR_BEFORE = re.compile(r" before\b")
SCORE = re.compile(r"(next )?\w+day( morning)? \d{1,2}-\d{1,2}|\d{1,2}-\d{1,2} (next )?\w+day", re.I)
PARTS = {"start": "START", "mid": "MID", "end": "END"}
COUNTED = re.compile(r"\b(days?|weeks?|fortnight|months?|years?|quarters?|decades?)\b", re.I)
CLOCK_WORDS = re.compile(r"(?<![a-z])(hours?|hrs?|h|minutes?|mins?|seconds?|secs?)\b", re.I)


def moment(text):
    """A datetime, or a clock time as an offset, of what the specs write; None for anything else."""
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form)
        except (TypeError, ValueError):
            pass
    clock = re.fullmatch(r"(\d\d):(\d\d):\d\d", text or "")
    return clock and timedelta(hours=int(clock[1]), minutes=int(clock[2]))


def resolutions(value):
    """The values of an expression as dicts with timex, Mod and value or start/end, in either layout of the specs."""
    if "values" in value:
        return value["values"] or []
    out = []
    for side in ("FutureResolution", "PastResolution"):
        held = value.get(side) or {}
        row = {"timex": value.get("Timex", ""), "Mod": value.get("Mod")}
        for key, text in held.items():
            row["start" if key.startswith("start") else "end" if key.startswith("end") else "value"] = text
        out.append(row)
    return out


def read(path):
    """(text, reference, [(start, end, kind, [resolution])]) of each case."""
    for case in json.load(open(path, encoding="utf-8-sig")):
        wanted = []
        for result in case["Results"]:
            kind = (result.get("TypeName") or result.get("Type") or "").replace("datetimeV2.", "")
            words, start = result.get("Text", ""), result.get("Start")
            if start is None:
                start = max(case["Input"].lower().find(words.lower()), 0)
            wanted.append((start, start + len(words), kind, resolutions(result.get("Resolution") or result.get("Value") or {})))
        yield case["Input"], (case.get("Context") or {}).get("ReferenceDateTime"), wanted


def class_of(text, expression, reference):
    """A class to be left out, or the kind that is scored."""
    start, end, kind, values = expression
    if kind not in KINDS:
        return "alternatives" if kind == "datetimealt" else kind or "untyped"
    resolved = [v for v in values if moment(v.get("value")) or moment(v.get("start")) or moment(v.get("end"))]
    if not resolved:
        return "unresolved"
    if any("ref_undef" in (v.get("Mod"), v.get("sourceEntity")) for v in values):
        return "reference"
    if re.search(r"TME[BLD]", resolved[0]["timex"]):
        return "meal"
    if text[start:end].lower() in ("the year", "the month", "the week", "the day") and (
            AWARD.search(text[:start]) or YEAR_BEFORE.match(text[end:])):
        return "title"
    if SCORE.fullmatch(text[start:end]):
        return "score"
    counted = CLOCK_WORDS.search(text[start:end]) and kind.startswith("datetime")
    if counted and re.search(r"T\d\d:\d\d:\d\d|PT", resolved[0]["timex"]):
        return "clock"
    return kind


def matches_clock(mine, wanted):
    """A time of day: the clock alone, whatever the day."""
    start, end = moment(wanted.get("value") or wanted.get("start")), moment(wanted.get("end"))
    if not mine.clock or mine.start is None:
        return False
    if start is None or end is None:
        return time_of_day(mine.start) == (end if start is None else start)
    return time_of_day(mine.start) == start and time_of_day(mine.end) == end


def time_of_day(at):
    return at - datetime(at.year, at.month, at.day)


def is_close(a, b, days):
    return a is not None and b is not None and abs(a - b) <= days * DAY


def matches_stretch(mine, wanted, counted):
    """@counted: the words count months, years or a run of days from the reference."""
    value, start, end = (to_minute(moment(wanted.get(key))) for key in ("value", "start", "end"))
    if value is not None:
        if mine.start == value and (mine.clock or mine.end == value + DAY):
            return True
        if mine.mod == "END" and mine.end is not None and is_close(mine.end, value, 1 / 1440):
            return True
        return counted and None not in mine[:2] and mine.start <= value < mine.end and mine.end - mine.start > 27 * DAY
    if start is not None and end is not None:
        if mine.start == start and end in (mine.end, mine.last_start, mine.end and mine.end - DAY):
            return True
        return counted and is_close(mine.start, start, 1) and is_close(mine.end, end, 1)
    if wanted.get("Mod") is None:
        return False
    if start is not None:
        return start in (mine.start, mine.end)
    return end is not None and end in (mine.start, mine.end, mine.last_start)


def to_minute(at):
    return at.replace(second=0) if isinstance(at, datetime) else at


def matches_timex(time, wanted):
    """Equal TIMEX3 values: PRESENT_REF, TMO, 2016-SU with their mods; for TEV of some day, the day is compared, too."""
    timex, mod, value = wanted.get("timex", ""), wanted.get("Mod"), time["value"] or ""
    part = re.fullmatch(r"(.*)T([A-Z]{2})", timex)
    if mod in PARTS and time["mod"] != PARTS[mod]:
        return False
    if part:
        day = (wanted.get("start") or "")[:10] if part[1] else ""
        return value.endswith("T" + part[2]) and value.startswith(day)
    if not timex or timex.startswith("(") or not re.fullmatch(re.escape(timex).replace("X", r"[\dX]"), value):
        return False
    year = next((t[:4] for t in (wanted.get("value"), wanted.get("start"), wanted.get("end")) if t and t[:4].isdigit()), None)
    return not (timex.startswith("XXXX") and year and value[:4] != year)


def readings(times, reference):
    """The stretches that some times stand for: each alone with its candidates, and the range from the first to the last."""
    single = []
    for time in times:
        edtf = [time["edtf"]] if time["edtf"] else time["candidates"]
        if time["value"] == "PRESENT_REF" and reference:
            edtf = [reference[:10]]
        single.append([s._replace(mod=time["mod"]) for s in map(stretch, edtf) if s])
    out = [s for each in single for s in each]
    if len(times) == 2 and all(single):
        out += [Stretch(a.start, b.end, a.clock or b.clock, b.start, None) for a in single[0] for b in single[1]]
    return out


def is_pair(mine, wanted):
    """One of two days named together, "18 and 19 June"."""
    value = moment(wanted.get("value"))
    return None not in mine[:2] and mine.end - mine.start == 2 * DAY and value in (mine.start, mine.last_start)


def has_day(time, wanted):
    """One time for a day and its clock, where the specs have two: the day is right."""
    value = moment(wanted.get("value"))
    mine = stretch(time["edtf"] or "") if isinstance(value, datetime) else None
    return mine is not None and mine.clock and mine.start is not None and mine.start - time_of_day(mine.start) == value


def is_right(text, expression, times, reference):
    start, end, kind, values = expression
    inside = [t for t in times if t["start"] < end and start < t["end"]]
    counted = COUNTED.search(text[start:end]) is not None
    for wanted in values:
        if any(matches_timex(t, wanted) for t in inside):
            return True
        if kind == "date" and any(has_day(t, wanted) and t["end"] > end for t in inside):
            return True
        for mine in readings(inside, reference):
            if kind in ("time", "timerange"):
                if matches_clock(mine, wanted):
                    return True
            elif matches_stretch(mine, wanted, counted) or (kind == "date" and is_pair(mine, wanted)):
                return True
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("specs", nargs="+")
    parser.add_argument("--dateline", default="build/src/cli/dateline")
    parser.add_argument("--errors", action="store_true", help="print each expression that is not right")
    options = parser.parse_args()
    cases = [(path.rsplit("/", 1)[-1], *case) for path in options.specs for case in read(path)]
    found = annotate(options.dateline, [(text, reference and reference[:10]) for _, text, reference, _ in cases])
    total, right, touched, silent, alarms, per_file = Counter(), Counter(), Counter(), 0, 0, {}
    for (name, text, reference, wanted), times in zip(cases, found):
        if not wanted:
            silent += 1
            alarms += bool(times)
        for expression in wanted:
            kind = class_of(text, expression, reference)
            good = is_right(text, expression, times, reference)
            total[kind] += 1
            right[kind] += good
            touched[kind] += any(t["start"] < expression[1] and expression[0] < t["end"] for t in times)
            if kind in KINDS:
                held = per_file.setdefault(name, Counter())
                held["all"] += 1
                held["right"] += good
            if options.errors and not good and kind in KINDS:
                got = [(t["text"], t["value"], t["edtf"], t["mod"], t["candidates"]) for t in times]
                want = [[v for k, v in r.items() if k not in ("type", "sourceEntity") and v] for r in expression[3]]
                print(f"{kind}\t{reference}\t{text}\t[{text[expression[0]:expression[1]]}]\t{want}\t{got}")
    print(f"{'class':14} {'cases':>5} {'found':>5} {'right':>5}")
    for kind in sorted(total, key=lambda k: (k not in KINDS, -total[k])):
        print(f"{kind:14} {total[kind]:5} {touched[kind]:5} {right[kind]:5}{'' if kind in KINDS else '   left out'}")
    for name, held in per_file.items():
        print(f"{name}: {held['right']} of {held['all']} = {100 * held['right'] / held['all']:.1f} %")
    n = sum(total[k] for k in KINDS)
    print(f"right: {sum(right[k] for k in KINDS)} of {n} = {100 * sum(right[k] for k in KINDS) / max(n, 1):.1f} %; "
          f"found: {100 * sum(touched[k] for k in KINDS) / max(n, 1):.1f} %; false alarms: {alarms} of {silent} cases without a time")


if __name__ == "__main__":
    main()
