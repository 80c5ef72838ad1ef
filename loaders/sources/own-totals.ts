/** Rows of a statement that are its own total: they stay in quarantine, as what they are, and the quality checks hold the lines against them. */
import {namesTotal, ownTotalHints, ownTotalReason} from "../../src/model/own-total.js";
import {trimDecimal} from "../../src/model/statement-amounts.js";
import {type Database, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import {matchHeader} from "./contract.js";
import type {Source} from "./source.js";
import type {Staged} from "./stage.js";

/** A row without a usage period, with an amount, in whose cells it says that it is a total: its complaints become one, with the amount as its value. */
export async function nameOwnTotals(db: Database, file: InputFile, source: Source, {view, hasBroken}: Staged): Promise<void> {
  if (source.target !== "staged_lines" || !hasBroken) return;
  const currency = "currency" in source.contract.shape ? "l.currency" : "null";
  const rows = await db.all(`select l.line, l.earnings::varchar as total, ${currency} as currency, any_value(q.raw) as raw
    from ${view.replace(/_ok$/, "_lined")} l join quarantine_rows q on q.file_id = ${literal(file.fileId)} and q.line = l.line
    where l.is_broken and l.usage_month is null and l.earnings is not null and regexp_matches(lower(q.raw), ${literal(ownTotalHints.join("|"))}) group by all order by l.line`);
  const heading = file.header[matchHeader(source.contract, file.header).columns.get("earnings")!];
  for (const {line, total, currency, raw} of rows.filter((row) => namesTotal(row.raw, file.delimiter))) {
    await db.run(`delete from quarantine_rows where file_id = ${literal(file.fileId)} and line = ${line}`);
    await db.run("insert into quarantine_rows values (?, ?, ?, ?, ?, ?, ?, ?)", [file.fileId, file.name, source.feed, line, heading, trimDecimal(total), ownTotalReason(currency), raw]);
  }
}
