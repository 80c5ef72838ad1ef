import {dataDir, snapshotRoot} from "../../loaders/paths.js";
import {emitFolder} from "../../loaders/site/emit.js";
import {buildSnapshot} from "../../loaders/snapshot.js";

const {dir} = await buildSnapshot({dataDir, outDir: snapshotRoot, log: console.error});
await emitFolder(dir);
