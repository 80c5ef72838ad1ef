/** What a page says instead of a figure: messages, missing files, and the first run on an empty folder. */
import {element} from "./dom.js";

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

/** The files a label starts with, in the order they help most. */
const FIRST_FILES = [
  {file: "tidy_daily_streams.csv", gives: "streams per day and every estimate", columns: "date, spotify_streams, apple_streams, combined_streams, source"},
  {file: "dk_bank_details.csv", gives: "confirmed earnings, reconciliation and payments; DistroKid's own exports work as they are", columns: "Reporting Date, Sale Month, Store, Artist, Title, ISRC, UPC, Quantity, …, Earnings (USD)"},
  {file: "rates.csv", gives: "your own expected rate per stream (optional)", columns: "platform, rate, currency"},
  {file: "payment_terms.csv", gives: "days until each distributor pays (optional)", columns: "distributor, delay_days"},
  {file: "artist_aliases.csv", gives: "one name for each artist (optional)", columns: "alias, artist"}
];

/** The page of an empty data folder: what to put where. */
export function firstRun(): HTMLElement {
  return element`<section class="first-run">
    <h2>Nothing here yet</h2>
    <p>The data folder has no file that Ledgerline reads. Put one or more of these into it (<code>data/curated</code>, or the folder named by <code>LEDGERLINE_DATA</code>) and the pages fill by themselves. Each file works on its own.</p>
    <div class="table-scroll" tabindex="0" role="region" aria-label="Files that Ledgerline reads"><table class="plain">
      <thead><tr><th scope="col">File</th><th scope="col">What it gives</th><th scope="col">Columns</th></tr></thead>
      <tbody>${FIRST_FILES.map(({file, gives, columns}) => element`<tr><th scope="row"><code>${file}</code></th><td>${gives}</td><td><code>${columns}</code></td></tr>`)}</tbody>
    </table></div>
    <p>To look around first, stop the program and start it without <code>LEDGERLINE_DATA</code>: it opens the sample label.</p>
  </section>`;
}
