/**
 * The JSON API as the site serves it. Built: one file per endpoint under `api/`, by its path and again with `.json` behind it
 * (a host tells the type by the name). In the preview: answered live, from the snapshot in use.
 */
import {mkdirSync, writeFileSync} from "node:fs";
import type {IncomingMessage, Server, ServerResponse} from "node:http";
import {dirname, join} from "node:path";
import type {Envelope} from "../../src/model/envelope.js";
import {nearest} from "../../src/model/catalog/nearest.js";
import {openAnswers, type Opened} from "../answers/open.js";
import {endpointsOf, type Endpoint} from "../api/endpoints.js";
import {openApi} from "../api/openapi.js";
import {snapshotRoot} from "../paths.js";
import {currentId, servedFiles, snapshotDir} from "../store.js";

const text = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** A snapshot as the site serves it: with what it was compared with. */
const openServed = (root: string, id: string): Promise<Opened> => openAnswers(snapshotDir(root, id), {files: servedFiles(root, id)});

/** Writes every endpoint under `out/api`; returns how many. */
export async function writeApi(out: string, root: string, id: string): Promise<number> {
  const opened = await openServed(root, id);
  try {
    const endpoints = await endpointsOf(opened);
    const write = (path: string, content: string) => {
      const file = join(out, "api", ...path.split("/"));
      mkdirSync(dirname(file), {recursive: true});
      writeFileSync(file, content);
    };
    for (const endpoint of endpoints) {
      const content = text(await endpoint.answer(opened));
      for (const path of [endpoint.path, `${endpoint.path}.json`]) write(path, content);
    }
    write("openapi.json", text(openApi(endpoints, opened.manifest.id)));
    return endpoints.length;
  } finally {
    opened.close();
  }
}

type Live = {id: string; opened: Opened; endpoints: Endpoint[]};

const lost = (path: string, endpoints: readonly Endpoint[]): Envelope =>
  ({success: false, error: `no such endpoint: ${path.slice(0, 80)}`, suggestions: [`the closest are ${nearest(path, endpoints.map((endpoint) => endpoint.path)).join(", ")}`, "api/openapi.json lists them all"]});

/** Answer and HTTP status of a path under `api/`. */
async function answerPath(path: string, {opened, endpoints}: Live): Promise<[status: number, body: unknown]> {
  if (path === "openapi.json") return [200, openApi(endpoints, opened.manifest.id)];
  const endpoint = endpoints.find((one) => one.path === path) ?? endpoints.find((one) => `${one.path}.json` === path);
  return endpoint ? [200, await endpoint.answer(opened)] : [404, lost(path, endpoints)];
}

/** Puts the API in front of the preview's own pages. A snapshot that is replaced is closed when the next request comes. */
export function serveApi(server: Server, root = snapshotRoot): void {
  const handlers = server.listeners("request") as ((request: IncomingMessage, response: ServerResponse) => void)[];
  let live: Promise<Live> | undefined;
  const open = async (before: Promise<Live> | undefined): Promise<Live> => {
    const id = currentId(root);
    const known = await before?.catch(() => undefined);
    if (known && known.id === id) return known;
    known?.opened.close();
    if (id === null) throw new Error("no snapshot yet: the terminal says why");
    const opened = await openServed(root, id);
    return {id, opened, endpoints: await endpointsOf(opened)};
  };
  const send = async (path: string, response: ServerResponse): Promise<void> => {
    live = open(live);
    const [status, body] = await live.then((one) => answerPath(path, one)).catch((error: unknown): [number, Envelope] => [500, {success: false, error: error instanceof Error ? error.message : String(error), suggestions: ["npm run snapshot says what is wrong"]}]);
    response.writeHead(status, {"content-type": "application/json; charset=utf-8"}).end(text(body));
  };
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const {pathname} = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/api/")) void send(decodeURIComponent(pathname.slice("/api/".length)), response);
    else for (const handle of handlers) handle(request, response);
  });
}
