/**
 * A request to the catalog → SQL that both engines run, or a refusal that says what is possible instead.
 * Values of the request are bound; names in the SQL come from the catalog only.
 */
import {answerColumns, type AnswerColumn} from "./compile/columns.js";
import type {CompileContext} from "./compile/context.js";
import {statement} from "./compile/figures.js";
import {Impossible} from "./compile/impossible.js";
import {readable} from "./compile/invalid.js";
import {comparisonOf, whenOf} from "./compile/legs.js";
import {plan, type Plan} from "./compile/plan.js";
import {earlier, later, type Days} from "./compile/ranges.js";
import {warningsOf} from "./compile/warnings.js";
import {MetricRequest, type MetricRequestInput} from "./metric-request.js";

export {contextQuery, cubeTables, readContext, type CompileContext} from "./compile/context.js";
export {dimensionValuesQuery} from "./compile/values.js";
export type {AnswerColumn} from "./compile/columns.js";

export interface Compiled {
  ok: true;
  /** Runs on both engines; `params` fill its `?` in order, all text. */
  sql: string;
  params: readonly string[];
  columns: AnswerColumn[];
  /** The request with its defaults. */
  request: MetricRequest;
  /** Served tables that are read. */
  sources: string[];
  calendar: string | null;
  /** The one currency of every amount; null when there is none, or a column says it. */
  currency: string | null;
  /** Days that the answer covers, of those asked for; null when it has no time. */
  covered: Days | null;
  /** Days compared with, for grain total. */
  compared: Days | null;
  warnings: string[];
}

export interface Refused {
  ok: false;
  error: string;
  suggestions: string[];
  /** Requests that are possible; each can be sent as it is. */
  requests: MetricRequestInput[];
}

const around = (all: readonly (Days | null)[]): Days | null =>
  all.reduce((sum, days) => (sum && days ? {from: earlier(sum.from, days.from), to: later(sum.to, days.to)} : (sum ?? days)), null);

function compiled(made: Plan): Compiled {
  const {text, params} = statement(made);
  const whens = made.parts.map((part) => whenOf(part, made));
  return {
    ok: true, sql: text, params, columns: answerColumns(made), request: made.request,
    sources: [...new Set(made.parts.flatMap(({cube}) => [cube.table, ...(cube.tables ?? [])]))],
    calendar: made.calendar, currency: made.currency.only, covered: around(whens.map(({now}) => now)),
    compared: comparisonOf(made) && made.request.grain === "total" ? around(whens.map(({before}) => before)) : null, warnings: warningsOf(made)
  };
}

/** Never throws on any input. */
export function compile(input: unknown, context: CompileContext): Compiled | Refused {
  const parsed = MetricRequest.safeParse(input);
  if (!parsed.success) return {ok: false, ...readable(parsed.error), requests: []};
  try {
    return compiled(plan(parsed.data, context));
  } catch (error) {
    if (!(error instanceof Impossible)) throw error;
    const requests = error.requests.filter((request) => {
      const again = MetricRequest.safeParse(request);
      return again.success && isPossible(again.data, context);
    });
    return {ok: false, error: error.message, suggestions: [...error.suggestions], requests};
  }
}

/** Only what works is offered. */
function isPossible(request: MetricRequest, context: CompileContext): boolean {
  try {
    statement(plan(request, context));
    return true;
  } catch (error) {
    if (error instanceof Impossible) return false;
    throw error;
  }
}
