/** Reference tables that the marts read: stores, and the label's own rates and terms over the defaults. */
import {stores} from "../src/model/stores.js";
import {defaultPaymentTerms, defaultRates, referenceCurrency} from "../src/model/terms.js";
import {type Database, literal} from "./duckdb.js";

const values = (rows: string[][]): string => rows.map((row) => `(${row.join(", ")})`).join(", ");

/** Creates `stores`, `rates` and `payment_terms`. Needs the staged reference tables. */
export async function createReferenceTables(db: Database): Promise<void> {
  const storeRows = stores.map(({store, platform, product, unitKind}) => [store.toLowerCase(), platform, product, unitKind].map(literal));
  const rateRows = Object.entries(defaultRates).map(([platform, rate]) => [literal(platform), `${literal(rate)}::decimal(18,12)`, literal(referenceCurrency)]);
  const termRows = Object.entries(defaultPaymentTerms).map(([distributor, days]) => [literal(distributor), `${days}::integer`]);
  await db.run(`create table stores as from (values ${values(storeRows)}) as t(store_key, platform, product, unit_kind)`);
  await db.run(`create table rates as select platform, rate, currency from staged_rates
    union all from (values ${values(rateRows)}) as t(platform, rate, currency) where platform not in (select platform from staged_rates)`);
  await db.run(`create table payment_terms as select distributor, delay_days from staged_terms
    union all from (values ${values(termRows)}) as t(distributor, delay_days) where distributor not in (select distributor from staged_terms)`);
}
