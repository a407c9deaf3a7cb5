// Measures the search in the browser: node search-bench.mjs SITE [PAGEFIND] [--rounds N] [--language ja]
// SITE is a built site, PAGEFIND the index that Pagefind made of the same pages. Both are searched from the same empty page
// of one server that compresses (gzip -6), in turn; prints a table with medians.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const QUERIES = {
  ja: ["面接指導", "ストレスチェック 実施", "健康診断の結果", "産業医 意見", "長時間労働", "両立支援", "50人未満", "相談の予約", "職場環境の改善", "記録を保存"],
  en: ["interview", "stress check", "health check-up results", "industrial physician opinion", "long working hours", "treatment", "yearly plan", "consent of the person", "improving the workplace", "records"],
};

const options = process.argv.slice(2);
const value = (name, otherwise) => (options.includes(name) ? options.splice(options.indexOf(name), 2)[1] : otherwise);
const rounds = Number(value("--rounds", 5));
const language = value("--language", "ja");
const [site, pagefind] = options.map((path) => resolve(path));
const queries = QUERIES[language];

const types = { ".js": "text/javascript", ".html": "text/html; charset=utf-8", ".css": "text/css", ".json": "application/json" };
const compressed = new Map();
// What goes over the wire: Pagefind loads in a worker, which the page's own counters do not see.
let bytes = 0, requests = 0;
const server = createServer(async (request, response) => {
  requests += 1;
  const { pathname } = new URL(request.url, "http://localhost");
  const path = decodeURIComponent(pathname);
  if (path === "/empty.html") {
    response.writeHead(200, { "content-type": types[".html"] }).end(`<!doctype html><html lang="${language}"><title>empty</title><link rel="icon" href="data:,">`);
    return;
  }
  const file = path.startsWith("/pagefind/") ? join(pagefind, path.slice(10)) : join(site, path, path.endsWith("/") ? "index.html" : "");
  try {
    const type = types[extname(file)];
    let body = await readFile(file);
    // What Pagefind wrote is compressed already.
    const headers = { "content-type": type ?? "application/octet-stream", "cache-control": "no-store" };
    if (type) {
      if (!compressed.has(file)) compressed.set(file, gzipSync(body));
      body = compressed.get(file);
      headers["content-encoding"] = "gzip";
    }
    bytes += body.length;
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}/`;

const html = await readFile(join(site, language, "search/index.html"), "utf8");
const script = new URL(/src="([^"]*assets\/search\.[^"]*\.js)"/.exec(html)[1], `${base}${language}/search/`).href;

// Each engine: how it is loaded, and how it brings the first ten results with their texts.
const engines = {
  Shirube: {
    load: async ({ script, base, language }) => {
      await new Promise((done, failed) => {
        document.head.append(Object.assign(document.createElement("script"), { src: script, onload: done, onerror: failed }));
      });
      globalThis.engine = await shirube.open(language, `${base}search/${language}/`, "0");
    },
    ask: async (query) => {
      const found = await engine.search(query);
      return [found.total, found.results.map(({ text }) => engine.excerpt(text)).length];
    },
  },
  ...(pagefind && {
    Pagefind: {
      load: async ({ base }) => {
        globalThis.engine = await import(`${base}pagefind/pagefind.js`);
        await engine.init();
      },
      ask: async (query) => {
        const found = await engine.search(query);
        const results = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
        return [found.results.length, results.length];
      },
    },
  }),
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update", "--disable-background-networking"],
});
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const measured = {};
const note = (name, what, figure) => ((measured[name] ??= {})[what] ??= []).push(figure);

for (let round = 0; round < rounds; round += 1) {
  for (const [name, { load, ask }] of Object.entries(engines)) {
    // A new context has an empty cache.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${base}empty.html`);
    const client = await context.newCDPSession(page);
    await client.send("Performance.enable");
    [bytes, requests] = [0, 0];
    const scriptTime = async () => {
      const { metrics } = await client.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "ScriptDuration").value * 1000;
    };
    const time = (act, argument) => page.evaluate(`(async () => {
      const start = performance.now();
      const found = await (${act})(${JSON.stringify(argument)});
      return [performance.now() - start, found];
    })()`);
    const first = queries[round % queries.length];
    const [loading] = await time(load, { script, base, language });
    const [asking, found] = await time(ask, first);
    await page.waitForTimeout(100);
    if (!found[0]) throw new Error(`${name} finds nothing for ${first}`);
    note(name, "cold, ms", loading + asking);
    note(name, "cold, KB", bytes / 1000);
    note(name, "cold, requests", requests);
    for (const query of queries.filter((query) => query !== first)) {
      [bytes, requests] = [0, 0];
      const before = await scriptTime();
      const [asking] = await time(ask, query);
      note(name, "warm, ms", asking);
      note(name, "warm, ms of script", (await scriptTime()) - before);
      await page.waitForTimeout(30);
      note(name, "warm, KB", bytes / 1000);
      const [again] = await time(ask, query);
      note(name, "again, ms", again);
    }
    await context.close();
  }
}
await browser.close();
server.close();

const names = Object.keys(measured);
console.log(`| ${language}, medians of ${rounds} rounds (greatest) | ${names.join(" | ")} |\n|---|${names.map(() => "--:|").join("")}`);
for (const what of Object.keys(measured[names[0]])) {
  const cells = names.map((name) => `${median(measured[name][what]).toFixed(1)} (${Math.max(...measured[name][what]).toFixed(1)})`);
  console.log(`| ${what} | ${cells.join(" | ")} |`);
}
