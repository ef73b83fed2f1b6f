"use strict";
/* The state of the page in its address, after the #, so that it can be shared. */

const PAUSE_BEFORE_WRITING = 200;

/** Return the state in the address: { word, formula, colour, group, kind, view }. */
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const view = (given.get("view") ?? "").split(",").map(Number);
  return {
    word: given.get("word") ?? "",
    formula: given.get("formula") ?? "",
    colour: given.get("colour") ?? "",
    group: given.has("group") ? Number(given.get("group")) : -1,
    kind: given.get("kind") ?? "",
    view: view.length === 3 && view.every(Number.isFinite) && view[2] > 0 ? view : null,
  };
}

/** Write the parts of the state that are set; the history does not grow. */
function writeAddress(state) {
  if (location.protocol === "about:") return; // a page in a frame of a notebook has no address
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value !== "" && value !== null) given.set(name, value);
  const hash = given.toString() ? `#${given}` : "";
  if (hash === location.hash) return;
  history.replaceState(null, "", hash || location.pathname + location.search);
}
