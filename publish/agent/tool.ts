/** What a tool of the agent server is: its words, its input, and a function from one to an envelope. */
import {z} from "zod";
import type {Opened} from "../../loaders/answers/open.js";
import type {Envelope} from "../../src/model/envelope.js";
import {refuse} from "./reply.js";

export interface Call {
  opened: Opened;
  /** Aborted when the client takes the call back. */
  signal?: AbortSignal;
}

export interface Tool {
  name: string;
  title: string;
  description: string;
  /** JSON Schema of its arguments. */
  inputSchema: Record<string, unknown>;
  /** `args` are as the client sent them; what is wrong with them comes back as a refusal. */
  run(args: unknown, call: Call): Promise<Envelope<unknown>>;
}

interface ToolDefinition<Input extends z.ZodType> {
  name: string;
  title: string;
  description: string;
  input: Input;
  /** Schema that clients see, where `input` leaves checks to `run`. */
  shown?: z.ZodType;
  run(input: z.infer<Input>, call: Call): Promise<Envelope<unknown>>;
}

const place = (path: readonly PropertyKey[]): string => path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").replace(/^\./, "");

/** Makes a tool whose arguments are checked by `input` before `run` sees them. */
export function defineTool<Input extends z.ZodType>({name, title, description, input, shown, run}: ToolDefinition<Input>): Tool {
  const known = Object.keys((shown ?? input) instanceof z.ZodObject ? ((shown ?? input) as z.ZodObject).shape : {});
  return {
    name, title, description, inputSchema: z.toJSONSchema(shown ?? input, {io: "input", unrepresentable: "any"}) as Record<string, unknown>,
    async run(args, call) {
      const parsed = input.safeParse(args ?? {});
      if (parsed.success) return run(parsed.data, call);
      const problems = parsed.error.issues.slice(0, 3).map(({path, message}) => `${path.length ? `${place(path)}: ` : ""}${message}`);
      return refuse(`${name} does not take this: ${problems.join("; ").slice(0, 400)}`, [known.length ? `its arguments are ${known.join(", ")}` : "it takes no arguments"]);
    }
  };
}
