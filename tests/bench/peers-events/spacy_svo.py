#!/usr/bin/env python3
"""The baseline: subject, verb and object from a pipeline of spaCy, and the nearest date.

usage: spacy_svo.py MODEL GOLD OUT [--names=both|either|none] [--published]

An event is a verb whose subject and whose object are or contain a named person, organisation, country, place or people;
with --names=either one of the two is enough, with --names=none it is any verb with a subject. A verb that is coordinated
with another has its subject. Objects are also agents and the objects of prepositions. Relative and other clauses within
an argument are not looked into.

Its date is that of the nearest DATE of the sentence that dateparser can resolve against the day of publication: in the
past, after "will" in the future. With --published an event without one has the day of publication.
Of reality it knows "not" and "will". Its place is the nearest named place in a phrase of the verb with "in", "at" or "near".
Names are one actor when they are equal, or when one is the last word of a person's name before it.
"""
import argparse, re
from datetime import datetime

import spacy
from dateparser.date import DateDataParser

from articles import Cost, articles, event, write

ACTORS = {"PERSON", "ORG", "GPE", "NORP", "LOC"}
PLACES = {"GPE", "LOC", "FAC"}
SUBJECTS = {"nsubj", "nsubjpass"}
OBJECTS = {"dobj", "dative", "pobj"}
CLAUSES = {"relcl", "acl", "advcl", "ccomp"}
FORMS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V"}
# dateparser takes "two days" for two days ago.
LENGTH = re.compile(r"(?!.*\b(ago|last|next|this|past|previous|coming)\b).*\b(day|week|month|year|decade)s?", re.I)


def parser(day, prefer):
    return DateDataParser(languages=["en"], settings={"RELATIVE_BASE": day, "PREFER_DATES_FROM": prefer})


class Dates:
    def __init__(self, day):
        self.day = datetime.fromisoformat(day)
        self.parsers = {prefer: parser(self.day, prefer) for prefer in ("past", "future")}

    def resolve(self, words, prefer):
        if LENGTH.fullmatch(words):
            return None
        # Of the weekday of publication dateparser takes the one a week before.
        if prefer == "past" and words.casefold() == self.day.strftime("%A").casefold():
            return self.day.strftime("%Y-%m-%d")
        found = self.parsers[prefer].get_date_data(words)
        return found.date_obj and found.date_obj.strftime(FORMS.get(found.period, "%Y-%m-%d"))

    def nearest(self, verb, prefer):
        dates = [e for e in verb.doc.ents if e.label_ == "DATE" and e.root.sent == verb.sent]
        for entity in sorted(dates, key=lambda e: min(abs(e.start - verb.i), abs(e.end - 1 - verb.i))):
            found = self.resolve(entity.text, prefer)
            if found:
                return found
        return None


class Actors:
    def __init__(self):
        self.found, self.ids = [], {}

    def id_of(self, entity):
        name = re.sub(r"['’]s$", "", re.sub(r"^the ", "", entity.text, flags=re.I))
        if name not in self.ids:
            self.ids[name] = f"a{len(self.found)}"
            self.found.append({"id": self.ids[name], "name": name, "aliases": []})
            if entity.label_ == "PERSON":
                self.ids.setdefault(name.split()[-1], self.ids[name])
        return self.ids[name]


def inside(token):
    """The tokens of an argument, its clauses left out."""
    yield token
    for child in token.children:
        if child.dep_ not in CLAUSES:
            yield from inside(child)


def named(heads, labels):
    tokens = {token.i for head in heads for token in inside(head)}
    return [e for e in (heads[0].doc.ents if heads else []) if e.label_ in labels and e.root.i in tokens]


def subjects(verb):
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    return subjects(verb.head) if not own and verb.dep_ == "conj" and verb.head.pos_ == "VERB" else own


def objects(verb):
    phrases = [child for child in verb.children if child.dep_ in ("prep", "agent")]
    return [child for head in [verb, *phrases] for child in head.children if child.dep_ in OBJECTS]


def place_of(verb):
    heads = [child for prep in verb.children if prep.lower_ in ("in", "at", "near") for child in prep.children]
    places = sorted(named(heads, PLACES), key=lambda e: abs(e.start - verb.i))
    return places[0].text if places else None


def reality_of(verb):
    if any(child.dep_ == "neg" for child in verb.children):
        return "negated"
    return "planned" if any(child.dep_ == "aux" and child.lower_ in ("will", "'ll") for child in verb.children) else "actual"


def story_of(nlp, text, day, args):
    actors, dates, events = Actors(), Dates(day), []
    for line in re.finditer(r"[^\n]+", text):
        for verb in nlp(line[0]):
            if verb.pos_ != "VERB":
                continue
            who, whom = named(subjects(verb), ACTORS), named(objects(verb), ACTORS)
            enough = {"both": who and whom, "either": who or whom, "none": subjects(verb)}
            if not enough[args.names]:
                continue
            reality, start = reality_of(verb), line.start() + verb.idx
            when = dates.nearest(verb, "future" if reality == "planned" else "past")
            when = when or (day if args.published else None)
            people = sorted({actors.id_of(entity) for entity in who + whom})
            events.append(event(len(events), [(start, start + len(verb))], people, when, reality, place_of(verb)))
    return {"actors": actors.found, "roles": [], "events": events, "main": events[0]["id"] if events else None}


def main():
    options = argparse.ArgumentParser()
    for name in ("model", "gold", "out"):
        options.add_argument(name)
    options.add_argument("--names", choices=("both", "either", "none"), default="both")
    options.add_argument("--published", action="store_true")
    args = options.parse_args()
    nlp, todo, cost = spacy.load(args.model), articles(args.gold), Cost()
    cost.start()
    for name, text, day in todo:
        write(args.out, name, story_of(nlp, text, day, args))
    cost.write(args.out, len(todo))


if __name__ == "__main__":
    main()
