import {spawnSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {place, type Place} from "./folder.js";

const run = ({dataDir, outDir}: Place, ...options: string[]) =>
  spawnSync(process.execPath, ["loaders/site/run.mjs", "worklist", ...options], {encoding: "utf8", env: {...process.env, LEDGERLINE_DATA: dataDir, LEDGERLINE_SNAPSHOTS: outDir}});
const items = (here: Place, ...options: string[]): {id: string; state: string; note: string; amount: number}[] => JSON.parse(run(here, "--json", ...options).stdout).data;

test("lists what is to ask, writes a state that the next snapshot reads, and keeps the lines that stood there", () => {
  const here = place("sample");
  const before = readFileSync(join(here.dataDir, "worklist.csv"), "utf8");
  const short = items(here).find(({id}) => id === "payout:distrokid:2025-07-01:USD")!;
  expect([short.state, short.note, Math.round(short.amount * 100)]).toEqual(["asked", "wrote to support with both totals", -3000]);
  const set = run(here, "set", short.id, "accepted", "--note", 'a "bank fee", settled', "--by", "Sty", "--on", "2025-11-19");
  expect([set.status, set.stdout]).toEqual([0, `${short.id} is accepted since 2025-11-19, written to worklist.csv; the next snapshot reads it.\n`]);
  expect(readFileSync(join(here.dataDir, "worklist.csv"), "utf8")).toBe(`${before}${short.id},accepted,2025-11-19,"a ""bank fee"", settled",Sty\n`);
  expect(items(here).some(({id}) => id === short.id)).toBe(false);
  expect(items(here, "--all").find(({id}) => id === short.id)).toMatchObject({state: "accepted", note: 'a "bank fee", settled'});
});

test("refuses what it does not know, and makes no file", () => {
  const here = place("sample");
  const columns = (text: string) => here.write("worklist.csv", text);
  const fails = (...options: string[]) => {
    const {status, stderr} = run(here, ...options);
    return [status, stderr.split("\n")[0].trim()];
  };
  expect(fails("set", "payout:nobody:2025-07-01:USD", "asked")).toEqual([1, "problem: unknown item: payout:nobody:2025-07-01:USD (npm run worklist -- --all lists them)"]);
  expect(fails("set", "payout:distrokid:2025-07-01:USD", "done")).toEqual([1, "problem: unknown state: done (one of open, asked, explained, accepted)"]);
  expect(fails("set", "payout:distrokid:2025-07-01:USD", "asked", "--on", "2025-02-30")).toEqual([1, "problem: not a day: 2025-02-30"]);
  expect(fails("--loud")[1]).toBe("problem: unknown option: --loud");
  columns("item,state,updated_on,note\n");
  expect(fails("set", "payout:distrokid:2025-07-01:USD", "asked").slice(0, 1)).toEqual([1]);
  expect(run(here, "set", "payout:distrokid:2025-07-01:USD", "asked").stderr).toContain("worklist.csv line 1: expected item,state,updated_on,note,by; found item,state,updated_on,note");
});

test("an empty folder has nothing to ask, and gets no file", () => {
  const here = place();
  const {status, stdout} = run(here);
  expect([status, stdout.split(",")[0]]).toEqual([0, "0 of 0 items are open or asked"]);
  expect(existsSync(join(here.dataDir, "worklist.csv"))).toBe(false);
});
