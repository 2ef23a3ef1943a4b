"""What the scorers of this folder share: dateline run over many short texts at once, and EDTF as stretches of time."""
import json, os, re, subprocess, tempfile
from calendar import monthrange
from datetime import datetime, timedelta
from typing import NamedTuple, Optional

DAY = timedelta(1)
SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


def annotate(dateline, texts):
    """The times of each (text, publication day), in order; one process for all. A text that is not read has none."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, f"{i:05}.txt") for i in range(len(texts))]
        for path, (text, _) in zip(paths, texts):
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        with open(os.path.join(folder, "days.tsv"), "w") as f:
            f.writelines(f"{path}\t{day}\n" for path, (_, day) in zip(paths, texts) if day)
        with open(os.path.join(folder, "list"), "w") as f:
            f.write("\n".join(paths))
        done = subprocess.run([dateline, "annotate", "-q", "-j1", "--dates", f.name.replace("list", "days.tsv"),
                               "--files-from", f.name], capture_output=True, text=True)
        found = {}
        for line in done.stdout.splitlines():
            document = json.loads(line)
            found[document["uri"]] = document
        if not found:
            raise SystemExit(f"{dateline} read nothing: {done.stderr[-400:]}")
        return [times_of(found.get(path), text) for path, (text, _) in zip(paths, texts)]


def times_of(document, text):
    """The times, or none where the reader changed the text so that offsets would not fit."""
    return document["times"] if document and document["text"].rstrip() == text.rstrip() else []


class Stretch(NamedTuple):
    """An EDTF date as a stretch: end exclusive; an open end is None; last_start is where its last unit begins."""
    start: Optional[datetime]
    end: Optional[datetime]
    clock: bool
    last_start: Optional[datetime]
    mod: Optional[str] = None


def unit(start, end, clock=False):
    return Stretch(start, end, clock, start)


def point(text):
    """The stretch of an EDTF point; None for one that datetime cannot hold."""
    text = re.sub("[~?%]", "", text)
    clock = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d).*", text)
    if clock:
        start = datetime.fromisoformat(clock[1]) + timedelta(hours=int(clock[2]), minutes=int(clock[3]))
        return unit(start, start, True)
    if not re.fullmatch(r"\d[\dX]{3}(-\d\d(-\d\d)?)?", text) or text.startswith(("0000", "9999")):
        return None
    if "X" in text:
        first = max(int(text.replace("X", "0")), 1)
        return unit(datetime(first, 1, 1), datetime(int(text.replace("X", "9")) + 1, 1, 1))
    year, month, day = (list(map(int, text.split("-"))) + [0, 0])[:3]
    if day:
        return unit(datetime(year, month, day), datetime(year, month, day) + DAY)
    if not month:
        return unit(datetime(year, 1, 1), datetime(year + 1, 1, 1))
    last = SEASON_MONTH[month] + 2 if month > 12 else month
    month = SEASON_MONTH.get(month, month)
    year_end, last = (year + 1, last - 12) if last > 12 else (year, last)
    return unit(datetime(year, month, 1), datetime(year_end, last, monthrange(year_end, last)[1]) + DAY)


def stretch(edtf):
    """The stretch of an EDTF date, or None."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return point(edtf)
    start = point(first) if first.strip(".") else unit(None, None)
    end = point(last) if last.strip(".") else unit(None, None)
    return start and end and Stretch(start.start, end.end, start.clock or end.clock, end.start)
