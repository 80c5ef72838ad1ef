/** Money and streams of the last statement month that is over, by the day it was reported, for each scope that a rule speaks of. */
import type {AlertFacts, Scope} from "./alert-facts.js";
import {partsKey, partsOf} from "./alert-parts.js";
import type {LeafOf} from "./alert-rules.js";
import type {WindowFigure} from "./alert-streams.js";
import {addMonths, monthEnd, monthStart} from "./days.js";
import {formatMonth} from "./format.js";

export type WindowLeaf = LeafOf<"threshold"> | LeafOf<"change">;

/** Streams by artist or country are known from statements only; so is all money. */
export const isOnStatements = (leaf: WindowLeaf): boolean => leaf.metric === "revenue" || partsOf(leaf) !== null;

interface MonthSum {
  earnings: number;
  streams: number;
}

/** Sums by name (of `per`; "" for all together) and month; months in order of time. */
type Sums = Map<string, Map<number, MonthSum>>;

/** What statements brought, row by row. Throws when a rule asks for parts that were not loaded. */
function rowsOf(leaf: WindowLeaf, facts: AlertFacts): Iterable<Scope & MonthSum & {month: Date}> {
  const parts = partsOf(leaf);
  if (!parts) return facts.arrivals.map((row) => ({distributor: row.distributor, platform: row.platform, month: monthStart(row.reported_on), earnings: row.earnings, streams: 0}));
  const loaded = facts.parts.get(partsKey(parts));
  if (!loaded) throw new Error(`statements not loaded by: ${partsKey(parts)}`);
  return loaded;
}

function sumUp(leaf: WindowLeaf, facts: AlertFacts): Sums {
  const sums: Sums = new Map();
  const narrowed = (["distributor", "platform", "artist", "country"] as const).filter((key) => leaf[key] !== undefined);
  for (const row of rowsOf(leaf, facts)) {
    const name = leaf.per === "label" ? "" : row[leaf.per]!;
    if (narrowed.some((key) => row[key] !== leaf[key])) continue;
    const months = sums.get(name) ?? sums.set(name, new Map()).get(name)!;
    const held = months.get(Number(row.month)) ?? months.set(Number(row.month), {earnings: 0, streams: 0}).get(Number(row.month))!;
    held.earnings += row.earnings;
    held.streams += row.streams;
  }
  return sums;
}

const memos = new WeakMap<AlertFacts, WeakMap<WindowLeaf, Sums>>();

function sumsOf(leaf: WindowLeaf, facts: AlertFacts): Sums {
  const memo = memos.get(facts) ?? memos.set(facts, new WeakMap()).get(facts)!;
  return memo.get(leaf) ?? memo.set(leaf, sumUp(leaf, facts)).get(leaf)!;
}

/** Names that the statements have for `per`, in order. */
export const statementNames = (leaf: WindowLeaf, facts: AlertFacts): string[] => [...sumsOf(leaf, facts).keys()].sort();

/** The figure of a whole month; null before the second month of the scope. */
export function statementFigure(leaf: WindowLeaf, facts: AlertFacts, scope: Scope, month: Date): WindowFigure | null {
  const months = sumsOf(leaf, facts).get(leaf.per === "label" ? "" : scope[leaf.per]!);
  const earlier = addMonths(month, -1);
  if (!months || !(months.keys().next().value! < Number(month))) return null;
  const figure = leaf.metric === "revenue" ? "earnings" : "streams";
  const [value, before] = [months.get(Number(month))?.[figure] ?? 0, months.get(Number(earlier))?.[figure] ?? 0];
  return {value, before, ratio: before > 0 ? value / before - 1 : null, isWhole: true, from: month, to: monthEnd(month), words: () => ({label: formatMonth(month), basis: `against ${formatMonth(earlier)}`})};
}
