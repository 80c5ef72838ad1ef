/** What the thin entries under `src/` print: a file of an installed package, or several files as one tar. */
import {createReadStream, createWriteStream} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {pipeline} from "node:stream/promises";

const stdout = () => createWriteStream("", {fd: 1});

/** Writes a file of node_modules to standard output, behind `before`. */
export async function emitPackageFile(path: string, before = ""): Promise<void> {
  if (before) process.stdout.write(before);
  await pipeline(createReadStream(join(process.cwd(), "node_modules", path)), stdout());
}

/** Writes files (name → path) to standard output as a tar archive. */
export async function emitFiles(files: ReadonlyMap<string, string>): Promise<void> {
  await pipeline(tar(files), stdout());
}

/** The blocks of a ustar archive of files (name → path), in order of name, without times or owners. */
export async function* tar(files: ReadonlyMap<string, string>): AsyncGenerator<Buffer> {
  for (const name of [...files.keys()].sort()) {
    const body = await readFile(files.get(name)!);
    yield tarHeader(name, body.length);
    yield body;
    yield Buffer.alloc((512 - (body.length % 512)) % 512);
  }
  yield Buffer.alloc(1024);
}

function tarHeader(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 99) throw new Error(`file name too long for tar: ${name}`);
  const header = Buffer.alloc(512);
  const field = (offset: number, text: string) => void header.write(text, offset, "latin1");
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0") + "\0";
  header.write(name, 0, "utf8");
  field(100, octal(0o644, 7));
  field(108, octal(0, 7));
  field(116, octal(0, 7));
  field(124, octal(size, 11));
  field(136, octal(0, 11));
  field(148, " ".repeat(8)); // the sum below counts its own field as spaces
  field(156, "0");
  field(257, "ustar\0" + "00");
  field(148, octal(header.reduce((sum, byte) => sum + byte, 0), 6) + " ");
  return header;
}
