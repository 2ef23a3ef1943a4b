/*
 * compromise as a runner; see runner.py.
 *
 * usage: NODE_PATH=…/node_modules node compromise_words.js < jobs
 *
 * It takes text and cuts its own words; punctuation is no word for it, and a contraction is one. Its tags are its own:
 * the first row below that the word carries gives the tag of UD.
 */
'use strict';
const { run } = require('./runner.js');

const TAGS = [
  ['Pronoun', 'PRON'], ['Determiner', 'DET'], ['Auxiliary', 'AUX'], ['Modal', 'AUX'],
  ['Copula', 'AUX'], ['Negative', 'PART'], ['Particle', 'ADP'], ['Preposition', 'ADP'], ['Verb', 'VERB'],
  ['Ordinal', 'ADJ'], ['Value', 'NUM'], ['ProperNoun', 'PROPN'], ['WeekDay', 'PROPN'], ['Month', 'PROPN'],
  ['QuestionWord', 'PRON'], ['Noun', 'NOUN'], ['Adjective', 'ADJ'], ['Adverb', 'ADV'], ['Conjunction', 'CCONJ'],
  ['Expression', 'INTJ'], ['There', 'PRON'],
];

function tagOf(tags) {
  const row = TAGS.find(([tag]) => tags.includes(tag));
  return row === undefined ? 'X' : row[1];
}

/* From the first term to the last, without titles and the 's of possessives. */
function name(terms, type) {
  const rest = terms.filter((term) => term.text !== '' && !term.tags.includes('Honorific'));
  if (rest.length === 0) return [];
  const first = rest[0].offset, last = rest[rest.length - 1];
  const own = last.text.replace(/['’]s$/, '').length;
  return [[first.start, last.offset.start + own, type]];
}

function load() {
  const nlp = require('compromise');
  const options = { offset: true, terms: { offset: true } };

  return (text) => {
    const doc = nlp(text);
    const terms = doc.json(options).flatMap((sentence) => sentence.terms).filter((term) => term.text !== '');
    const names = [['people', 'PER'], ['places', 'LOC'], ['organizations', 'ORG']].flatMap(([kind, type]) =>
      doc[kind]().json(options).flatMap((phrase) => name(phrase.terms, type)));
    return {
      spans: terms.map(({ offset }) => [offset.start, offset.start + offset.length]),
      upos: terms.map(({ tags }) => tagOf(tags)),
      names,
    };
  };
}

run(load);
