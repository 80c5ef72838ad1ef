/** The parts of Framework 1.13.4 that are called instead of its command, which opens a browser and ends the process. */
import type {Server} from "node:http";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";

type PreviewOptions = {hostname: string; port?: number; open: boolean; verbose: boolean};
type PreviewModule = {PreviewServer: {start(options: PreviewOptions): Promise<{server: Server}>}};

type Loaders = {
  getWatchPath(path: string): string | undefined;
  watchFiles(path: string, names: Iterable<string>, callback: () => void): Promise<{close(): void}>;
};

/** Framework's modules are not in its `exports`; they are read as files. */
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(resolve("node_modules/@observablehq/framework/dist", file)).href)) as T;

const {LoaderResolver} = await load<{LoaderResolver: {prototype: Loaders}}>("loader.js");
const {resolvePath} = await load<{resolvePath(path: string, name: string): string}>("path.js");

/**
 * Framework watches the entry of an archive once for each of its members that a page names, and parses the page again
 * for each: with a dozen tables an update takes seconds. Here each path is watched once.
 */
const watchFiles = LoaderResolver.prototype.watchFiles;
LoaderResolver.prototype.watchFiles = function (path, names, callback) {
  const byWatched = new Map([...names].map((name) => [this.getWatchPath(resolvePath(path, name)) ?? name, name]));
  return watchFiles.call(this, path, byWatched.values(), callback);
};

export const {PreviewServer} = await load<PreviewModule>("preview.js");
