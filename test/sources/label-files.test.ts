import {expect, test} from "vitest";
import {withFolder} from "./workbench.js";

test("releases, splits, payouts and goals are read, and what breaks a rule is named", async () => {
  const files = {
    "releases.csv": "release_id,artist,title,release_on,upc,isrc,track_title\nSG1,ZONE A0,Night,2022-06-17,19868080222,qz-sg9-22-00001,Sub\nSG1,ZONE A0,Night,2022-06-17,19868080222,QZSG92200001,Sub\nSG1,ZONE A0,Night,soon,19868080222,QZSG92200002,Two\n",
    "royalty_splits.csv": "artist,isrc,party,share_ppm,valid_from\nPIG1987,,label,200000,2021-01-01\nPIG1987,,PIG1987,0.8,2021-01-01\n",
    "payouts.csv": "distributor,paid_on,amount,currency,reference\nDistroKid,2023-12-09,90.10,usd,A\nDistroKid,2023-12-09,90.10,USD,A\nDistroKid,2024-01-09,10,Dollar,B\n",
    "goals.csv": "metric,period,target,scope\nRevenue_USD,2025-Q4,2000.50,label\nstreams,Q4,10,label\n"
  };
  await withFolder(files, async ({rows, quarantine}) => {
    expect(await rows("select release_id, isrc, release_on from staged_releases")).toEqual([{release_id: "SG1", isrc: "QZSG92200001", release_on: "2022-06-17"}]);
    expect(await rows("select party, share_ppm::integer as share from staged_splits")).toEqual([{party: "label", share: 200000}]);
    expect(await rows("select distributor, amount, currency from staged_payouts")).toEqual(Array(2).fill({distributor: "distrokid", amount: "90.100000000000000000", currency: "USD"}));
    expect(await rows("select metric, period, target from staged_goals")).toEqual([{metric: "revenue_usd", period: "2025-Q4", target: "2000.500000000000000000"}]);
    expect(quarantine.map(({file, line, column_name, reason}) => [file, Number(line), column_name, reason])).toEqual([
      ["goals.csv", 3, "period", "expected a year, quarter or month such as 2025, 2025-Q4 or 2025-12"],
      ["payouts.csv", 4, "currency", "expected a currency such as USD"],
      ["releases.csv", 3, "isrc", "this track of this release stands on an earlier line"],
      ["releases.csv", 4, "release_on", "expected a date such as 2025-07-31"],
      ["royalty_splits.csv", 3, "share_ppm", "expected a whole number of 0 or more"]
    ]);
  });
});

test("a file of another name is read when it has every column; one that only looks alike does not stop the snapshot", async () => {
  await withFolder({"targets 2025.csv": "metric,period,target,scope\nstreams,2025,10,label\n", "ideas.csv": "metric,target,scope\nstreams,10,label\n"}, async ({datasets, problems}) => {
    expect(datasets.map(({file, feed, status}) => [file, feed, status])).toEqual([["ideas.csv", "", "not read"], ["targets 2025.csv", "goals", "loaded"]]);
    expect(problems).toEqual([]);
  });
});
