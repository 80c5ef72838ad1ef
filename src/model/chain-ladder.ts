/**
 * What is owed and when it will come (FORECASTING.md section 1): everything about payment forecasts in one import.
 * Triangles are cumulative money, one per source, reporting cadence and currency; null = not reported yet. All of it is
 * pure, works on doubles, and throws a `Refusal` with its reason instead of guessing.
 */
export {capeCod, futureMonth, type CapeCod} from "./cape-cod.js";
export {cashByMonth, cashFan, cashPaths, type CashByMonth, type CashFan, type CashRow, type FanOptions} from "./cash.js";
export {dropDiagonals, hindsight, type Hindsight, type HindsightRow} from "./hindsight.js";
export {chainLadder, MIN_SALE_MONTHS, outstandingRanges, type ChainLadder, type Range} from "./ladder.js";
export {estimateDevelopment, sharesPaid, type Development, type Triangle} from "./mack.js";
export {delayAt, paymentPattern, type PaymentPattern} from "./payment-pattern.js";
export {type PaymentForecast, type PaymentRow} from "./payment-rows.js";
export {orRefusal, Refusal} from "./refusal.js";
