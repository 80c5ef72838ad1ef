import {describe, expect, it} from "vitest";
import {tableOf, type Day} from "../fixtures/ledger.js";

const dayAt = (offset: number): string => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
const day = (offset: number, spotify: number | null, more: Partial<Day> = {}): Day => ({
  streamed_on: dayAt(offset), spotify, apple: 0, ...more
});
const missing = async (days: Day[]): Promise<unknown[]> =>
  (await tableOf({days}, "select streamed_on from daily_streams where is_missing order by 1")).flat();

describe("daily_streams", () => {
  it("takes a 0 among days with streams for a missing report", async () => {
    expect(await missing([day(0, 20), day(1, 0), day(2, 20), day(3, 300)])).toEqual([dayAt(1)]);
    expect(await missing([day(0, 20), day(1, null)])).toEqual([dayAt(1)]);
  });

  it("believes a 0 where the usual day has fewer than 20, and on a platform that never streams", async () => {
    expect(await missing([day(0, 19), day(1, 0), day(2, 19)])).toEqual([]);
    expect(await missing([day(0, 50), day(1, 50)])).toEqual([]);
  });

  it("looks 14 days either way and no further", async () => {
    const zeros = Array.from({length: 15}, (_, at) => day(at, 0));
    expect(await missing([...zeros, day(29, 90)])).toEqual([]);
    expect(await missing([...zeros, day(28, 90)])).toEqual([dayAt(14)]);
  });

  it("judges each distributor by its own days", async () => {
    expect(await missing([day(0, 0), day(1, 90, {distributor: "toolost"})])).toEqual([]);
  });

  it("shows the rest of the combined count as other, for a distributor that has one", async () => {
    const days = [day(0, 7, {combined: 10}), day(1, 7, {combined: 6}), day(0, 7, {distributor: "toolost"})];
    const sql = "select streamed_on, distributor, stream_count from daily_streams where platform = 'other' order by 1";
    expect(await tableOf({days}, sql)).toEqual([[dayAt(0), "distrokid", 3], [dayAt(1), "distrokid", 0]]);
  });

  it("counts a day once when it was reported twice: the later line stands", async () => {
    const sql = "select stream_count, usage_month, expected_payment_on from daily_streams where platform = 'spotify'";
    expect(await tableOf({days: [day(0, 5), day(0, 6)]}, sql)).toEqual([[6, "2024-01-01", "2024-03-01"]]);
  });

  it("expects the money after the distributor's own terms, or those of `other`", async () => {
    const days = [day(0, 5), day(0, 5, {distributor: "indie"})];
    const sql = "select distributor, expected_payment_on from daily_streams where platform = 'spotify' order by 1";
    expect(await tableOf({days, terms: [["distrokid", 30], ["other", 1]]}, sql)).toEqual([
      ["distrokid", "2024-01-31"], ["indie", "2024-01-02"]
    ]);
  });
});
