/** Missing feeds: a distributor's daily report, its statements, or any other dataset that has brought nothing for days. */
import {checkAnchor} from "./quality-marks.js";
import {knownCount, reportTimes, type AlertArrival, type AlertFacts, type FeedCell} from "./alert-facts.js";
import {pageAddress, type Finding, type Subject} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {addDays, dayCount} from "./days.js";
import {formatDay} from "./format.js";
import {groupBy, sumOf} from "./group.js";
import {labelOf} from "./stores.js";

/** The last day with something, and how much usually comes. */
interface Silence {
  subject: Subject;
  last: Date;
  volume: () => number;
}

/** Position of the last report up to a day. */
function lastReport({first, values}: FeedCell, day: Date): number {
  let index = Math.min(dayCount(first, day), values.length) - 1;
  while (index >= 0 && values[index] === null) index--;
  return index;
}

/** One silence for a distributor whose platforms stopped together, else one for each platform. */
function dailySilences({cells}: AlertFacts, day: Date): Silence[] {
  return [...groupBy(cells.filter((cell) => cell.first <= day), (cell) => cell.distributor)].flatMap(([distributor, own]) => {
    const known = own.map((cell) => ({cell, index: lastReport(cell, day)})).map(({cell, index}) =>
      ({subject: {distributor, platform: cell.platform}, last: addDays(cell.first, index), volume: () => cell.usualAt(index + 1)}));
    const together = known.every(({last}) => Number(last) === Number(known[0].last));
    return together ? [{subject: {distributor}, last: known[0].last, volume: () => sumOf(known, ({volume}) => volume())}] : known;
  });
}

interface Sender {
  rows: AlertArrival[];
  times: Float64Array;
}

const senders = new WeakMap<AlertFacts, Map<string, Sender>>();

function sendersOf(facts: AlertFacts): Map<string, Sender> {
  const make = () => new Map([...groupBy(facts.arrivals, (row) => row.distributor)].map(([name, rows]) => [name, {rows, times: reportTimes(rows)}]));
  return senders.get(facts) ?? senders.set(facts, make()).get(facts)!;
}

/** Statements; the volume is what an average month of the last twelve brought. */
function statementSilences(facts: AlertFacts, day: Date): Silence[] {
  return [...sendersOf(facts)].flatMap(([distributor, {rows, times}]) => {
    const count = knownCount(times, day);
    if (count === 0) return [];
    const last = rows[count - 1].reported_on;
    const from = addDays(last, -365);
    return [{subject: {distributor}, last, volume: () => sumOf(rows.slice(0, count), (row) => (row.reported_on > from ? row.earnings : 0)) / 12}];
  });
}

/** Any other dataset; the volume is for how many days it had come without a gap. A run that goes on past the day counts up to it. */
function datasetSilences({runs}: AlertFacts, feed: string, day: Date): Silence[] {
  const run = runs.filter((one) => one.dataset === feed && one.from <= day).at(-1);
  if (!run) return [];
  const last = run.to < day ? run.to : day;
  return [{subject: {}, last, volume: () => dayCount(run.from, last)}];
}

const feedName = (feed: string): string => feed.replaceAll("_", " ");

function address(feed: string, {distributor}: Subject): string {
  if (feed === "statements") return pageAddress("payments.html", {});
  return feed === "daily_streams" ? pageAddress("streaming.html", {distributor, period: "30d"}) : pageAddress("quality.html", {days: "90"}, checkAnchor({dataset: feed, check_id: "freshness"}));
}

export function missingFeedFindings({feed, days, distributor}: LeafOf<"missing_feed">, facts: AlertFacts, day: Date): Finding[] {
  const silences = feed === "daily_streams" ? dailySilences(facts, day) : feed === "statements" ? statementSilences(facts, day) : datasetSilences(facts, feed, day);
  return silences.filter(({subject}) => (distributor ?? subject.distributor) === subject.distributor).flatMap((silence) => {
    const {subject, last} = silence;
    const silent = dayCount(last, day) - 1;
    if (silent < days) return [];
    const of = subject.distributor === undefined ? "" : ` of ${labelOf(subject.distributor)}${subject.platform === undefined ? "" : ` on ${labelOf(subject.platform)}`}`;
    const name = feed === "daily_streams" ? `The daily feed${of}` : feed === "statements" ? `Statements${of}` : `The feed ${feedName(feed)}`;
    return [{
      subject: {...subject, feed}, value: silent, compare: days, unit: "days", volume: silence.volume(),
      get sentence() { return `${name}: nothing for ${silent} days, since ${formatDay(last)}; ${days} are the limit.`; },
      get evidence() { return address(feed, subject); }
    }];
  });
}

/** Feeds that a rule can name: those that have ever brought something. */
export const knownFeeds = ({runs}: AlertFacts): string[] => ["daily_streams", "statements", ...new Set(runs.map((run) => run.dataset).filter((name) => name !== "daily_streams" && !name.endsWith("_statements")).sort())];
