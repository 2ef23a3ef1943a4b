#!/usr/bin/env python3
"""Hostile and broken input, made here and read by the program: hazards.py DATELINE.

Each row is a name, the bytes of a file, its name, what must stand in the text, what must not, and what must be said on
stderr. A row without text is refused: exit 1 and one line. Every one of them has to end within SECONDS and MEGABYTES,
which leave room for sanitizers. The file lists, folders and names at the end are commands of their own.
"""
import gzip, io, json, os, resource, subprocess, sys, tempfile, time, zipfile

DATELINE = os.path.abspath(sys.argv[1])
SECONDS, MEGABYTES = 100, 3000
PROSE = ("The ferry left the harbour on Monday morning with 120 people on board, the company said. It came back on Tuesday, "
         "and nobody was hurt.")
P = f"<p>{PROSE}</p>"


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><title>Ferry leaves</title>{head}</head><body>{body}</body></html>"


def feed(item, before=""):
    return f"<?xml version='1.0'?>{before}<rss><channel><item><title>Ferry leaves</title>{item}</item></channel></rss>"


def answer(body, encoding="gzip"):
    block = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + encoding.encode() + b"\r\n\r\n" + body)
    return (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/a\r\nContent-Length: %d\r\n\r\n"
            % len(block) + block + b"\r\n\r\n")


def bomb(megabytes):
    """gzip of one letter, over and over"""
    return gzip.compress(b"a" * (1 << 20)) * megabytes


def docx(cut):
    """@cut: the last bytes of what is deflated say that more is to come"""
    out = io.BytesIO()
    body = "".join(f"<w:p><w:r><w:t>{i} {PROSE}</w:t></w:r></w:p>" for i in range(400))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
                                              f"<w:body>{body}</w:body></w:document>")
    data = bytearray(out.getvalue())
    if cut:
        entry = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)  # of the directory: half as long as it is
        length = int.from_bytes(data[entry + 20:entry + 24], "little")
        data[entry + 20:entry + 24] = (length // 2).to_bytes(4, "little")
    return bytes(data)


DESCRIPTION = f"<description>{PROSE}</description>"
LEVELS = "".join(f"<!ENTITY a{i} '&a{i - 1};&a{i - 1};&a{i - 1};&a{i - 1};'>" for i in range(1, 30))
BIG = "The ferry left the harbour. " * (50 * 1024 * 1024 // 28)
UTF16 = PROSE.replace("company", "Gesellschaft „Möwe“")

# name, file, content, in the text, not in the text, on stderr
ROWS = [
    # what libxml2 gets wrong in web pages
    ("NUL between tags", "a.html", page(f"<h1>Ferry</h1>\0<div>\0{P}</div>"), PROSE, None, "NUL"),
    ("one invalid byte, declared UTF-8", "a.html", page(P.replace("company", "Café’s owner"), "<meta charset=utf-8>").encode() + b"\xe9", "Café’s owner", "â", None),
    ("invalid bytes do not pass", "a.html", page(P).encode().replace(b"ferry", b"fe\xff\xfe\x80rry"), "harbour on Monday", None, None),
    ("Latin-1 that is windows-1252", "a.html", page(P.replace("company", "mayor’s “office”"), "<meta charset=iso-8859-1>").encode("cp1252"), "mayor’s “office”", None, None),
    ("meta says Latin-1, bytes are UTF-8", "a.html", page(P.replace("company", "mayor’s office"), "<meta charset=iso-8859-1>").encode(), "mayor’s office", "â", None),
    ("300 levels", "a.html", page("<div>" * 300 + P), PROSE, None, None),
    ("200,000 levels", "a.html", page("<div>" * 200000 + P), PROSE, None, None),
    ("text node of 50 MB", "a.html", page(f"<p>{BIG}</p>{P}"), "nobody was hurt", None, None),
    ("40,000 attributes", "a.html", page("<p" + "".join(f" a{i}='b'" for i in range(40000)) + f">{PROSE}</p>"), PROSE, None, None),
    ("<template>, <iframe>, <textarea>", "a.html", page(f"{P}<template><p>one {PROSE}</p></template><iframe>two three</iframe><textarea>four five</textarea>"),
     PROSE, "two three", None),
    ("<form> round the page", "a.html", page(f"<form>{P}</form>"), PROSE, None, None),
    ("<div> in the head", "a.html", page(P, "<div>x</div><meta property='article:published_time' content='2022-03-12'>"), PROSE, None, None),
    ("</html> early", "a.html", f"<html><body><p>x</p></body></html>{P}", PROSE, None, None),
    ("comment that ends in --!>", "a.html", page(f"<!-- x --!>{P}"), PROSE, "--!", None),
    ("entities without semicolon", "a.html", page(f"<p>Holm &amp Holm, fish &ampchips &CounterClockwiseContourIntegral;</p>{P}"), PROSE, None, None),
    ("empty file", "a.html", "", None, None, "empty"),
    ("article in <aside>", "a.html", page(f"<aside><nav>{P * 3}</nav></aside>"), PROSE, None, None),
    # XML
    ("entity bomb", "a.xml", feed(DESCRIPTION + "<author>&a29;</author>", f"<!DOCTYPE rss [<!ENTITY a0 'lol'>{LEVELS}]>"), PROSE, "lollol", None),
    ("external entity", "a.xml", feed(f"<description>&x; {PROSE}</description>", "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), PROSE, "root:", None),
    ("external document type", "a.xml", feed(DESCRIPTION, "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'>"), PROSE, None, None),
    ("200,000 levels of XML", "a.xml", feed("<a>" * 200000 + DESCRIPTION) + feed(DESCRIPTION), "", None, ""),
    ("40,000 attributes in XML", "a.xml", feed("<x" + "".join(f" a{i}='b'" for i in range(40000)) + "/>" + DESCRIPTION), PROSE, None, None),
    ("text node of 50 MB in XML", "a.xml", feed(f"<description>{BIG}</description>"), "", None, ""),
    ("CDATA in a date", "a.xml", feed(DESCRIPTION + "<pubDate><![CDATA[ Sat, 12 Mar 2022 10:00:00 GMT ]]></pubDate>"), PROSE, None, None),
    ("a date of 10 MB", "a.xml", feed(DESCRIPTION + "<pubDate>" + "2022 " * 2000000 + "</pubDate>"), PROSE, None, "not understood"),
    # character sets
    ("UTF-16, little end first", "a.txt", b"\xff\xfe" + UTF16.encode("utf-16-le"), "„Möwe“", None, None),
    ("UTF-16, big end first", "a.txt", b"\xfe\xff" + UTF16.encode("utf-16-be"), "„Möwe“", None, None),
    ("UTF-16 without a mark", "a.txt", UTF16.encode("utf-16-le"), "„Möwe“", None, None),
    ("UTF-16, cut in the middle of a character", "a.txt", (b"\xff\xfe" + UTF16.encode("utf-16-le"))[:-1], "„Möwe“", None, None),
    ("two encodings in one file", "a.txt", (UTF16 + "\n\n").encode() + UTF16.encode("cp1252"), "„Möwe“", None, None),
    ("UTF-7, which nothing reads", "a.html", page(f"<p>+ADw-script+AD4-</p>{P}", "<meta charset=utf-7>"), PROSE, "<script", None),
    # archives
    ("truncated gzip", "a.html.gz", gzip.compress(page(P * 40).encode() + os.urandom(9000).hex().encode())[:9000], PROSE, None, "cut off"),
    ("gzip bomb", "a.html.gz", bomb(600), None, None, "unpacks to more than 256 MB"),
    ("gzip bomb in WARC", "a.warc", answer(bomb(100)) + answer(gzip.compress(page(P).encode())), PROSE, None, "more than 32 MB"),
    ("gzip bomb in WARC.gz", "a.warc.gz", gzip.compress(answer(bomb(100)) + answer(gzip.compress(page(P).encode()))), PROSE, None, "more than 32 MB"),
    ("gzip in gzip", "a.gz", gzip.compress(gzip.compress(PROSE.encode())), None, None, "gzip archive in a gzip archive"),
    ("length that lies", "a.warc", answer(b"x").replace(b"Content-Length: ", b"Content-Length: 99999999999") + answer(gzip.compress(page(P).encode())), PROSE, None, "skipped"),
    ("zip without a directory", "a.docx", b"PK\003\004" + b"word/document.xml" * 10, None, None, "directory"),
    ("gzip that a server calls deflate", "a.warc", answer(gzip.compress(page(P).encode()), "deflate"), PROSE, None, None),
    ("docx whose text is cut off", "a.docx", docx(cut=True), None, None, "cut off"),
    ("docx that is whole", "a.docx", docx(cut=False), PROSE, None, None),
    # JSON
    ("200,000 levels of JSON", "a.json", '{"a":' + "[" * 200000, None, None, ""),
    ("line without an end", "a.jsonl", '{"text":"' + PROSE + '"}\n{"text":"' + "x" * (20 << 20) + '"}', PROSE, None, "longer than 16 MB"),
    # text
    ("one word of 10 MB", "a.txt", PROSE + "\n\n" + "x" * (10 << 20) + "\n\n" + PROSE, PROSE, None, None),
    ("nothing but line breaks", "a.txt", "\n" * 1000000, None, None, "empty"),
    ("escapes of a terminal", "a.txt", PROSE + "\n\n\x1b[2J\x1b]0;title\x07The end of it.", PROSE, None, None),
]


def limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(arguments, **how):
    return subprocess.run([DATELINE, *arguments], capture_output=True, timeout=SECONDS, preexec_fn=limit, **how)


def problems_of(done, wanted, unwanted, said):
    out, err = done.stdout.decode(), done.stderr.decode()
    text = "".join(json.loads(line)["text"] for line in out.split("\n") if line)
    # "": read or refused, as long as it is done in an orderly way; 3: a part of a stream was refused
    codes = {"": (0, 1), None: (1,)}.get(wanted, (0, 3) if said else (0,))
    if done.returncode not in codes:
        yield f"exit {done.returncode}: {err[:200]}"
    if done.returncode == 1 and (err.count("\n") != 1 or out):
        yield f"{err.count(chr(10))} lines on stderr, {len(out)} bytes on stdout"
    if wanted and wanted not in text:
        yield f"lost: {wanted[:50]!r} in {text[:100]!r}"
    if unwanted and unwanted in text:
        yield f"passed: {unwanted!r}"
    if said and said not in err:
        yield f"not said: {said!r} in {err[:200]!r}"
    if "\x1b" in err:
        yield "escape on stderr"


def rows():
    for name, file, content, wanted, unwanted, said in ROWS:
        with open(file, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        start = time.monotonic()
        try:
            done = run(["annotate", "--stages=ingest", file])
            bad = list(problems_of(done, wanted, unwanted, said))
        except subprocess.TimeoutExpired:
            bad = [f"takes more than {SECONDS} s"]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        if peak > MEGABYTES:
            bad.append(f"takes {peak} MB")
        if "-v" in sys.argv:
            print(f"{name}: {time.monotonic() - start:.2f} s, {peak} MB so far")
        yield from (f"{name}: {why}" for why in bad)
        os.unlink(file)


def uris(done):
    return [json.loads(line)["uri"] for line in done.stdout.decode().split("\n") if line]


def expect(name, done, code, wanted, n_lines, said=""):
    err = done.stderr.decode()
    if done.returncode != code or uris(done) != wanted or err.count("\n") != n_lines or said not in err:
        yield f"{name}: exit {done.returncode}, read {uris(done)}, said {err!r}"


def names_and_lists():
    annotate = ["annotate", "-q", "--stages=ingest"]
    os.makedirs("f/sub")
    for path in ("f/a.txt", "f/sub/b.txt", "f/new\nline.txt", "f/-q", "f/\x1b[31mred.txt"):
        open(path, "w").write(PROSE)
    open(os.fsencode("f/latin-") + b"\xe9.txt", "w").write(PROSE)
    everything = run([*annotate, "f"])
    if everything.returncode != 0 or len(uris(everything)) != 6 or everything.stderr:
        yield f"odd names: {everything.returncode} {uris(everything)} {everything.stderr!r}"
    os.symlink("..", "f/sub/up")  # a folder that holds itself
    os.symlink("loop2", "loop1")
    os.symlink("loop1", "loop2")
    yield from expect("folder that holds itself", run([*annotate, "f/sub"]), 0, ["f/sub/b.txt"], 0)
    yield from expect("links in a circle", run([*annotate, "loop1", "f/a.txt"]), 3, ["f/a.txt"], 1, "symbolic links")
    open("f/sub/gone.txt", "w").close()
    os.unlink("f/sub/gone.txt")
    os.symlink("nowhere", "f/sub/gone.txt")
    yield from expect("link to nothing in a folder", run([*annotate, "f/sub"]), 0, ["f/sub/b.txt"], 0)
    # names with newlines: one line each on stderr, and whole in a list that ends in NUL
    yield from expect("name with a newline that is missing", run([*annotate, "no\nsuch", "f/a.txt"]), 3, ["f/a.txt"], 1)
    open("list", "wb").write(b"f/new\nline.txt\0f/a.txt\0f/a.txt\0")
    yield from expect("list with NUL", run([*annotate, "--files-from=list", "-0"]), 0, ["f/a.txt", "f/new\nline.txt"], 0)
    # a list that names itself is a text like any other, read once; a list of a list goes no deeper
    open("self", "w").write("self\nself\nf/a.txt\n")
    yield from expect("list that names itself", run([*annotate, "--files-from=self"]), 0, ["f/a.txt", "self"], 0)
    open("one", "w").write("two\n")
    open("two", "w").write("one\n")
    yield from expect("lists in a circle", run([*annotate, "--files-from=one"]), 0, ["two"], 0)
    open("bytes", "wb").write(bytes(range(256)) * 4)
    done = run([*annotate, "--files-from=bytes"])
    if done.returncode != 1 or not done.stderr or b"\x1b" in done.stderr:
        yield f"list of rubbish: {done.returncode} {done.stderr[:200]!r}"
    # what cannot be read: one line each, the rest is done
    yield from expect("folder named as a file", run([*annotate, "--files-from=f"]), 1, [], 1, "Is a directory")
    yield from expect("file that cannot be read", run([*annotate, "/proc/self/mem", "f/a.txt"]), 3, ["f/a.txt"], 1)
    os.mkfifo("pipe")
    writer = subprocess.Popen(["sh", "-c", ": > pipe"])
    yield from expect("pipe that gives nothing", run([*annotate, "pipe", "f/a.txt"]), 3, ["f/a.txt"], 1, "empty")
    writer.wait()
    open("locked.txt", "w").write(PROSE)
    os.chmod("locked.txt", 0)
    if os.getuid() != 0:
        yield from expect("file without permission", run([*annotate, "locked.txt", "f/a.txt"]), 3, ["f/a.txt"], 1, "ermission")
    yield from expect("device that never ends", run([*annotate, "--max-size=20", "/dev/zero", "f/a.txt"]), 3, ["f/a.txt"], 1, "larger than 20 MB")
    open("large.txt", "w").write((PROSE + "\n\n") * 20000)
    yield from expect("over the limit that is set", run([*annotate, "--max-size=1", "large.txt", "f/a.txt"]), 3, ["f/a.txt"], 1, "larger than 1 MB")
    yield from expect("pipe over the limit", run([*annotate, "--max-size=1", "-", "f/a.txt"], stdin=open("large.txt")), 3, ["f/a.txt"], 1, "larger than 1 MB")
    # JSON Lines are read in pieces, so that no file of them is over the limit, packed or not; both are called the same
    lines = json.dumps({"title": "Ferry leaves", "text": PROSE}) + "\n"
    open("many.jsonl", "w").write(lines * 12000)
    open("packed.jsonl.gz", "wb").write(gzip.compress((lines * 12000).encode()))
    for name in ("many.jsonl", "packed.jsonl.gz"):
        done = run([*annotate, "--max-size=1", name])
        found = uris(done)
        if done.returncode != 0 or len(found) != 12000 or found[-1] != name.replace(".gz", "") + "#12000":
            yield f"{name} over the limit: {done.returncode} {len(found)} {found[-1:]} {done.stderr[:200]!r}"
    yield from expect("a limit that is none", run([*annotate, "--max-size=0", "f/a.txt"]), 2, [], 1, "megabytes")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        bad = [*names_and_lists(), *rows()]
    print("\n".join(bad))
    sys.exit(bool(bad))
