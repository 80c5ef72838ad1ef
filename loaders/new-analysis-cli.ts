/** `npm run new-analysis -- NAME [--template T]`: writes src/analyses/<name>.md, to be edited there or on the Notebook page. */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {notebookPage, type Catalog} from "../src/model/notebook-page.js";
import {notebookTemplates} from "../src/model/notebook-templates.js";
import {dataDir, projectRoot, snapshotRoot} from "./paths.js";
import {buildSnapshot} from "./snapshot.js";
import {currentId, snapshotDir} from "./store.js";

const DIR = join(projectRoot, "src/analyses");
const HELP = `npm run new-analysis -- NAME [--template T]\ntemplates: ${notebookTemplates.map(({name}) => name).join(", ")}`;

/** "Rates in May 2025" → "rates-in-may-2025". */
export const slugOf = (name: string): string => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);

/** The snapshot in use, so that the page says what it was built on; nothing when there is none yet. */
function currentSnapshot(root: string): {id: string; catalog: Catalog} {
  const id = currentId(root);
  const file = id && join(snapshotDir(root, id), "manifest.json");
  if (!id || !file || !existsSync(file)) return {id: "", catalog: {}};
  const {tables} = JSON.parse(readFileSync(file, "utf8")) as {tables: {name: string; columns: {name: string}[]}[]};
  return {id, catalog: Object.fromEntries(tables.map(({name, columns}) => [name, columns.map((column) => column.name)]))};
}

/** Writes the page, built on the snapshot in use below `root`; throws a sentence when the name or the template is no good. */
export function newAnalysis(args: readonly string[], dir = DIR, today = new Date().toISOString().slice(0, 10), root = snapshotRoot): string {
  const {values, positionals} = parseArgs({args: [...args], options: {template: {type: "string"}, help: {type: "boolean"}}, allowPositionals: true});
  if (values.help) return HELP;
  const name = positionals.join(" ");
  const slug = slugOf(name);
  if (!slug) throw new Error(`a name is needed: ${HELP}`);
  const template = notebookTemplates.find((each) => each.name === (values.template ?? notebookTemplates[0].name));
  if (!template) throw new Error(`unknown template: ${values.template} (one of ${notebookTemplates.map((each) => each.name).join(", ")})`);
  const file = join(dir, `${slug}.md`);
  if (existsSync(file)) throw new Error(`analysis exists already: ${slug}.md; choose another name or delete it`);
  const {id, catalog} = currentSnapshot(root);
  mkdirSync(dir, {recursive: true});
  writeFileSync(file, notebookPage({...template.notebook, title: name === slug ? template.notebook.title : name, date: today, snapshot: id}, catalog));
  return `written: src/analyses/${slug}.md (from ${template.name})\n${id ? "" : "There is no snapshot yet, so the page does not say what it was built on: npm run snapshot first to have it.\n"}npm start shows it at /analyses/${slug}; the Notebook page opens it with Import.`;
}

if (process.argv[1]?.endsWith("new-analysis-cli.ts")) {
  if (!process.argv.includes("--help")) await buildSnapshot({dataDir, outDir: snapshotRoot}).catch(() => null); // a folder that cannot be read is no reason not to write: the page then says no snapshot
  console.log(newAnalysis(process.argv.slice(2)));
}
