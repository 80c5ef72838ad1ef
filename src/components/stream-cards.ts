/** Growth of the streams as cards, each with what it is compared with. */
import {formatChange, formatCount, MISSING} from "../model/format.js";
import type {MetricName} from "../model/metrics.js";
import {compoundGrowth, dayGrowth, monthGrowth, weekGrowth, type Growth} from "../model/stream-growth.js";
import type {Delta} from "../model/overview-kpis.js";
import type {StreamSeries} from "../model/stream-series.js";
import {distributorLabel} from "./colors.js";
import {element} from "./dom.js";
import {kpiCard} from "./kpi-card.js";

const secondText = ({ratio, basis}: Delta): string => (ratio === null ? basis : `${formatChange(ratio)} ${basis}`);

function growthCard(metric: MetricName, label: string, {value, label: period, delta, second}: Growth): HTMLElement {
  return kpiCard({metric, label, value: value === null ? MISSING : formatCount(value), delta, note: value === null ? [] : [`streams, ${period}`, ...(second ? [secondText(second)] : [])]});
}

function compoundCard(series: StreamSeries, until: Date): HTMLElement {
  const {rate, basis, joined} = compoundGrowth(series, until);
  const notes = [basis, ...(joined.length ? [`includes the start of ${joined.map(distributorLabel).join(" and ")}`] : [])];
  return kpiCard({metric: "compound_growth", label: "Compound monthly growth", value: rate === null ? MISSING : `${formatChange(rate, 2)}`, note: notes});
}

/** Day, week, month and compound growth at the end of a period. */
export function growthCards(series: StreamSeries, until: Date): HTMLElement {
  return element`<div class="kpi-row">${[
    growthCard("day_growth", "Day over day", dayGrowth(series, until)),
    growthCard("week_growth", "Week over week", weekGrowth(series, until)),
    growthCard("month_growth", "Month over month", monthGrowth(series, until)),
    compoundCard(series, until)
  ]}</div>`;
}
