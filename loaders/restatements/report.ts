/** What changed between two snapshots for a person (sentences) and for machines; `npm run snapshot -- --diff [ID]`. */
import {restatementSentences} from "../../src/model/restatements.js";
import type {Manifest} from "../manifest.js";
import type {Snapshot} from "../snapshot.js";
import {keptIds, readManifest, snapshotDir} from "../store.js";
import {type RecordedComparison, allAlerts, compareWith} from "./record.js";

/** The kept snapshot whose id starts with `text`. Throws a sentence when there is none, or more than one. */
function findKept(root: string, text: string): {dir: string; manifest: Manifest} {
  const ids = keptIds(root);
  const found = ids.filter((id) => id.startsWith(text));
  if (found.length !== 1) throw new Error(`${found.length ? "more than one snapshot starts with" : "no such snapshot"}: ${text} (kept are ${ids.join(", ")})`);
  return {dir: snapshotDir(root, found[0]), manifest: readManifest(root, found[0])!};
}

/** The comparison of `snapshot` with the kept snapshot `text`, or the stored one with what was in use before. */
export const comparisonOf = async (root: string, snapshot: Snapshot, text?: string): Promise<RecordedComparison> =>
  text ? compareWith(findKept(root, text), snapshot) : snapshot.comparison;

/** A heading, one sentence for each changed month, and the alerts. */
export function diffLines({id, manifest}: Snapshot, comparison: RecordedComparison): string[] {
  const {compared_with: before, months, rows, note} = comparison;
  const alerts = allAlerts(manifest, comparison).map(({sentence}) => `  alert: ${sentence}`);
  if (!before) return [`Snapshot ${id}: ${note}.`, ...alerts];
  const restated = months.filter(({restated_cells}) => restated_cells).length;
  const counts = months.length ? `${restated} restated, ${months.length - restated} still filling up` : "no usage month has changed";
  return [`Snapshot ${id} compared with ${before.id} (as of ${before.as_of}, built ${before.built_at.slice(0, 16).replace("T", " ")} UTC): ${counts}.`, ...restatementSentences(months, rows).map((sentence) => `  ${sentence}`), ...alerts];
}

/** The same as one object; amounts are exact decimal text. */
export function diffJson({id, manifest}: Snapshot, comparison: RecordedComparison): object {
  const {compared_with, months, rows, note} = comparison;
  const {built_at, as_of, data_through} = manifest;
  return {
    success: true,
    data: {snapshot_id: id, compared_with, months, changes: rows, sentences: restatementSentences(months, rows), alerts: allAlerts(manifest, comparison)},
    metadata: {snapshot_id: id, built_at, as_of, data_through, sources: ["statement_lines", "payments", "arrivals", "approvals"], calculation: "earnings of every usage month × distributor × platform × store × artist × currency in both snapshots; restated: complete by the older snapshot's lags, or a reporting date that was there before; else arrived"},
    warnings: note ? [note] : []
  };
}
