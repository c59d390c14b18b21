// The search of this repository's own book: over file://, at the root of a host and below a path of it, from the same
// files. What must be found is counted from the pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "./lib/chromium.mjs";
import { open as inFirefox } from "./lib/firefox.mjs";
import { address, answer, answered, ask, begins, documents, has, numbers, phrase } from "./lib/search.mjs";
import { serve } from "./lib/serve.mjs";
import { site, variant } from "./lib/site.mjs";

let book, hosts;
before(async () => {
  book = await documents(site);
  hosts = [await serve(site), await serve(site, { base: "/a/book/" })];
});
after(() => hosts.forEach((host) => host.close()));

// A query; what each of its parts must be. All documents with any part are results, those with all come first.
const QUERIES = [
  ["ketamine ", has("ketamine")],
  ["depression ", has("depression")],
  ["Depressions ", has("depression")],
  ["receptors ", has("receptor")],
  ["brain ", has("brain")],
  ["NMDA ", has("nmda")],
  ["glutamate ", has("glutamate")],
  ["insurance ", has("insurance")],
  ["1960s ", has("1960s")],
  ["patients ", has("patient")],
  ["synapses ", has("synapse")],
  ["mice ", has("mice")],
  ["treatment ", has("treatment")],
  ["dont ", (d) => d.words.some((block) => block.some((w) => w === "don't" || w === "dont"))],
  ["elephant ", has("elephant")],
  ["ketamine depression ", has("ketamine"), has("depression")],
  ["insurance coverage ketamine ", has("insurance"), has("coverage"), has("ketamine")],
  ["side effects ", has("side"), has("effects")],
  ["how does ketamine work ", has("ketamine"), has("work")],
  ["what is the history of anesthesia ", has("history"), has("anesthesia")],
  ["brain elephant ", has("brain"), has("elephant")],
  ["\"side effects\"", phrase("side", "effects")],
  ["\"out of pocket\"", phrase("out", "of", "pocket")],
  ["\"the brain\"", phrase("the", "brain")],
  ["\"treatment-resistant depression\"", phrase("treatment", "resistant", "depression")],
  ["\"effects side\"", phrase("effects", "side")],
  ["off-label ", phrase("off", "label")],
  ["neuro*", begins("neuro")],
  ["pre*", begins("pre")],
  ["antid", begins("antid")],
  ["the ", has("the")],
  ["to be or not ", has("to"), has("be"), has("or"), has("not")],
  ["\"Prefrontal Cortex\" amygdala ", phrase("prefrontal", "cortex"), has("amygdala")],
];
const count = (parts, which) => book.filter((d) => parts[which]((p) => p(d))).length;

test("the book has documents to be found", () => assert.ok(book.length >= 20, `${book.length} documents`));

for (const [i, place] of ["file://", "the root of a host", "a path of a host"].entries()) {
  for (const [query, ...parts] of QUERIES) {
    test(`${place}: ${query}`, async () => {
      const want = { found: count(parts, "some"), all: count(parts, "every") };
      const got = await ask(query, { of: site, root: i ? hosts[i - 1].url : undefined });
      assert.equal(got.found, want.found, got.status);
      assert.equal(got.links.length, want.found, "all are shown");
      assert.equal(new Set(got.links).size, got.links.length, "each once");
      if (parts.length > 1 && want.found) assert.equal(got.all, want.all, got.status);
      assert.ok(!want.found || got.marks > 0, "no mark");
      assert.ok(got.files.length <= 20, `${got.files.length} files`);
      assert.deepEqual(got.problems, []);
    });
  }
}

for (const [query, ...parts] of QUERIES) {
  test(`Firefox: ${query}`, () =>
    inFirefox(address(query), async (tab) => {
      await tab.waitForFunction(answered, { timeout: 10000 });
      const { status } = await tab.evaluate(answer);
      assert.equal(numbers(status).found, count(parts, "some"), status);
    }));
}

test("the passage that is about it comes first, and its link leads to it", () =>
  open(address("\"out of pocket\""), async (tab) => {
    await tab.locator("#results a").first().click();
    await tab.locator(":target").waitFor();
    assert.match(await tab.locator(":target").textContent(), /out of pocket/i);
  }));

test("of a phrase nothing but the phrase is marked, and every result shows it", () =>
  open(address("\"the effects of\""), async (tab) => {
    await tab.locator("#results li").first().waitFor();
    const marks = await tab.locator("#results li").evaluateAll((items) =>
      items.map((item) => [...item.querySelectorAll("mark")].map((mark) => mark.textContent)));
    assert.ok(marks.length > 1, `${marks.length} results`);
    for (const some of marks) {
      assert.ok(some.length, "no mark");
      for (const mark of some) assert.match(mark, /^the effects of$/i);
    }
  }));

test("typing, narrowing, arrows and the address", () =>
  open("search.html", async (tab) => {
    const status = () => tab.locator("#status").textContent();
    const shown = (n) => tab.waitForFunction((n) => document.querySelectorAll("#results li").length === n, n);
    const focused = (id) => tab.evaluate((id) => document.activeElement.id === id, id);
    assert.ok(await focused("find"), "the field is ready");
    await tab.keyboard.type("ketam");
    await tab.locator("#status", { hasText: "no “ketam”, but words that begin so" }).waitFor();
    await tab.locator("#results li").first().waitFor();
    assert.ok(tab.url().endsWith("?q=ketam"), tab.url());
    const option = tab.locator("#in option").nth(1);
    const inside = Number(/\(([\d,.]+)\)/.exec(await option.textContent())[1]);
    await tab.selectOption("#in", await option.getAttribute("value"));
    await shown(inside);
    assert.equal(numbers(await status()).found, inside);
    await tab.reload();
    await shown(inside);
    await tab.focus("#find");
    await tab.keyboard.press("ArrowDown");
    await tab.keyboard.press("ArrowDown");
    assert.ok(await tab.evaluate(() => document.activeElement === document.querySelectorAll("#results a")[1]));
    await tab.keyboard.press("Control+k");
    assert.ok(await focused("find"), "Ctrl+K leads back");
    await tab.fill("#find", "");
    await shown(0);
    assert.equal(await status(), "");
    assert.deepEqual(tab.problems, []);
  }));

test("from any page to the results", () =>
  open("audit.html", async (tab) => {
    await tab.keyboard.press("Control+k");
    await tab.keyboard.type("glutamate");
    await tab.keyboard.press("Enter");
    await tab.locator("#results li").first().waitFor();
    assert.match(tab.url(), /search\.html\?q=glutamate/);
    await tab.keyboard.press("ArrowDown");
    assert.ok(await tab.evaluate(() => document.activeElement === document.querySelector("#results a")));
  }));

test("Firefox: from any page to the results", () =>
  inFirefox("index.html", async (tab) => {
    await tab.type("input[name=q]", "glutamate");
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
    await tab.waitForFunction(answered, { timeout: 10000 });
    assert.match((await tab.evaluate(answer)).status, /^\d+ results? for “glutamate”/);
    await tab.keyboard.press("ArrowDown");
    assert.ok(await tab.evaluate(() => document.activeElement === document.querySelector("#results a")));
  }));

test("signs come back as they were typed", async () => {
  assert.equal((await ask("$&", { of: site })).status, "Nothing found for “$&”.");
});

test("German quotes in a German book", async () => {
  assert.match((await ask("glutamate ", { of: variant('language = "de"') })).status, /für „glutamate“/);
});

test("without scripts it says so, and shows no dead field", () =>
  open(address("ketamine"), { javaScriptEnabled: false }, async (tab) => {
    assert.match(await tab.locator("main").innerText(), /needs JavaScript/);
    assert.ok(!(await tab.locator("#find").isVisible()));
  }));
