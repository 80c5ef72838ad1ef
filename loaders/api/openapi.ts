/** The API described for machines: OpenAPI 3.1, its schemas made from the zod schemas that the code uses. */
import {z} from "zod";
import {Answer, Refusal, answerOf} from "../../src/model/envelope.js";
import {MetricRequest} from "../../src/model/metric-request.js";
import type {Endpoint} from "./endpoints.js";

type Json = Record<string, unknown>;

const jsonSchema = (schema: z.ZodType, io: "input" | "output" = "output"): Json => {
  const {$schema, ...rest} = z.toJSONSchema(schema, {io}) as Json;
  return rest;
};

const idOf = (path: string): string => path.replaceAll(/[^A-Za-z0-9]+/g, "_");
const metadata = {$ref: "#/components/schemas/Metadata"};

/** The envelope around an endpoint's data; its metadata are described once. */
function envelope(schema: z.ZodType): Json {
  const whole = jsonSchema(answerOf(schema)) as {properties: Json; $defs?: Json};
  return {...whole, properties: {...whole.properties, metadata}};
}

const operation = ({path, summary, schema}: Endpoint): Json => ({
  get: {
    operationId: idOf(path), summary, tags: [path.split("/")[0]],
    responses: {200: {description: "The figures with their sources, or a refusal that says why and what is possible", content: {"application/json": {schema: {oneOf: [envelope(schema), {$ref: "#/components/schemas/Refusal"}]}}}}}
  }
});

/** The document; the server is the folder that it lies in, so that the site works under any path. */
export function openApi(endpoints: readonly Endpoint[], version: string): Json {
  const {properties} = jsonSchema(Answer) as {properties: Json};
  return {
    openapi: "3.1.0",
    info: {
      title: "Ledgerline", version,
      description: "Figures of one snapshot as static files. Each path answers with the same envelope; the same file with .json behind its name is for hosts that tell types by the name. MetricRequest is what npm run query takes.",
      license: {name: "as the workspace", identifier: "LicenseRef-workspace"}
    },
    servers: [{url: "."}],
    paths: Object.fromEntries(endpoints.map((endpoint) => [`/${endpoint.path}`, operation(endpoint)])),
    components: {schemas: {Metadata: properties.metadata as Json, Refusal: jsonSchema(Refusal), MetricRequest: jsonSchema(MetricRequest, "input")}}
  };
}
