/** The pages' payment cells on the snapshot's own as-of date are the rows of the payments mart. */
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {rowsOf} from "../../src/model/columns.js";
import {isoDay} from "../../src/model/days.js";
import type {OverviewJson} from "../../src/model/overview-data.js";
import {paymentCells} from "../../src/model/payment-status.js";

const outDir = mkdtempSync(join(tmpdir(), "ledgerline-payments-"));
afterAll(() => rmSync(outDir, {recursive: true, force: true}));

describe.each([undefined, "2025-10-30", "2026-03-01"])("as of %s", (asOf) => {
  let overview: OverviewJson;
  beforeAll(async () => {
    const {dir} = await buildSnapshot({dataDir: "data/curated", outDir, asOf});
    overview = JSON.parse(readFileSync(join(dir, "overview.json"), "utf8"));
  });

  test.each(["default", "observed"] as const)("status, arrived and outstanding on the %s basis", (basis) => {
    const mart = rowsOf(overview.payments).filter((row) => String(row.usage_month) <= overview.as_of && (row.expected_default !== null || row.line_count !== 0));
    const cells = paymentCells(rowsOf(overview.payments) as never, rowsOf(overview.arrivals) as never, overview.as_of, basis);
    expect(mart.length).toBeGreaterThan(400);
    expect(cells.map((cell) => [isoDay(cell.usage_month), cell.distributor, cell.platform, cell.status, cell.line_count, cell.arrived.toFixed(6), cell.outstanding.toFixed(6)])).toEqual(
      mart.map((row) => [
        row.usage_month, row.distributor, row.platform, row[basis === "default" ? "status" : "status_observed"], row.line_count,
        Number(row.arrived).toFixed(6), Number(row[`outstanding_${basis}`]).toFixed(6)
      ])
    );
  });
});
