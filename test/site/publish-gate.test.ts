import {expect, test, vi} from "vitest";
import {blockingSentences, checkPublishable} from "../../loaders/site/publish-gate.js";
import {place} from "../snapshot/folder.js";

test("a folder that fails a blocking check is not published, and the sentence says which", async () => {
  const here = place();
  here.write("royalty_splits.csv", "artist,isrc,party,share_ppm\nA,,label,200000\n");
  await here.build();
  const sentences = blockingSentences(here.outDir);
  expect(sentences).toEqual(["Royalty splits: 0 of 1 sets of shares add up to exactly 1,000,000 parts; the others: A (200000)."]);
  expect(() => checkPublishable(sentences, undefined)).toThrow(`site not built: the data fails a check that stops a publish\n  blocks a publish: ${sentences[0]}\nmend it (npm run quality says how), or set LEDGERLINE_PUBLISH_FAILING=1 to publish it with its figures marked`);
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect(() => checkPublishable(sentences, "1")).not.toThrow();
  expect(warn.mock.calls.flat().join("\n")).toContain(sentences[0]);
  warn.mockRestore();
});

test.each(["sample", "empty"] as const)("nothing stops the %s folder", async (from) => {
  const here = place(from);
  await here.build();
  expect(blockingSentences(here.outDir)).toEqual([]);
});

test("a marking check does not stop a publish", async () => {
  const here = place();
  here.write("goals.csv", "metric,period,target,scope\n");
  await here.build();
  expect(blockingSentences(here.outDir)).toEqual([]);
});
