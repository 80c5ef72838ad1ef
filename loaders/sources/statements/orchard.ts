/** The Orchard: semicolons, decimal commas, periods such as 2017M10; a statement period counts as of its last day. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const orchard = statementSource(statementLayouts.orchard);
