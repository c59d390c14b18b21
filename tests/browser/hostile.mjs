// Text that wants to be more than text, as sources, titles, names, metadata, topics and pages of a book: built, and
// opened over file://. Nothing of it may run, load, or leave its place.
//   node hostile.mjs SOURCEBOOK     (the program)
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { firefox } from "./firefox.mjs";

if (!process.argv[2]) {
  console.error("usage: node hostile.mjs SOURCEBOOK");
  process.exit(2);
}
const program = resolve(process.argv[2]);
let passed = 0;
const failures = [];
function check(what, problems) {
  const list = [problems].flat().filter(Boolean);
  if (list.length) failures.push(`${what}\n    ${list.slice(0, 6).join("\n    ")}`);
  else passed += 1;
}

const RUN = "window.pwned=(window.pwned||0)+1,alert(1)";
export const TEXTS = {
  script: `<script>${RUN}</script>`,
  "script-src": "<script src=https://evil.example/x.js></script>",
  "closing-script": `</script><script>${RUN}</script>`,
  "closing-title": `</title></textarea></style></noscript></template><script>${RUN}</script>`,
  image: `<img src=x onerror="${RUN}">`,
  "image-unquoted": `<img src=x onerror=${RUN}//`,
  attribute: `" onmouseover="${RUN}" autofocus onfocus="${RUN}" x="`,
  "attribute-single": `' onmouseover='${RUN}' autofocus onfocus='${RUN}' x='`,
  "attribute-bare": `x onmouseover=${RUN} autofocus onfocus=${RUN} `,
  svg: `<svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x dur=1s>`,
  math: `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  iframe: `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  "iframe-js": `<iframe src="javascript:${RUN}"></iframe>`,
  object: `<object data="data:text/html,<script>${RUN}</script>"></object><embed src="https://evil.example/">`,
  base: `<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/x.css>`,
  meta: `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  form: `<form action=https://evil.example/><input name=q><button autofocus>Go</button></form>`,
  details: `<details open ontoggle="${RUN}">`,
  comment: `<!--><script>${RUN}</script>--> <![CDATA[<script>${RUN}</script>]]>`,
  entities: `&lt;script&gt;${RUN}&lt;/script&gt; &#60;img src=x onerror=&#34;${RUN}&#34;&#62; &amp;lt;b&amp;gt;`,
  javascript: `[click](javascript:${RUN}) <javascript:${RUN}> javascript:${RUN}`,
  "javascript-tab": `[click](java\tscript:${RUN}) [x](&#106;avascript:${RUN}) [y](JaVaScRiPt:${RUN})`,
  data: `[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==) ![x](https://evil.example/pixel.png)`,
  reference: `[ref]: javascript:${RUN} "title"`,
  "autolink": `<https://evil.example/"onclick="${RUN}>`,
  template: "{{ 7 * 7 }} {% for x in range(end=9) %}x{% endfor %} {{ shell | json_encode | safe }} {# gone #} ${7*7} <%= 7 %>",
  "template-raw": "{% endraw %}{% raw %}{{ config }}{% include \"base.html\" %}{% block main %}",
  css: `<style>body{display:none}</style> x{background:url(https://evil.example/)} expression(${RUN}) style="position:fixed;inset:0"`,
  json: `"}],"x":"</script><script>${RUN}</script><!--<script>`,
  separators: "line\u2028separator\u2029paragraph \u0085 next",
  bidi: "\u202Eevil gnp.exe\u202C \u2067isolated without end \u202Doverride",
  "bidi-open": "\u202E\u202E\u2067 never closed (abc) 123",
  "zero-width": "ke\u200Bta\u00ADmi\uFEFFne \u200D\u200C",
  long: "x".repeat(6000),
  "long-marks": "e" + "\u0301".repeat(2000),
  backslash: "\\u003cscript\\u003e \\x3cimg \\\" \\' \\n",
  "proto": "__proto__ constructor toString hasOwnProperty valueOf",
  unicode: "＜script＞alert(1)＜/script＞ ‹img› \uD83D\uDE00",
  rtl: "שלום (עולם) 123 ABC \u202B",
};

const folder = mkdtempSync(join(tmpdir(), "sourcebook-"));
for (const below of ["seeds", "pages", "pages/topics"]) mkdirSync(join(folder, below));
const toml = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007F");
const names = Object.keys(TEXTS);
const fileName = (text) => text.replaceAll(/[/\0]/g, "∕").slice(0, 60);
for (const [i, [name, text]] of Object.entries(TEXTS).entries()) {
  const body = [
    text, "", `About ${text}`, "", `${text} stands in a paragraph with a Word${i} of its own, and goes on for a while.`, "",
    `## ${text}`, "", `• ${text}`, `• second ${text}`, "", `> ${text}`, "", "```html", text, "```", "", `    ${text}`, "",
    `Smith et al., ${text.slice(0, 200)}, Science, 364:eaat8078, 2019.`, "", `NUL\0here \x1b[31m and \x07 ${name}.`, "",
  ].join("\n");
  writeFileSync(join(folder, "seeds", `${String(i).padStart(2, "0")} ${fileName(text)}.${i % 3 ? "txt" : "md"}`), body);
}
const topic = (text, i) => `[[topic]]\nid = "topic-${i}"\ntitle = ${toml(text)}\ndescription = ${toml(text)}\nterms = [${toml(`Word${i}`)}, ${toml(`a ${text}`.slice(0, 300))}]\n`;
writeFileSync(join(folder, "book.toml"), [
  "[book]", `title = ${toml(`Hostile ${TEXTS["closing-title"]} ${TEXTS.attribute} ${TEXTS.bidi}`)}`,
  `description = ${toml(`${TEXTS.attribute} ${TEXTS.script} {{ 7 * 7 }}`)}`,
  ...names.map((name, i) => topic(TEXTS[name], i)),
].join("\n"));
writeFileSync(join(folder, "pages", "about.md"), [
  "+++", `title = ${toml(`About ${TEXTS.script} ${TEXTS.attribute} ${TEXTS["bidi-open"]}`)}`, "+++", "",
  `# T {onmouseover="${RUN}" #x" .y"z style="color:red"}`, "",
  ...names.filter((name) => !/javascript|data|autolink|reference/.test(name)).flatMap((name) => [TEXTS[name].replaceAll("\0", ""), ""]),
  "```html\" onmouseover=\"x", TEXTS.script, "```", "", "A note.[^\"><script>]", "", `[^"><script>]: ${TEXTS.script}`, "",
  "| a | b |", "| - | -: |", `| ${TEXTS.image} | ${TEXTS.attribute} |`, "", `> [!NOTE]`, `> ${TEXTS.svg}`, "",
  `[out](https://example.org/?"onclick="${RUN} "a \\" title=')`, "",
].join("\n"));
writeFileSync(join(folder, "pages", "topics", "topic-0.md"), `${TEXTS.script} ${TEXTS.image}\n\n## ${TEXTS.attribute}\n`);
try {
  execFileSync(program, ["build", "--quiet", folder], { stdio: ["ignore", "inherit", "pipe"] });
} catch (error) {
  console.error(`the hostile book does not build:\n${error.stderr}`);
  process.exit(1);
}
const site = join(folder, "site");
const root = pathToFileURL(site).href;
const pages = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile() && f.name.endsWith(".html"))
  .map((f) => relative(site, join(f.parentPath, f.name)).replaceAll("\\", "/"))
  .sort();
check("the book has its pages", pages.length < names.length * 2 && `${pages.length}`);
// A tag or an attribute of the hostile texts that is markup in a page.
for (const page of pages) {
  const html = readFileSync(join(site, page), "utf8");
  check(`${page}: one policy, before anything that loads`, !/^[^]{0,400}<meta http-equiv="Content-Security-Policy" content="default-src 'self'[^"]*">/.test(html) && html.slice(0, 400));
  check(`${page}: no character that HTML can't hold`, html.match(/[\0-\x08\x0b\x0e-\x1f\x7f]/g));
}

// In the page: what must not be there.
const look = () => {
  const wrong = [];
  if (window.pwned) wrong.push("a text ran");
  for (const e of document.querySelectorAll("*")) {
    for (const { name, value } of e.attributes) {
      if (/^on|^style$|^srcdoc$|^autofocus$/.test(name)) wrong.push(`<${e.localName} ${name}>`);
      if (/^(href|src|action|data|formaction|content)$/.test(name) && /^[\s\0-\x20]*(javascript|data|vbscript):/i.test(value)) wrong.push(`${name}=${value}`);
    }
  }
  const no = "iframe, object, embed, base, svg, math, style, img, template, textarea, link[rel=stylesheet]:not([href*='assets/']), meta[http-equiv=refresh], details[ontoggle], marquee";
  for (const e of document.querySelectorAll(no)) wrong.push(`<${e.localName}> in the page`);
  for (const e of document.querySelectorAll("script")) {
    const own = e.type === "application/ld+json" || (e.getAttribute("src") ?? "").includes("assets/");
    if (!own) wrong.push(`a script that is not ours: ${e.outerHTML.slice(0, 80)}`);
    if (e.type === "application/ld+json") try { JSON.parse(e.textContent); } catch { wrong.push("JSON-LD that is no JSON"); }
  }
  for (const e of document.querySelectorAll("form")) if (!/search\.html$/.test(e.action)) wrong.push(`a form to ${e.action}`);
  if (document.querySelectorAll("main").length !== 1 || document.querySelectorAll("footer").length !== 1) wrong.push("furniture twice");
  if (document.querySelector("footer")?.closest("main")) wrong.push("the footer is inside main");
  // What turns the direction of writing must be isolated, or stand in a block by itself.
  const turns = /[\u202a-\u202e\u2066-\u2069]/, walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    if (!turns.test(node.data) || node.parentElement.closest("script, noscript")) continue;
    const alone = (e) => e && (getComputedStyle(e).unicodeBidi.includes("isolate") || getComputedStyle(e).unicodeBidi === "plaintext");
    let e = node.parentElement, isolated = false;
    while (e && !isolated && ["inline", "inline-block", "inline-flex"].includes(getComputedStyle(e).display)) { isolated = alone(e); e = e.parentElement; }
    if (isolated) continue;
    // The block: nothing of the generator's may share its line.
    const others = [...(e?.childNodes ?? [])].filter((n) => !n.contains(node) && n.textContent.trim());
    if (others.length) wrong.push(`not isolated in <${e.localName} class="${e.className}">: ${e.textContent.trim().slice(0, 60)}`);
  }
  return wrong;
};
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
const tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const events = [];
tab.on("dialog", (d) => { events.push(`dialog: ${d.message()}`); d.dismiss(); });
tab.on("request", (r) => r.url().startsWith(root) || events.push(`request: ${r.url().slice(0, 120)}`));
tab.on("pageerror", (e) => events.push(`error: ${e.message}`));
tab.on("console", (m) => m.type() === "error" && events.push(`console: ${m.text().slice(0, 200)}`));
tab.on("framenavigated", (f) => f.url().startsWith(root) || f.url() === "about:blank" || events.push(`went to ${f.url()}`));
for (const page of pages) {
  events.length = 0;
  await tab.goto(`${root}/${page}`);
  // Hands over everything that could be waiting for them.
  await tab.evaluate(() => {
    for (const e of document.querySelectorAll("main *")) {
      for (const type of ["mouseover", "focus", "toggle", "load", "error"]) e.dispatchEvent(new Event(type, { bubbles: true }));
    }
  });
  check(`${page}: nothing of it is markup`, await tab.evaluate(look));
  check(`${page}: nothing runs or leaves`, [...events]);
  const width = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${page}: nothing is wider than the page`, width > 0 && `${width} px`);
}
// The policy is in force: a script that gets in all the same does not run, and nothing loads from elsewhere.
for (const page of ["index.html", "search.html", pages.find((p) => p.startsWith("topics/")), pages.find((p) => p.startsWith("pages/"))].filter(Boolean)) {
  await tab.goto(`${root}/${page}`);
  const stopped = await tab.evaluate(async () => {
    const stops = [];
    document.addEventListener("securitypolicyviolation", (e) => stops.push(e.effectiveDirective));
    const inline = document.createElement("script");
    inline.textContent = "window.inline = 1";
    const image = new Image();
    image.src = "https://evil.example/x.png";
    const away = document.createElement("div");
    away.setAttribute("onclick", "window.handler = 1");
    document.body.append(inline, image, away);
    away.click();
    await new Promise((go) => setTimeout(go, 200));
    return [window.inline && "an inline script ran", window.handler && "a handler ran", !stops.some((s) => s.startsWith("img")) && "an image was not stopped"].filter(Boolean);
  });
  check(`${page}: the policy is in force`, stopped);
}
// The search: every text as a query, and as what is found.
for (const name of names) {
  events.length = 0;
  await tab.goto(`${root}/search.html?${new URLSearchParams({ q: TEXTS[name].slice(0, 400) })}`);
  await tab.waitForFunction(() => document.querySelector("#status").textContent.endsWith("."), null, { timeout: 15000 })
    .catch(() => failures.push(`search for ${name} comes to no end`));
  check(`search for ${name}: nothing of it is markup`, await tab.evaluate(look));
  check(`search for ${name}: nothing runs or leaves`, [...events]);
}
await tab.goto(`${root}/search.html?q=ketamine`);
await tab.waitForFunction(() => document.querySelector("#results li"));
check("a word with unseen characters in it is found", !(await tab.locator("#results mark").count()) && "no mark");
await browser.close();

const fox = await firefox();
const page = await fox.newPage();
page.on("dialog", (d) => { failures.push(`Firefox: dialog ${d.message()}`); d.dismiss(); });
const some = ["index.html", "audit.html", "references.html", ...pages.filter((p) => /^(topics|pages)\//.test(p)).slice(0, 12)];
for (const path of some) {
  await page.goto(`${root}/${path}`);
  check(`Firefox: ${path}: nothing of it is markup`, await page.evaluate(look));
}
await page.goto(`${root}/search.html?q=${encodeURIComponent(TEXTS.image)}`);
await page.waitForFunction(() => document.querySelector("#status").textContent.endsWith("."));
check("Firefox: the search: nothing of it is markup", await page.evaluate(look));
await fox.close();
if (!process.env.KEEP) rmSync(folder, { recursive: true });
else console.log(folder);

for (const f of failures) console.error(`FAIL ${f}`);
console.log(`hostile: ${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
