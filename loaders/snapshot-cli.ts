/**
 * `npm run snapshot`: builds the snapshot of LEDGERLINE_DATA and says what happened. Exits 1 when there is none.
 * `-- --diff [ID]` says what changed since the snapshot before, or since the kept snapshot ID; `--json` for machines.
 */
import {parseArgs} from "node:util";
import {dataDir, snapshotRoot} from "./paths.js";
import {comparisonOf, diffJson, diffLines} from "./restatements/report.js";
import {type Snapshot, SnapshotError, buildSnapshot} from "./snapshot.js";

const {values, positionals} = parseArgs({options: {diff: {type: "boolean"}, json: {type: "boolean"}}, allowPositionals: true, strict: false});
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(2);

function sayWhatWasBuilt({id, manifest, comparison, cached}: Snapshot, started: number): void {
  for (const {severity, sentence} of [...manifest.problems, ...comparison.alerts]) console.log(`  ${severity === "reject" ? "rejected" : "note"}: ${sentence}`);
  for (const {file, note} of manifest.inputs.filter(({status, note}) => status === "loaded" && note)) console.log(`  note: ${file}: ${note}`);
  const restated = comparison.months.filter(({restated_cells}) => restated_cells).length;
  if (restated && !cached) console.log(`  note: ${restated} past month${restated > 1 ? "s were" : " was"} restated since snapshot ${comparison.compared_with!.id}: npm run snapshot -- --diff`);
  const lines = manifest.tables.find(({name}) => name === "statement_lines")?.rows ?? 0;
  console.log(`Snapshot ${id}${cached ? " (unchanged)" : ""}: ${lines.toLocaleString("en")} statement lines, data through ${manifest.data_through ?? "no date"}, ${seconds(started)} s`);
}

try {
  const started = performance.now();
  if (values.diff) {
    const snapshot = await buildSnapshot({dataDir, outDir: snapshotRoot});
    const comparison = await comparisonOf(snapshotRoot, snapshot, typeof values.diff === "string" ? values.diff : positionals[0]);
    console.log(values.json ? JSON.stringify(diffJson(snapshot, comparison), null, 1) : diffLines(snapshot, comparison).join("\n"));
  } else {
    console.log(`Reading ${dataDir}`);
    sayWhatWasBuilt(await buildSnapshot({dataDir, outDir: snapshotRoot, log: console.log}), started);
  }
} catch (error) {
  const problems = error instanceof SnapshotError ? error.problems.map(({sentence}) => sentence) : [error instanceof Error ? error.message : String(error)];
  if (values.diff && values.json) console.log(JSON.stringify({success: false, error: problems.join("; "), suggestions: ["Mend what is named and run this again; the last good snapshot stays in use."]}, null, 1));
  else {
    for (const sentence of problems) console.error(`  problem: ${sentence}`);
    console.error(values.diff ? "Nothing was compared." : "No new snapshot. The last good one, if there is one, stays in use.");
  }
  process.exitCode = 1;
}
