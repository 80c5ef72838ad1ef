/** `workspace.json` of a data folder: its label, and the as-of date of a sample that must not age. */
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";

export const Settings = z.object({
  label: z.string().min(1).default("Your label"),
  as_of: z.iso.date().optional(),
  sample: z.boolean().default(false)
});
export type Settings = z.infer<typeof Settings>;

/** Throws a sentence when the file is not what it should be. */
export function readSettings(dataDir: string): Settings {
  const path = join(dataDir, "workspace.json");
  if (!existsSync(path)) return Settings.parse({});
  try {
    return Settings.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? cause.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ") : String(cause);
    throw new Error(`workspace.json cannot be used: ${reason}`, {cause});
  }
}
