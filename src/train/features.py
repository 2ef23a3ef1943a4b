"""The features of a token: what src/syntax/features.c computes, in the same order and with the same hash.

word, last two, three and four letters, first three letters, shape, and the row of its GloVe vector.
"""
QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "—": "--", "–": "-", "…": "..."}
SUFFIX_ROWS, PREFIX_ROWS, SHAPE_ROWS = 4096, 4096, 1024
UNKNOWN, ROOT = 0, 1    # rows of the word table


def set_rows(n):
    """of the tables of affixes; shapes have a quarter"""
    global SUFFIX_ROWS, PREFIX_ROWS, SHAPE_ROWS
    SUFFIX_ROWS, PREFIX_ROWS, SHAPE_ROWS = n, n, n // 4


def fnv(text):
    """FNV-1a, 32 bits, over UTF-8"""
    h = 2166136261
    for b in text.encode("utf-8"):
        h = ((h ^ b) * 16777619) & 0xffffffff
    return h


def lower(c):
    low = c.lower()
    return low if len(low) == 1 else c


def normal(form):
    return "".join(QUOTES.get(c, c) for c in form[:64])


def shape(text):
    """"McDonald's" → XxXxx'x; runs are cut at two, the whole at ten"""
    out = ""
    for c in text:
        k = "X" if c.isupper() else "x" if c.islower() else "d" if c.isdecimal() else c
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out += k
    return out[:10]


def word_key(form):
    """the key of the word table: lower case, every digit a 0"""
    return "".join("0" if c.isdecimal() else lower(c) for c in normal(form))


class Features:
    """form → row numbers, kept in a table since forms repeat"""

    def __init__(self, vocabulary, glove_rows):
        self.vocabulary, self.glove_rows, self.known = vocabulary, glove_rows, {}

    def __call__(self, form):
        rows = self.known.get(form)
        if rows is None:
            text = normal(form)
            low = "".join(map(lower, text))
            rows = (self.vocabulary.get(word_key(form), UNKNOWN),
                    1 + fnv("a" + low[-2:]) % (SUFFIX_ROWS - 1), 1 + fnv("b" + low[-3:]) % (SUFFIX_ROWS - 1),
                    1 + fnv("c" + low[-4:]) % (SUFFIX_ROWS - 1), 1 + fnv("d" + low[:3]) % (PREFIX_ROWS - 1),
                    1 + fnv("e" + shape(text)) % (SHAPE_ROWS - 1), self.glove_rows.get(low, 0))
            if len(self.known) < 500000:
                self.known[form] = rows
        return rows


ROOT_ROWS = (ROOT, 0, 0, 0, 0, 0, 0)
