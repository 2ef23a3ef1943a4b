#!/usr/bin/env python3
"""Kill `dateline add` again and again, and compare what the corpus holds in the end: corpus.py DATELINE [KILLS].

Killed with -9 at any time, the file holds whole articles only; the run that comes to its end leaves what an undisturbed
one leaves, and the story is byte for byte what merge makes of the records, also after changes and removals. Files that
are no corpus, newer, locked or cannot be written are refused in one line.
"""
import json, os, random, resource, shutil, signal, sqlite3, subprocess, sys, tempfile, time, zlib

DATELINE = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOWNS = ("Lindholm", "Vesterby", "Norrvik", "Askersund", "Holmby", "Sandvik", "Ekeby", "Torsborg")
# what is kept does not depend on how well it was read
QUICK = {**os.environ, "DATELINE_MODEL": os.path.join(ROOT, "tests/data/mini.dtm")}


def article(i, months=None):
    town, other = TOWNS[i % 8], TOWNS[(i * 3 + 1) % 8]
    return (f"Ferry {i} leaves {town}\n\nThe mayor of {town} met the owners of ferry {i} on Monday. She told reporters in {other} "
            f"that the council had approved the plan on 3 May 2022. Two members of the crew were arrested in {other} last week, "
            f"and a court in {town} sentenced the captain to {months or i + 2} months.\n")


def make(folder, n=160):
    """Articles in files of their own and in one of many lines."""
    os.mkdir(folder)
    for i in range(n):
        open(f"{folder}/{i:03}.txt", "w").write(article(i))
    with open(f"{folder}/feed.jsonl", "w") as file:
        for i in range(60):
            text = f"The council of {TOWNS[i % 8]} voted for bridge {i} on Friday, and its builders signed a contract."
            file.write(json.dumps({"title": f"Bridge {i}", "text": text, "date": "2022-03-12", "url": f"b/{i}"}) + "\n")


def run(*arguments, env=None, well=True):
    done = subprocess.run([DATELINE, *arguments], capture_output=True, text=True, timeout=300, env=env)
    assert not well or done.returncode == 0, (arguments, done.returncode, done.stderr)
    return done


def add(corpus, folder, *options):
    return ["add", "-q", "--date=2022-05-20", *options, corpus, folder]


def dump(corpus):
    """All that a corpus says, without the numbers that tell how it came to it."""
    base = sqlite3.connect(corpus)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    articles = base.execute("SELECT id, uri, input, sha256, published, publisher, title, n_events, record, n FROM articles "
                            "WHERE gone IS NULL ORDER BY id, uri").fetchall()
    sentences = {}
    for row, text, line in base.execute("SELECT rowid, text, line FROM sentences ORDER BY rowid"):
        sentences.setdefault(row // 65536, []).append((row % 65536, text, line))
    inputs = base.execute("SELECT * FROM inputs ORDER BY 1").fetchall()
    base.execute("INSERT INTO sentences (sentences) VALUES ('integrity-check')")
    base.close()
    assert all(zlib.decompress(a[8][8:]) for a in articles) and set(sentences) <= {a[9] for a in articles}
    return [a[:9] + (sentences.get(a[9]),) for a in articles], inputs


def kill_often(chance, corpus, folder):
    """Runs, killed each time; whenever one has come to its end, the corpus is begun anew. Returns the number of kills."""
    n_kills = n_ends = 0
    started = time.monotonic()
    run(*add("time.dateline", folder, "-j2"), env=QUICK)
    whole = time.monotonic() - started
    expected = dump("time.dateline")
    while n_kills < KILLS:
        process = subprocess.Popen([DATELINE, *add(corpus, folder, f"-j{chance.choice((1, 2))}")], stderr=subprocess.DEVNULL, env=QUICK)
        try:
            process.wait(chance.random() * whole / 3)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            n_kills += 1
            if os.path.exists(corpus) and os.path.getsize(corpus) > 0 and n_kills % 5 == 0:
                there = sqlite3.connect(corpus)
                if there.execute("PRAGMA user_version").fetchone()[0]:
                    there.close()
                    now = dump(corpus)[0]
                    assert [a for a in expected[0] if a in now] == now, "an article is not what it should be"
            continue
        assert process.returncode == 0 and dump(corpus) == expected, "the corpus differs from an undisturbed one"
        n_ends += 1
        for end in ("", "-wal", "-shm"):
            if os.path.exists(corpus + end):
                os.remove(corpus + end)
    run(*add(corpus, folder), env=QUICK)
    assert dump(corpus) == expected, "the corpus differs from an undisturbed one"
    return n_kills, n_ends


def check_full(folder):
    """A file that cannot grow, as on a full disk: one line, and what is there is whole."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    for size in (3000, 100_000, 200_000, 400_000):
        command = [DATELINE, *add("full.dateline", folder)]
        done = subprocess.run(command, capture_output=True, text=True, env=QUICK, preexec_fn=limit)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done
        if os.path.getsize("full.dateline") > 0:
            dump("full.dateline")
    run(*add("full.dateline", folder), env=QUICK)
    assert dump("full.dateline") == dump("time.dateline")


def check_read_only():
    """Nobody else can write it or its folder: it is read all the same, with a log beside it and without."""
    os.chmod(".", 0o755)
    os.chmod("c.dateline", 0o644)
    for command in (["list", "c.dateline"], ["timeline", "--top=3", "c.dateline"], ["search", "c.dateline", "ferry"]):
        done = subprocess.run([DATELINE, *command], capture_output=True, text=True, user=65534 if os.getuid() == 0 else None)
        assert done.returncode == 0 and done.stdout, done
    if os.getuid() == 0:
        done = subprocess.run([DATELINE, "remove", "c.dateline", "b/1"], capture_output=True, text=True, user=65534)
        assert done.returncode == 1 and "cannot be written" in done.stderr and len(done.stderr.splitlines()) == 1, done


def story(*operands):
    return run("timeline", "--to=json", "--date=2022-05-20", *operands).stdout


def check_story(folder):
    """The same as merging, in any order, after changes, after removals."""
    records = run("extract", "-q", "--date=2022-05-20", folder).stdout
    open("records.jsonl", "w").write(records)
    merged = run("merge", "records.jsonl").stdout
    for name, order in (("a.dateline", 1), ("b.dateline", -1)):
        for path in sorted(os.listdir(folder))[::order]:
            if path < "020" or path == "feed.jsonl":
                run(*add(name, f"{folder}/{path}"))
        run(*add(name, folder))
    assert story("a.dateline") == story("b.dateline") == merged, "the story differs from merge"
    assert sorted(run("extract", "a.dateline").stdout.splitlines()) == sorted(records.splitlines())
    assert story("a.dateline", f"{folder}/007.txt") == merged, "a corpus and an article of it give another story"

    check_kept("a.dateline")

    open(f"{folder}/007.txt", "w").write(article(7, 99))
    err = run("add", "--date=2022-05-20", "a.dateline", folder).stderr
    assert "1 added (1 of them changed)" in err, err
    assert "99 months" in run("search", "a.dateline", "captain", '"99 months"').stdout.replace("[", "").replace("]", "")
    changes = run("new", "a.dateline").stdout
    assert "+" in changes or "~" in changes, changes
    run("remove", "-q", "a.dateline", f"{folder}/009.txt", "b/3")
    os.remove(f"{folder}/009.txt")
    lines = [line for line in open(f"{folder}/feed.jsonl") if '"b/3"' not in line]
    open(f"{folder}/feed.jsonl", "w").writelines(lines)
    run(*add("c.dateline", folder))
    assert story("a.dateline") == story("c.dateline") == story(folder), "removing is not as if never added"
    run("remove", "--forget", "-q", "a.dateline")
    assert story("a.dateline") == story("c.dateline")
    assert run("diff", "a.dateline", "1", "2", well=False).returncode == 1


def check_kept(corpus):
    """What is read of the story that the file keeps is what merging shows, whatever is asked."""
    filters = ("", "--top=3", "--minor --top=5", "--since=2022-04 --until=2022-05", "--type=talk,meet", "--actor=Lindholm --top=4",
               "--place=Norrvik", "--min-confidence=0.8", "--min-sources=2", "--reality=planned", "--path=Lindholm,Norrvik")
    for options in filters:
        for look in ("--to=text", "--to=json", "--to=html", "--to=csv", "--view=relations --to=dot", "--view=storyline --to=svg"):
            asked = f"{options} {look}".split()
            graph = "--view" in look
            merged = run("merge", "records.jsonl", *asked).stdout
            for _ in range(2):
                assert run("graph" if graph else "timeline", corpus, *asked).stdout == merged, asked
    base = sqlite3.connect(corpus)
    assert base.execute("SELECT count(*) FROM state a JOIN state b USING (value) WHERE a.name = 'merged' AND b.name = 'generation'"
                        ).fetchone() == (1,), "the story is not kept"
    base.execute("UPDATE story_parts SET data = substr (data, 1, length (data) / 2)")  # damaged, it is made anew
    base.commit()
    base.close()
    assert story(corpus) == run("merge", "records.jsonl").stdout


def check_older():
    """A file of version 1 is brought up to date, by readers too."""
    base = sqlite3.connect("c.dateline")
    names = [name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'story_%'")]
    for name in names:
        base.execute(f"DROP TABLE {name}")
    base.execute("DELETE FROM state WHERE name = 'merged'")
    base.execute("PRAGMA user_version = 1")
    base.commit()
    base.close()
    assert len(names) == 4 and story("c.dateline") == story("a.dateline")


def check_refusals(folder):
    def refused(*arguments, code=1, says=""):
        done = run(*arguments, well=False)
        assert done.returncode == code and len(done.stderr.splitlines()) == 1 and says in done.stderr, (arguments, done)

    shutil.copy("c.dateline", "newer.dateline")
    base = sqlite3.connect("newer.dateline", isolation_level=None)
    base.execute("PRAGMA user_version = 99")
    base.close()
    lock = sqlite3.connect("c.dateline", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")  # a writer does not keep readers out
    assert run("list", "c.dateline").stdout and run("timeline", "--top=3", "c.dateline").stdout
    lock.execute("ROLLBACK")
    lock.close()
    base = sqlite3.connect("other.sqlite")
    base.execute("CREATE TABLE t (a)")
    base.commit()
    base.close()
    data = bytearray(open("c.dateline", "rb").read())
    open("cut.dateline", "wb").write(data[:len(data) // 3])
    for i in range(5000, len(data), 997):
        data[i] ^= 0x55
    open("bent.dateline", "wb").write(data)
    open("text.dateline", "w").write("no database " * 500)
    for command in (("list",), ("timeline",), ("add", f"{folder}/001.txt"), ("search", "ferry")):
        words = lambda name: (command[0], name, *command[1:])
        refused(*words("newer.dateline"), says="newer dateline")
        refused(*words("other.sqlite"), says="no corpus")
        if command[0] != "timeline":  # there it may be an article
            refused(*words("text.dateline"), says="no corpus")
    for name in ("cut.dateline", "bent.dateline"):
        done = run("timeline", name, well=False)
        assert done.returncode in (0, 1) and len(done.stderr.splitlines()) <= 1, (name, done)
    refused("list", "none.dateline", says="No such file")
    refused("add", "none.txt", f"{folder}/001.txt", code=2, says="called *.dateline")
    refused("add", "missing/none.dateline", f"{folder}/001.txt", says="cannot be opened")
    refused("remove", "c.dateline", "nobody", says="no article")
    refused("search", "c.dateline", code=2)
    run("search", "c.dateline", '"', "NEAR(", "AND", "*", "U.S.", "a:b", well=False)


def main():
    chance = random.Random(20220312)
    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        make("in")
        kills, ends = kill_often(chance, "killed.dateline", "in")
        check_full("in")
        shutil.rmtree("in")
        make("in", 40)
        check_story("in")
        check_older()
        check_read_only()
        check_refusals("in")
    print(f"{kills} kills, {ends} runs that came to an end")


main()
