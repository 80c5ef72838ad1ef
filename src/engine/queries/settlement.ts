/** Queries of the Settlement page; the SQL is shared with the command that prints the work list. */
import {fxRatesSql, judgedSql, matchesSql, ratesSql, unpaidSql, worklistSql} from "../../model/settlement-sql.js";
import type {Query} from "./reconciliation.js";

const plain = (sql: string) => (): Query => ({sql, params: []});

/** Statement periods with their lines, total and deposits, newest first. */
export const statementMatches = plain(matchesSql);
/** What statements that no deposit has paid in time hold of each usage month. */
export const unpaidParts = plain(unpaidSql);
/** Lines of worklist.csv, oldest first. */
export const worklistEntries = plain(worklistSql);
/** Judged cells on the reference rates. */
export const judgedCells = plain(judgedSql);
/** Money and units of complete months by platform and country. */
export const rateCells = plain(ratesSql);
/** Exchange rates by day. */
export const fxRates = plain(fxRatesSql);
