/** Runs a program of the project in a process of its own and takes its time. */
import {spawn} from "node:child_process";

export type Finished = {
  /** Seconds from the start of the process to its end. */
  seconds: number;
  printed: string;
};

/** What `npm run snapshot` starts: plain JavaScript. */
export const runSnapshot = (env: Record<string, string>): Promise<Finished> => runProgram("loaders/site/run.mjs", ["snapshot"], env);

/** Starts a program; TypeScript by tsx. Rejects with what it printed when it fails. */
export function runProgram(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  const started = performance.now();
  const child = spawn(process.execPath, [...(program.endsWith(".ts") ? ["--import", "tsx/esm"] : []), program, ...args], {env: {...process.env, ...env}, stdio: ["ignore", "pipe", "pipe"]});
  let printed = "";
  child.stdout.on("data", (text) => (printed += text));
  child.stderr.on("data", (text) => (printed += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({seconds, printed});
      else reject(new Error(`program failed: ${program}, exit code ${code}\n${printed}`));
    });
  });
}
