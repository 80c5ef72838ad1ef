/**
 * The code editor of the SQL page and of notebook cells: CodeMirror 6 with SQL of the engine or Markdown.
 *
 *   const editor = createEditor({language: "sql", label: "SQL", value: "select 1", onRun: (text) => …});
 *   place.append(editor.element);
 *   editor.setSchema(schema);                                     // later, when the tables are known
 *   editor.setMarks([{from: 7, to: 12, message: "no such column: artits"}]);
 *
 * It needs no engine: it can be written in while the engine still loads.
 */
import {autocompletion, closeBrackets, closeCompletion, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {markdown} from "@codemirror/lang-markdown";
import {PostgreSQL, SQLDialect, sql} from "@codemirror/lang-sql";
import {bracketMatching, indentOnInput} from "@codemirror/language";
import {lintKeymap, setDiagnostics, type Diagnostic} from "@codemirror/lint";
import {highlightSelectionMatches, searchKeymap} from "@codemirror/search";
import {Compartment, EditorState, Prec, type Extension} from "@codemirror/state";
import {drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder} from "@codemirror/view";
import {suggestionsAt, type SuggestionKind} from "../model/sql-completion.js";
import {emptySchema, type SqlSchema} from "../model/sql-schema.js";
import {statementAt} from "../model/sql-statements.js";
import {editorTheme} from "./editor-theme.js";

/** A place in the text and what is to be said about it; `to` may equal `from`. */
export interface EditorMark {
  from: number;
  to: number;
  message: string;
  severity?: "error" | "warning";
}

/** What a run is asked for: the selected text, else the statement under the cursor; `from` is its offset in the whole. */
export interface RunRequest {
  text: string;
  from: number;
}

/** Returning false from a key's callback leaves the key to others. */
export interface EditorOptions {
  language: "sql" | "markdown";
  /** Read out by screen readers. */
  label: string;
  value?: string;
  placeholder?: string;
  schema?: SqlSchema;
  readOnly?: boolean;
  /** Line numbers; default true for SQL. */
  lineNumbers?: boolean;
  onChange?: (value: string) => void;
  /** Ctrl/Cmd+Enter. */
  onRun?: (request: RunRequest) => void;
  /** Ctrl/Cmd+Shift+F, after the text was formatted in place when it is SQL. */
  onFormat?: (value: string) => void;
  /** Escape, when no list of suggestions or search panel is open. */
  onCancel?: () => boolean | void;
  extensions?: Extension;
}

export interface Editor {
  element: HTMLElement;
  view: EditorView;
  value: string;
  /** What Ctrl+Enter would run now. */
  request(): RunRequest;
  setSchema(schema: SqlSchema): void;
  setMarks(marks: readonly EditorMark[]): void;
  /** Replaces the selection and focuses. */
  insert(text: string): void;
  /** Formats the selection, or everything. Rejects with the formatter's sentence when the text cannot be read. */
  format(): Promise<void>;
  focus(): void;
  destroy(): void;
}

/** The engine's dialect: PostgreSQL's words and its own. */
const duckdbDialect = SQLDialect.define({
  ...PostgreSQL.spec,
  doubleDollarQuotedStrings: true,
  keywords: `${PostgreSQL.spec.keywords} qualify exclude pivot unpivot summarize describe asof positional anti semi macro replace ilike try_cast`,
  types: `${PostgreSQL.spec.types} hugeint ubigint uinteger usmallint utinyint tinyint blob struct map list double`
});

const TYPES: Record<SuggestionKind, string> = {column: "property", table: "class", function: "function", keyword: "keyword"};

const complete = (schema: () => SqlSchema) => (context: CompletionContext): CompletionResult | null => {
  const found = suggestionsAt(context.state.doc.toString(), context.pos, schema());
  if (!found || (found.from === context.pos && !context.explicit && context.state.sliceDoc(found.from - 1, found.from) !== ".")) return null;
  const options = found.options.map(({label, apply, kind, detail, info, rank}) => ({label, apply, type: TYPES[kind], detail, info, boost: rank * 10}));
  return {from: found.from, options, validFor: /^[\w$]*$/};
};

/** The selection, else the statement under the cursor. */
function requestOf(state: EditorState): RunRequest {
  const {from, to, head} = state.selection.main;
  if (from < to && state.sliceDoc(from, to).trim()) return {text: state.sliceDoc(from, to), from};
  const found = statementAt(state.doc.toString(), head);
  return {text: found?.text ?? "", from: found?.from ?? 0};
}

/** The formatter is fetched when it is first used. */
async function formatted(text: string): Promise<string> {
  const {formatDialect, duckdb} = await import("sql-formatter");
  return formatDialect(text, {dialect: duckdb, keywordCase: "lower", functionCase: "lower", tabWidth: 2, linesBetweenQueries: 1});
}

async function formatIn(view: EditorView): Promise<void> {
  const {from, to} = view.state.selection.main;
  const range = from < to ? {from, to} : {from: 0, to: view.state.doc.length};
  const before = view.state.sliceDoc(range.from, range.to);
  const insert = await formatted(before);
  if (view.state.sliceDoc(range.from, range.to) !== before || insert === before) return; // it was typed in meanwhile
  view.dispatch({changes: {...range, insert}, selection: {anchor: Math.min(view.state.selection.main.head, range.from + insert.length)}});
}

function keys({language, onRun, onCancel, onFormat}: EditorOptions): Extension {
  const format = (view: EditorView) => {
    if (language !== "sql") return false;
    formatIn(view).then(() => onFormat?.(view.state.doc.toString()), (error: unknown) => mark(view, [{from: 0, to: 0, message: `not formatted: ${firstLine(error)}`, severity: "warning"}]));
    return true;
  };
  const run = (view: EditorView) => {
    closeCompletion(view);
    onRun?.(requestOf(view.state));
    return onRun !== undefined;
  };
  // Not a key binding: with caps lock the key is "f", and Ctrl+f would find.
  const isFormat = ({key, shiftKey, ctrlKey, metaKey, altKey}: KeyboardEvent) => key.toLowerCase() === "f" && shiftKey && (ctrlKey || metaKey) && !altKey;
  return [
    Prec.highest(EditorView.domEventHandlers({keydown: (event, view) => isFormat(event) && format(view)})),
    Prec.highest(keymap.of([{key: "Mod-Enter", run}])),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
    Prec.lowest(keymap.of([{key: "Escape", run: () => (onCancel ? onCancel() !== false : false)}]))
  ];
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0];

function mark(view: EditorView, marks: readonly EditorMark[]): void {
  const end = view.state.doc.length;
  const within = (at: number) => Math.max(0, Math.min(at, end));
  const diagnostics: Diagnostic[] = marks.map(({from, to, message, severity = "error"}) => ({from: within(from), to: within(Math.max(to, from)), severity, message}));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** Creates an editor; nothing is shown before its `element` is put into the page. */
export function createEditor(options: EditorOptions): Editor {
  const {language, label, value = "", onChange, readOnly = false} = options;
  let schema = options.schema ?? emptySchema;
  const lines = options.lineNumbers ?? language === "sql";
  const editing = new Compartment();
  const view = new EditorView({
    doc: value,
    extensions: [
      keys(options),
      editing.of(EditorState.readOnly.of(readOnly)),
      lines ? [lineNumbers(), highlightActiveLineGutter(), highlightActiveLine()] : [],
      history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightSelectionMatches(),
      language === "sql" ? [sql({dialect: duckdbDialect}).language, autocompletion({override: [complete(() => schema)], icons: false})] : markdown(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({"aria-label": label, spellcheck: language === "markdown" ? "true" : "false"}),
      options.placeholder ? placeholder(options.placeholder) : [],
      EditorView.updateListener.of((update) => void (update.docChanged && onChange?.(update.state.doc.toString()))),
      editorTheme,
      options.extensions ?? []
    ]
  });
  return {
    element: view.dom,
    view,
    get value() { return view.state.doc.toString(); },
    set value(text) { if (text !== view.state.doc.toString()) view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: text}}); },
    request: () => requestOf(view.state),
    setSchema: (next) => void (schema = next),
    setMarks: (marks) => mark(view, marks),
    insert: (text) => { view.dispatch(view.state.replaceSelection(text), {scrollIntoView: true}); view.focus(); },
    format: () => formatIn(view),
    focus: () => view.focus(),
    destroy: () => view.destroy()
  };
}
