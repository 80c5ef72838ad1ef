/** Consistency: the lines of a statement against the total that the statement itself prints; a statement without one says so. */
import {counted, formatMoney} from "../../src/model/format.js";
import {isOwnTotal, isSameTotal, ownTotalCurrency, ownTotalDifference} from "../../src/model/own-total.js";
import {trimDecimal} from "../../src/model/statement-amounts.js";
import type {Database} from "../duckdb.js";
import {type QualityCheck, type QualityRule, listed} from "./check.js";

export interface OwnTotal {
  file_id: string;
  /** Line of the total. */
  line: number;
  /** Exact decimal texts; `sum` is of the loaded lines in that currency. */
  total: string;
  sum: string;
  currency: string | null;
  /** False when the file has several currencies and the total names none, so that nothing can be compared. */
  isComparable: boolean;
  agrees: boolean;
  /** Rows of the file that are totals. */
  totalRows: number;
}

/** The totals that the files print, the last one of each currency, with what their lines add up to. */
export async function readOwnTotals(db: Database, fileIds: readonly string[]): Promise<OwnTotal[]> {
  if (!fileIds.length) return [];
  const within = `file_id in (${fileIds.map((id) => `'${id}'`).join(", ")})`;
  const rows = (await db.all(`select file_id, line::integer as line, value, reason from quarantine_rows where ${within} order by file_id, line`)).filter(({reason}) => isOwnTotal(reason));
  if (!rows.length) return [];
  const sums = await db.all(`select file_id::varchar as file_id, currency::varchar as currency, sum(earnings)::varchar as sum from staged_lines where ${within} group by all order by all`);
  const last = new Map(rows.map((row) => [`${row.file_id} ${ownTotalCurrency(row.reason)}`, row]));
  return [...last.values()].map(({file_id, line, value, reason}) => {
    const own = sums.filter((one) => one.file_id === file_id);
    const named = ownTotalCurrency(reason);
    const isComparable = named !== null || own.length <= 1;
    const sum = trimDecimal((named ? own.find(({currency}) => currency === named) : own[0])?.sum ?? "0");
    return {file_id, line, total: value, sum, currency: named ?? (own.length === 1 ? own[0].currency : null), isComparable, agrees: isComparable && isSameTotal(value, sum), totalRows: rows.filter((row) => row.file_id === file_id).length};
  });
}

const money = (amount: string, currency: string | null): string => formatMoney(amount, currency ?? "", Math.max(2, amount.split(".")[1]?.length ?? 0)).trim();

/** "its own total on line 7 is USD 12.50, and so is the sum of its lines". */
export function ownTotalSentence({line, total, sum, currency, isComparable, agrees}: OwnTotal): string {
  const own = `its own total on line ${line} is ${money(total, currency)}`;
  if (!isComparable) return `${own}, which names no currency while its lines have several: it cannot be compared`;
  return agrees ? `${own}, and so is the sum of its lines` : `${own}, but its loaded lines add up to ${money(sum, currency)} (${money(ownTotalDifference(total, sum), currency)} off)`;
}

export const ownTotals: QualityRule = async ({db, spec, files}) => {
  if (!spec.feed.endsWith("_statements")) return [];
  const found = await readOwnTotals(db, files.map(({file_id}) => file_id));
  const shared = {dataset: spec.feed, dimension: "consistency", unit: "%", severity: "mark"} as const;
  const checks = found.map((own): QualityCheck => {
    const {file, rows_quarantined} = files.find(({file_id}) => file_id === own.file_id)!;
    const off = own.isComparable ? Math.abs(Number(ownTotalDifference(own.total, own.sum)) / Number(own.total || 1)) * 100 : null;
    const rejected = rows_quarantined - own.totalRows;
    const lost = rejected ? ` ${counted(rejected, "row")} of it ${rejected === 1 ? "is" : "are"} in quarantine.` : "";
    return {
      ...shared, check_id: `own_total.${file}${own.currency ? ` ${own.currency}` : ""}`, value: off !== null && Number.isFinite(off) ? off : own.isComparable ? 100 : null, threshold: 0, score: own.agrees || !own.isComparable ? 100 : 0,
      status: own.agrees || !own.isComparable ? "healthy" : "failing", sentence: `${spec.label}: ${file}: ${ownTotalSentence(own)}.${own.agrees || !own.isComparable ? "" : lost}`,
      action: own.agrees || !own.isComparable ? "" : "Mend its rows in quarantine, or fetch the statement again: lines are missing or stand twice."
    };
  });
  const without = files.filter(({file_id}) => !found.some((own) => own.file_id === file_id)).map(({file}) => file);
  if (!without.length) return checks;
  const [{paid}] = await db.all(`select count(*)::integer as paid from payouts where distributor = ? and statement_to_on is not null`, [spec.feed.replace(/_statements$/, "")]);
  const instead = paid ? "; payouts.csv names the statements that its deposits pay, so those are compared under Payouts" : ", and payouts.csv has no deposit that names its statements, so there is nothing to compare with";
  return [...checks, {...shared, check_id: "own_total", value: null, threshold: null, score: 100, status: "healthy", sentence: `${spec.label}: ${counted(without.length, "file")} (${listed(without, 3)}) ${without.length === 1 ? "prints" : "print"} no total of ${without.length === 1 ? "its" : "their"} own${instead}.`, action: ""}];
};
