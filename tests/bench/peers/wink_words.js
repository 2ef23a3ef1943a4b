/*
 * wink-nlp with its English web model as a runner; see runner.py.
 *
 * usage: NODE_PATH=…/node_modules node wink_words.js < jobs
 *
 * It takes text and cuts its own words; it has no trees, and its entities (not run) are no persons, places or
 * organizations.
 */
'use strict';
const { run } = require('./runner.js');

function load() {
  const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'pos']);
  const { value, pos, precedingSpaces } = nlp.its;

  return (text) => {
    const tokens = nlp.readDoc(text).tokens();
    const values = tokens.out(value), tags = tokens.out(pos), spaces = tokens.out(precedingSpaces);
    const spans = [], upos = [];
    let end = 0;
    for (let i = 0; i < values.length; i++) {
      let start = end + spaces[i].length;
      if (!text.startsWith(values[i], start)) start = text.indexOf(values[i], end);
      if (start < 0) continue;
      end = start + values[i].length;
      if (tags[i] === 'SPACE') continue;
      spans.push([start, end]);
      upos.push(tags[i]);
    }
    return { spans, upos, names: [] };
  };
}

run(load);
