/** Reads and drives the Notebook page as a person would. */
import {readFileSync} from "node:fs";
import type {Download, Locator, Page} from "playwright-core";
import {notebookHash} from "../../src/workbench/notebook-link.js";
import {openPage, type OpenOptions, type Opened} from "./browser.js";

export const cell = (page: Page, id: string): Locator => page.locator(`[data-cell="${id}"]`);

/** Waits until no cell is running or waiting to run. */
export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll<HTMLElement>(".nb-cell")];
    return cells.length > 0 && cells.every(({dataset}) => dataset.status === "fresh" || dataset.status === "failed");
  }, undefined, {timeout: 40_000});
}

/** Opens the page and starts from a template, or with an empty notebook. */
export async function start(name = "Empty notebook", options: OpenOptions = {}): Promise<Opened> {
  const opened = await openPage("notebook.html", options);
  await opened.page.getByRole("button", {name}).click();
  if (name !== "Empty notebook") await idle(opened.page);
  return opened;
}

/** Adds a cell at the end and writes its code; returns its id. */
export async function addCell(page: Page, kind: "Text" | "Query", text: string): Promise<string> {
  await page.getByRole("group", {name: "Add a cell at the end"}).getByRole("button", {name: kind}).click();
  const added = page.locator(".nb-cell").last();
  await write(added, text);
  return (await added.getAttribute("data-cell"))!;
}

/** Replaces the code of a cell as one paste, so that no bracket is closed by itself. */
export async function write(place: Locator, text: string): Promise<void> {
  await place.locator(".cm-content").click();
  await place.page().keyboard.press("ControlOrMeta+a");
  await place.page().keyboard.insertText(text);
}

export const status = (page: Page, id: string): Promise<string | null> => cell(page, id).getAttribute("data-status");

/** The text of a file that a button saves. */
export async function saved(page: Page, name: string): Promise<string> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name}).click()]);
  return readFileSync((await download.path())!, "utf8");
}

/** The address of a notebook made by hand, whatever it holds. */
export const madeLink = (notebook: unknown): string => `notebook.html${notebookHash(notebook as never)}`;
