import {spawnSync} from "node:child_process";
import {expect, test} from "vitest";

const run = (task: string, env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ["loaders/site/run.mjs", task], {encoding: "utf8", env: {...process.env, ...env}});

test("a data folder that does not exist is one sentence", () => {
  const {status, stderr} = run("start", {LEDGERLINE_DATA: "/nowhere/at/all"});
  expect(status).toBe(1);
  expect(stderr.trim()).toBe("LEDGERLINE_DATA points to a folder that does not exist: /nowhere/at/all");
});

test("a data folder that is a file is one sentence", () => {
  expect(run("start", {LEDGERLINE_DATA: process.execPath}).stderr.trim()).toBe(`LEDGERLINE_DATA points to a file, not a folder: ${process.execPath}`);
});

test("an unknown task names the known ones", () => {
  const {status, stderr} = run("strat");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^unknown task: strat \(one of start, build, /);
});
