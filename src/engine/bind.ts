/** Template literal → SQL with `?` placeholders and the values to bind, so that no value is ever read as SQL. */

/** What may stand in `${…}`; an array expands to a list for `in (…)`. */
export type Parameter = string | number | bigint | boolean | Date | null | undefined;
export type Bound = {text: string; params: (string | number | boolean | null)[]};

/**
 * Joins the parts of a template and binds its values.
 *
 * Strings and Dates carry a cast: an ENUM column compared with a bare `?` would try to turn the value into
 * one of the ENUM's own words and fail on any other, and the dialect compares a DATE with text as text.
 * A Date binds as its UTC timestamp, so that UTC midnight equals the DATE of that day. An empty array
 * becomes `null` (matches nothing). Throws on anything else.
 */
export function bind(strings: readonly string[], values: readonly unknown[]): Bound {
  const params: Bound["params"] = [];
  let text = strings[0];
  values.forEach((value, i) => {
    const list = Array.isArray(value) ? value : [value];
    text += (list.map((item) => placeholder(item, params)).join(", ") || "null") + strings[i + 1];
  });
  return {text, params};
}

function placeholder(value: unknown, params: Bound["params"]): string {
  if (value === null || value === undefined) return params.push(null), "?";
  if (typeof value === "string") return params.push(value), "?::varchar";
  if (typeof value === "boolean") return params.push(value), "?::boolean";
  if (typeof value === "number") return params.push(value), "?";
  if (typeof value === "bigint") return params.push(String(value)), "?::bigint";
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError("cannot bind value: invalid date");
    return params.push(value.toISOString().slice(0, 23).replace("T", " ")), "?::timestamp";
  }
  throw new TypeError(`cannot bind value: ${Object.prototype.toString.call(value)}`);
}
