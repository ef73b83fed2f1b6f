"use strict";
/* The words of the map with their vectors: decoding, nearest words and formulas. */

/** Decode the gzipped payload: JSON preceded by its length, positions, clusters, vectors. */
async function readData(base64) {
  const packed = Uint8Array.from(atob(base64.trim()), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const buffer = await new Response(stream).arrayBuffer();
  const start = 4 + new DataView(buffer).getUint32(0, true);
  const facts = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, start - 4)));
  const size = facts.words.length, dim = facts.dim;
  const clusters = new Uint8Array(buffer, start + 4 * size, size);
  const labels = facts.words.map((word, row) => shortened(facts.names[row] || word));
  const vectors = new Int8Array(buffer, start + 5 * size, size * dim);
  if (facts.font) await loadFont(buffer.slice(start + 5 * size + size * dim));
  return {
    ...facts,
    places: new Uint16Array(buffer, start, 2 * size),
    labels,
    clusters,
    vectors,
    lengths: rowLengths(vectors, size, dim),
    rows: new Map(facts.words.map((word, row) => [word, row])),
    named: rowsByName(facts.names),
  };
}

const MAX_LABEL = 28;

/** Return the first characters of a name, for the map and the lists. */
function shortened(name) {
  const signs = [...name];
  return signs.length > MAX_LABEL ? `${signs.slice(0, MAX_LABEL).join("")}…` : name;
}

/** Return the row of each name in lower case; of items with the same name, the most frequent. */
function rowsByName(names) {
  const rows = new Map();
  names.forEach((name, row) => {
    const key = name.toLowerCase();
    if (name && !rows.has(key)) rows.set(key, row);
  });
  return rows;
}

/** Make the embedded font available; where a browser refuses it, its own fonts are used. */
async function loadFont(file) {
  try {
    document.fonts.add(await new FontFace("Embedded", file).load());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function rowLengths(vectors, size, dim) {
  const lengths = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) sum += vectors[at] * vectors[at];
    lengths[row] = Math.sqrt(sum) || 1;
  }
  return lengths;
}

/** Return the vector of a word scaled to length 1. */
function unitVector(data, row) {
  const part = data.vectors.subarray(row * data.dim, (row + 1) * data.dim);
  return Float64Array.from(part, (value) => value / data.lengths[row]);
}

const dot = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0);

function weighted(terms, dim) {
  const total = new Float64Array(dim);
  for (const [weight, vector] of terms) {
    for (let place = 0; place < dim; place++) total[place] += weight * vector[place];
  }
  return total;
}

/** Return the vector of a formula; all of its words must be in `data`. */
function formulaVector(data, atom) {
  if (atom.word !== undefined) return unitVector(data, data.rows.get(atom.word));
  const value = (part) => formulaVector(data, part);
  if (atom.mean) return weighted(atom.mean.map((part) => [1 / atom.mean.length, value(part)]), data.dim);
  if (atom.sum) return weighted(atom.sum.map(([weight, part]) => [weight, value(part)]), data.dim);
  return atom.without.map(value).reduce(
    (left, away) => weighted([[1, left], [-dot(left, away) / (dot(away, away) || 1), away]], data.dim),
    value(atom.base));
}

/** Return the `count` rows with the largest cosine to `vector`, except those in `leftOut`, and of those `allowed`. */
function nearest(data, vector, count, leftOut = new Set(), allowed = () => true) {
  const { dim, vectors, lengths } = data;
  const length = Math.sqrt(dot(vector, vector));
  const best = [];
  if (!(length > 1e-9)) return best;
  for (let row = 0, at = 0; row < lengths.length; row++) {
    let sum = 0;
    for (let place = 0; place < dim; place++, at++) sum += vector[place] * vectors[at];
    const score = sum / (lengths[row] * length);
    if ((best.length === count && score <= best[count - 1].score) || leftOut.has(row) || !allowed(row)) continue;
    let place = best.length;
    while (place > 0 && best[place - 1].score < score) place--;
    best.splice(place, 0, { row, score });
    if (best.length > count) best.pop();
  }
  return best;
}

const APOSTROPHE = /(?<=[^\s\p{P}\u2e80-\u{10ffff}])[’ʼ＇](?=[^\s\p{P}\u2e80-\u{10ffff}])/gu;

/** Return the word of the map that has this name, or equals `word` up to case, spaces and Unicode form. */
function spelledAs(data, word) {
  if (data.rows.has(word)) return word;
  if (data.named.has(word.toLowerCase())) return data.words[data.named.get(word.toLowerCase())];
  const text = word.normalize("NFC").replace(APOSTROPHE, "'");
  const forms = [text, text.replaceAll("'", "’"), text.normalize("NFD")];
  const parts = text.replaceAll("_", " ").split(/\s+/u).filter(Boolean);
  const capitalized = (part) => {
    const [first, ...others] = part;
    return first.toUpperCase() + others.join("").toLowerCase();
  };
  const changes = [
    (part) => part,
    (part) => part.toLowerCase(),
    capitalized,
    (part) => part.toUpperCase(),
  ];
  for (const change of changes) forms.push(...["_", " "].map((sign) => parts.map(change).join(sign)));
  return forms.find((form) => data.rows.has(form));
}

/** Return what a reader sees of a word. */
const shownWord = (data, word) => data.names[data.rows.get(word)] || word;

/** Answer a question: a word of the map, or else a formula; `other` respells missing words. */
function answer(data, question, count, other = () => undefined, allowed = () => true) {
  const text = question.trim(), replaced = new Map();
  const spelled = (word) => spelledAs(data, word);
  const respelled = (word) => {
    const known = spelled(word), found = known === undefined ? other(word) : undefined;
    if (found) replaced.set(word, { word: data.words[found.row], how: found.how });
    return known ?? replaced.get(word)?.word ?? word;
  };
  const formula = spelled(text) === undefined
    ? respellFormula(parseFormula(text, (phrase) => spelled(phrase) !== undefined), respelled)
    : { sum: [[1, { word: spelled(text) }]] };
  const missing = [...new Set(formulaWords(formula))].filter((word) => !data.rows.has(word));
  if (missing.length) throw Object.assign(new FormulaError("missing", 0), { what: missing.join(", "), missing });
  const asked = new Set(formulaWords(formula).map((word) => data.rows.get(word)));
  const found = nearest(data, formulaVector(data, formula), count, asked, allowed);
  if (!found.length) throw new FormulaError("cancels", 0);
  return { formula: formulaText(respellFormula(formula, (word) => shownWord(data, word))), asked, found, replaced };
}
