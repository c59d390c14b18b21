// The site as GitHub Pages publishes it: below a path, compressed, with its own page for what is missing; and as
// `sourcebook serve` shows it while it is edited.     SOURCEBOOK=… is the program
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./lib/serve.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const built = ["release", "debug"].map((p) => join(root, "target", p, "sourcebook")).filter(existsSync);
const program = process.env.SOURCEBOOK ?? built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const book = mkdtempSync(join(tmpdir(), "sourcebook-"));
const BASE = "/my-book/";
let browser, server, address, pages;

async function open(path, look) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.problems = [];
  tab.on("console", (m) => ["error", "warning"].includes(m.type()) && tab.problems.push(m.text()));
  tab.on("pageerror", (e) => tab.problems.push(e.message));
  tab.on("request", (r) => new URL(r.url()).origin !== new URL(path).origin && tab.problems.push(`elsewhere: ${r.url()}`));
  try {
    tab.answer = await tab.goto(path);
    return await look(tab);
  } finally {
    await context.close();
  }
}

before(async () => {
  execFileSync(program, ["init", book]);
  server = await serve({ folder: join(book, "site") }, { base: BASE });
  address = server.url;
  execFileSync(program, ["build", book, "--strict", "--quiet", "--site-url", address]);
  pages = readdirSync(join(book, "site"), { recursive: true }).map(String).filter((f) => f.endsWith(".html"));
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(book, { recursive: true, force: true });
});

test("every page below a path: nothing fails, nothing comes from elsewhere, axe finds nothing", async () => {
  assert.ok(pages.length >= 8, `${pages}`);
  for (const page of pages.filter((p) => p !== "404.html")) {
    await open(address + page, async (tab) => {
      assert.equal(tab.answer.headers()["content-encoding"], "gzip");
      await tab.evaluate(() => document.fonts.ready);
      const canonical = await tab.getAttribute("link[rel=canonical]", "href");
      assert.equal(canonical, page === "index.html" ? address : address + page);
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => globalThis.axe.run());
      assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], page);
      assert.deepEqual(tab.problems, [], page);
    });
  }
});

test("the page for what is missing is whole at any depth", async () => {
  for (const path of ["nothing", "a/b/c/nothing.html", "topics/"]) {
    await open(address + path, async (tab) => {
      assert.equal(tab.answer.status(), 404);
      const face = await tab.evaluate(() => getComputedStyle(document.body).fontFamily);
      assert.match(face, /Literata/, "it has no styles");
      await tab.click("main a");
      assert.equal(tab.url(), `${address}index.html`);
      assert.equal(await tab.textContent("h1"), "Lighthouses");
      // The browser itself tells of the 404.
      assert.deepEqual(tab.problems.filter((p) => !p.includes("404")), []);
    });
  }
  await open(address.slice(0, -1), async (tab) => assert.equal(tab.url(), address));
});

test("social sites get a picture, readers a feed, robots a sitemap", async () => {
  await open(`${address}topics/light.html`, async (tab) => {
    const content = (name) => tab.getAttribute(`meta[property="${name}"]`, "content");
    assert.equal(await content("og:url"), `${address}topics/light.html`);
    const size = await tab.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, await content("og:image"));
    assert.deepEqual(size, [1200, 630]);
    const list = async (path, name) => tab.evaluate(async ([url, name]) => {
      const xml = new DOMParser().parseFromString(await (await fetch(url)).text(), "application/xml");
      if (xml.querySelector("parsererror")) throw new Error(xml.documentElement.textContent);
      return [...xml.getElementsByTagName(name)].map((e) => e.textContent);
    }, [address + path, name]);
    const wanted = pages.filter((p) => p !== "404.html").map((p) => (p === "index.html" ? address : address + p)).sort();
    assert.deepEqual((await list("sitemap.xml", "loc")).sort(), wanted);
    assert.equal((await list("feed.xml", "entry")).length, 3);
  });
});

test("the search works below a path", () => open(`${address}search.html?q=lens`, async (tab) => {
  await tab.waitForSelector("main ol li a");
  await tab.click("main ol li a");
  await tab.waitForURL(/topics\/light\.html#p-/);
}));

test("what is saved is seen, what is broken is told, and the page comes back", async () => {
  const child = spawn(program, ["serve", book, "--port", "0", "--base", BASE], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const line = await new Promise((said) => child.stdout.once("data", (d) => said(String(d))));
    const url = `${line.match(/http:\S+/)[0]}topics/light.html`;
    mkdirSync(join(book, "templates"));
    mkdirSync(join(book, "static"));
    const save = (file, text) => {
      writeFileSync(join(book, `${file}~`), text);
      renameSync(join(book, `${file}~`), join(book, file));
    };
    await open(url, async (tab) => {
      const topic = (text) => `{% extends "default/topic.html" %}{% block main %}<p id="mine">${text}</p>{{ super() }}{% endblock %}`;
      save("templates/topic.html", topic("one"));
      await tab.waitForSelector("#mine:text-is('one')");
      const times = [];
      for (let i = 0; i < 10; i += 1) {
        const start = performance.now();
        save("templates/topic.html", topic(`save ${i}`));
        await tab.waitForSelector(`#mine:text-is('save ${i}')`);
        times.push(Math.round(performance.now() - start));
      }
      console.log(`# a saved template is on the screen after ${times.sort((a, b) => a - b).join(", ")} ms`);

      // Styles change under the page; it is not loaded again.
      save("static/custom.css", "#mine { color: rgb(1, 2, 3) }");
      await tab.waitForFunction(() => getComputedStyle(document.querySelector("#mine") ?? document.body).color === "rgb(1, 2, 3)");
      await tab.evaluate(() => { globalThis.same = true; });
      save("static/custom.css", "#mine { color: rgb(4, 5, 6) }");
      await tab.waitForFunction(() => getComputedStyle(document.querySelector("#mine")).color === "rgb(4, 5, 6)");
      assert.equal(await tab.evaluate(() => globalThis.same), true, "the page was loaded again");

      for (const [file, broken, wanted] of [
        ["templates/topic.html", "\n{% if <img src=x onerror=alert(1)> %}", /topic\.html:2:/],
        ["templates/topic.html", topic("{{ shell.titel }}"), /did you mean `title`\?/],
        ["book.toml", "[book]\ntitel = \"x\"\n", /book\.toml:2:1/],
      ]) {
        const good = file === "book.toml" ? readFileSync(join(book, file), "utf8") : topic("good");
        save(file, broken);
        const box = tab.locator("#sourcebook-problem pre");
        await box.filter({ hasText: wanted }).waitFor();
        assert.match(await box.textContent(), /\^/, "no caret");
        assert.equal(await tab.textContent("h1"), "The light", "the last good page is gone");
        save(file, good);
        await box.waitFor({ state: "detached" });
        await tab.waitForSelector("#mine:text-is('good')");
      }
      assert.deepEqual(tab.problems, []);
    });
  } finally {
    child.kill("SIGINT");
    const code = await new Promise((ended) => (child.exitCode === null ? child.on("exit", ended) : ended(child.exitCode)));
    assert.equal(code, 0);
  }
});
