// What readers from npm see in dateline's formats: node readers.mjs MODULES FOLDER. FOLDER/files.json names the files, as
// [{name, format}]; FOLDER/read.json gets what was read, in the same order: {nodes, edges} or {events}, or {error}.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import fs from "node:fs";
import path from "node:path";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(pathToFileURL(path.join(modules, "package.json")));
const load = name => import(pathToFileURL(require.resolve(name)));
const { default: graphology } = await load("graphology");
const markwhen = await load("@markwhen/parser");
const ICAL = (await load("ical.js")).default;
const cytoscape = require("cytoscape"), n3 = require("n3"), jsonld = require("jsonld");
const gexf = require("graphology-gexf"), graphml = require("graphology-graphml");

const GRAPH = { multi: true, allowSelfLoops: true };

function ofGraph(graph) {
  return {
    nodes: graph.mapNodes((id, fields) => ({ id, fields })),
    edges: graph.mapEdges((id, fields, source, target) => ({ id, source, target, fields })),
  };
}

function ofCytoscape(text) {
  const graph = cytoscape({ ...JSON.parse(text), headless: true });
  const plain = e => ({ id: e.id(), source: e.data("source"), target: e.data("target"), fields: e.data() });
  return { nodes: graph.nodes().map(plain), edges: graph.edges().map(plain) };
}

function ofCalendar(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    events: calendar.getAllSubcomponents("vevent").map(component => {
      const event = new ICAL.Event(component);
      return { id: event.uid, label: event.summary, from: event.startDate.toString(), to: event.endDate.toString(),
               isDay: event.startDate.isDate, edtf: component.getFirstPropertyValue("x-dateline-edtf") };
    }),
  };
}

function ofMarkwhen(text) {
  const timeline = markwhen.parse(text);
  const complaints = [...timeline.parseMessages, ...timeline.documentMessages].map(m => m.message);
  if (complaints.length)
    throw new Error(complaints[0]);
  return {
    title: timeline.header.title,
    events: [...markwhen.iter(timeline.events)].filter(({ eventy }) => markwhen.isEvent(eventy)).map(({ eventy }) => ({
      label: eventy.firstLine.restTrimmed, tags: eventy.tags, lines: eventy.supplemental.length,
      from: eventy.dateRangeIso.fromDateTimeIso.replace(/T.*/, ""), to: eventy.dateRangeIso.toDateTimeIso.replace(/T.*/, ""),
    })),
  };
}

// Quads as [subject, predicate, object, datatype]; both readers give them alike.
const ofQuads = quads => ({ quads: quads.map(q => [q.subject.value, q.predicate.value, q.object.value, q.object.datatype?.value ?? ""]) });

async function ofJsonLd(text) {
  const refuse = address => { throw new Error("asks for " + address); };
  return ofQuads(await jsonld.toRDF(JSON.parse(text), { documentLoader: refuse, safe: true }));
}

const READERS = {
  "cytoscape": ofCytoscape,
  "gexf": text => ofGraph(gexf.parse(graphology, text, { allowUndeclaredAttributes: false, ...GRAPH })),
  "gexf12": text => ofGraph(gexf.parse(graphology, text, { allowUndeclaredAttributes: false, ...GRAPH })),
  "graphml": text => ofGraph(graphml.parse(graphology.MultiGraph, text)),
  "yed": text => ofGraph(graphml.parse(graphology.MultiGraph, text)),
  "turtle": text => ofQuads(new n3.Parser({ format: "text/turtle" }).parse(text)),
  "jsonld": ofJsonLd,
  "icalendar": ofCalendar,
  "markwhen": ofMarkwhen,
};

const read = [];
for (const { name, format } of JSON.parse(fs.readFileSync(path.join(folder, "files.json")))) {
  try {
    read.push(await READERS[format](fs.readFileSync(path.join(folder, name), "utf8")));
  } catch (problem) {
    read.push({ error: String(problem?.message ?? problem).slice(0, 300) });
  }
}
fs.writeFileSync(path.join(folder, "read.json"), JSON.stringify(read));
