/** The queries that the pages send, from the pages' own builders, with the arguments of a reader who looks at the most. */
import type {Database} from "../../loaders/duckdb.js";
import {firstRows, quarantineRows} from "../../src/engine/queries/data.js";
import {storeLags} from "../../src/engine/queries/payments.js";
import {basisRates, cellLines, cellSummary, reconciliationCells, type CellKey, type Query} from "../../src/engine/queries/reconciliation.js";
import {platformRates, revenueBreakdown, revenueMonths, revenueTotals, type RevenueScope} from "../../src/engine/queries/revenue.js";

export type NamedQuery = Query & {name: string};

/** What the queries are asked about. */
export type Subject = {
  /** The cell of the reconciliation with the most lines. */
  cell: CellKey;
  /** The artist and the country with the most lines. */
  artist: string;
  country: string;
  /** First and last day of the data, ISO. */
  from: string;
  to: string;
};

/** Finds the subject in a snapshot. */
export async function readSubject(db: Database, through: string): Promise<Subject> {
  const most = async (columns: string) => (await db.all(`select ${columns} from statement_lines group by all order by count(*) desc limit 1`))[0];
  const cell = (await most("usage_month, distributor, platform, currency")) as CellKey;
  const [{first}] = await db.all("select min(usage_month) as first from statement_lines");
  return {cell, artist: (await most("artist")).artist, country: (await most("country")).country, from: first, to: through};
}

const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4, 8)}01`;

function revenueQueries({cell, artist, country, from, to}: Subject): Record<string, Query> {
  const usage: RevenueScope = {calendar: "usage", currency: cell.currency, from, to, filters: {}};
  const statement: RevenueScope = {...usage, calendar: "statement"};
  const filtered: RevenueScope = {...usage, filters: {artist, country}};
  return {
    "revenue: totals": revenueTotals(usage),
    "revenue: months": revenueMonths(usage),
    "revenue: by distributor": revenueBreakdown(usage, "distributor"),
    "revenue: by platform": revenueBreakdown(usage, "platform"),
    "revenue: by country": revenueBreakdown(usage, "country"),
    "revenue: by artist": revenueBreakdown(usage, "artist"),
    "revenue: by track": revenueBreakdown(usage, "track"),
    "revenue: by track, year": revenueBreakdown({...usage, from: yearBefore(to)}, "track"),
    "revenue: by track, filtered": revenueBreakdown(filtered, "track"),
    "revenue: months, filtered": revenueMonths(filtered),
    "revenue: rates": platformRates(usage),
    "revenue: totals, statement": revenueTotals(statement),
    "revenue: months, statement": revenueMonths(statement),
    "revenue: by platform, statement": revenueBreakdown(statement, "platform"),
    "revenue: by country, statement": revenueBreakdown(statement, "country"),
    "revenue: by track, statement": revenueBreakdown(statement, "track")
  };
}

/** Every query with its name. */
export function listQueries(subject: Subject): NamedQuery[] {
  const {cell, from, to} = subject;
  const queries: Record<string, Query> = {
    ...revenueQueries(subject),
    "reconciliation: cells": reconciliationCells({from, to}, "default"),
    "reconciliation: rates": basisRates(),
    "reconciliation: cell": cellSummary(cell),
    "reconciliation: lines of a cell": cellLines(cell, {limit: 100, offset: 0}),
    "payments: store lags": storeLags(),
    "data: quarantine": quarantineRows(5000),
    "data: first lines": firstRows("statement_lines", ["statement_lines"], 20)
  };
  return Object.entries(queries).map(([name, query]) => ({name, ...query}));
}
