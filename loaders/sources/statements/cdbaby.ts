/** CD Baby: tab-delimited, dates such as 10/15/2023 12:00:00 AM; `Subtotal` is the money, always USD. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const cdbaby = statementSource(statementLayouts.cdbaby);
