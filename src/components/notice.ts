/** What a page says instead of a figure: messages, missing files, and the first run on an empty folder. */
import {element} from "./dom.js";

export {firstRun} from "./first-run.js";

export type NoticeKind = "info" | "warning" | "problem";
const MARKS: Record<NoticeKind, string> = {info: "i", warning: "!", problem: "×"};
const WORDS: Record<NoticeKind, string> = {info: "Note", warning: "Warning", problem: "Problem"};

/** A message in a box; `text` is a sentence or a node, `actions` are links or buttons under it. */
export function notice({kind, text, actions = []}: {kind: NoticeKind; text: string | Node; actions?: Node[]}): HTMLElement {
  return element`<div class=${`notice notice-${kind}`} role=${kind === "problem" ? "alert" : "note"}>
    <span class="notice-mark" role="img" aria-label=${WORDS[kind]}>${MARKS[kind]}</span>
    <div><p>${text}</p>${actions.length ? element`<p class="notice-actions">${actions}</p>` : null}</div>
  </div>`;
}

/** A file that would fill this part of the page: what it is for and which columns it has. */
export function missingFile({file, neededFor, columns}: {file: string; neededFor: string; columns: readonly string[]}): HTMLElement {
  return notice({
    kind: "info",
    text: element`<span><strong>${file}</strong> is not in the data folder. It is needed for ${neededFor}. Put it there with the columns ${columns.map((name, i) => element`<span>${i ? ", " : ""}<code>${name}</code></span>`)}; the rest of the page works without it.</span>`
  });
}
