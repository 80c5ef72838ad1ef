/** Reads figures off a page as a person would. */
import type {Page} from "playwright-core";

/** "≈ −USD 1,234.50" → −1234.5; NaN when there is no number. */
export function figure(text: string): number {
  const match = /[−-]?[^\d−-]*(\d[\d,]*(?:\.\d+)?)/.exec(text.replace(/\u00a0/g, " "));
  if (!match) return NaN;
  return Number(match[1].replaceAll(",", "")) * (/^[^\d]*[−-]/.test(match[0]) ? -1 : 1);
}

/** Amount in whole cents. */
export const cents = (text: string): number => Math.round(figure(text) * 100);

/** The value on a key-figure card. */
export const kpi = (page: Page, label: string): Promise<string> => page.locator(`section.kpi[aria-label="${label}"] .kpi-value`).innerText();

/** Rows of a table (by its caption) as the texts of their cells; `part` is tbody or tfoot. */
export function tableRows(page: Page, caption: string, part: "tbody" | "tfoot" = "tbody"): Promise<string[][]> {
  return page.locator(`table[aria-label="${caption}"] ${part} tr`).evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => (cell as HTMLElement).innerText.trim())));
}

/** The CSV that a button saves, as lines; waits for the download. */
export async function csvLines(page: Page, button: string): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: button}).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8").replace(/^\ufeff/, "").trimEnd().split("\r\n");
}
