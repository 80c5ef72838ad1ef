import {emitPackageFile} from "../../loaders/site/emit.js";
await emitPackageFile("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js");
