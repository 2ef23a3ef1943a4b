"""What the runners share: the articles, how a story is written, and what a run costs.

A runner writes OUT/<id>.json for each article GOLD/<id>.txt: the part of dateline's story JSON that score_events.py reads,
and as "main" the id of the event that it holds to be the article's first. OUT/cost holds processor seconds and memory.
"""
import json, os, resource, time


def articles(gold):
    """[(id, text, day of publication)]"""
    out = []
    for name in sorted(os.listdir(gold)):
        if name.endswith(".json"):
            with open(os.path.join(gold, name), encoding="utf-8") as f:
                day = json.load(f)["published"]
            with open(os.path.join(gold, name[:-5] + ".txt"), encoding="utf-8", newline="") as f:
                out.append((name[:-5], f.read(), day))
    return out


def write(out, name, story):
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, name + ".json"), "w", encoding="utf-8") as f:
        json.dump(story, f, ensure_ascii=False, indent=1)


def event(number, spans, actors, edtf, reality="actual", place=None):
    return {"id": f"e{number}", "reality": reality, "place": {"name": place} if place else None,
            "date": {"edtf": edtf} if edtf else None, "participants": [{"actor": actor} for actor in actors],
            "mentions": [{"trigger": {"start": start, "end": end}} for start, end in spans]}


class Cost:
    """Processor seconds and peak memory of this process and of another; the time up to the call of start() is not counted."""

    def __init__(self, other=None):
        self.other = other

    def start(self):
        self.begun = self.seconds()

    def seconds(self):
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime + self.other_seconds()

    def other_seconds(self):
        if not self.other:
            return 0
        with open(f"/proc/{self.other}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def other_peak(self):
        if not self.other:
            return 0
        with open(f"/proc/{self.other}/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmHWM"))

    def write(self, out, count, peak=None):
        """peak: KiB, where it is not that of the processes themselves."""
        peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + self.other_peak()
        with open(os.path.join(out, "cost"), "w") as f:
            json.dump({"articles": count, "cpu": self.seconds() - self.begun, "peak": peak}, f)
