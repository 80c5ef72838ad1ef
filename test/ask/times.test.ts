/** Time expressions beside the days they mean, on 20 November 2025 (a Thursday). */
import {describe, expect, test} from "vitest";
import {timeAt} from "../../src/model/ask/times.js";
import {wordsOf} from "../../src/model/ask/words.js";
import {isoDay, parseDay} from "../../src/model/days.js";

const asOf = parseDay("2025-11-20")!;

function days(text: string): string {
  const words = wordsOf(text);
  const found = timeAt(words, 0, asOf);
  if (!found || found.length !== words.length) return `${found?.length ?? 0} of ${words.length} words`;
  const {time} = found;
  if (time.kind === "span") return `${isoDay(time.from)} ${isoDay(time.to)}`;
  if (time.kind === "since") return `${isoDay(time.from)} on`;
  if (time.kind === "until") return `to ${isoDay(time.to)}`;
  return time.kind === "trailing" ? `${time.days} days` : time.kind;
}

test.each([
  ["July 2025", "2025-07-01 2025-07-31"], ["in july", "2025-07-01 2025-07-31"], ["in December", "2024-12-01 2024-12-31"], ["Sept 2024", "2024-09-01 2024-09-30"], ["2025-07", "2025-07-01 2025-07-31"], ["07/2025", "2025-07-01 2025-07-31"],
  ["Q3 2025", "2025-07-01 2025-09-30"], ["2025 Q3", "2025-07-01 2025-09-30"], ["Q4", "2025-10-01 2025-12-31"], ["the third quarter of 2025", "2025-07-01 2025-09-30"], ["H1 2024", "2024-01-01 2024-06-30"], ["second half of 2024", "2024-07-01 2024-12-31"],
  ["2024", "2024-01-01 2024-12-31"], ["the year 2024", "2024-01-01 2024-12-31"], ["4 July 2025", "2025-07-04 2025-07-04"], ["July 4th, 2025", "2025-07-04 2025-07-04"], ["on the 4th of July 2025", "2025-07-04 2025-07-04"], ["2025-07-04", "2025-07-04 2025-07-04"], ["29 February 2024", "2024-02-29 2024-02-29"],
  ["today", "2025-11-20 2025-11-20"], ["yesterday", "2025-11-19 2025-11-19"], ["this month", "2025-11-01 2025-11-20"], ["last month", "2025-10-01 2025-10-31"], ["this year", "2025-01-01 2025-11-20"], ["last year", "2024-01-01 2024-12-31"], ["last quarter", "2025-07-01 2025-09-30"], ["this quarter", "2025-10-01 2025-11-20"],
  ["last week", "2025-11-10 2025-11-16"], ["this week", "2025-11-17 2025-11-20"], ["last 3 months", "2025-08-01 2025-10-31"], ["the past twelve months", "2024-11-01 2025-10-31"], ["in the last 30 days", "30 days"], ["last 30d", "30 days"], ["over the past 2 weeks", "14 days"], ["last two years", "2023-01-01 2024-12-31"],
  ["year to date", "2025-01-01 2025-11-20"], ["ytd", "2025-01-01 2025-11-20"], ["so far this month", "2025-11-01 2025-11-20"], ["next month", "2025-12-01 2025-12-31"], ["next 3 months", "2025-12-01 2026-02-28"], ["tomorrow", "2025-11-21 2025-11-21"],
  ["since March", "2025-03-01 on"], ["since March 2024", "2024-03-01 on"], ["from March 2025 onwards", "2025-03-01 on"], ["after June 2025", "2025-07-01 on"], ["since last year", "2024-01-01 on"], ["until June 2025", "to 2025-06-30"], ["before June 2025", "to 2025-05-31"], ["up to May 2024", "to 2024-05-31"],
  ["from May to August 2025", "2025-05-01 2025-08-31"], ["between May and August 2025", "2025-05-01 2025-08-31"], ["November to February 2025", "2024-11-01 2025-02-28"], ["from October to February", "2024-10-01 2025-02-28"], ["Jan–Mar 2025", "2025-01-01 2025-03-31"], ["2023-2024", "2023-01-01 2024-12-31"],
  ["from 2025-03-05 to 2025-06-15", "2025-03-05 2025-06-15"], ["the 12 months to June 2025", "2024-07-01 2025-06-30"], ["30 days ending 2025-06-30", "2025-06-01 2025-06-30"], ["2 quarters to June 2025", "2025-01-01 2025-06-30"], ["all time", "all"], ["ever", "all"], ["now", "now"]
])("%s", (text, wanted) => expect(days(text)).toBe(wanted));

describe("what is no time", () => {
  test.each([["31 February 2025"], ["2025-13-01"], ["from June 2025 to March 2025"], ["last 0 days"], ["past year"]])("%s is refused", (text) => expect(days(text)).toBe("impossible"));
  test.each([["04/07/2025"], ["summer 2025"], ["the weekend"], ["may"], ["fiscal year"], ["2525"], ["week 32"]])("%s is not read", (text) => expect(days(text)).toMatch(/ of \d+ words$/));
});
