/** The headline figures of the settlement page. */
import type {AgingRow} from "../model/aging.js";
import {counted, formatCount, formatMoney, formatPercent} from "../model/format.js";
import {sumOf} from "../model/group.js";
import {matchTotals, type StatementMatch} from "../model/statement-match.js";
import {isPending, type WorkItem} from "../model/work-items.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";

export interface SettlementFigures {
  matches: readonly StatementMatch[];
  overdue: readonly AgingRow[];
  items: readonly WorkItem[];
}

/** Four cards: what was received of what was reported, what nothing explains, what is overdue, what is to ask. */
export function settlementCards({matches, overdue, items}: SettlementFigures, {currency, spanText}: {currency: string; spanText: string}): HTMLElement {
  const compared = matches.filter(({difference}) => difference !== null);
  const {lines, received, causes} = matchTotals(matches);
  const money = (cents: number) => formatMoney(cents / 100, currency);
  const estimated = sumOf(overdue.filter(({kind}) => kind === "statement"), ({cents}) => cents);
  const pending = items.filter((item) => !item.isSettled && isPending(item.state));
  const differing = matches.filter(({status}) => status === "DIFFERENCE" || status === "UNPAID" || status === "PAYOUT_ONLY");
  return element`<div class="kpi-row">
    ${kpiCard({metric: "statement_match", label: "Received", value: compared.length ? money(received) : "—", note: compared.length ? `${lines ? formatPercent(received / lines) : "—"} of ${money(lines)} on ${spanText}` : "no deposit to compare with"})}
    ${kpiCard({metric: "unexplained_amount", label: "Unexplained", value: compared.length ? money(causes.unexplained) : "—", note: compared.length ? `${counted(differing.length, "statement")} of ${counted(compared.length, "statement period", "statement periods")} ${differing.length === 1 ? "differs" : "differ"}` : "no deposit to compare with"})}
    ${kpiCard({metric: "late_amount", label: "Past its date", value: money(sumOf(overdue, ({cents}) => cents)), estimate: estimated > 0, note: overdue.length ? `${counted(overdue.length, "month")}, the longest ${counted(overdue[0].days, "day")} late` : "nothing is late"})}
    ${kpiCard({label: "To ask", value: formatCount(pending.length), note: `${counted(pending.filter(({state}) => state === "asked").length, "item")} asked, ${counted(items.length - pending.length, "item")} explained, accepted or gone`})}
  </div>`;
}
