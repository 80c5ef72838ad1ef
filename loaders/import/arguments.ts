/** What `npm run import` was asked to do. */
import {existsSync, readFileSync} from "node:fs";
import {parseMapping, type StatementMapping} from "../../src/model/statement-mapping.js";
import {readMapping} from "../mappings.js";

export interface ImportArguments {
  files: string[];
  json: boolean;
  mapping: StatementMapping | null;
}

const usage = `usage: npm run import -- FILE… [--json] [--map MAPPING]
  FILE      a statement: csv, tsv, txt, xlsx or zip
  --json    one JSON object per file on stdout, nothing else
  --map     a mapping file (.json), or distributor=acme,usage_month=Month,store=Shop,earnings=Net,currency=EUR`;

/** Throws a sentence for what cannot be understood. */
export function readArguments(args: readonly string[]): ImportArguments {
  const read: ImportArguments = {files: [], json: false, mapping: null};
  for (let i = 0; i < args.length; ++i) {
    const [, inline] = /^--map=(.*)$/s.exec(args[i]) ?? [];
    if (args[i] === "--json") read.json = true;
    else if (args[i] === "--map" || inline !== undefined) {
      const text = inline ?? args[++i];
      if (!text) throw new Error(`--map needs a mapping\n${usage}`);
      read.mapping = mappingOf(text);
    } else if (args[i].startsWith("--")) throw new Error(`unknown option: ${args[i]}\n${usage}`);
    else read.files.push(args[i]);
  }
  if (!read.files.length) throw new Error(`no file given\n${usage}`);
  return read;
}

function mappingOf(text: string): StatementMapping {
  if (/\.json$/i.test(text) || existsSync(text)) {
    if (!existsSync(text)) throw new Error(`mapping not found: ${text}`);
    return readMapping(text, readFileSync(text, "utf8"));
  }
  const mapping = parseMapping(text);
  if (typeof mapping === "string") throw new Error(`--map cannot be used: ${mapping}`);
  return mapping;
}
