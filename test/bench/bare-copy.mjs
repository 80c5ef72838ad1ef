/**
 * The yardstick of loading: DuckDB's own copy of one CSV to Parquet and nothing else, as `bare-copy.mjs CSV PARQUET`. Plain JavaScript, so
 * that it starts as fast as it can. Prints the seconds the COPY itself took.
 */
import {DuckDBInstance} from "@duckdb/node-api";

const literal = (text) => `'${text.replaceAll("'", "''")}'`;
const [csv, parquet] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const started = performance.now();
await connection.run(`copy (from read_csv(${literal(csv)})) to ${literal(parquet)} (format parquet)`);
console.log(`copy ${((performance.now() - started) / 1000).toFixed(4)} s`);
