/** The envelope as clients see it in the list of tools: short, because every agent reads it with every tool. */
import {z} from "zod";

const days = z.looseObject({from: z.string(), to: z.string()}).nullable();

const AnswerShape = z.looseObject({
  success: z.boolean(),
  data: z.unknown().optional().describe("rows, or an object; money is exact decimal text, counts are numbers, days ISO text"),
  metadata: z.looseObject({
    snapshot_id: z.string(), as_of: z.string(), built_at: z.string(), data_through: z.string().nullable(),
    period: z.looseObject({asked: days, covered: days, compared: days}), filters: z.array(z.looseObject({dimension: z.string()})), limitations: z.array(z.string()),
    row_count: z.int(), empty_because: z.string().nullable().describe("why there is no row"),
    page: z.looseObject({offset: z.int(), total: z.int().nullable(), has_more: z.boolean(), next_offset: z.int().nullable()}).optional()
  }).optional(),
  warnings: z.array(z.string()).optional(),
  error: z.string().optional().describe("of a refusal: why"),
  suggestions: z.array(z.string()).optional().describe("of a refusal: what to do"),
  requests: z.array(z.unknown()).optional().describe("of a refusal: requests that can be answered")
});

export const outputSchema = z.toJSONSchema(AnswerShape, {io: "output", unrepresentable: "any"}) as {type: "object"; [key: string]: unknown};
