/** Published analyses: what each says of itself, and what it needs that the workspace no longer has. */
import {z} from "zod";
import type {Notebook} from "./notebook.js";

/** `path` is the page's address below the site ("analyses/monthly-review"); `needs` maps tables to columns. */
export const Analysis = z.object({
  path: z.string(), title: z.string(), author: z.string(), date: z.string(), description: z.string(), snapshot: z.string(),
  needs: z.record(z.string(), z.array(z.string())), problem: z.string().optional()
});
export type Analysis = z.infer<typeof Analysis>;

export type NeededTable = {name: string; columns: readonly {name: string}[]; rows: number};

/** Sentences about tables and columns that are gone; empty when everything is there. */
export function missingParts(needs: Analysis["needs"], tables: readonly NeededTable[]): string[] {
  return Object.entries(needs).flatMap(([name, columns]) => {
    const table = tables.find((each) => each.name === name);
    if (!table) return [`The table ${name}, which it reads, is not in this snapshot.`];
    const gone = columns.filter((column) => !table.columns.some((each) => each.name === column));
    return gone.length ? [`The table ${name} no longer has the column${gone.length > 1 ? "s" : ""} ${gone.join(", ")}.`] : [];
  });
}

/** Tables that it reads and that hold no rows, so that its figures are empty. */
export const emptyTables = (needs: Analysis["needs"], tables: readonly NeededTable[]): string[] => tables.filter(({name, rows}) => name in needs && rows === 0).map(({name}) => name);

/** What the head of a page says of its notebook. */
export type AnalysisFacts = Pick<Notebook, "title" | "author" | "date" | "description" | "snapshot"> & {needs: Analysis["needs"]};
