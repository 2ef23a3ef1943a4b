#!/usr/bin/env python3
"""Who says what, against PolNeAR's development part.

usage: polnear.py DATELINE POLNEAR/data/dev [--errors N] [--kind KIND]

Runs `dateline annotate` over the articles and compares the layer "attributions" with the corpus (Newell et al. 2018). The corpus gives
every word to at most one attribution, so of nested ones only the outermost counts; none of its text is kept or trained on.

How it is matched: an attribution of ours and one of theirs can be the same if their cues share a character, or, failing that, their
contents share at least half of the shorter one. Pairs are made one to one, cues first, then by shared content.
  cue      matched by their cues
  content  characters that both call content
  source   in a matched pair, our head of the source lies in their source and the head of theirs (the word of it that our tree
           hangs outside it) lies in ours; where one of the two is a relative pronoun, it stands for its antecedent
Precision is over all ours, recall over all theirs (sources: over those that name one). "speech" is the part in which their cue is a
word of saying (verbs.tsv "report", cues.tsv "speech", "according to") or the content a quotation.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LEXICON = os.path.join(HERE, "..", "..", "src", "lexicon")
RELATIVE = {"who", "which", "that", "whom", "whose"}


def read_gold(path):
    """The attributions of one .ann file: {"source": [(start, end)…], "cue": …, "content": …}."""
    spans, out = {}, []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].startswith("T"):
            kind, places = cells[1].split(" ", 1)
            spans[cells[0]] = [tuple(map(int, part.split())) for part in places.split(";")]
        elif cells[0].startswith("E"):
            found = collections.defaultdict(list)
            for part in cells[1].split():
                role, name = part.split(":")
                found[re.sub(r"\d+$", "", role).lower()] += spans.get(name, [])
            if found["content"]:
                out.append({key: sorted(found[key]) for key in ("source", "cue", "content")})
    return out


def analyse(program, path, date):
    out = subprocess.run([program, "annotate", "--from=text", "--quiet", "--date=" + date, path], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    return json.loads(out.stdout)


def span(part):
    return part["start"], part["end"]


def ours_of(document):
    out = []
    for one in document["attributions"]:
        if "within" in one:
            continue
        out.append({
            "source": [span(one["source"])] if one["source"] else [], "head": one.get("head"), "kind": one["kind"],
            "cue": [span(one["cue"])], "content": [span(part) for part in one["content"]]})
    return out


def shared(a, b):
    return sum(max(0, min(e, g) - max(s, f)) for s, e in a for f, g in b)


def size(spans):
    return sum(end - start for start, end in spans)


def pair(ours, theirs):
    """[(ours, theirs, by cue)], one to one."""
    free, left, out = set(range(len(ours))), set(range(len(theirs))), []
    candidates = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            cue, content = shared(a["cue"], b["cue"]), shared(a["content"], b["content"])
            shorter = min(size(a["content"]), size(b["content"]))
            if cue or content * 2 >= max(shorter, 1) and content:
                candidates.append((cue == 0, -content, i, j))
    for no_cue, _, i, j in sorted(candidates):
        if i in free and j in left:
            free.discard(i)
            left.discard(j)
            out.append((ours[i], theirs[j], not no_cue))
    return out


def inside(token, spans):
    return any(start <= token["start"] and token["end"] <= end for start, end in spans)


def head_of(document, spans):
    """The token of the spans that hangs outside them."""
    tokens = document["tokens"]
    inner = [i for i, token in enumerate(tokens) if inside(token, spans)]
    for i in inner:
        if tokens[i]["head"] not in inner:
            return i
    return inner[0] if inner else None


def antecedent(document, number):
    tokens, up = document["tokens"], number
    word = document["text"][tokens[number]["start"]:tokens[number]["end"]].lower()
    while word in RELATIVE and up >= 0:
        if tokens[up]["deprel"] == "acl:relcl" and tokens[up]["head"] >= 0:
            return tokens[up]["head"]
        up = tokens[up]["head"]
    return number


def same_source(document, ours, theirs):
    if not ours["source"] or not theirs["source"] or ours["head"] is None:
        return False
    tokens, head = document["tokens"], head_of(document, theirs["source"])
    if head is None:
        return False
    if inside(tokens[ours["head"]], theirs["source"]) and inside(tokens[head], ours["source"]):
        return True
    return antecedent(document, ours["head"]) == antecedent(document, head)


def table(name):
    with open(os.path.join(LEXICON, name), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if line[0] != "#"]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def speech_words():
    out = {row["lemma"].split()[0] for row in table("verbs.tsv") if "report" in row["flags"].split()}
    out |= {row["cue"].split()[0] for row in table("cues.tsv") if row["kind"] == "speech"}
    return out


def is_speech(document, words, gold):
    text = document["text"]
    cue = " ".join(text[start:end] for start, end in gold["cue"]).lower()
    content = "".join(text[start:end] for start, end in gold["content"]).strip()
    lemmas = {token["lemma"] for token in document["tokens"] if inside(token, gold["cue"])}
    return "according to" in cue or bool(lemmas & words) or content[:1] in "“\"'‘" and content[-1:] in "”\"'’"


class Score:
    def __init__(self):
        self.n = collections.Counter()

    def f1(self, hit, ours, theirs):
        precision, recall = self.n[hit] / max(1, self.n[ours]), self.n[hit] / max(1, self.n[theirs])
        return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"

    def show(self, title):
        n = self.n
        print(f"{title}: {n['ours']} ours, {n['theirs']} theirs, {n['pairs']} pairs")
        print(f"  cue      {self.f1('cue', 'ours', 'theirs')}")
        print(f"  content  {self.f1('both', 'our_chars', 'their_chars')}  (characters)")
        print(f"  source   {self.f1('source', 'our_sources', 'their_sources')}")
        print(f"  source, given a pair in which both name one: {n['source'] / max(1, n['paired_sources']):.3f} of {n['paired_sources']}")


def count(score, document, ours, theirs, pairs):
    score.n["ours"] += len(ours)
    score.n["theirs"] += len(theirs)
    score.n["pairs"] += len(pairs)
    score.n["our_chars"] += sum(size(a["content"]) for a in ours)
    score.n["their_chars"] += sum(size(b["content"]) for b in theirs)
    score.n["our_sources"] += sum(bool(a["source"]) for a in ours)
    score.n["their_sources"] += sum(bool(b["source"]) for b in theirs)
    for a, b, by_cue in pairs:
        score.n["cue"] += by_cue
        score.n["both"] += shared(a["content"], b["content"])
        score.n["paired_sources"] += bool(a["source"] and b["source"])
        score.n["source"] += same_source(document, a, b)


def words_at(document, spans):
    return " … ".join(document["text"][start:end] for start, end in spans)[:90].replace("\n", " ")


def show_errors(document, ours, theirs, pairs):
    for a, b, _ in pairs:
        if b["source"] and not same_source(document, a, b):
            print("source", "|", words_at(document, b["cue"]), "| ours", words_at(document, a["source"]), "| theirs",
                  words_at(document, b["source"]), "|", words_at(document, b["content"]))
    for b in theirs:
        if not any(b is other for _, other, _ in pairs):
            print("missed", "|", words_at(document, b["source"]), "|", words_at(document, b["cue"]), "|", words_at(document, b["content"]))
    for a in ours:
        if not any(a is other for other, _, _ in pairs):
            print("extra", a["kind"], "|", words_at(document, a["source"]), "|", words_at(document, a["cue"]), "|", words_at(document, a["content"]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dateline")
    parser.add_argument("folder")
    parser.add_argument("--errors", type=int, default=0, help="articles whose errors are printed")
    parser.add_argument("--kind", help="only ours of this kind")
    parser.add_argument("--limit", type=int, default=0, help="so many articles")
    args = parser.parse_args()
    everything, speech, words = Score(), Score(), speech_words()
    names = sorted(os.listdir(os.path.join(args.folder, "attributions")))
    for number, name in enumerate(names[:args.limit or None]):
        text = os.path.join(args.folder, "text", re.sub(r"_[0-9a-f]{4}\.ann$", ".txt", name))
        document = analyse(args.dateline, text, re.search(r"\d{4}-\d\d-\d\d", name)[0])
        ours, theirs = ours_of(document), read_gold(os.path.join(args.folder, "attributions", name))
        if args.kind:
            ours = [a for a in ours if a["kind"] == args.kind]
        pairs = pair(ours, theirs)
        count(everything, document, ours, theirs, pairs)
        said = [b for b in theirs if is_speech(document, words, b)]
        partners = {id(a): b for a, b, _ in pairs}
        part = [a for a in ours if a["kind"] == "speech" and (id(a) not in partners or any(partners[id(a)] is b for b in said))
                or id(a) in partners and any(partners[id(a)] is b for b in said)]
        count(speech, document, part, said, [p for p in pairs if any(p[1] is b for b in said)])
        if number < args.errors:
            show_errors(document, ours, theirs, pairs)
    everything.show("all")
    speech.show("speech")


main()
