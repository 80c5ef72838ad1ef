/** The period of a question and the period it is compared with. */
import {askable, calendarsOf, tablesOf} from "../catalog/catalog.js";
import {addDays, addMonths, isMonthEnd, isMonthStart, isoDay, monthEnd, monthStart} from "../days.js";
import {formatDay} from "../format.js";
import {metrics} from "../metrics.js";
import {previousRange, rangeLabel, type DayRange} from "../periods.js";
import {has, neighbour, NotUnderstood, piecesOf, use, type PieceOf, type Reading} from "./reading.js";
import type {Time} from "./times.js";

/** `trailing`: counted back from the last day, whatever days that gives. */
type Span = Extract<Time, {kind: "span"}> & {trailing?: boolean};

/** First and last day with data of the figures asked for. */
function dataSpan({draft, context}: Reading): DayRange | null {
  const spans = draft.metrics.flatMap((name) => tablesOf(askable(name)).slice(0, 1)).flatMap((table) => context.spans[draft.calendar ? `${table}@${draft.calendar}` : table] ?? []);
  if (!spans.length) return null;
  return {from: new Date(Math.min(...spans.map(({from}) => Number(from)))), to: new Date(Math.max(...spans.map(({to}) => Number(to))))};
}

const inside = (a: DayRange, b: DayRange): boolean => a.from >= b.from && a.to <= b.to;

/** A month or day that was named without its year takes the year named elsewhere. */
function inYearOf(time: Span, other: Span): Span {
  if (!time.assumed || other.assumed) return time;
  const years = other.from.getUTCFullYear() - time.from.getUTCFullYear();
  const {assumed: _, ...rest} = time;
  return {...rest, from: addMonths(time.from, 12 * years), to: addMonths(time.to, 12 * years)};
}

/** All periods named as one: a period inside another narrows it. */
function narrowed(times: readonly Span[], raws: readonly string[]): Span {
  return times.slice(1).reduce((one, next) => {
    const [a, b] = [inYearOf(one, next), inYearOf(next, one)];
    if (inside(a, b)) return a;
    if (inside(b, a)) return b;
    throw new NotUnderstood(`two periods at once: ${raws.join(" and ")}`, raws, ["one period", "two periods with “vs” between them"]);
  }, times[0]);
}

/** A time as days; null for all there is. */
function daysOf(reading: Reading, piece: PieceOf<"time">): Span | null {
  const {time} = piece;
  const {asOf} = reading.context;
  if (time.kind === "impossible") throw new NotUnderstood(time.reason, [piece.raw]);
  if (time.kind === "all") return null;
  if (time.kind === "span") return time;
  const data = dataSpan(reading);
  if (time.kind === "since") return {kind: "span", from: time.from, to: asOf, unit: "range", toDate: true, ...(time.assumed ? {assumed: time.assumed} : {})};
  if (time.kind === "until") {
    if (data && time.to < data.from) throw new NotUnderstood(`there are no data before ${formatDay(data.from)}`, [piece.raw]);
    return {kind: "span", from: data?.from ?? time.to, to: time.to, unit: "range", ...(time.assumed ? {assumed: time.assumed} : {})};
  }
  if (time.kind === "now") {
    if (reading.draft.metrics.every((name) => standsOnADay(name))) return null;
    throw new NotUnderstood(`needs a period: ${metrics[reading.draft.metrics[0]].label} is counted over days, not at one moment`, [piece.raw], ["this month", "last 30 days"]);
  }
  if (!data) throw new NotUnderstood("there are no data to count back from", [piece.raw]);
  reading.notes.push(`${time.words} end on ${formatDay(data.to)}, the last day with data`);
  return {kind: "span", from: addDays(data.to, 1 - time.days), to: data.to, unit: "range", trailing: true};
}

/** Figures that tell how things stand: an amount open on the as-of date, a count of people, a score. */
function standsOnADay(name: Reading["draft"]["metrics"][number]): boolean {
  const metric = askable(name);
  return ["outstanding", "overdue_amount", "paid_amount"].includes(name) || ["latest", "daily"].includes(metric.measure.kind) || !Object.keys(calendarsOf(metric)).length;
}

/** The times that say what a period is compared with come after "vs". */
function sides(reading: Reading): {own: PieceOf<"time">[]; against: PieceOf<"time">[]} {
  const all = piecesOf(reading, "time");
  const against = all.filter((piece) => neighbour(reading, piece, -1)?.kind === "versus");
  if (!against.length && has(reading, "compare-verb") && all.length === 2 && !has(reading, "versus")) {
    const between = reading.pieces.slice(reading.pieces.indexOf(all[0]) + 1, reading.pieces.indexOf(all[1]));
    if (between.every(({kind}) => kind === "and" || kind === "filler")) {
      use(reading, ...between, ...piecesOf(reading, "compare-verb"));
      return {own: [all[0]], against: [all[1]]};
    }
  }
  return {own: all.filter((piece) => !against.includes(piece)), against};
}

const sameDays = (a: DayRange, b: DayRange | null): boolean => b !== null && Number(a.from) === Number(b.from) && Number(a.to) === Number(b.to);
const yearBefore = ({from, to}: DayRange): DayRange => ({from: addMonths(from, -12), to: addMonths(to, -12)});

/** Reads `period` and `compare` into the draft. */
export function readTimes(reading: Reading): void {
  const {own, against} = sides(reading);
  const partOf = own.find((piece, i) => i > 0 && piece.lead === "of" && /^(in |during |over |for )?(the )?(last|past|previous|this|next|latest)/i.test(own[i - 1].raw));
  if (partOf) throw new NotUnderstood(`a part of a period that is not understood: … ${partOf.raw}`, [partOf.raw]);
  const spans = own.map((piece) => daysOf(reading, piece));
  const named = spans.filter((span) => span !== null);
  if (named.length && named.length < spans.length && spans.length > 1) throw new NotUnderstood(`two periods at once: ${own.map(({raw}) => raw).join(" and ")}`, own.map(({raw}) => raw));
  let span = named.length ? narrowed(named, own.map(({raw}) => raw)) : null;
  use(reading, ...own);
  if (against.length) span = readAgainst(reading, span, against);
  readCompareWords(reading, span);
  if (span) setPeriod(reading, span);
}

/** "… vs June 2025", "… vs last year": must be the period before or the same a year earlier. */
function readAgainst(reading: Reading, span: Span | null, against: PieceOf<"time">[]): Span {
  const raws = against.map(({raw}) => raw);
  if (against.length > 1 || !span) throw new NotUnderstood(`${span ? "more than two periods" : "one period is missing"}: ${raws.join(", ")}`, raws);
  const other = daysOf(reading, against[0]);
  if (!other) throw new NotUnderstood(`nothing to compare with: ${raws[0]}`, raws);
  use(reading, against[0], neighbour(reading, against[0], -1), ...piecesOf(reading, "compare-verb"));
  const [a, b] = [inYearOf(span, other), inYearOf(other, span)];
  const isLastYear = /\blast year\b/i.test(raws[0]);
  if (isLastYear && (a.unit !== "year" || a.toDate) && a.from > b.to) {
    reading.draft.compare = "year_before";
    return a;
  }
  for (const [period, before] of [[a, b], [b, a]] as const) {
    const how = sameDays(before, yearBefore(period)) ? "year_before" : sameDays(before, previousRange(period)) ? "previous" : null;
    if (how) {
      reading.draft.compare = how;
      return period;
    }
  }
  throw new NotUnderstood(`periods that cannot be compared: ${rangeLabel(a)} and ${rangeLabel(b)}; only with the period just before, or the same a year earlier`, raws, ["vs before", "vs last year"]);
}

/** "vs before", "year over year", "than the month before". */
function readCompareWords(reading: Reading, span: Span | null): void {
  for (const piece of piecesOf(reading, "compare")) {
    if (reading.draft.compare && reading.draft.compare !== piece.how) throw new NotUnderstood(`two comparisons at once: ${piece.raw}`, [piece.raw]);
    if (!span) throw new NotUnderstood("a comparison needs a period", [piece.raw], ["last month vs before", "2025 vs last year"]);
    reading.draft.compare = piece.how;
    const before = neighbour(reading, piece, -1);
    use(reading, piece, before?.kind === "versus" ? before : undefined, ...piecesOf(reading, "compare-verb"));
  }
}

/** Puts the days into the draft, in whole months where the figure knows no days; refuses what lies outside the data. */
function setPeriod(reading: Reading, span: Span): void {
  const {draft, context: {asOf}} = reading;
  const askables = draft.metrics.map((name) => askable(name));
  const label = rangeLabel(span);
  const timeless = askables.find((metric) => !Object.keys(calendarsOf(metric)).length);
  if (timeless) throw new NotUnderstood(`${timeless.label} has no period: it stands as the files are today`, [label]);
  if (span.from > asOf) throw new NotUnderstood(`in the future: ${label} (the as-of date is ${formatDay(asOf)})`, [label], ["how much will we be paid next month"]);
  const grains = askables.map((metric) => calendarsOf(metric)[draft.calendar ?? "usage"] ?? Object.values(calendarsOf(metric))[0]);
  const monthly = grains.includes("month");
  let {from, to} = span;
  if (monthly && span.toDate && isMonthStart(from)) to = monthEnd(to);
  if (monthly && (span.trailing || !(isMonthStart(from) && isMonthEnd(to)))) {
    throw new NotUnderstood(`${askables[0].label} is known by whole months, not by days: ${label}`, [label], ["last month", "this year"]);
  }
  const data = dataSpan(reading);
  if (data && (to < data.from || from > monthEnd(data.to))) {
    throw new NotUnderstood(`there are no data for ${rangeLabel({from, to})}: they reach from ${formatDay(data.from)} to ${formatDay(data.to)}`, [label]);
  }
  if (data && from < data.from) reading.notes.push(`the data begin on ${formatDay(data.from)}: before that there is nothing`);
  if (span.assumed) reading.notes.push(span.assumed);
  draft.period = {from: isoDay(from), to: isoDay(to)};
}

/** Money of a period under way is compared as far as its months are complete: unfinished ones would look like a fall. Reads the finished draft. */
export function compareWholeMonths({draft, context, notes}: Reading): void {
  const last = context.completeThrough;
  const monthly = draft.metrics.some((name) => calendarsOf(askable(name))[draft.calendar ?? "usage"] === "month");
  if (!draft.compare || !draft.period || !monthly || draft.calendar === "statement" || !last) return;
  const {from, to} = draft.period;
  if (to < isoDay(context.asOf) || isoDay(last) < from) return;
  notes.push(`compared up to ${rangeLabel({from: monthStart(last), to: last})}, the last month that is reported in full`);
  draft.period = {from, to: isoDay(last)};
}
