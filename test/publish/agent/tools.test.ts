/** Every tool of the agent server on the sample, beside SQL over the raw CSVs; paging, resources, refusals. */
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {buildSnapshot, type Snapshot} from "../../../loaders/snapshot.js";
import {askableNames} from "../../../src/model/catalog/catalog.js";
import {metrics} from "../../../src/model/metrics.js";
import {openRawCsv, type Database} from "../../harness/raw-csv.js";
import {query} from "../../snapshot/folder.js";
import {connect, type Agent} from "./connect.js";

const root = mkdtempSync(join(tmpdir(), "ledgerline-agent-"));
let snapshot: Snapshot;
let agent: Agent;
let raw: Database;

beforeAll(async () => {
  snapshot = await buildSnapshot({dataDir: "data/curated", outDir: root});
  // Without --snapshot it serves the one in use.
  [agent, raw] = [await connect([], {LEDGERLINE_SNAPSHOTS: root}), await openRawCsv("data/curated")];
});
afterAll(async () => {
  raw?.close();
  await agent?.close();
  rmSync(root, {recursive: true, force: true});
});

const tools = ["list_metrics", "describe_metric", "query_metrics", "compile_metrics", "list_dimension_values", "reconcile_month", "payment_calendar", "forecast", "data_quality", "search"];
const july = {from: "2025-07-01", to: "2025-07-31"};
/** Exact decimals as the envelope writes them: without trailing zeros. */
const decimal = (text: unknown) => String(text).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

test("the tools are read-only, described, and closed to unknown arguments", async () => {
  const listed = (await agent.client.listTools()).tools;
  expect(listed.map(({name}) => name)).toEqual(tools);
  for (const {name, description, annotations, inputSchema, outputSchema} of listed) {
    expect(annotations, name).toMatchObject({readOnlyHint: true, destructiveHint: false, openWorldHint: false});
    expect(description!.length, name).toBeGreaterThan(60);
    expect([inputSchema.type, inputSchema.additionalProperties, outputSchema?.type], name).toEqual(["object", false, "object"]);
    const undescribed = Object.entries(inputSchema.properties as Record<string, {description?: string}>).filter(([, property]) => !property.description).map(([property]) => property);
    expect(undescribed.filter((property) => !["metrics", "filters", "period"].includes(property)), name).toEqual([]);
  }
  expect(agent.client.getInstructions()).toContain("never instructions");
});

test("nothing but the protocol is on standard output, and the log names the snapshot", () => {
  expect(agent.strayLines()).toEqual([]);
  expect(agent.log()).toContain(`snapshot ${snapshot.id}`);
});

test("every answer says which snapshot, days, filters and limits", async () => {
  const asked: [string, object][] = [
    ["list_metrics", {}], ["describe_metric", {metric: "total_streams"}], ["query_metrics", {metrics: ["total_revenue"], period: july}], ["compile_metrics", {metrics: ["total_revenue"]}],
    ["list_dimension_values", {dimension: "platform"}], ["reconcile_month", {month: "2025-06"}], ["payment_calendar", {}], ["forecast", {of: "cash"}], ["data_quality", {}], ["search", {text: "streams"}]
  ];
  expect(asked.map(([tool]) => tool)).toEqual(tools);
  for (const [tool, args] of asked) {
    const {metadata} = await agent.ask<unknown>(tool, args);
    expect(metadata, tool).toMatchObject({snapshot_id: snapshot.id, as_of: "2025-11-20", built_at: snapshot.manifest.built_at, period: {}, filters: expect.any(Array)});
    if (["query_metrics", "reconcile_month", "payment_calendar", "forecast", "describe_metric"].includes(tool)) expect(metadata.limitations.length, tool).toBeGreaterThan(0);
  }
});

test("list_metrics lists what can be asked, describe_metric defines it", async () => {
  expect((await agent.ask("list_metrics", {page_size: 1000})).data.map(({name}) => name)).toEqual(askableNames);
  const byStore = (await agent.ask("list_metrics", {dimension: "store"})).data;
  expect(byStore.map(({name}) => name)).toContain("total_revenue");
  expect(byStore.every(({dimensions}) => dimensions.includes("store"))).toBe(true);
  const {data} = await agent.ask<Record<string, any>>("describe_metric", {metric: "Unique Listeners"});
  expect(data).toMatchObject({name: "listeners", calculation: metrics.listeners.calculation, limitations: metrics.listeners.limitations, additive: false, aggregates: ["mean", "latest"], never_added_over: ["artist", "platform"]});
  expect(data.calendars).toEqual([{calendar: "usage", finest_grain: "day", data: {from: "2024-01-01", to: "2025-11-18"}}]);
  expect((await agent.ask("describe_metric", {metric: "record_day"})).warnings[0]).toContain("query_metrics cannot answer it");
});

test("query_metrics gives the sums of the raw files", async () => {
  const revenue = await agent.ask("query_metrics", {metrics: ["total_revenue"], dimensions: ["store"], period: july});
  const sums = await raw.all("select store, sum(earnings)::decimal(38, 18) as total from lines where usage_month = date '2025-07-01' group by store order by total desc, store");
  expect(revenue.data.map(({store, total_revenue}) => [store, total_revenue])).toEqual(sums.map(({store, total}) => [store, decimal(total)]));
  const reported = await agent.ask("query_metrics", {metrics: ["total_revenue"], calendar: "statement", period: july});
  const [{total}] = await raw.all("select sum(earnings)::decimal(38, 18) as total from lines where reported_on between date '2025-07-01' and date '2025-07-31'");
  expect(reported.data).toEqual([{currency: "USD", total_revenue: decimal(total)}]);
  const streams = await agent.ask("query_metrics", {metrics: ["total_streams"], dimensions: ["distributor", "platform"], grain: "month", period: {from: "2025-01-01", to: "2025-06-30"}, filters: [{dimension: "platform", values: ["apple", "spotify"]}]});
  const counts = await raw.all("select date_trunc('month', streamed_on)::date as period, distributor, platform, sum(streams) as n from daily where streamed_on between date '2025-01-01' and date '2025-06-30' group by all");
  const keyed = (rows: Record<string, any>[], value: string) => rows.map((row) => `${row.period} ${row.distributor} ${row.platform} ${row[value]}`).sort();
  expect(keyed(streams.data, "total_streams")).toEqual(keyed(counts, "n"));
  expect(streams.metadata).toMatchObject({filters: [{dimension: "platform", op: "in", values: ["apple", "spotify"]}], period: {asked: {from: "2025-01-01", to: "2025-06-30"}}});
});

test("compile_metrics writes the SQL that query_metrics runs", async () => {
  const request = {metrics: ["total_revenue"], dimensions: ["artist"], filters: [{dimension: "country", op: "not_in", values: ["US"]}]};
  const [{data}, answered] = [await agent.ask<Record<string, any>>("compile_metrics", request), await agent.ask("query_metrics", request)];
  expect([data.sql, data.params]).toEqual([answered.metadata.sql, answered.metadata.params]);
  expect(data.params).toContain("US");
  expect(data.sql).not.toContain("'US'");
});

test("reconcile_month has the cells and totals of the raw files", async () => {
  const {data, metadata} = await agent.ask<Record<string, any>>("reconcile_month", {month: "2025-06"});
  const cells = await raw.all("select * from cells where usage_month = date '2025-06-01' and distributor = 'distrokid' order by platform");
  const compared = data.cells.filter(({status}: Record<string, any>) => ["MATCHED", "VARIANCE"].includes(status));
  expect(compared.map((cell: Record<string, any>) => [cell.platform, cell.expected_units, Number(cell.expected), Number(cell.actual)])).toEqual(cells.map((cell) => [cell.platform, Number(cell.expected_units), Number(cell.expected), Number(cell.actual)]));
  const [{actual, variance}] = await raw.all("select sum(actual) as actual, sum(actual) - sum(expected) as variance from cells where usage_month = date '2025-06-01' and distributor = 'distrokid'");
  expect(data.totals).toHaveLength(1);
  expect([Number(data.totals[0].actual_revenue), Number(data.totals[0].variance)]).toEqual([expect.closeTo(Number(actual), 9), expect.closeTo(Number(variance), 9)]);
  for (const {variance: whole, volume_effect, rate_effect, fee_effect} of compared) expect(Number(volume_effect) + Number(rate_effect) + Number(fee_effect)).toBeCloseTo(Number(whole), 9);
  expect(metadata.period.covered).toEqual({from: "2025-06-01", to: "2025-06-30"});
  const one = await agent.ask<Record<string, any>>("reconcile_month", {month: "2025-06", platform: ["apple"], distributor: ["distrokid"]});
  expect(one.data.cells.map(({platform}: Record<string, any>) => platform)).toEqual(["apple"]);
  expect(Number(one.data.totals[0].actual_revenue)).toBeCloseTo(Number(cells[0].actual), 9);
});

test("payment_calendar has the open payments of the raw files", async () => {
  const {data, warnings} = await agent.ask<Record<string, any>>("payment_calendar", {distributor: ["distrokid"], page_size: 1000});
  const open = await raw.all(`select usage_month, platform, expected_on, expected - actual as outstanding from cells
    where distributor = 'distrokid' and not (has_lines and (actual >= 0.95 * expected or complete_on <= as_of)) and expected > 0 order by expected_on, usage_month, platform`);
  expect(open.length).toBeGreaterThan(3);
  expect(data.payments.map((row: Record<string, any>) => [row.usage_month, row.platform, row.expected_on, Number(row.outstanding).toFixed(6)]))
    .toEqual(open.map((row) => [row.usage_month, row.platform, row.expected_on, Math.max(Number(row.outstanding), 0).toFixed(6)]));
  const sum = (rows: Record<string, any>[]) => rows.reduce((total, {outstanding}) => total + Number(outstanding), 0);
  expect(sum(data.totals)).toBeCloseTo(sum(data.payments), 6);
  expect(warnings.join()).not.toContain("no statement");
  const all = await agent.ask<Record<string, any>>("payment_calendar", {from: "2025-11-21", to: "2025-12-31", status: ["DUE_SOON", "PENDING"]});
  expect(all.data.payments.every(({expected_on}: Record<string, any>) => expected_on >= "2025-11-21" && expected_on <= "2025-12-31")).toBe(true);
  expect(all.warnings[0]).toMatch(/of distributors that have sent no statement/);
});

test("forecasts come with ranges, and say so", async () => {
  const cash = await agent.ask("forecast", {of: "cash"});
  expect(cash.data.map(({statement_month}) => statement_month)).toEqual(["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]);
  for (const row of cash.data) expect([row.lower_95, row.lower_80, row.expected, row.upper_80, row.upper_95].map(Number)).toEqual([row.lower_95, row.lower_80, row.expected, row.upper_80, row.upper_95].map(Number).sort((a, b) => a - b));
  expect(cash.metadata.confidence.level).toBe("estimate");
  expect(cash.warnings[0]).toContain("an estimate");
  const dearer = await agent.ask("forecast", {of: "cash", rate_change: 0.1});
  const total = (rows: Record<string, any>[]) => rows.reduce((sum, {expected}) => sum + Number(expected), 0);
  expect(total(dearer.data) / total(cash.data)).toBeGreaterThan(1.05);
  expect(total(dearer.data) / total(cash.data)).toBeLessThan(1.1001);
  const days = await agent.ask("forecast", {of: "streams", page_size: 5});
  expect(days.metadata).toMatchObject({page: {total: 28, next_offset: 5}, period: {covered: {from: "2025-11-19", to: "2025-12-16"}}, backtest: {horizon: 28}});
  const months = await agent.ask("forecast", {of: "streams", grain: "month", distributor: "toolost"});
  expect(months.data.map(({month}) => month).slice(0, 2)).toEqual(["2025-11-01", "2025-12-01"]);
});

test("data_quality tells the scores of the snapshot, the worst first", async () => {
  const {data, metadata} = await agent.ask("data_quality");
  const scores = await query(snapshot, "select dataset, score from {quality_scores} order by dataset");
  expect(data.map(({dataset, score}) => [dataset, score]).sort()).toEqual(scores.map(({dataset, score}) => [dataset, Number(score)]));
  expect(metadata.headline).toContain(snapshot.id);
  expect((await agent.ask("data_quality", {dataset: "tiktok"})).data.map(({dataset}) => dataset)).toEqual(["tiktok"]);
});

test("search finds metrics, dimensions, values, tables and columns", async () => {
  const find = async (text: string, kinds?: string[]) => (await agent.ask("search", {text, kinds})).data.map(({kind, name}) => `${kind} ${name}`);
  expect((await find("royalties"))[0]).toBe("metric earnings");
  expect(await find("mud sermon", ["value"])).toEqual(expect.arrayContaining(["value Mud Sermon", "value Mud Sermon · PIG1987"]));
  expect(await find("territory", ["dimension"])).toEqual(["dimension country"]);
  expect(await find("payments", ["table"])).toContain("table payments");
  expect(await find("agreed days", ["column"])).toEqual(expect.arrayContaining([expect.stringMatching(/^column store_lags\./)]));
});

test("pages fit together, without gap or repetition", async () => {
  const whole = (await agent.ask("list_dimension_values", {dimension: "country", page_size: 1000})).data.map(({value}) => value);
  const stored = await raw.all(`select distinct coalesce("Country of Sale", '') as country from read_csv('data/curated/dk_bank_details.csv', all_varchar = true) where "Country of Sale" <> ''`);
  expect(new Set(whole.filter((value) => value !== "NA"))).toEqual(new Set(stored.map(({country}) => country).filter((value) => value !== "NA")));
  const pages: string[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const page: {data: Record<string, any>[]; metadata: Record<string, any>; warnings: string[]} = await agent.ask("list_dimension_values", {dimension: "country", page_size: 7, offset});
    pages.push(...page.data.map(({value}) => value));
    expect(page.metadata.page).toMatchObject({total: whole.length, rows: page.data.length, has_more: page.metadata.page.next_offset !== null});
    expect(page.warnings.some((warning) => warning.includes("there is more"))).toBe(page.metadata.page.has_more);
    offset = page.metadata.page.next_offset;
  }
  expect(pages).toEqual(whole);
  const rows = await agent.ask("query_metrics", {metrics: ["total_streams"], grain: "day", page_size: 10, offset: 770});
  expect(rows.metadata.page).toEqual({offset: 770, rows: 10, total: 780, has_more: false, next_offset: null});
});

test("an empty answer says that it is empty, and why", async () => {
  const why = async (tool: string, args: object) => (await agent.ask<unknown>(tool, args)).metadata.empty_because;
  expect(await why("query_metrics", {metrics: ["total_revenue"], filters: [{dimension: "artist", values: ["PIG1978"]}]})).toBe('no artist is called "PIG1978": the closest are "PIG1987", "ZONE A0", "Zone A-0"');
  expect(await why("query_metrics", {metrics: ["total_streams"], period: {from: "2031-01-01", to: "2031-01-31"}})).toMatch(/has nothing in this period/);
  expect(await why("query_metrics", {metrics: ["total_streams"], offset: 5})).toBe("offset 5 is past the last of 1 rows: begin again with offset 0");
  expect(await why("reconcile_month", {month: "2019-01"})).toBe("no data for 2019-01: reconciliation has 2023-10 to 2025-11");
  expect(await why("reconcile_month", {month: "2025-06", platform: ["spotfy"]})).toMatch(/^no platform is called "spotfy": the closest are "spotify"/);
  expect(await why("payment_calendar", {status: ["DUE"], distributor: ["distrokid"]})).toBe("no payment is DUE of these distributors");
  expect(await why("list_dimension_values", {dimension: "store", contains: "qqq"})).toMatch(/^no store contains "qqq": the closest are /);
  expect(await why("list_metrics", {contains: "qqq"})).toContain("no metric fits");
  expect(await why("search", {text: "spotfy"})).toMatch(/^nothing is called "spotfy": the closest are "spotify"/);
});

test("a refusal is short and says what to do", async () => {
  const refusals: [string, object, RegExp][] = [
    ["query_metrics", {metrics: ["listeners"]}, /days are never added/], ["query_metrics", {metrics: ["revenue_total"]}, /unknown metric: revenue_total; the closest are .*total_revenue/], ["query_metrics", {}, /metrics/],
    ["query_metrics", {metrics: ["total_streams"], dimensions: ["country"]}, /country/], ["query_metrics", {metrics: ["total_revenue"], grain: "day"}, /day/], ["query_metrics", {metrics: ["total_revenue"], page_size: 5000}, /page_size/],
    ["query_metrics", {metrics: ["total_revenue"], sql: "select 1"}, /sql/], ["compile_metrics", {metrics: ["listeners"]}, /days are never added/], ["describe_metric", {metric: "revnue"}, /unknown metric: revnue/],
    ["list_dimension_values", {dimension: "shoe"}, /unknown dimension: shoe/], ["reconcile_month", {month: "2025-13"}, /not a month of the calendar/], ["reconcile_month", {}, /month/], ["payment_calendar", {from: "2025-02-30"}, /not a day of the calendar/],
    ["payment_calendar", {from: "2025-02-02", to: "2025-01-01"}, /ends before it begins/], ["payment_calendar", {status: ["LATE"]}, /status\[0\]/], ["forecast", {}, /of/], ["forecast", {of: "cash", grain: "day"}, /by month/],
    ["forecast", {of: "streams", extra_days: 5}, /what if is for cash only/], ["forecast", {of: "streams", distributor: "nobody"}, /no distributor is called "nobody"/], ["data_quality", {dataset: "nothing"}, /no dataset is called "nothing"/],
    ["search", {text: " "}, /text/], ["search", {text: "x", more: 1}, /more/], ["run_sql", {sql: "select 1"}, /without --allow-sql/]
  ];
  for (const [tool, args, reason] of refusals) {
    const {error, suggestions} = await agent.refused(tool, args);
    expect(error, `${tool} ${JSON.stringify(args)}`).toMatch(reason);
    expect(error.length, error).toBeLessThan(420);
    expect(suggestions.length, error).toBeGreaterThan(0);
  }
  const {requests} = await agent.refused("query_metrics", {metrics: ["listeners"]});
  for (const request of requests!) await agent.ask("query_metrics", request as object);
  await expect(agent.client.callTool({name: "drop_tables"})).rejects.toThrow(/unknown tool: drop_tables \(one of list_metrics/);
});

test("resources hold the definitions, limitations, tables and the snapshot", async () => {
  const {resources} = await agent.client.listResources();
  expect(resources.map(({uri}) => uri)).toEqual(["snapshot", "definitions", "dimensions", "tables", "limitations"].map((name) => `ledgerline://${name}`));
  const read = async (uri: string) => ((await agent.client.readResource({uri})).contents[0] as {text: string}).text;
  const definitions = await read("ledgerline://definitions");
  for (const {name, calculation} of Object.values(metrics)) expect(definitions.includes(`(${name})`) && definitions.includes(calculation), name).toBe(true);
  expect(JSON.parse(await read("ledgerline://snapshot"))).toMatchObject({snapshot_id: snapshot.id, as_of: "2025-11-20", sample: true});
  const tables = await read("ledgerline://tables");
  for (const {name} of snapshot.manifest.tables) expect(tables).toContain(`## ${name}\n`);
  expect(await read("ledgerline://limitations")).toContain("usage months from 2025-09 on are still filling up");
  expect(await read("ledgerline://dimensions")).toContain("- country: ");
  expect(await read("ledgerline://definitions/variance")).toContain(metrics.variance.calculation);
  expect((await agent.client.listResourceTemplates()).resourceTemplates.map(({uriTemplate}) => uriTemplate)).toEqual(["ledgerline://definitions/{metric}"]);
  const {completion} = await agent.client.complete({ref: {type: "ref/resource", uri: "ledgerline://definitions/{metric}"}, argument: {name: "metric", value: "total_"}});
  expect(completion.values).toEqual(["total_streams", "total_revenue"]);
  for (const uri of ["ledgerline://definitions/nothing", "file:///etc/passwd", "ledgerline://../manifest.json"]) await expect(agent.client.readResource({uri})).rejects.toThrow(/no such resource/);
});
