/** `npm run import -- FILE…`: recognises statements and keeps their originals in LEDGERLINE_DATA. Exits 1 when a file was refused. */
import {existsSync, statSync} from "node:fs";
import {mappedLayout} from "../src/model/statement-mapping.js";
import {readArguments} from "./import/arguments.js";
import {importFile} from "./import/import-file.js";
import {reportLines} from "./import/report.js";
import {readMappings, saveMapping} from "./mappings.js";
import {dataDir} from "./paths.js";
import {readSettings} from "./settings.js";

try {
  const {files, json, mapping} = readArguments(process.argv.slice(2));
  if (!existsSync(dataDir) || !statSync(dataDir).isDirectory()) throw new Error(`data folder not found: ${dataDir}`);
  const known = readMappings(dataDir);
  const mappings = mapping ? [...known.filter(({distributor}) => distributor !== mapping.distributor), mappedLayout(mapping)] : known;
  if (readSettings(dataDir).sample) console.error(`note: ${dataDir} is the sample; set LEDGERLINE_DATA to import into your own folder`);
  let changed = false;
  for (const file of files) {
    const report = await importFile(dataDir, file, mappings);
    if (report.status === "refused") process.exitCode = 1;
    if (mapping && report.distributor === mapping.distributor) console.error(`mapping saved as ${saveMapping(dataDir, mapping)}`);
    changed ||= report.status === "imported";
    if (json) console.log(JSON.stringify(report));
    else console.log(reportLines(report).join("\n"));
  }
  if (changed && !json) console.log("The next snapshot reads them: npm run snapshot (a running preview does so by itself).");
} catch (error) {
  console.error(`  problem: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
