/* What the runners in JavaScript share; runner.py says what jobs and answers are. */
'use strict';
const fs = require('fs');

/* Offsets in code points of each offset in UTF-16 units. */
function codePoints(text) {
  const at = new Array(text.length + 1);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    at[i] = n;
    const low = text.charCodeAt(i) >= 0xdc00 && text.charCodeAt(i) < 0xe000;
    if (low && i > 0 && text.charCodeAt(i - 1) >= 0xd800 && text.charCodeAt(i - 1) < 0xdc00) at[i] = n - 1;
    else n++;
  }
  at[text.length] = n;
  return at;
}

function inCodePoints(text, answer) {
  const at = codePoints(text);
  const turn = ([start, end, ...rest]) => [at[start], at[end], ...rest];
  return { ...answer, spans: answer.spans.map(turn), names: answer.names.map(turn) };
}

function seconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/* Answers all jobs; load () gives a function from a text to an answer with offsets in UTF-16 units. */
function run(load) {
  const texts = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).text);
  const annotate = load();
  const loaded = seconds();
  const answers = texts.map(annotate);
  const done = seconds();
  const peak = /VmHWM:\s*(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
  process.stderr.write(`cpu ${loaded.toFixed(3)} ${(done - loaded).toFixed(3)}\nmemory ${peak}\n`);
  fs.writeSync(1, answers.map((answer, i) => JSON.stringify(inCodePoints(texts[i], answer)) + '\n').join(''));
}

module.exports = { run };
