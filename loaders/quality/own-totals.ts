/** Consistency: the lines of a statement against the total that the statement itself prints; a statement without one says so. */
import {counted} from "../../src/model/format.js";
import {compareTotals, OWN_TOTAL, type OwnTotal, ownTotalCurrency, ownTotalDifference, ownTotalSentence} from "../../src/model/own-total.js";
import {type Database, literal} from "../duckdb.js";
import type {Dataset} from "../manifest.js";
import {type QualityCheck, type QualityRule, listed} from "./check.js";

/** A file's own total, with how many of its rows are totals. */
export type FileTotal = OwnTotal & {file_id: string; totalRows: number};

/** The totals that the files print, with what their lines add up to. */
export async function readOwnTotals(db: Database, files: readonly Pick<Dataset, "file_id" | "stated_totals">[]): Promise<FileTotal[]> {
  if (!files.length) return [];
  const within = `file_id in (${files.map(({file_id}) => `'${file_id}'`).join(", ")})`;
  const rows = (await db.all(`select file_id, line::integer as line, value, reason from quarantine_rows where ${within} and starts_with(reason, ${literal(OWN_TOTAL)}) order by file_id, line`));
  const having = files.filter(({file_id, stated_totals}) => stated_totals?.length || rows.some((row) => row.file_id === file_id)).toSorted((a, b) => (a.file_id < b.file_id ? -1 : 1));
  if (!having.length) return [];
  const sums = await db.all(`select file_id::varchar as file_id, currency::varchar as currency, sum(earnings)::varchar as total from staged_lines where ${within} group by all order by all`);
  return having.flatMap(({file_id, stated_totals = []}) => {
    const own = rows.filter((row) => row.file_id === file_id).map(({line, value, reason}) => ({line, total: value as string, currency: ownTotalCurrency(reason)}));
    const of = sums.filter((one) => one.file_id === file_id) as unknown as {currency: string; total: string}[];
    return compareTotals(own, stated_totals, of).map((total) => ({...total, file_id, totalRows: own.length}));
  });
}

export const ownTotals: QualityRule = async ({db, spec, files}) => {
  if (!spec.feed.endsWith("_statements")) return [];
  const found = await readOwnTotals(db, files);
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
