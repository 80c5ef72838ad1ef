/** metaads_campaigns_daily.csv in its daily, ad-level generation: one row per day and ad. */
import { formatDay, parseDay } from "./calendar.js";
import { writeTable } from "./csv.js";
import { createRandom, type Random } from "./random.js";

const HEADER =
  "date_start,date_stop,account_currency,campaign_id,campaign_name,adset_id,adset_name,ad_id,ad_name,spend,impressions,clicks,reach,cpm,cpc,ctr,results,result_type";

/** Campaigns around releases; `perDay` is USD. */
const CAMPAIGNS = [
  { name: "Swine Season | ZA | traffic", from: "2023-10-06", days: 28, perDay: 9, ads: ["Reel mud", "Still cover"] },
  { name: "Glass Kraal | launch", from: "2023-11-28", days: 21, perDay: 11, ads: ["Teaser 15s", "Teaser 30s"] },
  { name: "Ohm's Lament | launch", from: "2024-02-06", days: 14, perDay: 7, ads: ["Scope loop"] },
  { name: "Concrete Trough | presave", from: "2024-05-06", days: 30, perDay: 14, ads: ["Dynamo cut", "Kitchen cut", "Carousel"] },
  { name: "Static Bloom | launch", from: "2024-10-07", days: 28, perDay: 12, ads: ["Bloom loop", "Ferrite macro"] },
  { name: "Wait for Rain | launch", from: "2025-01-20", days: 21, perDay: 10, ads: ["Rain on tin", "Lyric card"] },
  { name: "Night Grid | playlist push", from: "2025-02-08", days: 24, perDay: 6, ads: ["Grid at night"] },
  { name: "Long Drop Blues | launch", from: "2025-05-26", days: 30, perDay: 15, ads: ["Porch take", "Braai clip"] },
  { name: "Fold | launch", from: "2025-09-15", days: 28, perDay: 13, ads: ["Paper loop", "Crease macro"] },
  { name: "Second Sty | always on", from: "2025-10-15", days: 35, perDay: 8, ads: ["Sty wide"] },
];

/** An id with 18 digits, more than a double can hold. */
function createId(random: Random): string {
  return `1202${String(random.whole(10_000_000, 99_999_999))}${String(random.whole(100_000, 999_999))}`;
}

function createAdRow(random: Random, budget: number): (string | number)[] {
  const spend = budget * random.between(0.82, 1.12);
  const impressions = Math.max(1, Math.round((spend / random.between(2.6, 4.4)) * 1000));
  const clicks = Math.round(impressions * random.between(0.009, 0.021));
  const reach = Math.round(impressions / random.between(1.08, 1.35));
  return [
    spend.toFixed(2), impressions, clicks, reach, ((spend / impressions) * 1000).toFixed(6),
    clicks === 0 ? "" : (spend / clicks).toFixed(6), ((clicks / impressions) * 100).toFixed(6), Math.round(clicks * random.between(0.3, 0.55)), "link_click",
  ];
}

/** Writes the ads; the last row is the account's own total, which must never be added to the others. */
export function writeAds(path: string, lastDay: string, seed: number): void {
  const random = createRandom(seed, "ads");
  const rows: (string | number)[][] = [];
  for (const campaign of CAMPAIGNS) {
    const campaignId = createId(random);
    const adsetId = createId(random);
    const ads = campaign.ads.map((name) => ({ name, id: createId(random) }));
    const from = parseDay(campaign.from);
    for (let day = from; day < from + campaign.days && formatDay(day) <= lastDay; day++) {
      const date = formatDay(day);
      for (const ad of ads) {
        const numbers = createAdRow(random, campaign.perDay / ads.length);
        rows.push([date, date, "USD", campaignId, campaign.name, adsetId, "Main audience", ad.id, ad.name, ...numbers]);
      }
    }
  }
  rows.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : 0));
  const sum = (column: number): number => rows.reduce((total, row) => total + Number(row[column]), 0);
  rows.push(["All", "", "USD", "", "All", "", "", "", "", sum(9).toFixed(2), sum(10), sum(11), "", "", "", "", sum(16), ""]);
  writeTable(path, HEADER, rows);
}
