import {expect, test} from "vitest";
import {monthsBefore} from "./monthly-folder.js";

test("a date some months earlier is a date that there is", () => {
  expect([monthsBefore("2025-11-17", 26), monthsBefore("2025-01", 1), monthsBefore("2024-03-31", 1), monthsBefore("2025-11-17", 0)]).toEqual(["2023-09-17", "2024-12", "2024-02-28", "2025-11-17"]);
});
