/** Some values of each column of a table, for the schema tree. */
import {session} from "../engine/session.js";
import {loadTables, tablesIn} from "../engine/tables.js";
import {startEngine} from "../engine/connect.js";
import {shownCell} from "../model/result-text.js";
import {kindOfType} from "../model/result.js";
import type {SchemaTable} from "../model/sql-schema.js";
import {quoteName} from "../model/sql-tokens.js";

const ROWS = 2000;
const VALUES = 3;
const LONGEST = 24;

/** Up to three different values of each column, from the first rows; "" where all are null. */
export async function samplesOf({name, columns}: SchemaTable): Promise<string[]> {
  const {ask} = await session();
  await loadTables(startEngine(), tablesIn(name));
  const rows = await ask(`select ${columns.map((column) => `${quoteName(column.name)}::varchar`).join(", ")} from ${quoteName(name)} limit ${ROWS}`);
  return columns.map((column, j) => {
    const found = new Set<string>();
    for (const row of rows) {
      if (row[j] !== null && row[j] !== "") found.add(shownCell(row[j], {...column, kind: kindOfType(column.type)}));
      if (found.size === VALUES) break;
    }
    return [...found].map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)).join(", ");
  });
}
