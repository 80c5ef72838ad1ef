/** What the SQL page keeps in this browser: its tabs and the history. */
import {readStored, SqlHistory, SqlTabs, withEntry, type HistoryEntry} from "../model/sql-page-state.js";

const TABS = "ledgerline.sql.tabs";
const HISTORY = "ledgerline.sql.history";

const FIRST_QUERY = `-- Earnings by month
select usage_month, platform, currency, sum(earnings) as earnings
from monthly_revenue
group by all
order by usage_month, platform`;

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be switched off
  }
};

/** Returns whether it could be kept. */
function store(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const readTabs = (): SqlTabs => readStored(SqlTabs, stored(TABS), {tabs: [{id: 1, text: FIRST_QUERY, chart: null, shows: "table"}], active: 1});
export const keepTabs = (tabs: SqlTabs): boolean => store(TABS, tabs);
export const readHistory = (): HistoryEntry[] => readStored(SqlHistory, stored(HISTORY), []);
export const clearHistory = (): boolean => store(HISTORY, []);

/** Another page of this browser may have written meanwhile, so the history is read again. */
export function addToHistory(entry: HistoryEntry): HistoryEntry[] {
  const history = withEntry(readHistory(), entry);
  store(HISTORY, history);
  return history;
}
