/** How the values of an answer are written: figures by their format, names as people call them. */
import {countryLabel} from "../model/countries.js";
import type {AnswerColumn} from "../model/compile/columns.js";
import {parseDay} from "../model/days.js";
import {approx, formatChange, formatCount, formatDay, formatMoney, formatMonth, formatPercent, formatRate, MISSING} from "../model/format.js";
import type {Grain} from "../model/metric-request.js";
import {labelOf} from "../model/stores.js";
import {distributorColor, platformColor} from "./colors.js";

/** Rows of an answer, as the engine gives them. */
export type AnswerRow = Readonly<Record<string, unknown>>;

const currencyOf = ({currency}: AnswerColumn, row: AnswerRow): string => currency ?? String(row.currency ?? "");

/** A figure with its unit; estimates carry ≈. */
export function figureText(column: AnswerColumn, value: unknown, row: AnswerRow): string {
  if (value === null || value === undefined) return MISSING;
  const number = Number(value);
  const text = column.role === "growth" ? formatChange(number)
    : column.format === "percent" ? formatPercent(number)
    : column.format === "money" ? formatMoney(number, currencyOf(column, row))
    : column.format === "rate" ? (currencyOf(column, row) ? formatRate(number, currencyOf(column, row)) : formatCountOrTenth(number))
    : column.format === "days" ? `${formatCount(number)} days`
    : formatCountOrTenth(number);
  return column.isEstimate ? approx(text) : text;
}

/** Means have a decimal where counts have none. */
const formatCountOrTenth = (value: number): string => (Number.isInteger(value) || Math.abs(value) >= 1000 ? formatCount(value) : String(Math.round(value * 100) / 100));

/** A value of a dimension as a person reads it. */
export function valueText(dimension: string, value: unknown): string {
  const text = String(value ?? "");
  if (text === "") return "none given";
  if (dimension === "platform" || dimension === "distributor") return labelOf(text);
  return dimension === "country" ? countryLabel(text) : text;
}

/** Its accent, the same on every page. */
export const valueColor = (dimension: string, value: unknown): string =>
  dimension === "platform" ? platformColor(String(value)) : dimension === "distributor" ? distributorColor(String(value)) : "var(--c-neutral)";

/** A period's first day as a Date, whichever way the engine gives it. */
export const periodStart = (value: unknown): Date | null => (value instanceof Date ? value : parseDay(String(value ?? "")));

/** "Jul 2025", "Q3 2025", "2025", "4 Jul 2025", "week of 30 Jun 2025". */
export function periodText(value: unknown, grain: Grain): string {
  const day = periodStart(value);
  if (!day) return MISSING;
  if (grain === "month") return formatMonth(day);
  if (grain === "quarter") return `Q${day.getUTCMonth() / 3 + 1} ${day.getUTCFullYear()}`;
  return grain === "year" ? String(day.getUTCFullYear()) : `${grain === "week" ? "week of " : ""}${formatDay(day)}`;
}
