/** The sample's snapshot, opened to ask it, with its tables for independent SQL. */
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {askContextOf} from "../../loaders/answers/ask.js";
import {openAnswers, type Opened} from "../../loaders/answers/open.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import type {AskContext} from "../../src/model/ask/interpret.js";
import {CURATED} from "../data/sample.js";

export interface Sample {
  opened: Opened;
  context: AskContext;
  close(): void;
}

export async function openSample(dataDir = CURATED): Promise<Sample> {
  const root = mkdtempSync(join(tmpdir(), "ledgerline-ask-"));
  const {dir} = await buildSnapshot({dataDir, outDir: root});
  const opened = await openAnswers(dir);
  return {opened, context: await askContextOf(opened), close: () => (opened.close(), rmSync(root, {recursive: true, force: true}))};
}
