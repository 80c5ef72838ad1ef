import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {answer, parsePackageUrl} from "../../loaders/site/offline-npm.js";

test.each([
  ["https://registry.example/htl", {name: "htl", tag: undefined}],
  ["https://registry.example/htl/latest", {name: "htl", tag: "latest"}],
  ["https://registry.example/@observablehq/plot", {name: "@observablehq/plot", tag: undefined}],
  ["https://cdn.example/npm/htl@1.0.0/+esm", {name: "htl", path: "+esm"}],
  ["https://cdn.example/npm/@observablehq/plot@0.6.17/dist/plot.css", {name: "@observablehq/plot", path: "dist/plot.css"}]
])("%s is read as a request for a package", (url, request) => expect(parsePackageUrl(url)).toEqual(request));

test.each(["https://example.org/data.json", "http://127.0.0.1:3000/npm/htl@1.0.0/+esm"])("%s is not", (url) => {
  expect(parsePackageUrl(url)).toBeUndefined();
});

test("versions are those installed", async () => {
  const {version} = JSON.parse(readFileSync("node_modules/htl/package.json", "utf8"));
  expect(await (await answer({name: "htl", tag: "latest"})).json()).toEqual({version});
  expect(Object.keys((await (await answer({name: "htl"})).json()).versions)).toEqual([version]);
});

test("a package that no page loads still has a version, but no files", async () => {
  expect(await (await answer({name: "no-such-package", tag: "latest"})).json()).toEqual({version: "0.0.0"});
  const response = await answer({name: "no-such-package", path: "+esm"});
  expect(response.status).toBe(404);
  expect(await response.text()).toBe("npm package not installed, add it to package.json: no-such-package");
});

test("a module is bundled whole, a file arrives as it is, and nothing outside the package does", async () => {
  const module = await answer({name: "htl", path: "+esm"});
  expect(module.headers.get("content-type")).toBe("application/javascript");
  expect(await module.text()).toMatch(/export\s*\{/);
  expect(await (await answer({name: "htl", path: "package.json"})).json()).toMatchObject({name: "htl"});
  expect((await answer({name: "htl", path: "../d3/package.json"})).status).toBe(404);
});
