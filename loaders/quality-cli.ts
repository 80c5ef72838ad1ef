/** `npm run quality`: how good the data of LEDGERLINE_DATA is, as sentences with actions; `--json` for machines. Exits 1 when a dataset is failing or nothing can be read. */
import {dataDir, snapshotRoot} from "./paths.js";
import {readQuality, reportLines} from "./quality/report.js";
import {SnapshotError, buildSnapshot} from "./snapshot.js";

const isJson = process.argv.includes("--json");

try {
  const snapshot = await buildSnapshot({dataDir, outDir: snapshotRoot});
  const report = await readQuality(snapshot);
  const {id, built_at, as_of, data_through} = snapshot.manifest;
  const metadata = {snapshot_id: id, built_at, as_of, data_through, sources: ["quality_scores", "quality_checks"]};
  const {isFailing, ...data} = report;
  if (isJson) console.log(JSON.stringify({success: true, data: {...data, is_failing: isFailing}, metadata, warnings: []}, null, 1));
  else console.log(reportLines(report, snapshot.manifest).join("\n"));
  if (isFailing) process.exitCode = 1;
} catch (error) {
  const problems = error instanceof SnapshotError ? error.problems.map(({sentence}) => sentence) : [error instanceof Error ? error.message : String(error)];
  if (isJson) console.log(JSON.stringify({success: false, error: problems.join("; "), suggestions: ["Mend the file and run this again; the last good snapshot stays in use."]}, null, 1));
  else for (const sentence of problems) console.error(`  problem: ${sentence}`);
  process.exitCode = 1;
}
