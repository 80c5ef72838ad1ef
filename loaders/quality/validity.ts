/** Validity and uniqueness: rejected rows by reason, and what stands twice. */
import {counted} from "../../src/model/format.js";
import {sumOf} from "../../src/model/group.js";
import {OWN_TOTAL} from "../../src/model/own-total.js";
import {qualityThresholds} from "../../src/model/quality-thresholds.js";
import {statementLayouts} from "../../src/model/statement-layouts.js";
import {literal} from "../duckdb.js";
import {type QualityRule, type Subject, judgeAtLeast, listed, percent} from "./check.js";

const total = ({files}: Subject, key: "rows_in" | "rows_quarantined" | "rows_superseded"): number => sumOf(files, (file) => file[key]);
const ids = ({files}: Subject): string => files.map(({file_id}) => `'${file_id}'`).join(", ");
const isRepeat = "reason like '%stands on an earlier line'";
/** Rows that are no line at all (totals, payouts, balances): kept out, and nothing is wrong with them. */
const isNoLine = `(${[`starts_with(reason, ${literal(OWN_TOTAL)})`, ...Object.values(statementLayouts).flatMap(({notSales}) => (notSales ? [`reason = ${literal(notSales.says)}`] : []))].join(" or ")})`;

/** Rejected rows; a file of which a tenth is rejected is not the file it should be, so that blocks. */
export const validity: QualityRule = async (subject) => {
  const {db, spec} = subject;
  const rowsIn = total(subject, "rows_in");
  if (!rowsIn) return [];
  // Most feeds have nothing in quarantine; then there is nothing to ask.
  const reasons = !total(subject, "rows_quarantined") ? [] : await db.all(`select case when column_name = '' then reason else column_name || ' ' || reason end as reason, count(distinct (file_id, line))::integer as count
    from quarantine_rows where file_id in (${ids(subject)}) and not ${isRepeat} and not ${isNoLine} group by 1 order by count desc, reason`);
  const [{rejected}] = !reasons.length ? [{rejected: 0}] : await db.all(`select count(distinct (file_id, line))::integer as rejected from quarantine_rows where file_id in (${ids(subject)}) and not ${isRepeat} and not ${isNoLine}`);
  const value = ((rowsIn - rejected) / rowsIn) * 100;
  const judged = judgeAtLeast(value, qualityThresholds.completeness);
  const sentence = rejected
    ? `${spec.label}: ${counted(rejected, "row")} of ${rowsIn.toLocaleString("en")} rejected (${percent(value)} valid; ${qualityThresholds.completeness}% is enough): ${listed(reasons.map(({reason, count}) => `${count} × ${reason}`), 3)}.`
    : `${spec.label}: every row of ${rowsIn.toLocaleString("en")} is valid.`;
  return [{dataset: spec.feed, check_id: "rejected", dimension: "validity", value, threshold: qualityThresholds.completeness, unit: "%", severity: "block", ...judged, sentence, action: rejected ? "See them under Quarantine on the Quality page, with their CSV, and mend them in the file." : ""}];
};

/** Rows that stand twice in a file, and deposits with one reference; statements in two files count twice, so they block. */
export const uniqueness: QualityRule = async (subject) => {
  const {db, spec, files, copies, problems} = subject;
  const rowsIn = total(subject, "rows_in");
  const [{repeats}] = !total(subject, "rows_quarantined") ? [{repeats: 0}] : await db.all(`select count(distinct (file_id, line))::integer as repeats from quarantine_rows where file_id in (${ids(subject)}) and ${isRepeat}`);
  const doubled = spec.feed === "payouts" ? (await db.all("select coalesce(sum(n - 1), 0)::integer as n from (select count(*) as n from staged_payouts where trim(reference) <> '' group by distributor, trim(reference) having count(*) > 1)"))[0].n : 0;
  const overlaps = sumOf(problems.filter(({file, sentence}) => files.some((one) => one.file === file) && / stand in both and count twice/.test(sentence)), ({count}) => count);
  const value = repeats + doubled + overlaps;
  const parts = [repeats && `${counted(repeats, "row")} repeated an earlier line and went to quarantine`, doubled && `${counted(doubled, "deposit")} repeated a reference`, overlaps && `${counted(overlaps, "line")} stand in two files and count twice`].filter(Boolean);
  const superseded = total(subject, "rows_superseded");
  const copied = copies ? `; ${counted(copies, "file")} ${copies === 1 ? "is a copy of another and is" : "are copies of others and are"} loaded once` : "";
  const sentence = `${spec.label}: ${parts.length ? parts.join("; ") : "nothing stands twice"}${superseded ? `; ${counted(superseded, "row")} gave way to a newer export` : ""}${copied}.`;
  return [{
    dataset: spec.feed, check_id: "repeated", dimension: "uniqueness", value, threshold: 0, unit: "rows", severity: overlaps ? "block" : "mark",
    status: overlaps ? "failing" : value ? "degraded" : "healthy", score: overlaps ? 0 : rowsIn ? Math.max(0, Math.round((1 - value / rowsIn) * 1000) / 10) : 100,
    sentence, action: overlaps ? "Remove one of the two files." : value ? "Remove the repeated rows from the file." : ""
  }];
};
