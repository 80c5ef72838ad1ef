/** Alerts as the snapshot holds them: tables, overview.json, bad files, and what a comparison adds. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {servedFiles} from "../../loaders/store.js";
import {readAlertFacts} from "../../src/model/alert-facts.js";
import {defaultRules} from "../../src/model/alert-defaults.js";
import {latePayments} from "../../src/model/alert-payments.js";
import {readAlerts} from "../../src/model/alert-report.js";
import {rulesText} from "../../src/model/alert-text.js";
import {evaluateRules, recentDays} from "../../src/model/alerts.js";
import {addDays, parseDay} from "../../src/model/days.js";
import {readOverview} from "../../src/model/overview-data.js";
import {outstandingOn} from "../../src/model/overview-payments.js";
import {bothEngines} from "../harness/wasm-node.js";
import {firingsSince} from "../../src/engine/queries/alerts.js";
import {place, query, readJson} from "./folder.js";

test("the sample ships the default rules, and its tables hold what they find", async () => {
  expect(readFileSync("data/curated/alerts.yaml", "utf8")).toBe(rulesText(defaultRules));
  const {dir, manifest} = await place("sample").build();
  const overview = readJson(dir, "overview.json");
  expect([overview.alert_file, overview.alert_rules]).toEqual(["alerts.yaml", defaultRules]);
  const facts = readAlertFacts(overview);
  const {alerts, firings} = evaluateRules(defaultRules, facts, recentDays(facts));
  const open = readAlerts(overview);
  expect(open).toEqual(alerts);
  expect(open.length).toBeGreaterThan(0);
  const rows = await query({dir}, "select rule_id, subject, fired_on::varchar as fired_on, value from {alert_history} order by fired_on, rule_id, subject");
  expect(rows).toHaveLength(firings.length);
  expect(await query({dir}, "select rule_id, subject, state, value, fired_count::integer as fired_count from {alerts} order by rule_id, subject")).toEqual(
    open.map(({rule_id, subject, state, value, fired_count}) => ({rule_id, subject, state, value, fired_count})).sort((a, b) => (`${a.rule_id} ${a.subject}` < `${b.rule_id} ${b.subject}` ? -1 : 1)));
  for (const name of ["alerts", "alert_history"]) expect(manifest.tables.find((table) => table.name === name)!.columns.every(({description}) => description)).toBe(true);
});

test("the query of the page answers alike on both engines", async () => {
  const {dir} = await place("sample").build();
  const {sql} = firingsSince("0001-01-01");
  const {native, wasm} = await bothEngines(sql.replace("?", "'0001-01-01'"), {alert_history: join(dir, "alert_history.parquet")});
  expect(wasm).toEqual(native);
  expect(wasm.length).toBeGreaterThan(5);
});

test("weekly falls of the sample, by SQL over the file", async () => {
  const here = place("sample");
  const {dir} = await here.build();
  // Weeks without any zero in it or the week before: the rule then is the ratio of two sums.
  const days = await query({dir}, `with feed as (select strptime(date, '%Y-%m-%d')::date as day, combined_streams::integer as n, spotify_streams::integer = 0 or apple_streams::integer = 0 as gap from read_csv('${join(here.dataDir, "tidy_daily_streams.csv")}', all_varchar = true) where source = 'toolost'),
    weeks as (select day, sum(n) over w as now, count(*) over (order by day range between interval 13 days preceding and current row) as days, max(gap::integer) over (order by day range between interval 13 days preceding and current row) as gaps,
      sum(n) over (order by day range between interval 13 days preceding and interval 7 days preceding) as before from feed window w as (order by day range between interval 6 days preceding and current row))
    select day::varchar as day, now::integer as now from weeks where days = 14 and gaps = 0 and now <= 0.8 * before and before >= 5000 order by day`);
  const fired = await query({dir}, "select fired_on::varchar as day, value::integer as now from {alert_history} where rule_id = 'streams-fall' and subject = 'toolost' order by fired_on");
  expect(fired.map(({day}) => day)).toHaveLength(2); // of the last 400 days
  for (const {day, now} of fired) expect(days).toContainEqual({day, now});
});

test("overdue on the day of the snapshot is what the Overview and the Payments page call overdue", async () => {
  const {dir} = await place("sample").build("2025-03-10");
  const overview = readJson(dir, "overview.json");
  const [facts, data] = [readAlertFacts(overview), readOverview(overview)];
  for (const days of [-45, 0, 120]) {
    const asOf = addDays(parseDay("2025-03-10")!, days);
    const judged = {...facts, asOf};
    const late = latePayments(judged, 30, asOf).reduce((sum, {outstanding}) => sum + outstanding, 0);
    expect(late).toBeCloseTo(outstandingOn(data, asOf, "default").overdue, 9);
  }
});

test("a bad rules file is a sentence in the problems, and the snapshot is made all the same", async () => {
  const here = place("sample");
  here.write("alerts.yaml", "rules:\n  - id: a\n");
  const {manifest, dir} = await here.build();
  expect(manifest.problems.filter(({file}) => file === "alerts.yaml").map(({sentence}) => sentence)).toContain("alerts.yaml line 2: rule a: name: expected string, received undefined; this rule is not in use");
  expect(readJson(dir, "overview.json").alert_rules).toEqual([]);
  here.write("alerts.json", "{}");
  const both = await here.build();
  expect(both.manifest.problems.map(({sentence}) => sentence)).toContain("alerts.yaml: stands beside alerts.json; keep one of them, no rule is in use until then");
  expect(both.id).not.toBe(manifest.id);
});

test("a restated month of the snapshot before is an alert of the comparison, and not of the snapshot", async () => {
  const here = place();
  const lines = (amount: string) => `Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)\n2024-02-20,2024-01,Spotify,A,Song,ISRC00000001,1,100,100,Song,US,0,${amount}\n2024-12-20,2024-11,Spotify,A,Song,ISRC00000001,1,100,100,Song,US,0,5\n`;
  here.write("alerts.yaml", "rules:\n  - id: old\n    name: Old\n    severity: warning\n    conditions:\n      - {kind: restatement, percent: 1}\n");
  here.write("dk_bank_details.csv", lines("200"));
  await here.build("2025-01-05");
  here.write("dk_bank_details.csv", lines("190"));
  const {id, dir} = await here.build("2025-01-06");
  expect(readAlerts(readJson(dir, "overview.json"))).toEqual([]);
  const served = servedFiles(here.outDir, id);
  const [alert] = readAlerts(JSON.parse(readFileSync(served.get("overview.json")!, "utf8")));
  expect([alert.subject, alert.value, alert.compare, alert.sentence, alert.evidence]).toEqual(["distrokid 2024-01-01", -10, 200, "Jan 2024 of DistroKid changed since the snapshot before: −USD\u00a010.00, −5.0% of what was known.", "./quality.html#restatements"]);
  expect(served.get("alerts.parquet")).toContain("comparisons");
});

test("what was found before the comparison is not looked for again: the alerts are those of an evaluation from nothing", async () => {
  const here = place("sample");
  const path = join(here.dataDir, "dk_bank_details.csv");
  const text = readFileSync(path, "utf8");
  const before = await here.build();
  here.write("dk_bank_details.csv", text.replace(/^(2023-1.*,)(\d+\.\d+)$/m, "$199$2"));
  const {id} = await here.build();
  const served = () => ["overview.json", "alerts.parquet", "alert_history.parquet"].map((name) => readFileSync(servedFiles(here.outDir, id).get(name)!));
  const once = served();
  expect(readAlerts(JSON.parse(once[0].toString())).some(({rule_id}) => rule_id === "old-month-changed")).toBe(true);
  expect(readAlerts(JSON.parse(once[0].toString())).some(({rule_id}) => rule_id !== "old-month-changed")).toBe(true);
  here.write("dk_bank_details.csv", text);
  expect((await here.build()).id).toBe(before.id); // in use again, so that the next one is compared with it again
  here.write("dk_bank_details.csv", text.replace(/^(2023-1.*,)(\d+\.\d+)$/m, "$199$2"));
  expect((await here.build()).cached).toBe(true);
  expect(served()).toEqual(once);
});
