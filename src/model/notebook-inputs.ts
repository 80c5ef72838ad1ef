/** The choices of a select: its own options, or what its query gives. */
import type {SelectCell} from "./notebook.js";
import type {Cell as Value, ResultColumn} from "./result.js";

export type Choice = {value: string; label: string};

/** Beyond this many a list cannot be chosen from; the query should narrow them. */
const MOST = 2_000;

/** The first column of the result gives the values, a second one their labels. NULL and repeated values are left out. */
export function selectChoices(cell: Pick<SelectCell, "query" | "options">, result?: {columns: readonly ResultColumn[]; rows: readonly (readonly Value[])[]}): Choice[] {
  if (cell.query === undefined) return cell.options.map((value) => ({value, label: value}));
  const choices = new Map<string, Choice>();
  for (const [value, label = value] of result?.rows.slice(0, MOST) ?? []) {
    if (value !== null && value !== undefined && !choices.has(String(value))) choices.set(String(value), {value: String(value), label: label === null ? String(value) : String(label)});
  }
  return [...choices.values()];
}
