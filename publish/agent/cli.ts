/**
 * `npm run -s mcp`: answers agents over standard input and output, from one snapshot. `--snapshot DIR` names it (default:
 * the one in use), `--allow-sql` offers run_sql. Standard output carries the protocol and nothing else.
 */
import {StdioServerTransport} from "@modelcontextprotocol/sdk/server/stdio.js";
import {existsSync} from "node:fs";
import {join, resolve} from "node:path";
import {parseArgs} from "node:util";
import {openAnswers} from "../../loaders/answers/open.js";
import {snapshotRoot} from "../../loaders/paths.js";
import {currentId, snapshotDir} from "../../loaders/store.js";
import {createAgentServer} from "./server.js";

/** Absolute folder of the snapshot. Throws a sentence when there is none. */
function chosenSnapshot(folder: string | undefined): string {
  if (folder !== undefined) {
    const dir = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
    if (!existsSync(join(dir, "manifest.json"))) throw new Error(`snapshot not found: ${dir} has no manifest.json`);
    return dir;
  }
  const id = currentId(snapshotRoot);
  if (id === null) throw new Error("no snapshot yet: run npm run snapshot, or name one with --snapshot DIR");
  return snapshotDir(snapshotRoot, id);
}

const log = (line: string) => void process.stderr.write(`${line}\n`);

async function serve(): Promise<void> {
  const {values} = parseArgs({options: {snapshot: {type: "string"}, "allow-sql": {type: "boolean", default: false}}});
  const opened = await openAnswers(chosenSnapshot(values.snapshot));
  const server = createAgentServer({opened, allowSql: values["allow-sql"], log});
  server.onerror = (error) => log(`protocol: ${error.message.slice(0, 300)}`);
  // When the client closes standard input the process ends by itself, once what was asked is answered.
  process.stdout.on("error", () => process.exit(0));
  await server.connect(new StdioServerTransport());
  log(`ledgerline: snapshot ${opened.manifest.id}, as of ${opened.manifest.as_of}${values["allow-sql"] ? ", with run_sql" : ""}`);
}

await serve().catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
