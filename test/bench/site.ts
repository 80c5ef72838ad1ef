/** A data set of one size, and the site built from it and served: everything in temporary folders. */
import {existsSync, mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {currentId, snapshotDir} from "../../loaders/store.js";
import {buildSite} from "../harness/build-site.js";
import {serve, type Served} from "../harness/serve.js";
import {makeWorkspace} from "../harness/workspace.js";
import {writeBarePage} from "./bare-page.js";
import {runProgram} from "./child.js";

/** Writes the data of a size below `work`, unless they are there. Returns their folder. */
export async function makeData(rows: number, work: string): Promise<string> {
  const dir = join(work, `data-${rows}`);
  if (!existsSync(dir)) await runProgram("data/generate.ts", ["--rows", String(rows), "--out", dir]);
  return dir;
}

export type BenchSite = {
  /** Folder of the built site, its address, and what was asked of the host. */
  dir: string;
  served: Served;
  /** Folder of the snapshot's Parquet, for the native engine. */
  snapshot: string;
  /** Days that the data reach to, ISO. */
  through: string;
  close(): Promise<void>;
};

/** Builds the site of a data folder in a copy of the project and serves it, with the bare page beside its own. */
export async function makeSite(dataDir: string): Promise<BenchSite> {
  const workspace = makeWorkspace("bench");
  try {
    const snapshots = join(workspace.dir, ".bench-snapshots");
    mkdirSync(snapshots);
    await buildSite(workspace.dir, {LEDGERLINE_DATA: dataDir, LEDGERLINE_SNAPSHOTS: snapshots, LEDGERLINE_OUT: "dist"});
    const dir = join(workspace.dir, "dist");
    const snapshot = snapshotDir(snapshots, currentId(snapshots)!);
    const manifest = JSON.parse(readFileSync(join(snapshot, "manifest.json"), "utf8")) as {data_through: string; tables: {name: string}[]};
    writeBarePage(dir, manifest.tables.map(({name}) => name));
    const served = await serve(dir, {base: "/bench/"});
    const close = async () => {
      await served.close();
      workspace.remove();
    };
    return {dir, served, snapshot, through: manifest.data_through, close};
  } catch (error) {
    workspace.remove();
    throw error;
  }
}
