"""The sentences that a teacher labels."""
from corpus import Token, read_conllu


def read(path, words):
    """sentences of 4 to 60 words out of a CoNLL-U file, up to so many words in all (0: all)"""
    out, total = [], 0
    for _, rows in read_conllu(path):
        if 4 <= len(rows) <= 60:
            out.append([Token(r[1]) for r in rows])
            total += len(rows)
        if words and total > words:
            break
    return out
