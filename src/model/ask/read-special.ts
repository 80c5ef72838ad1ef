/** Questions that are no request to the catalog: when a payment is due, and how much cash should come. */
import {isMonthEnd, isMonthStart, isoDay} from "../days.js";
import {has, neighbour, NotUnderstood, piecesOf, use, type Reading} from "./reading.js";
import type {Time} from "./times.js";

/** When money of usage months is due. `from` and `to` are usage months; null asks for whatever is open. */
export interface PaymentQuestion {
  kind: "payment";
  distributors: string[];
  period: {from: string; to: string} | null;
}

/** How much statements should bring in these months (first days). */
export interface CashQuestion {
  kind: "cash";
  period: {from: string; to: string} | null;
  distributors: string[];
}

const isFuture = (time: Time, asOf: Date): boolean => time.kind === "span" && time.to > asOf;

/** Distributors that are named; any other name is a question that these answers do not know. */
function distributorsIn(reading: Reading): string[] {
  return piecesOf(reading, "value").map((piece) => {
    const option = piece.options.find(({dimension}) => dimension === "distributor");
    if (!option) throw new NotUnderstood(`payments are known by distributor, not by ${piece.raw}`, [piece.raw]);
    if (option.absent) throw new NotUnderstood(`nothing from ${piece.raw} in the data`, [piece.raw]);
    if (neighbour(reading, piece, -1)?.kind === "not") throw new NotUnderstood(`not understood here: ${neighbour(reading, piece, -1)!.raw} ${piece.raw}`, [piece.raw]);
    if (piece.forgiven) reading.notes.push(`read “${piece.raw}” as ${piece.forgiven}`);
    use(reading, piece);
    return option.value;
  });
}

function monthsIn(reading: Reading): {from: string; to: string} | null {
  const times = piecesOf(reading, "time").filter(({time}) => time.kind !== "now");
  use(reading, ...piecesOf(reading, "time"));
  if (times.length > 1) throw new NotUnderstood(`two periods at once: ${times.map(({raw}) => raw).join(" and ")}`, times.map(({raw}) => raw));
  const [piece] = times;
  if (!piece) return null;
  const {time} = piece;
  if (time.kind !== "span") throw new NotUnderstood(`not a month: ${piece.raw}`, [piece.raw]);
  const from = time.from;
  const to = time.toDate ? null : time.to;
  if (!isMonthStart(from) || (to && !isMonthEnd(to))) throw new NotUnderstood(`not whole months: ${piece.raw}`, [piece.raw], ["next month"]);
  if (time.assumed) reading.notes.push(time.assumed);
  return {from: isoDay(from), to: isoDay(time.to)};
}

/** "when does TooLost pay for August": asks for a day. */
function paymentQuestion(reading: Reading): PaymentQuestion | null {
  if (!has(reading, "when") && !has(reading, "due")) return null;
  const asks = has(reading, "due") || piecesOf(reading, "pay").length || piecesOf(reading, "cash").length || piecesOf(reading, "metric").some(({name}) => name === "paid_amount");
  if (!asks) throw new NotUnderstood("only payments have a date here", piecesOf(reading, "when").map(({raw}) => raw), ["when does … pay for …"]);
  use(reading, ...piecesOf(reading, "when"), ...piecesOf(reading, "which").filter(() => has(reading, "due")), ...piecesOf(reading, "due"), ...piecesOf(reading, "pay"), ...piecesOf(reading, "cash"), ...piecesOf(reading, "future"), ...piecesOf(reading, "metric").filter(({name}) => name === "paid_amount"));
  const time = piecesOf(reading, "time").find(({time}) => isFuture(time, reading.context.asOf));
  if (time && !("toDate" in time.time && time.time.toDate)) {
    const span = time.time as {from: Date};
    if (span.from > reading.context.asOf) throw new NotUnderstood(`nothing was streamed yet: ${time.raw}`, [time.raw], ["how much will we be paid next month"]);
  }
  return {kind: "payment", distributors: distributorsIn(reading), period: monthsIn(reading)};
}

/** "how much will we be paid next month": asks for money that is still to come. */
function cashQuestion(reading: Reading): CashQuestion | null {
  const {asOf} = reading.context;
  const future = has(reading, "future") || piecesOf(reading, "time").some(({time}) => time.kind === "span" && time.from > asOf);
  const paid = piecesOf(reading, "metric").filter(({name}) => name === "paid_amount");
  const others = piecesOf(reading, "metric").length > paid.length;
  const money = has(reading, "pay") || has(reading, "cash") || (future && paid.length > 0);
  if (!money || others || (!future && !has(reading, "cash"))) return null;
  use(reading, ...piecesOf(reading, "pay"), ...piecesOf(reading, "cash"), ...piecesOf(reading, "future"), ...paid);
  const past = piecesOf(reading, "time").find(({time}) => time.kind === "span" && !isFuture(time, asOf) && !time.toDate);
  if (past) {
    const assumed = past.time.kind === "span" && past.time.assumed && past.time.unit === "month";
    if (!assumed) throw new NotUnderstood(`in the past: ${past.raw}`, [past.raw], [`deposits in ${past.raw.replace(/^in /, "")}`]);
    Object.assign(past.time, nextYear(past.time as Extract<Time, {kind: "span"}>));
  }
  return {kind: "cash", distributors: distributorsIn(reading), period: monthsIn(reading)};
}

/** "in December", asked in November about what is to come, is the December ahead. */
function nextYear({from, to}: {from: Date; to: Date}): {from: Date; to: Date; assumed: string} {
  const later = (day: Date) => new Date(Date.UTC(day.getUTCFullYear() + 1, day.getUTCMonth() + (day === to ? 1 : 0), day === to ? 0 : day.getUTCDate()));
  return {from: later(from), to: later(to), assumed: "no year was given: the one ahead is taken"};
}

export function readSpecial(reading: Reading): PaymentQuestion | CashQuestion | null {
  return paymentQuestion(reading) ?? cashQuestion(reading);
}
