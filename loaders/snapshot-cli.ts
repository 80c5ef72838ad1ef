/** `npm run snapshot`: builds the snapshot of LEDGERLINE_DATA and says what happened. Exits 1 when there is none. */
import {dataDir, snapshotRoot} from "./paths.js";
import {SnapshotError, buildSnapshot} from "./snapshot.js";

try {
  const started = performance.now();
  console.log(`Reading ${dataDir}`);
  const {id, manifest, cached} = await buildSnapshot({dataDir, outDir: snapshotRoot, log: console.log});
  for (const {severity, sentence} of manifest.problems) console.log(`  ${severity === "reject" ? "rejected" : "note"}: ${sentence}`);
  for (const {file, note} of manifest.inputs.filter(({status, note}) => status === "loaded" && note)) console.log(`  note: ${file}: ${note}`);
  const lines = manifest.tables.find(({name}) => name === "statement_lines")?.rows ?? 0;
  console.log(`Snapshot ${id}${cached ? " (unchanged)" : ""}: ${lines.toLocaleString("en")} statement lines, data through ${manifest.data_through ?? "no date"}, ${((performance.now() - started) / 1000).toFixed(2)} s`);
} catch (error) {
  if (error instanceof SnapshotError) for (const {sentence} of error.problems) console.error(`  problem: ${sentence}`);
  else console.error(`  problem: ${error instanceof Error ? error.message : String(error)}`);
  console.error("No new snapshot. The last good one, if there is one, stays in use.");
  process.exitCode = 1;
}
