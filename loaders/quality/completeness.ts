/** Completeness: blank cells by column, missing days and months, and zeros that look like missing reports. */
import {counted} from "../../src/model/format.js";
import {sumOf} from "../../src/model/group.js";
import {qualityThresholds} from "../../src/model/quality-thresholds.js";
import {type QualityCheck, type QualityRule, type Subject, judgeAtLeast, judgeAtMost, listed, percent} from "./check.js";

const within = ({spec: {rows}, files}: Subject, table = rows): string => `(from ${table} where file_id in (${files.map(({file_id}) => `'${file_id}'`).join(", ")}))`;
const shared = (subject: Subject) => ({dataset: subject.spec.feed, dimension: "completeness", unit: "%", severity: "mark"}) as const;

const blankCells: QualityRule = async (subject) => {
  const columns = Object.entries(subject.spec.filled);
  if (!columns.length) return [];
  const counts = columns.flatMap(([column, where], i) => [`count(*) filter (${where})::integer as all_${i}`, `count(*) filter ((${where}) and coalesce(${column}::varchar, '') = '')::integer as blank_${i}`]);
  const [row] = await subject.db.all(`select ${counts.join(", ")} from ${within(subject)}`);
  return columns.flatMap(([column], i): QualityCheck[] => {
    const [total, blank] = [row[`all_${i}`] as number, row[`blank_${i}`] as number];
    if (!total) return [];
    const value = (blank / total) * 100;
    const judged = judgeAtMost(value, qualityThresholds.nulls);
    const sentence = `${subject.spec.label}: ${column} is blank in ${counted(blank, "row")} of ${total.toLocaleString("en")} (${percent(value)}); up to ${qualityThresholds.nulls}% are usual.`;
    return [{...shared(subject), ...judged, check_id: `nulls.${column}`, value, threshold: qualityThresholds.nulls, sentence, action: judged.status === "healthy" ? "" : `Fill ${column} in the export, or find out why it stopped.`}];
  });
};

/** Days between a series' first and last that no row reports. */
const missingDays: QualityRule = async (subject) => {
  const {daily, label} = subject.spec;
  if (!daily) return [];
  const rows = await subject.db.all(`with days as (select distinct ${daily.of} as part, ${daily.day} as day from ${within(subject)}),
    spans as (select part, min(day) as first_on, max(day) as last_on, count(*) as days from days group by part),
    wanted as (select part, unnest(generate_series(first_on, last_on, interval 1 day))::date as day from spans)
    select (select coalesce(sum(days), 0) from spans)::integer as present, part, day::varchar as day from (values (1)) left join (from wanted anti join days using (part, day)) on true order by day, part`);
  const missing = rows.filter(({day}) => day !== null);
  return [daysCheck(subject, "days", label, rows[0].present, missing.map(({part, day}) => `${day} (${part})`), "is not reported")];
};

/** Days whose 0 looks like a report that did not come. */
const suspectZeros: QualityRule = async (subject) => {
  const {daily, zeros, label} = subject.spec;
  if (!daily || !zeros) return [];
  const [{present}] = await subject.db.all(`select count(distinct (${daily.of}, ${daily.day}))::integer as present from ${within(subject)}`);
  const suspect = await subject.db.all(`select part, day::varchar as day, what from (${zeros}) order by day, part`);
  return [daysCheck(subject, "zeros", label, present - suspect.length, suspect.map(({part, day, what}) => `${day} (${part}: ${what})`), "is 0 where more was usual")];
};

function daysCheck(subject: Subject, what: string, label: string, present: number, missing: string[], says: string): QualityCheck {
  const value = present + missing.length ? (present / (present + missing.length)) * 100 : 100;
  const judged = judgeAtLeast(value, qualityThresholds.completeness);
  const threshold = qualityThresholds.completeness;
  const sentence = missing.length
    ? `${label}: ${counted(missing.length, "day")} of ${(present + missing.length).toLocaleString("en")} ${missing.length === 1 ? says : says.replace("is ", "are ")} (${percent(value)} there; ${threshold}% is enough): ${listed(missing)}.`
    : `${label}: ${what === "days" ? "every day is reported" : `no day ${says}`}.`;
  return {...shared(subject), ...judged, check_id: `missing.${what}`, value, threshold, sentence, action: missing.length ? `Export these days again; totals over them are too low.` : ""};
}

const missingMonths: QualityRule = async (subject) => {
  const checks: QualityCheck[] = [];
  for (const [column, noun] of Object.entries(subject.spec.monthly ?? {})) {
    const rows = await subject.db.all(`with months as (select distinct date_trunc('month', ${column})::date as month from ${within(subject, subject.spec.dates)} where ${column} is not null),
      wanted as (select unnest(generate_series(min(month), max(month), interval 1 month))::date as month from months)
      select strftime(month, '%Y-%m') as month, month in (from months) as is_there from wanted order by month`);
    if (!rows.length) continue;
    const missing = rows.filter(({is_there}) => !is_there).map(({month}) => month as string);
    const value = ((rows.length - missing.length) / rows.length) * 100;
    const judged = judgeAtLeast(value, qualityThresholds.completeness);
    const span = `${rows[0].month} to ${rows.at(-1)!.month}`;
    const sentence = missing.length ? `${subject.spec.label}: ${counted(missing.length, "month")} of ${span} without ${noun} by ${column}: ${listed(missing)}.` : `${subject.spec.label}: every month of ${span} has ${noun} by ${column}.`;
    checks.push({...shared(subject), ...judged, check_id: `missing.months_${column}`, value, threshold: qualityThresholds.completeness, sentence, action: missing.length ? "Look for the files of these months." : ""});
  }
  return checks;
};

const noRows: QualityRule = async (subject) => {
  const loaded = sumOf(subject.files, ({rows_loaded}) => rows_loaded);
  if (loaded) return [];
  return [{...shared(subject), check_id: "rows", value: 0, threshold: 1, unit: "rows", score: 0, status: "failing", sentence: `${subject.spec.label}: the files hold no row that could be loaded.`, action: "Export the file again."}];
};

export const completeness: QualityRule = async (subject) => {
  const checks: QualityCheck[] = [];
  for (const rule of [noRows, blankCells, missingDays, suspectZeros, missingMonths]) checks.push(...(await rule(subject)));
  return checks;
};
