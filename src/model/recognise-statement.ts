/** Whose statement a file is, by its headings alone: each column is looked for on its own. Pure. */
import {plainHeading, statementFields, type StatementField, type StatementLayout} from "./statement-fields.js";
import {statementLayouts} from "./statement-layouts.js";

export interface RecognisedStatement {
  status: "recognised";
  layout: StatementLayout;
  /** field → position in the header */
  columns: Map<StatementField, number>;
  /** headings that no field reads */
  notLoaded: string[];
}

export type Recognition =
  | RecognisedStatement
  | {status: "incomplete"; layout: StatementLayout; missing: string[]; problem: string}
  | {status: "ambiguous"; problem: string}
  | {status: "unknown"};

/** What is made of headings, once for each layout and each header: every file asks, and so does every line that may be a header. */
const layoutHeadings = new WeakMap<StatementLayout, [StatementField, string[]][]>();
const headerPositions = new WeakMap<readonly string[], Map<string, number>>();

function once<K extends object, V>(made: WeakMap<K, V>, key: K, make: () => V): V {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

const headingsOf = (layout: StatementLayout): [StatementField, string[]][] =>
  once(layoutHeadings, layout, () => statementFields.flatMap((field): [StatementField, string[]][] => (layout.headings[field] ? [[field, layout.headings[field].map(plainHeading)]] : [])));

/** Heading → where it stands first. */
const positionsOf = (header: readonly string[]): ReadonlyMap<string, number> =>
  once(headerPositions, header, () => new Map(header.map((heading, position) => [plainHeading(heading), position] as const).reverse()));

/** Position of every field of `layout` in the header. Earlier headings of a field win over later ones. */
export function findColumns(layout: StatementLayout, header: readonly string[]): Map<StatementField, number> {
  const positions = positionsOf(header);
  const found = new Map<StatementField, number>();
  for (const [field, headings] of headingsOf(layout)) {
    const heading = headings.find((name) => positions.has(name));
    if (heading !== undefined) found.set(field, positions.get(heading)!);
  }
  return found;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** A sentence about headings that a field reads and that stand twice; null where none does. */
export function repeatedProblem(header: readonly string[], columns: ReadonlyMap<StatementField, number>): string | null {
  const names = header.map(plainHeading);
  const twice = [...new Set(columns.values())].filter((position) => names.indexOf(names[position]) !== names.lastIndexOf(names[position])).map((position) => header[position].trim());
  return twice.length ? `column${twice.length > 1 ? "s" : ""} ${quoted(twice)} ${twice.length > 1 ? "stand" : "stands"} more than once: which one counts cannot be told` : null;
}

/** A layout that is nearly there: more than half of what it needs, its money or its id among it. */
function nearest(layouts: readonly StatementLayout[], header: readonly string[]): {layout: StatementLayout; missing: string[]} | null {
  const scored = layouts.map((layout) => {
    const columns = findColumns(layout, header);
    const missing = layout.needs.filter((field) => !columns.has(field));
    return {layout, columns, missing, share: (layout.needs.length - missing.length) / layout.needs.length};
  });
  const [best] = scored.filter(({columns, share, layout}) => share > 0.5 && columns.size >= 5 && layout.needs.length > 2).sort((a, b) => b.share - a.share || b.columns.size - a.columns.size);
  return best ? {layout: best.layout, missing: best.missing.map((field) => best.layout.headings[field]![0])} : null;
}

/** "net_payout_usd" and "Earnings (USD)" say their currency themselves. */
const currencyOf = (heading: string): string | null => /[_ (](usd|eur|gbp|cad|aud|zar|jpy|chf|sek|nok|dkk|brl|mxn|inr|ngn)\)?$/.exec(plainHeading(heading))?.[1].toUpperCase() ?? null;

/** A money heading that names its currency outdoes a column that holds the currency of the sale only. */
function withCurrency(layout: StatementLayout, header: readonly string[]): StatementLayout {
  const columns = findColumns(layout, header);
  const money = columns.has("earnings") ? header[columns.get("earnings")!] : "";
  const code = currencyOf(money);
  if (!code || !columns.has("currency") || columns.get("currency") !== columns.get("original_currency")) return layout;
  const {currency: _, ...headings} = layout.headings;
  return {...layout, headings: {...headings, earnings: [money]}, currency: code, moneyHeading: money.trim()};
}

/** The layout with its money under the only heading that can be it, where none of the known ones is there. */
function withMoney(layout: StatementLayout, header: readonly string[]): StatementLayout {
  const columns = findColumns(layout, header);
  if (!layout.moneyLike || columns.has("earnings")) return layout;
  const used = new Set(columns.values());
  const candidates = header.filter((heading, position) => !used.has(position) && layout.moneyLike!(plainHeading(heading)));
  return candidates.length === 1 ? {...layout, headings: {...layout.headings, earnings: candidates}, moneyHeading: candidates[0].trim()} : layout;
}

/** Recognises a header. Two layouts that both fit, a heading that stands twice and a missing column are sentences, never a guess. */
export function recogniseStatement(header: readonly string[], layouts: readonly StatementLayout[] = Object.values(statementLayouts)): Recognition {
  const fitting = layouts.map((layout) => withCurrency(withMoney(layout, header), header)).map((layout) => ({layout, columns: findColumns(layout, header)})).filter(({layout, columns}) => layout.needs.every((field) => columns.has(field)));
  if (fitting.length > 1) return {status: "ambiguous", problem: `the header fits ${fitting.map(({layout}) => layout.label).join(" and ")}: which it is cannot be told`};
  const [one] = fitting;
  if (!one) {
    const near = nearest(layouts, header);
    return near ? {status: "incomplete", ...near, problem: `looks like ${near.layout.label}, but column${near.missing.length > 1 ? "s" : ""} ${quoted(near.missing)} ${near.missing.length > 1 ? "are" : "is"} missing`} : {status: "unknown"};
  }
  const twice = repeatedProblem(header, one.columns);
  if (twice) return {status: "ambiguous", problem: `${one.layout.label}'s ${twice}`};
  const read = new Set(one.columns.values());
  return {status: "recognised", ...one, notLoaded: header.filter((_, position) => !read.has(position)).map((heading) => heading.trim())};
}
