/** The parts of Framework 1.13.4 that are called instead of its command, which exits the process and opens a browser. */
import type {Server} from "node:http";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";

type PreviewOptions = {hostname: string; port?: number; open: boolean; verbose: boolean; config?: string; root?: string};
type PreviewModule = {PreviewServer: {start(options: PreviewOptions): Promise<{server: Server}>}};

const folder = resolve("node_modules/@observablehq/framework/dist");

/** Framework's command-line program. */
export const observable = `${folder}/bin/observable.js`;

export const {PreviewServer} = (await import(pathToFileURL(`${folder}/preview.js`).href)) as PreviewModule;
