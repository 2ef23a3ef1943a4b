#!/usr/bin/env python3
"""Stop `dateline extract --resume` again and again, and compare what comes out in the end: resume.py DATELINE.

Killed, terminated and interrupted at any time, with one thread and with several, the run goes on where it stopped: no
record is lost, none is written twice, and the file is the one that an undisturbed run writes, byte for byte.
"""
import json, os, random, shutil, signal, subprocess, sys, tempfile, time

DATELINE = os.path.abspath(sys.argv[1])
STOPS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
TOWNS = ("Lindholm", "Vesterby", "Norrvik", "Askersund", "Holmby", "Sandvik", "Ekeby", "Torsborg")


def make(folder):
    """Articles in files of their own, in one of many lines (two of them alike), and a file that cannot be read."""
    os.mkdir(folder)
    for i in range(48):
        town, other = TOWNS[i % 8], TOWNS[(i * 3 + 1) % 8]
        with open(f"{folder}/{i:02}.txt", "w") as file:
            file.write(f"Ferry {i} leaves {town}\n\nThe mayor of {town} met the owners of ferry {i} on Monday. She told "
                       f"reporters in {other} that the council had approved the plan on 3 May 2022. Two members of the crew "
                       f"were arrested in {other} last week, and a court in {town} sentenced the captain to {i + 2} months.\n")
    with open(f"{folder}/feed.jsonl", "w") as file:
        for i in range(12):
            text = f"The council of {TOWNS[i % 8]} voted for bridge {min(i, 10)} on Friday, and its builders signed a contract."
            file.write(json.dumps({"title": f"Bridge {min(i, 10)}", "text": text, "date": "2022-03-12", "url": f"b/{min(i, 10)}"}) + "\n")
    open(f"{folder}/empty.txt", "w").close()


def command(folder, output, *options):
    return [DATELINE, "extract", "-q", "--date=2022-05-20", "-o", output, *options, folder]


def run(*arguments):
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=300)
    return done.returncode, done.stderr


def lines(path):
    return open(path, "rb").read().count(b"\n") if os.path.exists(path) else 0


def interrupt(folder, output, jobs, chance):
    """Runs, stopped each time a little later, until a run comes to its end; its code. On a busy machine a run may end before it
    is stopped: then all begins anew."""
    for _ in range(10):
        n_stops, code = try_interrupt(folder, output, jobs, chance)
        if n_stops >= 4:
            return code
        os.remove(output)
    raise AssertionError(f"only {n_stops} runs were stopped")


def try_interrupt(folder, output, jobs, chance):
    """(how many runs were stopped, code of the last)"""
    n_stops, before = 0, 0
    for attempt in range(200):
        process = subprocess.Popen(command(folder, output, "--resume", f"-j{jobs}"), stderr=subprocess.DEVNULL)
        wanted = before + chance.randrange(1, 12)
        while process.poll() is None and lines(output + ".part") < wanted:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
        if process.poll() is not None:
            break
        process.send_signal(STOPS[attempt % 3])
        process.wait()
        n_stops += process.returncode != 0
        if os.path.exists(output):
            break
        now = lines(output + ".part")
        assert now >= before, f"{before} records were there, {now} are left"
        before = now
        if attempt % 4 == 1:
            with open(output + ".part", "ab") as file:  # as a full disk or a kill in the middle of a write leaves it
                file.write(b'{"format":"dateline-record/1","id":"dxx')
    return n_stops, run(folder, output, "--resume")[0]


def main():
    chance = random.Random(20220312)
    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        make("in")
        code, err = run("in", "whole.jsonl")
        whole = open("whole.jsonl", "rb").read()
        assert code == 3 and whole.count(b"\n") == 60, (code, err)

        for jobs in (1, 4):
            code = interrupt("in", "out.jsonl", jobs, chance)
            assert code == 3 and open("out.jsonl", "rb").read() == whole, f"-j{jobs}: the file differs from an undisturbed one"
            assert sorted(os.listdir(".")) == ["in", "out.jsonl", "whole.jsonl"], os.listdir(".")
            os.remove("out.jsonl")

        # what is there is not done again, and what is new is added
        shutil.copy("whole.jsonl", "out.jsonl")
        shutil.copy("in/00.txt", "in/new.txt")
        done = subprocess.run([a for a in command("in", "out.jsonl", "--resume", "--stats") if a != "-q"], capture_output=True,
                              text=True)
        assert "documents: 1," in done.stderr and "done before: 60" in done.stderr, done.stderr
        assert open("out.jsonl", "rb").read().startswith(whole) and lines("out.jsonl") == 61

        # what is no file of records is left as it is; no two runs at a time
        open("notes.txt", "w").write("buy milk\n")
        code, err = run("in", "notes.txt", "--resume", "--to=record")
        assert code == 1 and "no record" in err and open("notes.txt").read() == "buy milk\n", (code, err)
        assert not os.path.exists("notes.txt.part")
        first = subprocess.Popen(command("in", "two.jsonl", "--resume"), stderr=subprocess.DEVNULL)
        while first.poll() is None and lines("two.jsonl.part") < 1:
            time.sleep(0.002)
        first.send_signal(signal.SIGSTOP)
        code, err = run("in", "two.jsonl", "--resume")
        first.send_signal(signal.SIGCONT)
        assert code == 1 and "another run" in err and err.count("\n") == 1, (code, err)
        assert first.wait() == 3 and lines("two.jsonl") == 61

        # killed while FILE was copied to FILE.part: no record of FILE is lost, also of articles that are not named now
        for n in (0, 500, len(whole) // 2):
            open("out.jsonl", "wb").write(whole)
            open("out.jsonl.part", "wb").write(whole[:n])
            code, err = run("in/00.txt", "out.jsonl", "--resume")
            assert code == 0 and open("out.jsonl", "rb").read() == whole, (n, code, err)
        # FILE was made anew since FILE.part was begun: neither takes the place of the other
        other = b"".join(whole.splitlines(True)[5:7])
        open("out.jsonl.part", "wb").write(other)
        code, err = run("in", "out.jsonl", "--resume")
        assert code == 1 and "out of date" in err and err.count("\n") == 1, (code, err)
        assert open("out.jsonl", "rb").read() == whole and open("out.jsonl.part", "rb").read() == other
        os.remove("out.jsonl.part")
        # FILE cannot get its name at the end: FILE.part stays
        os.mkfifo("pipe")
        first = subprocess.Popen(command("pipe", "late.jsonl", "--resume"), stderr=subprocess.PIPE, text=True)
        with open("pipe", "wb") as pipe:
            os.mkdir("late.jsonl")
            pipe.write(open("in/00.txt", "rb").read())
        err = first.communicate()[1]
        assert first.returncode == 1 and "directory" in err and lines("late.jsonl.part") == 1, (first.returncode, err)

        # mistakes
        assert run("in", "-", "--resume")[0] == 2 and run("in", "/dev/null", "--resume")[0] == 2
        os.mkdir("none")
        code, err = run("none", "none.jsonl", "--resume")
        assert code == 1 and not os.path.exists("none.jsonl.part"), (code, err)


main()
