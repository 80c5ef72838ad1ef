/** What every machine is answered with: the figures with all that is needed to cite them, or a refusal that says what is possible. */
import {z} from "zod";


const days = z.strictObject({from: z.string(), to: z.string()}).describe("ISO days, both included");

export const Confidence = z.strictObject({
  level: z.enum(["confirmed", "estimate"]).describe("estimate: some figure is not money or counts that were reported"),
  data_quality: z.number().nullable().describe("lowest score, 0 to 100, of the datasets behind it; null when none is judged"),
  doubts: z.array(z.string()).describe("checks of these datasets that are not healthy")
});

export const AnswerMetadata = z.looseObject({
  sources: z.array(z.string()).describe("served tables that were read"),
  snapshot_id: z.string(),
  data_through: z.string().nullable().describe("last day with any data"),
  built_at: z.string(),
  as_of: z.string().describe("day on which statuses were judged"),
  calculation: z.string(),
  sql: z.string().describe("the statement that gave the figures; empty when they were not queried"),
  params: z.array(z.string()).describe("values of the ? in the statement, in order"),
  limitations: z.array(z.string()),
  confidence: Confidence,
  calendar: z.enum(["usage", "statement", "paid"]).nullable(),
  currency: z.string().nullable().describe("the one currency of every amount; null: none, or a column says it"),
  period: z.strictObject({asked: days.nullable(), covered: days.nullable(), compared: days.nullable()}),
  filters: z.array(z.strictObject({dimension: z.string(), op: z.string(), values: z.array(z.string())})),
  columns: z.array(z.looseObject({name: z.string(), label: z.string(), role: z.string()})),
  row_count: z.int(),
  empty_because: z.string().nullable().describe("why there is no row; null when there is one")
});
export type AnswerMetadata = z.infer<typeof AnswerMetadata>;

export const Refusal = z.strictObject({
  success: z.literal(false),
  error: z.string(),
  suggestions: z.array(z.string()),
  requests: z.array(z.unknown()).optional().describe("requests that can be answered, ready to be sent")
});
export type Refusal = z.infer<typeof Refusal>;

/** An answer whose data are of `schema`. Amounts are exact decimal text, counts numbers, days ISO text. */
export const answerOf = <Data extends z.ZodType>(schema: Data) =>
  z.strictObject({success: z.literal(true), data: schema, metadata: AnswerMetadata, warnings: z.array(z.string())});

export type Cell = string | number | boolean | null;
export const AnswerRows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));
export const Answer = answerOf(AnswerRows);
export type Answer = z.infer<typeof Answer>;
export type Envelope<Data = Answer["data"]> = (Omit<Answer, "data"> & {data: Data}) | Refusal;
