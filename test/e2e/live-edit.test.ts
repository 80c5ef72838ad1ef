/** `npm start` on a person's own folder: a CSV saved while a page is open reaches it by itself. */
import {spawn, type ChildProcess} from "node:child_process";
import {appendFileSync, cpSync, readFileSync, readdirSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {openPage} from "../harness/browser.js";
import {makeWorkspace} from "../harness/workspace.js";

const PROBE = `# Probe

\`\`\`js
const choice = view(Inputs.select(["a", "b"], {label: "Choice"}));
\`\`\`

\`\`\`sql id=[totals]
select count(*) as n, sum(earnings) as money from statement_lines where \${choice}::varchar is not null
\`\`\`

<b id="lines">\${totals.n}</b> <b id="money">\${totals.money.toFixed(2)}</b>
`;

const workspace = makeWorkspace("live");
const data = join(workspace.dir, "own data");
const statement = join(data, "dk_bank_details.csv");
const entry = join(workspace.dir, "src/data/snapshot.tar.ts");
let started: {child: ChildProcess; url: string; printed: () => string};

/** Starts the preview and resolves when it has printed its address. */
async function start(): Promise<typeof started> {
  const env = {...process.env, LEDGERLINE_DATA: data, PORT: "0"};
  const child = spawn(process.execPath, ["loaders/site/run.mjs", "start"], {cwd: workspace.dir, env, stdio: ["ignore", "pipe", "pipe"]});
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer) => {
      printed += text;
      const address = /Ledgerline is at (\S+)/.exec(printed);
      if (address) resolve(address[1]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("close", (code) => reject(new Error(`preview ended: ${code}\n${printed}`)));
  });
  return {child, url, printed: () => printed};
}

async function stop({child}: typeof started): Promise<number | null> {
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.kill("SIGINT");
  return closed;
}

beforeAll(async () => {
  cpSync("data/curated", data, {recursive: true});
  for (const page of readdirSync(join(workspace.dir, "src")).filter((name) => name.endsWith(".md"))) writeFileSync(join(workspace.dir, "src", page), "# Page\n");
  writeFileSync(join(workspace.dir, "src/index.md"), PROBE);
  started = await start();
});

afterAll(async () => {
  if (started.child.exitCode === null) await stop(started);
  workspace.remove();
});

test("an appended line shows by itself, without a reload", async () => {
  await using opened = await openPage("?period=12m", {url: started.url});
  const {page} = opened;
  await page.waitForFunction(() => /^\d+$/.test(document.querySelector("#lines")?.textContent ?? ""));
  await page.locator("select").selectOption("b");
  await page.evaluate(() => Object.assign(globalThis, {sameDocument: true}));
  const line = readFileSync(statement, "utf8").trimEnd().split("\n").at(-1)!;
  const seconds: number[] = [];
  for (let i = 0; i < 2; ++i) {
    const lines = Number(await page.locator("#lines").innerText());
    const saved = Date.now();
    appendFileSync(statement, `${line.trim()}\n`);
    await page.waitForFunction((n) => document.querySelector("#lines")?.textContent === String(n), lines + 1, {polling: 20});
    seconds.push((Date.now() - saved) / 1000);
  }

  console.log(`live edit: ${seconds.map((each) => each.toFixed(1)).join(" s, ")} s (the aim is 3 s on a quiet machine; no test is judged by the clock)`);
  expect(page.url()).toBe(`${started.url}?period=12m`);
  expect(await page.evaluate(() => (globalThis as {sameDocument?: true}).sameDocument)).toBe(true);
  expect(await page.locator("select option:checked").innerText()).toBe("b");
  expect(opened.problems()).toEqual([]);
});

test("a damaged file is reported and leaves the page as it was", async () => {
  await using opened = await openPage("", {url: started.url});
  await opened.page.waitForFunction(() => /^\d+$/.test(document.querySelector("#lines")?.textContent ?? ""));
  const lines = await opened.page.locator("#lines").innerText();
  const good = readFileSync(statement, "utf8");
  writeFileSync(statement, "nonsense\n1\n");
  await expect.poll(() => started.printed(), {timeout: 20_000}).toMatch(/problem: dk_bank_details\.csv[^\n]*\nNo new snapshot/);
  await opened.page.reload();
  await opened.page.waitForFunction((n) => document.querySelector("#lines")?.textContent === n, lines);
  writeFileSync(statement, good);
});

test("Ctrl-C ends the preview; an unchanged folder is a cache hit on the next start", async () => {
  await expect.poll(() => started.printed().match(/^Snapshot /gm)?.length, {timeout: 20_000}).toBeGreaterThan(1);
  expect(await stop(started)).toBe(0);
  const again = await start(); // settles what the last test wrote back
  await stop(again);
  const {mtimeMs} = statSync(entry);
  started = await start();
  expect(started.printed()).toMatch(/Snapshot \w+ \(unchanged\)/);
  expect(statSync(entry).mtimeMs).toBe(mtimeMs);
});
