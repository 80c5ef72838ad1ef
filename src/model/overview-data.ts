/** `overview.json` of the snapshot, read into typed rows: what the overview draws before any engine runs. */
import {amountOf, dayOf, rowsOf, type Columns} from "./columns.js";
import {parseDay} from "./days.js";
import type {ArrivalRow, PaymentRow, RateBasis} from "./payment-status.js";

/** Streams of a day × distributor × platform, with the estimate on both rate bases (in the reference currency). */
export interface DayStreams {
  streamed_on: Date;
  distributor: string;
  platform: string;
  stream_count: number;
  is_missing: boolean;
  expected: Record<RateBasis, number>;
}

/** A usage month × distributor × platform in one currency. */
export interface MonthKpi {
  usage_month: Date;
  distributor: string;
  platform: string;
  currency: string;
  stream_count: number;
  earnings: number;
  fees: number;
  line_count: number;
  expected: Record<RateBasis, number>;
  is_complete: boolean;
}

/** What a distributor reported on a day for a usage month and platform. */
export interface Arrival {
  reported_on: Date;
  usage_month: Date;
  distributor: string;
  platform: string;
  currency: string;
  earnings: number;
  line_count: number;
}

/** Confirmed earnings of an artist or a country in a usage month. */
export interface MonthShare {
  usage_month: Date;
  id: string;
  earnings: number;
}

export interface Dataset {
  file: string;
  feed: string;
  status: string;
  rows_in: number | null;
  rows_loaded: number | null;
  rows_quarantined: number | null;
  first_on: string | null;
  last_on: string | null;
  needed_for: string | null;
  note: string | null;
}

export interface Problem {
  severity: "reject" | "flag" | "fail";
  file: string;
  count: number;
  sentence: string;
}

/** The JSON as the snapshot writes it. */
export interface OverviewJson {
  as_of: string;
  as_of_pinned: boolean;
  label: string | null;
  sample: boolean;
  snapshot_id: string;
  built_at: string;
  data_through: string | null;
  streams_through: string | null;
  statements_through: string | null;
  daily: Columns;
  kpi_monthly: Columns;
  payments: Columns;
  arrivals: Columns;
  artists: Columns;
  countries: Columns;
  rates: readonly Record<string, string | number | null>[];
  datasets: readonly Dataset[];
  problems: readonly Problem[];
}

/** Everything in the workspace's main currency; `currencies` names all that occur. */
export interface Overview {
  days: DayStreams[];
  months: MonthKpi[];
  arrivals: Arrival[];
  payments: {payments: PaymentRow[]; arrivals: ArrivalRow[]};
  artists: MonthShare[];
  countries: MonthShare[];
  currency: string;
  currencies: string[];
  /** Distributors that have sent any statement line. */
  covered: ReadonlySet<string>;
  /** First and last day with data; null in an empty workspace. */
  first: Date | null;
  through: Date | null;
  /** Last day of the daily feed; statements may reach further. */
  streamsThrough: Date | null;
}

const text = String;
const expectedOf = (row: Record<string, never>) => ({default: amountOf(row.expected_default), observed: amountOf(row.expected_observed)});

function monthKpis(columns: Columns): MonthKpi[] {
  return rowsOf(columns).map((row) => ({
    usage_month: dayOf(row.usage_month), distributor: text(row.distributor), platform: text(row.platform), currency: text(row.currency),
    stream_count: amountOf(row.stream_count), earnings: amountOf(row.earnings), fees: amountOf(row.fees), line_count: amountOf(row.line_count),
    expected: expectedOf(row as never), is_complete: row.is_complete === true
  }));
}

function dayStreams(columns: Columns): DayStreams[] {
  return rowsOf(columns).map((row) => ({
    streamed_on: dayOf(row.streamed_on), distributor: text(row.distributor), platform: text(row.platform),
    stream_count: amountOf(row.stream_count), is_missing: row.is_missing === true, expected: expectedOf(row as never)
  }));
}

function arrivalsOf(columns: Columns): Arrival[] {
  return rowsOf(columns).map((row) => ({
    reported_on: dayOf(row.reported_on), usage_month: dayOf(row.usage_month), distributor: text(row.distributor), platform: text(row.platform),
    currency: text(row.currency), earnings: amountOf(row.earnings), line_count: amountOf(row.line_count)
  }));
}

const sharesOf = (columns: Columns, key: string, currency: string): MonthShare[] =>
  rowsOf(columns).filter((row) => row.currency === undefined || row.currency === currency)
    .map((row) => ({usage_month: dayOf(row.usage_month), id: text(row[key] ?? ""), earnings: amountOf(row.earnings)}));

/** Currencies of `kpi_monthly` by the money in them, largest first; amounts of different currencies are never added. */
export function currenciesOf({currency = [], earnings, expected_default: expected}: Columns): string[] {
  const sizes = new Map<string, number>();
  currency.forEach((cell, i) => sizes.set(text(cell), (sizes.get(text(cell)) ?? 0) + (Math.abs(amountOf(earnings[i])) + amountOf(expected[i]))));
  return [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
}

const extremes = (days: readonly Date[]): [Date | null, Date | null] => {
  let [low, high] = [Infinity, -Infinity];
  for (const day of days) [low, high] = [Math.min(low, Number(day)), Math.max(high, Number(day))];
  return days.length ? [new Date(low), new Date(high)] : [null, null];
};

/** Reads the JSON; keeps the rows of the main currency, the one with the most money. */
export function readOverview(json: OverviewJson): Overview {
  const all = monthKpis(json.kpi_monthly);
  const currencies = currenciesOf(json.kpi_monthly);
  const currency = currencies[0] ?? "USD";
  const own = (row: {currency?: unknown}) => row.currency === currency;
  const days = dayStreams(json.daily);
  const months = all.filter(own);
  const [firstDay, lastDay] = extremes(days.map((row) => row.streamed_on));
  const [firstMonth] = extremes(months.map((row) => row.usage_month));
  return {
    days, months, currency, currencies,
    arrivals: arrivalsOf(json.arrivals).filter(own),
    payments: {payments: rowsOf(json.payments).filter(own) as never, arrivals: rowsOf(json.arrivals).filter(own) as never},
    artists: sharesOf(json.artists, "artist", currency), countries: sharesOf(json.countries, "country", currency),
    covered: new Set(months.filter((row) => row.line_count > 0).map((row) => row.distributor)),
    first: extremes([firstDay, firstMonth].filter((day) => day !== null))[0],
    through: parseDay(json.data_through) ?? lastDay,
    streamsThrough: lastDay
  };
}

