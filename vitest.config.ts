import {fileURLToPath} from "node:url";
import {defineConfig} from "vitest/config";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The machine may have two slow cores; a test that hangs is still found. A poll would give up after one second. */
const patient = {testTimeout: 60_000, hookTimeout: 120_000, expect: {poll: {timeout: 20_000}}};
const exclude = ["test/e2e/**", "test/fixtures/**", "test/.out/**", "node_modules/**"];

export default defineConfig({
  resolve: {alias: {"observablehq:stdlib": path("./test/harness/stdlib.ts")}},
  test: {
    maxWorkers: 2,
    env: {OBSERVABLE_TELEMETRY_DISABLE: "1"},
    projects: [
      {extends: true, test: {name: "contract", include: ["test/sources/**/*.test.ts", "test/snapshot/**/*.test.ts"], ...patient}},
      {extends: true, test: {name: "engines", include: ["test/engine/**/*.test.ts"], ...patient}},
      {extends: true, test: {name: "unit", include: ["test/**/*.test.ts"], exclude: [...exclude, "test/sources/**", "test/snapshot/**", "test/engine/**"], ...patient}},
      {extends: true, test: {name: "e2e", include: ["test/e2e/**/*.test.ts"], globalSetup: "test/harness/build-site.ts", ...patient, testTimeout: 120_000}}
    ]
  }
});
