/** Scores of datasets over the kept snapshots, ready for a table: one row per dataset, one score per snapshot. */
import type {QualityStatus} from "./quality-thresholds.js";

export interface SnapshotScore {
  snapshot_id: string;
  built_at: Date;
  as_of: Date;
  dataset: string;
  label: string;
  score: number;
  status: QualityStatus;
}

export interface HistorySnapshot {
  snapshot_id: string;
  built_at: Date;
  as_of: Date;
}

export interface HistoryRow {
  dataset: string;
  label: string;
  /** In the order of the snapshots; null where the dataset was not loaded. */
  scores: ({score: number; status: QualityStatus} | null)[];
  /** Points against the snapshot before; null when one of the two has no score. */
  change: number | null;
}

/** Snapshots oldest first, and a row for each dataset in order of its name. */
export function qualityHistory(scores: readonly SnapshotScore[]): {snapshots: HistorySnapshot[]; rows: HistoryRow[]} {
  const byId = new Map(scores.map(({snapshot_id, built_at, as_of}) => [snapshot_id, {snapshot_id, built_at, as_of}]));
  const snapshots = [...byId.values()].sort((a, b) => Number(a.built_at) - Number(b.built_at));
  const labels = new Map(scores.map(({dataset, label}) => [dataset, label]));
  const rows = [...labels].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([dataset, label]) => {
    const own = snapshots.map(({snapshot_id}) => scores.find((one) => one.dataset === dataset && one.snapshot_id === snapshot_id) ?? null);
    const [before, now] = [own.at(-2), own.at(-1)];
    return {
      dataset, label, scores: own.map((one) => one && {score: one.score, status: one.status}),
      change: before && now ? Math.round((now.score - before.score) * 10) / 10 : null
    };
  });
  return {snapshots, rows};
}
