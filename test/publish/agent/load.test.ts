/** A thousand requests in a row leave nothing behind, in the heap or in the process. The latency is printed, never judged. */
import {Client} from "@modelcontextprotocol/sdk/client/index.js";
import {InMemoryTransport} from "@modelcontextprotocol/sdk/inMemory.js";
import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setFlagsFromString} from "node:v8";
import {runInNewContext} from "node:vm";
import {afterAll, beforeAll, expect, test} from "vitest";
import {openAnswers, type Opened} from "../../../loaders/answers/open.js";
import {buildSnapshot} from "../../../loaders/snapshot.js";
import {createAgentServer} from "../../../publish/agent/server.js";
import {connect} from "./connect.js";

const REQUESTS = 1000;
const root = mkdtempSync(join(tmpdir(), "ledgerline-load-"));
let dir: string;
let opened: Opened;

beforeAll(async () => {
  dir = (await buildSnapshot({dataDir: "data/curated", outDir: root})).dir;
  opened = await openAnswers(dir);
});
afterAll(() => {
  opened?.close();
  rmSync(root, {recursive: true, force: true});
});

const months = Array.from({length: 24}, (_, i) => `${2023 + Math.floor((i + 9) / 12)}-${String(((i + 9) % 12) + 1).padStart(2, "0")}`);
/** The i-th of many different calls: answers, empty ones and refusals. */
function callAt(i: number): {name: string; arguments: Record<string, unknown>} {
  const month = months[i % months.length];
  const period = {from: `${month}-01`, to: `${month}-28`};
  const calls = [
    {name: "query_metrics", arguments: {metrics: ["total_streams"], dimensions: ["platform"], grain: "day", period}},
    {name: "query_metrics", arguments: {metrics: ["total_revenue"], dimensions: ["country"], filters: [{dimension: "artist", values: [`nobody ${i}`]}]}},
    {name: "query_metrics", arguments: {metrics: ["listeners"], period}},
    {name: "reconcile_month", arguments: {month}},
    {name: "search", arguments: {text: `track ${i}`}},
    {name: "query_metrics", arguments: {metrics: ["earnings"], dimensions: ["track"], limit: 1 + (i % 50)}},
    {name: "describe_metric", arguments: {metric: `nothing ${i}`}}
  ];
  return calls[i % calls.length];
}

test("the heap after a thousand requests is the heap before", {timeout: 300_000}, async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const [near, far] = InMemoryTransport.createLinkedPair();
  const [server, client] = [createAgentServer({opened}), new Client({name: "load", version: "1"})];
  await Promise.all([server.connect(far), client.connect(near)]);
  const ask = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await client.callTool(callAt(i));
  };
  const heap = async () => {
    for (let i = 0; i < 3; i++) (collect(), await new Promise((resolve) => setTimeout(resolve, 20)));
    return process.memoryUsage().heapUsed;
  };
  await ask(0, 300); // what is kept on purpose (values, forecasts, compiled code) is there from here on
  const before = await heap();
  await ask(300, 300 + REQUESTS);
  const growth = (await heap()) - before;
  await client.close();
  console.log(`heap after ${REQUESTS} requests: ${(growth / 1024).toFixed(0)} kB more than before`);
  expect(growth / REQUESTS).toBeLessThan(4096); // an answer is 5 to 50 kB
});

test("nor does the process grow", {timeout: 300_000}, async () => {
  const agent = await connect(["--snapshot", dir]);
  try {
    const latencies: number[] = [];
    const ask = async (from: number, to: number) => {
      for (let i = from; i < to; i++) {
        const start = performance.now();
        const call = callAt(i);
        await agent.client.callTool(call);
        if (call.name === "query_metrics") latencies.push(performance.now() - start);
      }
    };
    const status = `/proc/${agent.pid}/status`;
    const resident = () => (existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))![1]) / 1024 : 0);
    await ask(0, 500);
    const before = resident();
    await ask(500, 500 + REQUESTS);
    const growth = resident() - before;
    latencies.sort((a, b) => a - b);
    console.log(`query_metrics: median ${latencies[latencies.length >> 1].toFixed(1)} ms of ${latencies.length}; process ${growth.toFixed(0)} MB more after ${REQUESTS} requests`);
    expect(growth).toBeLessThan(100); // 100 kB a request would be a leak
  } finally {
    await agent.close();
  }
});
