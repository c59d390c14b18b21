// A site over HTTP on loopback as GitHub Pages has it: below a path of its own, compressed, a folder redirected to its
// address with `/`, a page found without its `.html`, and 404.html for what is missing.
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "application/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".woff2": "font/woff2", ".json": "application/json", ".png": "image/png",
  ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
};

function answer(folder, base, request, response, late = () => 0) {
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  } catch {
    return response.writeHead(400).end();
  }
  if (`${path}/` === base) return response.writeHead(301, { location: base }).end();
  const below = path.startsWith(base) ? normalize(`./${path.slice(base.length)}`) : "..";
  const is = (file) => !file.startsWith("..") && statSync(join(folder, file), { throwIfNoEntry: false })?.isFile();
  let file = [below, `${below}.html`, join(below, "index.html")].find((f, i) => is(f) && (i !== 2 || path.endsWith("/")));
  if (!file && !below.startsWith("..") && !path.endsWith("/") && existsSync(join(folder, below))) {
    return response.writeHead(301, { location: `${path}/` }).end();
  }
  const status = file ? 200 : 404;
  file ??= "404.html";
  if (!is(file)) return response.writeHead(404).end();
  const body = readFileSync(join(folder, file));
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  const zip = !/font|image\/png/.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const headers = { "content-type": type, "cache-control": "max-age=600", ...(zip && { "content-encoding": "gzip" }) };
  setTimeout(() => response.writeHead(status, headers).end(zip ? gzipSync(body) : body), late(file));
}

async function listen(handler) {
  const server = createServer(handler);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

/// Serves a site below `base`; `late` delays some files: `(path) => milliseconds`.
export async function serve(site, { base = "/", late } = {}) {
  const server = await listen((request, response) => answer(site.folder, base, request, response, late));
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() };
}

/// Serves many sites, each below a path of its own: `add(folder)` gives its address. Ends with the process.
export async function host() {
  const folders = [];
  const server = await listen((request, response) => {
    const [, i] = request.url.match(/^\/site-(\d+)(?:\/|$)/) ?? [];
    if (!folders[i]) return response.writeHead(404).end();
    answer(folders[i], `/site-${i}/`, request, response);
  });
  server.unref();
  return { add: (folder) => `http://127.0.0.1:${server.address().port}/site-${folders.push(folder) - 1}/` };
}
