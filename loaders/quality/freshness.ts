/** Freshness: how old a dataset is against its own cadence. */
import {counted} from "../../src/model/format.js";
import {cadenceDays, qualityThresholds} from "../../src/model/quality-thresholds.js";
import {type QualityRule, judgeAge} from "./check.js";

/** One check for the dataset, and one for each series of it that stops earlier than the others. */
export const freshness: QualityRule = async ({db, spec, files, asOf}) => {
  const {feed, label, rows, dates = rows, freshBy, cadence, daily} = spec;
  if (!freshBy || !cadence) return [];
  const allowed = cadenceDays[cadence] - 1 + qualityThresholds.ageDays;
  const inFiles = `(from ${dates} where file_id in (${files.map(({file_id}) => `'${file_id}'`).join(", ")}))`;
  const series = await db.all(`select ${daily?.of ?? "''"} as part, max(${freshBy})::varchar as last_on, greatest(0, date '${asOf}' - max(${freshBy}))::integer as age from ${inFiles} group by all having max(${freshBy}) is not null order by age, part`);
  if (!series.length) return [];
  const shared = {dataset: feed, dimension: "freshness", threshold: allowed, unit: "days", severity: "mark"} as const;
  const check = (check_id: string, name: string, {last_on, age}: (typeof series)[number]) => {
    const judged = judgeAge(age, allowed);
    const late = judged.status !== "healthy";
    return {...shared, ...judged, check_id, value: age as number, sentence: `${name}: the last day is ${last_on}, ${counted(age, "day")} before ${asOf}; up to ${allowed} are usual.`, action: late ? `Fetch a newer export of ${name}.` : ""};
  };
  const stopped = series.filter(({age}) => age - series[0].age > qualityThresholds.ageDays);
  return [check("freshness", label, series[0]), ...stopped.map((one) => check(`freshness.${one.part}`, `${label} of ${one.part}`, one))];
};
