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
    this.cluster = -1;
    this.word = -1;
    this.asked = "";
    this.plain = data.words.map(searchable);
    this.map = new WordMap($("map"), data, {
      tap: (row) => this.pick(row),
      lasso: (rows) => this.choose(rows),
      clear: () => this.clear(),
    });
    this.listen();
    this.translate();
    this.paint();
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
      choice.addEventListener("change", () => this.paint());
    }
    $("formula-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.asked = $("formula").value;
      this.ask();
    });
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
    new Search($("search"), $("suggestions"), this);
  }

  /* Words. */

  pick(row, move = false) {
    this.word = row;
    const found = nearest(this.data, unitVector(this.data, row), ANSWERS, new Set([row]));
    this.map.select(row, found.map((one) => one.row));
    if (move) this.map.goTo(row);
    this.showWord(found);
    $("said").textContent = [$("word-title").textContent, ...found.map((one) => this.data.words[one.row])].join(", ");
  }

  showWord(found) {
    $("word-title").textContent = say("word-of", this.data.words[this.word]);
    $("word-hint").textContent = say("word-count", thousands(this.data.counts[this.word]));
    this.list($("neighbors"), found);
  }

  list(where, found) {
    where.replaceChildren(...found.map(({ row, score }) => {
      const bar = make("i");
      bar.style.width = `${Math.max(0, score) * 95}%`;
      const button = make("button", { type: "button" }, bar, isolated(this.data.words[row]),
        make("span", { textContent: score.toFixed(3).replace("-", "−") }));
      button.addEventListener("click", () => this.pick(row, true));
      return make("li", {}, button);
    }));
  }

  ask() {
    try {
      const { formula, asked, found } = answer(this.data, this.asked, ANSWERS);
      $("formula-echo").textContent = `${formula} =`;
      this.list($("formula-answers"), found);
      this.map.select([...asked][0], found.map((one) => one.row));
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      $("formula-echo").textContent = say(error.message, error.what, error.position + 1);
      $("formula-answers").replaceChildren();
    }
  }

  clear() {
    this.word = -1;
    this.map.chosen.clear();
    this.map.select(-1, []);
    $("neighbors").replaceChildren();
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
  }

  showChosen() {
    const rows = [...this.map.chosen];
    $("selection-hint").textContent = rows.length
      ? say("selection-some", thousands(rows.length)) : say("selection-hint");
    $("selection").replaceChildren(...rows.slice(0, CHIPS).map((row) => {
      const button = make("button", { type: "button" }, isolated(this.data.words[row]));
      button.addEventListener("click", () => this.pick(row));
      return make("li", {}, button);
    }));
    $("csv").hidden = !rows.length;
  }

  save() {
    const quoted = (value) => `"${String(value).replaceAll('"', '""')}"`;
    const lines = [...this.map.chosen].map((row) => [
      quoted(this.data.words[row]), this.data.counts[row], this.data.clusters[row] + 1,
      this.data.places[2 * row], this.data.places[2 * row + 1],
    ].join(","));
    // The byte order mark tells spreadsheets that the file is UTF-8.
    const text = "\ufeff" + ["word,count,cluster,x,y", ...lines, ""].join("\r\n");
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
      cluster: this.cluster,
      colours: this.colours(),
    };
    this.map.redraw();
    this.showLegend();
    $("theme").textContent = say(theme === "dark" ? "theme-back" : "theme");
  }

  byFrequency() { return document.querySelector("[name=colour]:checked").value === "frequency"; }

  colours() {
    const { groups, ramp } = this.data.palettes[this.theme];
    if (!this.byFrequency()) return Array.from(this.data.clusters, (cluster) => groups[cluster % groups.length]);
    return this.shades().map((shade) => ramp[shade]);
  }

  shades() {
    const logs = this.data.counts.map((count) => Math.log1p(count));
    const low = Math.min(...logs), span = Math.max(...logs) - low || 1;
    return logs.map((value) => Math.min(SHADES - 1, Math.floor((value - low) / span * SHADES)));
  }

  showLegend() {
    const { groups, ramp } = this.data.palettes[this.theme];
    if (this.byFrequency()) {
      const shades = this.shades();
      $("legend").replaceChildren(...ramp.map((colour, shade) => {
        const counts = this.data.counts.filter((_, row) => shades[row] === shade);
        const range = counts.length ? `${thousands(Math.min(...counts))} – ${thousands(Math.max(...counts))}` : "–";
        return make("li", {}, legendEntry("span", colour, range, counts.length));
      }).reverse());
      return;
    }
    $("legend").replaceChildren(...this.data.clusterNames.map(({ name, size }, cluster) => {
      const button = legendEntry("button", groups[cluster % groups.length], name, size);
      button.setAttribute("aria-pressed", this.cluster === cluster);
      button.addEventListener("click", () => {
        this.cluster = this.cluster === cluster ? -1 : cluster;
        this.paint();
      });
      return make("li", {}, button);
    }));
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
    $("caption").textContent = this.caption();
    this.showChosen();
    if (this.word >= 0) this.pick(this.word);
    if (this.asked) this.ask();
  }

  caption() {
    const { method, settings, trustworthiness, kept } = this.data.made;
    const made = settings ? say("settings", method, settings[language]) : method;
    const how = say("made", thousands(this.data.words.length), made);
    if (kept === undefined) return how;
    return `${how}${say("faithful", trustworthiness.toFixed(2), `${Math.round(100 * kept)}%`)}`;
  }

  print(on) {
    if (on) this.before = this.theme;
    this.paint(on ? "light" : this.before);
    this.map.resize();
    this.map.draw();
  }
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
    Object.assign(this, { input, list, page, rows: [], at: -1 });
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("focus", () => this.suggest());
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.addEventListener("keydown", (event) => this.key(event));
  }

  suggest() {
    const wanted = searchable(this.input.value);
    this.rows = wanted ? matches(this.page.plain, wanted) : [];
    this.at = -1;
    const empty = wanted && !this.rows.length;
    $("said").textContent = !wanted ? "" : empty ? say("nothing-found") : say("found", this.rows.length);
    this.show();
  }

  show() {
    const { words, counts } = this.page.data;
    this.list.replaceChildren(...this.rows.map((row, place) => {
      const item = make("li", { role: "option", id: `suggestion-${place}` },
        isolated(words[row]), make("small", { textContent: thousands(counts[row]) }));
      item.setAttribute("aria-selected", place === this.at);
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.take(row);
      });
      return item;
    }));
    this.list.hidden = !this.rows.length;
    this.input.setAttribute("aria-expanded", !this.list.hidden);
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `suggestion-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const size = this.rows.length;
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && size) this.take(this.rows[Math.max(0, this.at)]);
    else if (event.key === "ArrowDown" && size) this.moveTo((this.at + 1) % size);
    else if (event.key === "ArrowUp" && size) this.moveTo((this.at + size - (this.at < 0 ? 0 : 1)) % size);
    else return;
    event.preventDefault();
  }

  moveTo(place) {
    this.at = place;
    this.show();
  }

  take(row) {
    this.input.value = this.page.data.words[row];
    this.close();
    this.page.pick(row, true);
  }

  close() {
    this.rows = [];
    this.show();
  }
}

/** Return the search form of a word, which ignores full width and letter case. */
function searchable(word) {
  return word.normalize("NFKC").toLowerCase().trim();
}

/** Return the rows of words that equal, start with or contain `wanted`, in this order. */
function matches(words, wanted) {
  const same = [], starting = [], holding = [];
  for (let row = 0; row < words.length; row++) {
    if (words[row] === wanted) same.push(row);
    else if (words[row].startsWith(wanted)) starting.push(row);
    else if (words[row].includes(wanted)) holding.push(row);
  }
  return [...same, ...starting, ...holding].slice(0, SUGGESTIONS);
}

readData($("data").textContent)
  .then((data) => { window.page = new Page(data); })
  .catch((error) => {
    $("caption").textContent = say("broken", error.message);
    throw error;
  });
