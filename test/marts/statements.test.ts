/** statement_lines, monthly_revenue and arrivals on the fixture ledger. */
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

describe("statement_lines", () => {
  it("keeps every line with its place in the file", async () => {
    const rows = await db.all("select line, store, quantity, earnings from statement_lines order by line");
    expect(rows.map((row) => [row.line, row.store, Number(row.quantity), Number(row.earnings)])).toEqual(
      ledger.lines.map((line, at) => [at + 2, line.store, Number(line.quantity), Number(line.earnings)])
    );
  });

  it("counts a fee as money and not as plays, whether it is labelled or not", async () => {
    const rows = await db.all("select line, store, quantity::int as quantity, unit_count::int as units, earnings from statement_lines where unit_kind = 'fee' order by line");
    expect(rows).toEqual([
      {line: 4, store: "Spotify", quantity: 300, units: 0, earnings: "-0.100000000000000000"},
      {line: 16, store: "Spotify Discovery Mode", quantity: 40, units: 0, earnings: "-0.040000000000000000"}
    ]);
  });

  it("takes only a negative Spotify row with plays for an unlabelled fee", async () => {
    const row = {usage_month: "2024-01-01", reported_on: "2024-03-10", earnings: "-0.5"};
    const other = await buildLedger({
      lines: [{...row, store: "Apple Music", quantity: 9}, {...row, store: "Spotify", quantity: 0}, {...row, store: " SPOTIFY", quantity: 9}, {...row, store: "Spotify", quantity: -9}]
    });
    const kinds = await other.all("select unit_kind, unit_count::int as units from statement_lines order by line");
    other.close();
    expect(kinds.map((kind) => [kind.unit_kind, kind.units])).toEqual([["stream", 9], ["stream", 0], ["fee", 0], ["stream", -9]]);
  });

  it("maps spellings of an artist and stores without regard to case, and guesses nothing", async () => {
    const artists = await db.all("select distinct artist, artist_raw from statement_lines order by artist_raw");
    expect(artists.map((row) => [row.artist_raw, row.artist])).toEqual([
      ["PIG1987", "PIG1987"], ["Zone.A0", "ZONE A0"], ["zone-a0", "zone-a0"], ["zone_a0", "ZONE A0"]
    ]);
    expect(await db.all("select store, platform, product, unit_kind from statement_lines where line in (14, 17) order by line")).toEqual([
      {store: "iTunes Songs", platform: "itunes", product: "iTunes Songs", unit_kind: "download"},
      {store: "Blip", platform: "unmapped", product: "Blip", unit_kind: "unmapped"}
    ]);
  });

  it("keeps the line where store, artist and country are blank", async () => {
    const blank = await buildLedger({
      lines: [{store: "", artist_raw: null, country: null, usage_month: "2024-01-01", reported_on: "2024-03-10", quantity: 1, earnings: "1"}]
    });
    const rows = await blank.all("select platform, artist, country, earnings from monthly_revenue");
    blank.close();
    expect(rows).toEqual([{platform: "unmapped", artist: "", country: "", earnings: "1.000000000000000000"}]);
  });
});

describe("monthly_revenue", () => {
  it("adds all money, and only the plays that are no fees", async () => {
    expect(await db.all("select artist, country, stream_count::int as streams, unit_count::int as units, line_count::int as lines, earnings, fees, first_reported_on, last_reported_on from monthly_revenue where usage_month = '2024-01-01' order by artist")).toEqual([
      {artist: "PIG1987", country: "US", streams: 750, units: 750, lines: 3, earnings: "1.450000000000000000", fees: "-0.100000000000000000", first_reported_on: "2024-03-10", last_reported_on: "2024-04-10"},
      {artist: "ZONE A0", country: "NA", streams: 300, units: 300, lines: 1, earnings: "0.500000000000000000", fees: "0.000000000000000000", first_reported_on: "2024-03-10", last_reported_on: "2024-03-10"}
    ]);
  });

  it("counts downloads as units and not as streams, and keeps money without plays", async () => {
    expect(await db.all("select platform, stream_count::int as streams, unit_count::int as units, earnings from monthly_revenue where platform in ('itunes', 'youtube') order by platform")).toEqual([
      {platform: "itunes", streams: 0, units: 2, earnings: "1.400000000000000000"},
      {platform: "youtube", streams: 0, units: 0, earnings: "0.010000000001000000"}
    ]);
  });
});

it("arrivals tells what came when, by currency", async () => {
  expect(await db.all("select distributor, reported_on, currency, earnings, fees, unit_count::int as units, line_count::int as lines from arrivals where platform = 'spotify' and usage_month in ('2024-01-01', '2024-04-01') order by all")).toEqual([
    {distributor: "distrokid", reported_on: "2024-03-10", currency: "USD", earnings: "1.900000000000000000", fees: "-0.100000000000000000", units: 1000, lines: 3},
    {distributor: "distrokid", reported_on: "2024-04-10", currency: "USD", earnings: "0.050000000000000000", fees: "0.000000000000000000", units: 50, lines: 1},
    {distributor: "distrokid", reported_on: "2024-06-10", currency: "USD", earnings: "1.900000000000000000", fees: "0.000000000000000000", units: 1000, lines: 1},
    {distributor: "indie", reported_on: "2024-06-10", currency: "EUR", earnings: "0.030000000000000000", fees: "0.000000000000000000", units: 10, lines: 1}
  ]);
});
