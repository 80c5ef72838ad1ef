import {spawnSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {place} from "./folder.js";

test("npm run snapshot -- --diff says what changed, against the snapshot before or a kept one", async () => {
  const here = place("sample");
  const run = (...options: string[]) => spawnSync(process.execPath, ["loaders/site/run.mjs", "snapshot", ...options], {encoding: "utf8", env: {...process.env, LEDGERLINE_DATA: here.dataDir, LEDGERLINE_SNAPSHOTS: here.outDir}});
  const first = await here.build();
  const alone = run("--diff");
  expect([alone.status, alone.stdout]).toEqual([0, `Snapshot ${first.id}: there is no earlier snapshot to compare with.\n`]);
  const path = join(here.dataDir, "dk_bank_details.csv");
  const lines = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, lines.toSpliced(5000, 1).join("\n"));
  const [month, store] = [lines[5000].split(",")[1], lines[5000].split(",")[2]];
  const {status, stdout} = run("--diff");
  const [heading, sentence, ...more] = stdout.trimEnd().split("\n");
  expect([status, more]).toEqual([0, []]);
  expect(heading).toMatch(new RegExp(`^Snapshot [0-9a-f]{12} compared with ${first.id} \\(as of 2025-11-20, built .* UTC\\): 1 restated, 0 still filling up\\.$`));
  expect(sentence).toContain(`was restated: `);
  expect(sentence).toContain(`(1 line removed): ${store}, `);
  const json = JSON.parse(run("--diff", first.id.slice(0, 6), "--json").stdout);
  expect(json).toMatchObject({success: true, warnings: [], data: {compared_with: {id: first.id}, alerts: [], changes: [{kind: "restated", usage_month: `${month}-01`, store, lines_added: 0, lines_removed: 1}], sentences: [sentence.trim()]}});
  const unknown = run("--diff", "nothing", "--json");
  expect([unknown.status, JSON.parse(unknown.stdout).error]).toEqual([1, `no such snapshot: nothing (kept are ${json.data.snapshot_id}, ${first.id})`]);
});
