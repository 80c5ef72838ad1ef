/** One tab of the SQL page: its editor, its status line and its result. */
import {element} from "../components/dom.js";
import {notice} from "../components/notice.js";
import type {Outcome} from "../engine/session.js";
import type {ChartSpec} from "../model/chart-spec.js";
import {formatCount} from "../model/format.js";
import {provenanceOf, type ManifestPart} from "../model/provenance.js";
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

export interface QueryPane {
  element: HTMLElement;
  editor: Editor;
  tab: SqlTab;
  run(request?: RunRequest): Promise<void>;
  /** False when nothing runs. */
  cancel(): boolean;
  schemaChanged(): void;
  /** Says that the engine was replaced, which the result did not outlive. */
  lost(sentence: string): void;
  close(): void;
}

const TICK = 100;
const TRAP_DELAY = 400;

/** Draws the pane of a tab; `tab` is changed in place as the reader works. */
export function queryPane(tab: SqlTab, {schema, ownTables, manifest, onChange, onRan}: PaneOptions): QueryPane {
  let running: StatementsRun | undefined;
  let shown: Outcome | null = null;
  let trapTimer: ReturnType<typeof setTimeout> | undefined;
  let problems: EditorMark[] = [];
  const status = element`<p class="query-status" role="status" aria-live="polite"></p>`;
  const clock = element`<span class="query-clock" aria-hidden="true"></span>`;
  const place = element`<div class="query-result"></div>`;
  const say = (sentence: string) => void (status.textContent = sentence);
  const marks = () => editor.setMarks([...problems, ...findTraps(editor.value, schema()).map((trap) => ({...trap, severity: "warning" as const}))]);
  const editor = createEditor({
    language: "sql", label: "SQL", value: tab.text, placeholder: "select …", schema: schema(),
    onChange: (text) => {
      tab.text = text;
      problems = [];
      clearTimeout(trapTimer);
      trapTimer = setTimeout(marks, TRAP_DELAY);
      onChange(tab);
    },
    onRun: (request) => void run(request),
    onCancel: () => cancel()
  });
  const runButton = element`<button type="button" class="button query-run" title="Ctrl/Cmd + Enter" onclick=${() => void run()}>Run</button>` as HTMLButtonElement;
  const cancelButton = element`<button type="button" class="button" title="Esc" disabled onclick=${() => cancel()}>Cancel</button>` as HTMLButtonElement;
  const formatButton = element`<button type="button" class="button" title="Ctrl/Cmd + Shift + F" onclick=${() => editor.format().catch((error: unknown) => say(`not formatted: ${String(error).split("\n")[0]}`))}>Format</button>`;

  const cancel = (): boolean => {
    if (!running) return false;
    running.cancel();
    say("Cancelling …");
    return true;
  };
  const setRunning = (run: StatementsRun | undefined) => {
    running = run;
    runButton.disabled = run !== undefined;
    cancelButton.disabled = run === undefined;
    root.toggleAttribute("data-running", run !== undefined);
  };
  const run = async (request = editor.request()): Promise<void> => {
    if (running) return say("A query is running: cancel it first.");
    if (!request.text.trim()) return say("There is no statement to run.");
    const started = performance.now();
    const tick = setInterval(() => void (clock.textContent = durationText(performance.now() - started)), TICK);
    say("Running …");
    problems = [];
    marks();
    const statements = runStatements(request.text, request.from, schema);
    setRunning(statements);
    const result = await statements.done;
    clearInterval(tick);
    clock.textContent = "";
    setRunning(undefined);
    await show(result);
  };
  const show = async (result: StatementsResult): Promise<void> => {
    const {outcome, problem, ms, sql} = result;
    const rows = outcome?.kind === "rows" ? outcome.source.rowCount : null;
    onRan({sql: problem?.sql ?? sql, at: new Date().toISOString(), ms: problem ? null : ms, rows, problem: problem ? [problem.message, problem.hint].filter(Boolean).join(" ") : null}, outcome?.kind === "change");
    if (problem) return showProblem(problem);
    release();
    shown = outcome;
    say(`${rows === null ? "Done" : rows === 1 ? "1 row" : `${formatCount(rows)} rows`} · ${durationText(ms)}`);
    place.replaceChildren(...(outcome?.kind === "rows" ? [resultOf(outcome, sql, await manifest)] : outcome?.kind === "text" ? [planView(outcome.text)] : []));
  };
  const showProblem = (problem: NonNullable<StatementsResult["problem"]>) => {
    if (problem.isCancelled) return say("Cancelled.");
    problems = [{from: problem.from, to: problem.to, message: [problem.message, problem.hint].filter(Boolean).join("\n")}];
    marks();
    say("Failed.");
    const line = editor.value.slice(0, problem.from).split("\n").length;
    release();
    place.replaceChildren(notice({kind: "problem", text: element`<span class="query-problem"><span>${problem.message}</span>${problem.hint ? element`<strong> ${problem.hint}</strong>` : ""} <small>Line ${line}</small></span>`}));
  };
  const resultOf = (outcome: Extract<Outcome, {kind: "rows"}>, sql: string, about: ManifestPart) =>
    resultView(outcome.source, {
      name: tabName(tab), chart: tab.chart, shows: tab.shows, say, provenance: provenanceOf(sql, about, ownTables()),
      linkFor: (chart: ChartSpec | null) => {
        const hash = linkHash({sql, chart, snapshot: about.id});
        return hash && new URL(hash, location.href).href;
      },
      onChange: ({chart, shows}) => {
        Object.assign(tab, {chart, shows});
        onChange(tab);
      }
    });
  const release = () => {
    if (shown?.kind === "rows") void shown.kept?.release().catch(() => {});
    shown = null;
  };
  const root = element`<div class="query-pane">${editor.element}<div class="query-bar">${runButton}${cancelButton}${formatButton}${clock}${status}</div>${place}</div>`;
  return {
    element: root, editor, tab, run, cancel,
    schemaChanged: () => {
      editor.setSchema(schema());
      marks();
    },
    lost: (sentence) => {
      if (shown?.kind !== "rows" || !shown.kept) return;
      shown = null;
      place.replaceChildren(notice({kind: "info", text: sentence}));
    },
    close: () => {
      running?.cancel();
      release();
      editor.destroy();
    }
  };
}
