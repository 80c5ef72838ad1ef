/** Files that hold the same lines: whole, cut off, or added up; and files that only look alike. */
import {expect, test} from "vitest";
import {overlappingFiles} from "../../loaders/flags-overlap.js";
import type {Database} from "../../loaders/duckdb.js";
import {withFolder} from "./workbench.js";

const HEADER = "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";
const line = (title: string, earnings: string, {store = "Spotify", reported = "2025-03-20", month = "2025-01", quantity = 10} = {}) => `${reported},${month},${store},A,${title},,,${quantity},100,Song,US,0,${earnings}`;
const file = (...lines: string[]) => [HEADER, ...lines, ""].join("\n");
const songs = ["a", "b", "c", "d", "e", "f"].map((title, i) => line(title, `0.${i + 1}`));

const overlaps = (files: Record<string, string>) =>
  withFolder(files, async ({datasets, rows}) => {
    const found = await overlappingFiles({all: rows, run: async (sql: string) => void (await rows(sql))} as Database, datasets);
    return found.map(({file, count, sentence, line}) => [datasets.find(({file_id}) => file_id === file)!.file, count, line, sentence]);
  });

test("a file that was cut in the middle of a store names exactly its lines", async () => {
  const [[name, count, first, sentence]] = await overlaps({"cut.csv": file(...songs.slice(0, 4)), "whole.csv": file(line("x", "9", {store: "Tidal"}), ...songs)});
  expect([count, first]).toEqual([4, name === "cut.csv" ? 2 : 3]);
  expect(sentence).toMatch(/^overlaps (whole|cut)\.csv: 4 lines of statements 2025-03-20 to 2025-03-20, USD 1 in all \((lines 2 to 5 here, lines 3 to 6 there|lines 3 to 6 here, lines 2 to 5 there)\), stand in both and count twice; remove one of the files$/);
});

test("lines in another order, with others between them, are named as runs", async () => {
  const [[, count, , sentence]] = await overlaps({"a.csv": file(songs[5], line("new", "7", {month: "2025-02"}), songs[0], songs[1]), "b.csv": file(...songs)});
  expect(count).toBe(3);
  expect(sentence).toMatch(/lines 2 and 4 to 5/);
  expect(sentence).toMatch(/lines 2 to 3 and 7/);
});

test("lines that another file adds up are the same money", async () => {
  const [[, , , sentence]] = await overlaps({"tracks.csv": file(...songs), "stores.csv": file(line("", "2.1", {quantity: 60}))});
  expect(sentence).toMatch(/USD 2\.1 in all .*where they are added up differently\), stand in both and count twice/);
  expect(sentence).toMatch(/lines 2 to 7/);
  expect(sentence).toMatch(/line 2\b(?! to)/);
});

test("two halves of a statement that share one line by chance, other months and other amounts are no overlap", async () => {
  expect(await overlaps({"a.csv": file(...songs.slice(0, 3), line("same", "0.01")), "b.csv": file(...songs.slice(3), line("same", "0.01"))})).toEqual([]);
  expect(await overlaps({"a.csv": file(...songs), "b.csv": file(...songs.map((text) => text.replace("2025-03-20", "2025-04-20")))})).toEqual([]);
  expect(await overlaps({"a.csv": file(line("free", "0")), "b.csv": file(line("free", "0"), line("x", "1", {store: "Tidal"}))})).toEqual([]);
});
