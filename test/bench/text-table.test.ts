import {expect, test} from "vitest";
import {megabytes, milliseconds, seconds, textTable, times} from "./text-table.js";

test("words stand on the left, figures on the right, what is missing is a dash", () => {
  expect(textTable("Title", ["page", "time", "ratio"], [["overview", "9.5 ms", times(null)], ["data", "120 ms", "1.50×"]]).split("\n")).toEqual([
    "Title",
    "page        time  ratio",
    "────────  ──────  ─────",
    "overview  9.5 ms      –",
    "data      120 ms  1.50×"
  ]);
});

test("a column with a word in it stays on the left", () => {
  expect(textTable("", ["limit"], [["≤ 2.00×"], ["yes"]]).split("\n").slice(3)).toEqual(["≤ 2.00×", "yes"]);
});

test("figures carry their units", () => {
  expect([seconds(1.234), milliseconds(12.34), milliseconds(1234.5), milliseconds(null), times(1.255), megabytes(440_000), megabytes(15_680_929)])
    .toEqual(["1.23 s", "12.3 ms", "1235 ms", "–", "1.25×", "0.44 MB", "15.7 MB"]);
});
