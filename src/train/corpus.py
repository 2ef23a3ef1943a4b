"""Corpora as sentences: UD treebanks, GUM's Entity= spans as names, and column files of names.

A token keeps what the heads learn; None means "not annotated here", and the loss of that head skips the token.
"""
import re
from dataclasses import dataclass, replace

NAME_TYPES = ("PER", "ORG", "LOC", "MISC")


@dataclass
class Token:
    form: str
    upos: str = None
    xpos: str = None
    head: int = None        # 0 is the root, tokens count from 1
    deprel: str = None
    name: str = None        # BILOU tag
    lemma: str = None
    predicate: str = None   # class of roles.py; None: no roles annotated in this sentence
    args: dict = None       # of a predicate: number of an argument's head (from 1) → role


def copy_sentence(tokens):
    return [replace(t) for t in tokens]


def bilou(n, spans):
    """n tags for spans (first, last, type), both ends included"""
    tags = ["O"] * n
    for first, last, kind in spans:
        if first == last:
            tags[first] = "U-" + kind
        else:
            tags[first], tags[last] = "B-" + kind, "L-" + kind
            for i in range(first + 1, last):
                tags[i] = "I-" + kind
    return tags


def spans_of(tags):
    """the spans (first, last, type) of BILOU, BIO or IOB tags"""
    out, start, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        prefix, _, name = (tag or "O").partition("-")
        goes_on = start is not None and prefix in "IL" and name == kind
        if start is not None and not goes_on:
            out.append((start, i - 1, kind))
            start = None
        if start is None and name:
            start, kind = i, name
        if prefix in "LU" and start is not None:
            out.append((start, i, kind))
            start = None
    return out


def read_conllu(path):
    """[(comments, rows)] without ranges and empty nodes"""
    comments, rows = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
            elif line:
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def read_treebank(path, names=False, roles=None):
    """names: derive BILOU tags from Entity= in MISC (GUM); roles: what roles.read() gave"""
    sentences, reader = [], EntityReader()
    for comments, rows in read_conllu(path):
        tokens = [Token(r[1], r[3], r[4], int(r[6]), r[7], lemma=r[2]) for r in rows]
        if names:
            spans = reader.spans([r[9] for r in rows])
            for token, tag in zip(tokens, bilou(len(tokens), name_spans(tokens, spans))):
                token.name = tag
        if roles:
            roles.annotate(tokens, comments)
        sentences.append(tokens)
    return sentences


class EntityReader:
    """Entity=(1-person-…(2-place-…)1) in MISC → (first, last, type); brackets may close in a later token"""

    def spans(self, misc):
        opened, out = {}, []
        for i, field in enumerate(misc):
            value = re.search(r"Entity=([^|]*)", field)
            for part in re.findall(r"\([^()]*\)?|[^()]+\)", value[1] if value else ""):
                if part.startswith("("):
                    identifier, kind = part.strip("()").split("-")[:2]
                    if part.endswith(")"):
                        out.append((i, i, kind))
                    else:
                        opened.setdefault(identifier, []).append((i, kind))
                elif opened.get(part[:-1]):
                    first, kind = opened[part[:-1]].pop()
                    out.append((first, i, kind))
        return out


KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "abstract": "MISC", "object": "MISC",
         "animal": "MISC", "plant": "MISC", "substance": "MISC"}
TITLES = set("president minister secretary chancellor king queen prince princess mr. mrs. ms. dr. prof. sir lord lady "
             "general gen. senator sen. captain colonel professor mayor governor judge justice pope saint st. god mom "
             "dad mum uncle aunt premier ambassador director chairman".split())
DEMONYMS = set("""american british english french german russian ukrainian chinese japanese indian pakistani iranian iraqi
israeli palestinian syrian turkish greek italian spanish portuguese dutch belgian swiss austrian polish czech hungarian
romanian bulgarian serbian croatian bosnian albanian swedish norwegian danish finnish irish scottish welsh canadian mexican
brazilian argentine chilean colombian venezuelan cuban peruvian egyptian libyan tunisian algerian moroccan sudanese
ethiopian kenyan nigerian ghanaian african european asian arab jewish muslim christian islamic catholic australian korean
vietnamese thai indonesian malaysian filipino afghan saudi yemeni jordanian lebanese kurdish armenian georgian belarusian
lithuanian latvian estonian western latin roman protestant soviet texan californian hindu buddhist""".split())


def name_spans(tokens, mentions):
    """the proper names inside entity mentions: long mentions first, no overlaps"""
    taken, out = [False] * len(tokens), []
    for first, last, kind in sorted(mentions, key=lambda m: (m[0] - m[1], m[0])):
        kind = KINDS.get(kind)
        span = kind and name_in_mention(tokens, first, last, kind)
        if span and not any(taken[span[0]:span[1] + 1]):
            if kind == "PER" and tokens[span[1]].form.lower().rstrip("s") in DEMONYMS:
                kind = "MISC"
            taken[span[0]:span[1] + 1] = [True] * (span[1] - span[0] + 1)
            out.append((*span, kind))
    for i, token in enumerate(tokens):
        if not taken[i] and token.form[:1].isupper() and token.form.lower() in DEMONYMS:
            out.append((i, i, "MISC"))
    return sorted(out)


def name_in_mention(tokens, first, last, kind):
    """the name around the head of a mention: "the late [Ada Lovelace]", "[University of Portsmouth]\""""
    heads = [i for i in range(first, last + 1) if not first <= tokens[i].head - 1 <= last]
    if len(heads) != 1 or tokens[heads[0]].upos != "PROPN" or not tokens[heads[0]].form[:1].isupper():
        return None
    head = heads[0]
    if kind == "PER" and tokens[head].form.lower() in TITLES and not flat_children(tokens, head):
        return None
    left = head
    while left > first and part_of_name(tokens, left - 1, head, kind):
        left -= 1
    right = head
    while right < last and follows_in_name(tokens, right + 1, head, kind):
        right += 1
    while right > head and not tokens[right].form[:1].isalnum():
        right -= 1
    while left < head and not tokens[left].form[:1].isalnum():
        left += 1
    if kind in ("ORG", "LOC", "MISC"):
        right = extend_of(tokens, right, last)
    return left, right


def flat_children(tokens, head):
    return any(t.head - 1 == head and t.deprel.startswith("flat") for t in tokens)


def part_of_name(tokens, i, head, kind):
    token = tokens[i]
    if token.deprel == "nmod:desc" and kind == "PER" or token.deprel in ("det", "case", "cc", "nmod:poss"):
        return False
    if kind == "PER" and token.form.lower() in TITLES:
        return False
    if token.upos == "PUNCT":
        return token.form in "-–." or False
    if kind == "PER" and token.deprel == "amod" and token.xpos == "JJ":
        return False
    return token.form[:1].isupper() and token.upos in ("PROPN", "ADJ", "NOUN", "NUM") and token.form.lower() not in DEMONYMS or (
        token.form[:1].isupper() and token.form.lower() in DEMONYMS and kind == "ORG" and token.xpos == "NNP")


def follows_in_name(tokens, i, head, kind):
    token = tokens[i]
    if token.deprel.startswith("flat") and token.head - 1 <= i:
        return True
    if token.upos == "PUNCT" and token.form in ("-", "–"):
        return i + 1 < len(tokens) and tokens[i + 1].form[:1].isupper()
    return kind != "PER" and token.head - 1 == head and token.upos in ("PROPN", "NUM") and token.deprel in ("compound", "nmod:unmarked")


def extend_of(tokens, right, last):
    """"University" + "of Portsmouth": of, the and capitalised nouns up to the end of the mention"""
    i, best = right + 1, right
    if i <= last and tokens[i].form.lower() in ("of", "for"):
        while i <= last and (tokens[i].form.lower() in ("of", "for", "the", "and", "&") or
                             tokens[i].upos == "PROPN" and tokens[i].form[:1].isupper()):
            if tokens[i].form[:1].isupper():
                best = i
            i += 1
    return best


def read_columns(path, kinds=None, token=0, tag=-1):
    """token … tag a line, blank line after a sentence; kinds maps types, missing ones become O"""
    sentences, rows = [], []
    with open(path, encoding="utf-8") as f:
        for line in list(f) + [""]:
            columns = line.rstrip("\n").split("\t") if "\t" in line else line.split()
            if not line.strip():
                if rows:
                    spans = [(a, b, kinds.get(k) if kinds else k) for a, b, k in spans_of([t for _, t in rows])]
                    tags = bilou(len(rows), [s for s in spans if s[2]])
                    sentences.append([Token(w, name=t) for (w, _), t in zip(rows, tags)])
                rows = []
            elif not line.startswith("# ") and len(columns) > 1:
                rows.append((columns[token], columns[tag]))
    return sentences


WNUT = {"person": "PER", "corporation": "ORG", "group": "ORG", "location": "LOC", "creative-work": "MISC", "product": "MISC"}
