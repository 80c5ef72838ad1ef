/** The periods a reader can choose, the equal period before each, and the whole months inside. All UTC, ends included. */
import {addDays, addMonths, dayCount, isMonthEnd, isMonthStart, monthCount, monthEnd, monthStart, monthsBetween, utcDay} from "./days.js";
import {formatDay, formatMonth} from "./format.js";

export const periodPresets = ["7d", "30d", "90d", "12m", "ytd", "all", "custom"] as const;
export type PeriodPreset = (typeof periodPresets)[number];

/** Days `from` to `to`, both included, at UTC midnight. */
export interface DayRange {
  from: Date;
  to: Date;
}

/** What a period picker holds: `compare` is null when there is no earlier period or the reader switched it off. */
export interface Period extends DayRange {
  preset: PeriodPreset;
  compare: DayRange | null;
  label: string;
}

export const presetLabels: Record<PeriodPreset, string> = {
  "7d": "7 days", "30d": "30 days", "90d": "90 days", "12m": "12 months", ytd: "Year to date", all: "All", custom: "Custom"
};

const WINDOW_DAYS = {"7d": 7, "30d": 30, "90d": 90} as const;

/** The days of a preset that ends on the last day with data. Twelve months = the month of `through` and the 11 before. */
export function presetRange(preset: Exclude<PeriodPreset, "custom">, data: {first: Date; through: Date}): DayRange {
  const to = data.through;
  if (preset === "all") return {from: data.first, to};
  if (preset === "ytd") return {from: utcDay(to.getUTCFullYear(), 0), to};
  if (preset === "12m") return {from: utcDay(to.getUTCFullYear(), to.getUTCMonth() - 11), to};
  return {from: addDays(to, 1 - WINDOW_DAYS[preset]), to};
}

/**
 * The equal period before. Twelve months and year to date look one year back; ranges of whole months move by as many
 * months; anything else is the same number of days just before. "All" has none: null.
 */
export function previousRange(range: DayRange, preset: PeriodPreset = "custom"): DayRange | null {
  if (preset === "all") return null;
  if (preset === "12m" || preset === "ytd") return {from: addMonths(range.from, -12), to: addMonths(range.to, -12)};
  if (isMonthStart(range.from) && isMonthEnd(range.to)) {
    const months = monthCount(range.from, range.to);
    return {from: utcDay(range.from.getUTCFullYear(), range.from.getUTCMonth() - months), to: addDays(range.from, -1)};
  }
  return {from: addDays(range.from, -dayCount(range.from, range.to)), to: addDays(range.from, -1)};
}

/** First days of the months that lie wholly inside; the month of `through` counts when the range reaches `through`. */
export function wholeMonths(range: DayRange, through?: Date): Date[] {
  return monthsBetween(range.from, range.to).filter((month) => {
    const last = through && monthStart(through).getTime() === month.getTime() ? through : monthEnd(month);
    return month >= range.from && last <= range.to;
  });
}

/** "Nov 2025", "Dec 2024 – Nov 2025" for whole months, otherwise "1 – 20 Nov 2025" or "1 Dec 2024 – 20 Nov 2025". */
export function rangeLabel({from, to}: DayRange): string {
  if (isMonthStart(from) && isMonthEnd(to)) return monthsLabel([from, monthStart(to)]);
  if (from.getTime() === to.getTime()) return formatDay(from);
  if (monthCount(from, to) === 1) return `${from.getUTCDate()} – ${formatDay(to)}`;
  return `${formatDay(from)} – ${formatDay(to)}`;
}

/** "Aug 2025" or "Jan – Aug 2025" or "Nov 2024 – Aug 2025": the first and last of a run of months; "" for none. */
export function monthsLabel(months: readonly Date[]): string {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return "";
  if (first.getTime() === last.getTime()) return formatMonth(first);
  const sameYear = first.getUTCFullYear() === last.getUTCFullYear();
  return `${sameYear ? formatMonth(first).slice(0, 3) : formatMonth(first)} – ${formatMonth(last)}`;
}

/** A complete Period from what the reader chose; a custom range is taken as given. */
export function resolvePeriod(
  choice: {preset: PeriodPreset; custom?: DayRange | null; compare?: boolean}, data: {first: Date; through: Date}
): Period {
  const preset = choice.preset === "custom" && !choice.custom ? "12m" : choice.preset;
  const range = preset === "custom" ? choice.custom! : presetRange(preset, data);
  return {
    preset, ...range, label: rangeLabel(range),
    compare: choice.compare === false ? null : previousRange(range, preset)
  };
}
