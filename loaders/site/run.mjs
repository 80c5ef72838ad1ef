/**
 * Every npm script starts here, in plain Node, because node_modules may not exist yet:
 * `node loaders/site/run.mjs <task>` installs what the lockfile names and is missing, then runs `<task>.ts`: a program of
 * the loaders as one bundle, which starts sooner, everything else by tsx.
 */
import {spawnSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {bundleOf} from "./bundle.mjs";

const TASKS = {
  start: "./start.ts",
  build: "./build.ts",
  test: "./test.ts",
  check: "./check.ts",
  snapshot: "../snapshot-cli.ts",
  quality: "../quality-cli.ts",
  alerts: "../alerts-cli.ts",
  query: "../query-cli.ts",
  ask: "../ask-cli.ts",
  mcp: "../../publish/agent/cli.ts",
  import: "../import-cli.ts",
  worklist: "../worklist-cli.ts",
  generate: "../../data/generate.ts",
  "new-analysis": "../new-analysis-cli.ts",
  bench: "../../test/bench/run.ts"
};

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Names of direct dependencies that are absent or not in the locked version. */
function missingPackages() {
  const {dependencies, devDependencies} = readJson("package.json");
  const {packages} = readJson("package-lock.json");
  if (!existsSync("node_modules/.package-lock.json")) return Object.keys({...dependencies, ...devDependencies}); // an install that did not finish
  return Object.keys({...dependencies, ...devDependencies}).filter((name) => {
    const manifest = `node_modules/${name}/package.json`;
    return !existsSync(manifest) || readJson(manifest).version !== packages[`node_modules/${name}`]?.version;
  });
}

function install() {
  const missing = missingPackages();
  if (!missing.length) return;
  console.error(`installing ${missing.length} missing packages (once) …`);
  // Not `npm ci`: it refuses a lockfile without the builds for other platforms. This installs the locked versions all
  // the same and writes no file of the project.
  const {status} = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {stdio: ["inherit", 2, 2], shell: process.platform === "win32"});
  if (status !== 0) throw new Error("packages not installed: npm install failed, see above");
}

const [task, ...rest] = process.argv.slice(2);
try {
  if (Number(process.versions.node.split(".")[0]) < 20) throw new Error(`node too old: ${process.versions.node} (20 or newer needed)`);
  if (!TASKS[task]) throw new Error(`unknown task: ${task} (one of ${Object.keys(TASKS).join(", ")})`);
  process.env.OBSERVABLE_TELEMETRY_DISABLE = "1";
  install();
  process.argv = [process.argv[0], new URL(TASKS[task], import.meta.url).pathname, ...rest];
  const bundle = TASKS[task].endsWith("-cli.ts") ? await bundleOf(TASKS[task].replace("..", "loaders")) : null;
  if (!bundle) (await import("tsx/esm/api")).register();
  await import(bundle ?? TASKS[task]);
} catch (error) {
  console.error(error?.message ?? error);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
}
