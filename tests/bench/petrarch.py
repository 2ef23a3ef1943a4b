#!/usr/bin/env python3
"""Read the unit tests of PETRARCH2 with this program's own parser, their actor dictionary as a user's lexicon.

usage: petrarch.py [--errors] DATELINE PETR.UnitTest.records.xml PETR.Validate.actors.txt

Both files are in openeventdata/petrarch2 (MIT). Each sentence is an article of its own, published on its day. A coding (source,
target, event code) is right when an event has its PLOVER root, its source as one who acts (or as counterpart) and its target
as one on the other side. Source and target are compared by the first three letters of their codes, the state or body that
all codes begin with; "---" stands for anybody or nobody. The code of an actor is that of the dictionary's name that it bears,
or that one of its names holds; where an event takes place is a side of it too (a visit to Gondor). Codings whose event code is made up (its root is none of
WEIS's 01 to 22) are left out: the dictionary of verbs that gives them is not read. WEIS codes a plan as what is planned, so the root
of the class counts as well as that of the event. Prints the share of codings that are right and, for the others,
how often each kind of failure occurs.
"""
import json, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as xml
from collections import Counter

# The tests mix two schemes, and nothing in them says which is meant: most codes are those of WEIS (McClelland 1976), which
# cuts some acts otherwise than PLOVER does, some those of CAMEO. A root may be any of these.
WEIS = {"01": "YIELD",  # yield
        "02": "SAY",  # comment
        "03": "CONSULT",  # consult
        "04": "SUPPORT",  # approve
        "05": "AGREE",  # promise
        "06": "SUPPORT AID COOPERATE YIELD",  # grant: ties, asylum, truce, release
        "07": "AID COOPERATE",  # reward
        "08": "AGREE SUPPORT COOPERATE",  # agree: sign is SUPPORT in PLOVER
        "09": "REQUEST",  # request
        "10": "REQUEST AGREE",  # propose, offer
        "11": "REJECT",  # reject
        "12": "ACCUSE",  # accuse
        "13": "PROTEST ACCUSE",  # protest, complain
        "14": "REJECT SAY",  # deny
        "15": "REQUEST",  # demand
        "16": "THREATEN",  # warn
        "17": "THREATEN",  # threaten
        "18": "PROTEST MOBILIZE",  # demonstrate
        "19": "SANCTION REJECT COERCE",  # reduce relationship
        "20": "SANCTION COERCE",  # expel
        "21": "COERCE ASSAULT",  # seize
        "22": "ASSAULT"}  # force
CAMEO = {"01": "SAY", "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "YIELD",
         "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE",
         "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"}
CLASSES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/lexicon/classes.tsv")
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
SOURCE = {"agent", "counterpart"}
TARGET = {"counterpart", "patient", "recipient", "beneficiary", "topic"}
PERSONS = re.compile(r"^(president|prince|sam|hamfast|elfstan|doderic)\b")


def bounds(restriction):
    """First and last day, as numbers, of "<950601", "> 990816", "20100109-20100112"."""
    days = [int(d) if len(d) == 8 else int(f"19{d}") for d in re.findall(r"\d+", restriction)]
    return (0, days[0]) if "<" in restriction else (days[0], 10**8) if ">" in restriction else (days[0], days[-1])


def actors_of(path):
    """[([(code, first day, last day)], [name])] of a PETRARCH dictionary of actors"""
    out = []
    for line in open(path, encoding="utf-8"):
        line = re.sub(r"#.*|<! ?--.*|.*-->", "", line).rstrip()
        if line.startswith("&"):
            break
        name, code = re.match(r"[^\[]*", line)[0], re.search(r"\[([^ \]<>]+)\s*([^\]]*)\]", line)
        name = " ".join(name.replace("_", " ").split())
        if name.startswith("+") and out:
            out[-1][1].append(name[1:].strip())
        elif re.match(r"[A-Z]", name):
            out.append(([], [name]))
        if code and out:
            out[-1][0].append((code[1].upper(), *(bounds(code[2]) if code[2] else (0, 10**8))))
    return out


def on_day(actors, day):
    """[(code, names)] on @day: a code that is limited to some days goes before one that is not"""
    number, out = int(day.replace("-", "")), []
    for codes, names in actors:
        fits = sorted((last - first, code) for code, first, last in codes if first <= number <= last)
        out += [(code, names) for code in (fits[0][1].split("/") if fits else []) if code[0].isalpha()]
    return out


def title(name):
    return " ".join(w if re.search(r"\.\w|^(UN|PLO|IMF|UAE|USA|USSR|KU|AU)$", w) else w.capitalize() for w in name.split())


def lexicon(actors):
    """The dictionary as a user's lexicon, each name once"""
    seen, rows = set(), []
    for codes, names in actors:
        code = codes[0][0] if codes else ""
        names = [n for n in dict.fromkeys(names) if re.sub("^the ", "", n.lower()) not in seen]
        seen |= {re.sub("^the ", "", n.lower()) for n in names}
        if names:
            kind = "person" if PERSONS.match(names[0].lower()) else "country" if len(code) == 3 else "organisation"
            rows.append("\t".join(["actor", title(names[0]), "|".join(title(n) for n in names[1:]), kind]))
    return "\n".join(rows) + "\n"


def records(path):
    """[(name, day, text, [(source, target, code)])]"""
    out = []
    for s in xml.parse(path).getroot().iter("Sentence"):
        text = " ".join((s.findtext("Text") or "").split())
        codings = [tuple(c.get(k, "").strip() for k in ("sourcecode", "targetcode", "eventcode")) for c in s.findall("EventCoding")]
        day = s.get("date", "19950101")
        out.append((s.get("id"), f"{day[:4]}-{day[4:6]}-{day[6:8]}", text, [c for c in codings if c[2]]))
    return out


def read(dateline, items, actors):
    """{number: record}"""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/mine.lexicon", "w", encoding="utf-8") as f:
            f.write(lexicon(actors))
        with open(f"{folder}/days.list", "w", encoding="utf-8") as f:
            f.writelines(f"{n:04}.txt\t{day}\n" for n, (_, day, _, _) in enumerate(items))
        for n, (_, _, text, _) in enumerate(items):
            with open(f"{folder}/{n:04}.txt", "w", encoding="utf-8") as f:
                f.write(text + "\n")
        done = subprocess.run([dateline, "extract", "-q", f"--lexicon={folder}/mine.lexicon", f"--dates={folder}/days.list", folder],
                              capture_output=True)
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        found[int(os.path.basename(record["uri"])[:4])] = record
    return found


def coder(actors):
    """A function from the names of an actor to its codes"""
    names = sorted(((n.lower(), code) for code, all in actors for n in all), key=lambda x: -len(x[0]))

    def codes(actor):
        texts = [n.lower() for n in [actor["name"], *actor["aliases"]]]
        exact = {code for n, code in names if n in texts}
        longest = next((n for n, _ in names if any(re.search(rf"\b{re.escape(n)}", t) for t in texts)), None)
        return exact or {code for n, code in names if n == longest}
    return codes


def same(code, codes):
    return code.startswith("---") or any(c[:3] == code[:3] for c in codes)


def judge(coding, record, codes, types):
    source, target, code = coding
    want = f"{WEIS[code[:2]]} {CAMEO.get(code[:2], '')}".split()
    people = {a["id"]: codes(a) for a in record["actors"]}
    sides = []
    for event in record["events"]:
        who = {c for p in event["participants"] if p["role"] in SOURCE for c in people[p["actor"]]}
        whom = {c for p in event["participants"] if p["role"] in TARGET for c in people[p["actor"]]}
        place = (event.get("place") or {}).get("actor")
        whom |= people[place] if place in people else set()
        # both sides of a symmetric act act
        if sum(p["role"] == "agent" for p in event["participants"]) > 1:
            whom |= who
        kinds = {YIELD.get(k, k) for k in (event["type"], types.get(event["class"]))}
        sides.append((bool(kinds & set(want)), same(source, who), same(target, whom), same(source, whom) and same(target, who)))
    if any(k and s and t for k, s, t, _ in sides):
        return "right"
    if not record["events"]:
        return "no event"
    everybody = {c for all in people.values() for c in all}
    if not same(source, everybody) or not same(target, everybody):
        return "a name of the dictionary not found"
    if any(k and b for k, _, _, b in sides):
        return "source and target exchanged"
    if any(s and t for _, s, t, _ in sides):
        return "both sides right, another root"
    if any(k and s for k, s, _, _ in sides):
        return "root and source right, target not there"
    if any(k and t for k, _, t, _ in sides):
        return "root and target right, source not there"
    return "root right, sides wrong" if any(k for k, *_ in sides) else "no event of this root"


def main():
    errors = "--errors" in sys.argv
    dateline, path, dictionary = [a for a in sys.argv[1:] if a != "--errors"]
    actors, items = actors_of(dictionary), records(path)
    found = read(os.path.abspath(dateline), items, actors)
    rows = [line.split("\t") for line in open(CLASSES, encoding="utf-8") if not line.startswith("#")]
    types = {row[0]: row[rows[0].index("type")] for row in rows}
    verdicts, made_up = Counter(), 0
    for n, (name, day, text, codings) in enumerate(items):
        codes = coder(on_day(actors, day))
        for coding in codings:
            if coding[2][:2] not in WEIS:
                made_up += 1
                continue
            verdict = judge(coding, found.get(n, {"events": [], "actors": []}), codes, types)
            verdicts[verdict] += 1
            if errors and verdict != "right":
                print(f"{name}: {verdict}: {' '.join(coding)}: {text}")
    total = verdicts.total()
    print(f"sentences {len(items)}, read {len(found)}; codings {total + made_up}, with a made-up code {made_up}")
    for verdict, n in verdicts.most_common():
        print(f"{n:4} {100 * n / total:5.1f} %  {verdict}")
    print(f"right {verdicts['right']}/{total} = {100 * verdicts['right'] / max(total, 1):.1f} %")


if __name__ == "__main__":
    main()
