/** What each field of a statement line has to look like, as the page's preview reads it and as the loaders' contracts say it. Pure. */
import {cellKinds, isRealDay} from "./cell-kinds.js";
import {attoOf, type DecimalMark, plainAmount, plainCount} from "./statement-amounts.js";
import type {StatementField} from "./statement-fields.js";
import {periodExamples, type StatementPeriod} from "./statement-periods.js";

/** Sentences of what a person should have written. */
export const expectedCells = {
  period: `a period such as ${periodExamples}`,
  amount: "an amount such as 1234.56 or 1.234,56, with at most 18 decimals",
  count: "a whole number",
  currency: "a currency code such as EUR",
  percent: "a percentage such as 100"
};

/** Fields that hold dates, amounts and whole numbers. */
export const periodFields: readonly StatementField[] = ["reported_on", "usage_month"];
export const amountFields: readonly StatementField[] = ["earnings", "withheld", "recoup", "original_amount", "exchange_rate"];
export const countFields: readonly StatementField[] = ["quantity"];

/** A row without these is rejected: it could not be filed. Blank units are 0, a blank store is an unmapped one. */
export const rowNeeds: readonly StatementField[] = ["reported_on", "usage_month", "earnings", "transaction_id"];

/** How one file writes its numbers and dates. `period` answers null for text that is none. */
export interface FileHabits {
  mark: DecimalMark;
  period: (text: string) => StatementPeriod | null;
}

/** `read` gives null for text that breaks the rule; fields without a rule are text. Amounts are in units of 10⁻¹⁸. */
export interface CellRule {
  expected: string;
  read: (text: string, habits: FileHabits) => StatementPeriod | bigint | string | null;
}
export type FieldRules = Partial<Record<StatementField, CellRule>>;

const [SMALLEST, LARGEST] = [-(2n ** 63n), 2n ** 63n - 1n];
const inRange = (plain: string | null): bigint | null => {
  if (plain === null) return null;
  const count = BigInt(plain.replace(/^\+/, ""));
  return count >= SMALLEST && count <= LARGEST ? count : null;
};
const attoOrNull = (plain: string | null): bigint | null => (plain === null ? null : attoOf(plain));

/** A share of at most three digits; the loaders keep it in parts per million. The same for JavaScript and for RE2. */
export const percentPattern = " *[0-9]{1,3}([.,][0-9]*)? *%? *";

const matching = (pattern: RegExp) => (text: string): string | null => (pattern.test(text) ? text : null);
const period: CellRule = {expected: expectedCells.period, read: (text, {period}) => period(text)};
const amount: CellRule = {expected: expectedCells.amount, read: (text, {mark}) => attoOrNull(plainAmount(text, mark))};
const count: CellRule = {expected: expectedCells.count, read: (text, {mark}) => inRange(plainCount(text, mark))};
const currency: CellRule = {expected: expectedCells.currency, read: (text) => (/^ *[A-Za-z]{3} *$/.test(text) ? text.trim().toUpperCase() : null)};
const percent: CellRule = {expected: expectedCells.percent, read: matching(new RegExp(`^${percentPattern}$`))};

/** The rules of every sender but DistroKid. */
export const statementRules: FieldRules = {
  reported_on: period, usage_month: period, quantity: count, earnings: amount, currency, withheld: amount, recoup: amount, team_percentage: percent,
  original_amount: amount, exchange_rate: amount
};

const dayPeriod = (day: string): StatementPeriod => ({first: `${day.slice(0, 7)}-01`, last: `${day.slice(0, 7)}-01`, on: day});
const onDay = (pattern: RegExp) => (text: string) => (pattern.test(text) && isRealDay(text) ? dayPeriod(text.slice(0, 10)) : null);
/** A byte order mark or a hard space is no space to the loaders' engine. */
const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
const plainDigits = (pattern: RegExp, text: string): string | null => (isAscii(text) && pattern.test(text) ? text.trim().replaceAll("_", "") : null);
const money: CellRule = {expected: cellKinds.money.expected, read: (text) => attoOrNull(plainDigits(cellKinds.money.pattern, text))};

/** DistroKid's own: it writes its dates and numbers in one way only. */
export const distrokidRules: FieldRules = {
  reported_on: {expected: cellKinds.date.expected, read: onDay(cellKinds.date.pattern)},
  usage_month: {expected: cellKinds.month.expected, read: onDay(cellKinds.month.pattern)},
  quantity: {expected: cellKinds.count.expected, read: (text) => inRange(plainDigits(cellKinds.count.pattern, text)?.replace(/\.0*$/, "") ?? null)},
  team_percentage: {expected: cellKinds.percent.expected, read: matching(cellKinds.percent.pattern)},
  withheld: money, earnings: money, recoup: money
};
/** Without these DistroKid's row is rejected. */
export const distrokidNeeds: readonly StatementField[] = ["reported_on", "usage_month", "store", "quantity", "earnings"];
