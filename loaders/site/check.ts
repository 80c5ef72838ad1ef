/** `npm run check`: TypeScript's own check of everything. */
import {spawnSync} from "node:child_process";

process.exitCode = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"], {stdio: "inherit"}).status ?? 1;
