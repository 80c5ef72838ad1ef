/** One tab of the SQL page: its editor, its status line and its result. */
import {element} from "../components/dom.js";
import {notice} from "../components/notice.js";
import type {Outcome} from "../engine/session.js";
import {checkChart} from "../model/chart-spec.js";
import {formatCount} from "../model/format.js";
import {provenanceOf, type ManifestPart} from "../model/provenance.js";
import type {RowSource} from "../model/row-source.js";
import type {SqlSchema} from "../model/sql-schema.js";
import {tabName, type HistoryEntry, type SqlTab} from "../model/sql-page-state.js";
import {findTraps} from "../model/sql-traps.js";
import {createEditor, type Editor, type EditorMark, type RunRequest} from "./editor.js";
import {durationText} from "./history-list.js";
import {linkHash} from "./link.js";
import {planView} from "./plan-view.js";
import {resultView} from "./result-view.js";
import {runStatements, type StatementsResult, type StatementsRun} from "./run-statements.js";

export interface PaneOptions {
  schema: () => SqlSchema;
  ownTables: () => readonly string[];
  manifest: Promise<ManifestPart>;
  onChange: (tab: SqlTab) => void;
  onRan: (entry: HistoryEntry, changed: boolean) => void;
}

const TICK = 100;
const TRAP_DELAY = 400;

type Failure = NonNullable<StatementsResult["problem"]>;

const sentences = ({message, hint}: {message: string; hint: string | null}, between: string): string => [message, hint].filter(Boolean).join(between);

/** The pane of a tab; `tab` is changed in place as the reader works. */
export class QueryPane {
  readonly element: HTMLElement;
  readonly editor: Editor;
  private running: StatementsRun | undefined;
  private shown: Outcome | null = null;
  private trapTimer: ReturnType<typeof setTimeout> | undefined;
  private problems: EditorMark[] = [];
  private readonly status = element`<p class="query-status" role="status" aria-live="polite"></p>`;
  private readonly clock = element`<span class="query-clock" aria-hidden="true"></span>`;
  private readonly place = element`<div class="query-result"></div>`;
  private readonly runButton = element`<button type="button" class="button query-run" title="Ctrl/Cmd + Enter" onclick=${() => void this.run()}>Run</button>` as HTMLButtonElement;
  private readonly cancelButton = element`<button type="button" class="button" title="Esc" disabled onclick=${() => this.cancel()}>Cancel</button>` as HTMLButtonElement;

  constructor(readonly tab: SqlTab, private readonly options: PaneOptions) {
    this.editor = createEditor({
      language: "sql", label: "SQL", value: tab.text, placeholder: "select …", schema: options.schema(),
      onChange: (text) => this.textChanged(text),
      onRun: (request) => void this.run(request),
      onCancel: () => this.cancel()
    });
    const format = () => this.editor.format().catch((error: unknown) => this.say(`not formatted: ${String(error).split("\n")[0]}`));
    const formatButton = element`<button type="button" class="button" title="Ctrl/Cmd + Shift + F" onclick=${format}>Format</button>`;
    this.element = element`<div class="query-pane">${this.editor.element}<div class="query-bar">${this.runButton}${this.cancelButton}${formatButton}${this.clock}${this.status}</div>${this.place}</div>`;
  }

  /** Runs what is asked for, else the selection or the statement under the cursor, and shows what comes of it. */
  async run(request: RunRequest = this.editor.request()): Promise<void> {
    if (this.running) return this.say("A query is running: cancel it first.");
    if (!request.text.trim()) return this.say("There is no statement to run.");
    const started = performance.now();
    const tick = setInterval(() => void (this.clock.textContent = durationText(performance.now() - started)), TICK);
    this.say("Running …");
    this.problems = [];
    this.mark();
    this.setRunning(runStatements(request.text, request.from, this.options.schema));
    const result = await this.running!.done;
    clearInterval(tick);
    this.clock.textContent = "";
    this.setRunning(undefined);
    await this.show(result);
  }

  /** False when nothing runs. */
  cancel(): boolean {
    if (!this.running) return false;
    this.running.cancel();
    this.say("Cancelling …");
    return true;
  }

  schemaChanged(): void {
    this.editor.setSchema(this.options.schema());
    this.mark();
  }

  /** Says that the engine was replaced, which the result did not outlive. */
  lost(sentence: string): void {
    if (this.shown?.kind !== "rows" || !this.shown.kept) return;
    this.shown = null;
    this.place.replaceChildren(notice({kind: "info", text: sentence}));
  }

  close(): void {
    this.running?.cancel();
    this.release();
    this.editor.destroy();
  }

  private readonly say = (sentence: string): void => void (this.status.textContent = sentence);

  private mark(): void {
    const traps = findTraps(this.editor.value, this.options.schema()).map((trap) => ({...trap, severity: "warning" as const}));
    this.editor.setMarks([...this.problems, ...traps]);
  }

  private textChanged(text: string): void {
    this.tab.text = text;
    this.problems = [];
    clearTimeout(this.trapTimer);
    this.trapTimer = setTimeout(() => this.mark(), TRAP_DELAY);
    this.options.onChange(this.tab);
  }

  private setRunning(run: StatementsRun | undefined): void {
    this.running = run;
    this.runButton.disabled = run !== undefined;
    this.cancelButton.disabled = run === undefined;
    this.element.toggleAttribute("data-running", run !== undefined);
  }

  private async show({outcome, problem, ms, sql, hasChanged}: StatementsResult): Promise<void> {
    const rows = outcome?.kind === "rows" ? outcome.source.rowCount : null;
    this.options.onRan({sql: problem?.sql ?? sql, at: new Date().toISOString(), ms: problem ? null : ms, rows, problem: problem && sentences(problem, " ")}, hasChanged);
    if (problem) return this.showProblem(problem);
    this.release();
    this.shown = outcome;
    this.say(`${rows === null ? "Done" : rows === 1 ? "1 row" : `${formatCount(rows)} rows`} · ${durationText(ms)}`);
    this.place.replaceChildren(...(outcome?.kind === "rows" ? [this.resultOf(outcome.source, sql, await this.options.manifest)] : outcome?.kind === "text" ? [planView(outcome.text)] : []));
  }

  private showProblem(problem: Failure): void {
    if (problem.isCancelled) return this.say("Cancelled.");
    this.problems = [{from: problem.from, to: problem.to, message: sentences(problem, "\n")}];
    this.mark();
    this.say("Failed.");
    this.release();
    const line = this.editor.value.slice(0, problem.from).split("\n").length;
    this.place.replaceChildren(notice({kind: "problem", text: element`<span class="query-problem"><span>${problem.message}</span>${problem.hint ? element`<strong> ${problem.hint}</strong>` : ""} <small>Line ${line}</small></span>`}));
  }

  private resultOf(source: RowSource, sql: string, about: ManifestPart): HTMLElement {
    const {tab, options, say} = this;
    return resultView(source, {
      name: tabName(tab), shows: tab.shows, say,
      chart: tab.chart && checkChart(tab.chart, source.columns).length ? null : tab.chart, // of another statement
      provenance: provenanceOf(sql, about, options.ownTables()),
      linkFor: (chart) => {
        const hash = linkHash({sql, chart, snapshot: about.id});
        return hash && new URL(hash, location.href).href;
      },
      onChange: (state) => options.onChange(Object.assign(tab, state))
    });
  }

  /** The result that is shown gives its memory back. */
  private release(): void {
    if (this.shown?.kind === "rows") void this.shown.kept?.release().catch(() => {});
    this.shown = null;
  }
}
