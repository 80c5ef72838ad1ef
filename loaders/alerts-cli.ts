/**
 * `npm run alerts`: the alerts of LEDGERLINE_DATA, the most severe first; `--json` for machines. Exits 1 when a severe one
 * is open or a rule cannot be used, because a rule that says nothing is not a quiet one. `--try FILE` replays the rules
 * of another file over the history and exits 1 by the same measure; nothing is saved.
 */
import {parseArgs} from "node:util";
import {alertReport, plainAlert, plainFiring, reportLines, servedOverview, triedLines, tryRules} from "./alerts/report.js";
import {dataDir, snapshotRoot} from "./paths.js";
import {SnapshotError, buildSnapshot, type Snapshot} from "./snapshot.js";

/** What both ways of asking print and answer. */
interface Answer {
  lines: string[];
  data: Record<string, unknown>;
  problems: string[];
  isSevere: boolean;
}

async function answer({id, manifest}: Snapshot, path: string | undefined): Promise<Answer> {
  const overview = servedOverview(snapshotRoot, id);
  if (path !== undefined) {
    const tried = await tryRules(path, overview, snapshotRoot, id);
    const {file, rules, alerts, problems, isSevere} = tried;
    return {lines: triedLines(tried), problems, isSevere, data: {file, rules: rules.map((rule) => ({...rule, firings: rule.firings.map(plainFiring)})), alerts: alerts.map(plainAlert)}};
  }
  const report = alertReport(overview, manifest);
  return {lines: reportLines(report, manifest), problems: report.problems, isSevere: report.isSevere, data: {file: overview.alert_file ?? null, rules: report.rules, alerts: report.alerts.map(plainAlert)}};
}

let isJson = process.argv.includes("--json");
try {
  const {values} = parseArgs({options: {json: {type: "boolean"}, try: {type: "string"}}});
  isJson = values.json ?? false;
  const snapshot = await buildSnapshot({dataDir, outDir: snapshotRoot});
  const {lines, data, problems, isSevere} = await answer(snapshot, values.try);
  const {id, built_at, as_of, data_through} = snapshot.manifest;
  const metadata = {snapshot_id: id, built_at, as_of, data_through, sources: ["alerts", "alert_history"]};
  console.log(isJson ? JSON.stringify({success: true, data: {...data, is_severe: isSevere}, metadata, warnings: problems}, null, 1) : lines.join("\n"));
  if (isSevere || problems.length) process.exitCode = 1;
} catch (error) {
  const problems = error instanceof SnapshotError ? error.problems.map(({sentence}) => sentence) : [error instanceof Error ? error.message : String(error)];
  if (isJson) console.log(JSON.stringify({success: false, error: problems.join("; "), suggestions: ["Mend what is named and run this again; the last good snapshot stays in use."]}, null, 1));
  else for (const sentence of problems) console.error(`  problem: ${sentence}`);
  process.exitCode = 1;
}
