/** How templates are written: short forms of cells, numbered in order. */
import {parseNotebook, type Notebook} from "../notebook.js";

type Draft = Record<string, unknown>;

export const prose = (text: string): Draft => ({kind: "markdown", text: text.trim(), folded: true});
export const table = (name: string, title: string, text: string): Draft => ({kind: "sql", name, title, text: text.trim()});
/** Rows that other cells read and that are not shown. */
export const rows = (name: string, text: string): Draft => ({kind: "sql", name, text: text.trim(), show: false, folded: true});
export const select = (name: string, label: string, query: string): Draft => ({kind: "input", type: "select", name, label, query: query.trim(), folded: true});
export const range = (name: string, label: string, min: number, max: number, step: number, value: number): Draft => ({kind: "input", type: "range", name, label, min, max, step, value, folded: true});
export const chart = (from: string, spec: Draft): Draft => ({kind: "chart", from, spec, folded: true});
/** A figure in prose: `${figure(name, "column", "format")}`. */
export const figure = (name: string, column: string, format?: string): string => `\${figure(${name}, "${column}"${format ? `, "${format}"` : ""})}`;

export type Template = {name: string; notebook: Notebook};

/** `name` is what `npm run new-analysis -- … --template NAME` takes. */
export const template = (name: string, title: string, description: string, cells: readonly Draft[]): Template =>
  ({name, notebook: parseNotebook({title, description, cells: cells.map((cell, i) => ({...cell, id: `c${i + 1}`}))})});
