/** Writes a change of the work list into worklist.csv of the data folder. */
import {existsSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {WORKLIST_HEADER, worklistLine, type WorkEntry} from "../../src/model/work-items.js";

const NAME = "worklist.csv";

/** Adds one line; what stands in the file stays, byte by byte. The file appears whole or not at all. Throws a sentence when its columns are others. */
export function saveChange(dataDir: string, entry: WorkEntry): string {
  const path = join(dataDir, NAME);
  const before = existsSync(path) ? readFileSync(path, "utf8") : `${WORKLIST_HEADER}\n`;
  const header = before.replace(/^\ufeff/, "").split(/\r?\n/, 1)[0].split(",").map((name) => name.trim().replace(/^"|"$/g, "").toLowerCase());
  if (header.join(",") !== WORKLIST_HEADER) throw new Error(`${NAME} line 1: expected ${WORKLIST_HEADER}; found ${header.join(",")}`);
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  const part = join(dataDir, `.${NAME}.${process.pid}.part`);
  writeFileSync(part, `${before}${/\n$/.test(before) ? "" : end}${worklistLine(entry)}${end}`);
  renameSync(part, path);
  return NAME;
}
