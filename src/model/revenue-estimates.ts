/** Estimates beside the revenue page's confirmed figures. Pure. */
import {isoDay} from "./days.js";
import type {Overview} from "./overview-data.js";
import type {RateBasis} from "./payment-status.js";
import type {DayRange} from "./periods.js";
import {usageParts, type Calendar, type RevenuePart} from "./revenue.js";

type Filters = Readonly<Partial<Record<string, string>>>;

/** Estimates are known by day, distributor and platform; under any other filter there are none. */
export const hasEstimates = (calendar: Calendar, filters: Filters): boolean =>
  calendar === "usage" && filters.country === undefined && filters.artist === undefined && filters.track === undefined;

/** The estimated parts of a period that a set of filters keeps; `except` is a filter that does not apply. */
export function estimateParts(data: Overview, period: DayRange, choice: {calendar: Calendar; basis: RateBasis; filters: Filters}, except?: string): RevenuePart[] {
  const {calendar, basis, filters} = choice;
  if (!hasEstimates(calendar, filters)) return [];
  const kept = (key: string, value: string) => key === except || filters[key] === undefined || filters[key] === value;
  return usageParts(data, period, basis).filter((part) =>
    part.estimate && kept("distributor", part.distributor) && kept("platform", part.platform) && kept("month", isoDay(part.month)));
}
