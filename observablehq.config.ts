import {injectImports} from "./loaders/site/inject-imports.js";
import {keepFresh} from "./loaders/site/keep-fresh.js";
import {offlineNpm} from "./loaders/site/offline-npm.js";

offlineNpm();
keepFresh();

export default {
  root: "src",
  output: process.env.LEDGERLINE_OUT ?? "dist",
  title: "Ledgerline",
  pages: [
    {name: "Overview", path: "/"},
    {name: "Ask", path: "/ask"},
    {
      name: "Earned",
      pages: [
        {name: "Revenue", path: "/revenue"},
        {name: "Streaming", path: "/streaming"}
      ]
    },
    {
      name: "Paid",
      pages: [
        {name: "Reconciliation", path: "/reconciliation"},
        {name: "Settlement", path: "/settlement"},
        {name: "Payments", path: "/payments"},
        {name: "Cash forecast", path: "/forecast"}
      ]
    },
    {
      name: "Watch",
      pages: [
        {name: "Alerts", path: "/alerts"},
        {name: "Goals", path: "/goals"},
        {name: "Quality", path: "/quality"}
      ]
    },
    {
      name: "Explore",
      pages: [
        {name: "SQL", path: "/sql"},
        {name: "Notebook", path: "/notebook"},
        {name: "Analyses", path: "/analyses"}
      ]
    },
    {
      name: "Sources",
      pages: [
        {name: "Data", path: "/data"},
        {name: "Definitions", path: "/definitions"}
      ]
    }
  ],
  style: "style.css",
  globalStylesheets: [],
  head: '<link rel="icon" href="data:,"><script type="module" async src="/components/ask-box.js"></script>',
  header: '<a id="ask-open" href="/ask">Ask the data <kbd>Ctrl K</kbd></a>',
  footer: "",
  pager: false,
  search: false,
  // Links say "./revenue.html", so that a host that does not guess extensions works too.
  preserveExtension: true,
  duckdb: {extensions: {json: null, parquet: null}}, // never Framework's own engine and its downloads
  interpreters: {".ts": ["node", "--import", "tsx/esm"]},
  markdownIt: injectImports({"/engine/sql.js": ["sql", "query"]})
};
