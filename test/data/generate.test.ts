import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_ROWS, DEFAULT_SEED } from "../../data/generate/config.js";
import { formatPico, formatPythonFloat } from "../../data/generate/csv.js";
import { generateWorkspace } from "../../data/generate/workspace.js";
import { compareWithFeed, CURATED, readFeed, readStatement } from "./sample.js";

const folders: string[] = [];

function generate(rows: number, seed = DEFAULT_SEED): { folder: string; rows: number } {
  const folder = mkdtempSync(join(tmpdir(), "ledgerline-sample-"));
  folders.push(folder);
  return { folder, rows: generateWorkspace({ rows, out: folder, seed }).rows };
}

function hashFolder(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")]));
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("generateWorkspace", () => {
  it("gives the same bytes each time, and those that are committed", () => {
    const first = hashFolder(generate(DEFAULT_ROWS).folder);
    expect(hashFolder(generate(DEFAULT_ROWS).folder)).toEqual(first);
    expect(hashFolder(CURATED)).toEqual(first);
  });

  it("gives other bytes for another seed", () => {
    const other = hashFolder(generate(DEFAULT_ROWS, 7).folder);
    expect(other["dk_bank_details.csv"]).not.toBe(hashFolder(CURATED)["dk_bank_details.csv"]);
  });

  it("keeps the committed sample under 6 MB", () => {
    const bytes = readdirSync(CURATED).reduce((sum, name) => sum + statSync(join(CURATED, name)).size, 0);
    expect(bytes).toBeLessThan(6_000_000);
  });

  it.each([2_000, 10_000, 60_000])("meets %i statement lines within a hundredth", (wanted) => {
    const { folder, rows } = generate(wanted);
    expect(Math.abs(rows / wanted - 1)).toBeLessThan(0.01);
    const newlines = readFileSync(join(folder, "dk_bank_details.csv"), "utf8").split("\n").length - 1;
    expect(newlines).toBe(rows + 1);
  });

  it("keeps the daily feed consistent with the statements of a larger sample", () => {
    const { folder } = generate(45_000);
    const ratios = compareWithFeed(readStatement(folder), readFeed(folder), "spotify");
    expect(ratios.get("2024-05")!.plays).toBeCloseTo(0.99, 1);
    expect(ratios.get("2024-05")!.all).toBeGreaterThan(1.18);
    expect(ratios.get("2024-05")!.all).toBeLessThan(1.32);
  });
});

describe("formatPythonFloat", () => {
  it.each([
    [0.00009255, "9.255e-05"],
    [0.0001, "0.0001"],
    [-0.00000001, "-1e-08"],
    [0, "0.0"],
    [3, "3.0"],
    [1.5, "1.5"],
    [1e-12, "1e-12"],
    [123456.789, "123456.789"],
  ])("prints %d as Python does", (value, text) => {
    expect(formatPythonFloat(value)).toBe(text);
  });

  it("prints pico amounts without a float's noise", () => {
    expect(formatPico(302480840000)).toBe("0.30248084");
    expect(formatPico(5520000000001)).toBe("5.520000000001");
    expect(() => formatPico(2 ** 53)).toThrow("amount too large to print exactly: 9007199254740992");
  });
});
