/** The line at the end of every page: how fresh its figures are, and how to read them. */
import {parseDay} from "../model/days.js";
import {formatDay, formatInstant} from "../model/format.js";
import {element} from "./dom.js";

/** Dates are ISO text; `asOf` is given where the page's figures depend on the day they are looked at. */
export interface PageFooterOptions {
  dataThrough: string | null;
  snapshotId: string;
  builtAt: string;
  asOf?: string | null;
  calendar?: string;
  currency?: string;
}

const dayText = (iso: string | null): string => {
  const day = parseDay(iso);
  return day ? formatDay(day) : "no data yet";
};

/** "data through … · snapshot … · built … · as of … · calendar · currency". */
export function pageFooter({dataThrough, snapshotId, builtAt, asOf, calendar, currency}: PageFooterOptions): HTMLElement {
  const parts = [
    element`<span>data through <time datetime=${dataThrough ?? ""}>${dayText(dataThrough)}</time></span>`,
    element`<span>snapshot <code title=${snapshotId}>${snapshotId.slice(0, 10)}</code></span>`,
    element`<span>built <time datetime=${builtAt}>${formatInstant(new Date(builtAt))}</time></span>`,
    ...(asOf ? [element`<span>as of <time datetime=${asOf}>${dayText(asOf)}</time></span>`] : []),
    ...[calendar, currency].filter(Boolean).map((text) => element`<span>${text}</span>`)
  ];
  return element`<p class="page-footer" aria-label="Freshness">${parts}</p>`;
}
