/** Believe: semicolons, decimal commas, headings in the account's language, one currency per account. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const believe = statementSource(statementLayouts.believe);
