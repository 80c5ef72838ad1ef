/** What a run keeps for the next one makes it faster and nothing else: the same bytes, the same accounts, the same sentences. */
import {createHash} from "node:crypto";
import {cpSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {beforeEach, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/duckdb.js";
import {joinParquet} from "../../loaders/lines/join-parquet.js";
import {readStruct, writeStruct} from "../../loaders/lines/thrift.js";
import {listInputs, readInputs} from "../../loaders/inputs.js";
import {openLineMemory} from "../../loaders/lines/memory.js";
import type {Snapshot} from "../../loaders/snapshot.js";
import {filesIn} from "../../loaders/store.js";
import {groupBy} from "../../src/model/group.js";
import {type Place, place} from "./folder.js";

const hashes = (dir: string) => Object.fromEntries([...filesIn(dir)].filter(([name]) => name.endsWith(".parquet")).map(([name, path]) => [name, createHash("sha256").update(readFileSync(path)).digest("hex")]));
const accounts = ({id, dir, manifest: {inputs, tables, problems}}: Snapshot) => ({id, hashes: hashes(dir), inputs, tables, problems});

/** The sample's statement as one file for each quarter of its reporting dates, with a line that cannot be read in each. */
function splitSample(here: Place): string[] {
  const path = join(here.dataDir, "dk_bank_details.csv");
  const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  rmSync(path);
  const quarters = groupBy(lines, (line) => `${line.slice(0, 4)}-${Math.ceil(Number(line.slice(5, 7)) / 3)}`);
  return [...quarters.keys()].sort().map((quarter) => {
    here.write(`statement-${quarter}.csv`, [header, ...quarters.get(quarter)!, quarters.get(quarter)![0].replace(/[^,]+$/, "much"), ""].join("\n"));
    return `statement-${quarter}.csv`;
  });
}

let here: Place;
let files: string[];
let path: (name: string) => string;
beforeEach(() => {
  here = place("sample");
  files = splitSample(here);
  path = (name) => join(here.dataDir, name);
});

/** The files that need not be read again. */
async function known(): Promise<number> {
  const files = await Promise.all(listInputs(here.dataDir).map((name) => readInputs(here.dataDir, name, join(here.outDir, "work"))));
  return openLineMemory(here.outDir, files.flat())?.fileIds.size ?? 0;
}

/** Builds with what is kept and, in an empty place, without; both must agree in everything. Returns the former. */
async function buildBothWays(): Promise<Snapshot> {
  const fresh = place();
  cpSync(here.dataDir, fresh.dataDir, {recursive: true});
  const [grown, whole] = [await here.build(), await fresh.build()];
  expect(accounts(grown)).toEqual(accounts(whole));
  return grown;
}

describe("with what the last run kept, a snapshot is the same to the byte", () => {
  test("a new file, an edited one, a removed one, a renamed one and a copy", async () => {
    const last = path(files.at(-1)!);
    renameSync(last, `${last}.later`);
    await here.build();
    expect(await known()).toBe(files.length - 1);
    renameSync(`${last}.later`, last);
    await buildBothWays();
    const edited = readFileSync(path(files[3]), "utf8");
    writeFileSync(path(files[3]), edited.replace(/,Spotify,/, ",Blip,"));
    expect(await known()).toBe(files.length - 1);
    await buildBothWays();
    rmSync(path(files[0]));
    expect(await known()).toBe(files.length - 1);
    await buildBothWays();
    renameSync(path(files[1]), path("renamed.csv"));
    cpSync(path(files[2]), path("a-copy.csv"));
    const {manifest} = await buildBothWays();
    expect(manifest.inputs.filter(({status}) => status === "duplicate").map(({file}) => file)).toEqual([files[2]]);
    for (const name of files.slice(2)) rmSync(path(name));
    for (const name of ["renamed.csv", "a-copy.csv"]) rmSync(path(name));
    await buildBothWays();
  });

  test("other spellings of artists, other rates", async () => {
    await here.build();
    here.write("rates.csv", "platform,rate\nspotify,0.003\n");
    expect(await known()).toBe(files.length);
    await buildBothWays();
    here.write("artist_aliases.csv", "alias,artist\nzone_a0,Zone\n");
    expect(await known()).toBe(0);
    await buildBothWays();
    here.write("tidy_daily_streams.csv", "date,spotify_streams,apple_streams,combined_streams,source\n2025-01-01,5,5,10,distrokid\n");
    expect(await known()).toBe(files.length);
    await buildBothWays();
  });
});

describe("what is kept", () => {
  const parts = () => readdirSync(join(here.outDir, "lines")).filter((name) => /^\w+\.parquet$/.test(name));

  test.for([
    ["a part that is cut", (at: string) => writeFileSync(at, readFileSync(at).subarray(0, 5000))],
    ["a part with one other bit", (at: string) => { const bytes = readFileSync(at); bytes[bytes.length >> 1] ^= 1; writeFileSync(at, bytes); }],
    ["a part that is gone", (at: string) => rmSync(at)],
    ["sums of a part that are not its own", (at: string) => writeFileSync(at.replace("parquet", "cells.parquet"), readFileSync(join(at, "..", `${parts()[0].replace("parquet", "cells.parquet")}`)))]
  ] as const)("%s is made anew", async ([, damage]) => {
    await here.build();
    damage(join(here.outDir, "lines", parts()[1]));
    expect(await known()).toBe(0);
    rmSync(path(files[0]));
    await buildBothWays();
    expect(await known()).toBe(files.length - 1);
  });

  test("an index that is no index is made anew", async () => {
    await here.build();
    for (const text of ["", "{}", '{"key":', "[]"]) {
      writeFileSync(join(here.outDir, "lines/index.json"), text);
      expect(await known()).toBe(0);
    }
    rmSync(path(files[4]));
    await buildBothWays();
  });

  test("an index that promises what the parts do not hold costs time, not truth", async () => {
    await here.build();
    const index = join(here.outDir, "lines/index.json");
    const content = JSON.parse(readFileSync(index, "utf8"));
    writeFileSync(join(here.outDir, "lines/broken.parquet"), "no parquet");
    content.parts[0].sha256 = "broken";
    writeFileSync(index, JSON.stringify(content));
    expect(await known()).toBe(0);
    rmSync(path(files[5]));
    await buildBothWays();
  });

  test("only the parts of the last run are kept, and a failing run changes nothing", async () => {
    await here.build();
    const before = parts();
    expect(before).toHaveLength(5);
    rmSync(path(files.at(-1)!));
    await here.build();
    expect(parts()).toHaveLength(5);
    expect(parts().filter((name) => before.includes(name))).toHaveLength(3);
    const kept = readdirSync(join(here.outDir, "lines"));
    here.write(files[0], "Reporting Date,Sale Month,Store\n");
    await expect(here.build()).rejects.toThrow("missing columns");
    expect(readdirSync(join(here.outDir, "lines"))).toEqual(kept);
  });
});

test("joined Parquet has the rows of its parts in their order, and refuses what does not fit", async () => {
  const dir = here.outDir;
  await here.build();
  const at = (name: string) => join(dir, name);
  const db = await openDatabase();
  try {
    await db.run("create table numbers as select i, 'text ' || (i % 300) as t, case when i % 7 > 0 then i::decimal(38,18) / 3 end as d from range(200000) r(i)");
    for (const [name, range] of [["a", "i < 10"], ["none", "false"], ["b", "i between 10 and 150000"], ["c", "i > 150000"]]) await db.run(`copy (from numbers where ${range} order by i) to '${at(name)}' (format parquet, row_group_size 20000)`);
    expect(joinParquet(["a", "none", "b", "c"].map(at), at("whole"))).toBe(200000);
    expect((await db.all(`select count(*)::integer as n from (select * from read_parquet('${at("whole")}') positional join (select i as i2, t as t2, d as d2 from numbers)) where i = i2 and t = t2 and d is not distinct from d2`))[0].n).toBe(200000);
    expect(await db.all(`select i::integer as i from read_parquet('${at("whole")}') where t = 'text 7' and i > 199000 order by i limit 1`)).toEqual([{i: 199207}]);
    await db.run(`copy (select 1 as other) to '${at("other")}' (format parquet)`);
    expect(() => joinParquet([at("a"), at("other")], at("wrong"))).toThrow(`not the same columns: ${at("other")}`);
    writeFileSync(at("text"), "PAR1 is not enough PAR1");
    expect(() => joinParquet([at("text")], at("wrong"))).toThrow("not parquet");
    expect(filesIn(dir).has("wrong")).toBe(false);
    const bytes = readFileSync(at("whole"));
    const footer = bytes.subarray(bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), -8);
    expect(writeStruct(readStruct(footer)).equals(footer)).toBe(true);
  } finally {
    db.close();
  }
});
