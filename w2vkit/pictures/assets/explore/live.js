"use strict";
/* On the page of a server, the lists come from the model with all of its words, not only those of the map. */

/** The name of the model that a server shows; "" on a page that is a file. */
const liveModel = document.documentElement.dataset.model ?? "";

/** What a server says of a question that it cannot answer. */
class NotAnswered extends Error {}

/** Ask the server for the words nearest to a word or formula; return { asked, rows, notes }. */
async function askModel(question, count, kind = "") {
  const given = new URLSearchParams({ words: question, topn: count, model: liveModel });
  if (kind) given.set("kind", kind);
  const reply = await fetch(`neighbors?${given}`);
  const content = await reply.json();
  if (reply.ok) return content;
  throw new NotAnswered([content.error.message, content.error.hint].filter(Boolean).join(" "));
}
