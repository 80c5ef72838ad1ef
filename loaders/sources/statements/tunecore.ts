/** TuneCore: `Total Earned` is already converted; a blank exchange rate is 1. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const tunecore = statementSource(statementLayouts.tunecore, {exchange_rate: "coalesce(exchange_rate, 1)::decimal(38,18)"});
