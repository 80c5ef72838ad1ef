/** Keeps data that fails a blocking check from being published. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {readQualityMarks} from "../../src/model/quality-marks.js";
import {snapshotRoot} from "../paths.js";
import {currentId, snapshotDir} from "../store.js";

/** Set to 1, it publishes all the same; the pages then mark the figures. */
const OVERRIDE = "LEDGERLINE_PUBLISH_FAILING";

/** Sentences of the checks that stop a publish of the snapshot in use. */
export function blockingSentences(root = snapshotRoot): string[] {
  const id = currentId(root);
  if (!id) return [];
  const overview = JSON.parse(readFileSync(join(snapshotDir(root, id), "overview.json"), "utf8"));
  return readQualityMarks(overview).filter(({effect}) => effect === "blocks a publish").map(({sentence}) => sentence);
}

/** Throws a sentence when a blocking check fails; with the override it says so on the terminal and goes on. */
export function checkPublishable(sentences = blockingSentences(), override = process.env[OVERRIDE]): void {
  if (!sentences.length) return;
  const list = sentences.map((sentence) => `  blocks a publish: ${sentence}`).join("\n");
  if (override !== "1") throw new Error(`site not built: the data fails a check that stops a publish\n${list}\nmend it (npm run quality says how), or set ${OVERRIDE}=1 to publish it with its figures marked`);
  console.warn(`${list}\npublished all the same: ${OVERRIDE}=1`);
}
