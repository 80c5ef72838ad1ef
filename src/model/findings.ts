/** Everything that a person has to ask about, from the tables that show it. Pure; one currency. */
import {agingFindings, lateCells} from "./aging.js";
import {driftFindings, platformRates, type RateCellRow} from "./effective-rates.js";
import {paymentCells, type ArrivalRow, type PaymentRow} from "./payment-status.js";
import {matchFindings, type StatementMatch} from "./statement-match.js";
import {varianceFindings, type JudgedCell} from "./variance-findings.js";
import type {Finding} from "./work-items.js";

/** A difference below this much money is not worth a letter. */
const LEAST_AMOUNT = 10;

/** Rows of every currency; `payments` and `arrivals` as the overview has them. */
export interface FindingInputs {
  matches: readonly StatementMatch[];
  judged: readonly JudgedCell[];
  rates: readonly (RateCellRow & {currency: string})[];
  payments: readonly PaymentRow[];
  arrivals: readonly ArrivalRow[];
}

/** Findings on `asOf` in `currency`: deposits and statements as they are, estimates (late, variance, drift) from `LEAST_AMOUNT` on. */
export function findingsOn({matches, judged, rates, payments, arrivals}: FindingInputs, asOf: Date, currency: string): Finding[] {
  const own = <Row extends {currency: string}>(rows: readonly Row[]) => rows.filter((row) => row.currency === currency);
  const {late} = lateCells(paymentCells(own(payments), own(arrivals), asOf), asOf);
  const estimates = [...agingFindings(late, currency), ...varianceFindings(own(judged), LEAST_AMOUNT), ...driftFindings(platformRates(own(rates)), currency)];
  return [...matchFindings(own(matches)), ...estimates.filter(({amount}) => Math.abs(amount) >= LEAST_AMOUNT)];
}
