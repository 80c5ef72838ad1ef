import {createHash} from "node:crypto";
import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {comparisonDir, snapshotDir} from "../../loaders/store.js";
import {place, query} from "../snapshot/folder.js";

const goals = (share: number) => `metric,period,target,scope\nstreams,2025,${share},label\n`;
const splits = (parts: number) => `artist,isrc,party,share_ppm\nA,,label,${parts}\n`;
/** It lies beside the snapshot, with the comparison. */
const beside = ({dir, id}: {dir: string; id: string}) => comparisonDir(join(dir, "../.."), id);
const history = (snapshot: {dir: string; id: string}) => query({dir: beside(snapshot)}, "select snapshot_id, built_at::varchar as built_at, as_of::varchar as as_of, dataset, label, score, status from {quality_history} order by built_at, dataset");
const hash = (dir: string, table: string) => createHash("sha256").update(readFileSync(join(dir, `${table}.parquet`))).digest("hex");

test("a snapshot carries the scores of those before it, with when they were built", async () => {
  const here = place();
  here.write("royalty_splits.csv", splits(200_000));
  const first = await here.build("2025-01-01");
  expect(await history(first)).toEqual([]);
  here.write("royalty_splits.csv", splits(1_000_000));
  const second = await here.build("2025-01-01");
  const built_at = first.manifest.built_at.replace("T", " ").replace("Z", "").replace(/\.?0+$/, "");
  expect(await history(second)).toEqual([{snapshot_id: first.id, built_at: expect.stringContaining(built_at), as_of: "2025-01-01", dataset: "royalty_splits", label: "Royalty splits", score: 54.5, status: "failing"}]);
  const third = await here.build("2025-01-02");
  expect((await history(third)).map(({snapshot_id, status}) => [snapshot_id, status])).toEqual([[first.id, "failing"], [second.id, "healthy"]]);
});

test("with its own scores that is seven, and an unchanged folder is still a cache hit", async () => {
  const here = place();
  here.write("goals.csv", goals(10));
  for (let day = 1; day <= 9; ++day) await here.build(`2025-01-0${day}`);
  const last = await here.build("2025-01-09");
  expect(last.cached).toBe(true);
  expect((await history(last)).map(({as_of}) => as_of)).toEqual(["2025-01-03", "2025-01-04", "2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08"]);
});

test("the same kept snapshots give the same bytes, and no other table depends on them", async () => {
  const here = place();
  here.write("goals.csv", goals(10));
  const earlier = await here.build("2025-01-01");
  const make = async () => {
    const snapshot = await here.build("2025-01-02");
    const {dir, manifest} = snapshot;
    const hashes = {tables: Object.fromEntries(manifest.tables.map(({name}) => [name, hash(dir, name)])), history: hash(beside(snapshot), "quality_history")};
    for (const one of [dir, beside(snapshot)]) rmSync(one, {recursive: true});
    return hashes;
  };
  const once = await make();
  expect(once.tables).not.toHaveProperty("quality_history");
  expect(await make()).toEqual(once);
  rmSync(earlier.dir, {recursive: true});
  const {tables, history} = await make();
  expect(history).not.toBe(once.history);
  expect(tables).toEqual(once.tables);
});

test("snapshots of another folder are no history of this one, and a damaged one stops nothing", async () => {
  const [here, there] = [place(), place()];
  here.write("goals.csv", goals(10));
  there.write("goals.csv", goals(20));
  await buildSnapshot({dataDir: there.dataDir, outDir: here.outDir});
  const damaged = await here.build("2025-01-01");
  writeFileSync(join(snapshotDir(here.outDir, damaged.id), "quality_scores.parquet"), "no parquet");
  expect(await history(await here.build("2025-01-02"))).toEqual([]);
  expect((await history(await here.build("2025-01-03"))).map(({as_of}) => as_of)).toEqual(["2025-01-02"]);
});
