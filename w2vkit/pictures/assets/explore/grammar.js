"use strict";
/* Formulas over words, as on the command line of w2vkit:

     question   = sum | proportion
     proportion = rest ":" rest "::" rest ":" "?"        a:b::c:? is b - a + c
     sum        = [ "+" | "-" ] product { ( "+" | "-" ) product }
     product    = [ number "*" ] rest
     rest       = atom { "~" atom }
     atom       = phrase | quoted word | "{" sum { "," sum } "}" | "(" sum ")"
     phrase     = word { word }                          only if on the map: new york - usa

   A formula is parsed into a tree of {word}, {mean: [...]}, {base, without: [...]}, {sum: [[weight, atom]]}. */

const OTHER_QUOTES = "“”＂「」『』《》〈〉";
const FULL_WIDTH = "＋－−＊×～：？｛｝（），、" + OTHER_QUOTES;
const HALF_WIDTH = "+--**~:?{}(),," + '"'.repeat(OTHER_QUOTES.length);
const TOKEN = new RegExp(
  String.raw`\s*(?:("(?:\\.|[^"\\])*")|(::|[-+*~:?{}(),"])` +
  String.raw`|((?:[^\s+\-*~:?{}(),"]|(?<=[A-Za-z0-9])[-+](?=[A-Za-z0-9])` +
  String.raw`|(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea]))+))`, "suy");
const NUMBER = /^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const DEEPEST = 20;
const LONGEST_PHRASE = 8;

/** A formula that cannot be parsed: the key of the message, and the position of the fault. */
class FormulaError extends Error {
  constructor(why, position, what = "") {
    super(why);
    Object.assign(this, { why, position, what });
  }
}

function plainSigns(text) {
  return Array.from({ length: text.length }, (_, place) => {
    const known = FULL_WIDTH.indexOf(text[place]);
    return known < 0 ? text[place] : HALF_WIDTH[known];
  }).join("");
}

function tokens(text) {
  const signs = plainSigns(text), found = [];
  let place = 0;
  while (signs.slice(place).trim()) {
    TOKEN.lastIndex = place;
    const match = TOKEN.exec(signs);
    if (!match) throw new FormulaError("unexpected", place);
    const [all, quoted, sign, word] = match;
    const start = place + all.length - (quoted ?? sign ?? word).length;
    place += all.length;
    if (sign === '"') throw new FormulaError("unclosed", start);
    if (quoted === '""') throw new FormulaError("nothing-quoted", start);
    if (sign) found.push({ kind: "sign", text: sign, start });
    else if (word) found.push({ kind: "word", text: text.slice(start, place), start });
    else found.push({ kind: "quoted", text: text.slice(start + 1, place - 1).replace(/\\(.)/gsu, "$1"), start });
  }
  found.push({ kind: "end", text: "", start: text.length });
  return found;
}

/** Parse a formula; `isKnown` decides which consecutive words are a phrase; throws a FormulaError. */
function parseFormula(text, isKnown = () => false) {
  const all = tokens(text);
  let place = 0, depth = 0;
  const peek = () => all[place];
  const isSign = (sign, token = peek()) => token?.kind === "sign" && token.text === sign;
  const accept = (sign) => isSign(sign) && Boolean(++place);
  const fail = (why) => { throw new FormulaError(why, peek().start, peek().text); };
  const expect = (sign, why) => accept(sign) || fail(why);
  const simplest = (formula) =>
    formula.sum.length === 1 && formula.sum[0][0] === 1 ? formula.sum[0][1] : formula;

  function atom() {
    for (const [open, rule] of [["{", group], ["(", bracket]]) {
      if (!accept(open)) continue;
      if (++depth > DEEPEST) fail("too-deep");
      const inner = rule();
      depth--;
      return inner;
    }
    if (peek().kind !== "word" && peek().kind !== "quoted") fail("word-expected");
    return { word: phrase() ?? all[place++].text };
  }
  function phrase() {
    const run = [];
    while (run.length < LONGEST_PHRASE && all[place + run.length].kind === "word") {
      run.push(all[place + run.length].text);
    }
    for (let length = run.length; length > 1; length--) {
      const joined = run.slice(0, length).join(" ");
      if (isKnown(joined)) {
        place += length;
        return joined;
      }
    }
    return undefined;
  }
  function group() {
    const members = [simplest(sum())];
    while (accept(",")) members.push(simplest(sum()));
    expect("}", "brace-expected");
    return { mean: members };
  }
  function bracket() {
    const inner = simplest(sum());
    expect(")", "bracket-expected");
    return inner;
  }
  function rest() {
    const base = atom(), without = [];
    while (accept("~")) without.push(atom());
    return without.length ? { base, without } : base;
  }
  function product(sign) {
    if (!isSign("*", all[place + 1])) return [sign, rest()];
    if (peek().kind !== "word" || !NUMBER.test(peek().text)) fail("number-expected");
    const weight = Number(peek().text);
    place += 2;
    return [sign * weight, rest()];
  }
  function sum() {
    const terms = [product(accept("-") ? -1 : (accept("+"), 1))];
    while (isSign("+") || isSign("-")) terms.push(product(all[place++].text === "+" ? 1 : -1));
    return { sum: terms };
  }
  function proportion(first) {
    const second = rest();
    expect("::", "proportion-expected");
    const third = rest();
    if (!accept(":") || !accept("?")) fail("proportion-expected");
    return { sum: [[1, second], [-1, first], [1, third]] };
  }

  if (peek().kind === "end") throw new FormulaError("empty", 0);
  let formula = sum();
  if (accept(":")) formula = proportion(simplest(formula));
  if (peek().kind !== "end") fail("sign-expected");
  if (formula.sum.every(([weight]) => weight < 0)) throw new FormulaError("only-minus", 0);
  return formula;
}

/** Return whether a text is a formula of more than one word; `isKnown` as in `parseFormula`. */
function isFormula(text, isKnown) {
  try {
    return formulaWords(parseFormula(text, isKnown)).length > 1;
  } catch (error) {
    if (error instanceof FormulaError) return false;
    throw error;
  }
}

/** Return all words of a formula. */
function formulaWords(atom) {
  if (atom.word !== undefined) return [atom.word];
  const parts = atom.mean ?? (atom.base ? [atom.base, ...atom.without] : atom.sum.map(([, part]) => part));
  return parts.flatMap(formulaWords);
}

/** Return the formula with every word replaced by `spelled(word)`. */
function respellFormula(atom, spelled) {
  if (atom.word !== undefined) return { word: spelled(atom.word) };
  if (atom.mean) return { mean: atom.mean.map((part) => respellFormula(part, spelled)) };
  if (atom.base) {
    return {
      base: respellFormula(atom.base, spelled),
      without: atom.without.map((part) => respellFormula(part, spelled)),
    };
  }
  return { sum: atom.sum.map(([weight, part]) => [weight, respellFormula(part, spelled)]) };
}

/** Return a formula as text, in the order in which it is computed. */
function formulaText(atom, inside = false) {
  if (atom.word !== undefined) {
    return /^[^\s+\-*~:?{}(),"]+$/u.test(plainSigns(atom.word)) ? atom.word : JSON.stringify(atom.word);
  }
  if (atom.mean) return `{${atom.mean.map((part) => formulaText(part)).join(", ")}}`;
  const written = atom.base
    ? [atom.base, ...atom.without].map((part) => formulaText(part, true)).join(" ~ ")
    : atom.sum.map(([weight, part], place) => {
      const sign = weight < 0 ? "− " : place ? "+ " : "";
      const factor = Math.abs(weight) === 1 ? "" : `${Math.abs(weight)}·`;
      return sign + factor + formulaText(part, true);
    }).join(" ");
  return inside ? `(${written})` : written;
}
