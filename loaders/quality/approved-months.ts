/** Consistency: months that the label approved with their total, against what the statements say of them now. */
import {counted} from "../../src/model/format.js";
import {monthName, signedMoney} from "../../src/model/restatements.js";
import {type QualityRule, listed} from "./check.js";

/** A changed month is an alert: the check fails, and marks the figures of its statements. */
export const approvedMonths: QualityRule = async ({db, spec}) => {
  if (spec.feed !== "approvals") return [];
  const rows = await db.all("select usage_month::varchar as usage_month, distributor, currency, change::varchar as change from approvals where is_latest and approved_total is not null order by usage_month, distributor, currency");
  if (!rows.length) return [];
  const changed = rows.filter(({change}) => /[1-9]/.test(change));
  const named = listed(changed.map(({usage_month, distributor, currency, change}) => `${monthName(usage_month)} of ${distributor} (${signedMoney(change, currency)})`));
  return [{
    dataset: spec.feed, check_id: "approved", dimension: "consistency", value: changed.length, threshold: 0, unit: "sets", severity: "mark", score: Math.round((1 - changed.length / rows.length) * 1000) / 10,
    status: changed.length ? "failing" : "healthy",
    sentence: `Approved months: ${rows.length - changed.length} of ${counted(rows.length, "month")} approved with a total still ${rows.length - changed.length === 1 ? "has" : "have"} it${changed.length ? `; changed since: ${named}` : ""}.`,
    action: changed.length ? "Look at the restatements of these months, then approve them again or ask the distributor." : ""
  }];
};
