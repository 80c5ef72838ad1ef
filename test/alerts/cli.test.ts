/** `npm run alerts`: what it prints, its JSON and its exit codes. */
import {spawnSync} from "node:child_process";
import {join} from "node:path";
import {expect, test} from "vitest";
import {place, type Place} from "../snapshot/folder.js";

const run = ({dataDir, outDir}: Place, ...options: string[]) =>
  spawnSync(process.execPath, ["loaders/site/run.mjs", "alerts", ...options], {encoding: "utf8", env: {...process.env, LEDGERLINE_DATA: dataDir, LEDGERLINE_SNAPSHOTS: outDir}});

const ruleOf = (severity: string, days: number) => `rules:\n  - id: silent\n    name: Silent feed\n    severity: ${severity}\n    conditions:\n      - {kind: missing_feed, feed: daily_streams, days: ${days}}\n`;

/** Thirty days of 100 streams; the feed stops on 30 January, ten days before the as-of date. */
function folder(): Place {
  const here = place();
  const rows = Array.from({length: 30}, (_, i) => `2024-01-${String(i + 1).padStart(2, "0")},100,0,100,distrokid`);
  here.write("tidy_daily_streams.csv", `date,spotify_streams,apple_streams,combined_streams,source\n${rows.join("\n")}\n`);
  here.write("workspace.json", '{"as_of": "2024-02-09"}');
  return here;
}

test("a severe open alert is printed with figure, rule and evidence, and exits 1", () => {
  const here = folder();
  here.write("alerts.yaml", ruleOf("severe", 10));
  const {status, stdout, stderr} = run(here);
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(/^1 open alert, 1 severe; 1 rules, as of 2024-02-09, snapshot \w+\n\nsevere: Silent feed\n {2}The daily feed of DistroKid: nothing for 10 days, since 30 Jan 2024; 10 are the limit\.\n {2}since 9 Feb 2024, fired 1 time so far, last on 9 Feb 2024\n {2}→ \.\/streaming\.html\?distributor=distrokid&period=30d\n$/);
});

test("--json is one object; a warning exits 0", () => {
  const here = folder();
  here.write("alerts.yaml", ruleOf("warning", 3));
  const {status, stdout} = run(here, "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    success: true, warnings: [], metadata: {as_of: "2024-02-09"},
    data: {file: "alerts.yaml", is_severe: false, alerts: [{rule_id: "silent", subject: "daily_streams distrokid", state: "open", value: 10, compare: 3, unit: "days", since_on: "2024-02-02", fired_on: "2024-02-02", fired_count: 1}]}
  });
});

test("--try says when rules of another file would have fired, and saves nothing", () => {
  const here = folder();
  here.write("alerts.yaml", "rules: []\n");
  here.write("other.json", JSON.stringify({rules: [{id: "s", name: "S", severity: "severe", cooldown_days: 4, conditions: [{kind: "missing_feed", feed: "daily_streams", days: 2}]}]}));
  const {status, stdout} = run(here, "--try", join(here.dataDir, "other.json"));
  expect(status).toBe(1);
  expect(stdout).toContain("Would have fired 3 times in 1 Jan 2024 – 9 Feb 2024: 1 Feb 2024 (daily streams, DistroKid), 5 Feb 2024 (daily streams, DistroKid), 9 Feb 2024 (daily streams, DistroKid).");
  const json = JSON.parse(run(here, "--try", join(here.dataDir, "other.json"), "--json").stdout);
  expect(json.data.rules[0].firings.map(({fired_on}: {fired_on: string}) => fired_on)).toEqual(["2024-02-01", "2024-02-05", "2024-02-09"]);
  expect(run(here).stdout).toMatch(/^No open alerts; 0 rules/);
});

test("a rule that cannot be used is a sentence and exits 1, and so is a file that is not there", () => {
  const here = folder();
  here.write("alerts.yaml", `${ruleOf("info", 99)}  - id: broken\n`);
  const {status, stdout} = run(here);
  expect(status).toBe(1);
  expect(stdout).toContain("problem: alerts.yaml line 7: rule broken: name: expected string, received undefined; this rule is not in use");
  const missing = run(here, "--try", join(here.dataDir, "nowhere.yaml"), "--json");
  expect([missing.status, JSON.parse(missing.stdout).success]).toEqual([1, false]);
  expect(run(here, "--tyr").status).toBe(1);
});
