#!/usr/bin/env python3
"""Join two readings of an article into one gold, and say how far the readers agree.

usage: join.py                agreement of all pairs articles/<id>.first.json, articles/<id>.second.json
       join.py --shared=DIR   also writes DIR/<id>.json and DIR/<id>.txt: offsets of triggers, tiers in words

What both readers give is wanted, what one gives is fair: neither missed nor wrong. Two events are one when their triggers
overlap, or when the trigger of one is among the other words ("also") of the other and their dates do not contradict.
"""
import json, os, re, sys
from itertools import product

import score

HERE = os.path.dirname(os.path.abspath(__file__))
ARTICLES = os.path.join(HERE, "articles")


def names_of(actor):
    return {score.plain(name) for name in [actor["name"], *actor["aliases"]]} - {""}


def match_actors(first, second):
    """Id of the second reading -> id of the first; of an actor that the first lacks, its own id after "second-"."""
    found = {}
    for actor in second["actors"]:
        shared = [(len(names_of(actor) & names_of(other)), other["id"]) for other in first["actors"]]
        best = max(shared, default=(0, ""))
        found[actor["id"]] = best[1] if best[0] else "second-" + actor["id"]
    return found


def renamed(events, ids):
    out = []
    for event in events:
        event = dict(event)
        for key in ("who", "whom", "either"):
            event[key] = [ids[actor] for actor in event.get(key, [])]
        event["source"] = ids.get(event.get("source"))
        out.append(event)
    return out


def overlaps(left, right):
    return any(a < d and c < b for (a, b), (c, d) in product(left, right))


def agree_on_date(a, b):
    """The dates that both accept; None among them when both leave it open."""
    both = [None] if None in a["date"] and None in b["date"] else []
    both += [one for one in a["date"] if one and score.verdict(one, b["date"]) == "right"]
    return both + [one for one in b["date"] if one and one not in both and score.verdict(one, a["date"]) == "right"]


def pair_events(first, second, text):
    """Pairs of indexes, each index once; the closest first."""
    spans = [[score.gold_spans(event, text) for event in events] for events in (first, second)]
    close = []
    for (i, a), (j, b) in product(enumerate(first), enumerate(second)):
        if overlaps(spans[0][i][:1], spans[1][j][:1]):
            close.append((0, not agree_on_date(a, b), i, j))
        elif agree_on_date(a, b) and (overlaps(spans[0][i][:1], spans[1][j]) or overlaps(spans[0][i], spans[1][j][:1])):
            close.append((1, False, i, j))
    taken, pairs = (set(), set()), []
    for _, _, i, j in sorted(close):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def people(event):
    return {*event["who"], *event["whom"]}


def join_events(a, b):
    both = people(a) & people(b)
    triggers = [b["trigger"]] if b["trigger"] != a["trigger"] else []
    return {**a, "also": sorted({*a["also"], *b["also"], *triggers}),
            "who": [one for one in a["who"] if one in both], "whom": [one for one in a["whom"] if one in both and one not in a["who"]],
            "either": sorted({*people(a), *people(b), *a["either"], *b["either"]}),
            "date": agree_on_date(a, b) or [*a["date"], *(one for one in b["date"] if one not in a["date"])],
            "reality": sorted({*a["reality"], *b["reality"]}), "where": a["where"] or b["where"], "source": a["source"] or b["source"],
            "other": {"sentence": b["sentence"], "trigger": b["trigger"]},
            "tier": "O" if "O" in (a["tier"], b["tier"]) else "T" if a["tier"] == b["tier"] == "T" else "A"}


def join(first, second, text):
    ids = match_actors(first, second)
    events = [first["events"], renamed(second["events"], ids)]
    events[0] = [{**event, "either": event.get("either", [])} for event in events[0]]
    pairs = pair_events(*events, text)
    joined = [join_events(events[0][i], events[1][j]) for i, j in pairs]
    for side, part in enumerate(events):
        alone = set(range(len(part))) - {pair[side] for pair in pairs}
        joined += [{**part[i], "tier": "O", "either": sorted({*people(part[i]), *part[i]["either"]})} for i in sorted(alone)]
    actors = {actor["id"]: dict(actor, aliases=list(actor["aliases"])) for actor in first["actors"]}
    for actor in second["actors"]:
        known = actors.setdefault(ids[actor["id"]], {**actor, "id": ids[actor["id"]], "aliases": []})
        known["aliases"] = sorted({*known["aliases"], actor["name"], *actor["aliases"]} - {known["name"]})
    roles = [{(role["actor"], role["of"]) for role in first["roles"]}, {(ids[r["actor"]], ids.get(r["of"])) for r in second["roles"]}]
    return {"id": first["id"], "article": first["article"], "published": first["published"], "actors": list(actors.values()),
            "roles": [{"actor": a, "of": of, "sure": (a, of) in roles[0] & roles[1]} for a, of in sorted(roles[0] | roles[1], key=str)],
            "events": joined, "pairs": [(events[0][i], events[1][j]) for i, j in pairs], "read": events}


def readings():
    """(first, second, text) of every article that two have read."""
    for name in sorted(os.listdir(ARTICLES)):
        if name.endswith(".first.json") and os.path.exists(other := os.path.join(ARTICLES, name.replace(".first.", ".second."))):
            first, second = (json.load(open(path)) for path in (os.path.join(ARTICLES, name), other))
            first["id"] = name[:-len(".first.json")]
            yield first, second, open(os.path.join(ARTICLES, first["id"] + ".txt")).read()


def agreement(golds):
    """F1 of one reader against the other."""
    def f1(shared, one, other):
        return f"{2 * shared / max(one + other, 1):.3f}  ({shared} of {one} and {other})"

    def count(choose):
        read = [sum(choose(event) for event in gold["read"][side]) for gold in golds for side in (0,)], \
               [sum(choose(event) for event in gold["read"][side]) for gold in golds for side in (1,)]
        return sum(read[0]), sum(read[1])
    pairs = [pair for gold in golds for pair in gold["pairs"]]
    timeline, dated = (lambda event: event["tier"] == "T"), (lambda event: None not in event["date"])
    print("events             ", f1(len(pairs), *count(lambda event: event["tier"] != "O" or True)))
    print("of the timeline    ", f1(sum(timeline(a) and timeline(b) for a, b in pairs), *count(timeline)))
    print("dated, the same day", f1(sum(dated(a) and dated(b) and bool(agree_on_date(a, b)) for a, b in pairs), *count(dated)))
    print("participants       ", f1(sum(len(people(a) & people(b)) for a, b in pairs), sum(len(people(a)) for a, _ in pairs),
                                    sum(len(people(b)) for _, b in pairs)))
    print("reality            ", f"{sum(bool({*a['reality']} & {*b['reality']}) for a, b in pairs) / max(len(pairs), 1):.3f}")
    print("roles              ", f1(sum(r["sure"] for g in golds for r in g["roles"]),
                                    sum(len(g["read_roles"][0]) for g in golds), sum(len(g["read_roles"][1]) for g in golds)))


def shared_form(gold, text):
    """As the scorer of events outside this repository reads it."""
    tiers = {"T": "timeline", "A": "minor", "O": "optional"}
    events = []
    for event in gold["events"]:
        spans = [score.gold_spans({**event, "also": []}, text)[0]]
        if "other" in event:
            spans.append(score.gold_spans({**event["other"], "also": []}, text)[0])
        events.append({"spans": sorted(set(spans)), "trigger": event["trigger"], "also": event["also"], "dates": event["date"],
                       "when": event["when"], "reality": event["reality"], "where": event["where"], "tier": tiers[event["tier"]],
                       "who": event["who"], "whom": event["whom"], "either": sorted({*people(event), *event["either"]}),
                       "source": event["source"], **({"country": event["country"]} if "country" in event else {})})
    return {"id": gold["id"], "published": gold["published"], "actors": gold["actors"], "events": events,
            "roles": {"both": [[r["actor"], r["of"]] for r in gold["roles"] if r["sure"]],
                      "either": [[r["actor"], r["of"]] for r in gold["roles"] if not r["sure"]]}}


def main():
    folder = next((a[len("--shared="):] for a in sys.argv[1:] if a.startswith("--shared=")), None)
    golds = []
    for first, second, text in readings():
        gold = join(first, second, text)
        gold["read_roles"] = [{(r["actor"], r["of"]) for r in part["roles"]} for part in (first, second)]
        golds.append(gold)
        if folder:
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, gold["id"] + ".json"), "w") as out:
                json.dump(shared_form(gold, text), out, indent=1, ensure_ascii=False)
            with open(os.path.join(folder, gold["id"] + ".txt"), "w") as out:
                out.write(text)
    print(len(golds), "articles")
    agreement(golds)


if __name__ == "__main__":
    main()
