/** Bandcamp: UTF-16, one line per sale; the day of the sale is also the day it is reported. Buyers' columns stay unread. */
import {statementLayouts} from "../../../src/model/statement-layouts.js";
import {statementSource} from "./statement-source.js";

export const bandcamp = statementSource(statementLayouts.bandcamp, {store: "'Bandcamp'"});
