import { describe, expect, it } from "vitest";
import { stores } from "../../src/model/stores.js";
import { compareWithFeed, parsePico, readFeed, readStatement, readTable, type StatementLine } from "./sample.js";

const lines = readStatement();
const feed = readFeed();
const DISCOVERY = ["2024-03", "2024-04", "2024-05", "2024-06", "2024-07", "2024-08", "2025-06", "2025-07", "2025-08"];
const WITH_MISSING_DAYS = ["2024-02", "2024-12", "2025-04"];

function sumPico(some: StatementLine[]): number {
  return Number(some.reduce((sum, line) => sum + line.pico, 0n)) / 1e12;
}

/** Middle value by earnings of the lines' lags. */
function getMedianLag(some: StatementLine[]): number {
  const paid = some.filter(({ pico }) => pico > 0n).sort((a, b) => a.lagDays - b.lagDays);
  const half = sumPico(paid) / 2;
  let sum = 0;
  return paid.find(({ pico }) => (sum += Number(pico) / 1e12) >= half)!.lagDays;
}

describe("fees", () => {
  const ratios = compareWithFeed(lines, feed, "spotify");

  it("occur in the Discovery Mode months only, and only on Spotify", () => {
    expect([...new Set(lines.filter(({ isFee }) => isFee).map(({ month }) => month))].sort()).toEqual(DISCOVERY);
    expect(lines.filter(({ pico, quantity, store }) => pico < 0n && quantity > 0 && store !== "Spotify")).toEqual([]);
  });

  it("repeat plays that are already counted: 1.18-1.32 of the feed with them, 0.98-1.01 without", () => {
    for (const month of DISCOVERY) {
      const { all, plays } = ratios.get(month)!;
      expect(all, month).toBeGreaterThan(1.18);
      expect(all, month).toBeLessThan(1.32);
      expect(plays, month).toBeGreaterThan(0.98);
      expect(plays, month).toBeLessThan(1.01);
    }
  });

  it.each(["spotify", "apple"] as const)("leave the %s plays near the feed in every complete month", (platform) => {
    for (const [month, { plays }] of compareWithFeed(lines, feed, platform)) {
      if (month === "2025-09" && platform === "spotify") continue;
      expect(plays, month).toBeGreaterThan(0.98);
      expect(plays, month).toBeLessThan(WITH_MISSING_DAYS.includes(month) ? 1.05 : 1.01);
    }
  });
});

describe("reports", () => {
  const settled = lines.filter(({ month }) => month <= "2025-06");

  it.each([
    ["Apple Music", 25], ["YouTube (Ads)", 26], ["TikTok", 46], ["Spotify", 55], ["Facebook", 76], ["NetEase", 96],
  ])("of %s come about %i days after the month", (store, days) => {
    expect(Math.abs(getMedianLag(settled.filter((line) => line.store === store)) - days)).toBeLessThanOrEqual(1);
  });

  it("come by value 10% one month later, 88% two, 2% three", () => {
    const share = (months: number): number => {
      const wanted = settled.filter(({ month, reportedOn }) => monthsBetween(month, reportedOn) === months);
      return sumPico(wanted) / sumPico(settled);
    };
    expect(Math.abs(share(1) - 0.097)).toBeLessThan(0.02);
    expect(Math.abs(share(2) - 0.882)).toBeLessThan(0.02);
    expect(Math.abs(share(3) - 0.02)).toBeLessThan(0.01);
    expect(Math.abs(share(4))).toBeLessThan(0.003);
  });

  it("bring a store-month in up to four pieces", () => {
    const dates = new Map<string, Set<string>>();
    for (const { store, month, reportedOn, lagDays } of lines) {
      if (lagDays > 120) continue;
      const key = `${store}/${month}`;
      dates.set(key, (dates.get(key) ?? new Set()).add(reportedOn));
    }
    const counts = [...dates.values()].map(({ size }) => size);
    expect(Math.max(...counts)).toBe(4);
    for (const pieces of [2, 3, 4]) expect(counts.filter((count) => count === pieces).length).toBeGreaterThan(5);
  });

  it("are none after the as-of date, and are sorted", () => {
    const dates = lines.map(({ reportedOn }) => reportedOn);
    expect(dates.toSorted()).toEqual(dates);
    expect(dates.at(-1)! <= "2025-11-20").toBe(true);
  });

  it("hold a part of the newest Spotify month", () => {
    const { plays } = compareWithFeed(lines, feed, "spotify").get("2025-09")!;
    expect(plays).toBeGreaterThan(0.3);
    expect(plays).toBeLessThan(0.5);
  });
});

describe("corrections", () => {
  it("take back plays of January 2025 half a year later", () => {
    const back = lines.filter(({ quantity, pico, store }) => quantity < 0 && pico < 0n && store === "Spotify");
    expect(back.map(({ month, reportedOn }) => [month, reportedOn])).toEqual(Array(3).fill(["2025-01", "2025-06-24"]));
  });

  it("restate Apple's November 2024: each line reversed exactly and reported again for more", () => {
    const restated = lines.filter(({ store, reportedOn }) => store === "Apple Music" && reportedOn === "2025-04-22" );
    expect(restated.map(({ month }) => month)).toEqual(Array(16).fill("2024-11"));
    for (let i = 0; i < restated.length; i += 2) {
      const [reversed, again] = [restated[i]!, restated[i + 1]!];
      expect(again.quantity).toBe(-reversed.quantity);
      expect(Number(again.pico) / Number(-reversed.pico)).toBeCloseTo(1.12, 5);
      const isOriginal = (line: StatementLine): boolean =>
        line.month === "2024-11" && line.store === "Apple Music" && line.reportedOn < "2025-01-31" && line.pico === -reversed.pico && line.isrc === reversed.isrc;
      expect(lines.filter(isOriginal)).toHaveLength(1);
    }
  });

  it("leave one Spotify month with a clearly lower rate", () => {
    const getRate = (month: string): number => {
      const own = lines.filter((line) => line.store === "Spotify" && line.month === month && !line.isFee);
      return sumPico(own) / own.reduce((sum, { quantity }) => sum + quantity, 0);
    };
    const months = [...new Set(lines.map(({ month }) => month))].sort();
    expect(months.filter((month) => getRate(month) < 0.002)).toEqual(["2025-03"]);
  });
});

describe("columns", () => {
  it("name every store of DistroKid, each known to the store map", () => {
    const names = new Set(lines.map(({ store }) => store));
    expect(names.size).toBe(22);
    for (const name of names) expect(stores.some(({ store }) => store === name), name).toBe(true);
  });

  it("spell one artist in three known ways, and three lines in an unknown one", () => {
    const spellings = new Map<string, number>();
    for (const { artist } of lines) spellings.set(artist, (spellings.get(artist) ?? 0) + 1);
    const known = readTable("artist_aliases.csv").map(({ alias }) => alias!);
    expect([...spellings.keys()].sort()).toEqual(["PIG1987", "ZONE A0", "Zone A-0", "zone.a0", "zone_a0"]);
    expect([...spellings].filter(([artist]) => !known.includes(artist))).toEqual([["Zone A-0", 3]]);
  });

  it("hold OU, XK and blanked NA; blank, hyphenated and lower-case ISRCs", () => {
    const count = (test: (line: StatementLine) => boolean): number => lines.filter(test).length;
    expect(count(({ country, store }) => country === "OU" && store === "Facebook")).toBeGreaterThan(100);
    expect(count(({ country, store }) => country === "OU" && store !== "Facebook")).toBe(0);
    expect(count(({ country }) => country === "XK")).toBeGreaterThan(5);
    expect(count(({ country }) => country === "")).toBeGreaterThan(50);
    expect(count(({ country }) => country === "NA")).toBe(0);
    expect(count(({ isrc }) => isrc === "")).toBeGreaterThan(3);
    expect(lines.filter(({ isrc, kind }) => (isrc === "") !== (kind === "Album"))).toEqual([]);
    expect(count(({ isrc }) => isrc.includes("-"))).toBeGreaterThan(100);
    expect(count(({ isrc }) => isrc !== isrc.toUpperCase())).toBeGreaterThan(100);
  });

  it("have earnings without quantity, on YouTube (Ads) and Facebook", () => {
    const empty = lines.filter(({ quantity }) => quantity === 0);
    expect(new Set(empty.map(({ store }) => store))).toEqual(new Set(["YouTube (Ads)", "Facebook"]));
    expect(empty.every(({ pico }) => pico > 0n)).toBe(true);
  });

  it("lost the UPC's leading zeros, and get a release's own back by padding", () => {
    const upcs = new Set(readTable("releases.csv").map(({ upc }) => upc!));
    expect(lines.filter(({ upc }) => upc.length === 11).length).toBeGreaterThan(1000);
    expect(lines.filter(({ upc }) => upc !== "" && !upcs.has(upc.padStart(12, "0")))).toEqual([]);
  });

  it("print amounts as pandas does: 8 decimals, then 12, scientific when small", () => {
    expect(lines.some(({ earnings }) => /^-?\d(\.\d+)?e-0\d$/.test(earnings))).toBe(true);
    expect(lines.some(({ earnings }) => /^-?0\.0000/.test(earnings))).toBe(false);
    const isEight = ({ pico }: StatementLine): boolean => pico % 10_000n === 0n;
    expect(lines.filter((line) => line.reportedOn < "2025-07-01" && !isEight(line))).toEqual([]);
    expect(lines.filter((line) => line.reportedOn >= "2025-07-01" && !isEight(line)).length).toBeGreaterThan(1000);
  });

  it("keep songwriter royalties back on the cover, and on nothing else", () => {
    const withheld = lines.filter((line) => parsePico(line.withheld) !== 0n);
    expect(new Set(withheld.map(({ title }) => title))).toEqual(new Set(["Harbour Lights (Cover)"]));
  });
});

function monthsBetween(from: string, to: string): number {
  const index = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return index(to) - index(from);
}
