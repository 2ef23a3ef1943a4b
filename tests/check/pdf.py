#!/usr/bin/env python3
"""Make PDF documents, read them, and compare what is read: pdf.py DATELINE.

The documents are written here, as PDF 1.4 with the fonts that every reader knows, so that what stands where is known
exactly: several pages, two columns, running heads, words divided at the ends of lines, headings, a title, metadata.
Does nothing (77) in a build without Poppler.
"""
import json, os, re, subprocess, sys, tempfile

DATELINE = sys.argv[1]
WIDTH, HEIGHT = 612, 792


class Pdf:
    """Pages of text set in lines; @compress is left out so that damage can be aimed at."""

    def __init__(self, **info):
        self.pages, self.info, self.xmp, self.tail = [], info, None, ""

    def page(self):
        self.pages.append([])
        return self

    def put(self, x, y, size, text, bold=False):
        """@y from the top of the page"""
        text = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        self.pages[-1].append(b"BT /F%d %g Tf %g %g Td (%s) Tj ET" % (2 if bold else 1, size, x, HEIGHT - y, text))
        return self

    def lines(self, x, y, size, lines, pitch=None, **how):
        for i, line in enumerate(lines):
            indent = len(line) - len(line.lstrip())
            self.put(x + indent * size / 2, y + i * (pitch or size * 1.2), size, line.strip(), **how)
        return self

    def bytes(self):
        objects = [b"<< /Type /Catalog /Pages 2 0 R%s >>" % (b" /Metadata 5 0 R" if self.xmp else b""), None]
        objects += [b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
                    for name in (b"Times-Roman", b"Times-Bold")]
        xmp = (self.xmp or "").encode()
        objects.append(b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(xmp), xmp))
        objects.append(b"<< %s >>" % b" ".join(b"/%s (%s)" % (k.encode(), v.encode("cp1252")) for k, v in self.info.items()))
        kids = []
        for page in self.pages:
            content = b"\n".join(page)
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
            objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << "
                           b"/F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects)))
            kids.append(b"%d 0 R" % len(objects))
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        out, places = bytearray(b"%PDF-1.4\n"), []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
                     % (len(objects) + 1, self.tail.encode(), start))


def wrap(text, width):
    """Lines of at most @width characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def read(data, *options):
    """(documents, code, lines of stderr)"""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "in.pdf")
        open(path, "wb").write(data)
        done = subprocess.run([DATELINE, "annotate", "--stages=text", *options, path], capture_output=True, text=True,
                              timeout=200)
        return [json.loads(line) for line in done.stdout.splitlines()], done.returncode, done.stderr.splitlines()


def paragraphs(document):
    return [p for p in document["text"].split("\n\n") if p]


def kinds(document):
    return {document["text"][s["start"]:s["end"]]: s["kind"] for s in document["sentences"]}


FERRY = ("The ferry Aurelia left the harbour of Lindholm on Monday morning with 120 passengers on board, the company said. "
         "It was to come back on Thursday, but a storm closed the port for two days and nobody could land.")
MAYOR = ("Mayor Jonna Breck told reporters that a well-known repair yard would look at the ship. The council meets again on "
         "Friday, and the anti-corruption office is to be heard by then, she said.")
CREW = ("Three members of the crew were taken to a hospital in Vesterby, where doctors treated them for bruises before they "
        "were sent home. The owners of the line have promised to pay for all of it.")

checks = []


def check(function):
    checks.append(function)
    return function


def same(got, wanted, what):
    assert got == wanted, f"{what}:\n  got      {got!r}\n  expected {wanted!r}"


@check
def one_column():
    """Lines become paragraphs: by distance, by indent, by an early end."""
    pdf = Pdf().page().put(72, 80, 22, "Storm keeps ferry at sea", bold=True)
    pdf.lines(72, 120, 11, wrap(FERRY, 70))
    pdf.lines(72, 120 + 13.2 * len(wrap(FERRY, 70)) + 10, 11, wrap(MAYOR, 70))
    document = read(pdf.bytes())[0][0]
    same(document["title"], "Storm keeps ferry at sea", "title")
    same(paragraphs(document), ["Storm keeps ferry at sea", FERRY, MAYOR], "paragraphs")
    pdf = Pdf().page().lines(72, 100, 11, ["  " + line if i == 0 else line for text in (FERRY, MAYOR, CREW)
                                          for i, line in enumerate(wrap(text, 70))])
    same(paragraphs(read(pdf.bytes())[0][0]), [FERRY, MAYOR, CREW], "paragraphs by indent")


@check
def two_columns_and_pages():
    """Columns are read one after the other; running heads, feet and numbers of pages go; a sentence goes on over them."""
    pdf = Pdf()
    left, right = wrap(" ".join([FERRY, MAYOR]), 42), wrap(CREW, 42)
    words = wrap("On Tuesday the harbour office opened an inquiry into the storm warning, and the ministry of transport in "
                 "Vesterby sent two experts. They are to report in June. " + FERRY, 42)
    for number, (first, second) in enumerate(((left, right), (words[:3], words[3:])), 1):
        pdf.page().put(72, 40, 9, "The Lindholm Observer").put(300, 760, 9, str(number)).put(440, 40, 9, f"Issue {number}")
        pdf.lines(72, 100, 11, first).lines(320, 100, 11, second)
    text = read(pdf.bytes())[0][0]["text"]
    same(text.replace("\n\n", " "), " ".join([FERRY, MAYOR, CREW, " ".join(words)]), "text of columns")
    assert "\n\n" not in text[text.index("On Tuesday"):text.index("experts")], "the sentence is parted between columns"


@check
def divided_words():
    """A hyphen at the end of a line goes, unless the word has one of its own."""
    lines = ["The minis-", "ter of transport met the well-known captain on Mon-", "day. It is a well-",
             "known story in the Anglo-", "Saxon world, where a 20-", "year plan for pre- and post-",
             "war ships was made, and a long time was spent on it by all OPTIONAL and OP-", "TIONAL planners."]
    text = read(Pdf().page().lines(72, 100, 11, lines).bytes())[0][0]["text"]
    same(text, "The minister of transport met the well-known captain on Monday. It is a well-known story in the Anglo-Saxon "
         "world, where a 20-year plan for pre- and postwar ships was made, and a long time was spent on it by all OPTIONAL and "
         "OPTIONAL planners.", "text")


@check
def words_without_end():
    """Every line ends in a hyphen: that takes no longer than other lines."""
    pdf = Pdf()
    for _ in range(300):
        pdf.page().lines(72, 30, 6, ["abcd-"] * 100)
    before = os.times().children_user
    read(pdf.bytes())
    assert os.times().children_user - before < 20, "quadratic in the lines"


@check
def notes():
    """Notes at the foot of a page go behind the text: the sentence that they would part is whole."""
    pdf = Pdf().page()
    first, second = wrap(f"{FERRY} {MAYOR} {CREW}", 70)[:4], wrap(f"{FERRY} {MAYOR} {CREW}", 70)[4:]
    pdf.lines(72, 100, 11, first).lines(72, 700, 8, ["1. The company is owned by the town of Lindholm."])
    pdf.page().lines(72, 100, 11, second)
    same(paragraphs(read(pdf.bytes())[0][0]), [f"{FERRY} {MAYOR} {CREW}", "1. The company is owned by the town of Lindholm."],
         "paragraphs")


@check
def headings():
    """What is larger than the text is a heading; two lines of it are one."""
    pdf = Pdf().page().lines(72, 80, 24, ["Storm keeps ferry at sea for", "more than two days"])
    pdf.put(72, 140, 11, "By Ada Holm").lines(72, 170, 11, wrap(FERRY, 70))
    pdf.put(72, 250, 15, "What the mayor says").lines(72, 275, 11, wrap(MAYOR, 70))
    document = read(pdf.bytes())[0][0]
    same(document["title"], "Storm keeps ferry at sea for more than two days", "title")
    same(document["authors"], ["Ada Holm"], "authors")
    same(kinds(document)["What the mayor says"], "heading", "kind of heading")


@check
def facts_of_the_file():
    """Title and author are taken; the day on which the file was made is told, never used."""
    pdf = Pdf(Title="Storm keeps ferry at sea", Author="Ada Holm", CreationDate="D:20220312100000Z").page()
    documents, code, err = read(pdf.lines(72, 100, 11, wrap(FERRY, 70)).bytes())
    same(documents[0]["title"], "Storm keeps ferry at sea", "title")
    same(documents[0]["authors"], ["Ada Holm"], "authors")
    same(documents[0]["published"], None, "published")
    assert any("made on 2022-03-12" in line for line in err), err
    documents, code, err = read(pdf.bytes(), "--date=2022-03-14")
    same((documents[0]["published"]["date"], err), ("2022-03-14", []), "published as given")
    pdf = Pdf(Title="Microsoft Word - draft_2.docx", Author="aholm").page().lines(72, 100, 11, wrap(FERRY, 70))
    document = read(pdf.bytes())[0][0]
    same((document["title"], document["authors"]), (None, []), "what a program wrote")
    for title, wanted in (("U.S. and China agree on grain", True), ("What is next for the U.S.", True),
                          ("Report on AC/DC and the 9/11 fund", True), ("storm keeps ferry.indd", False),
                          ("press release draft_3", False)):
        document = read(Pdf(Title=title).page().lines(72, 100, 11, wrap(FERRY, 70)).bytes())[0][0]
        same(document["title"], title if wanted else None, "title with a dot or stroke")


@check
def publisher_says_the_day():
    pdf = Pdf(CreationDate="D:20220401100000Z").page().lines(72, 100, 11, wrap(FERRY, 70))
    pdf.xmp = ('<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
               'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
               'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><prism:publicationDate>2022-03-12'
               '</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')
    documents, code, err = read(pdf.bytes())
    same((documents[0]["published"]["date"], documents[0]["published"]["basis"], err), ("2022-03-12", "meta", []), "published")


@check
def no_text():
    """Pages that are pictures, and what is no PDF at all: one line each."""
    for data, part in ((Pdf().page().bytes(), "no text"), (b"%PDF-1.4\nrubbish", "damaged PDF"),
                       (Pdf().page().put(72, 100, 11, "x").bytes()[:200], "PDF")):
        documents, code, err = read(data)
        assert not documents and code == 1 and len(err) == 1 and part in err[0], (code, err)


@check
def header():
    """Rubbish before the header is passed over; a text that speaks of it is a text."""
    pdf = Pdf().page().lines(72, 100, 11, wrap(FERRY, 70)).bytes()
    text = f"A talk on files\n\nThe header %PDF-1.7 was shown on Monday. {FERRY}\n".encode()
    for data in (b"rubbish\n" + pdf, text):
        done = subprocess.run([DATELINE, "annotate", "-q", "--stages=ingest", "-"], input=data, capture_output=True)
        assert done.returncode == 0 and FERRY in json.loads(done.stdout)["text"], done.stderr


@check
def damage():
    """Bytes changed and files cut off anywhere: read or refused with one line, never a crash."""
    pdf = Pdf(Title="Storm").page().lines(72, 100, 11, wrap(FERRY, 70)).bytes()
    cases = [pdf[:n] for n in range(0, len(pdf), len(pdf) // 12 + 1)][1:]
    cases += [pdf[:n] + bytes([(n * 37) % 256]) * 3 + pdf[n + 3:] for n in range(20, len(pdf), len(pdf) // 20)]
    cases.append(pdf.replace(b"/Count 1", b"/Count 999999999"))
    cases.append(re.sub(rb"/Kids \[[^]]*\]", b"/Kids [2 0 R]", pdf))  # a tree of pages that holds itself
    for data in cases:
        documents, code, err = read(data, "--quiet")
        assert (code == 0 and documents) or (code == 1 and len(err) == 1), (code, err)


if __name__ == "__main__":
    listed = subprocess.run([DATELINE, "formats"], capture_output=True, text=True).stdout
    if "made without Poppler" in listed:
        sys.exit(77)
    failed = 0
    for function in checks:
        try:
            function()
        except AssertionError as error:
            failed += 1
            print(f"{function.__name__}: {error}")
    sys.exit(failed > 0)
