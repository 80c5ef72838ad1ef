/** What a reader of an answer must know about these days and this request, in sentences. */
import {listed} from "./impossible.js";
import {comparisonOf, whenOf} from "./legs.js";
import type {Part, Plan} from "./plan.js";
import {periodStart} from "./ranges.js";

function reach({metric: name, time, extent}: Part, {request}: Plan): string[] {
  if (!time || !extent || !request.period) return [];
  const {from, to} = request.period;
  const last = time.grain === "month" ? extent.to.slice(0, 7) : extent.to;
  const first = time.grain === "month" ? extent.from.slice(0, 7) : extent.from;
  if (to < extent.from || from.slice(0, first.length) > last) return [`${name} has nothing in this period: its days are ${first} to ${last}`];
  const ends = to.slice(0, last.length) > last ? [`${name} reaches ${last}; later days are not in the data`] : [];
  const begins = from.slice(0, first.length) < first ? [`${name} begins ${first}; earlier days are not in the data`] : [];
  return [...begins, ...ends];
}

/** Usage months that are still filling up look too low. */
function filling(plan: Plan): string[] {
  const {context, calendar, parts} = plan;
  const late = parts.filter(({measure, cube, time}) => time?.grain === "month" && measure.isMoney && ["arrivals", "monthly_revenue", "statement_lines"].includes(cube.table));
  const from = context.incompleteFrom;
  if (calendar !== "usage" || !from || !late.length) return [];
  const last = whenOf(late[0], plan).now?.to;
  if (!last || last < from) return [];
  const compared = comparisonOf(plan) ? ", so that the change looks too low: compare complete months" : "";
  return [`usage months from ${from.slice(0, 7)} on are still filling up: stores report one to three months late${compared}`];
}

function missing(plan: Plan): string[] {
  const part = plan.parts.find(({cube}) => cube.table === "daily_streams" && !cube.rows);
  const days = part && whenOf(part, plan).now;
  const count = days ? plan.context.missingDays.filter((day) => day >= days.from && day <= days.to).length : 0;
  return count ? [`${count} ${count === 1 ? "day has" : "days have"} a report that did not come and counts as 0`] : [];
}

function comparison(plan: Plan): string[] {
  if (!comparisonOf(plan)) return [];
  const {grain} = plan.request;
  const without = plan.parts.filter((part) => part.time && !whenOf(part, plan).before).map(({metric}) => metric);
  const last = plan.parts.map((part) => whenOf(part, plan).now?.to).filter((day) => day !== undefined).sort().at(-1);
  return [
    ...(without.length ? [`${listed(without, "and")}: nothing earlier to compare with`] : []),
    ...(grain !== "total" && grain !== "day" && last ? [`the ${grain} of ${periodStart(last, grain)} is compared as far as the days go`] : [])
  ];
}

const currencies = ({currency, request}: Plan): string[] =>
  currency.isSplit && !request.dimensions.includes("currency") ? ["amounts in several currencies stand apart: they are never added"] : [];

export const warningsOf = (plan: Plan): string[] => [...new Set([...plan.parts.flatMap((part) => reach(part, plan)), ...filling(plan), ...missing(plan), ...comparison(plan), ...currencies(plan)])];
