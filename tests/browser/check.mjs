// Opens a built site over file:// in Chromium and checks it as a reader would find it.
//   node check.mjs SITE     (CHROMIUM=/path/to/chromium, when it is not /usr/bin/chromium)
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

if (!process.argv[2]) {
  console.error("usage: node check.mjs SITE");
  process.exit(2);
}
const site = resolve(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const url = (page) => pathToFileURL(join(site, page)).href;

let passed = 0;
const failures = [];
function check(what, problems) {
  const list = [problems].flat().filter(Boolean);
  if (list.length) failures.push(`${what}\n    ${list.slice(0, 8).join("\n    ")}`);
  else passed += 1;
}

const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile())
  .map((f) => relative(site, join(f.parentPath, f.name)).replaceAll("\\", "/"))
  .sort();
const pages = files.filter((f) => f.endsWith(".html"));
const topics = pages.filter((p) => p.startsWith("topics/"));
const sources = pages.filter((p) => p.startsWith("sources/"));
// One page of each kind; the fullest topic stands for all topics.
const size = (p) => readFileSync(join(site, p)).length;
const fullest = (list) => [...list].sort((a, b) => size(b) - size(a))[0];
const kinds = ["index.html", fullest(topics), fullest(sources), "references.html", "audit.html", "rules.html"];
check("every kind of page is there", kinds.filter((p) => !pages.includes(p)).map(String));

// Bytes.
const gz = (f) => gzipSync(readFileSync(join(site, f)), { level: 9 }).length;
check("style ≤ 5 KB gz", gz("assets/style.css") > 5120 && `${gz("assets/style.css")} bytes`);
check("script ≤ 3 KB gz", gz("assets/theme.js") > 3072 && `${gz("assets/theme.js")} bytes`);
for (const p of topics) {
  check(`${p} ≤ 60 KB, 16 KB gz`, (size(p) > 61440 || gz(p) > 16384) && `${size(p)} bytes, ${gz(p)} gz`);
}

// Markup.
const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  // White space and long titles are the source's own; browsers refuse `integrity` on file://, and nothing here
  // comes from elsewhere.
  rules: { "long-title": "off", "no-trailing-whitespace": "off", "require-sri": ["error", { target: "crossorigin" }] },
});
for (const page of pages) {
  const html = readFileSync(join(site, page), "utf8");
  const report = await validator.validateString(html, page);
  check(`${page}: valid`, report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
  check(`${page}: no inline style or script`, html.match(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=/g));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});

async function open(page, options = {}) {
  const { width = 1280, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true, ...rest });
  const tab = await context.newPage();
  const problems = [], requests = [];
  tab.on("console", (m) => ["error", "warning"].includes(m.type()) && problems.push(m.text()));
  tab.on("pageerror", (e) => problems.push(e.message));
  tab.on("requestfailed", (r) => problems.push(`failed: ${r.url()}`));
  tab.on("request", (r) => requests.push(r.url()));
  await tab.goto(url(page));
  await tab.evaluate(() => document.fonts.ready);
  return { tab, problems, requests, close: () => context.close() };
}

const violations = (tab) =>
  tab.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
  });

for (const page of kinds) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const { tab, close } = await open(page, { colorScheme, width });
      await tab.evaluate(axe);
      check(`${page}: axe, ${colorScheme}, ${width} px`, await violations(tab));
      await close();
    }
  }
  // As the reader gets it: with the page's own content security policy.
  const { tab, problems, requests, close } = await open(page, { bypassCSP: false });
  check(`${page}: quiet console`, problems);
  check(`${page}: nothing from outside`, requests.filter((r) => !r.startsWith(pathToFileURL(site).href)));
  check(`${page}: ≤ 8 requests`, requests.length > 8 && requests.join(" "));
  await tab.setViewportSize({ width: 320, height: 800 });
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${page}: no sideways scroll at 320 px`, wide > 0 && `${wide} px too wide`);
  await close();

  const quiet = await open(page, { javaScriptEnabled: false });
  const text = await quiet.tab.locator("main").innerText();
  check(`${page}: reads without scripts`, !text.trim() && "main is empty");
  check(`${page}: no dead control without scripts`, (await quiet.tab.locator("#theme").isVisible()) && "theme choice is shown");
  await quiet.close();
}

// A cited range lights up, without a script.
{
  const { tab, close } = await open(kinds[1], { javaScriptEnabled: false });
  const links = tab.locator(".locator a[href*='-L']");
  if (await links.count()) {
    await links.first().click();
    const lit = await tab.locator("tbody:target").evaluate((e) => getComputedStyle(e).backgroundColor).catch(() => "none");
    const paper = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    check("a cited range lights up", (lit === paper || ["none", "rgba(0, 0, 0, 0)"].includes(lit)) && `${tab.url()}: ${lit}`);
  }
  await close();
}

// Repairs show when they are asked for.
for (const page of topics) {
  const { tab, close } = await open(page, { javaScriptEnabled: false });
  const toggle = tab.locator("#show-repairs");
  if ((await toggle.count()) && (await tab.locator("main del").count())) {
    const before = await tab.locator("main del").first().isVisible();
    await toggle.check();
    const after = await tab.locator("main del").first().isVisible();
    check(`${page}: repairs show on request`, (before || !after) && `before ${before}, after ${after}`);
  }
  await close();
}

// The choice of colours holds.
{
  const { tab, close } = await open("index.html", { colorScheme: "light" });
  const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await tab.selectOption("#theme", "dark");
  const dark = await paper();
  await tab.reload();
  check("the choice of colours holds", (light === dark || (await paper()) !== dark) && `${light}, ${dark}, then ${await paper()}`);
  await close();
}

await browser.close();
for (const f of failures) console.error(`FAIL ${f}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
