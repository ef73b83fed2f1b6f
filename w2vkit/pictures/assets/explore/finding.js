"use strict";
/* Finding words: by spelling or the id of an item, by pinyin, in the other script, or by the nearest spelling. */

const LEAST_LIKE = 0.5;
const NEAR_WORDS = 5;

/** Return the search form of a word, which ignores full width and letter case. */
function searchable(word) {
  return word.normalize("NFKC").toLowerCase().trim();
}

/** Return pinyin without spaces, apostrophes and tones: "Sūn Wùkōng" is "sunwukong", "lü" is "lv". */
function plainPinyin(text) {
  return searchable(text).normalize("NFD").replace(/u\u0308/g, "v")
    .replace(/[\u0300-\u036f\s'’·\d-]/gu, "");
}

class Finder {
  constructor(data) {
    this.data = data;
    this.plain = data.words.map((word) => searchable(shownWord(data, word)));
    this.ids = data.names.length ? data.words.map(searchable) : this.plain;
    this.pinyin = data.pinyin.map((syllables) => plainPinyin(syllables));
    this.initials = data.pinyin.map((syllables) => syllables.split(" ").map((one) => one[0] ?? "").join(""));
    this.scripts = data.scripts.map((forms) => forms.split(" ").filter(Boolean).map(searchable));
    this.readings = new Map();
    data.words.forEach((word, row) => {
      const syllables = data.pinyin[row].split(" "), signs = [...shownWord(data, word)];
      if (syllables.length === signs.length) signs.forEach((sign, place) => this.readings.set(sign, syllables[place]));
    });
  }

  /** Return rows with the way in which they match, best first: [{ row, how }]. */
  matches(text, count) {
    const wanted = searchable(text);
    if (!wanted) return [];
    const latin = /^[a-zü\s'’\u0300-\u036f0-9]+$/u.test(wanted.normalize("NFD")) ? plainPinyin(text) : "";
    const ranks = [[], [], [], [], [], []];
    for (let row = 0; row < this.plain.length; row++) {
      const word = this.plain[row], rank = this.rank(row, word, wanted, latin);
      if (rank >= 0) ranks[rank].push({ row, how: rank === 3 ? "script" : rank > 3 ? "pinyin" : "spelling" });
    }
    const [same, starting, holding, script, pinyin, later] = ranks;
    return [...same, ...script, ...pinyin, ...starting, ...holding, ...later].slice(0, count);
  }

  rank(row, word, wanted, latin) {
    const id = this.ids[row];
    if (word === wanted || id === wanted) return 0;
    if (word.startsWith(wanted) || id.startsWith(wanted)) return 1;
    if (word.includes(wanted) || id.includes(wanted)) return 2;
    if (this.scripts[row].includes(wanted)) return 3;
    if (!latin || !this.pinyin[row]) return -1;
    if (this.pinyin[row] === latin) return 4;
    return latin.length > 1 && (this.initials[row] === latin || this.pinyin[row].startsWith(latin)) ? 5 : -1;
  }

  /** Return the only word that a text can stand for, { row, how }, or undefined. */
  only(text) {
    const wanted = searchable(text), latin = plainPinyin(text);
    for (const [how, fits] of [
      ["script", (row) => this.scripts[row].includes(wanted)],
      ["pinyin", (row) => latin && this.pinyin[row] === latin],
    ]) {
      const rows = [...this.plain.keys()].filter(fits);
      if (rows.length) return rows.length === 1 ? { row: rows[0], how } : undefined;
    }
    return undefined;
  }

  /** Return the rows with the most similar spelling or sound, best first. */
  near(text, count = NEAR_WORDS) {
    const wanted = [...searchable(text)];
    const read = wanted.map((sign) => this.readings.get(sign) ?? sign);
    const sound = [...plainPinyin(read.join(""))];
    const found = [];
    this.plain.forEach((word, row) => {
      const spelled = likeness(wanted, [...word]);
      const heard = this.pinyin[row] && sound.length > 2 ? likeness(sound, [...this.pinyin[row]]) ** 2 : 0;
      const score = Math.max(spelled, heard);
      if (score >= LEAST_LIKE) found.push({ row, score });
    });
    return found.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, count).map((one) => one.row);
  }
}

/** Return 1 minus the Levenshtein distance divided by the greater length. */
function likeness(first, second) {
  const longest = Math.max(first.length, second.length);
  if (!longest || Math.abs(first.length - second.length) > longest * (1 - LEAST_LIKE)) return 0;
  let line = Array.from({ length: second.length + 1 }, (_, place) => place);
  for (let row = 1; row <= first.length; row++) {
    const next = [row];
    for (let column = 1; column <= second.length; column++) {
      const changed = line[column - 1] + (first[row - 1] === second[column - 1] ? 0 : 1);
      next.push(Math.min(changed, line[column] + 1, next[column - 1] + 1));
    }
    line = next;
  }
  return 1 - line[second.length] / longest;
}
