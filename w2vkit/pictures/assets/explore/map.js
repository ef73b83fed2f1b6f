"use strict";
/* The map: dots and labels on a canvas, controlled by mouse, touch and keyboard. */

const PLACE_RANGE = 65535;
const LABEL_HEIGHT = 16;
const CELL = 96;
const MOST_LABELS = 400;
const ZOOM_STEP = 1.3;
const TAP_PIXELS = 6;

class WordMap {
  /* `show` contains the colors and the font of the map; `heard` receives taps and lassos. */
  constructor(canvas, data, heard) {
    Object.assign(this, { canvas, data, heard });
    this.context = canvas.getContext("2d");
    this.view = { x: PLACE_RANGE / 2, y: PLACE_RANGE / 2, scale: 1 };
    this.show = null;
    this.selected = -1;
    this.neighbors = [];
    this.chosen = new Set();
    this.outline = [];
    this.lassoOn = false;
    this.path = [];
    this.pointers = new Map();
    this.widths = new Map();
    this.sizes = dotSizes(data.counts);
    this.waiting = false;
    this.fitted = true;
    this.smallest = 1;
    this.listen();
    this.resize();
  }

  /* Size and view. */

  resize() {
    const box = this.canvas.getBoundingClientRect();
    this.dots = window.devicePixelRatio || 1;
    [this.width, this.height] = [box.width, box.height];
    this.canvas.width = Math.max(1, Math.round(box.width * this.dots));
    this.canvas.height = Math.max(1, Math.round(box.height * this.dots));
    const zoom = this.view.scale / this.smallest;
    this.measure();
    if (this.fitted) this.fit();
    else this.view.scale = zoom * this.smallest;
    this.redraw();
  }

  /** Find the smallest scale, and how much wider than high the map is shown, for this size. */
  measure() {
    this.stretch = Math.min(Math.max(this.width / Math.max(1, this.height), 1), 1.6);
    this.smallest = Math.max(0.45 * Math.min(this.width, this.height - 30) / PLACE_RANGE, 1e-6);
  }

  fit() {
    this.fitted = true;
    this.view = { x: PLACE_RANGE / 2, y: PLACE_RANGE / 2, scale: 2 * this.smallest };
    this.redraw();
  }

  screenX(row) { return (this.data.places[2 * row] - this.view.x) * this.view.scale * this.stretch + this.width / 2; }

  screenY(row) { return (this.view.y - this.data.places[2 * row + 1]) * this.view.scale + this.height / 2; }

  pan(right, down) {
    this.fitted = false;
    this.view.x -= right / (this.view.scale * this.stretch);
    this.view.y += down / this.view.scale;
    this.redraw();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    this.fitted = false;
    const scale = Math.min(Math.max(this.view.scale * factor, this.smallest), this.smallest * 200);
    const ratio = 1 / this.view.scale - 1 / scale;
    this.view.x += (x - this.width / 2) * ratio / this.stretch;
    this.view.y -= (y - this.height / 2) * ratio;
    this.view.scale = scale;
    this.redraw();
  }

  /** Show a word and `others` as large as they can be with all of them in view. */
  goTo(row, others = []) {
    this.fitted = false;
    const places = [row, ...others].map((one) => this.place(one));
    const [wide, high] = [0, 1].map((axis) => {
      const values = places.map((one) => one[axis]);
      return [Math.min(...values), Math.max(...values)];
    });
    const room = (size, margin, [low, top]) => Math.max(size - 2 * margin, 40) / Math.max(1, top - low);
    this.view = {
      x: (wide[0] + wide[1]) / 2,
      y: (high[0] + high[1]) / 2,
      scale: Math.min(Math.max(this.view.scale, this.smallest * 6),
        room(this.width, 100, wide) / this.stretch, room(this.height, 30, high)),
    };
    this.redraw();
  }

  place(row) { return [this.data.places[2 * row], this.data.places[2 * row + 1]]; }

  /** Return the view for another window: the middle, and the scale relative to the whole map. */
  state() { return this.fitted ? null : [this.view.x, this.view.y, this.view.scale / this.smallest]; }

  look([x, y, zoom]) {
    this.fitted = false;
    this.view = { x, y, scale: Math.min(zoom, 200) * this.smallest };
    this.redraw();
  }

  select(row, neighbors) {
    this.selected = row;
    this.neighbors = neighbors;
    this.redraw();
  }

  /* Drawing. */

  redraw() {
    this.heard.moved();
    if (this.waiting || !this.show) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  draw() {
    const pen = this.context;
    pen.setTransform(this.dots, 0, 0, this.dots, 0, 0);
    pen.fillStyle = this.show.background;
    pen.fillRect(0, 0, this.width, this.height);
    const visible = this.visibleRows();
    this.drawDots(pen, visible);
    this.drawSpokes(pen);
    this.drawLabels(pen, visible);
    this.drawLasso(pen);
  }

  visibleRows() {
    const rows = [];
    for (let row = 0; row < this.data.words.length; row++) {
      const x = this.screenX(row), y = this.screenY(row);
      if (x > -40 && y > -10 && x < this.width + 10 && y < this.height + 10) rows.push(row);
    }
    return rows;
  }

  radius(row) { return this.sizes[row] * Math.min(2.2, Math.max(0.75, (this.view.scale / this.smallest / 2) ** 0.3)); }

  drawDots(pen, visible) {
    const batches = new Map();
    for (const row of visible) {
      const colour = this.faded(row) ? this.show.line : this.show.colours[row];
      if (!batches.has(colour)) batches.set(colour, []);
      batches.get(colour).push(row);
    }
    for (const [colour, rows] of [...batches].sort(([colour]) => (colour === this.show.line ? -1 : 1))) {
      pen.fillStyle = colour;
      pen.beginPath();
      for (const row of rows) {
        const x = this.screenX(row), y = this.screenY(row), radius = this.radius(row);
        if (radius < 1.6) pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        else {
          pen.moveTo(x + radius, y);
          pen.arc(x, y, radius, 0, 7);
        }
      }
      pen.fill();
    }
  }

  faded(row) { return this.show.isFaded(row); }

  drawSpokes(pen) {
    if (this.selected < 0) return;
    const x = this.screenX(this.selected), y = this.screenY(this.selected);
    pen.strokeStyle = this.show.accent;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.5;
    pen.beginPath();
    for (const row of this.neighbors) {
      pen.moveTo(x, y);
      pen.lineTo(this.screenX(row), this.screenY(row));
    }
    pen.stroke();
    pen.globalAlpha = 1;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(x, y, this.radius(this.selected) + 3, 0, 7);
    pen.stroke();
  }

  drawLabels(pen, visible) {
    const special = this.selected < 0 ? [] : [this.selected, ...this.neighbors];
    const taken = new Map();
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.strokeStyle = this.show.background;
    for (const row of special) this.label(pen, row, taken, true);
    const marked = new Set(special);
    let room = Math.min(MOST_LABELS, this.width * this.height / 2500);
    for (const row of visible) {
      if (room <= 0) break;
      if (!marked.has(row) && !this.faded(row) && this.label(pen, row, taken, false)) room--;
    }
  }

  label(pen, row, taken, always) {
    const size = always ? 15 : 12 + Math.min(3, this.sizes[row] - 1.5);
    const font = `${row === this.selected ? "bold " : ""}${size.toFixed(0)}px ${this.show.font}`;
    const width = this.textWidth(pen, row, font);
    const places = this.labelPlaces(row, width).slice(0, always ? undefined : 1);
    const box = ([left, middle]) => [left - 2, middle - LABEL_HEIGHT / 2, left + width + 2, middle + LABEL_HEIGHT / 2];
    const free = places.find((place) => occupy(taken, box(place)));
    if (!free && row !== this.selected) return false;
    const [left, middle] = free ?? places[0];
    pen.font = font;
    pen.fillStyle = always ? this.show.accent : this.show.text;
    pen.lineWidth = always ? 5 : 3;
    pen.strokeText(this.data.labels[row], left, middle);
    pen.fillText(this.data.labels[row], left, middle);
    return true;
  }

  /** Return where a label can stand, the best place first: right, left, above, below, and farther. */
  labelPlaces(row, width) {
    const x = this.screenX(row), y = this.screenY(row), gap = this.radius(row) + 3;
    const places = [[x + gap, y], [x - gap - width, y]];
    for (let step = 1; step < 4; step++) {
      const down = gap + LABEL_HEIGHT * (step - 0.5);
      for (const side of [-1, 1]) places.push([x - width / 2, y + side * down], [x + gap, y + side * down], [x - gap - width, y + side * down]);
    }
    return places;
  }

  textWidth(pen, row, font) {
    const key = font + row;
    if (!this.widths.has(key)) {
      pen.font = font;
      this.widths.set(key, pen.measureText(this.data.labels[row]).width);
    }
    return this.widths.get(key);
  }

  drawLasso(pen) {
    if (this.chosen.size) {
      pen.strokeStyle = this.show.text;
      pen.lineWidth = 1;
      pen.beginPath();
      for (const row of this.chosen) {
        const x = this.screenX(row), y = this.screenY(row), radius = this.radius(row) + 2;
        pen.moveTo(x + radius, y);
        pen.arc(x, y, radius, 0, 7);
      }
      pen.stroke();
    }
    const drawn = this.path.length > 1 ? this.path : this.outline.map(([x, y]) => this.toScreen(x, y));
    if (drawn.length < 2) return;
    pen.strokeStyle = this.show.accent;
    pen.lineWidth = 2;
    pen.beginPath();
    for (const [x, y] of drawn) pen.lineTo(x, y);
    if (drawn !== this.path) pen.closePath();
    pen.stroke();
  }

  toScreen(x, y) {
    return [(x - this.view.x) * this.view.scale * this.stretch + this.width / 2, (this.view.y - y) * this.view.scale + this.height / 2];
  }

  toMap(x, y) {
    return [(x - this.width / 2) / (this.view.scale * this.stretch) + this.view.x, this.view.y - (y - this.height / 2) / this.view.scale];
  }

  /* Positions. */

  nearestRow(x, y, reach) {
    let best = -1, closest = reach * reach;
    for (const row of this.visibleRows()) {
      const distance = (this.screenX(row) - x) ** 2 + (this.screenY(row) - y) ** 2;
      if (distance < closest) [best, closest] = [row, distance];
    }
    return best;
  }

  rowsInside(path) {
    return this.visibleRows().filter((row) => !this.faded(row) && inside(path, this.screenX(row), this.screenY(row)));
  }

  /* Mouse, touch and keyboard. */

  listen() {
    const on = (kind, react, options) => this.canvas.addEventListener(kind, react.bind(this), options);
    on("pointerdown", this.press);
    on("pointermove", this.move);
    on("pointerup", this.release);
    on("pointercancel", this.release);
    on("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), event.offsetX, event.offsetY);
    }, { passive: false });
    on("dblclick", (event) => this.zoom(2, event.offsetX, event.offsetY));
    on("keydown", this.key);
    new ResizeObserver(() => this.resize()).observe(this.canvas);
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    this.moved = 0;
    this.path = this.lassoOn && this.pointers.size === 1 ? [[event.offsetX, event.offsetY]] : [];
    this.canvas.classList.add("moving");
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const here = [event.offsetX, event.offsetY];
    const right = here[0] - before[0], down = here[1] - before[1];
    this.moved += Math.hypot(right, down);
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, here);
    else if (this.path.length) {
      this.path.push(here);
      this.redraw();
    } else this.pan(right, down);
    this.pointers.set(event.pointerId, here);
  }

  pinch(moving, before, here) {
    const [other] = [...this.pointers].filter(([id]) => id !== moving).map(([, at]) => at);
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const now = Math.hypot(here[0] - other[0], here[1] - other[1]);
    this.pan((here[0] - before[0]) / 2, (here[1] - before[1]) / 2);
    if (was > 0) this.zoom(now / was, (here[0] + other[0]) / 2, (here[1] + other[1]) / 2);
  }

  release(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    this.canvas.classList.remove("moving");
    const path = this.path;
    this.path = [];
    if (event.type === "pointercancel" || this.pointers.size) return this.redraw();
    if (this.moved <= TAP_PIXELS) {
      const row = this.nearestRow(event.offsetX, event.offsetY, event.pointerType === "touch" ? 28 : 18);
      if (row >= 0) this.heard.tap(row);
    } else if (path.length > 2) {
      this.outline = path.map(([x, y]) => this.toMap(x, y));
      this.heard.lasso(this.rowsInside(path));
    }
    return this.redraw();
  }

  key(event) {
    const step = event.shiftKey ? 200 : 60;
    const actions = {
      ArrowLeft: () => this.pan(step, 0),
      ArrowRight: () => this.pan(-step, 0),
      ArrowUp: () => this.pan(0, step),
      ArrowDown: () => this.pan(0, -step),
      "+": () => this.zoom(ZOOM_STEP),
      "=": () => this.zoom(ZOOM_STEP),
      "-": () => this.zoom(1 / ZOOM_STEP),
      0: () => this.fit(),
      Enter: () => {
        const row = this.nearestRow(this.width / 2, this.height / 2, Infinity);
        if (row >= 0) this.heard.tap(row);
      },
      Escape: () => this.heard.clear(),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }
}

/** Return the radius of each dot before zooming, from the logarithm of its count. */
function dotSizes(counts) {
  const logs = counts.map((count) => Math.log1p(count));
  const low = Math.min(...logs), span = Math.max(...logs) - low || 1;
  return logs.map((value) => 1.5 + 3.5 * ((value - low) / span) ** 1.5);
}

/** Occupy a box if it is free; boxes are indexed by the cells of a coarse grid. */
function occupy(taken, box) {
  const [left, top, right, bottom] = box, keys = [];
  for (let x = Math.floor(left / CELL); x <= right / CELL; x++) {
    for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) keys.push(x * 4096 + y);
  }
  for (const key of keys) {
    for (const other of taken.get(key) ?? []) {
      if (left < other[2] && other[0] < right && top < other[3] && other[1] < bottom) return false;
    }
  }
  for (const key of keys) {
    if (taken.has(key)) taken.get(key).push(box);
    else taken.set(key, [box]);
  }
  return true;
}

/** Return whether a point is inside a closed path, by counting crossings to its right. */
function inside(path, x, y) {
  let odd = false;
  for (let at = 0, before = path.length - 1; at < path.length; before = at++) {
    const [x1, y1] = path[at], [x2, y2] = path[before];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}
