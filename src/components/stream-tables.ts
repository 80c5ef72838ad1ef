/** Tables of the streaming page: months, odd days, lasting changes, weekdays, records. */
import {formatChange, formatCount, formatDay, formatMonth, MISSING} from "../model/format.js";
import type {MarkedChange, MarkedDay, RecordDay} from "../model/stream-events.js";
import {weekdayLabel, type WeekdayIndex} from "../model/stream-weekday.js";
import {markWords} from "./chart-marked-days.js";
import {platformLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";
import type {PlatformMonth} from "./stream-charts.js";

const coincides = {
  key: "coincides", label: "Coincides with", wrap: true, value: (row: {coincides: string[]}) => row.coincides.join("; ") || null,
  format: (text: string) => text ?? MISSING
} as const;

/** Whole months with every platform, newest first. */
export function platformMonthTable(months: readonly PlatformMonth[], platforms: readonly string[], caption: string): HTMLElement {
  const own: TableColumn<PlatformMonth>[] = platforms.map((id) => ({key: `by_${id}`, label: platformLabel(id), total: true, value: (row) => row.by[id] ?? 0, format: formatCount}));
  return dataTable(months, {
    caption, csvName: "streaming-months", totals: true, sort: {key: "month", descending: true},
    columns: [
      {key: "month", label: "Month", format: formatMonth}, ...own, {key: "total", label: "All platforms", total: true, format: formatCount},
      {key: "perDay", label: "Per reported day", align: "right", format: formatCount},
      {key: "missingDays", label: "Days without a full report", total: true, format: formatCount}
    ]
  });
}

/** Missing reports, events and odd days. */
export function markedDaysTable(days: readonly MarkedDay[], caption: string): HTMLElement {
  return dataTable(days, {
    caption, csvName: "streaming-odd-days", rowsShown: 12,
    columns: [
      {key: "date", label: "Day", format: formatDay},
      {key: "kind", label: "What", value: ({kind, direction}) => `${markWords[kind]}${direction === "high" || direction === "low" ? `, ${direction}` : ""}`},
      {key: "platform", label: "Platform", value: ({platform, direction}) => (platform !== null ? platformLabel(platform) : direction === null ? null : "all")},
      {key: "value", label: "Streams", align: "right", format: formatCount},
      {key: "expected", label: "Usual ≈", align: "right", format: formatCount, estimate: true},
      {key: "difference", label: "Difference", align: "right", value: ({value, expected}) => (value === null || !expected ? null : value / expected - 1), format: (ratio: number) => formatChange(ratio)},
      coincides
    ]
  });
}

/** Days from which on the level is another. */
export function changesTable(changes: readonly MarkedChange[], caption: string): HTMLElement {
  return dataTable(changes, {
    caption, csvName: "streaming-lasting-changes", rowsShown: 12,
    columns: [
      {key: "date", label: "From", format: formatDay},
      {key: "before", label: "14 days before", align: "right", format: formatCount},
      {key: "after", label: "14 days from then", align: "right", format: formatCount},
      {key: "change", label: "Change", align: "right", value: ({before, after}) => (before > 0 ? after / before - 1 : null), format: (ratio: number) => formatChange(ratio)},
      coincides
    ]
  });
}

const index = (value: number): string => (value * 100).toFixed(1);

export function weekdayTable(pattern: readonly WeekdayIndex[], caption: string): HTMLElement {
  return dataTable(pattern, {
    caption, csvName: "streaming-weekdays",
    columns: [
      {key: "label", label: "Weekday"},
      {key: "index", label: "Index", align: "right", format: index},
      {key: "low", label: "Middle half from", align: "right", format: index},
      {key: "high", label: "to", align: "right", format: index},
      {key: "count", label: "Days", align: "right", format: formatCount}
    ]
  });
}

export function recordTable(records: readonly RecordDay[], caption: string): HTMLElement {
  return dataTable(records, {
    caption, csvName: "streaming-records",
    columns: [
      {key: "rank", label: "#", align: "right"},
      {key: "date", label: "Day", format: (day: Date) => `${weekdayLabel(day).slice(0, 3)} ${formatDay(day)}`},
      {key: "value", label: "Streams", align: "right", format: formatCount},
      {key: "isFull", label: "Report", value: ({isFull}) => (isFull ? "full" : "not full")},
      coincides
    ]
  });
}
