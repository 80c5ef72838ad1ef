/** `npm run worklist`: what has to be asked about money, with its state; `set` writes a state into worklist.csv of LEDGERLINE_DATA. */
import {parseDay} from "../src/model/days.js";
import {formatMoney} from "../src/model/format.js";
import {isPending, type WorkItem} from "../src/model/work-items.js";
import {dataDir, snapshotRoot} from "./paths.js";
import {readSettings} from "./settings.js";
import {SnapshotError, buildSnapshot} from "./snapshot.js";
import {readArguments, type WorklistArguments} from "./worklist/arguments.js";
import {worklistOf} from "./worklist/items.js";
import {saveChange} from "./worklist/save.js";

const describe = (item: WorkItem): string => {
  const amount = item.isSettled ? "settled" : `${item.isEstimate ? "≈ " : ""}${formatMoney(item.amount, item.currency)}`;
  return `${item.state.padEnd(10)} ${amount.padStart(16)}  ${item.id}\n${" ".repeat(12)}${item.sentence}${item.note ? ` Note: ${item.note}${item.updated_by ? ` (${item.updated_by})` : ""}.` : ""}`;
};

async function print({json, all}: WorklistArguments): Promise<void> {
  const {dir, manifest} = await buildSnapshot({dataDir, outDir: snapshotRoot});
  const {items, currency} = await worklistOf(dir);
  const shown = all ? items : items.filter((item) => !item.isSettled && isPending(item.state));
  if (json) return void console.log(JSON.stringify({success: true, data: shown, metadata: {snapshot_id: manifest.id, built_at: manifest.built_at, as_of: manifest.as_of, data_through: manifest.data_through, currency, sources: ["statement_matches", "reconciliation", "payments", "monthly_revenue", "worklist"]}, warnings: []}, null, 1));
  console.log(`${shown.length} of ${items.length} items${all ? "" : " are open or asked"}, as of ${manifest.as_of}`);
  for (const item of shown) console.log(describe(item));
}

async function change({item, state, note, by, on}: NonNullable<WorklistArguments["change"]>): Promise<void> {
  const {dir} = await buildSnapshot({dataDir, outDir: snapshotRoot});
  const {items} = await worklistOf(dir);
  if (!items.some(({id}) => id === item)) throw new Error(`unknown item: ${item} (npm run worklist -- --all lists them)`);
  if (readSettings(dataDir).sample) console.error("note: this is the sample; set LEDGERLINE_DATA to work on your own folder");
  const file = saveChange(dataDir, {item, state, note, updated_by: by, updated_on: parseDay(on)!});
  console.log(`${item} is ${state} since ${on}, written to ${file}; the next snapshot reads it.`);
}

const isJson = process.argv.includes("--json");
try {
  const read = readArguments(process.argv.slice(2), new Date());
  await (read.change ? change(read.change) : print(read));
} catch (error) {
  const problems = error instanceof SnapshotError ? error.problems.map(({sentence}) => sentence) : [error instanceof Error ? error.message : String(error)];
  if (isJson) console.log(JSON.stringify({success: false, error: problems.join("; "), suggestions: ["npm run worklist -- --all lists every item"]}, null, 1));
  else for (const sentence of problems) console.error(`  problem: ${sentence}`);
  process.exitCode = 1;
}
