/** Hash of everything that decides what a snapshot holds, apart from the data. */
import {createHash} from "node:crypto";
import {readFileSync, readdirSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const shared = [
  "src/model/stores.ts", "src/model/terms.ts", "src/model/quality-thresholds.ts", "src/model/statement-amounts.ts", "src/model/statement-fields.ts", "src/model/statement-layouts.ts",
  "src/model/statement-mapping.ts", "src/model/statement-periods.ts", "src/model/recognise-statement.ts", "package-lock.json"
];
/** The maths that the snapshot works out ahead of the pages. */
const maths = /^(ets.*|stream-(series|forecast|odd-days)|anomalies|change-points|stl|normal|nelder-mead|cholesky|days|refusal)\.ts$/;

/** First 16 hex digits over the loaders (without the site's), the shared model files and the lockfile. */
export function codeVersion(): string {
  const loaders = readdirSync(join(root, "loaders"), {recursive: true, encoding: "utf8"}).filter((name) => name.endsWith(".ts") && !name.startsWith("site"));
  const hash = createHash("sha256");
  const ahead = readdirSync(join(root, "src/model")).filter((name) => maths.test(name)).map((name) => join("src/model", name));
  for (const name of [...loaders.map((name) => join("loaders", name)), ...shared, ...ahead].sort()) hash.update(name).update("\0").update(readFileSync(join(root, name))).update("\0");
  return hash.digest("hex").slice(0, 16);
}
