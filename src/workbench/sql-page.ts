/** The SQL page: tabs of queries, the tables, files of the reader, the history. It is there before the engine is. */
import {element, uniqueId} from "../components/dom.js";
import {addLocalFile} from "../engine/local-files.js";
import {engineFunctions, onRestart, ownTables, session} from "../engine/session.js";
import {formatCount} from "../model/format.js";
import type {ManifestPart} from "../model/provenance.js";
import {judgeStatement} from "../model/sql-guard.js";
import {tabName, type HistoryEntry, type SqlTab} from "../model/sql-page-state.js";
import type {SchemaTable, SqlSchema} from "../model/sql-schema.js";
import {codeTokens} from "../model/sql-tokens.js";
import {fileDrop} from "./file-drop.js";
import {historyList} from "./history-list.js";
import {keysHelp} from "./keys-help.js";
import {readLink} from "./link.js";
import {addToHistory, clearHistory, keepTabs, readHistory, readTabs} from "./page-store.js";
import {QueryPane} from "./query-pane.js";
import {samplesOf} from "./samples.js";
import {schemaTree} from "./schema-tree.js";
import {tabBar} from "./tab-bar.js";

const KEEP_DELAY = 300;
/** Narrower pages show the query first and the tables when asked. */
const WIDE = 800;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The page's parts and what they know; `sqlPage` makes one. */
class SqlPage {
  readonly element: HTMLElement;
  private readonly saved = readTabs();
  private active: number;
  private readonly panes = new Map<number, QueryPane>();
  private tables: readonly SchemaTable[] = [];
  private own: readonly SchemaTable[] = [];
  private functions: SqlSchema["functions"] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly tree = element`<div><p class="muted">Reading the tables …</p></div>`;
  private readonly history = element`<div></div>`;
  private readonly message = element`<p class="sql-message" role="status" aria-live="polite"></p>`;
  private readonly panel = element`<div role="tabpanel" id=${uniqueId("query-panel")} class="query-panel"></div>`;
  private readonly bar = tabBar(this.panel.id, {
    onSelect: (id) => this.select(id),
    onAdd: () => this.add().editor.focus(),
    onClose: (id) => this.close(id)
  });

  constructor(private readonly manifest: Promise<ManifestPart>) {
    const {tabs, active} = this.saved;
    this.active = tabs.some(({id}) => id === active) ? active : tabs[0].id;
    this.element = element`<div class="sql-page"></div>`;
    const side = element`<aside class="sql-side" aria-label="Tables"><details open=${innerWidth >= WIDE}><summary>Tables</summary>${this.tree}</details><details><summary>History</summary>${this.history}</details></aside>`;
    const tools = element`<div class="sql-tools">${this.bar.element}${keysHelp(this.element)}</div>`;
    this.element.append(side, element`<div class="sql-main">${tools}${this.panel}${this.message}${fileDrop(this.element, (files) => this.take(files))}</div>`);
    this.select(this.active);
    this.drawHistory(readHistory());
    this.listen();
    manifest.then((found) => {
      this.tables = found.tables;
      this.schemaChanged();
    }, () => this.tree.replaceChildren(element`<p class="grid-problem">The list of tables could not be read.</p>`));
    void session().then(() => this.readFunctions()).catch(() => {}); // a query says why there is no engine
    this.openLink();
  }

  private say(sentence: string): void {
    this.message.textContent = sentence;
  }

  private schema(): SqlSchema {
    return {tables: [...this.own, ...this.tables], functions: this.functions};
  }

  private keep(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!keepTabs({tabs: this.saved.tabs, active: this.active})) this.say("This browser does not keep your queries: its storage is full or switched off.");
    }, KEEP_DELAY);
  }

  /** The pane of a tab, made when it is first shown. */
  private pane(id = this.active): QueryPane {
    const known = this.panes.get(id);
    if (known) return known;
    const pane = new QueryPane(this.saved.tabs.find((tab) => tab.id === id)!, {
      schema: () => this.schema(), manifest: this.manifest, ownTables: () => this.own.map(({name}) => name),
      onChange: () => {
        this.keep();
        this.drawTabs();
        this.leaveLink();
      },
      onRan: (entry, hasChanged) => {
        this.say("");
        this.drawHistory(addToHistory(entry));
        if (hasChanged) void this.readOwn().catch(() => {});
        void this.readFunctions().catch(() => {});
      }
    });
    this.panes.set(id, pane);
    return pane;
  }

  private drawTabs(): void {
    this.bar.show(this.saved.tabs.map((tab) => ({id: tab.id, name: tabName(tab)})), this.active);
  }

  private select(id: number): QueryPane {
    this.active = id;
    this.drawTabs();
    const pane = this.pane();
    this.panel.replaceChildren(pane.element);
    this.panel.setAttribute("aria-label", tabName(pane.tab));
    this.keep();
    return pane;
  }

  private add(part: Partial<SqlTab> = {}): QueryPane {
    const id = Math.max(...this.saved.tabs.map((tab) => tab.id)) + 1;
    this.saved.tabs.push({id, text: "", chart: null, shows: "table", ...part});
    return this.select(id);
  }

  private close(id: number): void {
    const {tabs} = this.saved;
    const at = tabs.findIndex((tab) => tab.id === id);
    if (tabs.length < 2 || at < 0) return;
    tabs.splice(at, 1);
    this.panes.get(id)?.close();
    this.panes.delete(id);
    this.select(id === this.active ? tabs[Math.min(at, tabs.length - 1)].id : this.active);
  }

  private drawHistory(entries: readonly HistoryEntry[]): void {
    const clear = () => {
      clearHistory();
      this.drawHistory([]);
    };
    this.history.replaceChildren(historyList(entries, (sql) => this.add({text: sql}).editor.focus(), clear));
  }

  private schemaChanged(): void {
    this.tree.replaceChildren(schemaTree(this.tables, {insert: (text) => this.pane().editor.insert(text), samples: samplesOf, own: this.own}));
    for (const pane of this.panes.values()) pane.schemaChanged();
  }

  private async readOwn(): Promise<void> {
    this.own = (await ownTables()).map((table) => ({...table, grain: "your own, on this machine"}));
    this.schemaChanged();
  }

  private async readFunctions(): Promise<void> {
    if (this.functions.length) return;
    this.functions = await engineFunctions();
    for (const pane of this.panes.values()) pane.schemaChanged();
  }

  /** Makes tables of files, one after the other, and says what became of each. */
  private async take(files: readonly File[]): Promise<void> {
    const said: string[] = [];
    for (const file of files) {
      this.say([...said, `Reading ${file.name} …`].join("\n"));
      try {
        said.push(...(await addLocalFile(file)).map(({name, rows, from}) => `${from} is the table ${name} now (${formatCount(rows)} rows).`));
      } catch (error) {
        said.push(`not read: ${reasonOf(error)}`);
      }
      this.say(said.join("\n"));
      await this.readOwn().catch(() => {}); // the tree stays as it was
    }
  }

  /** The address no longer names a figure once its statement was changed. */
  private leaveLink(): void {
    const link = readLink(location.hash);
    if (link !== null && (typeof link === "string" || link.sql !== this.pane().tab.text)) history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** Shows the figure of a link; its statement runs by itself only when it reads. */
  private openLink(): void {
    const link = readLink(location.hash);
    if (link === null) return;
    if (typeof link === "string") return this.say(link);
    const shown = {chart: link.chart, shows: link.chart ? "chart" as const : "table" as const};
    const known = this.saved.tabs.find(({text}) => text === link.sql);
    const pane = known ? this.select(Object.assign(known, shown).id) : this.add({text: link.sql, ...shown});
    if (!isReading(link.sql)) return this.say("The statement of the link changes tables: look at it before you run it.");
    void Promise.all([this.manifest, pane.run()]).then(([{id}]) => {
      if (link.snapshot && link.snapshot !== id) this.say(`The link was made on snapshot ${link.snapshot.slice(0, 10)}, this is ${id.slice(0, 10)}: figures may have changed.`);
    }, () => {});
  }

  private listen(): void {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && this.element.isConnected) this.panes.get(this.active)?.cancel();
    });
    addEventListener("hashchange", () => this.element.isConnected && this.openLink());
    onRestart((sentence) => {
      for (const pane of this.panes.values()) pane.lost(sentence);
      this.say(sentence);
      void this.readOwn().catch(() => {});
    });
  }
}

/** Whether a statement only reads, so that a link may run it. */
function isReading(sql: string): boolean {
  const {kind} = judgeStatement(sql, new Set());
  return codeTokens(sql).length > 0 && (kind === "query" || kind === "describe");
}

/** Draws the page; the tables of `manifest` are offered as soon as it is there. */
export const sqlPage = (manifest: Promise<ManifestPart>): HTMLElement => new SqlPage(manifest).element;
