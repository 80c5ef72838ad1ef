/** A layout's fields as a contract: the model's rules for people and tests, the same rules as SQL for every row. */
import {z} from "zod";
import {plainAmount, plainCount} from "../../../src/model/statement-amounts.js";
import type {StatementField, StatementLayout} from "../../../src/model/statement-fields.js";
import {parsePeriod} from "../../../src/model/statement-periods.js";
import {amountFields, countFields, expectedCells, percentPattern, periodFields, rowNeeds} from "../../../src/model/statement-rules.js";
import {literal} from "../../duckdb.js";
import {type Contract, type FieldMeta, toDecimal, withMeta} from "../contract.js";

type Rule = Omit<FieldMeta, "headings" | "required"> & {accepts: (text: string) => boolean};

const anything = () => true;
const text: Rule = {type: "VARCHAR", cast: (x) => x, expected: "text", accepts: anything};
const isPeriod = (value: string) => parsePeriod(value) !== null || parsePeriod(value, "day-first") !== null;
/** `<cell>_first`, `_last`, `_on` and `_plain` are made by `read.ts`, once for each file. */
const period = (part: "first" | "last" | "on"): Rule => ({type: "DATE", cast: (x) => `${x}_${part}`, expected: expectedCells.period, accepts: isPeriod});
const amount: Rule = {
  type: "DECIMAL(38,18)", cast: (x) => toDecimal(`${x}_plain`), expected: expectedCells.amount,
  accepts: (value) => plainAmount(value, "point") !== null || plainAmount(value, "comma") !== null
};
const count: Rule = {
  type: "BIGINT", cast: (x) => `try_cast(${x}_plain as bigint)`, expected: expectedCells.count,
  accepts: (value) => plainCount(value, "point") !== null || plainCount(value, "comma") !== null
};
const currency: Rule = {
  type: "VARCHAR", isRuled: true, cast: (x) => `case when regexp_matches(trim(${x}), '^[A-Za-z]{3}$') then upper(trim(${x})) end`,
  expected: expectedCells.currency, accepts: (value) => /^\s*[A-Za-z]{3}\s*$/.test(value)
};
const percent: Rule = {
  type: "INTEGER", cast: (x) => `case when regexp_full_match(${x}, ${literal(percentPattern)}) then cast(round(try_cast(replace(rtrim(trim(${x}), '% '), ',', '.') as decimal(18,6)) * 10000) as integer) end`,
  expected: expectedCells.percent, accepts: (value) => new RegExp(`^${percentPattern}$`).test(value)
};

const rules: Record<StatementField, Rule> = {
  reported_on: period("on"), usage_month: period("last"), store: text, artist: text, title: text, release_title: text, isrc: text,
  other_isrc: text, upc: text, quantity: count, kind: text, country: text, earnings: amount, currency, withheld: amount, recoup: amount,
  team_percentage: percent, transaction_id: text, original_currency: text, original_amount: amount, exchange_rate: amount
};

/** For the columns that `read.ts` adds. */
export {amountFields, countFields, periodFields};

function fieldOf(rule: Rule, headings: readonly string[], required: boolean) {
  const {accepts, ...meta} = rule;
  const rowText = z.string().refine(accepts, `expected ${rule.expected}`);
  return withMeta(required ? rowText : z.union([z.null(), rowText]), {...meta, headings: [...headings], required});
}

/** The contract of one layout, with `usage_from` for periods of more than one month. A currency is required where no default applies. */
export function statementContract(layout: StatementLayout): Contract {
  const fields = Object.entries(layout.headings) as [StatementField, readonly string[]][];
  const shape = fields.map(([name, headings]) => [name, fieldOf(rules[name], headings, rowNeeds.includes(name) || (name === "currency" && !layout.currency))]);
  return z.object({...Object.fromEntries(shape), usage_from: fieldOf({...period("first")}, layout.headings.usage_month!, false)});
}
