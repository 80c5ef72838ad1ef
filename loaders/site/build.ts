/** `npm run build`: snapshot with progress, the check that it may be published, Framework's build, the finishing of its pages, and the JSON API. */
import {spawnSync} from "node:child_process";
import {snapshotRoot} from "../paths.js";
import {currentId} from "../store.js";
import {writeApi} from "./api.js";
import {joinModules} from "./join-modules.js";
import {finishSite} from "./postbuild.js";
import {prepare} from "./prepare.js";
import {checkPublishable} from "./publish-gate.js";

await prepare();
checkPublishable();

const out = process.env.LEDGERLINE_OUT ?? "dist";
const command = "node_modules/@observablehq/framework/dist/bin/observable.js";
const {status} = spawnSync(process.execPath, [command, "build"], {stdio: ["ignore", "inherit", "inherit"]});
if (status !== 0) throw new Error("site not built: see above");

console.log(`joined the modules of the pages into ${await joinModules(out)} files`);
console.log(`finished ${finishSite(out)} pages in ${out}`);
console.log(`wrote ${await writeApi(out, snapshotRoot, currentId(snapshotRoot)!)} endpoints in ${out}/api`);
