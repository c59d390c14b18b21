// Previews of citations, the mark on the way back, and copying: what scripts add to a topic.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./lib/chromium.mjs";
import { site } from "./lib/site.mjs";

const topic = site.fullest("topics");
const cites = (tab) => tab.locator("[role=doc-biblioref]");
const tip = (tab) => tab.locator("[role=tooltip]");

/// Lets no time pass on the page but what `runFor` says: a busy machine makes nothing late.
const stopped = async (tab) => {
  await tab.clock.install({ time: 0 });
  await tab.clock.pauseAt(1000);
  return (ms) => tab.clock.runFor(ms);
};

/// What the page's own list says, without the ways back.
const listed = (tab, cite) => cite.evaluate((a) => {
  const item = document.querySelector(a.hash).cloneNode(true);
  item.querySelectorAll("[role=doc-backlink]").forEach((e) => e.parentNode.remove());
  return item.textContent.replace(/\s+/g, " ").trim();
});

test("a preview comes 400 ms after the pointer and goes 300 ms after it", () =>
  open(topic, async (tab) => {
    const pass = await stopped(tab);
    const cite = cites(tab).first();
    await cite.hover();
    await pass(399);
    assert.equal(await tip(tab).count(), 0, "too early");
    await pass(1);
    assert.ok(await tip(tab).isVisible(), "too late");
    assert.equal((await tip(tab).innerText()).replace(/\s+/g, " "), await listed(tab, cite));
    assert.equal(await tip(tab).locator("a, button").count(), 0, "a link in a tooltip can't be reached");
    assert.equal(await cite.getAttribute("aria-describedby"), await tip(tab).getAttribute("id"));
    await tab.mouse.move(2, 2);
    await pass(299);
    assert.ok(await tip(tab).isVisible(), "gone too early");
    await pass(1);
    assert.ok(!(await tip(tab).isVisible()), "gone too late");
    assert.equal(await cite.getAttribute("aria-describedby"), null);
  }));

test("the pointer can rest on the preview", () =>
  open(topic, async (tab) => {
    const pass = await stopped(tab);
    await cites(tab).first().hover();
    await pass(400);
    await tip(tab).hover();
    await pass(600);
    assert.ok(await tip(tab).isVisible());
  }));

test("a preview comes with the focus, Esc takes it away and leaves the focus", () =>
  open(topic, async (tab) => {
    const pass = await stopped(tab);
    const cite = cites(tab).first();
    await cite.focus();
    await pass(400);
    assert.ok(await tip(tab).isVisible());
    await tab.keyboard.press("Escape");
    assert.ok(!(await tip(tab).isVisible()));
    assert.ok(await cite.evaluate((e) => e === document.activeElement));
    await cites(tab).nth(1).focus();
    await pass(400);
    assert.ok(await tip(tab).isVisible());
    await tab.locator(".brand a").focus();
    await pass(300);
    assert.ok(!(await tip(tab).isVisible()));
  }));

test("a preview stays inside the window", async () => {
  for (const width of [1280, 390, 320]) {
    await open(topic, { width }, async (tab) => {
      const pass = await stopped(tab);
      for (const cite of [cites(tab).first(), cites(tab).last()]) {
        await cite.focus();
        await pass(400);
        const box = await tip(tab).boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${width} px: ${JSON.stringify(box)}`);
        assert.ok(box.y >= 0 && box.y + box.height <= 900, `${width} px: ${JSON.stringify(box)}`);
      }
    });
  }
});

test("a touch goes to the list without a preview", () =>
  open(topic, { hasTouch: true, isMobile: true, width: 390 }, async (tab) => {
    const pass = await stopped(tab);
    await cites(tab).first().tap();
    await pass(700);
    assert.match(tab.url(), /#r-\d+$/);
    assert.equal(await tab.locator("[role=tooltip]:visible").count(), 0);
  }));

test("the list marks the use that the reader came from", () =>
  open(topic, async (tab) => {
    const several = tab.locator("[role=doc-bibliography] li:has([role=doc-backlink] ~ [role=doc-backlink])").first();
    const backs = await several.locator("[role=doc-backlink]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const back of backs.slice(0, 2)) {
      await tab.locator(back).click();
      const marked = tab.locator("[role=doc-backlink][aria-current]");
      assert.equal(await marked.count(), 1);
      assert.equal(await marked.getAttribute("href"), back);
    }
  }));

test("a citation can be copied", () =>
  open(topic, { permissions: ["clipboard-read", "clipboard-write"] }, async (tab) => {
    await tab.locator(".passage button.copy").first().click();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.startsWith(await listed(tab, cites(tab).first())), copied);
    assert.ok(copied.includes(await tab.title()), copied);
    await tab.locator("[role=status]", { hasText: copied }).waitFor({ state: "attached", timeout: 2000 });
  }));
