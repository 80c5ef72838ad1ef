/** Hash of everything that decides what a snapshot holds, apart from the data. */
import {createHash} from "node:crypto";
import {readFileSync, readdirSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const shared = ["src/model/format.ts", "src/model/restatements.ts", "src/model/stores.ts", "src/model/terms.ts", "src/model/quality-thresholds.ts", "package-lock.json"];

/** First 16 hex digits over the loaders (without the site's), the shared model files and the lockfile. */
export function codeVersion(): string {
  const loaders = readdirSync(join(root, "loaders"), {recursive: true, encoding: "utf8"}).filter((name) => name.endsWith(".ts") && !name.startsWith("site"));
  const hash = createHash("sha256");
  for (const name of [...loaders.map((name) => join("loaders", name)), ...shared].sort()) hash.update(name).update("\0").update(readFileSync(join(root, name))).update("\0");
  return hash.digest("hex").slice(0, 16);
}
