/** Scores of the datasets: key figures, their parts, and how they went over the kept snapshots. */
import {formatChange, formatCount, formatDay, formatInstant, MISSING} from "../model/format.js";
import {sumOf} from "../model/group.js";
import {qualityHistory, type SnapshotScore} from "../model/quality-history.js";
import {byUrgency, qualityDimensions, statusCounts, type ReportCheck, type ReportScore} from "../model/quality-report.js";
import {dataTable, type TableColumn} from "./data-table.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";
import {qualityStatus} from "./quality-status.js";

/** A row of `quality_scores`. */
export interface ScoreRow extends ReportScore {
  file_count: number;
  row_count: number;
  first_on: Date | null;
  last_on: Date | null;
  check_count: number;
  unhealthy_count: number;
  blocking_count: number;
}

const points = (score: number): string => score.toFixed(1);

export interface QualityCardsOptions {
  checks: readonly ReportCheck[];
  /** Rows in quarantine and rows read. */
  rejected: number;
  rowsIn: number;
  missing: readonly string[];
}

/** Four cards: the worst score, datasets by status, checks, rejected rows. */
export function qualityCards(scores: readonly ScoreRow[], {checks, rejected, rowsIn, missing}: QualityCardsOptions): HTMLElement {
  const [worst] = [...scores].sort((a, b) => a.score - b.score || byUrgency(a, b));
  const blocking = sumOf(scores, (row) => row.blocking_count);
  const unwell = sumOf(scores, (row) => row.unhealthy_count);
  return element`<div class="kpi-row">
    ${kpiCard({metric: "data_quality_score", label: "Lowest score", value: worst ? `${points(worst.score)} of 100` : MISSING, note: worst ? [worst.label, qualityStatus(worst.status)] : "no dataset was loaded"})}
    ${kpiCard({label: "Healthy datasets", value: `${scores.filter(({status}) => status === "healthy").length} of ${scores.length}`, note: statusCounts(scores)})}
    ${kpiCard({label: "Checks to look at", value: `${formatCount(unwell)} of ${formatCount(checks.length)}`, note: blocking ? `${formatCount(blocking)} of them ${blocking === 1 ? "blocks" : "block"} a publish` : "none blocks a publish"})}
    ${kpiCard({label: "Rows in quarantine", value: formatCount(rejected), note: `of ${formatCount(rowsIn)} read`})}
    ${kpiCard({label: "Files missing", value: formatCount(missing.length), note: missing.length ? missing.join(", ") : "every expected file is there"})}
  </div>`;
}

/** Score and status of each dataset with the parts of the score; a part that does not apply is "—". */
export function scoreTable(scores: readonly ScoreRow[]): HTMLElement {
  const part = (name: (typeof qualityDimensions)[number]): TableColumn<ScoreRow> => ({key: `${name}_score`, label: name[0].toUpperCase() + name.slice(1), align: "right", format: points});
  return dataTable([...scores].sort(byUrgency), {
    caption: "Scores and their parts", csvName: "quality-scores", rowsShown: 20,
    columns: [
      {key: "label", label: "Dataset"}, {key: "score", label: "Score", align: "right", format: points}, {key: "status", label: "Status", format: (status: ScoreRow["status"]) => qualityStatus(status)},
      ...qualityDimensions.map(part),
      {key: "row_count", label: "Rows", align: "right", format: formatCount}, {key: "last_on", label: "Reaches to", format: (day: Date) => formatDay(day)}
    ]
  });
}

/** "20 Nov 2025 08:15", with seconds where snapshots of one minute stand side by side. */
const builtText = (at: Date, precise: boolean): string => formatInstant(at).replace(" UTC", precise ? at.toISOString().slice(16, 19) : "");

/** A column for each kept snapshot, the present one last. */
export function historyTable(scores: readonly SnapshotScore[]): HTMLElement {
  const {snapshots, rows} = qualityHistory(scores);
  type HistoryLine = (typeof rows)[number];
  const column = ({snapshot_id, built_at, as_of}: (typeof snapshots)[number], i: number): TableColumn<HistoryLine> => {
    const built = builtText(built_at, snapshots.some((other) => other.snapshot_id !== snapshot_id && formatInstant(other.built_at) === formatInstant(built_at)));
    return {
      key: snapshot_id, label: i === snapshots.length - 1 ? `${built} (this one)` : built, align: "right", value: (row) => row.scores[i]?.score ?? null,
      format: (score: number, row) => element`<span title=${`snapshot ${snapshot_id}, as of ${formatDay(as_of)}`}>${qualityStatus(row.scores[i]!.status, points(score))}</span>`
    };
  };
  const table = dataTable(rows, {
    caption: `Scores of the last ${snapshots.length === 1 ? "snapshot" : `${snapshots.length} snapshots`}, by when they were built (UTC)`, csvName: "quality-history", rowsShown: 20,
    columns: [{key: "label", label: "Dataset"}, ...snapshots.map(column), {key: "change", label: "Change", align: "right", format: (change: number) => (change ? formatChange(change / 100).replace("%", "") : "0.0")}]
  });
  table.classList.add("score-history");
  const scroller = table.querySelector<HTMLElement>(".table-scroll");
  if (scroller) startAtEnd(scroller);
  return table;
}

/** Where the columns do not fit, the present ones are in sight first; the names of the rows stay beside them. */
function startAtEnd(scroller: HTMLElement): void {
  const watch = new ResizeObserver(() => {
    if (!scroller.clientWidth) return;
    scroller.scrollLeft = scroller.scrollWidth;
    watch.disconnect();
  });
  watch.observe(scroller);
}
