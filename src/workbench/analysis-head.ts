/** The head and the end of a published analysis: who wrote it when on what, and what this folder lacks for it. */
import {FileAttachment} from "observablehq:stdlib";
import {element} from "../components/dom.js";
import {notice} from "../components/notice.js";
import {pageFooter} from "../components/page-footer.js";
import {emptyTables, missingParts, type AnalysisFacts, type NeededTable} from "../model/analysis.js";
import {parseDay} from "../model/days.js";
import {formatDay} from "../model/format.js";

type Manifest = {id: string; built_at: string; as_of: string; data_through: string | null; tables: NeededTable[]; inputs: {file: string; status: string; needed_for: string}[]};

const read = (): Promise<Manifest> => FileAttachment("../data/snapshot/manifest.json").json();

const written = (day: string): string => {
  const date = parseDay(day);
  return date ? formatDay(date) : day;
};

/** "By …, 20 Nov 2025". */
const byline = ({author, date}: AnalysisFacts): string => [author && `By ${author}`, date && written(date)].filter(Boolean).join(", ");

/** What this folder cannot give it, with the files that would. */
function lacks(needs: AnalysisFacts["needs"], {tables, inputs}: Manifest): HTMLElement[] {
  const gone = missingParts(needs, tables).map((text) => notice({kind: "warning", text: `${text} Its queries that name it will fail.`}));
  const empty = emptyTables(needs, tables);
  if (!empty.length) return gone;
  const files = inputs.filter(({status}) => status === "missing").map(({file, needed_for}) => element`<li><strong>${file}</strong>: ${needed_for}</li>`);
  return [...gone, notice({kind: "info", text: element`<span>This folder has no rows for ${empty.map((name, i) => element`<span>${i ? ", " : ""}<code>${name}</code></span>`)}, so the figures that need them are empty.${files.length ? element`<span> Files that are not in the folder: <ul>${files}</ul></span>` : null}</span>`})];
}

/** Title, author, date, description, and on which snapshot it was built and stands now. */
export async function analysisHead(facts: AnalysisFacts): Promise<HTMLElement> {
  const manifest = await read();
  const isSame = facts.snapshot === manifest.id;
  const snapshot = facts.snapshot ? `Built on snapshot ${facts.snapshot.slice(0, 10)}${isSame ? ", which is shown here." : `; its figures are worked out here from snapshot ${manifest.id.slice(0, 10)}.`}` : `Its figures are worked out from snapshot ${manifest.id.slice(0, 10)}.`;
  return element`<header class="analysis-head"><h1>${facts.title || "Untitled"}</h1>
    ${byline(facts) ? element`<p class="muted">${byline(facts)}</p>` : null}
    ${facts.description ? element`<p>${facts.description}</p>` : null}
    <p class="fine">${snapshot} <a href="../analyses.html">All analyses</a></p>
    ${lacks(facts.needs, manifest)}</header>`;
}

/** The line at the end of the page. */
export async function analysisEnd(): Promise<HTMLElement> {
  const {id, built_at, data_through, as_of} = await read();
  return pageFooter({dataThrough: data_through, snapshotId: id, builtAt: built_at, asOf: as_of});
}
