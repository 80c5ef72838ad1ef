import {dataDir, snapshotRoot} from "../../loaders/paths.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {buildStreaming} from "../../loaders/streaming.js";

const {dir} = await buildSnapshot({dataDir, outDir: snapshotRoot, log: console.error});
process.stdout.write(JSON.stringify(await buildStreaming(dir, snapshotRoot)));
