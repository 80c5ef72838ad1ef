/** `npm start`: snapshot with progress, then Framework's preview on this machine only. */
import type {AddressInfo} from "node:net";
import {serveApi} from "./api.js";
import {PreviewServer} from "./framework.js";
import {prepare} from "./prepare.js";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(0));

await prepare();

quietSocketLog();
process.argv.push("preview"); // how keep-fresh knows that it has to watch
const port = process.env.PORT ? Number(process.env.PORT) : undefined; // undefined: 3000, or the next free one
const {server} = await PreviewServer.start({hostname: "127.0.0.1", port, open: false, verbose: false});
serveApi(server);
await warmUp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

/** Framework prints every message to an open page in full; what a person waits for here is the snapshot's lines. */
function quietSocketLog(): void {
  const log = console.log;
  console.log = (...args: unknown[]) => {
    if (!/socket (open|close)|[↑↓]/.test(String(args[0]))) log(...args);
  };
}

/** The first request makes Framework bundle its client; it is asked for before a person is told the address. */
async function warmUp(url: string): Promise<void> {
  await fetch(url).then((response) => response.text(), () => undefined);
  console.log(`\nLedgerline is at ${url}\nCtrl-C ends it; a CSV saved in the folder above updates the open page.\n`);
}
