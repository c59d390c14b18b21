// All that a pointer can do, the keyboard can.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, style } from "./lib/chromium.mjs";
import { site } from "./lib/site.mjs";

const topic = site.fullest("topics");

test("the first key stroke offers to skip to the text", () =>
  open(topic, async (tab) => {
    await tab.keyboard.press("Tab");
    const skip = tab.locator(".skip:focus");
    assert.ok(await skip.isVisible());
    const box = await skip.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0, "the offer is outside of the window");
    await tab.keyboard.press("Enter");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "main");
  }));

for (const page of site.kinds) {
  test(`every stop shows where it is, in the order of the page: ${page}`, () =>
    open(page, async (tab) => {
      const stops = await tab.evaluate(() => [...document.querySelectorAll(
        "a[href], button:not([hidden]), select, input, summary, [tabindex='0']")].filter((e) => e.checkVisibility()).length);
      // A page may put the focus where it is wanted; the way begins at its top all the same.
      await tab.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); });
      const seen = new Set();
      for (let i = 0; i < Math.min(stops, 60); i += 1) {
        await tab.keyboard.press("Tab");
        const at = await tab.evaluate(() => {
          const e = document.activeElement;
          if (e === document.body) return null;
          window.stops ??= [];
          const last = window.stops.at(-1);
          const backwards = last && !(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
          window.stops.push(e);
          return { backwards, what: e.outerHTML.slice(0, 100), ring: getComputedStyle(e).outlineStyle, n: window.stops.length };
        });
        if (!at) break;
        assert.ok(!at.backwards, `goes back to ${at.what}`);
        assert.notEqual(at.ring, "none", `no ring around ${at.what}`);
        seen.add(at.n);
      }
      assert.ok(seen.size >= Math.min(stops, 60) - 1, `${seen.size} of ${stops} stops reached`);
    }));
}

test("the space bar shows repairs", () =>
  open(topic, async (tab) => {
    await tab.locator("#show-repairs").focus();
    await tab.keyboard.press("Space");
    assert.equal(await style(tab.locator("main del").first(), "display"), "inline");
  }));

test("code and wide tables that scroll can be reached", () =>
  open(site.fullest("sources"), { width: 320 }, async (tab) => {
    const stuck = await tab.evaluate(() => [...document.querySelectorAll("main *")].filter((e) =>
      e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX) &&
      e.tabIndex < 0 && !e.querySelector("a, button, input")).map((e) => e.outerHTML.slice(0, 80)));
    assert.deepEqual(stuck, []);
  }));
