"use strict";
/* The page: connects the search box, the panels and the map. */

const SUGGESTIONS = 8;
const ANSWERS = 10;
const CHIPS = 300;
const SHADES = 5;
const $ = (id) => document.getElementById(id);

/** Create an element; words are inserted as text, never as HTML. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Return an element that isolates the writing direction of a word. */
const isolated = (word) => make("bdi", { textContent: word });
const thousands = (count) => count.toLocaleString("en");

class Page {
  constructor(data) {
    this.data = data;
    this.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    this.group = -1;
    this.kind = -1;
    this.word = -1;
    this.note = "";
    this.asked = "";
    this.requests = { word: 0, formula: 0 };
    this.finder = new Finder(data);
    this.map = new WordMap($("map"), data, {
      tap: (row) => this.pick(row),
      lasso: (rows) => this.choose(rows),
      clear: () => this.clear(),
      moved: () => this.remember(),
    });
    $("own-colours").hidden = !data.categoryNames.length;
    $("kind-choice").hidden = !data.kindNames.length;
    if (data.categoryNames.length) this.chooseColour("category");
    this.listen();
    this.translate();
    this.restore();
    this.paint();
    window.addEventListener("hashchange", () => this.restore());
    this.bridge = new Bridge(this);
  }

  listen() {
    const click = (id, react) => $(id).addEventListener("click", react);
    click("theme", () => this.paint(this.theme === "dark" ? "light" : "dark"));
    click("language", () => {
      language = language === "zh" ? "en" : "zh";
      this.translate();
    });
    click("zoom-in", () => this.map.zoom(ZOOM_STEP));
    click("zoom-out", () => this.map.zoom(1 / ZOOM_STEP));
    click("fit", () => this.map.fit());
    click("lasso", () => this.toggleLasso());
    click("print", () => window.print());
    click("csv", () => this.save());
    for (const choice of document.getElementsByName("colour")) {
      choice.addEventListener("change", () => {
        this.group = -1;
        this.paint();
      });
    }
    $("kind").addEventListener("change", () => {
      this.kind = Number($("kind").value);
      this.paint();
      if (this.word >= 0) this.pick(this.word, false, this.note);
      if (this.asked) this.ask();
    });
    $("formula-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.asked = $("formula").value;
      this.ask();
    });
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
    new Search($("search"), $("suggestions"), this);
  }

  /* The address. */

  remember() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => writeAddress({
      word: this.word < 0 ? this.missed ?? "" : this.data.words[this.word],
      formula: this.asked,
      colour: this.colour() === this.usualColour() ? "" : this.colour(),
      group: this.group < 0 ? "" : this.group,
      kind: this.data.kindNames[this.kind] ?? "",
      view: this.map.state()?.map((value) => Number(value.toPrecision(6))).join(",") ?? "",
    }), PAUSE_BEFORE_WRITING);
  }

  restore() {
    const state = readAddress();
    this.chooseColour(state.colour || this.usualColour());
    this.group = state.group;
    this.kind = this.data.kindNames.indexOf(state.kind);
    $("kind").value = this.kind;
    this.paint();
    const row = this.data.rows.get(state.word);
    if (row !== undefined) this.pick(row);
    else if (state.word) this.unknown(state.word);
    $("formula").value = this.asked = state.formula;
    if (this.asked) this.ask();
    if (row !== undefined && this.asked) this.pick(row);
    if (state.view) this.map.look(state.view);
    else if (row !== undefined) this.map.goTo(row, this.map.neighbors);
  }

  usualColour() { return this.data.categoryNames.length ? "category" : "cluster"; }

  colour() { return document.querySelector("[name=colour]:checked").value; }

  chooseColour(name) {
    const choice = [...document.getElementsByName("colour")].find((one) => one.value === name);
    if (choice && !choice.closest("[hidden]")) choice.checked = true;
  }

  /* Words. */

  allowed(row) { return this.kind < 0 || this.data.kinds[row] === this.kind; }

  pick(row, move = false, note = "") {
    this.word = row;
    this.note = note;
    const found = nearest(this.data, unitVector(this.data, row), ANSWERS, new Set([row]), (one) => this.allowed(one));
    this.map.select(row, found.map((one) => one.row));
    if (move) this.map.goTo(row, this.map.neighbors);
    this.showWord(found);
    if (liveModel) this.extend(this.data.words[row]);
    $("said").textContent = [$("word-title").textContent, ...found.map((one) => this.data.labels[one.row])].join(", ");
    this.bridge?.tell();
  }

  showWord(found) {
    $("word-title").textContent = say("word-of", shownWord(this.data, this.data.words[this.word]));
    const id = this.data.names[this.word] ? `${this.data.words[this.word]} · ` : "";
    const count = id + say("word-count", thousands(this.data.counts[this.word]));
    $("word-hint").textContent = this.note ? `${this.note}${language === "zh" ? "" : " "}${count}` : count;
    $("near").replaceChildren();
    this.list($("neighbors"), found);
    this.showPassages();
  }

  showPassages() {
    const numbers = this.data.passages[this.word] ?? [];
    const items = [];
    for (let at = 0; at < numbers.length; at += 4) {
      const [sentence, place, start, length] = numbers.slice(at, at + 4);
      const text = this.data.sentences[sentence];
      const item = make("li", {}, text.slice(0, start), make("mark", { textContent: text.slice(start, start + length) }),
        text.slice(start + length));
      if (this.data.sentencePlaces[place]) item.append(make("small", { textContent: this.data.sentencePlaces[place] }));
      items.push(item);
    }
    $("passages").replaceChildren(...items);
    $("passages-title").hidden = !items.length;
  }

  /** Replace the list by that of the model, unless another word was chosen meanwhile. */
  async extend(word) {
    const request = ++this.requests.word;
    try {
      const { rows } = await askModel(word, ANSWERS, this.kindName());
      if (request === this.requests.word) this.listWords($("neighbors"), rows);
    } catch (error) {
      if (!(error instanceof NotAnswered || error instanceof TypeError)) throw error;
    }
  }

  /** Show a word of the model that is not on the map; or say why the model has no answer. */
  async lookUp(text) {
    this.clear();
    this.missed = text;
    const request = ++this.requests.word;
    try {
      const { asked, rows, notes } = await askModel(text, ANSWERS, this.kindName());
      if (request !== this.requests.word) return;
      const counts = asked.map(({ count }) => say("word-count", thousands(count)));
      $("word-title").textContent = say("word-of", text);
      $("word-hint").textContent = [...notes, ...counts, say("off-map")].join(" · ");
      this.listWords($("neighbors"), rows);
      $("said").textContent = [$("word-title").textContent, ...rows.map(({ word }) => word)].join(", ");
    } catch (error) {
      if (!(error instanceof NotAnswered || error instanceof TypeError)) throw error;
      if (request === this.requests.word) this.offer(text, error.message);
    }
  }

  kindName() { return this.data.kindNames[this.kind] ?? ""; }

  /** Show words of the model with their scores. */
  listWords(where, answers) {
    this.list(where, answers.map(({ word, score, name }) => ({ row: this.data.rows.get(word), word, name, score })));
  }

  /** Say that a word is not on the map; the server may know it. */
  unknown(text) {
    if (liveModel) this.lookUp(text);
    else this.offer(text);
  }

  /** Say that there is no such word, in the words of the server if it was asked, and offer similar ones. */
  offer(text, said = "") {
    this.clear();
    const rows = this.finder.near(text);
    this.missed = text;
    $("word-hint").textContent = said || (rows.length ? say("not-here-near", text) : this.notHere(text));
    this.chips($("near"), rows);
    $("said").textContent = [$("word-hint").textContent, ...rows.map((row) => this.data.labels[row])].join(" ");
    this.bridge?.tell();
  }

  notHere(text) { return say("not-here", text, thousands(this.data.words.length)); }

  chips(where, rows) {
    where.replaceChildren(...rows.map((row) => {
      const button = make("button", { type: "button" }, isolated(this.data.labels[row]));
      button.addEventListener("click", () => this.pick(row, true));
      return make("li", {}, button);
    }));
  }

  list(where, found) {
    where.replaceChildren(...found.map(({ row, score, word, name }) => {
      const bar = make("i");
      bar.style.width = `${Math.max(0, score) * 95}%`;
      const label = row === undefined ? shortened(name || word) : this.data.labels[row];
      const button = make("button", { type: "button" }, bar, isolated(label), make("span", { textContent: decimal(score) }));
      button.addEventListener("click", () => (row === undefined ? this.lookUp(word) : this.pick(row, true)));
      return make("li", {}, button);
    }));
  }

  ask() {
    this.remember();
    this.bridge?.tell();
    if (liveModel) this.askLive();
    else this.askHere();
  }

  /** Answer the formula from the model. */
  async askLive() {
    const request = ++this.requests.formula, question = this.asked;
    try {
      const { asked, rows, notes } = await askModel(question, ANSWERS, this.kindName());
      if (request !== this.requests.formula) return;
      $("formula-echo").textContent = [`${rows[0]?.formula ?? question} =`, ...notes].join(" ");
      this.listWords($("formula-answers"), rows);
      const onMap = (words) => words.map(({ word }) => this.data.rows.get(word)).filter((row) => row !== undefined);
      this.map.select(onMap(asked)[0] ?? -1, onMap(rows));
    } catch (error) {
      if (!(error instanceof NotAnswered || error instanceof TypeError)) throw error;
      if (request !== this.requests.formula) return;
      $("formula-echo").textContent = error.message;
      $("formula-answers").replaceChildren();
    }
  }

  /** Answer the formula from the words of the map. */
  askHere() {
    try {
      const { formula, asked, found, replaced } = answer(this.data, this.asked, ANSWERS,
        (word) => this.finder.only(word), (row) => this.allowed(row));
      const notes = [...replaced].map(([given, { word, how }]) => say("found-by", given, shownWord(this.data, word), say(how)));
      $("formula-echo").textContent = [`${formula} =`, ...notes].join(" ");
      this.list($("formula-answers"), found);
      this.map.select([...asked][0], found.map((one) => one.row));
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      const near = (error.missing ?? []).flatMap((word) => this.finder.near(word, 3)).map((row) => this.data.labels[row]);
      const said = say(error.message, error.what, error.position + 1);
      $("formula-echo").textContent = near.length ? `${said}. ${say("similar", near.join(", "))}` : said;
      $("formula-answers").replaceChildren();
    }
  }

  forgetFormula() {
    this.remember();
    $("formula-echo").textContent = say("formula-hint");
    $("formula-answers").replaceChildren();
    this.map.select(this.word, []);
  }

  clear() {
    this.remember();
    this.word = -1;
    this.note = this.missed = "";
    this.map.chosen.clear();
    this.map.outline = [];
    this.map.select(-1, []);
    for (const id of ["neighbors", "passages", "near"]) $(id).replaceChildren();
    $("passages-title").hidden = true;
    this.choose([]);
    this.translate();
  }

  /* Lasso. */

  toggleLasso() {
    this.map.lassoOn = !this.map.lassoOn;
    $("lasso").setAttribute("aria-pressed", this.map.lassoOn);
    $("map").classList.toggle("lasso", this.map.lassoOn);
  }

  choose(rows) {
    this.map.chosen = new Set(rows);
    this.map.redraw();
    this.showChosen();
    this.bridge?.tell();
  }

  showChosen() {
    const rows = [...this.map.chosen];
    $("selection-hint").textContent = rows.length
      ? say("selection-some", thousands(rows.length)) : say("selection-hint");
    this.chips($("selection"), rows.slice(0, CHIPS));
    $("csv").hidden = !rows.length;
  }

  save() {
    const quoted = (value) => `"${String(value).replaceAll('"', '""')}"`;
    const named = this.data.names.length > 0;
    const lines = [...this.map.chosen].map((row) => [
      quoted(this.data.words[row]), this.data.counts[row], this.data.clusters[row] + 1,
      this.data.places[2 * row], this.data.places[2 * row + 1], ...(named ? [quoted(this.data.names[row])] : []),
    ].join(","));
    // The byte order mark tells spreadsheets that the file is UTF-8.
    const text = "\ufeff" + [`word,count,cluster,x,y${named ? ",name" : ""}`, ...lines, ""].join("\r\n");
    const link = make("a", {
      href: URL.createObjectURL(new Blob([text], { type: "text/csv" })),
      download: `${this.data.name}-selection.csv`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /* Looks. */

  paint(theme = this.theme) {
    this.theme = theme;
    document.documentElement.dataset.theme = theme;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.map.show = {
      background: colour("background"),
      text: colour("text"),
      line: colour("line"),
      accent: colour("accent"),
      font: getComputedStyle(document.body).fontFamily,
      isFaded: (row) => !this.allowed(row) || (this.group >= 0 && this.groups()[row] !== this.group),
      colours: this.colours(),
    };
    this.map.redraw();
    this.showLegend();
    $("theme").textContent = say(theme === "dark" ? "theme-back" : "theme");
  }

  groups() { return this.colour() === "category" ? this.data.categories : this.data.clusters; }

  colours() {
    const { groups, ramp, faint } = this.data.palettes[this.theme];
    if (this.colour() === "frequency") return this.shades().map((shade) => ramp[shade]);
    return Array.from(this.groups(), (group) => (group < 0 ? faint : groups[group % groups.length]));
  }

  shades() {
    const logs = this.data.counts.map((count) => Math.log1p(count));
    const low = Math.min(...logs), span = Math.max(...logs) - low || 1;
    return logs.map((value) => Math.min(SHADES - 1, Math.floor((value - low) / span * SHADES)));
  }

  showLegend() {
    const { groups, ramp } = this.data.palettes[this.theme];
    if (this.colour() === "frequency") {
      const shades = this.shades();
      $("legend").replaceChildren(...ramp.map((colour, shade) => {
        const counts = this.data.counts.filter((_, row) => shades[row] === shade);
        const range = counts.length ? `${thousands(Math.min(...counts))} – ${thousands(Math.max(...counts))}` : "–";
        return make("li", {}, legendEntry("span", colour, range, counts.length));
      }).reverse());
      return;
    }
    $("legend").replaceChildren(...this.legend().map(({ name, size }, group) => {
      const button = legendEntry("button", groups[group % groups.length], name, size);
      button.setAttribute("aria-pressed", this.group === group);
      button.addEventListener("click", () => {
        this.group = this.group === group ? -1 : group;
        this.paint();
      });
      return make("li", {}, button);
    }));
  }

  legend() {
    if (this.colour() !== "category") return this.data.clusterNames;
    return this.data.categoryNames.map((name, group) => ({ name, size: this.data.categories.filter((one) => one === group).length }));
  }

  translate() {
    document.documentElement.lang = say("html-lang");
    $("language").textContent = say("other-language");
    $("theme").textContent = say(this.theme === "dark" ? "theme-back" : "theme");
    for (const id of ["zoom-in", "zoom-out", "fit", "lasso", "print"]) {
      $(id).title = say(id);
      $(id).setAttribute("aria-label", say(id));
    }
    for (const [id, key] of [["search", "search"], ["formula", "formula"]]) {
      $(id).setAttribute("aria-label", say(key));
    }
    $("search").placeholder = say("search");
    $("formula").placeholder = say("formula-example");
    $("map").setAttribute("aria-label", say("map-label", thousands(this.data.words.length)));
    for (const part of ["word", "formula", "selection", "colour"]) $(`${part}-title`).textContent = say(part);
    $("word-hint").textContent = say("word-hint");
    $("formula-echo").textContent = say("formula-hint");
    $("csv").textContent = say("csv");
    $("colour-cluster").textContent = say("cluster");
    $("colour-frequency").textContent = say("frequency");
    $("colour-category").textContent = say("category");
    $("passages-title").textContent = say("passages");
    $("kind-label").textContent = say("kind");
    const kinds = this.data.kindNames.map((name) => (name in TEXTS[language] ? say(name) : name));
    $("kind").replaceChildren(...[say("all-kinds"), ...kinds].map((name, place) => new Option(name, place - 1)));
    $("kind").value = this.kind;
    $("caption").textContent = this.caption();
    this.showChosen();
    if (this.word >= 0) this.pick(this.word, false, this.note);
    else if (this.missed) this.unknown(this.missed);
    if (this.asked) this.ask();
  }

  caption() {
    const { method, settings, trustworthiness, kept } = this.data.made;
    const made = settings ? say("settings", method, settings[language]) : method;
    const shown = thousands(this.data.words.length);
    const how = liveModel ? say("live", shown, made, thousands(this.data.vocabulary)) : say("made", shown, made);
    if (kept === undefined || liveModel) return how;
    return `${how}${say("faithful", trustworthiness.toFixed(2), `${Math.round(100 * kept)}%`)}`;
  }

  print(on) {
    if (on) this.before = this.theme;
    this.paint(on ? "light" : this.before);
    this.map.resize();
    this.map.draw();
  }
}

/** Return a score with three decimals, a minus sign, and zero without one. */
function decimal(score) {
  return score.toFixed(3).replace(/^-(?=[0.]*$)/u, "").replace("-", "−");
}

/** Return a legend entry: a color, its name, and the number of its words. */
function legendEntry(tag, colour, name, size) {
  const [svg, dot] = ["svg", "circle"].map((kind) => document.createElementNS("http://www.w3.org/2000/svg", kind));
  for (const [key, value] of Object.entries({ cx: 6, cy: 6, r: 5, fill: colour })) dot.setAttribute(key, value);
  for (const [key, value] of Object.entries({ width: 12, height: 12, "aria-hidden": true })) svg.setAttribute(key, value);
  svg.append(dot);
  return make(tag, { className: "entry" }, svg, isolated(name), make("small", { textContent: thousands(size) }));
}

/** The search box with suggestions, a combobox as in the ARIA Authoring Practices. */
class Search {
  constructor(input, list, page) {
    Object.assign(this, { input, list, page, rows: [], at: -1, said: "", isFormula: false });
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("focus", () => this.suggest());
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.addEventListener("keydown", (event) => this.key(event));
  }

  suggest() {
    const { finder } = this.page, text = this.input.value.trim();
    this.rows = finder.matches(text, SUGGESTIONS);
    this.said = "";
    this.isFormula = !this.rows.length && isFormula(text, (word) => spelledAs(this.page.data, word) !== undefined);
    if (this.isFormula) this.said = say("formula-here");
    else if (text && !this.rows.length) {
      this.rows = finder.near(text).map((row) => ({ row, how: "near" }));
      this.said = this.rows.length ? say("not-here-near", text) : this.page.notHere(text);
    }
    this.at = -1;
    $("said").textContent = !text ? "" : this.said || say("found", this.rows.length);
    this.show();
  }

  show() {
    const { labels, counts } = this.page.data;
    const items = this.rows.map(({ row, how }, place) => {
      const shown = how === "script" || how === "pinyin" ? `${say(how)} · ` : "";
      const item = make("li", { role: "option", id: `suggestion-${place}` },
        isolated(labels[row]), make("small", { textContent: shown + thousands(counts[row]) }));
      item.setAttribute("aria-selected", place === this.at);
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.take(this.rows[place]);
      });
      return item;
    });
    if (this.said) items.unshift(make("li", { className: "note", textContent: this.said, ariaDisabled: "true", role: "option" }));
    this.list.replaceChildren(...items);
    this.list.hidden = !items.length;
    this.input.setAttribute("aria-expanded", !this.list.hidden);
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `suggestion-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const size = this.rows.length;
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.isFormula) this.answer();
    else if (event.key === "Enter" && this.at < 0 && (this.said || this.isOfModel())) this.page.unknown(this.input.value.trim());
    else if (event.key === "Enter" && size) this.take(this.rows[Math.max(0, this.at)]);
    else if (event.key === "ArrowDown" && size) this.moveTo((this.at + 1) % size);
    else if (event.key === "ArrowUp" && size) this.moveTo((this.at + size - (this.at < 0 ? 0 : 1)) % size);
    else return;
    event.preventDefault();
  }

  /** Whether the text is no word of the map, but may be one of the model of a server. */
  isOfModel() {
    const text = this.input.value.trim();
    return Boolean(liveModel && text) && spelledAs(this.page.data, text) === undefined;
  }

  moveTo(place) {
    this.at = place;
    this.show();
  }

  /** Answer the formula in the search box where formulas are answered. */
  answer() {
    $("formula").value = this.page.asked = this.input.value.trim();
    this.close();
    this.page.ask();
    $("said").textContent = $("formula-echo").textContent;
    $("formula-title").scrollIntoView({ block: "nearest" });
  }

  take({ row, how }) {
    const asked = this.input.value.trim(), word = shownWord(this.page.data, this.page.data.words[row]);
    const note = how === "script" || how === "pinyin" ? say("found-by", asked, word, say(how)) : "";
    this.input.value = word;
    this.close();
    this.page.pick(row, true, note);
  }

  close() {
    this.rows = [];
    this.said = "";
    this.isFormula = false;
    this.show();
  }
}

readData($("data").textContent)
  .then((data) => { window.page = new Page(data); })
  .catch((error) => {
    $("caption").textContent = say("broken", error.message);
    throw error;
  });
