/** Hands the reader a file made in the page. */

/** Saves `text` as `name`; ".csv" is added when it has no extension. The BOM lets Excel read UTF-8; JSON must not have one. */
export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob(type.startsWith("text/csv") ? ["\ufeff", text] : [text], {type}));
  const link = Object.assign(document.createElement("a"), {href: url, download: /\.\w+$/.test(name) ? name : `${name}.csv`});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
