/** A ```sql cell of a published page as the engine gets it: values in their place, other cells' queries as common tables. */
import {compose, composedText, inParentheses, type Composed} from "./notebook-compile.js";
import {withoutTables} from "./page-text.js";

/** What stands in a `${…}` of a query: text that is SQL by itself, or the query of another cell. */
export type PageValue = {literal: string} | {query: Composed};

/** Keeps `${` of the text itself apart from that of the template; never in a text that a person typed. */
const GUARD = "$\ue000{";
const guarded = (text: string): string => text.replaceAll("${", GUARD);

/** The parts of the template (as JavaScript reads them) and what is between them → a query that runs by itself. */
export function pageQuery(strings: readonly string[], values: readonly PageValue[]): Composed {
  const queries = new Map<string, Composed>();
  let text = guarded(strings[0]);
  values.forEach((value, i) => {
    const name = /(\w+) as $/.exec(strings[i])?.[1];
    if ("literal" in value) text += guarded(value.literal);
    else if (name) (queries.set(name, value.query), (text += `\${${name}}`));
    else text += inParentheses(guarded(composedText(value.query)));
    text += guarded(strings[i + 1]);
  });
  return compose(withoutTables(text, (name) => queries.has(name)).replaceAll(GUARD, "${"), new Map(), queries);
}
