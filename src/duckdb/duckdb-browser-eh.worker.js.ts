import {emitPackageFile} from "../../loaders/site/emit.js";
import {sameHostOnly} from "../../loaders/site/same-host.js";
await emitPackageFile("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js", sameHostOnly);
