/**
 * The yardstick of loading: DuckDB's own copy of one CSV to Parquet and nothing else, as `bare-copy.ts CSV PARQUET`.
 * Prints the seconds the COPY itself took.
 */
import {literal, openDatabase} from "../../loaders/duckdb.js";

const [csv, parquet] = process.argv.slice(2);
const db = await openDatabase();
const started = performance.now();
await db.run(`copy (from read_csv(${literal(csv)})) to ${literal(parquet)} (format parquet)`);
console.log(`copy ${((performance.now() - started) / 1000).toFixed(4)} s`);
db.close();
