/** Loads files beside those of the data folder, in memory, and says what they hold. */
import {ownTotalSentence} from "../../src/model/own-total.js";
import {trimDecimal} from "../../src/model/statement-amounts.js";
import type {StatementLayout} from "../../src/model/statement-fields.js";
import {type Database, literal, openDatabase} from "../duckdb.js";
import {overlappingFiles} from "../flags-overlap.js";
import type {InputFile} from "../inputs.js";
import type {Dataset} from "../manifest.js";
import {readOwnTotals} from "../quality/own-totals.js";
import {matchHeader} from "../sources/contract.js";
import {isStatementFeed, sourceOf} from "../sources/index.js";
import {loadInputs, READ_BY_LINE} from "../sources/load.js";

/** One text of the imported file, and what came of it. */
export interface Inspected {
  dataset: Dataset;
  distributor: string | null;
  totals: {currency: string; total: string}[];
  usageMonths: string[];
  statementMonths: string[];
  columnsNotLoaded: string[];
  problems: string[];
}

/** Files of the folder that matter for `fresh`: the same distributors' statements, before them so that theirs are the known lines. */
function neighbours(known: readonly InputFile[], fresh: readonly InputFile[], mappings: readonly StatementLayout[]): InputFile[] {
  const feeds = new Set(fresh.map((file) => sourceOf(file, mappings)?.feed));
  const twins = new Set(fresh.map(({sha256}) => sha256));
  return known.filter((file) => !file.problem && !twins.has(file.sha256) && feeds.has(sourceOf(file, mappings)?.feed));
}

/** Inspects the texts of one imported file against the folder's. */
export async function inspect(fresh: readonly InputFile[], known: readonly InputFile[], mappings: readonly StatementLayout[]): Promise<Inspected[]> {
  const db = await openDatabase();
  try {
    const others = neighbours(known, fresh, mappings);
    const {datasets, problems} = await loadInputs(db, [...others, ...fresh], () => {}, {mappings});
    const overlaps = await overlappingFiles(db, datasets);
    const inspected: Inspected[] = [];
    for (const dataset of datasets.slice(others.length)) {
      const own = problems.filter(({file, severity}) => file === dataset.file && severity !== "flag").map(({sentence}) => sentence);
      const shared = overlaps.filter(({file, found}) => file === dataset.file_id || found === dataset.file).map(({file, sentence}) => `${datasets.find(({file_id}) => file_id === file)?.file}: ${sentence}`);
      const file = fresh.find(({name}) => name === dataset.file)!;
      const source = sourceOf(file, mappings);
      inspected.push({dataset, columnsNotLoaded: source ? matchHeader(source.contract, file.header).unread : [], ...(await contents(db, dataset)), problems: [...own, ...shared, ...(await notes(db, dataset))]});
    }
    return inspected;
  } finally {
    db.close();
  }
}

async function contents(db: Database, {feed, file_id}: Dataset): Promise<Omit<Inspected, "dataset" | "problems" | "columnsNotLoaded">> {
  const of = `from staged_lines where file_id = ${literal(file_id)}`;
  const months = async (column: string) => (await db.all(`select distinct strftime(${column}, '%Y-%m') as month ${of} order by month`)).map(({month}) => month as string);
  const sums = await db.all(`select currency, sum(earnings)::varchar as total ${of} group by currency order by currency`);
  return {
    distributor: isStatementFeed(feed) ? feed.replace(/_statements$/, "") : null,
    totals: sums.map(({currency, total}) => ({currency, total: trimDecimal(total)})),
    usageMonths: await months("usage_month"),
    statementMonths: await months("reported_on")
  };
}

async function notes(db: Database, dataset: Dataset): Promise<string[]> {
  const {file, file_id, note, status} = dataset;
  const [{count}] = await db.all(`select count(*)::integer as count from staged_details where file_id = ${literal(file_id)} and usage_from < usage_through`);
  const long = count ? [`${file}: ${count} line${count > 1 ? "s cover several months and are" : " covers several months and is"} filed under the last one`] : [];
  const totals = (await readOwnTotals(db, [dataset])).map((own) => `${file}: ${ownTotalSentence(own)}`);
  const own = status === "loaded" ? note.replace(new RegExp(`(^|; )${READ_BY_LINE}$`), "") : "";
  return [...totals, ...(own ? [`${file}: ${own}`] : []), ...long];
}
