#!/usr/bin/env python3
"""What another program makes of web pages, as one JSON object a line; the readers of ../ingest-eval.py.

usage: pages.py trafilatura|trafilatura-fast|newspaper4k|readability-lxml|htmldate FILE…

Each is called as its manual shows, with the page as bytes and without its address, as a saved page comes. A page that
makes the program fail counts as empty.
"""
import json, re, sys


def read_trafilatura(data, fast=False):
    from trafilatura import bare_extraction
    document = bare_extraction(data, with_metadata=True, include_comments=False, fast=fast)
    if document is None:
        return {}
    document = document.as_dict()
    return {"title": document.get("title"), "authors": re.split(r"; ", document.get("author") or ""), "published": document.get("date"),
            "text": document.get("text") or ""}


def read_newspaper(data):
    import newspaper
    article = newspaper.Article(url="http://localhost/", language="en", fetch_images=False)
    article.download(input_html=data.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date
    return {"title": article.title, "authors": article.authors, "published": day.isoformat() if day else None, "text": article.text}


def read_readability_lxml(data):
    import lxml.html
    from readability import Document
    document = Document(data)
    return {"title": document.short_title(), "text": "\n".join(lxml.html.fromstring(document.summary()).itertext())}


def read_htmldate(data):
    from htmldate import find_date
    return {"published": find_date(data.decode("utf-8", "replace"), original_date=True, extensive_search=True)}


READERS = {"trafilatura": read_trafilatura, "trafilatura-fast": lambda data: read_trafilatura(data, fast=True), "newspaper4k": read_newspaper,
           "readability-lxml": read_readability_lxml, "htmldate": read_htmldate}


def main():
    read = READERS[sys.argv[1]]
    for path in sys.argv[2:]:
        try:
            got = read(open(path, "rb").read())
        except Exception as error:  # whatever it is, the next page is read
            print(f"{path}: {error}", file=sys.stderr)
            got = {}
        print(json.dumps({"file": path, "title": got.get("title"), "authors": [a for a in got.get("authors") or [] if a],
                          "published": got.get("published"), "blocks": [["body", got.get("text") or ""]]}), flush=True)


if __name__ == "__main__":
    main()
