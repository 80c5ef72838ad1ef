/**
 * Whether a text is one SELECT over the snapshot's tables, judged by the engine's own parser: `json_serialize_sql` takes
 * nothing but SELECT. The database is locked as well (guarded-database.ts); this gives the short reason first.
 */
import type {Database} from "../../loaders/duckdb.js";

/** Table functions that read nothing. */
const TABLE_FUNCTIONS = new Set(["range", "generate_series", "unnest"]);
/** Functions that tell of the machine or run text as SQL. */
const REFUSED = /^(getenv|current_setting|getvariable|query|query_table|read_.*|parquet_.*|duckdb_.*|pragma_.*|sniff_.*|glob|write_log|json_execute_serialized_sql|sql_auto_complete|nextval|currval)$/;

type Node = Record<string, unknown>;
type Parsed = {error: true; error_message: string} | {error: false; statements: Node[]};

/** Every object inside a parse tree. */
function* nodesIn(value: unknown): Generator<Node> {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) yield value as Node;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

/** Names that `with` gives, anywhere in the statement. */
function withNames(nodes: readonly Node[]): Set<string> {
  const maps = nodes.flatMap(({cte_map}) => ((cte_map as {map?: {key: string}[]} | undefined)?.map ?? []));
  return new Set(maps.map(({key}) => key.toLowerCase()));
}

function tableProblem(node: Node, known: ReadonlySet<string>, tables: ReadonlySet<string>): string | null {
  const [name, schema, catalog] = [node.table_name, node.schema_name, node.catalog_name].map((text) => String(text ?? "").toLowerCase());
  if (catalog || (schema && schema !== "main")) return `only the snapshot's own tables can be read: ${[catalog, schema, name].filter(Boolean).join(".").slice(0, 80)}`;
  return known.has(name) || tables.has(name) ? null : `no such table in the snapshot: ${name.slice(0, 80)}`;
}

function nodeProblem(node: Node, known: ReadonlySet<string>, tables: ReadonlySet<string>): string | null {
  if (node.type === "BASE_TABLE") return tableProblem(node, known, tables);
  if (node.type === "SHOW_REF") return "only SELECT is allowed: the columns of a table are in the resource ledgerline://tables";
  if (node.type === "TABLE_FUNCTION") {
    const name = String((node.function as Node | undefined)?.function_name ?? "").toLowerCase();
    return TABLE_FUNCTIONS.has(name) ? null : `function not allowed: ${name.slice(0, 80)}`;
  }
  const name = String(node.function_name ?? "").toLowerCase();
  return REFUSED.test(name) ? `function not allowed: ${name.slice(0, 80)}` : null;
}

/** Null when the text may run; else what is wrong with it. `tables` are lower case. */
export async function selectProblem(db: Database, sql: string, tables: ReadonlySet<string>): Promise<string | null> {
  const [{parsed: text}] = await db.all("select json_serialize_sql(?::varchar)::varchar as parsed", [sql]);
  const parsed = JSON.parse(String(text)) as Parsed;
  if (parsed.error) return /Only SELECT|CTE needs a SELECT/.test(parsed.error_message) ? "only SELECT is allowed" : parsed.error_message.split("\n")[0];
  if (parsed.statements.length !== 1) return `one statement expected: ${parsed.statements.length} found`;
  const nodes = [...nodesIn(parsed.statements)];
  const known = withNames(nodes);
  for (const node of nodes) {
    const problem = nodeProblem(node, known, tables);
    if (problem) return problem;
  }
  return null;
}
