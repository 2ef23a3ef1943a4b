"""Newspaper-style material put into real trees, in the conventions of UD English EWT 2.16.

EWT has no newswire, so "French President Emmanuel Macron and German Chancellor Olaf Scholz held …" is nearly unseen.
A simple subject, object or oblique of a real sentence is replaced by such a phrase; bare weekdays, "last week" and places are
hung on verbs. Titles are nmod:desc of the first name, later names flat, demonyms amod of the title.
Names below are common given names and surnames, combined at random.
"""
from corpus import Token, copy_sentence

FIRST = """James Mary John Patricia Robert Jennifer Michael Linda David Susan William Karen Richard Nancy Joseph Lisa Thomas
Sarah Charles Daniel Matthew Anthony Mark Laura Steven Paul Emily Andrew Amy Joshua Kevin Brian George Edward Ronald Kate
Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Frank
Dmytro Sergey Sergei Vladimir Volodymyr Oleksandr Alexander Aleksandr Andrei Andriy Mikhail Dmitry Dmitri Viktor Viktoria Yulia Olena
Oksana Petro Ivan Igor Oleg Natalia Svetlana Boris Maria Anna Elena Emmanuel François Jean Pierre Marine Nicolas Olivier
Olaf Angela Annalena Frank Wolfgang Friedrich Heiko Giorgia Mario Giuseppe Matteo Silvio Sergio Pedro Mariano Carlos Jose José
Juan Luis Miguel Alberto Cristina Gabriel Gustavo Nicolás Hugo Fidel Raul Evo Dilma Luiz Jair Andrés Claudia Javier
Recep Ahmet Mevlut Hakan Bashar Mohammed Mohammad Muhammad Ahmed Mahmoud Ali Hassan Hussein Ibrahim Khalid Abdullah Salman
Omar Yasser Ismail Saeb Benjamin Naftali Yair Ehud Ariel Shimon Avigdor Isaac Tzipi Hamid Ashraf Imran Nawaz Pervez Asif
Narendra Rahul Sonia Manmohan Amit Rajnath Xi Li Hu Wen Wang Zhang Chen Liu Yang Zhao Shinzo Fumio Yoshihide Taro Junichiro
Yoshiko Moon Park Lee Kim Ban Aung Thein Min Prayut Joko Rodrigo Ferdinand Benigno Nguyen Pham Kofi Nelson Jacob Cyril Thabo
Robert Emmerson Paul Uhuru William Raila Yoweri Muhammadu Goodluck Olusegun Abiy Hailemariam Sisi Jens Stefan Lars Mette
Sanna Sauli Erna Jonas Magdalena Ulf Mark Geert Viktor Andrzej Donald Mateusz Jaroslaw Klaus Traian Boyko Aleksandar Zoran
Milo Edi Alexis Kyriakos Antonis Nicos Dalia Gitanas Kaja Toomas Andris Justin Jagmeet Stephen Scott Malcolm Julia Kevin Jacinda
Boris Theresa Gordon Tony Rishi Keir Nicola Leo Enda Micheal Antony Hillary Condoleezza Colin Barack Joe Kamala Donald Mike
Ayman Osama Salva Omar Idriss Faustin Blaise Alassane Laurent Macky Ellen Joyce Hakainde Peter Helen Bill""".split()
LAST = """Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Thompson White Harris Clark
Lewis Robinson Walker Young Allen King Wright Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell
Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox
Kuleba Lavrov Shoigu Peskov Medvedev Navalny Poroshenko Tymoshenko Yushchenko Yanukovych Reznikov Zaluzhny Zakharova Ivanov
Petrov Sidorov Volkov Sokolov Kozlov Novak Horvat Kovac Nagy Szabo Toth Kowalski Nowak Wojcik Lewandowski Tusk Duda Morawiecki
Dupont Durand Lefebvre Moreau Laurent Girard Hollande Sarkozy Fillon Le Pen Philippe Castex Fabius Ayrault Müller Schmidt
Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Merkel Steinmeier Baerbock Habeck Lindner Westerwelle Rossi Russo
Ferrari Bianchi Romano Draghi Renzi Conte Meloni Salvini Mattarella Napolitano Prodi García Martínez López González Pérez Sánchez
Rodríguez Fernández Ramírez Torres Rajoy Zapatero Santos Uribe Duque Petro Maduro Chavez Correa Morales Lula Rousseff Temer
Bolsonaro Macri Kirchner Milei Boric Piñera Castro Obrador Calderon Fox Erdogan Gul Davutoglu Cavusoglu Assad Mubarak Morsi
Abbas Haniyeh Arafat Fayyad Nasrallah Hariri Aoun Netanyahu Barak Olmert Sharon Peres Livni Lieberman Gantz Lapid Bennett
Rouhani Zarif Khamenei Ahmadinejad Raisi Larijani Maliki Abadi Barzani Talabani Karzai Ghani Zardari Sharif Khan Gilani Modi
Singh Gandhi Mukherjee Shah Patel Sharma Jaishankar Rajapaksa Hasina Jinping Jintao Jiabao Keqiang Yi Wei Abe Kishida Suga Aso
Koizumi Noda Tanaka Suzuki Sato Yamamoto Nakamura Moon Yoon Suu Kyi Sein Thaksin Shinawatra Widodo Yudhoyono Duterte Aquino
Marcos Annan Mandela Zuma Ramaphosa Mbeki Mugabe Mnangagwa Kagame Kenyatta Odinga Ruto Museveni Buhari Jonathan Obasanjo Ahmed
Desalegn Deby Touadera Compaore Ouattara Gbagbo Sall Sirleaf Banda Stoltenberg Rasmussen Frederiksen Löfven Marin Niinistö Solberg
Rutte Wilders Orban Iohannis Borisov Vucic Djukanovic Rama Tsipras Mitsotakis Samaras Anastasiades Grybauskaite Nauseda Kallas
Rinkevics Trudeau Harper Morrison Turnbull Gillard Rudd Ardern Clegg Cameron Brown Blair May Johnson Sunak Starmer Sturgeon
Varadkar Kenny Martin Blinken Kerry Clinton Rice Powell Obama Biden Bush Trump Pence Pompeo Tillerson Mattis Austin Hagel Gates
Panetta McCain Pelosi McConnell Schumer Warren Sanders Hadley Rumsfeld Cheney O'Neill O'Brien MacDonald McCarthy""".replace("Le Pen", "LePen").split()
SYLLABLES = "ba be bo da de di do fa ga go ka ke ki ko ku la le li lo lu ma me mi mo na ne ni no ra re ri ro sa se so su ta te ti to va ve vi vo ya za zh sha chi tsu kha".split()
ENDINGS = "n nov ski sky vic ez ini etti sen son mann berg ev enko idze yan oglu ar an wala poulos ić ak as".split()
PLACES = {  # country → demonym
    "Ukraine": "Ukrainian", "Russia": "Russian", "France": "French", "Germany": "German", "Israel": "Israeli", "Turkey": "Turkish",
    "China": "Chinese", "Japan": "Japanese", "India": "Indian", "Pakistan": "Pakistani", "Iran": "Iranian", "Iraq": "Iraqi",
    "Syria": "Syrian", "Egypt": "Egyptian", "Libya": "Libyan", "Tunisia": "Tunisian", "Poland": "Polish", "Hungary": "Hungarian",
    "Italy": "Italian", "Spain": "Spanish", "Greece": "Greek", "Serbia": "Serbian", "Croatia": "Croatian", "Canada": "Canadian",
    "Mexico": "Mexican", "Brazil": "Brazilian", "Argentina": "Argentine", "Chile": "Chilean", "Colombia": "Colombian",
    "Venezuela": "Venezuelan", "Cuba": "Cuban", "Belarus": "Belarusian", "Georgia": "Georgian", "Armenia": "Armenian",
    "Azerbaijan": "Azerbaijani", "Kazakhstan": "Kazakh", "Afghanistan": "Afghan", "Lebanon": "Lebanese", "Jordan": "Jordanian",
    "Yemen": "Yemeni", "Sudan": "Sudanese", "Ethiopia": "Ethiopian", "Kenya": "Kenyan", "Nigeria": "Nigerian", "Rwanda": "Rwandan",
    "Britain": "British", "Ireland": "Irish", "Sweden": "Swedish", "Norway": "Norwegian", "Denmark": "Danish", "Finland": "Finnish",
    "Latvia": "Latvian", "Lithuania": "Lithuanian", "Estonia": "Estonian", "Romania": "Romanian", "Bulgaria": "Bulgarian",
    "Australia": "Australian", "Vietnam": "Vietnamese", "Thailand": "Thai", "Indonesia": "Indonesian", "Malaysia": "Malaysian"}
CITIES = """Moscow Kyiv Kiev Paris Berlin London Washington Brussels Geneva Vienna Rome Madrid Warsaw Budapest Ankara Istanbul Tehran
Baghdad Damascus Cairo Beirut Jerusalem Riyadh Doha Kabul Islamabad Beijing Tokyo Seoul Hanoi Bangkok Jakarta Riga Tallinn Vilnius
Minsk Donetsk Kharkiv Odessa Mariupol Nairobi Khartoum Lagos Ottawa Caracas Havana Bogota Santiago Copenhagen Oslo Stockholm
Helsinki Athens Belgrade Sarajevo Prague Bratislava Lisbon Dublin Gaza Aleppo Mosul Basra Mumbai Delhi Sydney Chicago Boston""".split()
SHORT = ["US", "U.S.", "UK", "EU", "U.N.", "UN", "NATO"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
# (form, upos, xpos, relation) in order, the last one being the title's head unless it is followed by "of State"
TITLES = """President|President|President|Prime Minister|Prime Minister|Foreign Minister|Foreign Minister|Defense Minister|
Defence Minister|Interior Minister|Finance Minister|Chancellor|Secretary of State|Deputy Prime Minister|Vice President|
Deputy Foreign Minister|King|Premier|Ambassador|Gen.|Sen.|Mr.|Secretary-General|Defense Secretary|Foreign Secretary|
General|Mayor|spokesman|spokeswoman|lawmaker|opposition leader|journalist""".replace("\n", "").split("|")
ADJECTIVES = {"Prime", "Foreign", "Deputy", "Interior"}
LOWER_TITLES = ["president", "prime minister", "foreign minister", "leader", "chancellor", "defense minister", "spokesman",
                "ambassador", "opposition leader", "finance minister"]
ORGS = """Foreign Ministry|Defense Ministry|Interior Ministry|White House|State Department|European Commission|Security Council|
World Bank|Red Cross|Supreme Court|Central Bank|Air Force|Justice Department|European Union|Kremlin|Pentagon""".replace("\n", "").split("|")


class Piece:
    """A phrase under construction: tokens whose heads count from 1 inside it; the head of `root` is set by who hangs it."""

    def __init__(self):
        self.tokens, self.root = [], None

    def add(self, form, upos, xpos, head, deprel, name="O"):
        self.tokens.append(Token(form, upos, xpos, head, deprel, name))
        return len(self.tokens)

    def fix(self, index, head):
        self.tokens[index - 1].head = head


def surname(rng):
    if rng.random() < 0.25:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((1, 2, 2)))).capitalize() + rng.choice(ENDINGS)
    return rng.choice(LAST)


def add_name(piece, rng, full=True):
    """"Emmanuel Macron"; returns the index of its head"""
    names = ([rng.choice(FIRST)] if full else []) + [surname(rng)]
    if full and rng.random() < 0.08:
        names.insert(1, rng.choice("A. B. C. D. J. M. R. S. W.".split()))
    elif full and rng.random() < 0.05:
        names.insert(1, rng.choice(LAST))
    head = None
    for i, name in enumerate(names):
        tag = "U" if len(names) == 1 else "B" if i == 0 else "L" if i + 1 == len(names) else "I"
        at = piece.add(name, "PROPN", "NNP", head, "flat", tag + "-PER")
        head = head or at
    return head


def add_modifier(piece, rng):
    """"French" or "US": returns its index, or None"""
    kind = rng.random()
    if kind < 0.62:
        return piece.add(rng.choice(list(PLACES.values())), "ADJ", "JJ", 0, "amod", "U-MISC")
    if kind < 0.82:
        form = rng.choice(SHORT)
        return piece.add(form, "PROPN", "NNP", 0, "compound", "U-ORG" if form in ("EU", "U.N.", "UN", "NATO") else "U-LOC")
    return None


def add_title(piece, rng, title):
    """"Deputy Foreign Minister", "Secretary of State": returns the index of the head"""
    words = title.split()
    if "of" in words:
        head = piece.add(words[0], "PROPN", "NNP", 0, "nmod:desc")
        piece.add("of", "ADP", "IN", head + 2, "case")
        piece.add(words[2], "PROPN", "NNP", head, "nmod")
        return head
    modifiers = []
    for word in words[:-1]:
        if word in ADJECTIVES:
            modifiers.append(piece.add(word, "ADJ", "NNP", 0, "amod"))
        elif word[0].isupper():
            modifiers.append(piece.add(word, "PROPN", "NNP", 0, "compound"))
        elif word in ("prime", "foreign"):
            modifiers.append(piece.add(word, "ADJ", "JJ", 0, "amod"))
        else:
            modifiers.append(piece.add(word, "NOUN", "NN", 0, "compound"))
    proper = words[-1][0].isupper()
    head = piece.add(words[-1], "PROPN" if proper else "NOUN", "NNP" if proper else "NN", 0, "nmod:desc")
    for m in modifiers:
        piece.fix(m, head)
    return head


def add_ambassador(piece, rng):
    """the titles of "Estonian Ambassador to the US Kristjan Prikk" and "Director of National Intelligence Avril Haines" with a name"""
    demonym = piece.add(rng.choice(list(PLACES.values())), "ADJ", "JJ", 0, "amod", "U-MISC") if rng.random() < 0.5 else None
    word, preposition = rng.choice((("Ambassador", "to"), ("ambassador", "to"), ("Governor", "of"), ("Director", "of"), ("Mayor", "of"),
                                    ("president", "of"), ("Minister", "of"), ("Minister", "for"), ("envoy", "to"), ("Secretary", "of")))
    proper = word[0].isupper()
    title = piece.add(word, "PROPN" if proper else "NOUN", "NNP" if proper else "NN", 0, "nmod:desc")
    case = piece.add(preposition, "ADP", "IN", 0, "case")
    if word in ("Director", "Minister", "Secretary"):
        words = rng.choice(("National Intelligence", "Defense", "Foreign Affairs", "Justice", "Homeland Security", "Finance")).split()
        first = piece.add(words[0], "ADJ" if words[0] in ("National", "Foreign") else "PROPN", "NNP", 0,
                          "amod" if words[0] in ("National", "Foreign") else "compound") if len(words) > 1 else None
        inner = piece.add(words[-1], "PROPN", "NNPS" if words[-1] == "Affairs" else "NNP", title, "nmod")
        if first:
            piece.fix(first, inner)
    elif rng.random() < 0.3:
        det = piece.add("the", "DET", "DT", 0, "det")
        body = rng.choice(("US", "U.N.", "UN", "EU", "United Nations", "United States")).split()
        kind = "LOC" if body[0] in ("US",) or body[-1] == "States" else "ORG"
        first = piece.add(body[0], "ADJ", "NNP", 0, "amod", "B-" + kind) if len(body) > 1 else None
        inner = piece.add(body[-1], "PROPN", "NNPS" if first else "NNP", title, "nmod", ("L-" if first else "U-") + kind)
        for part in (det, first):
            if part:
                piece.fix(part, inner)
    else:
        inner = piece.add(rng.choice(list(PLACES) + CITIES), "PROPN", "NNP", title, "nmod", "U-LOC")
    piece.fix(case, inner)
    name = add_name(piece, rng)
    for part, head in ((title, name), (demonym, title)):
        if part:
            piece.fix(part, head)
    return name


def add_titled(piece, rng):
    """"Ukrainian Foreign Minister Dmytro Kuleba": returns the index of its head"""
    if rng.random() < 0.12:
        return add_ambassador(piece, rng)
    title = rng.choice(TITLES)
    abbreviated = title.endswith(".") or title in ("King", "General", "Mayor")
    modifier = None if abbreviated and rng.random() < 0.7 else add_modifier(piece, rng)
    if title == "Mr.":
        modifier = None
    at = add_title(piece, rng, title)
    if modifier:
        piece.fix(modifier, at)
    name = add_name(piece, rng, full=rng.random() < 0.85)
    piece.fix(at, name)
    return name


def titled_person(rng):
    piece = Piece()
    piece.root = add_titled(piece, rng)
    return piece


def plain_person(rng):
    piece = Piece()
    piece.root = add_name(piece, rng, rng.random() < 0.5)
    return piece


def coordination(rng):
    """"A and B", "A, B and C" with or without titles"""
    piece, add = Piece(), rng.choice((add_titled, add_titled, add_titled, add_name, lambda p, r: add_name(p, r, False)))
    piece.root = add(piece, rng)
    n = 3 if rng.random() < 0.12 else 2
    for i in range(1, n):
        marks = [piece.add(",", "PUNCT", ",", 0, "punct")] if i + 1 < n else []
        if i + 1 == n:
            if n > 2 and rng.random() < 0.5:
                marks.append(piece.add(",", "PUNCT", ",", 0, "punct"))
            marks.append(piece.add("and", "CCONJ", "CC", 0, "cc"))
        if rng.random() < 0.12:
            add = rng.choice((add_titled, add_name))
        name = add(piece, rng)
        for mark in marks:
            piece.fix(mark, name)
        piece.tokens[name - 1].head, piece.tokens[name - 1].deprel = piece.root, "conj"
    return piece


def appositive(rng):
    """"Alexander Lukashenko, the Belarusian president," and "Belarus' leader, Alexander Lukashenko,\""""
    piece = Piece()
    if rng.random() < 0.5:
        piece.root = add_name(piece, rng)
        comma = piece.add(",", "PUNCT", ",", 0, "punct")
        det = piece.add("the", "DET", "DT", 0, "det")
        modifier = add_modifier(piece, rng)
        title = add_title(piece, rng, rng.choice(LOWER_TITLES))
        if modifier:
            piece.fix(modifier, title)
        piece.fix(det, title)
        of = None
        if not modifier:
            case = piece.add("of", "ADP", "IN", 0, "case")
            piece.fix(case, piece.add(rng.choice(list(PLACES)), "PROPN", "NNP", title, "nmod", "U-LOC"))
        inner = title
        piece.tokens[title - 1].head, piece.tokens[title - 1].deprel = piece.root, "appos"
    else:
        owner = piece.add(rng.choice(list(PLACES)), "PROPN", "NNP", 0, "nmod:poss", "U-LOC")
        mark = "'" if piece.tokens[-1].form.endswith("s") else "'s"
        if rng.random() < 0.5:
            mark = mark.replace("'", "’")
        piece.add(mark, "PART", "POS", owner, "case")
        title = add_title(piece, rng, rng.choice(LOWER_TITLES))
        piece.fix(owner, title)
        piece.root = title
        if rng.random() < 0.25:    # "Russia's president Vladimir Putin"
            name = add_name(piece, rng)
            piece.tokens[title - 1].deprel = "nmod:desc"
            piece.fix(title, name)
            piece.root = name
            return piece
        comma = piece.add(",", "PUNCT", ",", 0, "punct")
        inner = add_name(piece, rng)
        piece.tokens[inner - 1].head, piece.tokens[inner - 1].deprel = piece.root, "appos"
    piece.fix(comma, inner)
    piece.add(",", "PUNCT", ",", inner, "punct")
    return piece


def organisation(rng):
    """"the Ukrainian Foreign Ministry\""""
    piece = Piece()
    det = piece.add("the", "DET", "DT", 0, "det")
    demonym = piece.add(rng.choice(list(PLACES.values())), "ADJ", "JJ", 0, "amod", "U-MISC") if rng.random() < 0.4 else None
    words = rng.choice(ORGS).split()
    if words[-1] != "Ministry" and words[-1] != "Bank" and demonym:
        piece.tokens.pop()
        demonym = None
    parts = []
    for i, word in enumerate(words):
        tag = "U" if len(words) == 1 else "B" if i == 0 else "L" if i + 1 == len(words) else "I"
        adjective = word in ("Foreign", "Interior", "White", "European", "Red", "Supreme", "Central") and i + 1 < len(words)
        parts.append(piece.add(word, "ADJ" if adjective else "PROPN", "NNP", 0, "amod" if adjective else "compound", tag + "-ORG"))
    piece.root = parts[-1]
    for part in parts[:-1] + [det] + ([demonym] if demonym else []):
        piece.fix(part, piece.root)
    return piece


def place(rng):
    piece = Piece()
    piece.root = piece.add(rng.choice(list(PLACES) + CITIES * 1), "PROPN", "NNP", 0, "obl", "U-LOC")
    if rng.random() < 0.15:
        comma = piece.add(",", "PUNCT", ",", 0, "punct")
        country = piece.add(rng.choice(list(PLACES)), "PROPN", "NNP", piece.root, "nmod:unmarked", "U-LOC")
        piece.fix(comma, country)
    return piece


def with_case(rng, preposition, inner):
    """a case marker before a phrase"""
    piece = Piece()
    piece.add(preposition, "ADP", "IN", 0, "case")
    for t in inner.tokens:
        piece.tokens.append(Token(t.form, t.upos, t.xpos, t.head + 1 if t.head else t.head, t.deprel, t.name))
    piece.root = inner.root + 1
    piece.fix(1, piece.root)
    piece.tokens[piece.root - 1].deprel = "obl"
    return piece


def when(rng):
    """"Friday", "on Thursday", "last week", "two days ago", "on March 3"; the root token carries its relation"""
    piece, kind = Piece(), rng.random()
    if kind < 0.45:
        piece.root = piece.add(rng.choice(DAYS), "PROPN", "NNP", 0, "obl:unmarked")
        if rng.random() < 0.12:
            piece.root = piece.add(rng.choice(("morning", "evening", "night", "afternoon")), "NOUN", "NN", 0, "obl:unmarked")
            piece.tokens[0].deprel, piece.tokens[0].head = "compound", 2
    elif kind < 0.65:
        piece.add("on", "ADP", "IN", 2, "case")
        piece.root = piece.add(rng.choice(DAYS), "PROPN", "NNP", 0, "obl")
    elif kind < 0.75:
        piece.add("last", "ADJ", "JJ", 2, "amod")
        piece.root = piece.add(rng.choice(("week", "month", "year", "Friday", "Tuesday")), "NOUN", "NN", 0, "obl:unmarked")
        if piece.tokens[1].form in DAYS:
            piece.tokens[1].upos, piece.tokens[1].xpos = "PROPN", "NNP"
    elif kind < 0.83:
        piece.add(*(("this", "DET", "DT", 2, "det")))
        piece.root = piece.add(rng.choice(("week", "month", "year")), "NOUN", "NN", 0, "obl:unmarked")
    elif kind < 0.91:
        n = rng.choice(("a", "two", "three", "10"))
        piece.add(n, *(("DET", "DT", 2, "det") if n == "a" else ("NUM", "CD", 2, "nummod")))
        unit = rng.choice(("day", "week", "month", "year"))
        piece.add(unit + ("" if n == "a" else "s"), "NOUN", "NN" if n == "a" else "NNS", 3, "obl:unmarked")
        piece.root = piece.add("ago", "ADV", "RB", 0, "advmod")
    else:
        on = rng.random() < 0.6
        if on:
            piece.add("on", "ADP", "IN", 3, "case")
        month = piece.add(rng.choice(MONTHS), "PROPN", "NNP", 0, "nmod:unmarked")
        piece.root = piece.add(str(rng.randint(1, 31)), "NUM", "CD", 0, "obl" if on else "obl:unmarked")
        piece.fix(month, piece.root)
    return piece


def add_when_piece(piece, rng, governor):
    """the same at the end of a phrase under construction"""
    time, offset = when(rng), len(piece.tokens)
    for t in time.tokens:
        piece.tokens.append(Token(t.form, t.upos, t.xpos, t.head + offset if t.head else governor, t.deprel, t.name))


def splice(tokens, at, gone, piece, head, deprel):
    """tokens with [at, at + gone) replaced by the piece, whose root hangs on `head` (old numbering, from 1) as deprel"""
    shift, n = len(piece.tokens) - gone, len(tokens)

    def moved(h):
        return h if h <= at else h + shift
    out = copy_sentence(tokens)
    for i, token in enumerate(out):
        if not at <= i < at + gone:
            token.head = moved(token.head)
    new = [Token(t.form, t.upos, t.xpos, t.head + at if t.head else 0, t.deprel, t.name) for t in piece.tokens]
    root = new[piece.root - 1]
    root.head, root.deprel = moved(head), deprel or root.deprel
    return out[:at] + new + out[at + gone:], at + piece.root


def subtree(tokens, root):
    """(first, last) of the subtree of token `root` (from 0), or None when it has a gap"""
    inside = {root}
    grown = True
    while grown:
        grown = False
        for i, t in enumerate(tokens):
            if i not in inside and t.head - 1 in inside:
                inside.add(i)
                grown = True
    first, last = min(inside), max(inside)
    return (first, last) if last - first + 1 == len(inside) else None


PERSON_PRONOUNS = {"he", "she", "they", "we", "him", "her", "them", "i", "who"} - {"who"}
PERSON_NOUNS = """man woman president official officials minister leader leaders soldiers police people guy spokesman troops wife
husband mother father friend brother sister doctor teacher person manager director men women students boy girl""".split()


def replaceable(tokens):
    """slots (first, last, root, relation) that a person can fill"""
    slots = []
    for i, t in enumerate(tokens):
        if t.deprel not in ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod"):
            continue
        low = t.form.lower()
        if not (t.upos == "PROPN" or low in PERSON_PRONOUNS or low in PERSON_NOUNS):
            continue
        span = subtree(tokens, i)
        if not span or span[1] - span[0] > 4:
            continue
        first, last = span
        if t.deprel in ("obl", "obl:agent", "nmod"):
            if tokens[first].deprel != "case" or tokens[first].form.lower() not in ("by", "with", "to", "from", "for", "between", "of", "against"):
                continue
            first += 1
        inside = tokens[first:last + 1]
        if any(x.upos in ("PUNCT", "VERB", "CCONJ") or x.xpos == "POS" or x.deprel in ("case", "conj", "cc") for x in inside):
            continue
        slots.append((first, last, i, t.deprel))
    return slots


def replace_person(tokens, rng):
    slots = replaceable(tokens)
    if not slots:
        return None
    subjects = [s for s in slots if s[3].startswith("nsubj")]
    first, last, root, relation = rng.choice(subjects if subjects and rng.random() < 0.75 else slots)
    governor = tokens[tokens[root].head - 1]
    singular = governor.xpos == "VBZ" or any(t.head == tokens[root].head and t.xpos == "VBZ" or t.form.lower() in ("was", "is", "has") and
                                             t.head == tokens[root].head for t in tokens)
    kind = rng.random()
    if relation.startswith("nsubj") and not singular and kind < 0.45 or kind < 0.1:
        piece = coordination(rng)
    elif kind < 0.72:
        piece = titled_person(rng)
    elif kind < 0.84:
        piece = appositive(rng)
        if last + 1 < len(tokens) and tokens[last + 1].upos == "PUNCT" and piece.tokens[-1].form == ",":
            piece.tokens.pop()
    elif kind < 0.93:
        piece = plain_person(rng)
    else:
        piece = organisation(rng)
    case = [t for t in tokens[:first] if t.deprel == "case" and t.head - 1 == root]
    out, head = splice(tokens, first, last - first + 1, piece, tokens[root].head, relation)
    if case:    # the preposition before the slot follows its noun
        out[first - 1].head = head
    if first == 0 and out[0].form[0].islower():
        out[0].form = out[0].form[0].upper() + out[0].form[1:]
    return out


def main_verb(tokens):
    verbs = [i for i, t in enumerate(tokens) if t.xpos in ("VBD", "VBN") and t.upos == "VERB" and t.deprel in ("root", "conj", "ccomp", "advcl", "parataxis")]
    return verbs


def add_when(tokens, rng):
    """a time phrase after a past verb, at the start or at the end of the sentence"""
    verbs = main_verb(tokens)
    if not verbs or any(t.form in DAYS for t in tokens):
        return None
    verb, piece = rng.choice(verbs), when(rng)
    where = rng.random()
    root = next(i for i, t in enumerate(tokens) if t.deprel == "root")
    if where < 0.2 and tokens[root].upos == "VERB" and tokens[0].upos in ("PRON", "PROPN", "DET", "NOUN", "ADJ") and tokens[0].form != "I":
        piece.tokens[0].form = piece.tokens[0].form[0].upper() + piece.tokens[0].form[1:]
        piece.add(",", "PUNCT", ",", piece.root, "punct")
        piece.tokens[-1].head = root + 1    # hung below
        out, _ = splice(tokens, 0, 0, piece, root + 1, None)
        comma = len(piece.tokens) - 1
        out[comma].head = root + 1 + len(piece.tokens)
        if tokens[0].upos != "PROPN" and tokens[0].form[1:].islower():
            out[len(piece.tokens)].form = out[len(piece.tokens)].form.lower()
        return out
    if where < 0.45 and tokens[root].xpos == "VBD" and tokens[-1].upos == "PUNCT" and tokens[-1].head - 1 == root and tokens[-1].form == ".":
        if rng.random() < 0.5:
            out, _ = splice(tokens, len(tokens) - 1, 0, with_case(rng, rng.choice(("in", "in", "in", "at", "from")), place(rng)), root + 1, "obl")
            tokens = out
            root = next(i for i, t in enumerate(tokens) if t.deprel == "root")
        return splice(tokens, len(tokens) - 1, 0, piece, root + 1, None)[0]
    at = verb + 1
    while at < len(tokens) and (tokens[at].head - 1 == verb and tokens[at].deprel in ("compound:prt", "expl", "iobj") or
                                tokens[at].head - 1 == verb and tokens[at].deprel == "obj" and tokens[at].upos == "PRON"):
        at += 1
    objects = [i for i in range(at, len(tokens)) if tokens[i].head - 1 == verb and tokens[i].deprel in ("obj", "iobj")]
    span = subtree(tokens, objects[0]) if objects else None
    if span and span[0] == at and span[1] - at < 5:    # "told the committee this week that …"
        at = span[1] + 1
    if at < len(tokens) and tokens[at].head - 1 == verb and tokens[at].deprel in ("obj", "xcomp"):
        return None
    if at < len(tokens) and any(t.head - 1 == verb and t.deprel == "obj" for t in tokens[at:]):
        return None
    if at < len(tokens) and tokens[at].deprel in ("fixed",):
        return None
    return splice(tokens, at, 0, piece, verb + 1, None)[0]


def add_place(tokens, rng):
    """"in Turkey" at the end of a sentence with a past verb"""
    root = next(i for i, t in enumerate(tokens) if t.deprel == "root")
    if tokens[root].xpos != "VBD" or tokens[-1].form != "." or tokens[-1].head - 1 != root:
        return None
    return splice(tokens, len(tokens) - 1, 0, with_case(rng, "in", place(rng)), root + 1, "obl")[0]


def byline(rng):
    """"By Kylie Atwood, Jennifer Hansler and Jeremy Herb, CNN\""""
    piece = Piece()
    by = piece.add("By" if rng.random() < 0.8 else "BY", "ADP", "IN", 0, "case")
    root = add_name(piece, rng)
    piece.fix(by, root)
    for i in range(rng.choice((0, 0, 1, 2))):
        mark = piece.add(*(("and", "CCONJ", "CC", 0, "cc") if i else rng.choice(((",", "PUNCT", ",", 0, "punct"), ("and", "CCONJ", "CC", 0, "cc")))))
        name = add_name(piece, rng)
        piece.fix(mark, name)
        piece.tokens[name - 1].head, piece.tokens[name - 1].deprel = root, "conj"
    if rng.random() < 0.4:
        comma = piece.add(",", "PUNCT", ",", 0, "punct")
        org = piece.add(rng.choice(("CNN", "BBC", "Reuters", "AP", "AFP", "Bloomberg")), "PROPN", "NNP", root, "list", "U-ORG")
        piece.fix(comma, org)
    piece.tokens[root - 1].deprel = "root"
    return piece.tokens


def dateline(tokens, rng):
    """"MOSCOW (Reuters) — …" and "KYIV, Ukraine — …" before a sentence, as GUM does: the place hangs on the root"""
    root = next(i for i, t in enumerate(tokens) if t.deprel == "root")
    piece = Piece()
    piece.root = piece.add(rng.choice(CITIES).upper(), "PROPN", "NNP", 0, "dislocated", "U-LOC")
    if rng.random() < 0.5:
        left = piece.add("(", "PUNCT", "-LRB-", 0, "punct")
        agency = piece.add(rng.choice(("Reuters", "AP", "AFP", "CNN", "Xinhua")), "PROPN", "NNP", piece.root, "parataxis", "U-ORG")
        right = piece.add(")", "PUNCT", "-RRB-", agency, "punct")
        piece.fix(left, agency)
    elif rng.random() < 0.5:
        comma = piece.add(",", "PUNCT", ",", 0, "punct")
        piece.fix(comma, piece.add(rng.choice(list(PLACES)), "PROPN", "NNP", piece.root, "nmod:unmarked", "U-LOC"))
    piece.add(rng.choice("—–-"), "PUNCT", ":", piece.root, "punct")
    return splice(tokens, 0, 0, piece, root + 1, "dislocated")[0]


QUOTES = {'"': None, "''": "”", "``": "“", "'s": "’s", "n't": "n’t", "'": "’", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'m": "’m"}


def curly(tokens):
    """straight quotes → curly ones, as newspapers set them"""
    out, opened = copy_sentence(tokens), False
    for t in out:
        if t.form == '"':
            t.form, opened = "”" if opened else "“", not opened
        else:
            t.form = QUOTES.get(t.form) or t.form
    return out


def augment(tokens, rng, rate):
    """a copy of the tree with newspaper phrases, or the tree itself"""
    if tokens[0].head is None or rng.random() >= rate or len(tokens) > 60:
        return tokens
    steps = rng.choice(((replace_person,), (replace_person,), (replace_person, replace_person), (replace_person, add_when),
                        (replace_person, add_when), (add_when,), (add_place,), (replace_person, add_place, add_when)))
    out = tokens
    for step in steps:
        out = step(out, rng) or out
    if out is not tokens and rng.random() < 0.04:
        out = dateline(out, rng)
    return out


def check(tokens):
    """one root and no cycle"""
    roots = [i for i, t in enumerate(tokens) if t.head == 0]
    if len(roots) != 1:
        return False
    for i in range(len(tokens)):
        j, steps = i, 0
        while tokens[j].head and steps <= len(tokens):
            j, steps = tokens[j].head - 1, steps + 1
        if steps > len(tokens):
            return False
    return True
