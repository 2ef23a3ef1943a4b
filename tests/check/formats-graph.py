#!/usr/bin/env python3
"""Read the formats of graphs back with somebody else's readers: formats-graph.py DATELINE.

The stories of tests/data/export/ are exported in each format and view, and read by networkx (GraphML, GEXF 1.2, node-link,
Cytoscape), xmllint, and Python's XML, JSON and CSV. Actors, events, relations and dates are those of the story in JSON.
Without python3-networkx or xmllint (libxml2-utils) their part is left out, and that is said.
"""
import csv, datetime, glob, io, json, os, re, shutil, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as xml

from stories import line, story_edges, story_nodes

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
dateline = os.path.abspath(sys.argv[1])
bad = []
try:
    import networkx
except ImportError:
    networkx = None
    print("# python3-networkx is not there: GraphML, GEXF, node-link and Cytoscape are not read by it")
if not shutil.which("xmllint"):
    print("# xmllint is not there: XML is read by Python alone")

folder = tempfile.mkdtemp()
VIEWS = ("relations", "events", "timeline", "storyline")


def node_link_graph(data):
    """networkx 3.4 looks for "edges" unless it is told of "links"."""
    try:
        return networkx.node_link_graph(data, edges="links")
    except TypeError:
        return networkx.node_link_graph(data)


def out(story, view, name):
    """Written to a file, as for archives, and named by the ending that the registry gives"""
    path = os.path.join(folder, "out." + name)
    command = [dateline, "merge", "--minor", "--top=100000", f"--view={view}", f"--to={name}", "-o", path, story]
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        bad.append(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode()[:300]}")
    return open(path, "rb").read()


def expect(well, what):
    if not well:
        bad.append(f"{where}: {what}")


def same(one, other, what):
    if one != other:
        if isinstance(one, dict):
            one, other = sorted(one.items(), key=str), sorted(other.items(), key=str)
        lacks, more = [x for x in other if x not in one], [x for x in one if x not in other]
        bad.append(f"{where}: {what} differ: lacks {str(lacks[:2])[:300]}, has {str(more[:2])[:300]}")


def read_nodes(rows):
    return {key: (line(row["label"]) if row["kind"] == "event" or line(row["label"]) != key else "", row["kind"],
                  *(row.get(name) for name in ("edtf", "earliest", "latest"))) for key, row in rows}


def read_edges(rows, view):
    """rows: (source, target, fields)"""
    edges = []
    for source, target, row in rows:
        if row["kind"] == "relation":
            edges.append((source, target, "relation", (row.get("event_type"), row.get("family"), row["has_direction"] in (True, "true")),
                          int(row["weight"]), row.get("first_edtf"), row.get("last_edtf"), sorted(row["event_ids"].split())))
        elif row["kind"] == "participant":
            edges.append((source, target, "participant", row["label"]))
        elif row["kind"] == "order":
            edges.append((source, target, "order", row["event_type"]))
        else:
            edges.append((source, target, row["kind"], *((line(row["label"]), row["event_type"]) if row["kind"] == "office" else ())))
    return sorted(edges, key=str)


def compare(story, view, nodes, edges):
    """nodes: (id, fields), edges: (source, target, fields)"""
    nodes, edges = list(nodes), list(edges)
    expect(len(dict(nodes)) == len(nodes), "an id stands twice")
    same(read_nodes(nodes), story_nodes(story, view), "nodes")
    same(read_edges(edges, view), story_edges(story, view), "edges")


# --- readers ---

def check_networkx(story, view, file):
    graphs = {
        "graphml": lambda data: networkx.parse_graphml(data.decode(), force_multigraph=True),
        "yed": lambda data: networkx.parse_graphml(data.decode(), force_multigraph=True),
        "gexf12": lambda data: networkx.read_gexf(io.BytesIO(data)),
        "node-link": lambda data: node_link_graph(json.loads(data)),
        "cytoscape": lambda data: networkx.cytoscape_graph(json.loads(data)),
    }
    global where
    for name, read in graphs.items() if networkx else ():
        where = f"{os.path.basename(file)} {view} {name} by networkx"
        graph = read(out(file, view, name))
        expect(graph.is_directed(), "not directed")
        nodes = [(key, row) for key, row in graph.nodes(data=True) if row["kind"] != "country-group"]
        if name == "yed":  # networkx takes what is drawn for the label
            expect({key for key, _ in nodes} == set(story_nodes(story, view)), "nodes differ")
            expect(len(read_edges(graph.edges(data=True), view)) == len(story_edges(story, view)), "edges differ")
        else:
            compare(bounded(story) if name == "gexf12" else story, view, nodes, graph.edges(data=True))


def local(tag):
    return tag.rsplit("}", 1)[-1]


def check_graphml(story, view, file, name):
    data = out(file, view, name)
    root = xml.fromstring(data)
    fields = lambda element: {child.get("key").split("_", 1)[1]: child.text for child in element if local(child.tag) == "data"}
    elements = list(root.iter())
    keys = [e.get("id") for e in elements if local(e.tag) == "key"]
    expect(len(keys) == len(set(keys)), "a key stands twice")
    expect({e.get("key") for e in elements if local(e.tag) == "data"} <= set(keys), "a key is not declared")
    nodes = [(e.get("id"), fields(e)) for e in elements if local(e.tag) == "node"]
    edges = [(e.get("source"), e.get("target"), fields(e)) for e in elements if local(e.tag) == "edge"]
    expect(all(re.fullmatch(r"[\w.:-]+", e.get("id")) for e in elements if e.get("id")), "an id is no NMTOKEN")
    compare(story, view, nodes, edges)
    if name == "yed":
        places = [(e.get("x"), e.get("y")) for e in elements if local(e.tag) == "Geometry"]
        expect(len(set(places)) == len(nodes), "nodes lie on each other")
        expect(sum(local(e.tag) == "PolyLineEdge" for e in elements) == len(edges), "an edge has no line")
    lint(data)


def lint(data):
    if shutil.which("xmllint"):
        done = subprocess.run(["xmllint", "--nonet", "--noout", "-"], input=data, capture_output=True)
        expect(done.returncode == 0, f"xmllint: {done.stderr.decode()[:200]}")


def check_gexf(story, view, file, name):
    data = out(file, view, name)
    root = xml.fromstring(data)
    graph = next(e for e in root if local(e.tag) == "graph")
    declared = {(a.get("class"), e.get("id")) for a in graph if local(a.tag) == "attributes" for e in a}


    def fields(element, domain):
        values = {v.get("for"): v.get("value") for v in element.iter() if local(v.tag) == "attvalue"}
        expect({(domain, key) for key in values} <= declared, "an attribute is not declared")
        spans = [(s.get("start"), s.get("end")) for s in element.iter() if s.get("start")]
        for start, end in spans:
            expect(graph.get("start") <= start <= end <= graph.get("end"), f"{start} to {end} lies outside the graph")
            datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
        expect(all(a[1] < b[0] for a, b in zip(spans, spans[1:])), f"spells overlap: {spans}")
        known = values.get("earliest") or values.get("latest")
        expect(bool(spans) >= bool(known), "a date without a spell")
        return {**values, "label": element.get("label"), "weight": element.get("weight")}

    nodes = [(e.get("id"), fields(e, "node")) for e in graph.iter() if local(e.tag) == "node"]
    edges = [(e.get("source"), e.get("target"), fields(e, "edge")) for e in graph.iter() if local(e.tag) == "edge"]
    kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in graph.iter() if local(e.tag) == "edge"]
    expect(name == "gexf12" or len(kinds) == len(set(kinds)), "parallel edges of one kind")
    compare(bounded(story), view, nodes, edges)
    lint(data)


def bounded(story):
    """The story as formats without years before 1 have it"""
    story = json.loads(json.dumps(story))
    for event in story["events"]:
        if event["date"] and event["date"]["edtf"].startswith("-"):
            event["date"].update(earliest=None, latest=None)
    return story


def signed(story):
    """The story as Neo4j has it: six digits and a sign before the year 1"""
    story = json.loads(json.dumps(story))
    for event in story["events"]:
        for end in ("earliest", "latest"):
            if event["date"] and (event["date"][end] or "").startswith("-"):
                event["date"][end] = "-00" + event["date"][end][1:]
    return story


# --- what the documentation of Gephi, yEd and Neo4j demands ---

SHAPES = {"rectangle", "roundrectangle", "ellipse", "parallelogram", "hexagon", "triangle", "rectangle3d", "octagon", "diamond",
          "trapezoid", "trapezoid2"}
LINES = {"line", "dashed", "dotted", "dashed_dotted"}
ARROWS = {"none", "standard", "delta", "white_delta", "diamond", "white_diamond", "short", "plain", "concave", "convex", "circle"}
GEXF_TYPES = {"integer", "long", "double", "float", "boolean", "string", "anyURI", "liststring"}  # of 1.2; 1.3 adds to them
VALUES = {"long": r"-?\d+", "integer": r"-?\d+", "double": r"-?\d+(\.\d+)?([eE]-?\d+)?", "boolean": "true|false", "string": r"[\s\S]*"}


def gephi(data, name):
    """The schema of GEXF and the importer of Gephi: order of elements, words of attributes, types of values, weights above 0,
    titles that are no columns of Gephi's own."""
    root = xml.fromstring(data)
    version = {"gexf": ("1.3", "{http://gexf.net/1.3}"), "gexf12": ("1.2", "{http://www.gexf.net/1.2draft}")}[name]
    expect(root.get("version") == version[0] and root.tag == version[1] + "gexf", f"root {root.tag} {root.get('version')}")
    expect([local(e.tag) for e in root] in (["graph"], ["meta", "graph"]), "children of gexf")
    expect({local(e.tag) for e in root.iter(version[1] + "meta") for e in e} <= {"creator", "keywords", "description"}, "children of meta")
    graph = root[-1]
    expect(graph.get("mode") in ("static", "dynamic") and graph.get("defaultedgetype") in ("directed", "undirected", "mutual")
           and graph.get("idtype") == "string" and graph.get("timeformat") in (None, "date"), f"graph {graph.attrib}")
    expect((graph.get("mode") == "dynamic") == (graph.get("timeformat") is not None), "a time format in a static graph, or none in a dynamic one")
    expect(re.fullmatch("(attributes ){0,2}nodes edges", " ".join(local(e.tag) for e in graph)), "children of graph")
    types = {}
    for columns in (e for e in graph if local(e.tag) == "attributes"):
        titles = [a.get("title").lower() for a in columns]
        expect(len(set(titles)) == len(titles) and not set(titles) & {"id", "label", "timeset", "interval", "weight", "source", "target"},
               f"a column of Gephi's own: {titles}")
        types.update({(columns.get("class"), a.get("id")): a.get("type") for a in columns})
    expect(set(types.values()) <= GEXF_TYPES, f"types {set(types.values())}")
    for element in (e for e in graph.iter() if local(e.tag) in ("node", "edge")):
        inner = [local(e.tag) for e in element]
        expect(len(set(inner)) == len(inner) and set(inner) <= {"attvalues", "spells", "color", "position", "size", "shape", "thickness"}, f"in a {element.tag}: {inner}")
        for value in (v for v in element.iter() if local(v.tag) == "attvalue"):
            kind = types.get((local(element.tag), value.get("for")), "string")
            expect(re.fullmatch(VALUES[kind], value.get("value")), f"{value.get('for')} is no {kind}: {value.get('value')[:40]}")
        for color in (c for c in element if local(c.tag) == "color"):
            expect(all(0 <= int(color.get(x)) <= 255 for x in "rgb"), f"color {color.attrib}")
        expect(float(element.get("weight", "1")) > 0, "an edge without weight")
        expect(element.get("type", "directed") in ("directed", "undirected", "mutual"), f"type {element.get('type')}")
    for what in ("node", "edge"):
        ids = [e.get("id") for e in graph.iter() if local(e.tag) == what]
        expect(len(set(ids)) == len(ids) and None not in ids, f"ids of {what}s")
    nodes = {e.get("id") for e in graph.iter() if local(e.tag) == "node"}
    expect(all({e.get("source"), e.get("target")} <= nodes for e in graph.iter() if local(e.tag) == "edge"), "an edge without its ends")


def yed(data):
    """The schema of GraphML, and the words that yEd knows for shapes, lines and arrows."""
    root = xml.fromstring(data)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    expect(root.tag == space + "graphml" and re.fullmatch("(key )*graph", " ".join(local(e.tag) for e in root)), "children of graphml")
    types = {}
    for key in root.iter(space + "key"):
        types[key.get("id")] = key.get("attr.type")
        expect(key.get("for") in ("graph", "node", "edge", "all") and (key.get("yfiles.type") in ("nodegraphics", "edgegraphics")
               or key.get("attr.name") and key.get("attr.type") in ("boolean", "int", "long", "float", "double", "string")), f"key {key.attrib}")
    graph = root.find(space + "graph")
    expect(graph.get("edgedefault") in ("directed", "undirected"), "edgedefault")
    for element in graph:
        expect(all(local(e.tag) == "data" for e in element), f"in a {element.tag}")
        for value in element:
            if types[value.get("key")]:
                expect(len(value) == 0 and re.fullmatch(VALUES[types[value.get("key")]], value.text or ""), f"{value.get('key')}: {value.text}")
    for element in root.iter("{http://www.yworks.com/xml/graphml}*"):
        words = {"Shape": SHAPES, "LineStyle": LINES, "BorderStyle": LINES}.get(local(element.tag))
        expect(words is None or element.get("type") in words, f"{local(element.tag)} {element.attrib}")
        expect(local(element.tag) != "Arrows" or {element.get("source"), element.get("target")} <= ARROWS, f"arrows {element.attrib}")
        expect(all(re.fullmatch("#[0-9A-F]{6}([0-9A-F]{2})?", element.get(c)) for c in ("color", "textColor") if element.get(c)), f"colour {element.attrib}")
        expect(all(float(element.get(x)) == float(element.get(x)) for x in ("x", "y", "width", "height") if element.get(x) and local(element.tag) == "Geometry"),
               "a place that is no number")


def neo4j(archive):
    """The manual of neo4j-admin database import: headers, one row a line, ids that are unique, ends that exist."""
    ids, ends = [], []
    for name, header, rows in tables(archive, "utf-8", "\n"):
        roles = [h for h in header if re.search(r":(ID|LABEL|START_ID|END_ID|TYPE)$", h)]
        wanted = [":START_ID", ":END_ID", ":TYPE"] if name == "relationships.csv" else ["id:ID", ":LABEL"]
        expect(roles == wanted and len(set(header)) == len(header), f"{name}: header {header}")
        expect(all(re.fullmatch(r"\w+:(string|long|double|boolean|date)", h) for h in header if h not in roles), f"{name}: types {header}")
        for row in rows:
            expect(not any("\n" in value or "\r" in value for value in row.values()), f"{name}: a cell of several lines")
            ids += [row["id:ID"]] if "id:ID" in row else []
            ends += [row[h] for h in (":START_ID", ":END_ID") if h in row]
    expect(len(set(ids)) == len(ids) and set(ends) <= set(ids), "ids stand twice, or ends do not exist")


def check_json(story, view, file):
    global where
    where = f"{os.path.basename(file)} {view} node-link"
    data = json.loads(out(file, view, "node-link"))
    compare(story, view, [(n["id"], n) for n in data["nodes"]], [(e["source"], e["target"], e) for e in data["links"]])
    expect(len({e["key"] for e in data["links"]}) == len(data["links"]), "a key stands twice")
    where = f"{os.path.basename(file)} {view} cytoscape"
    data = json.loads(out(file, view, "cytoscape"))["elements"]
    ids = {n["data"]["id"] for n in data["nodes"]}
    expect({n["data"].get("parent") for n in data["nodes"]} <= ids | {None}, "a parent does not exist")
    compare(story, view, [(n["data"]["id"], n["data"]) for n in data["nodes"] if n["data"]["kind"] != "country-group"],
            [(e["data"]["source"], e["data"]["target"], e["data"]) for e in data["edges"]])
    where = f"{os.path.basename(file)} {view} kumu"
    data = json.loads(out(file, view, "kumu"))
    expect({c["direction"] for c in data["connections"]} <= {"directed", "undirected", "mutual"}, "an unknown direction")
    compare(bounded(story), view, [(n["id"], n) for n in data["elements"]], [(e["from"], e["to"], e) for e in data["connections"]])


STRING = r"'((?:[^'\\]|\\.)*)'"
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def properties(text):
    """{name: 'x', earliest: date('2022-03-10'), line: 3} as Cypher reads it"""
    fields, at = {}, 0
    value = re.compile(r"(\w+): (?:date\(" + STRING + r"\)|" + STRING + r"|([\w.-]+))(?:, |$)", re.S)
    while at < len(text):
        match = value.match(text, at)
        if not match:
            bad.append(f"{where}: no property: {text[at:at + 80]!r}")
            return fields
        word = next((g for g in match.groups()[1:] if g is not None), "")
        fields[match[1]] = re.sub(r"\\(u[0-9A-F]{4}|U[0-9A-F]{8}|.)", lambda m: chr(int(m[1][1:], 16)) if len(m[1]) > 1
                                  else ESCAPES.get(m[1], m[1]), word, flags=re.S)
        at = match.end()
    return fields


def check_cypher(story, view, file):
    global where
    where = f"{os.path.basename(file)} {view} cypher"
    nodes, edges = [], []
    for statement in out(file, view, "cypher").decode().splitlines():
        node = re.fullmatch(r"MERGE \(n:(?:Actor|Event) \{id: '(\w+)'\}\) SET (?:n:\w+, )?n \+= \{(.*)\};", statement)
        edge = re.fullmatch(r"MATCH \(a:\w+ \{id: '(\w+)'\}\), \(b:\w+ \{id: '(\w+)'\}\) MERGE \(a\)-\[r:[A-Z_]+ \{id: '[\w-]+'\}\]->"
                            r"\(b\) SET r \+= \{(.*)\};", statement)
        if node:
            nodes.append((node[1], properties(node[2])))
        elif edge:
            edges.append((edge[1], edge[2], properties(edge[3])))
        else:
            expect(statement.startswith("//"), f"no statement: {statement[:80]}")
    for row in [n[1] for n in nodes] + [e[2] for e in edges]:
        row["label"] = row.pop("name", None)
    compare(signed(story), view, nodes, edges)


def tables(archive, encoding, end):
    archive = zipfile.ZipFile(io.BytesIO(archive))
    expect(archive.testzip() is None, "the archive is broken")
    for name in archive.namelist():
        if not name.endswith(".csv"):
            continue
        text = archive.read(name).decode(encoding)
        expect(text.count("\n") == text.count(end), f"{name}: an end of a line is not {end!r}")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        expect(len({len(row) for row in rows}) == 1, f"{name}: rows differ in length")
        yield name, rows[0], [{k: v for k, v in zip(rows[0], row) if v != ""} for row in rows[1:]]


def check_neo4j(story, view, file):
    global where
    where = f"{os.path.basename(file)} {view} neo4j"
    nodes, edges, types = [], [], {"long": int, "double": float, "boolean": ["true", "false"].index, "string": str,
                                   "date": re.compile(r"([+-]\d{6}|\d{4})-\d\d-\d\d").fullmatch}
    for name, header, rows in tables(out(file, view, "neo4j"), "utf-8", "\n"):
        for row in rows:
            for column, value in row.items():
                expect(types.get(column.split(":")[1], str)(value) is not None, f"{column}: {value}")
            plain = {column.split(":")[0]: value for column, value in row.items() if column[0] != ":"}
            plain["label"] = plain.pop("name", None)
            if name == "relationships.csv":
                edges.append((row[":START_ID"], row[":END_ID"], plain))
                expect(re.fullmatch("[A-Z_]+", row[":TYPE"]), f"type {row[':TYPE']}")
            else:
                nodes.append((row["id:ID"], plain))
                expect(re.fullmatch("Event|Actor;[A-Z][a-z]+", row[":LABEL"]), f"label {row[':LABEL']}")
    compare(signed(story), view, nodes, edges)


def check_i2(story, view, file):
    global where
    where = f"{os.path.basename(file)} {view} i2"
    nodes, edges = [], []
    for name, header, rows in tables(out(file, view, "i2"), "utf-8-sig", "\r\n"):
        for row in rows:
            for column, value in row.items():
                expect(value[0] not in "=+@|%" and (value[0] != "-" or column in ("latitude", "longitude")), f"a formula: {value[:40]}")
                row[column] = value[1:] if value[0] == "'" and value[1:2] in "=+-@|%" else value
        if name == "links.csv":
            edges = [(row["source_id"], row["target_id"], row) for row in rows]
        else:
            nodes += [(row["id"], row) for row in rows]
    compare(bounded(story), view, nodes, edges)


for path in sorted(glob.glob(os.path.join(ROOT, "tests/data/export/*.json"))):
    file = os.path.join(folder, os.path.basename(path) + "l")
    with open(file, "w") as written:
        written.write(json.dumps(json.load(open(path)), ensure_ascii=False) + "\n")
    story = json.loads(out(file, "timeline", "json"))
    for view in VIEWS:
        check_networkx(story, view, file)
        for name in ("graphml", "yed"):
            where = f"{os.path.basename(file)} {view} {name}"
            check_graphml(story, view, file, name)
            yed(out(file, view, name))
        for name in ("gexf", "gexf12"):
            where = f"{os.path.basename(file)} {view} {name}"
            check_gexf(story, view, file, name)
            gephi(out(file, view, name), name)
        check_json(story, view, file)
        check_cypher(story, view, file)
        check_neo4j(story, view, file)
        neo4j(out(file, view, "neo4j"))
        check_i2(story, view, file)
shutil.rmtree(folder)
print("\n".join(bad[:40]))
sys.exit(bool(bad))
