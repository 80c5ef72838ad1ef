/** Months that the label has checked and approved: from then on a change is an alert. */
import {z} from "zod";
import {field} from "./contract.js";
import type {Source} from "./source.js";

export const ApprovalRow = z.object({
  usage_month: field("month", ["usage_month", "month"], {required: true}),
  distributor: field("text", ["distributor"], {required: true}),
  approved_on: field("date", ["approved_on"], {required: true}),
  approved_total: field("money", ["approved_total"]),
  currency: field("currency", ["currency"]),
  note: field("text", ["note"])
});

/** No key: a month may be approved again after it changed, and the latest approval counts. */
export const approvals: Source = {
  feed: "approvals",
  fileNames: /^(.*\/)?approvals\.csv$/i,
  contract: ApprovalRow,
  signature: ["usage_month", "distributor", "approved_on", "approved_total"],
  neededFor: "alerts when an approved month changes",
  span: "usage_month",
  layout: () => "approved months",
  normalise: (view) => `select file_id, line, usage_month, lower(trim(distributor)) as distributor, coalesce(currency, 'USD') as currency,
    approved_on, approved_total, trim(note) as note from ${view}`,
  target: "staged_approvals"
};
