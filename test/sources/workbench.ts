/** A data folder in a temporary place, loaded without marts: what the contract tests look at. */
import {mkdtempSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {type Database, type Row, openDatabase} from "../../loaders/duckdb.js";
import {type InputFile, listInputs, readInputs} from "../../loaders/inputs.js";
import {readMappings} from "../../loaders/mappings.js";
import {type Loaded, loadInputs} from "../../loaders/sources/load.js";

export interface LoadedFolder extends Loaded {
  rows(sql: string): Promise<Row[]>;
  quarantine: Row[];
  inputs: InputFile[];
}

/** Writes `files` (name → content) into a new folder, loads it (`options` are DuckDB's), runs `look` and removes everything. */
export async function withFolder<T>(files: Record<string, string | Buffer>, look: (folder: LoadedFolder) => Promise<T>, options: Record<string, string> = {}): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "ledgerline-"));
  const db: Database = await openDatabase(":memory:", options);
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, "data", name)), {recursive: true});
      writeFileSync(join(dir, "data", name), content);
    }
    mkdirSync(join(dir, "data"), {recursive: true});
    const inputs: InputFile[] = [];
    const mappings = readMappings(join(dir, "data"));
    for (const name of listInputs(join(dir, "data"))) inputs.push(...(await readInputs(join(dir, "data"), name, join(dir, "work"), mappings)));
    const loaded = await loadInputs(db, inputs, () => {}, {mappings});
    const quarantine = await db.all("from quarantine_rows order by file, line, column_name");
    return await look({...loaded, quarantine, inputs, rows: (sql) => db.all(sql)});
  } finally {
    db.close();
    rmSync(dir, {recursive: true, force: true});
  }
}
