/** What the streaming page says about its feed before any figure: a missing file, days without a report, late feeds. */
import {formatDay} from "../model/format.js";
import type {DayRange} from "../model/periods.js";
import type {StreamSeries} from "../model/stream-series.js";
import {distributorLabel} from "./colors.js";
import {element} from "./dom.js";
import {missingFile, notice} from "./notice.js";

const DAYS_NAMED = 8;

const FEED = {file: "tidy_daily_streams.csv", neededFor: "everything on this page", columns: ["date", "spotify_streams", "apple_streams", "combined_streams", "source"]};

/** For a folder without the daily feed; the rest of the page hides behind it. */
export const noFeedNotice = (): HTMLElement => element`<div class="no-feed">${missingFile(FEED)}</div>`;

/** Days of a period without a full report, and how each figure treats them; null when there is none. */
export function gapNotice(series: StreamSeries, {from, to}: DayRange): HTMLElement | null {
  const days = [...new Set(series.gaps.filter(({date}) => date >= from && date <= to).map(({date}) => Number(date)))].sort((a, b) => a - b);
  if (!days.length) return null;
  const named = days.slice(0, DAYS_NAMED).map((time) => formatDay(new Date(time))).join(", ");
  const more = days.length > DAYS_NAMED ? ` and ${days.length - DAYS_NAMED} more` : "";
  const lead = days.length === 1 ? "1 day of this period has no full report" : `${days.length} days of this period have no full report`;
  return notice({kind: "warning", text: `${lead}: ${named}${more}. Averages, growth and weekdays leave such days out; the forecast bridges them as unknown; sums as reported count what is missing as 0.`});
}

/** Feeds that stop before the others. */
export const lateNotices = (series: StreamSeries): HTMLElement[] => series.behind.map(({distributor, last}) => notice({
  kind: "warning",
  text: last < series.last
    ? `The feed of ${distributorLabel(distributor)} ended on ${formatDay(last)}; later days are without it.`
    : `The feed of ${distributorLabel(distributor)} reaches only ${formatDay(last)}; the days after it are left out until it comes.`
}));

/** Says that part of a rise is a feed that joined; null when none did after the first day. */
export function joinedNote({first, starts}: StreamSeries): string | null {
  const joined = starts.filter(({date}) => Number(date) !== Number(first)).map(({distributor, date}) => `${distributorLabel(distributor)} from ${formatDay(date)}`);
  return joined.length ? `The past includes feeds that joined later (${joined.join(", ")}); what they added counts as growth.` : null;
}
