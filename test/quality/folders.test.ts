import {describe, expect, test} from "vitest";
import {readQuality, reportLines} from "../../loaders/quality/report.js";
import {type Place, place, query} from "../snapshot/folder.js";

const daily = "date,spotify_streams,apple_streams,combined_streams,source";
const statement = "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";
const line = (reported: string, month: string, quantity: number, more: {artist?: string; store?: string} = {}) =>
  `${reported},${month},${more.store ?? "Spotify"},${more.artist ?? "A"},Song,QZSG92300015,198760685510,${quantity},100.0,Song,US,0.0,${(quantity * 0.002).toFixed(6)}`;
const day = (date: string, spotify: number, source = "distrokid") => `${date},${spotify},0,${spotify},${source}`;
const days = (from: string, count: number) => Array.from({length: count}, (_, i) => new Date(Date.parse(`${from}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10));

async function quality(here: Place, asOf = "2025-03-03") {
  const snapshot = await here.build(asOf);
  const report = await readQuality(snapshot);
  const of = (dataset: string) => report.datasets.find((one) => one.dataset === dataset)!;
  return {snapshot, report, of, check: (dataset: string, id: string) => of(dataset).checks.find(({check_id}) => check_id === id)!, lines: reportLines(report, snapshot.manifest)};
}

test("the sample is healthy throughout", async () => {
  const {report, lines} = await quality(place("sample"), "2025-11-20");
  expect(report.datasets.map(({status}) => status)).toEqual(Array(report.datasets.length).fill("healthy"));
  expect([report.isFailing, lines[0].replace(/snapshot \w+/, "snapshot ID")]).toEqual([false, `Quality of snapshot ID as of 2025-11-20: ${report.datasets.length} healthy.`]);
});

test("an empty folder has nothing to judge, and says what is missing", async () => {
  const {report, lines} = await quality(place());
  expect([report.datasets, report.isFailing]).toEqual([[], false]);
  expect(lines).toContain("  tidy_daily_streams.csv: needed for streams, expected revenue and payment forecasts");
});

describe("daily streams", () => {
  test("age, missing days, lost days and a distributor that stopped", async () => {
    const here = place();
    const rows = [...days("2025-01-01", 60).filter((date) => date !== "2025-01-10").map((date) => day(date, date === "2025-02-05" ? 0 : 100)), ...days("2025-01-01", 40).map((date) => day(date, 50, "toolost"))];
    here.write("tidy_daily_streams.csv", [daily, ...rows].join("\n"));
    const {check, of, snapshot} = await quality(here, "2025-03-20");
    expect(check("daily_streams", "freshness")).toMatchObject({value: 19, threshold: 7, status: "failing", severity: "mark", score: 14.3, sentence: "Daily streams: the last day is 2025-03-01, 19 days before 2025-03-20; up to 7 are usual.", action: "Fetch a newer export of Daily streams.", figures: "daily_streams, expected_revenue, reconciliation, payments, kpi_monthly"});
    expect(check("daily_streams", "freshness.toolost")).toMatchObject({value: 39, status: "failing", sentence: "Daily streams of toolost: the last day is 2025-02-09, 39 days before 2025-03-20; up to 7 are usual."});
    expect(check("daily_streams", "missing.days")).toMatchObject({status: "healthy", sentence: "Daily streams: 1 day of 100 is not reported (99% there; 95% is enough): 2025-01-10 (distrokid)."});
    expect(check("daily_streams", "missing.zeros")).toMatchObject({status: "healthy", sentence: "Daily streams: 1 day of 99 is 0 where more was usual (98.9% there; 95% is enough): 2025-02-05 (distrokid: spotify)."});
    expect(await query(snapshot, "select state, row_count::integer as row_count, series_count::integer as series, missing_series_count::integer as missing, zero_series_count::integer as zero from {coverage_days} where covered_on in ('2025-01-10', '2025-02-05', '2025-02-20') order by covered_on")).toEqual([
      {state: "partial", row_count: 1, series: 2, missing: 1, zero: 0}, {state: "partial", row_count: 2, series: 2, missing: 0, zero: 1}, {state: "reported", row_count: 1, series: 1, missing: 0, zero: 0}
    ]);
    expect(of("daily_streams")).toMatchObject({status: "degraded", freshness_score: 0, completeness_score: 99, validity_score: 100, uniqueness_score: 100, consistency_score: null});
  });

  test("streams and statements disagree: the month is named with how much", async () => {
    const here = place();
    const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
    here.write("tidy_daily_streams.csv", [daily, ...days("2024-01-01", 305).map((date) => day(date, 100))].join("\n"));
    const inMonth = (month: string) => new Date(Date.UTC(2024, Number(month), 0)).getUTCDate() * 100;
    here.write("dk_bank_details.csv", [statement, ...months.map((month, i) => line(`2024-${String(i + 3).padStart(2, "0")}-05`, `2024-${month}`, month === "04" ? inMonth(month) * 1.2 : inMonth(month)))].join("\n").replace("2024-13-05", "2025-01-05"));
    const {check, of, snapshot} = await quality(here, "2024-11-03");
    expect(check("daily_streams", "statements.distrokid on spotify")).toMatchObject({
      dimension: "consistency", status: "degraded", threshold: 5, sentence: expect.stringMatching(/^Daily streams and the statements of distrokid on spotify agree within 5% in \d of \d months; the others: 2024-04 \(−16\.7%\)\.$/)
    });
    expect(of("daily_streams").status).toBe("degraded");
    expect(check("distrokid_statements", "streams.distrokid on spotify").sentence).toMatch(/^Statements and the daily streams of distrokid on spotify agree within 5% in \d of \d months; the others: 2024-04 \(\+20\.0%\)\.$/);
    const periods = await query(snapshot, "select dataset, unit, expected_value, actual_value, round(deviation_pct, 3) as deviation_pct, tolerance_pct from {quality_periods} where not is_within order by 1");
    expect(periods).toEqual([
      {dataset: "daily_streams", unit: "streams", expected_value: 3600, actual_value: 3000, deviation_pct: -16.667, tolerance_pct: 5},
      {dataset: "distrokid_statements", unit: "streams", expected_value: 3000, actual_value: 3600, deviation_pct: 20, tolerance_pct: 5}
    ]);
  });
});

describe("what blocks a publish", () => {
  test("a file of which a tenth is rejected, with the reasons", async () => {
    const here = place();
    here.write("dk_bank_details.csv", [statement, ...Array.from({length: 9}, () => line("2025-02-20", "2025-01", 10)), line("2025-02-20", "2025-01", 10).replace(",10,", ",ten,")].join("\n"));
    const {check, of, report, lines} = await quality(here);
    expect(check("distrokid_statements", "rejected")).toMatchObject({value: 90, severity: "block", status: "failing", sentence: "DistroKid statements: 1 row of 10 rejected (90% valid; 95% is enough): 1 × Quantity expected a whole number."});
    expect([of("distrokid_statements").status, report.isFailing]).toEqual(["failing", true]);
    expect(lines).toContain("  blocks a publish: DistroKid statements: 1 row of 10 rejected (90% valid; 95% is enough): 1 × Quantity expected a whole number.");
  });

  test("statements that stand in two files", async () => {
    const here = place();
    const rows = [line("2025-02-20", "2025-01", 10), line("2025-02-20", "2025-01", 20)];
    here.write("a.csv", [statement, ...rows].join("\n"));
    here.write("b.csv", [statement, ...rows, line("2025-02-21", "2025-01", 5)].join("\n"));
    const {check} = await quality(here);
    expect(check("distrokid_statements", "repeated")).toMatchObject({value: 2, severity: "block", status: "failing", sentence: "DistroKid statements: 2 lines stand in two files and count twice.", action: "Remove one of the two files."});
  });

  test("shares that do not add up", async () => {
    const here = place();
    here.write("royalty_splits.csv", "artist,isrc,party,share_ppm,valid_from\nA,,label,200000,2021-01-01\nA,,A,800001,2021-01-01\nB,,label,1000000,2021-01-01\n");
    const {check} = await quality(here);
    expect(check("royalty_splits", "whole")).toMatchObject({value: 1, severity: "block", status: "failing", sentence: "Royalty splits: 1 of 2 sets of shares add up to exactly 1,000,000 parts; the others: A (1000001)."});
  });
});

describe("what marks figures", () => {
  test("blank cells of a column, and a month without a line", async () => {
    const here = place();
    here.write("dk_bank_details.csv", [statement, ...Array.from({length: 13}, (_, i) => line("2025-02-20", i % 2 ? "2024-10" : "2024-12", 10, i ? {} : {artist: ""}))].join("\n"));
    const {check} = await quality(here);
    expect(check("distrokid_statements", "nulls.artist_raw")).toMatchObject({status: "degraded", threshold: 5, sentence: "DistroKid statements: artist_raw is blank in 1 row of 13 (7.6%); up to 5% are usual."});
    expect(check("distrokid_statements", "missing.months_usage_month")).toMatchObject({status: "failing", severity: "mark", sentence: "DistroKid statements: 1 month of 2024-10 to 2024-12 without a line by usage_month: 2024-11."});
  });

  test("an audience that does not agree with the distributors, ads of two levels, a deposit that stands twice", async () => {
    const here = place();
    here.write("tidy_daily_streams.csv", [daily, ...days("2025-02-01", 28).map((date) => day(date, 100))].join("\n"));
    here.write("spotify_audience_curated_20250301_000000.csv", ["date,listeners,streams,followers,artist_name", ...days("2025-02-01", 28).map((date) => `${date},10,90,5,A`)].join("\n"));
    here.write("metaads_campaigns_daily.csv", "date_start,ad_id,spend_usd,impressions,clicks\n2025-02-01,120291877511333923,10,1,1\n");
    here.write("metaads_campaigns_daily_account.csv", "date,spend_usd,impressions,clicks,reach\n2025-02-01,12,1,1,1\n");
    here.write("payouts.csv", "distributor,paid_on,amount,currency,reference\ndistrokid,2025-02-09,90,USD,R1\ndistrokid,2025-02-10,90,USD,R1\n");
    const {check} = await quality(here);
    expect(check("spotify_audience", "distributors").sentence).toBe("Streams of the Spotify audience and Spotify's streams of the distributors agree within 5% in 0 of 1 month; the others: 2025-02 (−10.0%).");
    expect(check("meta_ads", "levels.USD")).toMatchObject({status: "failing", severity: "mark", sentence: "Spend by ad and the account's totals in USD agree within 1% in 0 of 1 month; the others: 2025-02 (−16.7%)."});
    expect(check("payouts", "repeated")).toMatchObject({status: "degraded", sentence: "Payouts: 1 deposit repeated a reference."});
  });

  test("an approved month that the statements no longer confirm", async () => {
    const here = place();
    here.write("dk_bank_details.csv", [statement, line("2025-02-20", "2024-12", 10), line("2025-02-20", "2025-01", 10)].join("\n"));
    const earnings = line("2025-02-20", "2024-12", 10).split(",").at(-1);
    here.write("approvals.csv", `usage_month,distributor,approved_on,approved_total,note\n2024-12,distrokid,2025-03-01,${earnings},\n2025-01,distrokid,2025-03-01,100.00,\n2024-11,distrokid,2025-03-01,,\n`);
    const {check, lines} = await quality(here);
    expect(check("approvals", "approved")).toMatchObject({value: 1, status: "failing", severity: "mark", sentence: expect.stringMatching(/^Approved months: 1 of 2 months approved with a total still has it; changed since: Jan 2025 of distrokid \(−USD.99\.\d+\)\.$/)});
    expect(lines.join("\n")).toContain("→ Look at the restatements of these months, then approve them again or ask the distributor.");
  });

  test("an artist's day without a view among days with many", async () => {
    const here = place();
    here.write("tiktok_analytics_curated_20250301_000000.csv", ["artist,date,Video Views", ...days("2025-02-01", 20).map((date) => `A,${date},${date === "2025-02-10" ? 0 : 500}`), ...days("2025-02-01", 20).map((date) => `B,${date},0`)].join("\n"));
    const {check} = await quality(here);
    expect(check("tiktok", "missing.zeros")).toMatchObject({status: "healthy", sentence: "TikTok analytics: 1 day of 40 is 0 where more was usual (97.5% there; 95% is enough): 2025-02-10 (A: video_view_count)."});
    expect(check("tiktok", "nulls.like_count")).toMatchObject({status: "failing", severity: "mark", score: 0});
  });

  test("a copy of a file is said, and counts once", async () => {
    const here = place();
    for (const name of ["goals.csv", "sub_goals.csv"]) here.write(name, "metric,period,target,scope\nstreams,2025,10,label\n");
    expect((await quality(here)).check("goals", "repeated")).toMatchObject({value: 0, status: "healthy", sentence: "Goals: nothing stands twice; 1 file is a copy of another and is loaded once."});
  });

  test("a file without a row that could be loaded", async () => {
    const here = place();
    here.write("goals.csv", "metric,period,target,scope\n");
    const {check, of} = await quality(here);
    expect(check("goals", "rows")).toMatchObject({status: "failing", sentence: "Goals: the files hold no row that could be loaded."});
    expect(of("goals")).toMatchObject({status: "failing", row_count: 0});
  });
});
