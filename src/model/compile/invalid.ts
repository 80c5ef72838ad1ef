import type {z} from "zod";

const place = (path: readonly PropertyKey[]): string => path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").replace(/^\./, "");

/** What is wrong in the shape of a request, in words: where, and what. */
export function readable(error: z.ZodError): {error: string; suggestions: string[]} {
  const problems = error.issues.slice(0, 3).map((issue) => `${issue.path.length ? `${place(issue.path)}: ` : ""}${issue.message}`);
  return {error: `not a valid request: ${problems.join("; ")}`, suggestions: ["a request looks like {\"metrics\": [\"total_revenue\"], \"dimensions\": [\"distributor\"], \"period\": {\"from\": \"2025-07-01\", \"to\": \"2025-07-31\"}}", "the metrics and their dimensions are in the catalog (list_metrics, or api/metrics)"]};
}
