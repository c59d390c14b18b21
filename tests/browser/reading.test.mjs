// What a reader has without scripts: the text, passages and their lines in both directions, repairs on request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, style } from "./lib/chromium.mjs";
import { site } from "./lib/site.mjs";

const still = { javaScriptEnabled: false };
const topic = site.fullest("topics");
const NONE = "rgba(0, 0, 0, 0)";

for (const page of site.kinds) {
  test(`without scripts: ${page}`, () =>
    open(page, still, async (tab) => {
      assert.ok((await tab.locator("main").innerText()).trim().length > 20, "main is empty");
      assert.equal(await tab.locator("button:visible:not([type='submit']), select:visible").count(), 0, "a control that does nothing");
      assert.match(await tab.locator("footer").innerText(), /\d+ .* \+ \d+ .* \+ \d+ .* = [\d,.]+/s, "no account");
      assert.equal(await tab.locator("main#main[tabindex='-1']").count(), 1);
      assert.ok((await tab.locator("h1").count()) === 1, "not one h1");
    }));
}

test("a cited range lights up, line by line as well", () =>
  open(topic, still, async (tab) => {
    await tab.locator(".passage .locator a[href*='-L']").first().click();
    const range = tab.locator("tbody:target");
    await range.waitFor();
    assert.equal(await range.count(), 1, tab.url());
    const lit = await style(range, "background-color");
    assert.notEqual(lit, NONE);
    const [, first, last] = tab.url().match(/#L(\d+)-L(\d+)$/);
    assert.equal(await range.locator("tr").count(), last - first + 1, "the range is not its lines");
    assert.ok(await range.locator(`#L${first}`).isVisible());
    await range.locator(`#L${first} th a`).click();
    assert.equal(await style(tab.locator("tr:target"), "background-color"), lit, "a single line does not light up");
  }));

test("every passage leads to its lines, and every line that it publishes leads back", async () => {
  const passages = new Map(), lines = new Map();
  for (const page of site.pages.filter((p) => p.startsWith("topics/"))) {
    for (const [, id, href] of site.text(page).matchAll(
      /<section class="passage" id="(p-[^"]+)".*?<p class="locator"><a href="\.\.\/(sources\/[^"]+)"/gs)) {
      passages.set(id, { page, href });
    }
  }
  for (const page of site.pages.filter((p) => p.startsWith("sources/"))) {
    const groups = site.text(page).matchAll(/<tbody(?: id="([^"]*)")?>(.*?)<\/tbody>/gs);
    for (const [, range, body] of groups) {
      for (const [, line, row] of body.matchAll(/<tr id="(L\d+)"(.*?)<\/tr>/gs)) {
        const home = row.match(/href="\.\.\/(topics\/[^"#]+)#(p-[^"]+)"/);
        if (home) lines.set(`${page}#${line}`, { page: home[1], id: home[2], range: `${page}#${range ?? line}` });
      }
    }
  }
  assert.ok(passages.size > 0 && lines.size >= passages.size);
  const cited = new Set();
  for (const [at, { page, id, range }] of lines) {
    assert.equal(passages.get(id)?.page, page, `${at} leads to ${page}#${id}, where no passage stands`);
    assert.equal(passages.get(id).href.split("#")[0], at.split("#")[0], `${at} and ${id} name different sources`);
    if (passages.get(id).href === range) cited.add(id);
  }
  assert.deepEqual([...passages.keys()].filter((id) => !cited.has(id)), [], "passages whose lines do not lead back");
});

test("repairs show when they are asked for, and only then", () =>
  open(topic, still, async (tab) => {
    const old = tab.locator("main del").first();
    assert.ok(!(await old.isVisible()));
    await tab.locator("#show-repairs").check();
    assert.ok(await old.isVisible());
    const [ground, now] = [await style(tab.locator("body"), "background-color"),
      await style(tab.locator("main ins").first(), "background-color")];
    assert.notEqual(now, NONE);
    assert.notEqual(now, ground);
  }));

test("a citation leads to the list and the list leads back", () =>
  open(topic, still, async (tab) => {
    const cite = tab.locator("[role=doc-biblioref]").first();
    const id = await cite.getAttribute("id");
    await cite.click();
    const item = tab.locator("section[role=doc-bibliography] > ol > li:target");
    assert.equal(await item.count(), 1);
    assert.notEqual(await style(item, "background-color"), NONE);
    await item.locator("[role=doc-backlink]").first().click();
    assert.equal(new URL(tab.url()).hash, `#${id}`);
    assert.notEqual(await style(tab.locator("a:target"), "background-color"), NONE);
  }));

// What the generator says of a pull-quote stands after its citation.
test("every paragraph of a passage ends in its citation", () =>
  open(topic, still, async (tab) => {
    const cite = ":scope > sup:is(:last-child, :has(+ small[data-gen]:last-child)) > a[role=doc-biblioref]";
    const bare = await tab.locator(".passage [data-lines]:is(p, code)").evaluateAll((all, cite) =>
      all.filter((e) => !(e.closest(".code") ?? e).querySelector(cite))
        .map((e) => e.textContent.slice(0, 60)), cite);
    assert.deepEqual(bare, []);
  }));

test("the way around knows where the reader is", () =>
  open(topic, still, async (tab) => {
    const here = tab.locator("header nav [aria-current=page]");
    assert.equal(await here.count(), 1);
    assert.equal(await here.getAttribute("href"), `../${topic}`);
  }));
