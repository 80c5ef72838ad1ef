/** The SQL page: tabs of queries, the tables, files of the reader, the history. It is there before the engine is. */
import {element, uniqueId} from "../components/dom.js";
import {addLocalFile} from "../engine/local-files.js";
import {engineFunctions, onRestart, ownTables, session} from "../engine/session.js";
import {formatCount} from "../model/format.js";
import type {ManifestPart} from "../model/provenance.js";
import {tabName, type HistoryEntry, type SqlTab} from "../model/sql-page-state.js";
import type {SchemaTable, SqlSchema} from "../model/sql-schema.js";
import {codeTokens} from "../model/sql-tokens.js";
import {judgeStatement} from "../model/sql-guard.js";
import {fileDrop} from "./file-drop.js";
import {historyList} from "./history-list.js";
import {keysHelp} from "./keys-help.js";
import {readLink} from "./link.js";
import {addToHistory, clearHistory, keepTabs, readHistory, readTabs} from "./page-store.js";
import {queryPane, type QueryPane} from "./query-pane.js";
import {samplesOf} from "./samples.js";
import {schemaTree} from "./schema-tree.js";
import {tabBar} from "./tab-bar.js";

const KEEP_DELAY = 300;

/** Draws the page; the tables of `manifest` are offered as soon as it is there. */
export function sqlPage(manifest: Promise<ManifestPart>): HTMLElement {
  const saved = readTabs();
  const panes = new Map<number, QueryPane>();
  const schema: {tables: SchemaTable[]; own: SchemaTable[]; functions: SqlSchema["functions"]} = {tables: [], own: [], functions: []};
  const whole = (): SqlSchema => ({tables: [...schema.own, ...schema.tables], functions: schema.functions});
  const [treePlace, historyPlace, message] = [element`<div><p class="muted">Reading the tables …</p></div>`, element`<div></div>`, element`<p class="sql-message" role="status" aria-live="polite"></p>`];
  const panel = element`<div role="tabpanel" id=${uniqueId("query-panel")} class="query-panel"></div>`;
  const say = (sentence: string) => void (message.textContent = sentence);
  let active = saved.tabs.some(({id}) => id === saved.active) ? saved.active : saved.tabs[0].id;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void (keepTabs({tabs: saved.tabs, active}) || say("This browser does not keep your queries: its storage is full or switched off.")), KEEP_DELAY);
  };
  const pane = (id = active): QueryPane => {
    const found = panes.get(id);
    if (found) return found;
    const made = queryPane(saved.tabs.find((tab) => tab.id === id)!, {
      schema: whole, manifest, ownTables: () => schema.own.map(({name}) => name),
      onChange: () => { keep(); drawTabs(); },
      onRan: (entry, changed) => { drawHistory(addToHistory(entry)); if (changed) void readOwn(); void readFunctions(); }
    });
    panes.set(id, made);
    return made;
  };
  const drawTabs = () => bar.show(saved.tabs.map((tab) => ({id: tab.id, name: tabName(tab)})), active);
  const select = (id: number) => {
    active = id;
    drawTabs();
    panel.replaceChildren(pane().element);
    panel.setAttribute("aria-label", tabName(pane().tab));
    keep();
  };
  const add = (part: Partial<SqlTab> = {}) => {
    const id = Math.max(...saved.tabs.map((tab) => tab.id)) + 1;
    saved.tabs.push({id, text: "", chart: null, shows: "table", ...part});
    select(id);
  };
  const close = (id: number) => {
    const at = saved.tabs.findIndex((tab) => tab.id === id);
    if (saved.tabs.length < 2 || at < 0) return;
    saved.tabs.splice(at, 1);
    panes.get(id)?.close();
    panes.delete(id);
    select(id === active ? saved.tabs[Math.min(at, saved.tabs.length - 1)].id : active);
  };
  const bar = tabBar(panel.id, {onSelect: select, onAdd: () => { add(); pane().editor.focus(); }, onClose: close});
  const insert = (text: string) => pane().editor.insert(text);
  const drawTree = () => treePlace.replaceChildren(schemaTree(schema.tables, {insert, samples: samplesOf, own: schema.own}));
  const schemaChanged = () => {
    drawTree();
    for (const each of panes.values()) each.schemaChanged();
  };
  const readOwn = async () => {
    schema.own = (await ownTables()).map((table) => ({...table, grain: "your own, on this machine"}));
    schemaChanged();
  };
  const readFunctions = async () => {
    if (schema.functions.length) return;
    schema.functions = await engineFunctions();
    for (const each of panes.values()) each.schemaChanged();
  };
  const drawHistory = (entries: readonly HistoryEntry[]) => historyPlace.replaceChildren(historyList(entries, (sql) => { add({text: sql}); pane().editor.focus(); }, () => { clearHistory(); drawHistory([]); }));
  const take = async (files: readonly File[]) => {
    for (const file of files) {
      say(`Reading ${file.name} …`);
      try {
        say((await addLocalFile(file)).map(({name, rows, from}) => `${from} is the table ${name} now (${formatCount(rows)} rows).`).join(" "));
      } catch (error) {
        say(`not read: ${error instanceof Error ? error.message : String(error)}`);
      }
      await readOwn().catch(() => {});
    }
  };
  const openLink = () => {
    const link = readLink(location.hash);
    if (link === null) return;
    if (typeof link === "string") return say(link);
    if (pane().tab.text !== link.sql) add({text: link.sql, chart: link.chart, shows: link.chart ? "chart" : "table"});
    else Object.assign(pane().tab, {chart: link.chart, shows: link.chart ? "chart" : "table"});
    void manifest.then(({id}) => link.snapshot && link.snapshot !== id && say(`The link was made on snapshot ${link.snapshot.slice(0, 10)}, this is ${id.slice(0, 10)}: figures may have changed.`), () => {});
    if (isReading(link.sql, schema.tables)) void pane().run();
    else say("The statement of the link changes tables: look at it before you run it.");
  };

  const side = element`<aside class="sql-side" aria-label="Tables"><details open><summary>Tables</summary>${treePlace}</details><details><summary>History</summary>${historyPlace}</details></aside>`;
  const page = element`<div class="sql-page">${side}<div class="sql-main"></div></div>`;
  const tools = element`<div class="sql-tools">${bar.element}${keysHelp(page)}</div>`;
  page.querySelector(".sql-main")!.append(tools, panel, message, fileDrop(page, take));
  if (innerWidth < 800) side.querySelector("details")!.open = false;
  select(active);
  drawHistory(readHistory());
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented && page.isConnected) panes.get(active)?.cancel(); });
  addEventListener("hashchange", () => page.isConnected && openLink());
  onRestart((sentence) => { for (const each of panes.values()) each.lost(sentence); say(sentence); void readOwn().catch(() => {}); });
  manifest.then(({tables}) => { schema.tables = tables.map((table) => ({...table})); schemaChanged(); }, () => treePlace.replaceChildren(element`<p class="grid-problem">The list of tables could not be read.</p>`));
  void session().then(readFunctions).catch(() => {});
  openLink();
  return page;
}

/** Whether a statement only reads, so that a link may run it. */
function isReading(sql: string, tables: readonly SchemaTable[]): boolean {
  const {kind} = judgeStatement(sql, new Set(tables.map(({name}) => name)));
  return codeTokens(sql).length > 0 && (kind === "query" || kind === "describe");
}
