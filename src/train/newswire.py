"""Whole sentences of news from a small grammar: who did what to how many, where, when and who says so.

The treebanks know "injured" and "wounded" before nouns and hardly as what a blast did. Verbs, nouns and numbers are drawn at
random, so the sentences mean little; their trees follow EWT: "…, officials said" has said as root and the rest as its ccomp.
"""
from augment import CITIES, PLACES, Piece, add_name, add_titled, add_when_piece

SUBJECTS = """avalanche|blast|explosion|bomb|storm|earthquake|fire|attack|strike|missile|drone|train|bus|plane|ship|truck|court|judge|
ministry|company|bank|government|parliament|army|union|party|group|panel|council|agency|tribunal|crowd|mob|protest|flood|
gunman|official|minister|mayor|senator|driver|militia|airline|regulator|watchdog|Fed|Kremlin|Senate|opposition""".replace("\n", "").split("|")
PLURALS = """Gunmen|Police|Troops|Rebels|Soldiers|Workers|Protesters|Officials|Lawmakers|Prosecutors|Rescuers|Floods|Fires|Militants|
Voters|Doctors|Residents|Investigators|Airstrikes|Senators|Students|Farmers|Traders|Critics|Shares""".replace("\n", "").split("|")
TRANSITIVE = """injured|wounded|killed|displaced|arrested|detained|kidnapped|jailed|fined|hit|struck|cut|raised|seized|captured|shelled|
bombed|raided|freed|released|rescued|expelled|recalled|banned|blocked|ordered|fired|hired|shot|stabbed|attacked|ambushed|targeted|
destroyed|damaged|flooded|closed|evacuated|questioned|charged|convicted|sued|backed|rejected|approved|passed|vetoed|condemned|
praised|warned|urged|thanked|visited|hosted|met|beat|defeated|bought|sold|launched|suspended|dissolved|signed|scrapped|delayed|
downed|sank|derailed|halted|slashed|lifted|eased|imposed|extended|ended|won|lost|left|split|shut|set|put|broke|held""".replace("\n", "").split("|")
INTRANSITIVE = """derailed|crashed|collapsed|exploded|erupted|resigned|died|fled|surrendered|sank|fell|rose|marched|protested|rallied|
clashed|failed|resumed|arrived|landed|burned|closed|opened|struck|withdrew|retreated|escaped|apologized|quit|gathered""".replace("\n", "").split("|")
OBJECTS = """people|civilians|workers|skiers|protesters|soldiers|passengers|families|officers|police officers|aid workers|children|
homes|villages|hostages|prisoners|journalists|diplomats|shops|flights|schools|jobs|miners|students|militants|factories|tanks""".replace("\n", "").split("|")
SINGLE = """rates|taxes|prices|the city|the town|the bill|the law|the border|the plan|the deal|the airport|the minister|the former minister|
a senior commander|a budget|an activist|a suspect|a rival|the treaty|the vote|the election|a ceasefire|the port|the siege|sanctions|
the opposition leader|a journalist|its chief executive|the constitution|parliament|a new law|interest rates""".replace("\n", "").split("|")
CARRIED = "chemicals tourists workers passengers migrants oil weapons pilgrims students fuel".split()
NUMBERS = "two three four five six seven nine ten 12 14 17 20 30 46 55 120 300 1,200 dozens hundreds thousands".split()
TAGS = {"the": ("DET", "DT", "det"), "a": ("DET", "DT", "det"), "an": ("DET", "DT", "det"), "its": ("PRON", "PRP$", "nmod:poss"),
        "former": ("ADJ", "JJ", "amod"), "senior": ("ADJ", "JJ", "amod"), "new": ("ADJ", "JJ", "amod"), "chief": ("ADJ", "JJ", "amod"),
        "opposition": ("NOUN", "NN", "compound"), "interest": ("NOUN", "NN", "compound"), "police": ("NOUN", "NN", "compound"),
        "aid": ("NOUN", "NN", "compound")}


def add_words(piece, text):
    """"the former minister": returns the index of the last word, the head"""
    words = text.split()
    inner = [piece.add(w, *TAGS[w][:2], 0, TAGS[w][2]) for w in words[:-1]]
    plural = words[-1].endswith("s") and words[-1] != "plans" or words[-1] in ("people", "children", "police")
    head = piece.add(words[-1], "NOUN", "NNS" if plural else "NN", 0, "obj")
    for i in inner:
        piece.fix(i, head)
    return head


def add_place(piece, rng, governor, deprel, preposition=None):
    case = piece.add(preposition or rng.choice(("in", "in", "in", "near", "at")), "ADP", "IN", 0, "case")
    place = piece.add(rng.choice(CITIES + list(PLACES)), "PROPN", "NNP", governor, deprel, "U-LOC")
    piece.fix(case, place)


def add_subject(piece, rng, first):
    """returns the index of its head"""
    kind = rng.random()
    if kind < 0.2:
        return add_titled(piece, rng)
    if kind < 0.28:
        return add_name(piece, rng, rng.random() < 0.5)
    if kind < 0.5:
        word = rng.choice(PLURALS)
        head = piece.add(word if first else word.lower(), "NOUN", "NNS", 0, "nsubj")
    else:
        noun = rng.choice(SUBJECTS)
        det = rng.choice(("the", "a")) if noun[0].islower() else "the"
        det = "an" if det == "a" and noun[0] in "aeiou" else det
        at = piece.add(det.capitalize() if first else det, "DET", "DT", 0, "det")
        proper = noun[0].isupper()
        head = piece.add(noun, "PROPN" if proper else "NOUN", "NNP" if proper else "NN", 0, "nsubj", "U-ORG" if proper else "O")
        piece.fix(at, head)
    after = rng.random()
    if after < 0.12:
        add_place(piece, rng, head, "nmod")
    elif after < 0.2:
        case = piece.add("at", "ADP", "IN", 0, "case")
        det = piece.add("a", "DET", "DT", 0, "det")
        noun = piece.add(rng.choice("factory market hotel school hospital mosque plant base station prison".split()), "NOUN", "NN", head, "nmod")
        piece.fix(case, noun)
        piece.fix(det, noun)
    elif after < 0.27:
        verb = piece.add("carrying", "VERB", "VBG", head, "acl")
        if rng.random() < 0.4:
            number = piece.add(rng.choice(NUMBERS[:18]), "NUM", "CD", 0, "nummod")
            piece.fix(number, piece.add(rng.choice(CARRIED), "NOUN", "NNS", verb, "obj"))
        else:
            piece.add(rng.choice(CARRIED), "NOUN", "NNS", verb, "obj")
    return head


def add_object(piece, rng, verb):
    kind = rng.random()
    if kind < 0.35:
        head = add_words(piece, rng.choice(SINGLE))
    elif kind < 0.45:
        head = rng.choice((add_titled, add_name))(piece, rng)
    elif kind < 0.55:    # "thousands of families"
        head = piece.add(rng.choice(("dozens", "hundreds", "thousands", "scores")), "NOUN", "NNS", 0, "obj")
        of = piece.add("of", "ADP", "IN", 0, "case")
        noun = add_words(piece, rng.choice(OBJECTS))
        piece.fix(of, noun)
        piece.fix(noun, head)
        piece.tokens[noun - 1].deprel = "nmod"
    else:
        case = least = None
        if rng.random() < 0.3:
            case = piece.add("at", "ADP", "IN", 0, "case")
            least = piece.add("least", "ADJ", "JJS", 0, "nmod")
        number = piece.add(rng.choice(NUMBERS[:18]), "NUM", "CD", 0, "nummod")
        head = add_words(piece, rng.choice(OBJECTS))
        piece.fix(number, head)
        if case:
            piece.fix(case, least)
            piece.fix(least, number)
    piece.tokens[head - 1].head, piece.tokens[head - 1].deprel = verb, "obj"


def add_clause(piece, rng, first):
    """returns the index of its verb"""
    subject = add_subject(piece, rng, first)
    if rng.random() < 0.72:
        verb = piece.add(rng.choice(TRANSITIVE), "VERB", "VBD", 0, "root")
        add_object(piece, rng, verb)
    else:
        verb = piece.add(rng.choice(INTRANSITIVE), "VERB", "VBD", 0, "root")
    piece.tokens[subject - 1].head, piece.tokens[subject - 1].deprel = verb, "nsubj"
    if rng.random() < 0.35:
        add_place(piece, rng, verb, "obl")
    if rng.random() < 0.4:
        add_when_piece(piece, rng, verb)
    return verb


def sentence(rng):
    piece = Piece()
    verb = add_clause(piece, rng, True)
    root = verb
    kind = rng.random()
    if kind < 0.3:    # ", officials said Monday"
        comma = piece.add(",", "PUNCT", ",", verb, "punct")
        who = add_subject(piece, rng, False)
        root = piece.add(rng.choice(("said", "said", "said", "announced", "reported")), "VERB", "VBD", 0, "root")
        piece.tokens[who - 1].head, piece.tokens[who - 1].deprel = root, "nsubj"
        piece.tokens[verb - 1].head, piece.tokens[verb - 1].deprel = root, "ccomp"
        piece.fix(comma, root)
        if rng.random() < 0.4:
            add_when_piece(piece, rng, root)
    elif kind < 0.42:    # "and …"
        comma = piece.add(",", "PUNCT", ",", 0, "punct") if rng.random() < 0.6 else None
        cc = piece.add("and", "CCONJ", "CC", 0, "cc")
        second = add_clause(piece, rng, False)
        piece.tokens[second - 1].head, piece.tokens[second - 1].deprel = verb, "conj"
        for mark in (comma, cc):
            if mark:
                piece.fix(mark, second)
    elif kind < 0.52:    # "after …"
        mark = piece.add(rng.choice(("after", "before", "as", "while", "because")), "SCONJ", "IN", 0, "mark")
        second = add_clause(piece, rng, False)
        piece.fix(mark, second)
        piece.tokens[second - 1].head, piece.tokens[second - 1].deprel = verb, "advcl"
    piece.add(".", "PUNCT", ".", root, "punct")
    return piece.tokens
