/** Why an answer has no rows or no values, in a sentence a person can act on. */
import {nearest} from "../../src/model/catalog/nearest.js";
import type {Compiled} from "../../src/model/compile.js";
import type {Opened} from "./open.js";

/** Filter values that are not in the data, each with the closest ones that are. */
export async function unknownValues(opened: Opened, {filters}: Compiled["request"]): Promise<string[]> {
  const sentences: string[] = [];
  for (const {dimension, op, values} of filters) {
    const known = new Set(await opened.values(dimension));
    const lost = op === "in" ? values.filter((value) => value !== "" && !known.has(value)) : [];
    for (const value of lost.slice(0, 3)) {
      const close = nearest(value, [...known].slice(0, 5000));
      sentences.push(`no ${dimension} is called ${JSON.stringify(value.slice(0, 60))}${close.length ? `: the closest are ${close.map((name) => JSON.stringify(name)).join(", ")}` : ""}`);
    }
  }
  return sentences;
}

/** The reason for an answer without rows. */
export function emptyReason(compiled: Compiled, unknown: readonly string[]): string {
  if (unknown.length) return unknown.join("; ");
  const outside = compiled.warnings.filter((warning) => /has nothing in this period/.test(warning));
  if (outside.length) return outside.join("; ");
  const {filters, period} = compiled.request;
  const where = [filters.length ? "these filters" : "", period ? `${period.from} to ${period.to}` : ""].filter(Boolean).join(" and ");
  return where ? `no row fits ${where}` : "the tables hold no row for it";
}
