"use strict";
/* The page inside a notebook: messages to and from the frame around it, which a widget reads. */

/** Tells the frame around the page what is searched, asked and selected, and does what it is told. */
class Bridge {
  constructor(page) {
    this.page = page;
    this.told = "";
    this.isSetting = false;
    if (window.parent === window) return;
    window.addEventListener("message", (event) => {
      if (event.source === window.parent && event.data?.w2vkit === "set") this.set(event.data);
    });
    this.tell("ready");
  }

  state() {
    const { words } = this.page.data;
    return {
      search: this.page.word < 0 ? this.page.missed ?? "" : words[this.page.word],
      formula: this.page.asked,
      selection: [...this.page.map.chosen].map((row) => words[row]),
    };
  }

  tell(what = "state") {
    if (window.parent === window || this.isSetting) return;
    const state = this.state(), told = JSON.stringify(state);
    if (what === "state" && told === this.told) return;
    this.told = told;
    window.parent.postMessage({ w2vkit: what, ...state }, "*");
  }

  /** Take a state; parts that are missing or the same stay. */
  set({ search, formula, selection }) {
    const now = this.state();
    this.isSetting = true; // what follows is told once
    if (typeof search === "string" && search !== now.search) this.search(search.trim());
    if (typeof formula === "string" && formula !== now.formula) {
      document.getElementById("formula").value = this.page.asked = formula;
      if (formula) this.page.ask();
      else this.page.forgetFormula();
    }
    if (Array.isArray(selection) && JSON.stringify(selection) !== JSON.stringify(now.selection)) {
      const rows = selection.map((word) => this.page.data.rows.get(word));
      this.page.choose(rows.filter((row) => row !== undefined));
    }
    this.isSetting = false;
    this.tell();
  }

  search(text) {
    const row = this.page.data.rows.get(text) ?? this.page.finder.matches(text, 1)[0]?.row;
    if (!text) this.page.clear();
    else if (row === undefined) this.page.unknown(text);
    else this.page.pick(row, true);
  }
}
