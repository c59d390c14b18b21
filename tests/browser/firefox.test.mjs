// The same pages by double-click in Firefox, which refuses other things on file:// than Chromium does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./lib/firefox.mjs";
import { site } from "./lib/site.mjs";

const topic = site.fullest("topics");

for (const page of site.kinds) {
  test(`opens without a word: ${page}`, () =>
    open(page, async (tab) => {
      assert.deepEqual(tab.problems, []);
      const fonts = await tab.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].filter((f) => f.family.includes("Literata") && f.status === "loaded").length;
      });
      assert.ok(fonts > 0, "the font did not come");
      assert.ok(await tab.$eval("#theme", (e) => e.checkVisibility()), "the script did not run");
    }));
}

test("a cited range lights up", () =>
  open(topic, async (tab) => {
    await Promise.all([tab.waitForNavigation(), tab.click(".passage .locator a[href*='-L']")]);
    assert.notEqual(await tab.$eval("tbody:target", (e) => getComputedStyle(e).backgroundColor), "rgba(0, 0, 0, 0)");
  }));

test("repairs show on request", () =>
  open(topic, async (tab) => {
    await tab.click("#show-repairs");
    assert.equal(await tab.$eval("main del", (e) => getComputedStyle(e).display), "inline");
  }));

test("a preview comes and goes", () =>
  open(topic, async (tab) => {
    await tab.focus("[role=doc-biblioref]");
    await tab.waitForSelector("[role=tooltip]", { visible: true, timeout: 3000 });
    await tab.keyboard.press("Escape");
    await tab.waitForSelector("[role=tooltip]", { hidden: true, timeout: 3000 });
  }));

test("the choice of colours holds", () =>
  open("index.html", async (tab) => {
    await tab.select("#theme", "dark");
    await tab.goto(site.url(topic));
    assert.equal(await tab.evaluate(() => document.documentElement.dataset.theme), "dark");
    await tab.select("#theme", "");
  }));

test("no page is wider than 320 px", async () => {
  for (const page of site.kinds) {
    await open(page, async (tab) => {
      await tab.setViewport({ width: 320, height: 800 });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${page}: ${wide} px too wide`);
    });
  }
});
