import {spawnSync} from "node:child_process";
import {expect, test} from "vitest";
import {place} from "../snapshot/folder.js";

const run = ({dataDir, outDir}: {dataDir: string; outDir: string}, ...options: string[]) =>
  spawnSync(process.execPath, ["loaders/site/run.mjs", "quality", ...options], {encoding: "utf8", env: {...process.env, LEDGERLINE_DATA: dataDir, LEDGERLINE_SNAPSHOTS: outDir}});

test("npm run quality says what is wrong and exits 1 on a failing dataset", () => {
  const here = place();
  here.write("royalty_splits.csv", "artist,isrc,party,share_ppm\nA,,label,200000\n");
  const {status, stdout, stderr} = run(here);
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toContain("Royalty splits: failing, 54.5 of 100; 1 of 3 checks need a look. (validity 100, uniqueness 100, consistency 0)\n  blocks a publish: Royalty splits: 0 of 1 sets of shares add up to exactly 1,000,000 parts; the others: A (200000).\n    → Mend these shares in royalty_splits.csv; nothing is split by them until then.\n");
});

test("--json prints one object, and exits 0 when nothing fails", () => {
  const here = place();
  here.write("workspace.json", '{"as_of": "2025-01-02"}');
  here.write("goals.csv", "metric,period,target,scope\nstreams,2025,10,label\n");
  const {status, stdout} = run(here, "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    success: true, metadata: {as_of: "2025-01-02"}, warnings: [],
    data: {is_failing: false, datasets: [{dataset: "goals", status: "healthy", score: 100, row_count: 1, checks: [{check_id: "rejected"}, {check_id: "repeated"}]}]}
  });
});

test("a folder that cannot be read is a refusal", () => {
  const here = place();
  here.write("payouts.csv", "distributor,amount\n");
  const {status, stdout} = run(here, "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({success: false, error: 'payouts.csv line 1: missing columns "paid_on", "currency"; found distributor, amount'});
});
