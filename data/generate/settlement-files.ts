/** What reached the bank, what the distributor's own totals say, and what the label has asked about the difference. */
import { join } from "node:path";
import { addMonths, formatDay, getFirstDay, getLastDay } from "./calendar.js";
import { AS_OF, PAYOUTS, TOTALS_FROM } from "./config.js";
import { writeTable } from "./csv.js";
import type { StatementTotals } from "./statements.js";

const PICO_PER_CENT = 10_000_000_000n;

const asMoney = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
const reference = (month: string): string => `DK-${month.replace("-", "")}`;

/** One deposit: cents for the statements from one month's first day to another's last. */
function deposit(paidOn: string, cents: bigint, from: string, to: string, suffix = ""): string[] {
  return ["distrokid", paidOn, asMoney(cents), "USD", reference(to) + suffix, `${from}-01`, formatDay(getLastDay(to))];
}

/** The total less 1% for the transfer, cut to cents, less what is special about the month. */
function netCents(month: string, pico: bigint): bigint {
  const cents = (pico * 99n) / 100n / PICO_PER_CENT;
  if (month === PAYOUTS.taxed.month) return cents - PAYOUTS.taxed.taxCents;
  return month === PAYOUTS.short.month ? cents - PAYOUTS.short.cents : cents;
}

/**
 * Bank deposits: what was reported in a month, on the 9th of the next one. So a deposit is never quite the sum of its
 * statement lines; one statement comes in two parts, one together with the next, and one never came.
 */
function writePayouts(path: string, months: [string, bigint][]): void {
  const rows: string[][] = [];
  let waiting: [string, bigint] | null = null;
  for (const [month, pico] of months) {
    const paidOn = formatDay(getFirstDay(addMonths(month, 1)) + 8);
    if (paidOn > AS_OF || month === PAYOUTS.lost) continue;
    if (month === PAYOUTS.joined) {
      waiting = [month, pico];
      continue;
    }
    const cents = netCents(month, pico + (waiting?.[1] ?? 0n));
    const from = waiting?.[0] ?? month;
    waiting = null;
    const first = month === PAYOUTS.split.month ? (cents * PAYOUTS.split.firstPercent) / 100n : cents;
    rows.push(deposit(paidOn, first, from, month));
    if (first !== cents) rows.push(deposit(PAYOUTS.split.secondOn, cents - first, from, month, "-2"));
  }
  writeTable(path, "distributor,paid_on,amount,currency,reference,statement_period_from,statement_period_to", rows);
}

/** Totals as the statement's first page prints them, cut to cents, with the fee and the tax that it names. */
function writeTotals(path: string, months: [string, bigint][]): void {
  const rows = months.filter(([month]) => month >= TOTALS_FROM && `${addMonths(month, 1)}-01` <= AS_OF).map(([month, pico]) => {
    const isTaxed = month === PAYOUTS.taxed.month;
    const fee = pico / PICO_PER_CENT - (pico * 99n) / 100n / PICO_PER_CENT;
    return ["distrokid", `${month}-01`, formatDay(getLastDay(month)), asMoney(pico / PICO_PER_CENT), "USD", asMoney(fee), isTaxed ? asMoney(PAYOUTS.taxed.taxCents) : "", isTaxed ? "withholding tax" : ""];
  });
  writeTable(path, "distributor,statement_period_from,statement_period_to,total,currency,fee,tax,note", rows);
}

/** payouts.csv, statement_totals.csv and worklist.csv. */
export function writeSettlementFiles(folder: string, totals: StatementTotals): void {
  const months = [...totals.picoByReportMonth].sort(([a], [b]) => (a < b ? -1 : 1));
  writePayouts(join(folder, "payouts.csv"), months);
  writeTotals(join(folder, "statement_totals.csv"), months);
  writeTable(join(folder, "worklist.csv"), "item,state,updated_on,note,by", [
    [`payout:distrokid:${PAYOUTS.short.month}-01:USD`, "open", "2025-08-12", "deposit is short", "Sty"],
    [`payout:distrokid:${PAYOUTS.short.month}-01:USD`, "asked", "2025-08-20", "wrote to support with both totals", "Sty"],
    ["variance:distrokid:spotify:2025-03:USD", "accepted", "2025-06-02", "Spotify paid a lower rate that month; nothing to claim", "Grid"],
  ]);
}
