/** The agent server as a client meets it: a process of its own, spoken to by the official client over standard input and output. */
import {Client} from "@modelcontextprotocol/sdk/client/index.js";
import {StdioClientTransport} from "@modelcontextprotocol/sdk/client/stdio.js";
import {expect} from "vitest";
import {z} from "zod";
import {answerOf, Refusal} from "../../../src/model/envelope.js";

const Success = answerOf(z.unknown());
export type Success<Data = Record<string, any>[]> = Omit<z.infer<typeof Success>, "data"> & {data: Data; metadata: Record<string, any>};

export interface Agent {
  client: Client;
  pid: number;
  /** What the server wrote to its log, and what it printed that is no protocol. */
  log(): string;
  strayLines(): string[];
  /** An answer, checked against the envelope; fails when it is a refusal. */
  ask<Data = Record<string, any>[]>(tool: string, args?: object): Promise<Success<Data>>;
  /** A refusal, checked; fails when it is an answer. */
  refused(tool: string, args?: object): Promise<Refusal>;
  close(): Promise<void>;
}

/** `options`: of `npm run mcp`. */
export async function connect(options: string[], env: Record<string, string> = {}): Promise<Agent> {
  const transport = new StdioClientTransport({command: process.execPath, args: ["loaders/site/run.mjs", "mcp", ...options], env, stderr: "pipe"});
  let log = "";
  const stray: string[] = [];
  transport.stderr?.on("data", (chunk) => void (log += String(chunk)));
  const client = new Client({name: "test", version: "1"});
  client.onerror = (error) => void stray.push(error.message);
  await client.connect(transport);
  await client.listTools(); // from here on the client checks every answer against the tool's output schema
  const call = async (name: string, args: object = {}) => {
    const {structuredContent, content, isError} = await client.callTool({name, arguments: args as Record<string, unknown>});
    const envelope = structuredContent as {success: boolean};
    expect(JSON.parse((content as {text: string}[])[0].text)).toEqual(envelope);
    expect(isError).toBe(!envelope.success);
    return envelope;
  };
  return {
    client, pid: transport.pid!, log: () => log, strayLines: () => stray, close: () => client.close(),
    ask: async <Data>(name: string, args?: object) => Success.parse(await call(name, args)) as Success<Data>,
    refused: async (name, args) => Refusal.parse(await call(name, args))
  };
}
