/** A static host as plain as they come: exact files, `index.html` for a folder, no guessing of extensions. */
import {createReadStream, existsSync, statSync} from "node:fs";
import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, normalize} from "node:path";

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm"
};

export type ServeOptions = {
  /** Subfolder the site appears under, with both slashes. */
  base?: string;
  /** False: a host that ignores Range and answers with the whole file. */
  ranges?: boolean;
  /** Paths answered with 404 although the file exists. */
  missing?: RegExp;
};

export type Served = {url: string; requests: {path: string; range?: string; bytes: number}[]; close(): Promise<void>};

/** Serves a folder on a free port of this machine. */
export async function serve(root: string, {base = "/", ranges = true, missing}: ServeOptions = {}): Promise<Served> {
  const requests: Served["requests"] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, "http://x").pathname);
    const file = path.startsWith(base) && !missing?.test(path) ? find(root, path.slice(base.length)) : undefined;
    if (!file) return void response.writeHead(404, {"content-type": "text/plain"}).end("not found");
    requests.push({path, range: request.headers.range, bytes: send(file, request, response, ranges)});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`, requests, close};
}

function find(root: string, path: string): string | undefined {
  const file = join(root, normalize("/" + path), path === "" || path.endsWith("/") ? "index.html" : "");
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function send(file: string, request: IncomingMessage, response: ServerResponse, ranges: boolean): number {
  const {size} = statSync(file);
  const headers = {"content-type": TYPES[extname(file)] ?? "application/octet-stream", ...(ranges && {"accept-ranges": "bytes"})};
  const range = ranges && size > 0 ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") : null;
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  if (range) response.writeHead(206, {...headers, "content-range": `bytes ${start}-${end}/${size}`, "content-length": end - start + 1});
  else response.writeHead(200, {...headers, "content-length": size});
  if (request.method === "HEAD" || size === 0) return response.end(), 0;
  createReadStream(file, {start, end}).pipe(response);
  return end - start + 1;
}
