/** From a layout to a feed of the snapshot: the same `staged_lines` whoever sends them. */
import {plainHeading, type StatementField, type StatementLayout} from "../../../src/model/statement-fields.js";
import {recogniseStatement} from "../../../src/model/recognise-statement.js";
import {literal} from "../../duckdb.js";
import type {InputFile} from "../../inputs.js";
import type {Source} from "../source.js";
import {statementContract} from "./contract.js";
import {readStatement} from "./read.js";

/** SQL that a distributor's own rules put in place of a column of `staged_lines` or `staged_details`. */
export interface StatementSql {
  store?: string;
  quantity?: string;
  kind_raw?: string;
  exchange_rate?: string;
}

const linesSql = (layout: StatementLayout, own: StatementSql, has: (field: StatementField) => boolean) => (view: string): string => {
  const text = (field: StatementField) => (has(field) ? field : "null::varchar");
  const money = (field: StatementField) => (has(field) ? `coalesce(${field}, 0)` : "0");
  const currency = layout.currency ? `coalesce(${text("currency")}, ${literal(layout.currency)})` : "currency";
  return `select file_id, line, ${literal(layout.distributor)} as distributor, ${currency} as currency, reported_on, usage_month,
    ${own.store ?? `coalesce(trim(${text("store")}), '')`} as store, coalesce(${text("artist")}, '') as artist_raw,
    coalesce(${text("title")}, ${text("release_title")}, '') as title, coalesce(${text("isrc")}, ${text("other_isrc")}) as isrc, ${text("upc")} as upc,
    ${own.quantity ?? (has("quantity") ? "coalesce(quantity, 0)" : "0::bigint")} as quantity,
    ${has("team_percentage") ? "coalesce(team_percentage, 1000000)" : "1000000"}::integer as team_ppm, ${own.kind_raw ?? text("kind")} as kind_raw,
    ${text("country")} as country, ${money("withheld")}::decimal(38,18) as withheld, earnings, ${money("recoup")}::decimal(38,18) as recoup from ${view}`;
};

/** What `staged_lines` has no column for; lines that say nothing more have no row. */
const detailsSql = (layout: StatementLayout, own: StatementSql, has: (field: StatementField) => boolean) => (view: string): string => {
  const text = (field: StatementField) => (has(field) ? `nullif(trim(${field}), '')` : "null::varchar");
  const amount = (field: StatementField) => (has(field) ? field : "null::decimal(38,18)");
  const currency = layout.currency ? `coalesce(${has("currency") ? "currency" : "null"}, ${literal(layout.currency)})` : "currency";
  return `select file_id, line, ${text("transaction_id")} as transaction_id, usage_from, usage_month as usage_through,
    upper(${text("original_currency")}) as original_currency, ${amount("original_amount")} as original_amount, ${own.exchange_rate ?? amount("exchange_rate")} as exchange_rate
    from ${view} where usage_from < usage_month ${has("transaction_id") ? "or transaction_id is not null" : ""}
    ${has("original_currency") ? `or upper(trim(original_currency)) <> ${currency}` : ""} ${has("exchange_rate") ? "or exchange_rate <> 1" : ""}`;
};

/** The feed of one distributor (or of a mapped layout). `sql` holds the few rules that are its own. */
export function statementSource(layout: StatementLayout, sql: StatementSql = {}): Source {
  const {notSales} = layout;
  const has = (field: StatementField) => layout.headings[field] !== undefined;
  const problem = (file: InputFile) => {
    const found = recogniseStatement(file.header, [layout]);
    return found.status === "recognised" ? null : found.status === "unknown" ? `is no statement of ${layout.label}` : found.problem;
  };
  return {
    feed: `${layout.distributor}_statements`,
    fileNames: /^$/,
    contract: statementContract(layout),
    signature: layout.needs.map((field) => plainHeading(layout.headings[field]![0])),
    neededFor: `earnings, payments and reconciliation of ${layout.label}`,
    span: "usage_month",
    layout: (file) => `${layout.label} ${file.header.length} columns${layout.moneyHeading ? `, money in "${layout.moneyHeading}"` : ""}`,
    problem,
    read: (db, file, table, text) => readStatement(db, file, table, text, layout),
    isPrivate: layout.isPrivate,
    leavesOut: notSales && {field: notSales.field, says: notSales.says, matches: (x) => `lower(trim(${x})) in (${notSales.values.map(literal).join(", ")})`},
    identity: has("transaction_id") ? "transaction_id" : undefined,
    normalise: linesSql(layout, sql, has),
    target: "staged_lines",
    alsoStages: {target: "staged_details", select: detailsSql(layout, sql, has)}
  };
}
