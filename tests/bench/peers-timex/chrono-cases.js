/*
 * The English cases of chrono's own test suite (MIT, wanasit/chrono, test/en), as JSON for chrono_cases.py.
 *
 * usage: TZ=UTC NODE_PATH=DIR/node_modules node chrono-cases.js CHRONO/test/en > cases.json
 *
 * DIR holds chrono-node and typescript from npm. The tests are run, not read: each call of testSingleCase parses its text
 * with chrono, the checks of the case are made, and a result that passes them is what the case wants. Which parts of it
 * are known and which implied, chrono says itself. Cases that the installed chrono fails are left out, and counted.
 */
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const assert = require("assert");
const chrono = require("chrono-node");
const typescript = require("typescript");

const cases = [];
let failed = 0;
let file = "";

/* The few matchers that the tests use; one that is not known throws, and its case is left out. */
function expect(value) {
  const matchers = (holds) => ({
    toBe: (other) => assert(holds(Object.is(value, other))),
    toEqual: (other) => assert(holds(JSON.stringify(value) === JSON.stringify(other))),
    toStrictEqual: (other) => assert(holds(JSON.stringify(value) === JSON.stringify(other))),
    toBeDate: (other) => assert(holds(value.date().getTime() === other.getTime())),
    toBeNull: () => assert(holds(value === null)),
    toBeUndefined: () => assert(holds(value === undefined)),
    toBeDefined: () => assert(holds(value !== undefined)),
    toBeTruthy: () => assert(holds(Boolean(value))),
    toBeFalsy: () => assert(holds(!value)),
    toHaveLength: (n) => assert(holds(value.length === n)),
    toContain: (part) => assert(holds(value.includes(part))),
    toBeGreaterThan: (n) => assert(holds(value > n)),
    toBeLessThan: (n) => assert(holds(value < n)),
  });
  return { ...matchers((truth) => truth), not: matchers((truth) => !truth) };
}

function pad(number, width) {
  return String(Math.abs(number)).padStart(width, "0");
}

/* { at: "2012-08-10T08:09", known: ["year", …] } in the zone that the text speaks of */
function components(parsed) {
  if (!parsed) return null;
  const get = (name) => parsed.get(name) || 0;
  const known = ["year", "month", "day", "weekday", "hour", "minute"].filter((name) => parsed.isCertain(name));
  const sign = get("year") < 0 ? "-" : "";
  const day = `${sign}${pad(get("year"), 4)}-${pad(get("month"), 2)}-${pad(get("day"), 2)}`;
  return { at: `${day}T${pad(get("hour"), 2)}:${pad(get("minute"), 2)}`, known };
}

function moment(reference) {
  const instant = reference instanceof Date ? reference : reference ? reference.instant : null;
  return instant ? instant.toISOString().slice(0, 16) : null;
}

function modeOf(parser) {
  const names = [["strict", chrono.strict], ["casual", chrono.casual], ["GB", chrono.en.GB], ["default", chrono]];
  const named = names.find(([, mode]) => mode === parser);
  return named ? named[0] : parser === chrono.en.strict ? "strict" : "other";
}

function record(parser, text, reference, options, results) {
  const found = results.map((r) => ({ index: r.index, text: r.text, start: components(r.start), end: components(r.end) }));
  cases.push({ file, text, reference: moment(reference), mode: modeOf(parser), options: Object.keys(options || {}), found });
}

function testSingleCase(parser, text, ...rest) {
  const check = rest.find((argument) => typeof argument === "function");
  const [reference, options] = rest.filter((argument) => typeof argument !== "function");
  try {
    const results = parser.parse(text, reference, options);
    assert(results.length === 1);
    if (check) check(results[0], text);
    record(parser, text, reference, options, results);
  } catch (error) {
    failed++;
  }
}

function testUnexpectedResult(parser, text, reference, options) {
  const results = parser.parse(text, reference, options);
  if (results.length > 0) failed++;
  else record(parser, text, reference, options, results);
}

function testWithExpectedDate(parser, text, date) {
  testSingleCase(parser, text, (result) => expect(result.start).toBeDate(date));
}

const provided = { testSingleCase, testUnexpectedResult, testWithExpectedDate, measureMilliSec: () => 0 };

/* Parts of chrono's insides that are not exported make their file's own tests fail, not the others. */
function load(name) {
  if (name.endsWith("test_util")) return provided;
  if (name === "../../src" || name === "../../src/") return chrono;
  return new Proxy({}, { get: () => function Missing() { throw new Error(name); } });
}

for (const name of fs.readdirSync(process.argv[2]).sort()) {
  file = name;
  const source = fs.readFileSync(path.join(process.argv[2], name), "utf8");
  const module = { compilerOptions: { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2020 } };
  const run = (title, body) => { try { body(); } catch (error) { failed++; } };
  const context = { require: load, exports: {}, expect, test: run, it: run, describe: run, console: { log() {} }, Date };
  vm.runInNewContext(typescript.transpileModule(source, module).outputText, context, { filename: name });
}
process.stdout.write(JSON.stringify({ failed, cases }, null, 1) + "\n");
