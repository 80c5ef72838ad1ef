/** Filter values that are not in the data, said with the closest ones that are. */
import {unknownValues} from "../../loaders/answers/empty.js";
import type {Opened} from "../../loaders/answers/open.js";
import type {DimensionName} from "../../src/model/catalog/dimensions.js";
import {MetricRequest} from "../../src/model/metric-request.js";

/** Sentences; none when every value is known. */
export async function unknownIn(opened: Opened, filters: Partial<Record<DimensionName, readonly string[] | undefined>>): Promise<string[]> {
  const written = Object.entries(filters).flatMap(([dimension, values]) => (values?.length ? [{dimension, values: [...values]}] : []));
  return written.length ? unknownValues(opened, MetricRequest.parse({metrics: ["total_streams"], filters: written})) : [];
}
