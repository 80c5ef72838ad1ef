/** Conditions over a served table with every value bound: `column in (?, …)` and the like. */
import {z} from "zod";
import {parseDay} from "../../src/model/days.js";

export interface Condition {
  text: string;
  params: readonly string[];
}

/** Rows whose column is one of the values; without values every row. `column` is this code's, never a caller's. */
export const isOneOf = (column: string, values: readonly string[] | undefined): Condition[] =>
  values?.length ? [{text: `${column}::varchar in (${values.map(() => "?::varchar").join(", ")})`, params: values}] : [];

export const compares = (column: string, operator: "=" | ">=" | "<=", value: string | undefined): Condition[] =>
  value === undefined ? [] : [{text: `${column} ${operator} ?::date`, params: [value]}];

export const whereOf = (conditions: readonly Condition[]): {where: string; params: string[]} => ({
  where: conditions.length ? `where ${conditions.map(({text}) => text).join(" and ")}` : "", params: conditions.flatMap(({params}) => params)
});

export const Day = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDay(text) !== null, {error: "not a day of the calendar (YYYY-MM-DD expected)"});
export const Month = z.string().refine((text) => /^\d{4}-\d{2}$/.test(text) && parseDay(`${text}-01`) !== null, {error: "not a month of the calendar (YYYY-MM expected)"});
export const Values = z.array(z.string().max(500)).min(1).max(500);
export const Basis = z.enum(["default", "observed"]).default("default").describe("rates of estimates: the reference rates, or own earnings ÷ own units of the trailing 12 complete months");
