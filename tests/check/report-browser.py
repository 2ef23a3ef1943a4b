#!/usr/bin/env python3
"""Drive the report in Chromium: report-browser.py DATELINE [--shots FOLDER]

Filter, select, keyboard, addresses, dark, narrow, paper; no message on the console, no request but for the file. Without
Chromium the check is skipped. --shots keeps pictures of what was looked at.
"""
import json, os, shutil, subprocess, sys, tempfile

import browser as chromium

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED = 77
dateline = os.path.abspath(sys.argv[1])
shots = sys.argv[sys.argv.index("--shots") + 1] if "--shots" in sys.argv else None
bad = []


def expect(well, what):
    if not well:
        bad.append(what)


def settle(browser):
    browser.run("new Promise(done => setTimeout(done, 150))")


def count(browser, what):
    return browser.run(f"document.querySelectorAll({json.dumps(what)}).length")


def left(browser):
    return count(browser, ".event:not([hidden])")


def set_field(browser, name, value, event="input"):
    browser.run(f"(e => {{ e.value = {json.dumps(value)}; e.dispatchEvent(new Event('{event}', {{bubbles: true}})) }})"
                f"(document.getElementById('{name}'))")
    settle(browser)


def reset(browser):
    browser.run("document.getElementById('clear').click()")
    settle(browser)


def check_filters(browser):
    n = left(browser)
    expect(n > 5, f"only {n} events to filter")
    expect(browser.run("document.getElementById('count').textContent") == f"{n} events", "count is not that of all events")
    family = browser.run("document.querySelector('#kinds input').value")
    browser.run("document.querySelector('#kinds input').click()")
    settle(browser)
    expect(0 < left(browser) < n and count(browser, f".event.k-{family}:not([hidden])") == 0, "kind is not filtered")
    expect(count(browser, ".pic .off") > 0, "the filter does not dim the pictures")
    reset(browser)
    expect(left(browser) == n and count(browser, ".off") == 0, "Clear does not bring all events back")
    actor = browser.run("document.querySelector('#actor option:nth-child(2)').value")
    set_field(browser, "actor", actor)
    expect(left(browser) == count(browser, f".event[data-a~={actor}]") > 0, "actor is not filtered")
    reset(browser)
    day = browser.run("document.getElementById('to').max")
    set_field(browser, "from", day)
    expect(0 < left(browser) < n, "dates are not filtered")
    expect(browser.run("[...document.querySelectorAll('.event:not([hidden])')].every(e => e.dataset.t >= '%s')" % day),
           "an event before the first day is left")
    reset(browser)
    reality = browser.run("document.querySelector('#reality option:nth-child(2)').value")
    set_field(browser, "reality", reality)
    expect(left(browser) == count(browser, f".event[data-r={reality}]"), "reality is not filtered")
    reset(browser)
    set_field(browser, "confidence", "95")
    expect(browser.run("[...document.querySelectorAll('.event:not([hidden])')].every(e => e.dataset.c >= 95)"),
           "confidence is not filtered")
    reset(browser)
    word = browser.run("document.querySelector('.event .actor').textContent.split(' ')[0]")
    set_field(browser, "words", word.upper())
    expect(0 < left(browser) < n, "search finds nothing, or everything")
    set_field(browser, "words", "no such word anywhere")
    expect(left(browser) == 0, "search finds what is not there")
    expect(count(browser, ".day:not([hidden])") == 0, "a day without events is left")
    expect(not browser.run("document.getElementById('none').hidden"), "that nothing matches is not said")
    browser.run("document.getElementById('all').click()")
    settle(browser)
    expect(left(browser) == n and browser.run("document.getElementById('none').hidden"), "Show all does not show all")
    check_combined(browser, n, actor, day, reality)


def check_combined(browser, n, actor, day, reality):
    """Several filters at once: each says what it alone hides, can be taken away, and is in the address."""
    for name, value in (("actor", actor), ("to", day), ("reality", reality), ("confidence", "20")):
        set_field(browser, name, value)
    kept = left(browser)
    expect(kept == browser.run(f"[...document.querySelectorAll('.event[data-a~={actor}][data-r={reality}]')].filter("
                               f"e => +e.dataset.c >= 20 && 'f' in e.dataset && e.dataset.f <= '{day}').length"),
           "filters do not add up")
    expect(count(browser, "#active button") == 5, "not every filter in use is named")
    hidden = browser.run("+/hides (\\d+)/.exec(document.querySelector('#active button').textContent)[1]")
    browser.run("document.querySelector('#active button').click()")
    expect(left(browser) == kept + hidden, "a filter hides more or less than it says")
    expect("reality=" in browser.run("location.hash") and "actor=" not in browser.run("location.hash"), "the address lacks the filters")
    reset(browser)
    expect(browser.run("location.hash") == "", "the address keeps filters that are gone")
    browser.run("document.getElementById('kinds-all').click()")
    expect(left(browser) == 0, "None leaves a kind")
    browser.run("document.getElementById('kinds-all').click()")
    expect(left(browser) == n, "All lacks a kind")
    reset(browser)


def check_selection(browser):
    tied = browser.run("document.querySelector('.pic [data-e]').getAttribute('data-e').split(' ')[0]")
    browser.run(f"document.getElementById('{tied}').querySelector('.label a').click()")
    expect(count(browser, f"#{tied}.chosen[aria-current=true]") == 1, "a chosen entry is not marked")
    expect(count(browser, f"mark.on[data-e~={tied}]") > 0, "the sentence of a chosen event is not marked")
    expect(count(browser, f".dim .pic .on[data-e~={tied}]") > 0, "a chosen event is not marked in the pictures")
    expect(browser.run("location.hash") == "#" + tied, "the address does not name the chosen event")
    expect(not browser.run("document.getElementById('now').hidden"), "what is chosen is not said")
    browser.shot("selected")
    browser.press("Escape")
    expect(count(browser, ".chosen, .on, .dim") == 0 and browser.run("location.hash") == "", "Escape does not clear")
    browser.run("document.querySelector('.pic [data-a]').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    actor = browser.run("document.querySelector('.pic [data-a]').getAttribute('data-a')")
    expect(count(browser, f"#{actor}.chosen") == 1 and count(browser, ".event.on, .event.chosen") > 0, "a lane does not choose its actor")
    browser.press("Escape")
    browser.run("document.querySelector('mark').click()")
    expect(count(browser, ".event.on, .event.chosen") > 0, "a sentence does not choose its events")
    browser.press("Escape")
    line = browser.run("document.querySelector('#relations [data-e]').getAttribute('data-e')")
    browser.run("document.querySelector('#relations [data-e]').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    expect(count(browser, ".event.on, .event.chosen") == len(line.split()), "a relation does not choose its events")
    browser.press("Escape")


def check_keyboard(browser):
    first, second = browser.run("[...document.querySelectorAll('.event')].slice(0, 2).map(e => e.id)")
    browser.press("ArrowRight")
    expect(browser.run("document.querySelector('.chosen').id") == first, "→ does not choose the first event")
    browser.press("ArrowDown")
    expect(browser.run("document.querySelector('.event.chosen').id") == second, "↓ does not choose the next event")
    expect(browser.run("document.activeElement.closest('.event').id") == second, "the focus does not follow")
    browser.press("ArrowLeft")
    expect(browser.run("document.querySelector('.event.chosen').id") == first, "← does not choose the event before")
    browser.press("Escape")
    browser.press("/")
    expect(browser.run("document.activeElement.id") == "words", "/ does not lead to the search")
    browser.press("Escape")
    expect(browser.run("document.activeElement.id") != "words", "Escape does not leave the search")
    browser.run("document.getElementById('tab-storyline').focus()")
    browser.press("ArrowRight")
    expect(browser.run("document.activeElement.id") == "tab-relations", "→ does not lead to the next tab")
    expect(browser.run("document.getElementById('storyline').hidden && !document.getElementById('relations').hidden"),
           "the tab does not show its panel")
    browser.shot("relations")
    browser.run("document.getElementById('tab-actors').click()")
    browser.shot("actors")
    browser.run("document.getElementById('tab-storyline').click()")


def check_addresses(browser, url):
    event, actor, mark = browser.run("[document.querySelectorAll('.event')[3].id, document.querySelector('.who').id,"
                                     "document.querySelector('mark').id]")
    for key, what in ((event, f"#{event}.chosen"), (actor, f"#{actor}.chosen"), (mark, f"#{mark}.on")):
        browser.open(f"{url}#{key}")
        expect(count(browser, what) == 1, f"the address #{key} chooses nothing")
        bad.extend(browser.complaints())


def check_shared(browser, url):
    """An address with an event and filters shows both; a quote is copied with its source; focus goes to the text and back."""
    event, reality = browser.run("(e => [e.id, e.dataset.r])(document.querySelectorAll('.event')[3])")
    browser.open(f"{url}#{event}&reality={reality}&kind=%ff&nothing=x&from=never")
    expect(count(browser, f"#{event}.chosen") == 1, "an address with filters chooses nothing")
    browser.open(f"{url}#{event}&reality={reality}")
    expect(left(browser) == count(browser, f".event[data-r={reality}]"), "the address does not filter")
    browser.run("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }")
    quote = browser.run("document.querySelector('mark.on').textContent.trim()")
    browser.run("[...document.querySelectorAll('#now button')].find(b => b.textContent == 'Copy quote').click()")
    copied = browser.run("window.copied") or ""
    expect(copied.startswith(f"“{quote}” — ") and browser.run("document.querySelector('#sources h3').textContent") in copied,
           "a copied quote lacks its source")
    browser.run("[...document.querySelectorAll('#active button')].pop().click()")
    expect(len(browser.run("window.copied").split("\n")) == left(browser), "a copied list is not the list")
    browser.run("[...document.querySelectorAll('#now button')].find(b => b.textContent == 'Text').click()")
    expect(browser.run("!!document.activeElement.closest('#sources')"), "the focus does not follow to the text")
    browser.press("Enter")
    expect(browser.run("!!document.activeElement.closest('.event.chosen')"), "the focus does not go back to the list")
    browser.press("Escape")
    bad.extend(browser.complaints())


def check_looks(browser, url):
    browser.open(url)
    for scheme in ("light", "dark"):
        browser.media(scheme=scheme)
        settle(browser)
        browser.shot(scheme)
    paper = browser.run("getComputedStyle(document.body).backgroundColor")
    expect(paper == "rgb(20, 23, 28)", f"the dark page is {paper}")
    browser.run("document.getElementById('tab-relations').click()")
    browser.shot("relations-dark")
    browser.run("document.getElementById('tab-storyline').click()")
    browser.run("document.getElementById('theme').click()")
    expect(browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "the button does not turn the light on")
    browser.media()
    browser.size(400, 860)
    settle(browser)
    expect(browser.run("document.documentElement.scrollWidth") <= 400, "the page is wider than a telephone")
    small = browser.run("Math.min(...[...document.querySelectorAll('#storyline .pic text')].map(t => parseFloat(t.getAttribute('font-size'))"
                        " * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width))")
    expect(small >= 8.9, f"text of {small:.1f} px on a telephone")
    browser.shot("narrow", True)
    browser.press("ArrowRight")
    browser.shot("narrow-selected")
    browser.press("Escape")
    browser.size(1100, 1500)
    browser.media("print", "dark")
    settle(browser)
    expect(browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper is dark")
    expect(all(browser.run(f"document.getElementById('{name}').offsetHeight") > 50 for name in ("storyline", "relations", "actors")),
           "paper lacks a panel")
    browser.shot("print", True)
    browser.media()
    browser.size(1400, 1500)


def check_plain(browser, url):
    """Without its script the page still says all, and links within it lead somewhere."""
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(url)
    browser.shot("no-script", True)
    browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    expect(browser.run("[...document.querySelectorAll('a[href^=\"#\"]')].every(a => document.getElementById(a.getAttribute('href').slice(1)))"),
           "a link leads nowhere")
    expect(browser.run("document.getElementById('filters').hidden"), "without script there are filters")
    expect(browser.run("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size == document.querySelectorAll('[id]').length"),
           "an id stands twice")


def check_hostile(browser, folder):
    """An article that means harm is text and nothing else."""
    record, path = os.path.join(folder, "hostile.jsonl"), os.path.join(folder, "hostile.html")
    with open(os.path.join(ROOT, "tests/data/export/hostile.json"), encoding="utf-8") as file, open(record, "w") as line:
        line.write(json.dumps(json.load(file)) + "\n")
    subprocess.run([dateline, "merge", record, "--minor", "-o", path], check=True)
    browser.open("file://" + path)
    settle(browser)
    expect(count(browser, "script") == 1 and count(browser, "img, iframe, object, embed, link, base") == 0, "hostile text is markup")
    expect(not any(event.get("method") == "Page.javascriptDialogOpening" for event in browser.events), "hostile text has run")
    browser.press("ArrowRight")
    expect(count(browser, ".event.chosen") == 1, "hostile text stops the script")
    browser.shot("hostile")
    bad.extend(browser.complaints())


def check_axe(browser, url):
    """axe-core, where it is installed (npm), finds nothing."""
    path = os.environ.get("AXE", "")
    if not os.path.exists(path):
        print("# axe-core is not there (AXE=…/axe.min.js): accessibility not checked by it")
        return
    browser.ask("Page.setBypassCSP", enabled=True)
    for scheme in ("light", "dark"):
        browser.media(scheme=scheme)
        browser.open(url)
        browser.run(open(path, encoding="utf-8").read() + ";0")
        found = browser.run("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map("
                            "n => n.target + ' ' + (n.any[0] || {}).message).join(' | ')))")
        bad.extend(f"axe, {scheme}: {one}" for one in found)
    browser.media()


def main():
    program = chromium.find()
    if program is None:
        print("# Chromium is not there: the report was not looked at")
        sys.exit(SKIPPED)
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "talks.html")
    subprocess.run([dateline, "report", os.path.join(ROOT, "examples/articles/harbour-talks.txt"), "--date=2024-05-18", "-q",
                    "-o", path], check=True)
    expect(os.path.getsize(path) <= 150_000, f"the report of one article has {os.path.getsize(path)} bytes")
    browser = chromium.Browser(program, os.path.join(folder, "profile"), shots)
    url = "file://" + path
    try:
        browser.size(1400, 1500)
        browser.media()
        browser.open(url)
        for check in (check_filters, check_selection, check_keyboard):
            check(browser)
            bad.extend(browser.complaints())
        check_addresses(browser, url)
        check_shared(browser, url)
        check_looks(browser, url)
        check_plain(browser, url)
        check_hostile(browser, folder)
        check_axe(browser, url)
    finally:
        browser.close()
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(bad))
    sys.exit(bool(bad))


main()
