import {createServer} from "node:http";
import {readFileSync, existsSync, statSync} from "node:fs";
import {join, extname} from "node:path";
import {chromium} from "playwright-core";
const types: Record<string,string> = {".html":"text/html",".js":"text/javascript",".css":"text/css",".json":"application/json",".wasm":"application/wasm",".parquet":"application/octet-stream"};
const root="/work/wt-int/dist";
const server=createServer((q,r)=>{ let p=join(root, decodeURIComponent(q.url!.split("?")[0].replace(/^\/sub/,""))); if (existsSync(p)&&statSync(p).isDirectory()) p=join(p,"index.html"); if(!existsSync(p)) { r.writeHead(404); r.end(); return; } const b=readFileSync(p); const m=/bytes=(\d+)-(\d*)/.exec(q.headers.range??""); const h: any={"content-type":types[extname(p)]??"application/octet-stream","accept-ranges":"bytes"}; if(m){const s=+m[1],e=Math.min(m[2]?+m[2]:b.length-1,b.length-1); r.writeHead(206,{...h,"content-range":`bytes ${s}-${e}/${b.length}`,"content-length":e-s+1}); r.end(b.subarray(s,e+1));} else {r.writeHead(200,{...h,"content-length":b.length}); r.end(b);} });
await new Promise<void>(d=>server.listen(0,"127.0.0.1",()=>d()));
const port=(server.address() as any).port;
const browser=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--headless","--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"]});
const pages=(process.argv[2]??"index,ask,revenue,streaming,reconciliation,settlement,payments,forecast,alerts,goals,quality,sql,notebook,analyses,data,definitions").split(",");
const modes=(process.argv[3]??"light1440").split(",");
for (const m of modes) { const w=+m.replace(/\D+/,""); const cs=m.startsWith("dark")?"dark":"light";
 for (const p of pages) { const c=await browser.newContext({viewport:{width:w,height:w<500?844:1000},colorScheme:cs as any}); const pg=await c.newPage(); const problems:string[]=[]; pg.on("console",x=>{if(x.type()==="error")problems.push(x.text())}); pg.on("pageerror",e=>problems.push(String(e))); pg.on("request",q=>{if(!q.url().includes("127.0.0.1")&&!q.url().startsWith("data:")&&!q.url().startsWith("blob:"))problems.push("HOST "+q.url())});
  const [path,query]=p.split("@"); await pg.goto(`http://127.0.0.1:${port}/sub/${path}.html${query?"?"+query:""}`); await pg.waitForTimeout(7000); const over=await pg.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth); const errs=await pg.locator(".observablehq--error").count();
  await pg.screenshot({path:`/tmp/shots/${path.replace("/","_")}-${m}.png`,fullPage:true}); console.log(m,p,"overflow",over,"cellerrors",errs,problems.slice(0,3).join(" | ")); await c.close(); } }
await browser.close(); server.close();
