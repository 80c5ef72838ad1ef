/** data_quality: how far the data can be trusted, with what to do. */
import {z} from "zod";
import {nearest} from "../../../src/model/catalog/nearest.js";
import {byUrgency, missingSentence, reportHeadline, reportParagraphs, type ReportCheck, type ReportScore} from "../../../src/model/quality-report.js";
import {metrics} from "../../../src/model/metrics.js";
import {paged, pagingShape} from "../paging.js";
import {answer, columnsOf, filtersOf, refuse} from "../reply.js";
import {defineTool} from "../tool.js";

const SCORES = "select * from quality_scores";
const CHECKS = "select dataset, check_id, severity, status, sentence, action from quality_checks order by dataset, check_id";

export const dataQuality = defineTool({
  name: "data_quality",
  title: "Data quality",
  description: "A score from 0 to 100 for each dataset, the worst first, with what is wrong, what to do about it, and the files that are missing. Read it before drawing conclusions.",
  input: z.strictObject({dataset: z.string().min(1).max(80).optional().describe("one dataset; without it all"), ...pagingShape}),
  async run({dataset, ...paging}, {opened}) {
    if (!opened.context.tables.has("quality_scores")) return refuse("this snapshot has no quality scores: no dataset was loaded", ["describe the snapshot by its resource ledgerline://snapshot"]);
    const scores = ((await opened.query(SCORES)) as (ReportScore & Record<string, unknown>)[]).sort(byUrgency);
    const known = scores.map((score) => score.dataset);
    if (dataset !== undefined && !known.includes(dataset)) return refuse(`no dataset is called ${JSON.stringify(dataset)}`, [`the closest are ${nearest(dataset, known).join(", ")}`]);
    const checks = (await opened.query(CHECKS)) as unknown as ReportCheck[];
    const wanted = scores.filter((score) => dataset === undefined || score.dataset === dataset);
    const data = reportParagraphs(wanted, checks).map((paragraph) => ({score: Number(scores.find((score) => score.dataset === paragraph.dataset)!.score), ...paragraph}));
    const missing = opened.manifest.inputs.filter(({status}) => status === "missing").map(missingSentence);
    const given = {
      row_count: data.length, sql: SCORES, sources: ["quality_scores", "quality_checks"], calculation: metrics.data_quality_score.calculation, limitations: [...metrics.data_quality_score.limitations], columns: columnsOf(data[0]),
      filters: filtersOf({dataset: dataset === undefined ? [] : [dataset]}), headline: reportHeadline(scores, {id: opened.manifest.id, as_of: opened.manifest.as_of}), missing_files: missing
    };
    return paged(answer(opened, {data, given}), paging);
  }
});
