/** Envelopes for answers that no single request to the catalog gives: the same facts about the snapshot, days, filters and limits. */
import {confidenceIn, snapshotMetadata} from "../../loaders/answers/answer.js";
import type {Opened} from "../../loaders/answers/open.js";
import type {AnswerMetadata, Envelope, Refusal} from "../../src/model/envelope.js";

export const refuse = (error: string, suggestions: readonly string[] = []): Refusal => ({success: false, error, suggestions: [...suggestions]});

/** What an answer says of itself; all else is filled in. */
export type Given = Partial<AnswerMetadata> & Pick<AnswerMetadata, "row_count">;

export interface Reply<Data> {
  data: Data;
  given: Given;
  /** Some of it is an estimate. */
  isEstimate?: boolean;
  warnings?: readonly string[];
}

/** Sources decide which doubts and which quality score the answer carries. */
export function answer<Data>(opened: Opened, {data, given, isEstimate = false, warnings = []}: Reply<Data>): Envelope<Data> {
  const sources = given.sources ?? [];
  const metadata: AnswerMetadata = {
    ...snapshotMetadata(opened), calculation: "", sql: "", params: [], limitations: [], calendar: null, currency: null,
    period: {asked: null, covered: null, compared: null}, filters: [], columns: [], empty_because: null, ...given,
    sources, confidence: confidenceIn(opened, sources, isEstimate)
  };
  return {success: true, data, metadata, warnings: [...warnings]};
}

/** Plain columns of rows that are not metrics. */
export const columnsOf = (row: Record<string, unknown> | undefined): AnswerMetadata["columns"] =>
  Object.keys(row ?? {}).map((name) => ({name, label: name.replaceAll("_", " "), role: "column"}));

/** Filters as metadata tells them; those without values did not apply. */
export const filtersOf = (filters: Record<string, readonly string[] | undefined>): AnswerMetadata["filters"] =>
  Object.entries(filters).flatMap(([dimension, values]) => (values?.length ? [{dimension, op: "in", values: [...values]}] : []));
