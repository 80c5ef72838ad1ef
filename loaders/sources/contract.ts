/**
 * Contracts: a feed is a zod object whose fields know their column headings and their SQL.
 * zod states the rule and checks small files and tests; DuckDB applies the same rule to every row,
 * because moving a million rows into JavaScript costs more than loading them.
 */
import {z} from "zod";
import {cellKinds, digits, isRealDay, yearsTaken} from "../../src/model/cell-kinds.js";
import {decimalsIn} from "../../src/model/statement-amounts.js";
import {plainHeading} from "../../src/model/statement-fields.js";

/** How one field is found in a header and read by DuckDB. */
export interface FieldMeta {
  /** Accepted headings, the usual one first; compared in lower case with single spaces. */
  headings: string[];
  /** A heading that says more than its name, such as the currency in "spend_usd"; used when no heading fits. */
  like?: RegExp;
  /** True when the feed is known to have the column more than once; the first counts. */
  mayRepeat?: boolean;
  /** A row without this value is rejected; a file without the column fails the snapshot. */
  required: boolean;
  type: string;
  /** Typed SQL of the raw text `x`; NULL when the text breaks the rule. */
  cast: (x: string) => string;
  /** What a person should have written. */
  expected: string;
  /** True for text that has a rule all the same, such as a currency code. */
  isRuled?: boolean;
}

type Text = z.ZodType<string | null>;
export type Contract = z.ZodObject<Record<string, Text>>;

const meta = new WeakMap<object, FieldMeta>();

const money = {type: "DECIMAL(38,18)", ...cellKinds.money};
/** Decimals of `x` that count: those of the fraction (DuckDB reads 1_000.000_1, so underscores are none), moved by the exponent. NULL for an exponent that is no integer. */
const decimalsOf = (x: string) =>
  `length(rtrim(replace(regexp_extract(${x}, '\\.([\\d_]*)', 1), '_', ''), '0')) - (case when contains(lower(${x}), 'e') then try_cast(regexp_extract(${x}, '[eE]([+-]?\\d+)', 1) as integer) else 0 end)`;
/** `sql` where `x` has at most `most` decimals, else NULL: DuckDB would round the rest away. Only a text longer than a point and `most` digits can have more, or one with an exponent. */
const withinDecimals = (x: string, most: number, sql: string) => `case when not (length(${x}) > ${most + 1} or contains(lower(${x}), 'e')) or ${decimalsOf(x)} <= ${most} then ${sql} end`;
/** An amount as `cellKinds.money` has it. DuckDB's own cast also takes "+ " for 0, "1e " for 1, 1e1_0 and 0e356. */
const amountPattern = String.raw`\s*[+-]?([0-9](_?[0-9])*\.?([0-9](_?[0-9])*)?|\.[0-9](_?[0-9])*)([eE][+-]?[0-9]{1,2})?\s*`;
/** At most 14 digits stand before the point, so that sums cannot overflow. */
const toWide = (x: string) => `case when regexp_full_match(${x}, '${amountPattern}') then ${withinDecimals(x, 18, `try_cast(${x} as decimal(32,18))::decimal(38,18)`)} end`;
/** Amounts that fit 64 bits for certain: at most 12 decimals (in 14 characters, or with the point among the last 13), and no exponent. */
const isShort = (x: string) => `(strlen(${x}) <= 14 or (strlen(${x}) <= 19 and contains(right(${x}, 13), '.'))) and not contains(${x}, 'e') and not contains(${x}, 'E') and not starts_with(${x}, '.')`;
/**
 * Exact decimal of text `x`. The cast to 128 bits is 20 times slower than the one to 64 bits, so short plain amounts take the fast
 * one; everything else, what does not fit, and what comes out as nought (which may be no amount at all), takes the slow one.
 */
export const toDecimal = (x: string) => `coalesce(nullif(case when ${isShort(x)} then try_cast(${x} as decimal(18,12)) end, 0)::decimal(38,18), ${toWide(x)})`;

/** Typed SQL of `x`: `fast` where that prints as `x` again, which leaves no doubt; else `exact`, which looks at every character and takes twice as long. */
const orExact = (x: string, fast: string, exact: string) => `case when ${fast}::varchar = ${x} then ${fast} else ${exact} end`;

const inYearsTaken = (x: string, sql: string) => `case when ${x} >= '${yearsTaken.from}' and ${x} < '${yearsTaken.before}' then ${sql} end`;

const anyMonth = (x: string) =>
  `case when regexp_full_match(${x}, '\\d{4}-(0[1-9]|1[0-2])(-\\d{2})?') then case length(${x}) when 7 then try_cast(${x} || '-01' as date) else date_trunc('month', try_cast(${x} as date))::date end end`;

const kinds = {
  text: {type: "VARCHAR", pattern: /^[^]*$/, cast: (x: string) => x, expected: "text"},
  date: {
    type: "DATE",
    ...cellKinds.date,
    // DuckDB's own cast takes 2025-06-2H for the 2nd of June.
    cast: (x: string) => inYearsTaken(x, orExact(x, `case when strlen(${x}) = 10 then try_cast(${x} as date) end`, `case when regexp_full_match(${x}, '\\d{4}-\\d{2}-\\d{2}( 00:00:00)?') then try_cast(${x} as date) end`))
  },
  month: {
    type: "DATE",
    ...cellKinds.month,
    cast: (x: string) => inYearsTaken(x, `case when strlen(${x}) = 7 and try_cast(${x} || '-01' as date)::varchar = ${x} || '-01' then try_cast(${x} || '-01' as date) else ${anyMonth(x)} end`)
  },
  /** Whole numbers; pandas may have added `.0`. DuckDB's own cast would round 12.6 to 13, and read 0x10 as 16. */
  count: {
    type: "BIGINT",
    ...cellKinds.count,
    cast: (x: string) => orExact(x, `try_cast(${x} as bigint)`, `case when regexp_full_match(${x}, '\\s*[+-]?[0-9](_?[0-9])*(\\.0*)?\\s*') then try_cast(${x} as bigint) end`)
  },
  /** A whole number that cannot be below 0. */
  natural: {
    type: "BIGINT",
    pattern: new RegExp(String.raw`^\s*\+?${digits}(?:\.0*)?\s*$`),
    cast: (x: string) => `case when regexp_full_match(${x}, '\\s*\\+?[0-9]+(_?[0-9]+)*(\\.0*)?\\s*') then try_cast(replace(${x}, '_', '') as bigint) end`,
    expected: "a whole number of 0 or more"
  },
  /** An id that is longer than a number can be: 18 digits do not survive a spreadsheet. */
  id: {
    type: "VARCHAR",
    pattern: /^\s*\d{1,20}\s*$/,
    cast: (x: string) => `case when regexp_full_match(${x}, '\\s*[0-9]{1,20}\\s*') then trim(${x}) end`,
    expected: "an id with all its digits, such as 120225233608339455"
  },
  currency: {
    type: "VARCHAR",
    pattern: /^\s*[A-Za-z]{3}\s*$/,
    cast: (x: string) => `case when regexp_full_match(${x}, '\\s*[A-Za-z]{3}\\s*') then upper(trim(${x})) end`,
    expected: "a currency such as USD"
  },
  truth: {
    type: "BOOLEAN",
    pattern: /^\s*(true|false|yes|no|1|0)\s*$/i,
    cast: (x: string) => `case when lower(trim(${x})) in ('true', 'yes', '1') then true when lower(trim(${x})) in ('false', 'no', '0') then false end`,
    expected: "true or false"
  },
  period: {
    type: "VARCHAR",
    pattern: /^\s*\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?\s*$/,
    cast: (x: string) => `case when regexp_full_match(${x}, '\\s*[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?\\s*') then trim(${x}) end`,
    expected: "a year, quarter or month such as 2025, 2025-Q4 or 2025-12"
  },
  money: {...money, cast: toDecimal},
  /** Money that is nearly always nought: the common spellings skip the costly cast. */
  sparse_money: {...money, cast: (x: string) => `case when ${x} in ('0.0', '0') then 0 else ${toDecimal(x)} end`},
  rate: {type: "DECIMAL(18,12)", pattern: /^\s*(\d{1,6}\.?\d*|\.\d+)([eE]-?\d+)?\s*$/, cast: (x: string) => withinDecimals(x, 12, `try_cast(${x} as decimal(18,12))`), expected: "a rate such as 0.002274, with at most 12 decimals"},
  percent: {
    type: "INTEGER",
    ...cellKinds.percent,
    cast: (x: string) => `case when ${x} in ('100', '100.0') then 1000000 when regexp_full_match(${x}, '[0-9]{1,3}(\\.[0-9]*)?%?') then cast(round(try_cast(rtrim(${x}, '%') as decimal(18,6)) * 10000) as integer) end`
  }
} satisfies Record<string, {type: string; pattern: RegExp; cast: (x: string) => string; expected: string}>;

export type Kind = keyof typeof kinds;

/** One field of a contract; `headings` are the names that its column has in real files. */
export function field(kind: Kind, headings: string[], {required = false, like, mayRepeat}: {required?: boolean; like?: RegExp; mayRepeat?: boolean} = {}): Text {
  const {pattern, type, cast, expected} = kinds[kind];
  const decimals = Number(/^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1] ?? Infinity);
  const text = z.string().regex(pattern, `expected ${expected}`).refine((value) => (type !== "DATE" || isRealDay(value)) && decimalsIn(value) <= decimals, `expected ${expected}`);
  const schema: Text = required ? text : z.union([z.null(), text]);
  meta.set(schema, {headings, like, mayRepeat, required, type, cast, expected, isRuled: kind !== "text"});
  return schema;
}

/** Gives `schema` the headings and the SQL of a field that is none of the kinds above. */
export function withMeta(schema: Text, own: FieldMeta): Text {
  meta.set(schema, own);
  return schema;
}

export const fieldMeta = (schema: object): FieldMeta => {
  const found = meta.get(schema);
  if (!found) throw new Error("field without meta: build contracts with field()");
  return found;
};

export {plainHeading as normaliseHeading};

/** Fields of `contract` as [name, meta] pairs, in order. */
export const fieldsOf = (contract: Contract): [string, FieldMeta][] => Object.entries(contract.shape).map(([name, schema]) => [name, fieldMeta(schema)]);

export interface Match {
  /** field name → position in the header */
  columns: Map<string, number>;
  /** required fields without a column, by their first heading */
  missing: string[];
  /** headings that a field reads and that stand more than once, though they may not */
  repeated: string[];
  /** header columns that no field reads */
  unread: string[];
}

/** Finds each column on its own: distributors mix their layouts. Earlier headings of a field win. */
export function matchHeader(contract: Contract, header: string[]): Match {
  const names = header.map(plainHeading);
  const columns = new Map<string, number>();
  const missing: string[] = [];
  const once = new Set<number>();
  for (const [name, {headings, like, required, mayRepeat}] of fieldsOf(contract)) {
    const exact = headings.map((heading) => names.indexOf(plainHeading(heading))).find((at) => at >= 0) ?? -1;
    const position = exact < 0 && like ? names.findIndex((heading) => like.test(heading)) : exact;
    if (position >= 0) {
      columns.set(name, position);
      if (!mayRepeat) once.add(position);
    } else if (required) missing.push(headings[0]);
  }
  const read = new Set(columns.values());
  const repeated = [...once].filter((at) => names.indexOf(names[at]) !== names.lastIndexOf(names[at])).map((at) => header[at]);
  return {columns, missing, repeated, unread: header.filter((_, i) => !read.has(i))};
}
