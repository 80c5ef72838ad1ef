/** payment_calendar: which usage months are expected on which day, and where they stand. */
import {z} from "zod";
import {answerRequest} from "../../../loaders/answers/answer.js";
import {jsonRow} from "../../../loaders/answers/cells.js";
import type {Opened} from "../../../loaders/answers/open.js";
import type {Answer} from "../../../src/model/envelope.js";
import {metrics} from "../../../src/model/metrics.js";
import {paymentStatuses} from "../../../src/model/payment-status.js";
import {moreRows, pageOf, pagingShape, pastEnd} from "../paging.js";
import {answer, columnsOf, filtersOf, refuse} from "../reply.js";
import {defineTool} from "../tool.js";
import {unknownIn} from "../unknown-values.js";
import {Basis, compares, Day, isOneOf, Values, whereOf} from "../where.js";

const input = z.strictObject({
  from: Day.optional().describe("first day on which money is expected"), to: Day.optional().describe("last such day"),
  status: z.array(z.enum(paymentStatuses)).min(1).optional().describe("only these; without it all but PAID"),
  distributor: Values.optional().describe("only these distributors"), basis: Basis, ...pagingShape
}).refine(({from, to}) => !from || !to || from <= to, {error: "the period ends before it begins", path: ["to"]});
type Wanted = z.infer<typeof input>;

const OPEN = paymentStatuses.filter((status) => status !== "PAID");

/** The statement with its columns on the rate basis. */
function calendarSql({from, to, status, distributor, basis}: Wanted): {sql: string; params: string[]} {
  const standing = basis === "default" ? "status" : "status_observed";
  const {where, params} = whereOf([...compares("expected_on", ">=", from), ...compares("expected_on", "<=", to), ...isOneOf(standing, status ?? OPEN), ...isOneOf("distributor", distributor)]);
  return {
    params, sql: `select expected_on, usage_month, distributor, platform, currency, ${standing}::varchar as status,
  expected_${basis} as expected, arrived, outstanding_${basis} as outstanding, is_covered_by_statements, last_reported_on
from payments
${where}
order by expected_on, usage_month, distributor, platform, currency`
  };
}

/** Outstanding money by status, as the catalog has it: without distributors that have sent no statement. */
async function totalsOf(opened: Opened, {from, to, status, distributor, basis}: Wanted): Promise<{totals: Answer["data"]; warnings: string[]}> {
  const known = opened.context.extents.get("payments.expected_on");
  const period = known && (from || to) ? {period: {from: from ?? known.from, to: to ?? (from && from > known.to ? from : known.to)}} : {};
  const filters = filtersOf({status: status ?? OPEN, distributor});
  const made = await answerRequest(opened, {metrics: ["outstanding"], dimensions: ["status", "currency"], filters, basis, calendar: "paid", ...period});
  return made.success ? {totals: made.data, warnings: made.warnings} : {totals: [], warnings: [made.error]};
}

async function emptyBecause(opened: Opened, {distributor, from, to, status}: Wanted): Promise<string> {
  const unknown = await unknownIn(opened, {distributor});
  if (unknown.length) return unknown.join("; ");
  const known = opened.context.extents.get("payments.expected_on");
  const days = from || to ? ` from ${from ?? "the beginning"} to ${to ?? "the end"} (payments are expected from ${known?.from} to ${known?.to})` : "";
  return `no payment is ${(status ?? OPEN).join(", ")}${distributor ? " of these distributors" : ""}${days}`;
}

export const paymentCalendar = defineTool({
  name: "payment_calendar",
  title: "Payment calendar",
  description: "When money is expected: usage months by distributor and platform with the agreed day, the estimate, what has arrived, what is outstanding and the status on the snapshot's as-of day. Without status, what is still open.",
  input,
  async run(wanted, {opened}) {
    if (!opened.context.tables.has("payments")) return refuse("this snapshot has no payments: it needs statements or daily streams", ["data_quality lists the files that are missing"]);
    const {from, to, status, distributor, basis} = wanted;
    const {sql, params} = calendarSql(wanted);
    const found = (await opened.query(sql, params)).map((row) => jsonRow(row, new Set(["expected", "arrived", "outstanding"])));
    const {rows, page} = pageOf(found, wanted);
    const {totals, warnings} = found.length ? await totalsOf(opened, wanted) : {totals: [], warnings: []};
    const silent = found.filter(({is_covered_by_statements}) => is_covered_by_statements === false).length;
    const apart = silent ? [`${silent} of these payments are of distributors that have sent no statement: nothing says whether they have paid, so they are in no total`] : [];
    const covered = found.length ? {from: String(found[0].expected_on), to: String(found.at(-1)!.expected_on)} : null;
    const asked = from || to ? {from: from ?? covered?.from ?? "", to: to ?? covered?.to ?? ""} : null;
    return answer(opened, {
      data: {totals, payments: rows}, isEstimate: true, warnings: [...apart, ...warnings, ...moreRows(page)],
      given: {
        row_count: rows.length, page, sql, params, sources: ["payments"], columns: columnsOf(found[0]), calendar: "paid", calculation: metrics.payment_status.calculation,
        limitations: [...metrics.payment_status.limitations, ...metrics.outstanding.limitations, "The day follows the agreed terms (end of the usage month + delay), not the bank.", "Totals leave out distributors that have sent no statement, unless none has (is_covered_by_statements)."],
        period: {asked, covered, compared: null}, filters: filtersOf({status: status ?? OPEN, distributor}), basis, empty_because: found.length ? pastEnd(page) : await emptyBecause(opened, wanted)
      }
    });
  }
});
