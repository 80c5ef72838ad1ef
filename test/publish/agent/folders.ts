/** Small data folders for the agent server: a label of one track, whatever its name. */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {buildSnapshot, type Snapshot} from "../../../loaders/snapshot.js";

const HEADER = "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";

export interface Sale {
  artist: string;
  title: string;
  earnings: string;
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A snapshot whose statement has one line for each sale, of usage month 2025-07 on Spotify in the US. */
export async function snapshotOf(sales: readonly Sale[]): Promise<{snapshot: Snapshot; remove(): void}> {
  const root = mkdtempSync(join(tmpdir(), "ledgerline-agent-"));
  const dataDir = join(root, "data");
  mkdirSync(dataDir);
  const lines = sales.map(({artist, title, earnings}, i) => `2025-09-20,2025-07,Spotify,${cell(artist)},${cell(title)},QZSG9230${String(i).padStart(4, "0")},198760685510,10,100,Song,US,0,${earnings}`);
  writeFileSync(join(dataDir, "dk_bank_details.csv"), [HEADER, ...lines, ""].join("\n"));
  return {snapshot: await buildSnapshot({dataDir, outDir: join(root, "out"), asOf: "2025-11-20"}), remove: () => rmSync(root, {recursive: true, force: true})};
}
