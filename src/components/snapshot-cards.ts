/** The snapshot in four figures: files, rows, problems, freshness. */
import type {Dataset} from "../model/dataset.js";
import {parseDay} from "../model/days.js";
import {formatCount, formatDay, formatInstant} from "../model/format.js";
import {sumOf} from "../model/group.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";
import type {ProblemItem} from "./problem-list.js";

/** The part of manifest.json that is shown; days and instants are ISO text. */
export interface SnapshotHead {
  id: string;
  built_at: string;
  streams_through: string | null;
  statements_through: string | null;
  inputs: readonly Dataset[];
  problems: readonly ProblemItem[];
}

const dayText = (iso: string | null): string => {
  const day = parseDay(iso);
  return day ? formatDay(day) : "none yet";
};

export function snapshotCards({id, built_at, streams_through, statements_through, inputs, problems}: SnapshotHead): HTMLElement {
  const loaded = inputs.filter((input) => input.status === "loaded");
  const missing = inputs.filter((input) => input.status === "missing");
  const total = (key: "rows_in" | "rows_loaded" | "rows_quarantined" | "rows_superseded" | "rows_left_out") => sumOf(loaded, (input) => input[key]);
  const others = [[total("rows_superseded"), "superseded by a newer file"], [total("rows_left_out"), "totals left out"]].flatMap(([count, says]) => (count ? [`${formatCount(Number(count))} ${says}`] : []));
  return element`<div class="kpi-row">
    ${kpiCard({label: "Files loaded", value: formatCount(loaded.length), note: missing.length ? `missing: ${missing.map((input) => input.file).join(", ")}` : `${formatCount(inputs.length)} in the folder, none of those expected is missing`})}
    ${kpiCard({label: "Rows loaded", value: formatCount(total("rows_loaded")), note: `of ${formatCount(total("rows_in"))} read; ${[`${formatCount(total("rows_quarantined"))} in quarantine`, ...others].join(", ")}`})}
    ${kpiCard({label: "Problems", value: formatCount(problems.length), note: problems.length ? "each as a sentence below" : "none found"})}
    ${kpiCard({label: "Streams through", value: dayText(streams_through), note: `statements through ${dayText(statements_through)}`})}
    ${kpiCard({label: "Snapshot", value: id.slice(0, 12), note: `built ${formatInstant(new Date(built_at))}`})}
  </div>`;
}
