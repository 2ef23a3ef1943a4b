"""Names put in the place of other names of their kind, so that the network learns where names stand and not which they are.

Names come from the corpora themselves, from the tables of src/lexicon, and from a few ways in which companies, clubs and
ministries are called.
"""
import os
from collections import defaultdict

import augment
import corpus

LEXICON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lexicon")
COMPANIES = "Corp Corp. Inc Inc. Ltd Group Holdings Motors Airlines Bank Industries Systems Partners Capital Energy Pharma Media AG SA Co".split()
BODIES = """Ministry of Defence|Ministry of Justice|Ministry of Health|Department of Energy|Bank of {place}|University of {city}|
{city} University|National Bank of {place}|{place} Airlines|{city} United|{city} City|FC {city}|{city} FC|{city} Tigers|{city} Times|
{city} Stock Exchange|Institute of Technology|Committee on Foreign Affairs|Federation of Labour|Council of Ministers|
{people} Football Federation|{people} Red Cross|{people} Parliament|{people} Navy|{people} Army|{people} Central Bank|
People's Party|Democratic Party|Labour Party|Liberal Party|Socialist Party|{people} Communist Party|Freedom Movement|
United Front|National Assembly|House of Representatives|Electoral Commission|High Court|Ministry of Foreign Affairs|
{name} {company}|{name} {company}|{name} & {name}|{name}|{name} Brothers|{city}""".replace("\n", "").split("|")
EVENTS = """World Cup|{people} Open|{people} Grand Prix|{city} Marathon|{city} Accords|Cold War|Nobel Prize|{people} Cup|
{city} Agreement|Olympic Games|European Championship|Champions League|{people} Revolution|{city} Film Festival|
Christmas|Easter|Ramadan|{city} Declaration|{people}|{people}|{people}|{people}s|Islam|Catholic|Muslims|Boeing 737|iPhone""".replace("\n", "").split("|")
PLACES = """{place}|{place}|{city}|{city}|North {place}|South {place}|{city} Airport|Lake {name}|Mount {name}|{name} River|
{name} Street|Port {name}|{city} Province|{name} County|{name} Island|Gulf of {place}|Republic of {place}|{city} Square""".replace("\n", "").split("|")


def read_table(name, column, test):
    with open(os.path.join(LEXICON, name), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#")]
    head = rows[0]
    return sorted({r[head.index(column)] for r in rows[1:] if test(dict(zip(head, r)))})


class Swapper:
    def __init__(self, sentences):
        self.known = defaultdict(list)
        for s in sentences:
            for a, b, kind in corpus.spans_of([t.name for t in s]):
                self.known[kind, b - a + 1].append([t.form for t in s[a:b + 1]])
        self.countries = read_table("countries.tsv", "name", lambda r: r["kind"] == "name")
        self.agencies = read_table("agencies.tsv", "name", lambda r: r["type"] == "organisation" and len(r["name"]) > 2)

    def fill(self, pattern, rng):
        while "{" in pattern:
            pattern = (pattern.replace("{place}", rng.choice(self.countries), 1).replace("{city}", rng.choice(augment.CITIES), 1)
                       .replace("{people}", rng.choice(list(augment.PLACES.values())), 1)
                       .replace("{name}", augment.surname(rng), 1).replace("{company}", rng.choice(COMPANIES), 1))
        return pattern.replace("'s", " 's").split()

    def make(self, kind, rng):
        if kind == "PER":
            return [rng.choice(augment.FIRST), augment.surname(rng)] if rng.random() < 0.6 else [augment.surname(rng)]
        if kind == "ORG":
            return rng.choice(self.agencies).split() if rng.random() < 0.35 else self.fill(rng.choice(BODIES), rng)
        return self.fill(rng.choice(PLACES if kind == "LOC" else EVENTS), rng)

    def name(self, kind, length, rng):
        """a name of so many words (any number when length is None), or None"""
        if rng.random() < 0.5 and length is not None and self.known[kind, length]:
            return rng.choice(self.known[kind, length])
        for _ in range(12):
            words = self.make(kind, rng)
            if length is None or len(words) == length:
                return words
        return None

    def __call__(self, tokens, rng):
        """a copy with about half of its names changed; a tree keeps its shape, so a name there its number of words"""
        spans = corpus.spans_of([t.name or "O" for t in tokens])
        if not spans:
            return tokens
        is_tree, out = tokens[0].head is not None, corpus.copy_sentence(tokens)
        for a, b, kind in reversed(spans):
            words = self.name(kind, b - a + 1 if is_tree else None, rng) if rng.random() < 0.5 else None
            if words is None or is_tree and any(t.upos != "PROPN" for t in out[a:b + 1]):
                continue
            if is_tree:
                for t, w in zip(out[a:b + 1], words):
                    t.form = w
            else:
                if out[a].form.isupper() and len(out[a].form) > 3:
                    words = [w.upper() for w in words]
                tags = corpus.bilou(len(words), [(0, len(words) - 1, kind)])
                out[a:b + 1] = [corpus.Token(w, name=t) for w, t in zip(words, tags)]
        return out
