/** What the SQL page keeps on the machine and puts into links, checked when it is read back. Pure. */
import {z} from "zod";
import {ChartSpec} from "./chart-spec.js";

const text = z.string().max(200_000);

export const SqlTab = z.object({id: z.number().int(), text, chart: ChartSpec.nullable().default(null), shows: z.enum(["table", "chart"]).default("table")});
export type SqlTab = z.infer<typeof SqlTab>;

export const SqlTabs = z.object({tabs: z.array(SqlTab).min(1).max(50), active: z.number().int()});
export type SqlTabs = z.infer<typeof SqlTabs>;

/** A statement that was run; `rows` is null for changes, `problem` null when it went well. `at` is an ISO instant. */
export const HistoryEntry = z.object({sql: text, at: z.string().max(40), ms: z.number().nullable(), rows: z.number().nullable(), problem: z.string().max(2000).nullable()});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const SqlHistory = z.array(HistoryEntry).max(500);

const HISTORY_LENGTH = 200;

/** The history with an entry in front; the same statement run again takes its earlier place. */
export const withEntry = (history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] =>
  [entry, ...history.filter(({sql}) => sql !== entry.sql)].slice(0, HISTORY_LENGTH);

/** A figure in a link: the statement, how it is shown, and the snapshot it was seen on. */
export const SqlLink = z.strictObject({sql: text, chart: ChartSpec.nullable().default(null), snapshot: z.string().max(100).default("")});
export type SqlLink = z.infer<typeof SqlLink>;

/** The first line's comment, else a number: what a tab is called. */
export function tabName({text, id}: Pick<SqlTab, "text" | "id">): string {
  const said = /^\s*--[ \t]*(\S[^\n]*)/.exec(text)?.[1].trim();
  return said ? (said.length > 28 ? `${said.slice(0, 27)}…` : said) : `Query ${id}`;
}

/** Values of `schema` from JSON text; `fallback` for anything else, as what is stored may be of another version or broken. */
export function readStored<T>(schema: z.ZodType<T>, json: string | null, fallback: T): T {
  try {
    const parsed = schema.safeParse(JSON.parse(json ?? ""));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}
