#!/usr/bin/env python3
"""Measure the pictures of seven stories in Chromium.

usage: measure.py DATELINE [--table] [--floors] [--keep=DIR] [--story=NAME...]

Stories of 10 to 300 events are made from the articles of this repository, and one is invented in which twenty people deal
with each other in sixty events, every one with six others. They are drawn in all views, light and dark. Chromium
lays the text out with its own fonts and tells where every word, box and line is. Counted are

  overlaps   pairs of words that cover each other by more than a pixel both ways
  spilled    words that leave the box they stand in
  outside    words that leave the canvas
  faint      words whose contrast to what is painted under them is below 4.5 (WCAG 2.2, 1.4.3)
  small      words of less than 9 px at natural size
  crossings  pairs of lines between boxes that cross, with length in px, for relations beside plain dot
             (one edge a relation with its label on it, default settings)
  print      (below 7 it is told) points of the smallest word when each page of the picture fills a landscape A4 within margins of 10 mm

--table prints Markdown. --floors fails (exit 1) when one of the first five is not 0, or when the relations of all stories
together cross more often than plain dot's. Without Chromium or dot the exit code is 77.
"""
import glob, html, json, os, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../../..")
SKIPPED = 77
SMALLEST_PRINT = 7
VIEWS = ("relations", "events", "storyline")
FAULTS = ("overlaps", "spilled", "outside", "faint", "small")

# name, articles, options: what a user would do with so many of them
STORIES = (
    ("report", ["anga-launch"], ["--top=10"]),
    ("article", ["sahel-release"], []),
    ("pair", ["comoros-coup", "tessikat-siege"], ["--top=60"]),
    ("dozen", 12, ["--top=100"]),
    ("folder", 24, ["--top=200"]),
    ("everything", 24, ["--top=300", "--minor"]),
    ("dense", None, ["--top=60"]),
)

# Of the dense story: who, and what they do to each other.
PEOPLE = ("Ada Berg", "Bela Cerny", "Cora Diaz", "Dan Eklund", "Eva Fabre", "Finn Gruber", "Gita Hale", "Hugo Ibarra", "Ines Jansen",
          "Jon Keller", "Kira Lund", "Luc Moreau", "Mina Novak", "Nils Okafor", "Olga Petit", "Pia Quist", "Remy Rossi", "Sara Tamm",
          "Timo Ural", "Vera Weiss")
DEEDS = (("meet", "talk", "met"), ("accuse", "criticise", "accused"), ("support", "support", "backed"), ("sign", "agree", "signed with"))

SCRIPT = r"""
const SAMPLES = 48;
const svg = document.querySelector('svg'), canvas = svg.getBoundingClientRect();
const scale = canvas.width / svg.viewBox.baseVal.width;

function channel(v) { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }
function colour(text) {
  const m = text.match(/rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)/);
  return m && (m[4] === undefined || +m[4] > .5) ? [+m[1], +m[2], +m[3]] : null;
}
function luminance(c) { return .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]); }
function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + .05) / (y + .05);
}

// The ink of a text: spaces at its ends are not seen.
function ink(text) {
  const range = document.createRange(), node = text.firstChild, said = node ? node.data : '';
  const from = said.length - said.trimStart().length, to = said.trimEnd().length;
  if (!node || node.nodeType !== 3 || to <= from) return null;
  range.setStart(node, from); range.setEnd(node, to);
  return range.getBoundingClientRect();
}
const words = [...svg.querySelectorAll('text, tspan')].filter(t => t.children.length === 0).map(t => {
  const box = ink(t), font = parseFloat(getComputedStyle(t).fontSize);
  return box && box.width ? {t, box, font, said: t.textContent.trim()} : null;
}).filter(Boolean);
// Lines drawn with letters in a legend are no words.
const read = words.filter(w => /[\p{L}\p{N}]/u.test(w.said));

const faults = {overlaps: [], spilled: [], outside: [], faint: [], small: []};
for (let i = 0; i < read.length; i++)
  for (let j = i + 1; j < read.length; j++) {
    const a = read[i].box, b = read[j].box;
    const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    // a line box is higher than its letters: a fifth of the size at either end is air
    const air = .2 * Math.min(a.height, b.height);
    const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) - 2 * air;
    if (x > 1 && y > 1) faults.overlaps.push(read[i].said + ' | ' + read[j].said);
  }
for (const w of read) {
  if (w.box.left < canvas.left - .5 || w.box.right > canvas.right + .5 || w.box.top < canvas.top - 2 || w.box.bottom > canvas.bottom + 2)
    faults.outside.push(w.said);
  if (w.font < 8.99) faults.small.push(w.said + ' ' + w.font.toFixed(1));
  const home = w.t.closest('g.node');
  if (home) {
    const shapes = [...home.querySelectorAll('path, polygon, rect, ellipse')].map(s => s.getBoundingClientRect()).filter(s => s.width > 4 && s.height > 4);
    if (shapes.length) {
      const left = Math.min(...shapes.map(s => s.left)), right = Math.max(...shapes.map(s => s.right));
      const top = Math.min(...shapes.map(s => s.top)), bottom = Math.max(...shapes.map(s => s.bottom));
      if (w.box.left < left - .5 || w.box.right > right + .5 || w.box.top < top - 3 || w.box.bottom > bottom + 3) faults.spilled.push(w.said);
    }
  }
}
// What is painted under a word, topmost filled shape first, in the order of the document.
const painted = [...svg.querySelectorAll('rect, path, polygon, ellipse, circle')].map(s => ({s, box: s.getBoundingClientRect(), fill: colour(getComputedStyle(s).fill)}))
  .filter(p => p.fill && p.box.width > 2 && p.box.height > 2 && getComputedStyle(p.s).fillOpacity > .5);
for (const w of read) {
  const ink = colour(getComputedStyle(w.t).fill);
  let ground = [255, 255, 255];
  const x = (w.box.left + w.box.right) / 2, y = (w.box.top + w.box.bottom) / 2;
  for (const p of painted)
    if (p.box.left <= x && x <= p.box.right && p.box.top <= y && y <= p.box.bottom && (p.s.compareDocumentPosition(w.t) & 4)) ground = p.fill;
  if (!ink || contrast(ink, ground) < 4.5) faults.faint.push(w.said + ' ' + (ink ? contrast(ink, ground).toFixed(2) : '?'));
}

// Lines between boxes: the paths of edges, in straight pieces.
// No two lines are cut at like distances, or pieces could meet in their ends alone and not be seen to cross.
const lines = [...svg.querySelectorAll('g.edge')].map((g, index) => {
  const path = g.querySelector('path');
  if (!path) return null;
  const length = path.getTotalLength(), points = [], place = path.getScreenCTM();
  for (let i = 0; i <= SAMPLES; i++) {
    const at = i % SAMPLES ? i + .6 * (index * .618034 % 1) : i, p = path.getPointAtLength(length * at / SAMPLES).matrixTransform(place);
    points.push([p.x, p.y]);
  }
  return {points, length};
}).filter(Boolean);
function side(a, b, c) { return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]); }
function meet(a, b) {
  // ends that touch are no crossing: the first and last pieces near a common end are left out
  for (let i = 1; i + 1 < a.points.length; i++)
    for (let j = 1; j + 1 < b.points.length; j++) {
      const [p, q, r, s] = [a.points[i - 1], a.points[i], b.points[j - 1], b.points[j]];
      if (side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0) return true;
    }
  return false;
}
function bounds(l) {
  const x = l.points.map(p => p[0]), y = l.points.map(p => p[1]);
  return [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
}
const boxes = lines.map(bounds);
let crossings = 0;
for (let i = 0; i < lines.length; i++)
  for (let j = i + 1; j < lines.length; j++)
    if (boxes[i][0] <= boxes[j][1] && boxes[j][0] <= boxes[i][1] && boxes[i][2] <= boxes[j][3] && boxes[j][2] <= boxes[i][3] && meet(lines[i], lines[j])) crossings++;
// 277 × 190 mm in points; sizes are in units of the picture. A picture of several pages prints on as many.
const sheets = svg.querySelector('g.page') ? [...svg.querySelectorAll('g.page')] : [svg];
const print = Math.min(...sheets.map(sheet => {
  const box = sheet.getBoundingClientRect(), fonts = read.filter(w => sheet.contains(w.t)).map(w => w.font);
  return Math.min(...fonts) * Math.min(785.2 * scale / box.width, 538.6 * scale / box.height);
}));
const out = {faults, print: Math.round(print * 10) / 10, crossings, edges: lines.length, length: Math.round(lines.reduce((sum, l) => sum + l.length, 0)),
             words: read.length, pages: sheets.length, width: Math.round(canvas.width), height: Math.round(canvas.height)};
document.body.innerHTML = '';
const told = document.createElement('pre');
told.id = 'told'; told.textContent = JSON.stringify(out);
document.body.append(told);
"""


def in_chromium(chromium, folder, svg):
    """What the script above tells of a picture."""
    page = os.path.join(folder, "page.html")
    with open(svg, encoding="utf-8") as file:
        picture = file.read()
    picture = picture[picture.index("<svg"):]
    with open(page, "w", encoding="utf-8") as file:
        file.write(f'<!doctype html><meta charset="utf-8"><style>body{{margin:0}}</style><body>{picture}<script>{SCRIPT}</script></body>')
    done = subprocess.run([chromium, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-first-run",
                           "--virtual-time-budget=60000", "--dump-dom", "file://" + page], capture_output=True, timeout=300)
    told = re.search(r'<pre id="told">(.*?)</pre>', done.stdout.decode(), re.S)
    if not told:
        sys.exit(f"{svg}: Chromium tells nothing: {done.stderr.decode()[-400:]}")
    return json.loads(html.unescape(told[1]))


# One of each fault and one crossing, so that a measure that is blind is seen to be.
FAULTY = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" width="400" height="200" font-size="14">
<text x="20" y="40">overlapping</text><text x="40" y="42">words</text>
<g class="node"><rect x="20" y="80" width="30" height="20" fill="#ffffff"/><text x="24" y="95">a long name</text></g>
<text x="380" y="60">leaves</text><rect x="200" y="80" width="90" height="30" fill="#777777"/><text x="204" y="100" fill="#999999">faint</text>
<text x="200" y="140" font-size="7">small</text>
<g class="edge"><path d="M20,150 L120,190" fill="none"/></g><g class="edge"><path d="M20,190 L120,150" fill="none"/></g></svg>"""


def check_itself(chromium, folder):
    path = os.path.join(folder, "faulty.svg")
    with open(path, "w", encoding="utf-8") as file:
        file.write(FAULTY)
    told = in_chromium(chromium, folder, path)
    counts = {kind: len(found) for kind, found in told["faults"].items()}
    if set(counts.values()) != {1} or told["crossings"] != 1:
        sys.exit(f"the measure itself is wrong: {told}")


def published(identifier):
    with open(os.path.join(ROOT, "tests/quality/articles", identifier + ".first.json"), encoding="utf-8") as file:
        return json.load(file)["published"]


def development():
    """Articles that may be looked at, by name."""
    with open(os.path.join(ROOT, "tests/quality/README.md"), encoding="utf-8") as file:
        frozen = re.search(r"articles are frozen,[^:]*: ([^.]*)\.", file.read())[1]
    frozen = set(re.split(r",\s+", frozen.strip()))
    names = sorted(os.path.basename(path)[:-4] for path in glob.glob(os.path.join(ROOT, "tests/quality/articles/*.txt")))
    return [name for name in names if name not in frozen]


def records(dateline, folder):
    """A file of records for each article."""
    out = {}
    for name in development():
        out[name] = os.path.join(folder, name + ".jsonl")
        article = os.path.join(ROOT, "tests/quality/articles", name + ".txt")
        subprocess.run([dateline, "extract", article, "--date=" + published(name), "--quiet", "-o", out[name]], check=True)
    return out


def identifier(kind, number):
    """As records have them: a letter and twelve digits to the base of 32."""
    return kind + f"{number:012}".translate(str.maketrans("0123456789", "abcdefghij"))


def dense(path):
    """A record of an invented article: each of twenty people deals with those one, four and seven places further on."""
    actors = [{"id": identifier("a", i), "name": name, "kind": "person", "aliases": [], "country": None} for i, name in enumerate(PEOPLE)]
    events = []
    for number in range(60):
        who, whom = number % 20, (number % 20 + (1, 4, 7)[number // 20]) % 20
        act, family, predicate = DEEDS[number * 7 % len(DEEDS)]
        day = f"2024-{3 + number // 30:02}-{number % 30 + 1:02}"
        sentence = f"{PEOPLE[who]} {predicate} {PEOPLE[whom]}."
        participants = [{"actor": actors[who]["id"], "role": "agent", "implicit": False},
                        {"actor": actors[whom]["id"], "role": "counterpart", "implicit": False}]
        date = {"edtf": day, "earliest": day, "latest": day, "granularity": "day", "basis": "expression", "text": day}
        both = {"participants": participants, "place": None, "date": date, "reality": "actual", "attribution": [], "quantities": [],
                "confidence": 0.9}
        mention = {"document": identifier("d", 0), "sentence": number + 1, "line": number + 1, "start": 100 * number, "end": 100 * number + len(sentence),
                   "text": sentence, "trigger": {"start": 100 * number, "end": 100 * number + 3, "text": predicate}, "rule": "verb", "reasons": [], "class": act,
                   "predicate": predicate, "label": sentence[:-1], **both}
        events.append({"id": identifier("e", number), "type": "CONSULT", "class": act, "family": family, "cameo": "04",
                       "label": sentence[:-1], "predicate": predicate, "independent_sources": 1, "claims": [], "mentions": [mention], **both})
    record = {"format": "dateline-record/1", "id": identifier("d", 0), "uri": "dense.txt", "title": "Everyone and everyone", "updated": None,
              "published": {"date": "2024-05-01", "time": None, "zone": None, "basis": "dateline"}, "publisher": None, "authors": [],
              "language": "en", "sha256": "0" * 64, "actors": actors, "roles": [], "events": events, "diagnostics": []}
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")


def plain_dot(story, folder):
    """The relations of a story as anyone would give them to dot first: a box an actor, a line a relation."""
    with open(story, encoding="utf-8") as file:
        story = json.load(file)
    names = {actor["id"]: actor["name"] for actor in story["actors"]}
    lines, seen = [], set()
    for event in story["events"]:
        acts = [p["actor"] for p in event["participants"] if p["role"] in ("agent", "counterpart")]
        others = [p["actor"] for p in event["participants"] if p["role"] not in ("agent",)]
        for a in acts[:1]:
            for b in others:
                if a != b and (a, b, event.get("trigger", "")) not in seen:
                    seen.add((a, b, event.get("trigger", "")))
                    lines.append(f'{json.dumps(names[a])} -> {json.dumps(names[b])} [label={json.dumps(event.get("trigger") or event.get("label", ""))}]')
    path = os.path.join(folder, "plain.svg")
    text = "digraph { rankdir=LR; node [shape=box]; " + "; ".join(lines) + " }"
    subprocess.run(["dot", "-Tsvg", "-o", path], input=text.encode(), check=True, timeout=300)
    return path


def join(files, chosen, path):
    with open(path, "wb") as out:
        for article in chosen:
            with open(files[article], "rb") as file:
                out.write(file.read())


def measure(dateline, chromium, folder, keep, wanted):
    files = records(dateline, folder)
    rows = []
    for name, articles, options in STORIES:
        if wanted and name not in wanted:
            continue
        joined = os.path.join(folder, name + ".jsonl")
        if articles is None:
            dense(joined)
        else:
            join(files, articles if isinstance(articles, list) else sorted(files)[:articles], joined)
        story = os.path.join(folder, name + ".json")
        subprocess.run([dateline, "merge", joined, *options, "-o", story], check=True)
        with open(story, encoding="utf-8") as file:
            events = len(json.load(file)["events"])
        for view in VIEWS:
            for dark in ("", "dark"):
                svg = os.path.join(keep or folder, "-".join(filter(None, (name, view, dark))) + ".svg")
                subprocess.run([dateline, "merge", joined, *options, "--view=" + view, "-o", svg] + (["--dark"] if dark else []), check=True)
                rows.append({"story": name, "events": events, "view": view + (" dark" if dark else ""), **in_chromium(chromium, folder, svg)})
        if shutil.which("dot"):
            rows.append({"story": name, "events": events, "view": "plain dot", **in_chromium(chromium, folder, plain_dot(story, folder))})
    return rows


def table(rows):
    print("| story | events | view | words | " + " | ".join(FAULTS) + " | lines | crossings | length, px | size | pages | print, pt |")
    print("|---" * (len(FAULTS) + 10) + "|")
    for row in rows:
        counts = [str(len(row["faults"][kind])) if row["view"] != "plain dot" else "–" for kind in FAULTS]
        print(f"| {row['story']} | {row['events']} | {row['view']} | {row['words']} | {' | '.join(counts)} | {row['edges'] or '–'} | "
              f"{row['crossings'] if row['edges'] else '–'} | {row['length'] or '–'} | {row['width']} × {row['height']} | {row['pages']} | {row['print']} |")


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    dateline = os.path.abspath(next(a for a in sys.argv[1:] if not a.startswith("--")))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not shutil.which("dot"):
        print("no Chromium or no dot: not measured")
        sys.exit(SKIPPED)
    keep = next((a[7:] for a in options if a.startswith("--keep=")), None)
    wanted = {a[8:] for a in options if a.startswith("--story=")}
    with tempfile.TemporaryDirectory() as folder:
        check_itself(chromium, folder)
        rows = measure(dateline, chromium, folder, keep, wanted)
    if "--table" in options:
        table(rows)
    bad = 0
    for row in rows:
        if row["view"] == "plain dot":
            continue
        for kind in FAULTS:
            bad += len(row["faults"][kind])
            for what in row["faults"][kind][:4]:
                print(f"{row['story']} {row['view']}: {kind}: {what}", file=sys.stderr)
    ours = sum(row["crossings"] for row in rows if row["view"] == "relations")
    plain = sum(row["crossings"] for row in rows if row["view"] == "plain dot")
    print(f"{bad} faults; relations cross {ours} times, plain dot's {plain}")
    small = [row for row in rows if row["view"].startswith("relations") and row["print"] < SMALLEST_PRINT]
    for row in small:
        print(f"{row['story']} {row['view']}: prints {row['print']} points small", file=sys.stderr)
    if "--floors" in options and (bad or ours > plain):
        sys.exit(1)


main()
