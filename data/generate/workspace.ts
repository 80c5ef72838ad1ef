/** One whole folder of curated files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultRules } from "../../src/model/alert-defaults.js";
import { rulesText } from "../../src/model/alert-text.js";
import { writeAds } from "./ads-file.js";
import { writeAudienceFile, writeTiktokFiles } from "./audience-files.js";
import { createCatalogue } from "./catalogue.js";
import { LAST_DAY, type GenerateOptions } from "./config.js";
import { writeDailyStreams } from "./daily-file.js";
import { writeEventFiles } from "./event-files.js";
import { listReports, planStoreMonths } from "./plan.js";
import { writeReferenceFiles } from "./reference-files.js";
import { writeStatements, type StatementTotals } from "./statements.js";
import { createDailyStreams } from "./streams.js";

/**
 * Writes every curated file to `options.out`; the same options give the same
 * bytes. Memory stays bounded: statement lines are written as they are made.
 */
export function generateWorkspace(options: GenerateOptions): StatementTotals {
  const { out, seed } = options;
  mkdirSync(out, { recursive: true });
  const catalogue = createCatalogue(options);
  const daily = createDailyStreams(catalogue, seed);
  const reports = listReports(planStoreMonths(options, catalogue, daily));
  const totals = writeStatements(join(out, "dk_bank_details.csv"), reports, catalogue, seed);
  writeDailyStreams(join(out, "tidy_daily_streams.csv"), daily);
  writeReferenceFiles(out, catalogue, totals);
  writeTiktokFiles(out, daily, seed);
  writeAudienceFile(out, daily, seed);
  writeAds(join(out, "metaads_campaigns_daily.csv"), LAST_DAY, seed);
  writeEventFiles(out, seed);
  writeFileSync(join(out, "alerts.yaml"), rulesText(defaultRules));
  return totals;
}
