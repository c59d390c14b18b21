// The site under test and what is in it; other books are built as a test needs them.
//   SITE=…        folder of a built site; the repository's own ./site by default
//   PAGES=1       sites are opened over HTTP below a path, as GitHub Pages has them, and not by double-click
//   SOURCEBOOK=…  the program; the newest of target/release and target/debug by default
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { host } from "./serve.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

function program() {
  if (process.env.SOURCEBOOK) return resolve(process.env.SOURCEBOOK);
  const built = ["release", "debug"].map((p) => join(root, "target", p, "sourcebook")).filter(existsSync);
  if (!built.length) throw new Error("no program: run cargo build first, or set SOURCEBOOK");
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

const pages = process.env.PAGES ? await host() : undefined;

/// A built site.
export class Site {
  constructor(folder) {
    this.folder = resolve(folder);
    if (!existsSync(join(this.folder, "index.html"))) {
      throw new Error(`${this.folder} is no built site: run cargo run -- build first, or set SITE`);
    }
    this.files = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => relative(this.folder, join(f.parentPath, f.name)).replaceAll("\\", "/"))
      .sort();
    this.pages = this.files.filter((f) => f.endsWith(".html"));
    this.address = pages?.add(this.folder);
  }
  text(file) { return readFileSync(join(this.folder, file), "utf8"); }
  size(file) { return statSync(join(this.folder, file)).size; }
  gzipped(file) { return gzipSync(readFileSync(join(this.folder, file)), { level: 9 }).length; }
  url(page) {
    if (this.address) return this.address + page;
    const [path, rest = ""] = page.split(/(?=[#?])/s, 2);
    return pathToFileURL(join(this.folder, path)).href + rest;
  }
  /// The fullest page of a folder.
  fullest(folder) {
    const pages = this.pages.filter((p) => p.startsWith(`${folder}/`));
    return pages.sort((a, b) => this.size(b) - this.size(a))[0];
  }
  /// One page of each kind: every page at the top, and the fullest of each folder.
  get kinds() {
    const folders = new Set(this.pages.filter((p) => p.includes("/")).map((p) => p.slice(0, p.indexOf("/"))));
    const fullest = [...folders].map((folder) => this.fullest(folder));
    return [...this.pages.filter((p) => !p.includes("/")), ...fullest].sort();
  }
}

export const site = new Site(process.env.SITE ?? join(root, "site"));

const made = [];
process.on("exit", () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/// A folder with these files, gone when the test ends.
export function folder(files) {
  const at = mkdtempSync(join(tmpdir(), "sourcebook-"));
  made.push(at);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  return at;
}

/// Builds a book of these files.
export function build(files) {
  const at = folder(files);
  execFileSync(program(), ["build", "--quiet", at], { stdio: ["ignore", "inherit", "inherit"] });
  return new Site(join(at, "site"));
}

/// This repository's own book with other lines in its [book] table.
export function variant(lines, more = {}) {
  const toml = readFileSync(join(root, "book.toml"), "utf8").replace("[book]\n", `[book]\n${lines}\n`);
  const seeds = readdirSync(join(root, "seeds"), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const files = seeds.map((f) => join(f.parentPath, f.name)).map((f) => [relative(root, f), readFileSync(f)]);
  return build({ "book.toml": toml, ...Object.fromEntries(files), ...more });
}
