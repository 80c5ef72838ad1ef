/** Rows of a statement that are its own total: they stay in quarantine, as what they are, and the quality checks hold the lines against them. */
import {isShort} from "../../src/model/csv-records.js";
import {namesTotal, ownTotalHints, ownTotalReason, type StatedTotal, statedTotal} from "../../src/model/own-total.js";
import {trimDecimal} from "../../src/model/statement-amounts.js";
import {type Database, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import {matchHeader} from "./contract.js";
import type {Source} from "./source.js";
import type {Staged} from "./stage.js";

/** A text of less bytes is looked through for a hint before the database is asked. */
const SMALL = 1 << 20;
const hint = new RegExp(ownTotalHints.join("|"), "i");

/**
 * A row without a usage period, with an amount, in whose cells it says that it is a total; and a line too short for the table that
 * says nothing but a total: their complaints become one, with the amount as its value.
 */
export async function nameOwnTotals(db: Database, file: InputFile, source: Source, {view, rowsQuarantined}: Staged): Promise<void> {
  if (source.target !== "staged_lines" || !rowsQuarantined || (file.bytes < SMALL && !hint.test(file.text.toString()))) return;
  const hinted = `select line, any_value(raw) as raw, any_value(reason) as reason, bool_and(column_name = '') as is_unsplit from quarantine_rows
    where file_id = ${literal(file.fileId)} and regexp_matches(lower(raw), ${literal(ownTotalHints.join("|"))}) group by line`;
  const rows = await db.all(`${hinted} order by line`);
  if (!rows.length) return;
  const heading = file.header[matchHeader(source.contract, file.header).columns.get("earnings")!];
  const name = async (line: number, column: string, {total, currency}: Omit<StatedTotal, "line">, raw: string) => {
    await db.run(`delete from quarantine_rows where file_id = ${literal(file.fileId)} and line = ${line}`);
    await db.run("insert into quarantine_rows values (?, ?, ?, ?, ?, ?, ?, ?)", [file.fileId, file.name, source.feed, line, column, total, ownTotalReason(currency), raw]);
  };
  for (const {line, raw} of rows.filter((row) => row.is_unsplit && isShort(row.reason) && !source.isPrivate)) {
    const total = statedTotal(raw, file.delimiter);
    if (total) await name(Number(line), "", total, raw);
  }
  if (!rows.some((row) => !row.is_unsplit && namesTotal(row.raw, file.delimiter))) return;
  const currency = "currency" in source.contract.shape ? "l.currency" : "null";
  const full = await db.all(`select l.line, l.earnings::varchar as total, ${currency} as currency, h.raw from ${view.replace(/_ok$/, "_lined")} l join (${hinted}) h on h.line = l.line
    where l.is_broken and l.usage_month is null and l.earnings is not null order by l.line`);
  for (const row of full.filter(({raw}) => namesTotal(raw, file.delimiter))) await name(row.line, heading, {total: trimDecimal(row.total), currency: row.currency}, row.raw);
}
