/** A cell's SQL as the engine gets it: values of inputs in their place, other cells as common tables. */
import {sqlOf} from "./notebook-graph.js";
import type {InputCell, Notebook} from "./notebook.js";
import {replaceParams, sqlLiteral, withTables, type InputValue, type NamedQuery} from "./sql-compose.js";
import {queryText} from "./notebook-guard.js";
import {sqlNames} from "./sql-names.js";

/** The value of an input as SQL: a day as DATE, no day as NULL, text as VARCHAR. */
export function inputLiteral(cell: Pick<InputCell, "type">, value: InputValue): string {
  if (cell.type !== "date") return sqlLiteral(value);
  return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? `date '${value}'` : "null::date";
}

/** A query that other queries can hold: its own text, and the tables it needs in front of it, each once and in order. */
export type Composed = {text: string; tables: readonly NamedQuery[]};

/** A query in parentheses; the line breaks keep a comment at its end from swallowing them. */
export const inParentheses = (text: string): string => `(\n${text.trim()}\n)`;

export const composedText = ({text, tables}: Composed): string => withTables(text, tables);

/** `text` with its parameters filled in and the queries it reads (by name) added, together with what those need. */
export function compose(text: string, literals: ReadonlyMap<string, string>, queries: ReadonlyMap<string, Composed>): Composed {
  const tables = new Map<string, string>();
  for (const name of sqlNames(text).tables) {
    const query = queries.get(name);
    if (!query) continue;
    for (const [inner, body] of query.tables) tables.set(inner, body);
    tables.set(name, inParentheses(query.text));
  }
  return {text: queryText(replaceParams(text, (name) => literals.get(name))), tables: [...tables]};
}

/** Every SQL text of a notebook by cell id, complete: it can be copied and runs by itself. `order` is that of the graph, `literals` the values of the inputs. */
export function composeAll({cells}: Notebook, order: readonly string[], literals: ReadonlyMap<string, string>): Map<string, Composed> {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const queries = new Map<string, Composed>();
  const composed = new Map<string, Composed>();
  for (const id of order) {
    const cell = byId.get(id)!;
    const text = sqlOf(cell);
    if (text === undefined) continue;
    const query = compose(text, literals, queries);
    composed.set(id, query);
    if (cell.kind === "sql" && cell.name) queries.set(cell.name, query);
  }
  return composed;
}
