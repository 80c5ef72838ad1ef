/** Writing CSV files as pandas does: LF line ends, quotes only where needed, floats as Python's repr. */
import { closeSync, openSync, writeSync } from "node:fs";

const FLUSH_CHARACTERS = 1 << 20;

/** A CSV field, quoted only when it holds a comma, a quote or a line end. */
export function quoteField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A float as Python prints it: shortest digits that read back the same, always
 * with a decimal point, scientific below 0.0001 with a two-digit exponent
 * (`9.255e-05`). Values from 1e16 on do not occur here.
 */
export function formatPythonFloat(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-4) {
    return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}

/**
 * An exact amount in pico (10^-12) units as a Python float. Below 2^53 pico
 * (9,007 in the currency) the division is correctly rounded, so that the
 * shortest digits are the amount itself.
 */
export function formatPico(pico: number): string {
  if (!Number.isSafeInteger(pico)) throw new Error(`amount too large to print exactly: ${pico}`);
  return formatPythonFloat(pico / 1e12);
}

/** A file written line by line in large pieces, so that memory stays bounded. */
export interface LineWriter {
  write(line: string): void;
  close(): void;
}

/** Opens (and replaces) a file for writing lines. */
export function openLineWriter(path: string): LineWriter {
  const file = openSync(path, "w");
  let pending = "";
  const flush = (): void => {
    writeSync(file, pending);
    pending = "";
  };
  return {
    write(line) {
      pending += `${line}\n`;
      if (pending.length >= FLUSH_CHARACTERS) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** Writes a whole small table. Numbers print as JavaScript prints them; pass texts for anything else. */
export function writeTable(path: string, header: string, rows: (string | number)[][]): void {
  const writer = openLineWriter(path);
  writer.write(header);
  for (const row of rows) writer.write(row.map((cell) => quoteField(String(cell))).join(","));
  writer.close();
}
