import {expect, test} from "vitest";
import {enqueue} from "../../src/engine/queue.js";

const soon = (ms = 1) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test("one query runs at a time; those on small tables pass those on large ones, in the order they came", async () => {
  const order: string[] = [];
  let running = 0;
  const task = (name: string) => async () => {
    expect(++running).toBe(1);
    await soon();
    order.push(name);
    --running;
    return name;
  };
  const names = ["large", "small", "another large", "another small"];
  const answers = await Promise.all(names.map((name) => enqueue(name.includes("large"), soon(), task(name))));
  expect(answers).toEqual(names);
  expect(order).toEqual(["small", "another small", "large", "another large"]);
});

test("a large query waits for a small one whose tables still load; a small one does not wait for another", async () => {
  const order: string[] = [];
  const run = (name: string) => async () => void order.push(name);
  await Promise.all([enqueue(true, soon(), run("large")), enqueue(false, soon(30), run("slow to load")), enqueue(false, soon(), run("small"))]);
  expect(order).toEqual(["small", "slow to load", "large"]);
});

test("a query that fails rejects alone, and the next one runs", async () => {
  const failing = enqueue(false, soon(), () => Promise.reject(new Error("no such column: x")));
  const after = enqueue(false, soon(), () => Promise.resolve(7));
  await expect(failing).rejects.toThrow("no such column: x");
  expect(await after).toBe(7);
});

test("tables that do not load do not hold the queue: the query itself says what is missing", async () => {
  expect(await enqueue(false, Promise.reject(new Error("not served")), () => Promise.resolve(1))).toBe(1);
});
