/** Symphonic: periods such as JUN-26, Q317 and JAN-FEB-18; a void takes its units back. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const symphonic = statementSource(statementLayouts.symphonic, {quantity: "case when lower(trim(kind)) = 'void' then -abs(coalesce(quantity, 0)) else coalesce(quantity, 0) end"});
