/** What an agent may read without asking: the snapshot, every definition, dimensions, tables, limitations. */
import type {Opened} from "../../loaders/answers/open.js";
import {dimensionsOf} from "../../src/model/catalog/catalog.js";
import {dimensionNames, dimensions} from "../../src/model/catalog/dimensions.js";
import type {Metric} from "../../src/model/metrics.js";
import {missingSentence} from "../../src/model/quality-report.js";
import {allMetrics, isAskable} from "./describe.js";
import {findMetric} from "./tools/catalog.js";

export interface Resource {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: "text/markdown" | "application/json";
  read(opened: Opened): string;
}

const list = (lines: readonly string[]): string => (lines.length ? lines.map((line) => `- ${line}`).join("\n") : "- none");
const lastOf = (opened: Opened): string => `Snapshot ${opened.manifest.id}, as of ${opened.manifest.as_of}, data through ${opened.manifest.data_through ?? "no day"}.`;

/** One definition as Markdown. */
export function definitionText(metric: Metric): string {
  const {name, label, description, unit, additive, calculation, sources, limitations, update_frequency, typical_range, synonyms = []} = metric;
  return [
    `## ${label} (${name})`, description,
    list([
      `Unit: ${unit}; ${additive ? "may be summed over its rows" : "never summed or averaged"}`, `Calculation: ${calculation}`, `Sources: ${sources.join(", ")}`, `Updated ${update_frequency}`,
      ...(typical_range ? [`Typical: ${typical_range}`] : []), ...(synonyms.length ? [`Also called: ${synonyms.join(", ")}`] : []),
      ...(isAskable(metric) ? [`Can be split by: ${dimensionsOf(metric).join(", ") || "nothing"}`] : ["Worked out by a page: query_metrics cannot answer it"]), ...limitations.map((limit) => `Limitation: ${limit}`)
    ])
  ].join("\n\n");
}

function tablesText({manifest}: Opened): string {
  return manifest.tables.map(({name, grain, key, rows, columns}) =>
    `## ${name}\n\n${grain}. Key: ${key.join(", ")}. ${rows} rows.\n\n${list(columns.map((column) => `${column.name} (${column.type}): ${column.description}`))}`).join("\n\n");
}

function limitationsText(opened: Opened): string {
  const {manifest, quality, context} = opened;
  const doubts = quality.checks.filter(({status}) => status === "failing" || status === "degraded").map(({sentence}) => sentence);
  return [
    `# Limitations\n\n${lastOf(opened)}`,
    `## What the data lack\n\n${list([...manifest.inputs.filter(({status}) => status === "missing").map(missingSentence), ...(context.incompleteFrom ? [`usage months from ${context.incompleteFrom.slice(0, 7)} on are still filling up`] : [])])}`,
    `## Checks that are not healthy\n\n${list([...new Set(doubts)])}`,
    `## Problems in the files\n\n${list(manifest.problems.slice(0, 50).map(({sentence}) => sentence))}`,
    `## By metric\n\n${allMetrics.map(({name, limitations}) => `**${name}**\n${list([...limitations])}`).join("\n\n")}`
  ].join("\n\n");
}

const snapshotText = ({manifest}: Opened): string => {
  const {id, label, built_at, as_of, as_of_pinned, sample, data_through, streams_through, statements_through, tables} = manifest;
  return JSON.stringify({snapshot_id: id, label, built_at, as_of, as_of_pinned, sample, data_through, streams_through, statements_through, tables: tables.map(({name, rows, grain}) => ({name, rows, grain}))}, null, 1);
};

export const resources: readonly Resource[] = [
  {uri: "ledgerline://snapshot", name: "snapshot", title: "Snapshot", description: "Which data this is: id, days, tables", mimeType: "application/json", read: snapshotText},
  {uri: "ledgerline://definitions", name: "definitions", title: "Definitions", description: "Every figure of the catalog", mimeType: "text/markdown", read: (opened) => [`# Definitions\n\n${lastOf(opened)}`, ...allMetrics.map(definitionText)].join("\n\n")},
  {uri: "ledgerline://dimensions", name: "dimensions", title: "Dimensions", description: "What figures can be split and filtered by", mimeType: "text/markdown",
    read: () => `# Dimensions\n\n${list(dimensionNames.map((name) => `${name}: ${dimensions[name].description}`))}`},
  {uri: "ledgerline://tables", name: "tables", title: "Tables", description: "Every table of the snapshot with grain, key and columns", mimeType: "text/markdown", read: (opened) => `# Tables\n\n${lastOf(opened)}\n\n${tablesText(opened)}`},
  {uri: "ledgerline://limitations", name: "limitations", title: "Limitations", description: "What the data lack and what each figure cannot say", mimeType: "text/markdown", read: limitationsText}
];

/** One definition by its own address. */
export const DEFINITION_TEMPLATE = "ledgerline://definitions/{metric}";

/** Text and type at an address; null when nothing is there. */
export function readResource(uri: string, opened: Opened): {mimeType: string; text: string} | null {
  const known = resources.find((resource) => resource.uri === uri);
  if (known) return {mimeType: known.mimeType, text: known.read(opened)};
  const name = /^ledgerline:\/\/definitions\/([a-z0-9_]{1,80})$/.exec(uri)?.[1];
  const metric = name === undefined ? undefined : findMetric(name);
  return metric ? {mimeType: "text/markdown", text: `${definitionText(metric)}\n\n${lastOf(opened)}`} : null;
}
