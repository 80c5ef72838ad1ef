/** The statements that were run on this machine, newest first; each can be taken up again. */
import {element} from "../components/dom.js";
import {formatCount, formatInstant} from "../model/format.js";
import type {HistoryEntry} from "../model/sql-page-state.js";

/** "0.45 s", "12.3 s", "3 min 20 s". */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds.toFixed(seconds < 10 ? 2 : 1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function outcomeText({rows, ms, problem}: HistoryEntry): string {
  if (problem !== null) return problem.split("\n")[0];
  return [rows === null ? "done" : `${formatCount(rows)} rows`, ms === null ? null : durationText(ms)].filter(Boolean).join(" · ");
}

/** Draws the list; `take` gets the statement, `clear` empties the history. */
export function historyList(entries: readonly HistoryEntry[], take: (sql: string) => void, clear: () => void): HTMLElement {
  const search = element`<input type="search" placeholder="Find in the history" aria-label="Find in the history">` as HTMLInputElement;
  const items = entries.map((entry) => element`<li class=${entry.problem === null ? "" : "has-problem"}><button type="button" onclick=${() => take(entry.sql)}><code>${entry.sql.trim().replace(/\s+/g, " ").slice(0, 300)}</code></button><small>${formatInstant(new Date(entry.at))} · ${outcomeText(entry)}</small></li>`);
  search.addEventListener("input", () => items.forEach((item, i) => (item.hidden = !entries[i].sql.toLowerCase().includes(search.value.trim().toLowerCase()))));
  if (!entries.length) return element`<p class="muted">Nothing was run yet.</p>`;
  return element`<div>${search}<ol class="history">${items}</ol><button type="button" class="button" onclick=${clear}>Forget the history</button></div>`;
}
