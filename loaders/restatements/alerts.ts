/** Approved months that changed since the snapshot before; those with an approved total are checked without one (`flags-feeds.ts`). */
import {formatMoney} from "../../src/model/format.js";
import {type RestatedMonth, monthName, signedMoney} from "../../src/model/restatements.js";
import {type Database, type Row, literal} from "../duckdb.js";
import type {Problem} from "../manifest.js";
import type {Finished} from "./compare.js";

/** Latest approvals without a total. */
const openApprovals = (db: Database, {dir}: Finished): Promise<Row[]> =>
  db.all(`select usage_month, distributor, currency, approved_on, file_id, line from ${literal(`${dir}/approvals.parquet`)} where is_latest and approved_total is null order by usage_month, distributor, currency`);

const keyOf = ({usage_month, distributor, currency}: Row | RestatedMonth): string => [usage_month, distributor, currency].join(" ");
const approvalKey = (approval: Row): string => `${keyOf(approval)} ${approval.approved_on}`;

/** An approval speaks of what `before` shows when it stood there already or is not younger than it. */
function isOlder(approval: Row, known: ReadonlySet<string>, before: Finished): boolean {
  return known.has(approvalKey(approval)) || approval.approved_on <= before.manifest.as_of;
}

/** One flag for each approved month of `after` that is among the changed `months`. */
export async function approvalAlerts(db: Database, before: Finished, after: Finished, months: readonly RestatedMonth[]): Promise<Problem[]> {
  const changed = new Map(months.filter(({earnings_before, earnings_after}) => earnings_before !== earnings_after).map((month) => [keyOf(month), month]));
  const approvals = (await openApprovals(db, after)).filter((approval) => changed.has(keyOf(approval)));
  if (!approvals.length) return [];
  const known = new Set((await openApprovals(db, before)).map(approvalKey));
  const names = new Map(after.manifest.inputs.map(({file_id, file}) => [file_id, file]));
  return approvals.filter((approval) => isOlder(approval, known, before)).map((approval) => {
    const {earnings_before, earnings_after, restated, arrived, currency, usage_month, distributor} = changed.get(keyOf(approval))!;
    const change = [["restated", restated], ["arrived since", arrived]].filter(([, amount]) => /[1-9]/.test(amount)).map(([how, amount]) => `${signedMoney(amount, currency)} ${how}`).join(", ");
    const file = names.get(approval.file_id) ?? "approvals.csv";
    return {
      severity: "flag", file, line: approval.line, found: earnings_after, expected: earnings_before, count: 1,
      sentence: `${file}: ${monthName(usage_month)} of ${distributor} was approved (line ${approval.line}) on ${approval.approved_on} and has changed since snapshot ${before.manifest.id}: ${formatMoney(earnings_before, currency)} → ${formatMoney(earnings_after, currency)} (${change}); look at its restatements, then approve it again with its approved_total`
    };
  });
}
