import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {stage, type Stage} from "./open.js";

let components: Stage;
beforeAll(async () => void (components = await stage(["components/period-picker", "components/switch", "components/url-state", "components/filter-chips"])));
afterAll(() => components.close());

const search = (page: Page) => page.evaluate(() => location.search);

async function withPicker(query = ""): Promise<Page> {
  const page = await components.open(query);
  await page.evaluate(() => {
    const picker = ledgerline.periodPicker({first: new Date("2023-10-01"), through: new Date("2025-11-20")});
    (globalThis as any).picker = picker;
    (globalThis as any).heard = 0;
    picker.addEventListener("input", () => (globalThis as any).heard++);
    document.querySelector("main")!.append(picker);
  });
  return page;
}

const value = (page: Page) => page.evaluate(() => {
  const {preset, from, to, compare, label} = (globalThis as any).picker.value;
  const iso = (day: Date) => day.toISOString().slice(0, 10);
  return {preset, from: iso(from), to: iso(to), compare: compare && `${iso(compare.from)}..${iso(compare.to)}`, label};
});

describe("period picker", () => {
  test("starts with 12 months and an address without parameters", async () => {
    const page = await withPicker("?asof=2025-10-01");
    expect(await value(page)).toEqual({preset: "12m", from: "2024-12-01", to: "2025-11-20", compare: "2023-12-01..2024-11-20", label: "1 Dec 2024 – 20 Nov 2025"});
    expect(await search(page)).toBe("?asof=2025-10-01");
  });

  test("a choice goes to the address, keeps the other parameters, and the default leaves it again", async () => {
    const page = await withPicker("?asof=2025-10-01");
    await page.getByText("90 days").click();
    expect(await search(page)).toBe("?asof=2025-10-01&period=90d");
    await page.getByLabel("Compare with previous period").uncheck();
    expect(await search(page)).toBe("?asof=2025-10-01&period=90d&compare=off");
    expect((await value(page)).compare).toBeNull();
    await page.getByText("12 months").click();
    expect(await search(page)).toBe("?asof=2025-10-01&compare=off");
    expect(await page.evaluate(() => (globalThis as any).heard)).toBe(3);
  });

  test("the keyboard moves through the presets", async () => {
    const page = await withPicker();
    await page.getByRole("radio", {name: "12 months"}).focus();
    await page.keyboard.press("ArrowRight");
    expect((await value(page)).preset).toBe("ytd");
    expect(await page.getByRole("status").innerText()).toContain("1 Jan 2025 – 20 Nov 2025 · against 1 Jan 2024 – 20 Nov 2024");
  });

  test("custom opens on the range in sight, then takes its dates; a range that runs backwards is not taken", async () => {
    const page = await withPicker("?period=30d");
    await page.getByText("Custom").click();
    expect(await value(page)).toMatchObject({preset: "custom", from: "2025-10-22", to: "2025-11-20"});
    await page.getByLabel("From").fill("2025-09-01");
    await page.getByLabel("To, included").fill("2025-09-30");
    expect(await value(page)).toMatchObject({from: "2025-09-01", to: "2025-09-30", compare: "2025-08-01..2025-08-31", label: "Sep 2025"});
    expect(await search(page)).toBe("?period=custom&from=2025-09-01&to=2025-09-30");
    await page.getByLabel("To, included").fill("2025-08-01");
    expect(await value(page)).toMatchObject({from: "2025-09-01", to: "2025-09-30"});
  });

  test("an address brings the same period back; nonsense in it falls back", async () => {
    expect(await value(await withPicker("?period=custom&from=2024-02-01&to=2024-02-29"))).toMatchObject({label: "Feb 2024", compare: "2024-01-01..2024-01-31"});
    expect(await value(await withPicker("?period=custom&from=2024-02-30&to=x"))).toMatchObject({preset: "12m"});
    expect(await value(await withPicker("?period=decade"))).toMatchObject({preset: "12m"});
  });
});

describe("bound controls", () => {
  test("start from the address and write back what differs from the default", async () => {
    const page = await components.open("?calendar=statement&basis=nonsense");
    const values = await page.evaluate(() => {
      const make = (name: string, values: string[]) => {
        const input = ledgerline.bindToUrl(ledgerline.switchInput(values.map((v) => ({value: v, label: v})), {label: name}), name);
        document.querySelector("main")!.append(input);
        return input.value;
      };
      return [make("calendar", ["usage", "statement"]), make("basis", ["default", "observed"])];
    });
    expect(values).toEqual(["statement", "default"]);
    await page.getByRole("radio", {name: "usage"}).check();
    expect(await search(page)).toBe("?basis=nonsense");
    await page.getByRole("radio", {name: "observed"}).check();
    expect(await search(page)).toBe("?basis=observed");
  });

  test("filters come from the address, toggle, and clear one by one or together", async () => {
    const page = await components.open("?country=&artist=PIG1987&x=1");
    const result = await page.evaluate(() => {
      const filters = ledgerline.urlFilters(["country", "artist", "platform"]);
      const seen = [{...filters.value}];
      filters.addEventListener("input", () => seen.push({...filters.value}));
      filters.toggle("platform", "spotify");
      filters.toggle("artist", "PIG1987");
      const between = location.search;
      filters.clear(null);
      return {seen, between, after: location.search};
    });
    expect(result.seen).toEqual([{country: "", artist: "PIG1987"}, {country: "", artist: "PIG1987", platform: "spotify"}, {country: "", platform: "spotify"}, {}]);
    expect(result.between).toBe("?country=&x=1&platform=spotify");
    expect(result.after).toBe("?x=1");
  });
});
