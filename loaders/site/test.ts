/** `npm test`: finds or installs Chromium, runs vitest's projects and prints what was counted. */
import {spawnSync} from "node:child_process";
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";

const RESULTS = "test/.out/results.json";
/** The last line of this program, for `.ci/run`. */
const SUMMARY = "test/.out/summary.txt";
const CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

type Results = {testResults: {name: string; assertionResults: {status: string}[]; status: string; message?: string}[]; success: boolean};

function findChromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((dir) => CHROMIUM.map((name) => join(dir, name)));
  return places.find((path) => existsSync(path));
}

function ensureChromium(): void {
  if (findChromium()) return;
  console.log("chromium is not installed; installing it with apt-get for the browser tests …");
  const run = (args: string[]) => spawnSync("apt-get", args, {stdio: "inherit"}).status === 0;
  if (run(["update"]) && run(["install", "-y", "--no-install-recommends", "chromium"]) && findChromium()) return;
  throw new Error("chromium not installed: install it (apt-get install chromium) or set CHROMIUM to its path");
}

/** Counts of tests; a file that could not be collected counts as one failed test. */
function count({testResults}: Results): {passed: number; failed: number; files: number} {
  const statuses = testResults.flatMap(({assertionResults, status}) =>
    assertionResults.length || status === "passed" ? assertionResults.map((test) => test.status) : ["failed"]
  );
  const passed = statuses.filter((status) => status === "passed").length;
  const failed = statuses.filter((status) => status === "failed").length;
  return {passed, failed, files: testResults.length};
}

const filters = process.argv.slice(2);
if (!filters.includes("unit")) ensureChromium();
mkdirSync("test/.out", {recursive: true});
for (const file of [RESULTS, SUMMARY]) rmSync(file, {force: true});
const args = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${RESULTS}`, ...filters];
const {status} = spawnSync(process.execPath, args, {stdio: "inherit"});
if (!existsSync(RESULTS)) throw new Error("tests not run: see above");
const {passed, failed, files} = count(JSON.parse(readFileSync(RESULTS, "utf8")) as Results);
const summary = `${passed} passed, ${failed} failed`;
writeFileSync(SUMMARY, `${summary}\n`);
console.log(`${files} files\n${summary}`);
process.exitCode = status !== 0 || failed > 0 || passed === 0 ? 1 : 0;
