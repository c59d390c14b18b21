// A book of ten thousand sections: every page stays light, nothing is out of reach, addresses hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./lib/chromium.mjs";
import { large } from "./lib/large.mjs";
import { ask, has, phrase, wordsAndStems } from "./lib/search.mjs";
import { build } from "./lib/site.mjs";

const KB = 1024;
const of = build(large());
const hub = of.pages.find((p) => /^topics\/[a-z]+\.html$/.test(p));
const parts = of.pages.filter((p) => p.startsWith(hub.replace(".html", "-")));

test("it has its ten thousand passages, each once", () => {
  const ids = of.pages.filter((p) => p.startsWith("topics/"))
    .flatMap((p) => [...of.text(p).matchAll(/<section class="passage" id="(p-[^"]+)"/g)].map((m) => m[1]));
  assert.ok(ids.length > 9500, `${ids.length} passages`);
  assert.equal(new Set(ids).size, ids.length);
});

test("no page of topics, sources or the account is heavy", (t) => {
  const heaviest = (folder) => {
    const page = of.fullest(folder);
    t.diagnostic(`${page}: ${Math.round(of.size(page) / KB)} KB, ${Math.round(of.gzipped(page) / KB)} KB compressed`);
    return page;
  };
  assert.ok(parts.length > 10, `${parts.length} parts`);
  const part = [...parts].sort((a, b) => of.size(b) - of.size(a))[0];
  t.diagnostic(`${part}: ${Math.round(of.size(part) / KB)} KB, ${Math.round(of.gzipped(part) / KB)} KB compressed`);
  assert.ok(of.size(part) < 100 * KB && of.gzipped(part) < 16 * KB, `${part}: ${of.size(part)}`);
  // The contents of a whole topic are one list, to be searched in one go.
  assert.ok(of.size(hub) < 300 * KB, `${hub}: ${of.size(hub)}`);
  // A passage is never cut: the one of a long source without headings has a page to itself, however long.
  const passages = (p) => of.text(p).match(/<section class="passage"/g).length;
  const heavy = of.pages.filter((p) => /^topics\/.+-\d+\.html$/.test(p) && of.size(p) >= 100 * KB);
  for (const p of heavy) assert.equal(passages(p), 1, `${p}: ${of.size(p)}`);
  assert.ok(of.size(heaviest("sources")) < 400 * KB);
  assert.ok(of.size(heaviest("audit")) < 200 * KB);
  assert.ok(of.size("audit.html") < 200 * KB, `audit.html: ${of.size("audit.html")}`);
  assert.ok(of.size("index.html") < 60 * KB, `index.html: ${of.size("index.html")}`);
});

for (const page of [hub, parts[1], "index.html", "audit.html", of.fullest("sources"), of.fullest("audit")]) {
  test(`≤ 8 requests: ${page}`, () =>
    open(page, { of }, async (tab) => {
      assert.deepEqual(tab.problems, []);
      assert.ok(tab.requests.length <= 8, tab.requests.join(" "));
    }));
}

test("a topic's address leads to all of it, and an address of a passage holds", async () => {
  const wanted = [...of.text(parts.at(-1)).matchAll(/<section class="passage" id="(p-[^"]+)"/g)].at(-1)[1];
  await open(`${hub}#${wanted}`, { of }, async (tab) => {
    await tab.waitForURL((url) => url.pathname.endsWith(parts.at(-1).split("/")[1]) && url.hash === `#${wanted}`);
    await tab.locator(`.passage#${wanted}`).waitFor();
  });
  await open(`${hub}#${wanted}`, { of, javaScriptEnabled: false }, async (tab) => {
    const entry = tab.locator("li:target a");
    await entry.click();
    // Waiting fails the test when it does not come to be seen.
    await tab.locator(`.passage#${wanted}`).waitFor();
    await tab.locator(".parts a[rel=prev]").first().click();
    await tab.locator(".parts a[rel=next]").first().waitFor();
  });
  const listed = of.text(hub).match(/<li id="p-/g).length;
  const shown = parts.reduce((n, p) => n + of.text(p).match(/<section class="passage"/g).length, 0);
  assert.equal(listed, shown);
});

test("a long source keeps its line numbers from page to page", () => {
  const pages = of.pages.filter((p) => /^sources\/long/.test(p));
  assert.equal(pages.length, 6);
  const numbers = pages.flatMap((p) => [...of.text(p).matchAll(/<tr id="L(\d+)"/g)].map((m) => Number(m[1])));
  assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: 2599 }, (_, i) => i + 1));
  for (const p of pages) assert.ok(of.text(p).match(/<tr id="L/g).length <= 500, p);
});

test("every line that was left out is told", () => {
  const dropped = Number(of.text("index.html").match(/([\d,]+) dropped =/)[1].replaceAll(",", ""));
  const lists = of.pages.filter((p) => p.startsWith("audit/d-"));
  const rules = new Set(lists.map((p) => p.replace(/-\d+\.html$/, "")));
  const told = lists.reduce((n, p) => n + (of.text(p).match(/<q>/g) ?? []).length, 0);
  const short = [...of.text("audit.html").matchAll(/<h3 id="(d-[^"]+)">.*?<\/ul>/gs)]
    .filter(([, id]) => !rules.has(`audit/${id}`)).reduce((n, [list]) => n + (list.match(/<q>/g) ?? []).length, 0);
  assert.ok(dropped > 1000);
  assert.equal(told + short, dropped);
});

// What can be found, read from the pages as they were written: passages, topics and sources, a block a text.
let found;
function documents() {
  const text = (html) => html.replace(/<(sup|del) data-gen>.*?<\/\1>/gs, "").replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const parts = of.pages.filter((p) => /^topics\/.+-\d+\.html$/.test(p) || p === "topics/unsorted.html");
  const passages = parts.flatMap((page) => of.text(page).split("<section class=\"passage\"").slice(1).map((passage) =>
    [...passage.matchAll(/<(h\d|p)[^>]* data-lines="[^"]*"[^>]*>(.*?)<\/\1>/gs)].map(([, , html]) => text(html))));
  const hubs = of.pages.filter((p) => p.startsWith("topics/") && !/-\d+\.html$/.test(p));
  const topics = hubs.map((page) => [text(of.text(page).match(/<h1.*?<\/h1>/s)[0]), text(of.text(page).match(/<p class="lede">.*?<\/p>/s)?.[0] ?? "")]);
  const sources = [...of.text("references.html").matchAll(/<h3[^>]*>(.*?)<\/h3>.*?<a href="sources\/[^"]*"[^>]*>(.*?)<\/a>/gs)].map(([, title, file]) => [text(title), text(file)]);
  return [...passages, ...topics, ...sources].map(wordsAndStems);
}

for (const [query, ...parts] of [
  ["salmon ", has("salmon")],
  ["\"high water\"", phrase("high", "water")],
  ["mangrove lagoon ", has("mangrove"), has("lagoon")],
  ["levees under old bridges ", has("levees"), has("old"), has("bridges")],
  ["water ", has("water")],
  ["the ", has("the")],
  ["\"the old bridge\"", phrase("the", "old", "bridge")],
  ["1066 ", has("1066")],
]) {
  test(`a query costs a few small files, and nothing is lost: ${query}`, async (t) => {
    found ??= documents();
    const want = found.filter((d) => parts.some((p) => p(d))).length;
    const got = await ask(query, { of, whole: false });
    const sizes = got.files.map((url) => of.size(decodeURIComponent(new URL(url).pathname).slice(of.folder.length + 1)));
    const total = sizes.reduce((a, b) => a + b, 0);
    t.diagnostic(`${got.found} results of ${found.length} documents; ${sizes.length} files, ${Math.round(total / KB)} KB, the largest ${Math.round(Math.max(...sizes) / KB)} KB`);
    assert.equal(got.found, want, got.status);
    assert.ok(got.links.length > 0 || !want);
    assert.ok(sizes.length <= 20, `${sizes.length} files`);
    assert.ok(Math.max(...sizes) <= 128 * KB, `${Math.max(...sizes)}`);
  });
}

test("the last of many results is shown", async () => {
  found ??= documents();
  const want = found.filter(phrase("high", "water")).length;
  const got = await ask("\"high water\"", { of });
  assert.ok(want > 100, `${want}`);
  assert.equal(new Set(got.links).size, want);
});
