import {describe, expect, test} from "vitest";
import {byExportTime, exportTime} from "../../loaders/sources/newest.js";
import {withFolder} from "./workbench.js";

const older = "artist,zone,date,Video Views,Profile Views,Likes,Comments,Shares,Year,engagement_rate";
const newer = `${older},Followers,new_followers`;
const aliases = "alias,artist\nzone_a0,ZONE A0\nzone.a0,ZONE A0\n";
const days = "select artist_raw, observed_on, video_view_count::integer as views, comment_count::integer as comments, export_follower_count::integer as followers, exported_on from staged_tiktok order by observed_on, artist_raw";

describe("TikTok", () => {
  test("the newest export stands for an artist's day, however it is spelled; what gives way is counted and said", async () => {
    const files = {
      "artist_aliases.csv": aliases,
      "tiktok_analytics_curated_20251119_074210.csv": `${newer}\nzone_a0,music,2025-06-02,200,1,2,-1,4,2025,0.1,5310,9\nzone_a0,music,2025-06-03,300,1,2,3,4,2025,0.1,5310,-2\n`,
      "tiktok_analytics_curated_20250915_081500.csv": `${older}\nzone.a0,music,2025-06-01,100,1,2,3,4,2025,0.1\nZONE A0,music,2025-06-02,199,1,2,3,4,2025,0.1\n`
    };
    await withFolder(files, async ({rows, datasets, quarantine}) => {
      expect(await rows(days)).toEqual([
        {artist_raw: "zone.a0", observed_on: "2025-06-01", views: 100, comments: 3, followers: null, exported_on: "2025-09-15"},
        {artist_raw: "zone_a0", observed_on: "2025-06-02", views: 200, comments: null, followers: 5310, exported_on: "2025-11-19"},
        {artist_raw: "zone_a0", observed_on: "2025-06-03", views: 300, comments: 3, followers: 5310, exported_on: "2025-11-19"}
      ]);
      expect(datasets.find(({file}) => file.includes("20250915"))).toMatchObject({
        feed: "tiktok", layout: "TikTok analytics, 10 columns", rows_in: 2, rows_loaded: 1, rows_superseded: 1, rows_quarantined: 0, columns_not_loaded: "Year, engagement_rate",
        note: "1 row (2025-06-02 to 2025-06-02) gives way to tiktok_analytics_curated_20251119_074210.csv, which is newer"
      });
      expect(quarantine).toEqual([]);
    });
  });

  test("a day that stands twice in one file is loaded once, and a count below 0 is no count", async () => {
    const text = `${newer.toUpperCase()}\na,music,2025-06-01,5,1,2,3,4,2025,0.1,7,1\nA,music,2025-06-01,6,1,2,3,4,2025,0.1,7,1\na,music,2025-06-01,7,1,2,3,4,2025,0.1,7,1\na,music,2025-06-02,-5,1,2,3,4,2025,0.1,7,1\n`;
    await withFolder({"tiktok_analytics_curated_20250101_000000.csv": text, "artist_aliases.csv": "alias,artist\na,A\n"}, async ({rows, quarantine, problems}) => {
      expect(await rows("select line, video_view_count::integer as views from staged_tiktok")).toEqual([{line: 2, views: 5}]);
      expect(quarantine.map(({line, column_name, value, reason}) => [Number(line), column_name, value, reason])).toEqual([
        [3, "date", "A, 2025-06-01", "this day of this artist stands on an earlier line"],
        [4, "date", "A, 2025-06-01", "this day of this artist stands on an earlier line"],
        [5, "VIDEO VIEWS", "-5", "expected a whole number of 0 or more"]
      ]);
      expect(problems.map(({sentence}) => sentence)).toEqual([
        'tiktok_analytics_curated_20250101_000000.csv line 3, column "date": found "A, 2025-06-01", this day of this artist stands on an earlier line (and 1 more)',
        'tiktok_analytics_curated_20250101_000000.csv line 5, column "VIDEO VIEWS": found "-5", expected a whole number of 0 or more'
      ]);
    });
  });

  test("Followers may stand twice, of which the first counts; any other column that is read may not", async () => {
    const name = "tiktok_analytics_curated_20250101_000000.csv";
    await withFolder({[name]: `${newer},FOLLOWERS\na,music,2025-06-01,5,1,2,3,4,2025,0.1,7,1,8\n`}, async ({rows, datasets}) => {
      expect(await rows("select export_follower_count::integer as followers from staged_tiktok")).toEqual([{followers: 7}]);
      expect(datasets.find(({file}) => file === name)!.columns_not_loaded).toBe("Year, engagement_rate, FOLLOWERS");
    });
    await withFolder({[name]: `${newer},Likes\na,music,2025-06-01,5,1,2,3,4,2025,0.1,7,1,8\n`}, async ({problems}) => {
      expect(problems.map(({severity, sentence}) => [severity, sentence])).toEqual([["fail", `${name} line 1: column "Likes" stands more than once: which one counts cannot be told`]]);
    });
  });

  test("three exports: the middle one wins where the newest is silent", async () => {
    const row = (views: number, ...of: string[]) => `artist,date,Video Views\n${of.map((day) => `a,2025-01-${day},${views}`).join("\n")}\n`;
    const files = {"tiktok_analytics_curated_20250301.csv": row(3, "03"), "tiktok_analytics_curated_20250201_120000.csv": row(2, "02", "03"), "tiktok_analytics.csv": row(1, "01", "02", "03")};
    await withFolder(files, async ({rows, datasets}) => {
      expect((await rows("select video_view_count::integer as views from staged_tiktok order by observed_on")).map(({views}) => views)).toEqual([1, 2, 3]);
      expect(datasets.map(({rows_loaded, rows_superseded}) => [rows_loaded, rows_superseded])).toEqual([[1, 2], [1, 1], [1, 0]]);
      expect(datasets[0].note).toBe("1 row (2025-01-02 to 2025-01-02) gives way to tiktok_analytics_curated_20250201_120000.csv, which is newer; 1 row (2025-01-03 to 2025-01-03) gives way to tiktok_analytics_curated_20250301.csv, which is newer");
    });
  });
});

test("exports are ordered by the time in their name; one without a time is the oldest", () => {
  expect(["x_20251119_074210.csv", "x_20251119.csv", "sub/x_20250101_000000.csv", "x.csv"].map(exportTime)).toEqual(["20251119074210", "20251119000000", "20250101000000", ""]);
  expect(["x_20251119_074210.csv", "x_20251119.csv", "z.csv", "x.csv"].sort(byExportTime)).toEqual(["x.csv", "z.csv", "x_20251119.csv", "x_20251119_074210.csv"]);
});

describe("Spotify audience", () => {
  const full = "date,listeners,streams,followers,artist_id,artist_name,extracted_at,source_file,data_source,processed_at";
  const middle = "date,listeners,streams,followers,artist_id,artist_name,extracted_at";
  const select = "select artist_raw, observed_on, listener_count::integer as listeners, stream_count::integer as streams, follower_count::integer as followers from staged_audience order by observed_on, artist_raw";
  const expected = [{artist_raw: "PIG1987", observed_on: "2024-01-01", listeners: 3793, streams: 8470, followers: 4888}];

  test.for([
    ["ten columns with a byte order mark", "spotify_audience_curated_20251119_074355.csv", `\ufeff${full}\n2024-01-01,3793,8470,4888,4pTr,PIG1987,2025-11-19T07:43:55,pig1987-audience-timeline.csv,spotify_for_artists,2025-11-19T07:44:02\n`],
    ["seven columns", "spotify_audience_curated_20251119_074355.csv", `${middle}\n2024-01-01,3793,8470,4888,4pTr,PIG1987,2025-11-19T07:43:55\n`],
    ["four columns, the artist in the file's name", "PIG1987-audience-timeline.csv", "date,listeners,streams,followers\n2024-01-01,3793,8470,4888\n"],
    ["CRLF and a byte order mark", "sub/PIG1987-audience-timeline (1).csv", "\ufeffdate,listeners,streams,followers\r\n2024-01-01,3793,8470,4888\r\n"]
  ])("%s", async ([, name, text]) => {
    await withFolder({[name]: text}, async ({rows, datasets}) => {
      expect(await rows(select)).toEqual(expected);
      expect(datasets[0]).toMatchObject({feed: "spotify_audience", rows_in: 1, rows_loaded: 1, first_on: "2024-01-01"});
    });
  });

  test("an audience that names nobody is not given to anybody", async () => {
    await withFolder({"spotify_audience_curated_20251119_074355.csv": "date,listeners,streams,followers\n2024-01-01,1,2,3\n"}, async ({rows}) => {
      expect((await rows(select))[0].artist_raw).toBe("(artist not named)");
    });
  });

  test("the newest file stands", async () => {
    const row = (listeners: number) => `${middle}\n2024-01-01,${listeners},8470,4888,4pTr,PIG1987,x\n`;
    await withFolder({"spotify_audience_curated_20240201_000000.csv": row(1), "spotify_audience_curated_20240301_000000.csv": row(2)}, async ({rows, datasets}) => {
      expect((await rows(select)).map(({listeners}) => listeners)).toEqual([2]);
      expect(datasets.map(({rows_loaded, rows_superseded}) => [rows_loaded, rows_superseded])).toEqual([[0, 1], [1, 0]]);
    });
  });
});
