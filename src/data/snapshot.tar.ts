import {dataDir, snapshotRoot} from "../../loaders/paths.js";
import {emitFiles} from "../../loaders/site/emit.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {servedFiles} from "../../loaders/store.js";

const {id} = await buildSnapshot({dataDir, outDir: snapshotRoot, log: console.error});
await emitFiles(servedFiles(snapshotRoot, id));
