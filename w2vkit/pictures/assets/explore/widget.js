/* The widget around the page: exchanges its state with Python, in the protocol of anywidget. */

const STATE = ["search", "formula", "selection"];

/** Return the frame that the output shows without a widget, unless another view has it. */
function waitingFrame(owner) {
  const frames = [...document.querySelectorAll("iframe[data-w2vkit]")];
  return frames.find((frame) => frame.dataset.w2vkit === owner && !frame.dataset.taken);
}

/** Return a frame of the widget's own, which shows the page as soon as Python has sent it. */
function ownFrame(model, el) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", model.get("sandbox"));
  frame.style.cssText = `width: 100%; height: ${model.get("height")}px; border: 0`;
  const show = () => { if (model.get("page")) frame.srcdoc = model.get("page"); };
  model.on("change:page", show);
  show();
  if (!model.get("page")) {
    model.set("wants_page", true);
    model.save_changes();
  }
  el.append(frame);
  return frame;
}

function render({ model, el }) {
  const frame = waitingFrame(model.get("owner")) ?? ownFrame(model, el);
  frame.dataset.taken = "true";
  const told = {};
  const send = () => {
    const state = Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
    if (STATE.some((name) => JSON.stringify(state[name]) !== told[name])) {
      frame.contentWindow?.postMessage({ w2vkit: "set", ...state }, "*");
    }
  };
  const receive = ({ source, data }) => {
    if (source !== frame.contentWindow || !["ready", "state"].includes(data?.w2vkit)) return;
    // Only what has changed on the page: Python may have set the other parts since.
    const changed = STATE.filter((name) => JSON.stringify(data[name]) !== told[name]);
    for (const name of changed) told[name] = JSON.stringify(data[name]);
    if (data.w2vkit === "ready") {
      send();
      return;
    }
    for (const name of changed) model.set(name, data[name]);
    model.save_changes();
  };
  window.addEventListener("message", receive);
  for (const name of STATE) model.on(`change:${name}`, send);
  send(); // the page may have said that it is ready before this widget listened
  return () => {
    window.removeEventListener("message", receive);
    for (const name of STATE) model.off(`change:${name}`, send);
    delete frame.dataset.taken;
  };
}

export default { render };
