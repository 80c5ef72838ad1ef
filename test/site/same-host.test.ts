/** What stands in front of the engine's worker, in a scope like a worker's. */
import {runInNewContext} from "node:vm";
import {expect, test} from "vitest";
import {sameHostOnly} from "../../loaders/site/same-host.js";

function worker(): {asked: string[]; self: Record<string, any>} {
  const asked: string[] = [];
  class XMLHttpRequest {
    open(_method: string, url: string): void {
      asked.push(url);
    }
  }
  const self: Record<string, any> = {location: {href: "https://label.example/site/_file/worker.js", host: "label.example"}, fetch: async (url: string) => void asked.push(url), importScripts: (url: string) => void asked.push(url), WebSocket: class {}, XMLHttpRequest, URL, Request};
  self.self = self;
  runInNewContext(sameHostOnly, self);
  return {asked, self};
}

test("the site's own files are asked for", async () => {
  const {asked, self} = worker();
  new self.XMLHttpRequest().open("GET", "../data/x.parquet", false);
  await self.fetch("/site/duckdb.wasm");
  await self.fetch("blob:https://label.example/1");
  expect(asked).toEqual(["../data/x.parquet", "/site/duckdb.wasm", "blob:https://label.example/1"]);
});

test("no other host is, whatever the way", async () => {
  const {asked, self} = worker();
  for (const url of ["https://elsewhere.example/x", "//elsewhere.example/x", "https://label.example:8443/x", "http://label.example.evil/x"]) {
    expect(() => new self.XMLHttpRequest().open("GET", url, false)).toThrow("another host");
    await expect(self.fetch(url)).rejects.toThrow("another host");
    expect(() => self.importScripts(url)).toThrow("another host");
  }
  expect(self.WebSocket).toBeUndefined();
  expect(asked).toEqual([]);
});
