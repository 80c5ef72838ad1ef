/** Writes the sample data: `tsx data/generate.ts [--rows N] [--out DIR] [--seed S]`. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DEFAULT_ROWS, DEFAULT_SEED } from "./generate/config.js";
import { generateWorkspace } from "./generate/workspace.js";

const CURATED = fileURLToPath(new URL("./curated", import.meta.url));

function readCount(text: string, name: string, least: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < least) {
    throw new Error(`--${name} must be a whole number from ${least}: ${text}`);
  }
  return count;
}

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: String(DEFAULT_ROWS) },
    out: { type: "string", default: CURATED },
    seed: { type: "string", default: String(DEFAULT_SEED) },
  },
});
const out = resolve(values.out);
const rows = readCount(values.rows, "rows", 1_000);
const totals = generateWorkspace({ rows, out, seed: readCount(values.seed, "seed", 0) });
console.log(`${totals.rows.toLocaleString("en")} statement lines written to ${out}`);
