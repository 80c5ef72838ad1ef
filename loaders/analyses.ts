/** The published analyses: what the pages of a folder say of themselves. */
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {Analysis} from "../src/model/analysis.js";
import {readFrontMatter} from "../src/model/notebook-page-read.js";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** One page; a page without readable front matter is listed with its problem, so that it is not lost from sight. */
function readAnalysis(dir: string, file: string): Analysis {
  const path = `analyses/${file.replace(/\.md$/, "")}`;
  const unknown = {path, title: file, author: "", date: "", description: "", snapshot: "", needs: {}};
  try {
    const {title, author, date, description, snapshot, needs} = readFrontMatter(readFileSync(join(dir, file), "utf8").replace(/\r\n?/g, "\n"));
    return Analysis.parse({path, title: text(title) || file, author: text(author), date: text(date), description: text(description), snapshot: text(snapshot), needs: needs ?? {}});
  } catch (error) {
    return {...unknown, problem: `${file}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`};
  }
}

/** Every page of the folder, the newest first. A folder that is not there has none. */
export function readAnalyses(dir: string): Analysis[] {
  if (!existsSync(dir)) return [];
  const files = readdirSync(dir).filter((name) => name.endsWith(".md"));
  return files.map((file) => readAnalysis(dir, file)).sort((a, b) => b.date.localeCompare(a.date) || a.title.localeCompare(b.title));
}
