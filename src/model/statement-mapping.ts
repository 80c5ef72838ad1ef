/** A layout that nobody knows, mapped column by column and kept as `mappings/<distributor>.json` in the data folder. Pure. */
import {z} from "zod";
import {statementFields, type StatementField, type StatementLayout} from "./statement-fields.js";

const Heading = z.string().trim().min(1);

export const StatementMapping = z.strictObject({
  /** Short name of who sends it: lower case letters, digits and hyphens. */
  distributor: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower case letters, digits and hyphens"),
  label: z.string().min(1).optional(),
  /** Field → the heading that it stands under. */
  columns: z.partialRecord(z.enum(statementFields), Heading),
  /** Currency of every line, where no column holds it. */
  currency: z.string().regex(/^[A-Z]{3}$/, "a currency code such as EUR").optional(),
  decimal_mark: z.enum(["point", "comma"]).default("point"),
  date_order: z.enum(["month-first", "day-first"]).default("month-first")
})
  .refine(({columns}) => columns.usage_month && columns.earnings, {message: "columns need usage_month and earnings", path: ["columns"]})
  .refine(({columns, currency}) => columns.currency || currency, {message: "a column or a code is needed", path: ["currency"]});
export type StatementMapping = z.infer<typeof StatementMapping>;

/** One sentence about what is wrong with a mapping. */
export const mappingProblem = (error: z.ZodError): string => error.issues.map(({path, message}) => `${path.join(".") || "mapping"}: ${message}`).join("; ");

/** The layout that a mapping describes. Every mapped column has to be in the header; without a column for the statement's date it is that of the usage. */
export function mappedLayout({distributor, label, columns, currency, decimal_mark, date_order}: StatementMapping): StatementLayout {
  const known = Object.entries(columns) as [StatementField, string][];
  const headings = Object.fromEntries(known.map(([field, heading]) => [field, [heading]])) as StatementLayout["headings"];
  return {
    distributor, label: label ?? distributor, headings: {...headings, reported_on: headings.reported_on ?? headings.usage_month}, needs: known.map(([field]) => field),
    currency, decimalMark: decimal_mark, dateOrder: date_order
  };
}

/**
 * `distributor=acme,usage_month=Month,earnings=Net,currency=EUR` → a mapping. `currency` is a code in capitals or a heading.
 * Returns a sentence when it cannot be used.
 */
export function parseMapping(text: string): StatementMapping | string {
  const pairs = text.split(/,(?=\s*[a-z_]+=)/).map((pair) => [pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1).trim()]);
  const {distributor, label, decimal_mark, date_order, ...rest} = Object.fromEntries(pairs) as Record<string, string>;
  const isCode = /^[A-Z]{3}$/.test(rest.currency ?? "");
  const {currency, ...columns} = rest;
  const parsed = StatementMapping.safeParse({distributor, label, decimal_mark, date_order, columns: isCode || currency === undefined ? columns : rest, currency: isCode ? currency : undefined});
  return parsed.success ? parsed.data : mappingProblem(parsed.error);
}
