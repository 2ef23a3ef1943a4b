#!/usr/bin/env python3
"""Measure ingest on development pages that are not part of this repository.

usage: ingest-eval.py INGEST-DUMP --trafilatura=DIR --readability=DIR [--worst=N]

INGEST-DUMP is the program built from ingest-dump.c. DIR of trafilatura holds tests/evaldata.json, tests/cache and
tests/eval; DIR of readability holds test/test-pages.

Trafilatura's pages are annotated with segments that must and must not be in the text, and with title, author and date.
Readability's pages come with the output of readability itself: F1 over shingles of four words.
"""
import argparse, collections, html.parser, json, os, re, subprocess, sys, time


def norm(text):
    return re.sub(r"\s+", " ", text or "").strip()


def dump(program, paths):
    documents = {}
    start = time.time()
    for i in range(0, len(paths), 200):
        out = subprocess.run([program, *paths[i:i + 200]], capture_output=True, check=True).stdout
        for line in out.decode().splitlines():
            document = json.loads(line)
            documents[document["file"]] = document
    return documents, time.time() - start


def body(document):
    return "\n\n".join(text for kind, text in document["blocks"] if kind != "title") if document else ""


def f1(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def trafilatura(program, folder, worst):
    tests = os.path.join(folder, "tests")
    data = json.load(open(os.path.join(tests, "evaldata.json"), encoding="utf-8"))
    items = []
    for item in data.values():
        for sub in ("cache", "eval"):
            path = os.path.join(tests, sub, item["file"])
            if os.path.isfile(path):
                items.append((path, item))
                break
    documents, seconds = dump(program, [path for path, _ in items])
    tp = fp = fn = tn = 0
    fields = collections.Counter()
    bad = []
    for path, item in items:
        document = documents.get(path)
        text = norm(body(document))
        miss = [s for s in item["with"] if norm(s) not in text]
        extra = [s for s in item["without"] if norm(s) in text]
        fn += len(miss)
        tp += len(item["with"]) - len(miss)
        fp += len(extra)
        tn += len(item["without"]) - len(extra)
        bad.append((len(miss) + len(extra), path, miss, extra))
        for field, gold in (("title", item.get("title")), ("author", item.get("author")), ("date", item.get("date"))):
            if not gold or not document:
                continue
            if field == "author":
                gold = [gold] if isinstance(gold, str) else gold
                gold = sorted(name for one in gold for name in one.split("; "))
                got = sorted(document["authors"])
            elif field == "title":
                got, gold = norm(document["title"]), norm(gold)
            else:
                got = (document["published"] or "")[:10]
            fields[field, "n"] += 1
            fields[field, "given"] += bool(got)
            fields[field, "right"] += got == gold
            if got != gold and worst and field == worst:
                print(path, field, repr(gold), repr(got))
    if isinstance(worst, int):
        for n, path, miss, extra in sorted(bad, key=lambda b: b[:2], reverse=True)[:worst]:
            print(n, path, "\n   MISS", miss, "\n   EXTRA", extra)
    print(f"trafilatura: {len(items)} pages, {seconds * 1000 / len(items):.1f} ms/page, empty "
          f"{sum(p not in documents for p, _ in items)}: segments F1 {f1(tp, fp, fn):.4f} P {tp / (tp + fp):.4f} R {tp / (tp + fn):.4f} "
          f"accuracy {(tp + tn) / (tp + tn + fp + fn):.4f}")
    for field in ("title", "author", "date"):
        n, given, right = (fields[field, key] for key in ("n", "given", "right"))
        print(f"  {field}: {n} annotated, given {given / n:.3f}, right {right / n:.3f}, precision {right / max(given, 1):.3f}")


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


def shingles(text):
    words = re.findall(r"\w+", text)
    return collections.Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)))


def readability(program, folder, worst):
    pages = os.path.join(folder, "test", "test-pages")
    names = sorted(os.listdir(pages))
    documents, seconds = dump(program, [os.path.join(pages, name, "source.html") for name in names])
    scores = []
    title = 0
    for name in names:
        document = documents.get(os.path.join(pages, name, "source.html"))
        stripper = Stripper()
        stripper.feed(open(os.path.join(pages, name, "expected.html"), encoding="utf-8").read())
        meta = json.load(open(os.path.join(pages, name, "expected-metadata.json"), encoding="utf-8"))
        gold, got = shingles("".join(stripper.text)), shingles(body(document))
        common = sum((gold & got).values())
        precision, recall = common / max(1, sum(got.values())), common / max(1, sum(gold.values()))
        score = 2 * precision * recall / (precision + recall) if common else 0.0
        scores.append((score, precision, recall, name))
        title += bool(document) and norm(document["title"]) == norm(meta.get("title"))
    n = len(scores)
    if isinstance(worst, int):
        for score, precision, recall, name in sorted(scores)[:worst]:
            print(f"{score:.3f} P {precision:.3f} R {recall:.3f} {name}")
    print(f"readability: {n} pages, {seconds * 1000 / n:.1f} ms/page: F1 {sum(s[0] for s in scores) / n:.4f} "
          f"P {sum(s[1] for s in scores) / n:.4f} R {sum(s[2] for s in scores) / n:.4f}, same title {title / n:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--trafilatura")
    parser.add_argument("--readability")
    parser.add_argument("--worst", default=0, help="print so many of the worst pages, or all misses of title, author, date")
    options = parser.parse_args()
    worst = int(options.worst) if str(options.worst).isdigit() else options.worst
    if options.trafilatura:
        trafilatura(options.program, options.trafilatura, worst)
    if options.readability:
        readability(options.program, options.readability, worst)


if __name__ == "__main__":
    sys.exit(main())
