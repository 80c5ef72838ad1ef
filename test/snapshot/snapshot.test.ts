import {createHash} from "node:crypto";
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {SnapshotError} from "../../loaders/snapshot.js";
import {currentId} from "../../loaders/store.js";
import {place, query, readJson} from "./folder.js";

const tables = [
  "ad_campaigns", "ad_daily", "alert_history", "alerts", "approvals", "arrivals", "artist_spellings", "audience_daily", "coverage_days", "daily_streams", "datasets", "event_attribution", "event_visits", "expected_revenue", "fx_rates", "goals", "kpi_monthly",
  "monthly_revenue", "payments", "payouts", "quality_checks", "quality_periods", "quality_scores", "quarantine", "rates_observed", "reconciliation", "releases", "royalty_splits", "statement_details", "statement_lines", "statement_matches", "statement_totals", "store_lags", "tiktok_daily", "worklist"
];

const hashes = (dir: string) => Object.fromEntries(readdirSync(dir).filter((name) => name.endsWith(".parquet")).map((name) => [name, createHash("sha256").update(readFileSync(join(dir, name))).digest("hex")]));

describe("the sample's snapshot", () => {
  test("holds every table with its grain, key and described columns", async () => {
    const {dir, manifest} = await place("sample").build();
    expect(readdirSync(dir).sort()).toEqual([...tables.map((name) => `${name}.parquet`), "manifest.json", "overview.json"].sort());
    for (const table of manifest.tables) {
      expect(table.columns.filter(({description}) => !description)).toEqual([]);
      const [{rows, keys}] = await query({dir}, `select count(*)::integer as rows, count(distinct (${table.key.join(", ")}))::integer as keys from {${table.name}}`);
      expect([table.name, rows, keys]).toEqual([table.name, table.rows, table.rows]);
    }
  });

  test("accounts for every row of every file", async () => {
    const {manifest} = await place("sample").build();
    const read = manifest.inputs.filter(({status}) => status === "loaded");
    expect(read.length).toBeGreaterThanOrEqual(5);
    for (const {rows_in, rows_loaded, rows_quarantined, rows_superseded, rows_left_out} of read) expect(rows_in).toBe(rows_loaded + rows_quarantined + rows_superseded + rows_left_out);
    expect(manifest.inputs.filter(({status}) => status === "not read")).toEqual([]);
  });

  test("keeps every cent of the CSV, and its plays without the fee rows", async () => {
    const here = place("sample");
    const {dir} = await here.build();
    const csv = `read_csv('${join(here.dataDir, "dk_bank_details.csv")}', all_varchar = true)`;
    const [direct] = await query({dir}, `select count(*)::integer as rows, sum("Earnings (USD)"::decimal(38,18)) as earnings,
      sum("Quantity"::bigint) filter (not (Store = 'Spotify' and "Earnings (USD)"::decimal(38,18) < 0 and "Quantity"::bigint > 0))::integer as plays from ${csv}`);
    const [lines] = await query({dir}, `select count(*)::integer as rows, sum(earnings) as earnings, sum(unit_count)::integer as plays from {statement_lines}`);
    const [months] = await query({dir}, `select sum(line_count)::integer as rows, sum(earnings) as earnings, sum(unit_count)::integer as plays from {monthly_revenue}`);
    expect(lines).toEqual(direct);
    expect(months).toEqual(direct);
  });

  test("names the line that a row came from", async () => {
    const here = place("sample");
    const {dir} = await here.build();
    const text = readFileSync(join(here.dataDir, "dk_bank_details.csv"), "utf8").split("\n");
    const rows = await query({dir}, `select line::integer as line, title, store, quantity::integer as quantity from {statement_lines} where line % 997 = 0 order by line`);
    expect(rows.length).toBeGreaterThan(10);
    for (const {line, title, store, quantity} of rows) {
      expect(text[line - 1]).toContain(store);
      expect(text[line - 1].replaceAll('""', '"')).toContain(title);
      expect(text[line - 1]).toContain(`,${quantity},`);
    }
  });

  test("has the same bytes every time", async () => {
    const [a, b] = [await place("sample").build(), await place("sample").build()];
    expect(a.id).toBe(b.id);
    expect(hashes(a.dir)).toEqual(hashes(b.dir));
  });

  test("overview.json carries the money as exact decimal text", async () => {
    const {dir} = await place("sample").build();
    const overview = readJson(dir, "overview.json");
    const scale = 10n ** 18n;
    const exact = (text: string) => {
      const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
      return BigInt(`${sign}${BigInt(whole) * scale + BigInt(fraction.padEnd(18, "0"))}`);
    };
    const sum = overview.kpi_monthly.earnings.filter((text: string | null) => text !== null).reduce((total: bigint, text: string) => total + exact(text), 0n);
    const [{total}] = await query({dir}, `select sum(earnings) as total from {statement_lines}`);
    expect(sum).toBe(exact(total));
    expect(overview.as_of).toBe("2025-11-20");
    expect(overview.as_of_pinned).toBe(true);
  });
});

describe("keeping snapshots", () => {
  test("an unchanged folder is a cache hit, an edited one is not", async () => {
    const here = place("sample");
    const first = await here.build();
    expect((await here.build()).cached).toBe(true);
    here.write("rates.csv", "platform,rate\nspotify,0.003\n");
    const second = await here.build();
    expect([second.cached, second.id === first.id, currentId(here.outDir)]).toEqual([false, false, second.id]);
  });

  test("a failing run says why and leaves the last good snapshot in use", async () => {
    const here = place("sample");
    const good = await here.build();
    here.write("tidy_daily_streams.csv", "date,spotify_streams\n2025-01-01,5\n");
    const error = await here.build().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SnapshotError);
    expect((error as Error).message).toBe('tidy_daily_streams.csv line 1: missing columns "apple_streams", "combined_streams", "source"; found date, spotify_streams');
    expect(currentId(here.outDir)).toBe(good.id);
    expect(existsSync(join(good.dir, "manifest.json"))).toBe(true);
    expect(readdirSync(join(here.outDir, "snapshots"))).toEqual([good.id]);
    expect(readdirSync(here.outDir).sort()).toEqual(["alert-ranges.json", "comparisons", "current", "lines", "snapshots"]);
    expect(readdirSync(join(here.outDir, "comparisons"))).toEqual([good.id]);
  });

  test("what was kept of past forecast ranges may be damaged", async () => {
    const here = place("sample");
    const {dir} = await here.build();
    writeFileSync(join(here.outDir, "alert-ranges.json"), "{");
    const again = await here.build("2025-11-21");
    expect(again.manifest.tables.map(({name}) => name)).toEqual(readJson(dir, "manifest.json").tables.map(({name}: {name: string}) => name));
  });

  test("the last seven are kept", async () => {
    const here = place("empty");
    for (let day = 1; day <= 9; ++day) await here.build(`2025-01-0${day}`);
    expect(readdirSync(join(here.outDir, "snapshots"))).toHaveLength(7);
  });

  test("a folder that is not there is a sentence", async () => {
    const here = place("empty");
    rmSync(here.dataDir, {recursive: true});
    await expect(here.build()).rejects.toThrow(`data folder not found: ${here.dataDir}`);
  });

  test("settings that cannot be used are a sentence", async () => {
    const here = place("empty");
    here.write("workspace.json", '{"as_of": "soon"}');
    await expect(here.build()).rejects.toThrow("workspace.json cannot be used: as_of: Invalid ISO date");
  });
});

describe("folders that lack something", () => {
  test("an empty folder: every table is there and empty, every expected file is named", async () => {
    const {manifest} = await place("empty").build();
    expect(manifest.tables.filter(({name, rows}) => rows > 0 && name !== "datasets")).toEqual([]);
    expect(manifest.inputs.map(({file, status}) => [file, status])).toEqual([
      ["tidy_daily_streams.csv", "missing"], ["dk_bank_details.csv", "missing"], ["rates.csv", "missing"], ["payment_terms.csv", "missing"], ["artist_aliases.csv", "missing"],
      ["tiktok_analytics_curated_<time>.csv", "missing"], ["spotify_audience_curated_<time>.csv", "missing"], ["metaads_campaigns_daily.csv", "missing"], ["releases.csv", "missing"],
      ["royalty_splits.csv", "missing"], ["payouts.csv", "missing"], ["goals.csv", "missing"]
    ]);
    expect([manifest.data_through, manifest.as_of_pinned]).toEqual([null, false]);
  });

  test.for(["tidy_daily_streams.csv", "dk_bank_details.csv", "rates.csv", "payment_terms.csv", "artist_aliases.csv"])("without %s the rest is there", async (name) => {
    const here = place("sample");
    rmSync(join(here.dataDir, name));
    const {manifest} = await here.build();
    const rows = (table: string) => manifest.tables.find((one) => one.name === table)!.rows;
    expect(manifest.inputs.find(({file}) => file === name)?.status).toBe("missing");
    expect(rows("statement_lines") > 0).toBe(name !== "dk_bank_details.csv");
    expect(rows("daily_streams") > 0).toBe(name !== "tidy_daily_streams.csv");
    expect(rows("payments")).toBeGreaterThan(0);
  });

  test("a file cut in half loads its whole lines", async () => {
    const here = place("sample");
    const text = readFileSync(join(here.dataDir, "dk_bank_details.csv"));
    here.write("dk_bank_details.csv", text.subarray(0, Math.floor(text.length / 2) - 7));
    const {manifest} = await here.build();
    const file = manifest.inputs.find((input) => input.file === "dk_bank_details.csv")!;
    expect(file.rows_quarantined).toBeLessThanOrEqual(1);
    expect(file.rows_in).toBe(file.rows_loaded + file.rows_quarantined);
    expect(file.rows_loaded).toBeGreaterThan(7000);
  });

  test("two exports that overlap are reported, and nothing is removed", async () => {
    const here = place("sample");
    const lines = readFileSync(join(here.dataDir, "dk_bank_details.csv"), "utf8").split("\n");
    here.write("again.csv", lines.slice(0, 501).join("\n"));
    const {manifest} = await here.build();
    expect(manifest.tables.find(({name}) => name === "statement_lines")!.rows).toBe(14_974 + 500);
    expect(manifest.problems.find(({sentence}) => /overlaps/.test(sentence))?.sentence).toMatch(/lines of statements .* stand in both and count twice; remove one of the files/);
  });

  test("two lists of spellings that share some count no line twice", async () => {
    const here = place("sample");
    here.write("more_artist_aliases.csv", "alias,artist\nzone_a0,ZONE A0\npig,PIG1987\n");
    const {manifest} = await here.build();
    expect(manifest.inputs.filter(({feed, status}) => feed === "artist_aliases" && status === "loaded")).toHaveLength(2);
    expect(manifest.tables.find(({name}) => name === "statement_lines")!.rows).toBe(14_974);
  });

  test("unknown stores and spellings are named, not guessed", async () => {
    const here = place("sample");
    const {manifest} = await here.build();
    expect(manifest.problems.map(({sentence}) => sentence)).toContain('dk_bank_details.csv: artist "Zone A-0" is not in artist_aliases.csv (3 lines, first on line 12417): it stands alone until you add the spelling; the closest known one is "ZONE A0"');
  });
});
