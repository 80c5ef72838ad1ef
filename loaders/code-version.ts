/** Hash of everything that decides what a snapshot holds, apart from the data. */
import {createHash} from "node:crypto";
import {readFileSync, readdirSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** TypeScript files below `folder`, by path from the project's root. */
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), {recursive: true, encoding: "utf8"}).filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));

let known: string | undefined;

/**
 * First 16 hex digits over the loaders (without the site's), the model that they share with the pages, and the lockfile.
 * Read once: the process runs the code that it started with.
 */
export const codeVersion = (): string => (known ??= readVersion());

function readVersion(): string {
  const names = [...sources("loaders").filter((name) => !name.startsWith(join("loaders", "site"))), ...sources("src/model"), "package-lock.json"];
  const hash = createHash("sha256");
  for (const name of names.sort()) hash.update(name).update("\0").update(readFileSync(join(root, name))).update("\0");
  return hash.digest("hex").slice(0, 16);
}
