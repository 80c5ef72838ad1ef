/** TooLost: the transaction id is a line's identity, so the same id in two files is one line. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const toolost = statementSource(statementLayouts.toolost);
