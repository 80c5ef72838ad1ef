import {emitFolder} from "../../loaders/site/emit.js";
import {dataFolder, snapshotFolder} from "../../loaders/site/settings.js";
import {buildSnapshot} from "../../loaders/snapshot.js";

const {dir} = await buildSnapshot({dataDir: dataFolder(), outDir: snapshotFolder(), log: (line) => console.error(line)});
await emitFolder(dir);
