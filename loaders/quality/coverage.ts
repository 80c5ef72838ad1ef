/** coverage_days: which days of a dataset have rows, and which should. */
import type {Subject} from "./check.js";
import {coverageDays} from "./marts.js";

/** Adds the days of one dataset to `coverage_days`. A daily series covers every day between its first and its last. */
export async function addCoverage({db, spec, files}: Pick<Subject, "db" | "spec" | "files">): Promise<void> {
  const {feed, rows, dates, freshBy, daily, zeros = "select null::varchar as part, null::date as day where false"} = spec;
  if (!freshBy) return;
  await db.run(`insert into ${coverageDays.mart.name}
    with days as (select ${daily?.of ?? "''"} as part, ${freshBy} as day, ${dates ? "sum(lines)::bigint" : "count(*)"} as n from ${dates ?? rows} where file_id in (${files.map(({file_id}) => `'${file_id}'`).join(", ")}) and ${freshBy} is not null group by all),
    wanted as (${daily ? "select part, unnest(generate_series(min(day), max(day), interval 1 day))::date as day from days group by part" : "select part, day from days"}),
    joined as (select wanted.day, days.n, zeros.part is not null as is_zero from wanted left join days using (part, day) left join (${zeros}) as zeros using (part, day)),
    counted as (select day, coalesce(sum(n), 0)::bigint as row_count, count(*) as series_count, count(*) filter (n is null) as missing, count(*) filter (is_zero) as zero from joined group by day)
    select '${feed}', day, row_count, series_count, missing, zero,
      case when missing = series_count then 'missing' when zero = series_count then 'zero' when missing + zero > 0 then 'partial' else 'reported' end
    from counted`);
}
