"""What the checks of formats have in common: hostile words and dates, and the graph that a story tells."""
import re

HOSTILE = [
    'O\'Brien "the \\ boss"', "line\nbreak\ttab\rreturn", "=cmd|' /C calc'!A0", "</script><script>alert(1)</script>", "\u202egpj.exe",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\U0001f600 astral", "...", "a" * 10000, "end", "x: y; {z} [q] (r) #1 | `b`", "]]> --> <!--",
    "$1 \\x27 \\u0027", "N\u00e9e\u0301 \u738b\u5c0f\u660e", "CON", "-1+2", "@import", "%41", "a,b;c\\,d", "\u0001\u0007control",
]
DATES = ["2022-03-10", "2022-03", "2022", "2022-21", "202X", "2022-03-07/2022-03-13", "2021/2022-03-10", "2022-03-05/..", "../2022-03-12",
         "2022-03~", "2022-03-10?", "-0043-03-15", None]


def torture(story):
    """The same record with hostile words and all kinds of dates in it."""
    for i, actor in enumerate(story["actors"]):
        actor["name"] = HOSTILE[i % len(HOSTILE)]
        actor["aliases"] = [HOSTILE[(i + 7) % len(HOSTILE)]]
    for i, event in enumerate(story["events"]):
        for mention in event["mentions"]:
            mention["label"] = HOSTILE[(i + 3) % len(HOSTILE)]
            mention["text"] = HOSTILE[(i + 5) % len(HOSTILE)]
            mention["date"] = {"edtf": DATES[i % len(DATES)], "basis": "expression", "text": None} if DATES[i % len(DATES)] else None
    story["title"] = HOSTILE[3]
    story["uri"] = "http://example.org/<a>'\"x"
    return story


def line(text):
    """A text as labels have it: one line without what cannot be seen; compared by letters and digits alone"""
    return re.sub(r"[^\w]", "", text or "")


# --- what the story says ---

def story_nodes(story, view):
    parts = {part["actor"] for event in story["events"] for part in event["participants"]}
    nodes = {actor["id"]: (line(actor["name"]), actor["kind"], None, None, None) for actor in story["actors"] if actor["id"] in parts}
    for event in story["events"] if view != "relations" else []:
        date = event["date"] or {}
        edtf = date.get("edtf") and date["edtf"] + (f"T{date['time']}" if date.get("time") else "")
        nodes[event["id"]] = (line(event["label"]), "event", edtf, date.get("earliest"), date.get("latest"))
    return nodes


def story_edges(story, view):
    """(from, to, kind, label or type, count, first, last, events), between those that the view shows"""
    shown = story_nodes(story, view)
    edges = [(r["actor"], r["of"], "office", line(r["role"]), r["status"]) for r in story["roles"] if {r["actor"], r["of"]} <= set(shown)]
    if view == "relations":
        edges += [(r["from"], r["to"], "relation", (r["type"], r["family"], r["directed"]), r["count"], r["first"], r["last"],
                   sorted(r["events"])) for r in story["relations"]]
    else:
        for event in story["events"]:
            edges += [(event["id"], p["actor"], "participant", p["role"]) for p in event["participants"]]
            edges += [(event["id"], actor, "source") for actor in {a["actor"] for a in event["attribution"]} & set(shown)]
            edges += [(event["id"], link["event"], "order", link["relation"]) for link in event.get("order", [])
                      if link["against"] is None and link["event"] in shown]
            edges += [(event["id"], event["place"]["actor"], "place")] if event["place"] and event["place"]["actor"] in shown else []
    return sorted(edges, key=str)
