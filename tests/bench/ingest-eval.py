#!/usr/bin/env python3
"""Measure readers of web pages on development pages that are not part of this repository.

usage: ingest-eval.py READER... [--trafilatura=DIR] [--fundus=DIR] [--postlight=DIR] [--readability=DIR]
                      [--split=open|frozen|all] [--misses=title|authors|day|body] [--only=SUBSTRING]

READER is a program that is given files and prints for each one JSON object a line: file, title, authors, published and
blocks (pairs of a kind and a text). Ours is built from ingest-dump.c; those of others stand in peers-html. The table has
one row a reader and set of pages.

The sets are the test pages of other projects, each DIR a checkout:
  trafilatura  tests/evaldata.json, tests/cache, tests/eval: segments that must and must not be in the text, title, authors, day
  fundus       tests/resources/parser/test_data: the article as the hand-written parser for that very site reads it
  postlight    fixtures, src/extractors/custom: title, author and day as their tests state them
  readability  test/test-pages: the output of readability itself, shingles of four words

Of fundus and postlight about a third is frozen, by a hash of the name: those pages are scored, and their misses never
shown. Body F1 is over segments (trafilatura) or over shingles of four words (fundus, readability); postlight states only
how the text begins, so there the share of pages whose text holds that beginning.
"""
import argparse, collections, datetime, glob, gzip, hashlib, html, html.parser, json, os, re, resource, subprocess, sys, tempfile, time

FIELDS = ("title", "authors", "day")


def norm(text):
    return re.sub(r"\s+", " ", text or "").strip()


def bare(text):
    """Letters and digits: quotes and dashes of another shape are the same title."""
    return re.sub(r"\W+", "", norm(text)).casefold()


def is_frozen(name):
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0


class Page:
    def __init__(self, path, name, title=None, authors=None, day=None):
        self.path, self.name, self.title, self.authors, self.day = path, name, title, authors, day
        self.wanted = self.unwanted = self.text = self.start = None


# --- the sets ---

def trafilatura_pages(folder):
    tests = os.path.join(folder, "tests")
    for item in json.load(open(os.path.join(tests, "evaldata.json"), encoding="utf-8")).values():
        for sub in ("cache", "eval"):
            path = os.path.join(tests, sub, item["file"])
            if os.path.isfile(path):
                authors = item.get("author") or []
                authors = [authors] if isinstance(authors, str) else authors
                page = Page(path, item["file"], item.get("title"), [n for a in authors for n in a.split("; ")], item.get("date"))
                page.wanted, page.unwanted = item["with"], item["without"]
                yield page
                break


def fundus_pages(folder, scratch):
    for path in sorted(glob.glob(os.path.join(folder, "tests/resources/parser/test_data/*/*.json"))):
        truth = json.load(open(path, encoding="utf-8"))
        versions = sorted(truth, key=lambda v: [int(n) for n in re.findall(r"\d+", v)])
        pages = sorted(glob.glob(path[:-5] + "_[0-9]*.html.gz"))
        if len(versions) != len(pages):
            continue
        for version, packed in zip(versions, pages):
            name = os.path.basename(packed)[:-3]
            plain = os.path.join(scratch, name)
            with open(plain, "wb") as out:
                out.write(gzip.open(packed).read())
            gold = truth[version]
            page = Page(plain, name, gold.get("title"), gold.get("authors"), (gold.get("publishing_date") or "")[:25])
            body = gold.get("body") or {"summary": [], "sections": []}
            page.text = "\n".join(body["summary"] + [p for s in body["sections"] for p in s["headline"] + s["paragraphs"]])
            yield page


LITERAL = r"(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|`((?:[^`\\]|\\.)*)`)"


def stated(block, field):
    """The literal that a test compares @field to."""
    match = re.search(r"assert\.equal\(\s*(?:new_?)?" + field + r",\s*" + LITERAL, block, re.I)
    value = next((g for g in match.groups() if g is not None), "") if match else None
    return re.sub(r"\\(.)", r"\1", value) if value is not None else None


def local_days(instant):
    """The days that an instant in UTC falls on from California to Japan: what the page itself says is in its own zone."""
    moment = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return {(moment + datetime.timedelta(hours=h)).date().isoformat() for h in (-8, 0, 9)}


def postlight_pages(folder):
    for path in sorted(glob.glob(os.path.join(folder, "src/extractors/custom/*/index.test.js"))):
        text = open(path, encoding="utf-8").read()
        for block in re.split(r"\bdescribe\(", text)[1:]:
            fixture = re.search(r"readFileSync\(\s*'\./(fixtures/[^']+)'", block)
            if not fixture or not os.path.isfile(os.path.join(folder, fixture.group(1))):
                continue
            name = os.path.basename(fixture.group(1))
            author = stated(block, "author")
            day = stated(block, "(?:date_?published|published_?date)")
            if day and day.endswith("Z"):
                day = local_days(day)
            page = Page(os.path.join(folder, fixture.group(1)), name, stated(block, "title"), [author] if author else [], day)
            page.start = stated(block, "first13")
            if page.title or author or day:
                yield page


class Stripper(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = []

    def handle_starttag(self, tag, attrs):
        self.text.append(" ")

    def handle_endtag(self, tag):
        self.text.append(" ")

    def handle_data(self, data):
        self.text.append(data)


def readability_pages(folder):
    pages = os.path.join(folder, "test", "test-pages")
    for name in sorted(os.listdir(pages)):
        stripper = Stripper()
        stripper.feed(open(os.path.join(pages, name, "expected.html"), encoding="utf-8").read())
        page = Page(os.path.join(pages, name, "source.html"), name)
        page.text = "".join(stripper.text)
        yield page


# --- scores ---

def shingles(text):
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)))


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def body(document):
    return "\n\n".join(text for kind, text in document["blocks"] if kind != "title") if document else ""


def author_set(names):
    """Lower case, "By" and commas gone: "By STEVE PEOPLES" is Steve Peoples."""
    joined = "; ".join(names or [])
    joined = re.sub(r"^(by|von|par|por)\s+", "", joined.strip(), flags=re.I)
    return sorted({bare(n) for n in re.split(r"\s*(?:;|,| and | & | und | et )\s*", joined) if bare(n)})


def days_of(stamp):
    """The days that a stamp can mean: that of its own zone and that of UTC."""
    if isinstance(stamp, set):
        return stamp
    days = {stamp[:10]} if stamp else set()
    try:
        moment = datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00"))
        if moment.tzinfo:
            days.add(moment.astimezone(datetime.timezone.utc).date().isoformat())
    except ValueError:
        pass
    return days


def is_right(field, page, document):
    if field == "title":
        return bare(document["title"]) == bare(page.title)
    if field == "authors":
        return author_set(document["authors"]) == author_set(page.authors)
    return bool(days_of(document["published"] or "") & days_of(page.day))


def given(field, document):
    return document and (document["published"] if field == "day" else document[field])


def score_body(page, document):
    """(precision, recall) of one page, or None."""
    if page.start:
        return (1.0, 1.0) if bare(page.start) in bare(body(document)) else (0.0, 0.0)
    if page.text is None or not norm(page.text):
        return None
    gold, got = shingles(page.text), shingles(body(document))
    common = sum((gold & got).values())
    return common / max(1, sum(got.values())), common / max(1, sum(gold.values()))


def score_segments(pages, documents, show):
    tp = fp = fn = 0
    for page in pages:
        text = norm(body(documents.get(page.path)))
        miss = [s for s in page.wanted if norm(s) not in text]
        extra = [s for s in page.unwanted if norm(s) in text]
        fn += len(miss)
        tp += len(page.wanted) - len(miss)
        fp += len(extra)
        if show and (miss or extra):
            print(page.path, "\n   MISS", miss, "\n   EXTRA", extra)
    return tp / max(1, tp + fp), tp / max(1, tp + fn)


def score(pages, documents, misses, only):
    counts = collections.Counter()
    scores = []
    for page in pages:
        document = documents.get(page.path)
        show = misses and not page.frozen and only in page.name
        for field in FIELDS:
            gold = getattr(page, field)
            if not gold:
                continue
            right = bool(document) and is_right(field, page, document)
            counts[field, "n"] += 1
            counts[field, "given"] += bool(given(field, document))
            counts[field, "right"] += right
            if show and misses == field and not right:
                print(page.path, field, repr(gold), repr(document and (document["published"] if field == "day" else document[field])))
        pair = score_body(page, document) if page.wanted is None else None
        if pair:
            scores.append((f1(*pair), *pair))
            if show and misses == "body" and scores[-1][0] < 0.8:
                print(f"{scores[-1][0]:.3f} P {pair[0]:.3f} R {pair[1]:.3f} {page.path}")
    return counts, scores


# --- readers ---

def run(reader, pages):
    """Documents by file, seconds of CPU, peak memory in MB."""
    documents = {}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = 0
    for i in range(0, len(pages), 200):
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen([*reader.split(), *(p.path for p in pages[i:i + 200])], stdout=out, stderr=subprocess.DEVNULL)
            _, _, usage = os.wait4(child.pid, 0)
            peak = max(peak, usage.ru_maxrss)
            out.seek(0)
            for line in out.read().decode("utf-8", "replace").split("\n"):
                if line.startswith("{"):
                    document = json.loads(line)
                    documents[document["file"]] = document
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return documents, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak / 1024


def share(counts, field, of="n"):
    return f"{counts[field, 'right'] / counts[field, of]:.3f}" if counts[field, of] else "–"


def row(name, kind, split, pages, reader, options):
    documents, seconds, peak = run(reader, pages)
    counts, scores = score(pages, documents, options.misses, options.only)
    if pages[0].wanted is not None:
        precision, recall = score_segments(pages, documents, options.misses == "body")
        f = f1(precision, recall)
    else:
        f, precision, recall = (sum(s[i] for s in scores) / max(1, len(scores)) for i in range(3))
    empty = sum(not body(documents.get(p.path)) for p in pages)
    print(f"| {name} | {kind}, {split} | {len(pages)} | {f:.3f} ({precision:.3f}/{recall:.3f}) | "
          + " | ".join(f"{share(counts, x)} ({share(counts, x, 'given')})" for x in FIELDS)
          + f" | {empty} | {len(pages) / max(seconds, 1e-9):.0f} | {peak:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("readers", nargs="+", help="a program, or NAME=PROGRAM")
    for kind in ("trafilatura", "fundus", "postlight", "readability"):
        parser.add_argument("--" + kind)
    parser.add_argument("--split", default="all", choices=("open", "frozen", "all"))
    parser.add_argument("--misses", choices=(*FIELDS, "body"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print("| reader | pages | n | body F1 (P/R) | title (precision) | authors | day | empty | pages/s CPU | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        sets = {"trafilatura": trafilatura_pages, "fundus": lambda folder: fundus_pages(folder, scratch),
                "postlight": postlight_pages, "readability": readability_pages}
        for kind, read in sets.items():
            folder = getattr(options, kind)
            if not folder:
                continue
            pages = list(read(folder))
            for page in pages:
                page.frozen = kind in ("fundus", "postlight") and is_frozen(page.name)
            splits = {"open": [p for p in pages if not p.frozen], "frozen": [p for p in pages if p.frozen]}
            for split, chosen in splits.items():
                if chosen and options.split in (split, "all"):
                    for reader in options.readers:
                        name, equals, program = reader.partition("=")
                        row(name if equals else os.path.basename(reader), kind, split, chosen, program or reader, options)


if __name__ == "__main__":
    sys.exit(main())
