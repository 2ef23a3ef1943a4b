// In the page: what mermaid, vis-timeline and TimelineJS draw. Each takes the text of a file and gives {events} or {text}.
const settled = ms => new Promise(done => setTimeout(done, ms));
const day = date => [date.getFullYear(), date.getMonth() + 1, date.getDate()];

function clear() {
  document.body.innerHTML = "<div id='place' style='width: 1200px; height: 800px'></div>";
  return document.getElementById("place");
}

async function drawMermaid(text) {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxTextSize: 1e7, maxEdges: 1e5, suppressErrorRendering: true });
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text), db = diagram.db;
  const parsed = { // before render(), which parses into the same lists
    events: diagram.type == "gantt" ? db.getTasks().map(t => ({ id: t.id, from: day(t.startTime), to: day(t.endTime) })) : undefined,
    n: diagram.type == "timeline" ? db.getTasks().reduce((n, t) => n + t.events.length, 0) : undefined,
    nodes: db.getVertices && [...db.getVertices().values()].length,
    edges: db.getEdges && db.getEdges().length,
  };
  const { svg } = await mermaid.render("drawn", text);
  const place = clear();
  place.innerHTML = svg;
  return {
    ...parsed,
    text: [...place.querySelectorAll("text, foreignObject")].map(e => e.textContent).join("\n"),
    scripts: place.querySelectorAll("script").length,
  };
}

async function drawVis(text) {
  const story = JSON.parse(text);
  const items = new vis.DataSet(story.items);
  const timeline = new vis.Timeline(clear(), items, new vis.DataSet(story.groups), { width: "1200px" });
  timeline.fit({ animation: false });
  await settled(100);
  const drawn = Object.values(timeline.itemSet.items).map(item => ({
    id: item.id, group: item.data.group, from: day(item.data.start), to: item.data.end ? day(item.data.end) : null,
    label: item.dom?.content?.textContent ?? null, scripts: item.dom?.content?.querySelectorAll("script").length ?? 0,
  }));
  const visible = timeline.getVisibleItems().length;
  timeline.destroy();
  return { events: drawn, visible };
}

async function drawTimelineJs(text) {
  clear();
  const timeline = new TL.Timeline("place", JSON.parse(text), { font: null, hash_bookmark: false, use_bc: true, ga_measurement_id: null });
  for (let i = 0; i < 100 && !timeline._storyslider?._slides?.length; i++)
    await settled(20);
  await settled(100);
  const date = d => d && { year: d.data.year, month: d.data.month, day: d.data.day, text: d.getDisplayDate(timeline.getLanguage?.() ?? timeline.language) };
  return {
    message: document.querySelector(".tl-message-content")?.textContent ?? "",
    slides: timeline._storyslider._slides.length,
    scripts: document.querySelectorAll("#place script").length,
    events: timeline.config.events.map(e => ({
      id: e.unique_id, from: date(e.start_date), to: date(e.end_date), group: e.group,
      label: (d => (d.innerHTML = e.text.headline, d.textContent))(document.createElement("div")),
    })),
  };
}

const DRAW = { "mermaid": drawMermaid, "vis-timeline": drawVis, "timelinejs": drawTimelineJs };

async function draw(format, text) {
  try {
    return await DRAW[format](text);
  } catch (problem) {
    return { error: String(problem?.message ?? problem).slice(0, 300) };
  }
}
