import {emitPackageFile} from "../../loaders/site/emit.js";
await emitPackageFile("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
