// Serves a folder as a plain web server would, under the path that the site says it is published at.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** Starts the server; `base` is the address of the site, with a slash at its end. */
export async function serve(site) {
  const folder = await publishedAt(site);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const path = decodeURIComponent(url.pathname);
    const below = path.startsWith(folder) ? path.slice(folder.length) : "\0";
    const file = join(site, normalize(`/${below}`), path.endsWith("/") ? "index.html" : "");
    try {
      let body = await readFile(file);
      // A page that sends on at once cannot be looked at: `?still` keeps it.
      if (url.searchParams.has("still")) body = body.toString().replace(/<meta[^>]*http-equiv="?refresh[^>]*>/i, "");
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch (error) {
      if (error.code === "EISDIR") {
        response.writeHead(301, { location: `${url.pathname}/` }).end();
        return;
      }
      const body = await readFile(join(site, "404.html")).catch(() => "missing");
      response.writeHead(404, { "content-type": TYPES[".html"] }).end(body);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}${folder}`, close: () => server.close() };
}

/** The path of the site on its server, by the canonical address of the Japanese home page. */
async function publishedAt(site) {
  const home = await readFile(join(site, "ja/index.html"), "utf8").catch(() => "");
  const canonical = /<link[^>]*rel="?canonical"?[^>]*href="?([^" >]+)/.exec(home)?.[1] ?? "";
  return URL.canParse(canonical) ? new URL(canonical).pathname.replace(/ja\/$/, "") : "/";
}
