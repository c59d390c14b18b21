// A site over HTTP on loopback, compressed, below a path of its own, as a host for static pages has it.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".woff2": "font/woff2", ".json": "application/json", ".png": "image/png", ".xml": "application/xml", ".txt": "text/plain",
};

/// Serves a site below `base`; `late` delays some files: `(path) => milliseconds`.
export async function serve(site, { base = "/", late = () => 0 } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const below = path.startsWith(base) ? normalize(path.slice(base.length)) : "..";
    const file = below.endsWith("/") || below === "." || below === "" ? join(below, "index.html") : below;
    let body;
    try {
      if (file.startsWith("..")) throw new Error("outside");
      body = readFileSync(join(site.folder, file));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const zip = !type.startsWith("font/") && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    const headers = { "content-type": type, "cache-control": "max-age=600", ...(zip && { "content-encoding": "gzip" }) };
    setTimeout(() => response.writeHead(200, headers).end(zip ? gzipSync(body) : body), late(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() };
}
