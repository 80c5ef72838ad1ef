/** A data folder and a folder of downloads for one test of the import. */
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {onTestFinished} from "vitest";
import {importFile} from "../../loaders/import/import-file.js";
import type {ImportReport} from "../../loaders/import/report.js";
import {readMappings} from "../../loaders/mappings.js";
import {type Snapshot, buildSnapshot} from "../../loaders/snapshot.js";

export interface ImportPlace {
  dataDir: string;
  outDir: string;
  /** Writes a download; returns its path. */
  download(name: string, content: string | Buffer): string;
  /** Writes it and imports it. */
  bring(name: string, content: string | Buffer): Promise<ImportReport>;
  snapshot(): Promise<Snapshot>;
  /** Every file of the data folder. */
  stored(): string[];
}

export function importPlace(): ImportPlace {
  const root = mkdtempSync(join(tmpdir(), "ledgerline-"));
  onTestFinished(() => rmSync(root, {recursive: true, force: true}));
  const [dataDir, outDir] = [join(root, "data"), join(root, "out")];
  mkdirSync(dataDir);
  const download = (name: string, content: string | Buffer) => {
    const path = join(root, "downloads", name);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, content);
    return path;
  };
  return {
    dataDir, outDir, download,
    bring: (name, content) => importFile(dataDir, download(name, content), readMappings(dataDir)),
    snapshot: () => buildSnapshot({dataDir, outDir, asOf: "2025-11-20"}),
    stored: () => readdirSync(dataDir, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile()).map((entry) => entry.name).sort()
  };
}
