/** Builds the site once for all browser tests, from the sample data, and serves it from a subfolder. */
import {spawn} from "node:child_process";
import {join} from "node:path";
import type {TestProject} from "vitest/node";
import {serve} from "./serve.js";
import {makeWorkspace} from "./workspace.js";

/** Runs `npm run build` in a workspace; resolves with what it printed. Rejects with the same when it fails. */
export function buildSite(dir: string, env: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, ["loaders/site/run.mjs", "build"], {cwd: dir, env: {...process.env, ...env}, stdio: ["ignore", "pipe", "pipe"]});
  let printed = "";
  child.stdout.on("data", (text) => (printed += text));
  child.stderr.on("data", (text) => (printed += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve(printed) : reject(new Error(`site not built: exit code ${code}\n${printed}`))));
  });
}

export default async function setup({provide}: TestProject): Promise<() => Promise<void>> {
  const workspace = makeWorkspace("site");
  await buildSite(workspace.dir).catch((error: unknown) => {
    workspace.remove();
    throw error;
  });
  const site = join(workspace.dir, "dist");
  const served = await serve(site, {base: "/some/label/"});
  provide("url", served.url);
  provide("site", site);
  provide("workspace", workspace.dir);
  return async () => {
    await served.close();
    workspace.remove();
  };
}
