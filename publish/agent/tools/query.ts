/** query_metrics and compile_metrics: a request to the catalog, answered or only written as SQL. */
import {z} from "zod";
import {answerRequest} from "../../../loaders/answers/answer.js";
import {askable, isEstimate} from "../../../src/model/catalog/catalog.js";
import {compile} from "../../../src/model/compile.js";
import {MetricRequest} from "../../../src/model/metric-request.js";
import {paged, pagingShape} from "../paging.js";
import {answer} from "../reply.js";
import {defineTool} from "../tool.js";

const example = 'Example: {"metrics": ["total_revenue"], "dimensions": ["distributor"], "period": {"from": "2025-07-01", "to": "2025-07-31"}}.';

export const queryMetrics = defineTool({
  name: "query_metrics",
  title: "Query metrics",
  description: `Figures of the catalog, split, filtered, compared and ordered as asked; every filter value is exact (see list_dimension_values). What cannot be answered is refused with what can. ${example}`,
  // What is wrong with the request itself is said by the compiler, which knows what would work instead.
  input: z.looseObject(pagingShape),
  shown: z.strictObject({...MetricRequest.shape, ...pagingShape}),
  async run({offset, page_size, ...request}, {opened}) {
    return paged(await answerRequest(opened, request), {offset, page_size});
  }
});

export const compileMetrics = defineTool({
  name: "compile_metrics",
  title: "Compile metrics to SQL",
  description: `The SQL that query_metrics would run for a request, with its parameters and columns, without running it. ${example}`,
  input: z.looseObject({}),
  shown: z.strictObject(MetricRequest.shape),
  async run(request, {opened}) {
    const compiled = compile(request, opened.context);
    if (!compiled.ok) return {success: false, error: compiled.error, suggestions: compiled.suggestions, ...(compiled.requests.length ? {requests: compiled.requests} : {})};
    const {sql, params, columns, sources, calendar, currency, covered, compared, warnings} = compiled;
    const asked = compiled.request.metrics.map(askable);
    return answer(opened, {
      data: {sql, params: [...params], columns, request: compiled.request},
      isEstimate: asked.some(isEstimate),
      warnings,
      given: {
        row_count: 0, sql, params: [...params], sources, columns: columns.map((column) => ({...column})), currency, calendar: calendar as "usage" | "statement" | "paid" | null,
        calculation: asked.map(({label, calculation}) => `${label}: ${calculation}`).join(" "), limitations: [...new Set(asked.flatMap(({limitations}) => limitations))],
        period: {asked: compiled.request.period ?? null, covered, compared}, filters: compiled.request.filters, empty_because: "not run: compile_metrics only writes the SQL"
      }
    });
  }
});
