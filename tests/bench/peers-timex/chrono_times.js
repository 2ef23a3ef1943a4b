/*
 * chrono over documents: one JSON object a line in, {"id", "times"} a line out, CPU seconds on standard error.
 *
 * usage: TZ=UTC NODE_PATH=DIR/node_modules node chrono_times.js < documents.jsonl
 *
 * chrono gives moments, not TIMEX3. What it calls certain becomes the value: to the minute, the day, the month or the year.
 */
"use strict";
const chrono = require("chrono-node");
const readline = require("readline");

const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
const pad = (number, width) => String(number).padStart(width, "0");

function value(start) {
  const day = () => `${pad(start.get("year"), 4)}-${pad(start.get("month"), 2)}-${pad(start.get("day"), 2)}`;
  if (start.isCertain("hour")) return ["TIME", `${day()}T${pad(start.get("hour"), 2)}:${pad(start.get("minute"), 2)}`];
  if (start.isCertain("day") || start.isCertain("weekday")) return ["DATE", day()];
  if (start.isCertain("month")) return ["DATE", day().slice(0, 7)];
  return ["DATE", start.isCertain("year") ? day().slice(0, 4) : day()];
}

function times(text, day) {
  const points = (index) => Array.from(text.slice(0, index)).length;
  return chrono.parse(text, day ? new Date(`${day}T12:00:00Z`) : undefined).map((found) => {
    const [type, timex] = value(found.start);
    return { start: points(found.index), end: points(found.index + found.text.length), type, value: timex };
  });
}

async function main() {
  const loaded = cpu();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const document = JSON.parse(line);
    console.log(JSON.stringify({ id: document.id, times: times(document.text, document.day) }));
  }
  console.error(`cpu ${loaded.toFixed(2)} ${(cpu() - loaded).toFixed(2)}`);
}

main();
