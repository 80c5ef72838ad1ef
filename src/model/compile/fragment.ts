/** SQL put together from pieces that carry their own parameters, so that the values stay in the order of their `?`. */

export interface Fragment {
  text: string;
  /** Values of the `?` in the text, in order; all are text and cast in the SQL. */
  params: readonly string[];
}

/** SQL that is written in the code or the catalog, never part of a request. */
export const raw = (text: string): Fragment => ({text, params: []});

/** A value of a request: it can only ever be a value. */
export const bound = (value: string, type: "varchar" | "date"): Fragment => ({text: `?::${type}`, params: [value]});

export const join = (parts: readonly Fragment[], separator = ", "): Fragment =>
  ({text: parts.map(({text}) => text).join(separator), params: parts.flatMap(({params}) => params)});

/** A template whose parts are fragments. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return {text: strings.reduce((text, string, i) => text + parts[i - 1].text + string), params: parts.flatMap(({params}) => params)};
}
