/** Amounts of several currencies stand apart, or the request is refused until it names one. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {answerRequest} from "../../loaders/answers/answer.js";
import {openAnswers, type Opened} from "../../loaders/answers/open.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";
import {writeBelieve} from "../fixtures/statements/believe.js";

const root = mkdtempSync(join(tmpdir(), "ledgerline-currency-"));
let opened: Opened;

beforeAll(async () => {
  writeFileSync(join(root, "believe.csv"), writeBelieve());
  writeFileSync(join(root, "dk_bank_details.csv"), "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)\n2025-09-20,2025-07,Spotify,A,One,QZSG92300009,198760685510,10,100,Song,US,0,0.05\n");
  writeFileSync(join(root, "tidy_daily_streams.csv"), "date,spotify_streams,apple_streams,combined_streams,source\n2025-07-01,10,1,11,distrokid\n");
  opened = await openAnswers((await buildSnapshot({dataDir: root, outDir: join(root, "out"), asOf: "2025-11-20"})).dir);
});
afterAll(() => {
  opened.close();
  rmSync(root, {recursive: true});
});

const ask = (request: MetricRequestInput) => answerRequest(opened, request);

test("each currency has a row of its own, and the answer says so", async () => {
  const answer = await ask({metrics: ["total_revenue"]});
  if (!answer.success) throw new Error(answer.error);
  const theirs = await opened.query("select currency, sum(earnings) as total from statement_lines group by currency order by total desc");
  expect(theirs).toHaveLength(2);
  expect(answer.data.map(({currency, total_revenue}) => [currency, Number(total_revenue)])).toEqual(theirs.map(({currency, total}) => [currency, Number(total)]));
  expect(answer.metadata.currency).toBeNull();
  expect(answer.warnings).toContain("amounts in several currencies stand apart: they are never added");
});

test("one currency is named by a filter, and by it only", async () => {
  const answer = await ask({metrics: ["total_revenue"], filters: [{dimension: "currency", values: ["USD"]}]});
  expect(answer).toMatchObject({success: true, data: [{currency: "USD", total_revenue: "0.05"}], metadata: {currency: "USD"}});
});

test("shares are of their own currency", async () => {
  const answer = await ask({metrics: ["platform_share"], dimensions: ["platform"]});
  if (!answer.success) throw new Error(answer.error);
  const sums = new Map<string, number>();
  for (const {currency, platform_share} of answer.data) sums.set(String(currency), (sums.get(String(currency)) ?? 0) + Number(platform_share));
  expect([...sums.values()].map((sum) => sum.toFixed(9))).toEqual(["1.000000000", "1.000000000"]);
});

test("no order among currencies, no streams beside several: refused with requests for each", async () => {
  for (const request of [{metrics: ["total_revenue"], dimensions: ["artist"], limit: 3}, {metrics: ["total_revenue", "total_streams"]}] satisfies MetricRequestInput[]) {
    const answer = await ask(request);
    if (answer.success) throw new Error("answered");
    expect(answer.error).toMatch(/EUR and USD/);
    expect(answer.requests).toHaveLength(2);
    for (const offer of answer.requests!) expect((await ask(offer as MetricRequestInput)).success).toBe(true);
  }
});
