/** reconcile_month: one usage month's expected and actual money, cell by cell, with the totals of the catalog. */
import {z} from "zod";
import {answerRequest} from "../../../loaders/answers/answer.js";
import {jsonRow} from "../../../loaders/answers/cells.js";
import type {Opened} from "../../../loaders/answers/open.js";
import {isoDay, monthEnd, parseDay} from "../../../src/model/days.js";
import type {Answer} from "../../../src/model/envelope.js";
import {metrics} from "../../../src/model/metrics.js";
import {moreRows, pageOf, pagingShape, pastEnd} from "../paging.js";
import {answer, columnsOf, filtersOf, refuse} from "../reply.js";
import {defineTool} from "../tool.js";
import {unknownIn} from "../unknown-values.js";
import {Basis, isOneOf, Month, Values, whereOf} from "../where.js";

const MONEY = ["expected_units", "actual_units", "expected_rate", "expected", "actual", "variance", "volume_effect", "rate_effect", "fee_effect"] as const;
const TOTALS = ["actual_revenue", "variance", "variance_pct", "volume_effect", "rate_effect"] as const;

const limitations = [
  ...metrics.variance.limitations, ...metrics.actual_revenue.limitations,
  "Status: MATCHED is below 5% either way; AWAITING is not due or not complete yet; NO_STATEMENT and NO_FEED have one side only. Totals count MATCHED and VARIANCE cells alone.",
  "Volume, rate and fee effects sum to the variance exactly."
];

const cellsSql = (where: string) => `select distributor, platform, currency, status::varchar as status, ${MONEY.join(", ")}, variance_pct / 100 as variance_pct,
  expected_payment_on, last_reported_on, line_count
from reconciliation
${where}
order by distributor, platform, currency`;

type Wanted = {month: string; basis: "default" | "observed"; distributor?: string[]; platform?: string[]};

/** The catalog's figures over the compared cells: one row for each currency, and what there is to say of them. */
async function totalsOf(opened: Opened, {month, basis, distributor, platform}: Wanted): Promise<{totals: Answer["data"]; warnings: string[]}> {
  const first = `${month}-01`;
  const filters = filtersOf({distributor, platform});
  const made = await answerRequest(opened, {metrics: [...TOTALS], dimensions: ["currency"], filters, basis, period: {from: first, to: isoDay(monthEnd(parseDay(first)!))}});
  return made.success ? {totals: made.data, warnings: made.warnings} : {totals: [], warnings: [made.error]};
}

async function emptyBecause(opened: Opened, wanted: Wanted): Promise<string> {
  const unknown = await unknownIn(opened, {distributor: wanted.distributor, platform: wanted.platform});
  if (unknown.length) return unknown.join("; ");
  const known = opened.context.extents.get("reconciliation.usage_month");
  if (!known) return "this snapshot has nothing to reconcile: it needs statements or daily streams";
  const isOutside = `${wanted.month}-01` < known.from || `${wanted.month}-01` > known.to;
  return isOutside ? `no data for ${wanted.month}: reconciliation has ${known.from.slice(0, 7)} to ${known.to.slice(0, 7)}` : `no cell of ${wanted.month} fits these filters`;
}

export const reconcileMonth = defineTool({
  name: "reconcile_month",
  title: "Reconcile a month",
  description: "Was a usage month paid right: expected (streams × rate) against actual (statement lines) by distributor and platform, the variance split into volume, rate and fees, with status and totals.",
  input: z.strictObject({
    month: Month.describe("usage month, YYYY-MM"), basis: Basis,
    distributor: Values.optional().describe("only these distributors"), platform: Values.optional().describe("only these platforms"), ...pagingShape
  }),
  async run({offset, page_size, ...wanted}, {opened}) {
    if (!opened.context.tables.has("reconciliation")) return refuse("this snapshot has nothing to reconcile: it needs statements or daily streams", ["data_quality lists the files that are missing"]);
    const {month, basis, distributor, platform} = wanted;
    const first = `${month}-01`;
    const of = {text: "usage_month = ?::date and basis::varchar = ?::varchar", params: [first, basis]};
    const {where, params} = whereOf([of, ...isOneOf("distributor", distributor), ...isOneOf("platform", platform)]);
    const sql = cellsSql(where);
    const cells = (await opened.query(sql, params)).map((row) => jsonRow(row, new Set(MONEY)));
    const {rows, page} = pageOf(cells, {offset, page_size});
    const {totals, warnings} = cells.length ? await totalsOf(opened, wanted) : {totals: [], warnings: []};
    const days = {from: first, to: isoDay(monthEnd(parseDay(first)!))};
    return answer(opened, {
      data: {totals, cells: rows}, isEstimate: true, warnings: [...warnings, ...moreRows(page)],
      given: {
        row_count: rows.length, page, sql, params, sources: ["reconciliation"], columns: columnsOf(cells[0]), calendar: "usage", calculation: metrics.variance.calculation,
        limitations: [...limitations, `expected by the ${basis === "default" ? "reference" : "observed"} rates`], period: {asked: days, covered: cells.length ? days : null, compared: null},
        filters: filtersOf({distributor, platform}), basis, empty_because: cells.length ? pastEnd(page) : await emptyBecause(opened, wanted)
      }
    });
  }
});
