/**
 * Figures inside Markdown: `${figure(total, "earnings", "money")}` is the column of the first row of the cell `total`, and
 * `${artist}` is the value of an input. Both are what a page of Framework runs as well; a notebook reads only these two forms.
 */
import {formatAmount, formatChange, formatCount, formatDay, formatMoney, formatMonth, formatPercent, formatRate, MISSING} from "./format.js";

const FIGURE_FORMATS = ["auto", "count", "amount", "money", "rate", "percent", "change", "month", "day"] as const;
export type FigureFormat = (typeof FIGURE_FORMATS)[number];
/** Without a column it is the value of an input. */
export type FigureReference = {name: string; column?: string; format: FigureFormat};

const FIGURE = new RegExp(String.raw`\$\{(?:figure\(([a-z][a-z0-9_]*), "([^"\\\n]{1,200})"(?:, "(${FIGURE_FORMATS.join("|")})")?\)|([a-z][a-z0-9_]*))\}`, "y");

/** The reference that starts at `at`, and where it ends; undefined when there is none. */
export function figureAt(text: string, at: number): {reference: FigureReference; end: number} | undefined {
  FIGURE.lastIndex = at;
  const match = FIGURE.exec(text);
  if (!match) return undefined;
  const [all, name, column, format = "auto", input] = match;
  return {reference: input ? {name: input, format: "auto"} : {name, column, format: format as FigureFormat}, end: at + all.length};
}

/** Every reference of a text, also those that Markdown will show as code. */
export function figuresIn(text: string): FigureReference[] {
  const found: FigureReference[] = [];
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 1)) {
    const figure = figureAt(text, at);
    if (figure) found.push(figure.reference);
  }
  return found;
}

const asDate = (value: unknown): Date | undefined => {
  const date = value instanceof Date ? value : typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? new Date(`${value.slice(0, 10)}T00:00:00Z`) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
};

/** Figures as exact text ("12.50"), numbers or Dates, and anything else as it is. */
function automatic(value: unknown): string {
  if (typeof value === "string" && /^-?\d+\.\d+$/.test(value)) return formatAmount(value);
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) return formatDay(asDate(value)!);
  if (typeof value === "number") return Number.isInteger(value) ? formatCount(value) : formatAmount(value);
  return value instanceof Date ? formatDay(value) : String(value);
}

/** Writes one value; money takes its currency from the row's column `currency`. Missing values are "—". */
export function writeFigure(value: unknown, format: FigureFormat, currency: unknown = undefined): string {
  if (value === null || value === undefined) return MISSING;
  const date = format === "month" || format === "day" ? asDate(value) : undefined;
  if (date) return format === "month" ? formatMonth(date) : formatDay(date);
  if (format === "auto" || format === "month" || format === "day" || Number.isNaN(Number(value))) return automatic(value);
  const number = value as number;
  if (format === "money") return currency ? formatMoney(number, String(currency)) : formatAmount(number);
  if (format === "rate") return currency ? formatRate(number, String(currency)) : formatAmount(number, 6);
  return {count: formatCount, amount: formatAmount, percent: formatPercent, change: formatChange}[format](number);
}

/** The figure of a result's first row; "—" when there is no row or no such column. */
export function figure(rows: readonly Record<string, unknown>[], column: string, format: FigureFormat = "auto"): string {
  return writeFigure(rows[0]?.[column], format, rows[0]?.currency);
}
