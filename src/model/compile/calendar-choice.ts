/** On which calendar a request is answered: the one it names, else the first that all its metrics have. */
import {calendarsOf, type AskableMetric} from "../catalog/catalog.js";
import {calendars, type Calendar} from "../catalog/cubes.js";
import type {MetricRequest} from "../metric-request.js";
import {Impossible, listed} from "./impossible.js";

const of = (metric: AskableMetric): Calendar[] => Object.keys(calendarsOf(metric)) as Calendar[];

function refuse(request: MetricRequest, timed: readonly AskableMetric[]): never {
  const each = timed.map((metric) => `${metric.name} is on the ${listed(of(metric))} calendar`);
  if (request.calendar) throw new Impossible(`not on the ${request.calendar} calendar: ${listed(timed.filter((metric) => !of(metric).includes(request.calendar!)).map(({name}) => name), "and")}`, each, timed.length === 1 ? [{...request, calendar: of(timed[0])[0]}] : []);
  throw new Impossible("these metrics have no calendar in common, and calendars are never mixed", [...each, "ask for them one by one"], timed.map(({name}) => ({...request, metrics: [name]})));
}

/** Null when no time is asked for and some metric has none. */
export function chooseCalendar(request: MetricRequest, metrics: readonly AskableMetric[]): Calendar | null {
  const timed = metrics.filter((metric) => of(metric).length);
  const timeless = metrics.filter((metric) => !of(metric).length);
  const asksForTime = request.grain !== "total" || request.period || request.compare || request.calendar;
  if (timeless.length && asksForTime) throw new Impossible(`${listed(timeless.map(({name}) => name), "and")} ${timeless.length > 1 ? "have" : "has"} no time: it is as the snapshot stands`, ["ask without period, grain, calendar and comparison"],
    [{...request, grain: "total", period: undefined, compare: undefined, calendar: undefined}]);
  if (!timed.length) return null;
  const common = calendars.filter((calendar) => timed.every((metric) => of(metric).includes(calendar)));
  if (request.calendar) return common.includes(request.calendar) ? request.calendar : refuse(request, timed);
  return common[0] ?? refuse(request, timed);
}
