/** tidy_daily_streams.csv: the daily feed, sorted by source and then date. */
import { formatDay } from "./calendar.js";
import { MISSING_DAYS } from "./config.js";
import { writeTable } from "./csv.js";
import { getFeedStart, type DailyStreams } from "./streams.js";

/** Writes the feed; days that it lost are 0 in the columns they were lost in. */
export function writeDailyStreams(path: string, daily: DailyStreams): void {
  const rows = Object.entries(daily.distributors).flatMap(([distributor, { spotify, apple }]) => {
    const missing = MISSING_DAYS[distributor]!;
    return spotify.flatMap((plays, i) => {
      const day = daily.firstDay + i;
      if (day < getFeedStart(distributor)) return [];
      const date = formatDay(day);
      const onSpotify = missing.spotify.includes(date) ? 0 : plays;
      const onApple = missing.apple.includes(date) ? 0 : apple[i]!;
      return [[date, onSpotify, onApple, onSpotify + onApple, distributor]];
    });
  });
  writeTable(path, "date,spotify_streams,apple_streams,combined_streams,source", rows);
}
