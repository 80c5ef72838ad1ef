/** What changed between two snapshots: exact, told apart, and outside of what a snapshot's id stands for. */
import {createHash} from "node:crypto";
import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {restatedMonthRows, restatementRows, restatementSentences, type RestatementsJson} from "../../src/model/restatements.js";
import {type Finished, compareSnapshots, readComparison} from "../../loaders/restatements/compare.js";
import {filesIn, servedFiles} from "../../loaders/store.js";
import {atto} from "../fixtures/ledger.js";
import {type Place, place, query, readJson} from "./folder.js";

const HEADER = "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";
const line = (reported: string, month: string, earnings: string, {artist = "A", store = "Spotify", quantity = 10} = {}) => `${reported},${month},${store},${artist},Song,QZSG92300015,198760685510,${quantity},100.0,Song,US,0.0,${earnings}`;
const months = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06", "2024-07", "2024-08", "2024-09", "2024-10"];
/** Each month is reported on the 20th of the second month after it: a lag of 50 days. */
const history = months.map((month, i) => line(`2024-${String(i + 3).padStart(2, "0")}-20`, month, "1.50").replace("2024-13-20", "2025-01-20")).slice(0, 9);
const statements = (here: Place, lines: string[]) => here.write("dk_bank_details.csv", [HEADER, ...lines, ""].join("\n"));
const AS_OF = "2024-11-25";

const kinds = ({comparison}: Awaited<ReturnType<Place["build"]>>) => comparison.rows.map(({kind, usage_month, store, artist, change, lines_added, lines_removed}) => [kind, usage_month.slice(0, 7), store, artist, change, lines_added, lines_removed]);

describe("which change it is", () => {
  test("a month that was still filling up: arrived; one that was complete, or a statement that was there: restated", async () => {
    const here = place();
    statements(here, history);
    const first = await here.build(AS_OF);
    expect([first.comparison.compared_with, first.comparison.rows, first.comparison.months]).toEqual([null, [], []]);
    const late = line("2024-12-20", "2024-02", "0.25");
    const changed = history.map((text) => text.replace(/^2024-11-20(.*),1\.50$/, "2024-11-20$1,1.75"));
    statements(here, [...changed, line("2024-12-20", "2024-10", "2.00"), line("2024-12-20", "2024-09", "0.10", {artist: "B"}), late, late]);
    const second = await here.build("2024-12-25");
    expect(second.comparison.compared_with).toMatchObject({id: first.id, as_of: AS_OF, statements_through: "2024-11-20"});
    expect(kinds(second)).toEqual([
      ["restated", "2024-02", "Spotify", "A", "0.5", 2, 0],
      ["restated", "2024-09", "Spotify", "A", "0.25", 1, 1],
      ["restated", "2024-09", "Spotify", "B", "0.1", 1, 0],
      ["arrived", "2024-10", "Spotify", "A", "2", 1, 0]
    ]);
    expect(restatementSentences(second.comparison.months, second.comparison.rows)).toEqual([
      "Sep 2024 (distrokid) was restated: USD 1.50 → USD 1.85, +USD 0.35 (2 lines added, 1 line removed): Spotify, A +USD 0.25; Spotify, B +USD 0.10.",
      "Feb 2024 (distrokid) was restated: USD 1.50 → USD 2.00, +USD 0.50 (2 lines added): Spotify, A +USD 0.50.",
      "Oct 2024 (distrokid) is still filling up: USD 0.00 → USD 2.00, +USD 2.00 arrived (1 line added): Spotify, A +USD 2.00."
    ].map((text) => text.replaceAll("USD ", "USD\u00a0")));
  });

  test("a statement that came in part: its date is restated, what comes on a new date arrives", async () => {
    const here = place();
    statements(here, [...history, line("2024-11-24", "2024-10", "1.00")]);
    await here.build(AS_OF);
    statements(here, [...history, line("2024-11-24", "2024-10", "1.00"), line("2024-11-24", "2024-10", "0.40"), line("2024-12-01", "2024-10", "0.30")]);
    const {comparison, id} = await here.build("2024-12-02");
    expect(comparison.rows.map(({kind, earnings_before, earnings_after}) => [kind, earnings_before, earnings_after])).toEqual([["restated", "1", "1.4"], ["arrived", "1.4", "1.7"]]);
    expect((await here.build("2024-12-02")).comparison).toEqual(comparison);
    expect((await here.build("2024-12-03")).comparison).toMatchObject({compared_with: comparison.compared_with, months: comparison.months});
    expect(id).toMatch(/^[0-9a-f]{12}$/);
  });

  test("an unchanged month is not named, however its lines stand in the files; back again is the opposite", async () => {
    const here = place();
    statements(here, history);
    const first = await here.build(AS_OF);
    statements(here, history.slice(4).toReversed());
    here.write("more.csv", [HEADER, ...history.slice(0, 3), line("2024-06-20", "2024-04", "1.5"), ""].join("\n"));
    const second = await here.build(AS_OF);
    expect([second.comparison.compared_with?.id, second.comparison.rows, second.comparison.months]).toEqual([first.id, [], []]);
    statements(here, history.slice(5));
    expect(kinds(await here.build(AS_OF))).toEqual([["restated", "2024-05", "Spotify", "A", "-1.5", 0, 1]]);
    statements(here, history.slice(4).toReversed());
    const back = await here.build(AS_OF);
    expect([back.cached, back.id, kinds(back)]).toEqual([true, second.id, [["restated", "2024-05", "Spotify", "A", "1.5", 1, 0]]]);
  });
});

/** Repeatable disorder: lines leave, come twice, change their amount, month, store or artist. */
function disturb(lines: string[], seed: number): string[] {
  let state = seed;
  const next = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  const edits: ((cells: string[]) => string[][])[] = [
    () => [], (cells) => [cells, cells], (cells) => [cells.with(12, `${next(1000) - 300}.${next(100000)}`)], (cells) => [cells.with(1, `2024-0${1 + next(9)}`)],
    (cells) => [cells.with(2, "Tidal")], (cells) => [cells.with(3, "PIG1987")], (cells) => [cells.with(0, "2025-11-18")], (cells) => [cells.with(7, "7")]
  ];
  return lines.flatMap((text) => {
    const cells = text.split(",");
    return cells.length !== 13 || next(200) ? [text] : edits[next(edits.length)](cells).map((row) => row.join(","));
  });
}

test("whatever happens to the lines, the changes are exactly the difference of the totals", async () => {
  const here = place("sample");
  const path = join(here.dataDir, "dk_bank_details.csv");
  const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  let before = await here.build();
  for (const seed of [1, 7, 1987]) {
    writeFileSync(path, [header, ...disturb(lines, seed), ""].join("\n"));
    const after = await here.build();
    const totals = async (snapshot: {dir: string}) => new Map((await query(snapshot, "select usage_month::varchar || store || artist as cell, sum(earnings) as earnings, sum(unit_count)::bigint as units, count(*) as lines from {statement_lines} group by all")).map((row) => [row.cell, row]));
    const [old, now] = [await totals(before), await totals(after)];
    const expected = [...new Set([...old.keys(), ...now.keys()])].map((cell) => [cell, ...["earnings", "units", "lines"].map((name) => (name === "earnings" ? atto(now.get(cell)?.[name] ?? "0") - atto(old.get(cell)?.[name] ?? "0") : BigInt(now.get(cell)?.[name] ?? 0) - BigInt(old.get(cell)?.[name] ?? 0)))]).filter(([, ...changes]) => changes.some((change) => change !== 0n));
    const found = new Map<string, [string, bigint, bigint, bigint]>();
    for (const row of after.comparison.rows) {
      const cell = row.usage_month + row.store + row.artist;
      const [, money, units, count] = found.get(cell) ?? [cell, 0n, 0n, 0n];
      found.set(cell, [cell, money + atto(row.change), units + BigInt(row.units_after - row.units_before), count + BigInt(row.lines_added - row.lines_removed)]);
      expect(atto(row.earnings_after) - atto(row.earnings_before)).toBe(atto(row.change));
    }
    expect([...found.values()].filter(([, ...changes]) => changes.some((change) => change !== 0n)).sort()).toEqual(expected.sort());
    for (const month of after.comparison.months) expect(atto(month.earnings_after) - atto(month.earnings_before)).toBe(atto(month.restated) + atto(month.arrived));
    before = after;
  }
});

test("looking only at the files that can differ finds what looking at all finds", async () => {
  const here = place();
  statements(here, history);
  const before = await here.build(AS_OF);
  here.write("more.csv", [HEADER, line("2024-12-20", "2024-03", "0.5"), line("2024-12-20", "2024-10", "3"), ""].join("\n"));
  const after = await here.build(AS_OF);
  const otherCode: Finished = {dir: before.dir, manifest: {...before.manifest, versions: {...before.manifest.versions, code: "other"}}};
  const all = await compareSnapshots(otherCode, after, readComparison);
  expect(all).toEqual(await compareSnapshots(before, after, readComparison));
  expect(all.rows.map(({kind, usage_month}) => [kind, usage_month])).toEqual([["restated", "2024-03-01"], ["arrived", "2024-10-01"]]);
});

describe("where it is kept", () => {
  const hashes = (dir: string) => Object.fromEntries([...filesIn(dir)].filter(([name]) => name.endsWith(".parquet")).map(([name, path]) => [name, createHash("sha256").update(readFileSync(path)).digest("hex")]));

  test("neither id nor bytes of a snapshot depend on what was in use before", async () => {
    const [grown, fresh] = [place(), place()];
    statements(grown, history.slice(1));
    await grown.build(AS_OF);
    for (const here of [grown, fresh]) statements(here, history);
    const [a, b] = [await grown.build(AS_OF), await fresh.build(AS_OF)];
    expect([a.id, hashes(a.dir)]).toEqual([b.id, hashes(b.dir)]);
    expect([a.comparison.rows.length, b.comparison.rows.length]).toEqual([1, 0]);
  });

  test("what is served: the snapshot with its comparison", async () => {
    const here = place();
    statements(here, history.slice(1));
    await here.build(AS_OF);
    statements(here, history);
    const {id, dir, comparison} = await here.build(AS_OF);
    const served = servedFiles(here.outDir, id);
    expect([...served.keys()].sort()).toEqual([...filesIn(dir).keys(), "quality_history.parquet", "restatements.parquet"].sort());
    const overview = JSON.parse(readFileSync(served.get("overview.json")!, "utf8")) as RestatementsJson;
    expect([restatementRows(overview.restatements), restatedMonthRows(overview.restated_months), overview.restatement_count]).toEqual([comparison.rows, comparison.months, 1]);
    const manifest = JSON.parse(readFileSync(served.get("manifest.json")!, "utf8"));
    expect(manifest.tables.slice(-2)).toMatchObject([{name: "restatements", rows: 1}, {name: "quality_history"}]);
    expect(manifest.tables.at(-2).columns.filter(({description}: {description: string}) => !description)).toEqual([]);
    expect(readJson(dir, "manifest.json").tables.map(({name}: {name: string}) => name)).not.toContain("restatements");
    expect(await query({dir: join(here.outDir, "comparisons", id)}, "select kind, change from {restatements}")).toEqual([{kind: "restated", change: "1.500000000000000000"}]);
  });

  test("a stored comparison that is damaged is made again, and stops no later snapshot", async () => {
    const here = place();
    statements(here, history);
    await here.build(AS_OF);
    statements(here, [...history, line("2024-11-24", "2024-10", "1.00")]);
    const {id, comparison} = await here.build(AS_OF);
    writeFileSync(join(here.outDir, "comparisons", id, "comparison.json"), '{"compared_with": {"id"');
    expect((await here.build(AS_OF)).comparison).toMatchObject({compared_with: null, rows: []});
    statements(here, [...history, line("2024-11-24", "2024-10", "2.00")]);
    expect((await here.build(AS_OF)).comparison).toMatchObject({compared_with: {id}, note: ""});
    expect(comparison.rows).toHaveLength(1);
  });

  test("an earlier snapshot that cannot be read costs the comparison, not the snapshot", async () => {
    const here = place();
    statements(here, history.slice(1));
    const first = await here.build(AS_OF);
    rmSync(join(first.dir, "statement_lines.parquet"));
    statements(here, history);
    const {comparison, cached} = await here.build(AS_OF);
    expect([cached, comparison.compared_with, comparison.rows]).toEqual([false, null, []]);
    expect(comparison.note).toMatch(new RegExp(`^the comparison with snapshot ${first.id} could not be made: `));
  });
});

describe("approved months", () => {
  const approve = (here: Place, ...rows: string[]) => here.write("approvals.csv", ["usage_month,distributor,approved_on,approved_total,note", ...rows, ""].join("\n"));
  const flags = ({manifest, comparison}: Awaited<ReturnType<Place["build"]>>) => [...manifest.problems, ...comparison.alerts].filter(({file, severity}) => file === "approvals.csv" && severity === "flag").map(({sentence}) => sentence.replaceAll("\u00a0", " "));

  test("with its total, a month is compared without an earlier snapshot, at the decimals written", async () => {
    const here = place();
    statements(here, [...history, line("2024-04-20", "2024-02", "0.004")]);
    approve(here, "2024-01,DistroKid,2024-05-01,1.5,", "2024-02,distrokid,2024-05-01,1.50,", "2024-03,distrokid,2024-05-01,1.49,", "2024-04,distrokid,2024-07-01,9,wrong", "2024-04,distrokid,2024-08-01,1.50,mended", "2023-12,distrokid,2024-05-01,3,");
    expect(flags(await here.build(AS_OF))).toEqual([
      "approvals.csv: Dec 2023 of distrokid was approved (line 7) on 2024-05-01 at USD 3.00 and is now USD 0.00 (−USD 3.00): look at what changed, then approve it again or ask distrokid",
      "approvals.csv: Mar 2024 of distrokid was approved (line 4) on 2024-05-01 at USD 1.49 and is now USD 1.50 (+USD 0.01): look at what changed, then approve it again or ask distrokid"
    ]);
    approve(here, "2024-02,distrokid,2024-05-01,1.5041,");
    expect(flags(await here.build(AS_OF))).toHaveLength(1);
  });

  test("without its total, a month that changes since the snapshot before is an alert", async () => {
    const here = place();
    approve(here, "2024-01,distrokid,2024-05-01,,", "2024-02,distrokid,2024-05-01,,", "2024-03,distrokid,2024-12-24,,");
    statements(here, history);
    const first = await here.build(AS_OF);
    expect(flags(first)).toEqual([]);
    statements(here, history.map((text) => (/,2024-0[13],/.test(text) ? text.replace("1.50", "1.25") : text)));
    approve(here, "2024-01,distrokid,2024-05-01,,", "2024-02,distrokid,2024-05-01,,", "2024-03,distrokid,2024-12-26,,");
    const second = await here.build("2024-12-25");
    expect(flags(second)).toEqual([`approvals.csv: Jan 2024 of distrokid was approved (line 2) on 2024-05-01 and has changed since snapshot ${first.id}: USD 1.50 → USD 1.25 (−USD 0.25 restated); look at its restatements, then approve it again with its approved_total`]);
    const overview = JSON.parse(readFileSync(servedFiles(here.outDir, second.id).get("overview.json")!, "utf8"));
    expect(overview.approval_alerts).toHaveLength(1);
    expect(overview.problems.at(-1)).toMatchObject({severity: "flag", line: 2, found: "1.25", expected: "1.5"});
  });

  test("a line that is no approval goes to quarantine", async () => {
    const here = place();
    approve(here, "2024-13,distrokid,2024-05-01,1.5,", "2024-01,distrokid,2024-05-01,about 2,");
    expect((await here.build(AS_OF)).manifest.problems.map(({severity, sentence}) => [severity, sentence])).toEqual([
      ["reject", 'approvals.csv line 2, column "usage_month": found "2024-13", expected a month such as 2025-07'],
      ["reject", 'approvals.csv line 3, column "approved_total": found "about 2", expected an amount such as 0.00012345, with at most 18 decimals']
    ]);
  });
});
