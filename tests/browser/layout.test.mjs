// Narrow windows, wide spacing, large fingers, and scripts that run from right to left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./lib/chromium.mjs";
import { build, site, variant } from "./lib/site.mjs";

const tooWide = (tab) => tab.evaluate(() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1);
  return [`${page.scrollWidth} px in ${page.clientWidth}`, ...out.slice(0, 5).map((e) => e.outerHTML.slice(0, 90))];
});

/// What the success criterion 1.4.12 of WCAG asks a page to stand.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-block-end: 2em !important; }`;

for (const page of site.kinds) {
  test(`320 px, with and without wide spacing: ${page}`, () =>
    open(page, { width: 320, bypassCSP: true }, async (tab) => {
      assert.deepEqual(await tooWide(tab), []);
      await tab.addStyleTag({ content: SPACING });
      assert.deepEqual(await tooWide(tab), []);
      const cut = await tab.evaluate(() => [...document.querySelectorAll("body *")].filter((e) => {
        const s = getComputedStyle(e);
        const clips = s.overflowY === "hidden" || s.overflowX === "hidden";
        return clips && !e.closest(".hidden") && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
      }).map((e) => e.outerHTML.slice(0, 90)));
      assert.deepEqual(cut, [], "text is cut off");
    }));

  test(`targets of 24 px or with that much room: ${page}`, () =>
    open(page, { width: 390 }, async (tab) => {
      // WCAG 2.5.8: smaller ones only in a sentence, or where a circle of 24 px around each touches no other.
      const small = await tab.evaluate(() => {
        const inSentence = (e) => {
          const block = e.closest("p, li, dd, td, caption, h1, h2, h3");
          return getComputedStyle(e).display === "inline" && block && block.textContent.trim() !== e.textContent.trim();
        };
        const all = [...document.querySelectorAll("a[href], button, select, input, summary")]
          .filter((e) => e.checkVisibility() && !e.closest(".skip"));
        const boxes = all.map((e) => e.getBoundingClientRect());
        const middle = (b) => [b.x + b.width / 2, b.y + b.height / 2];
        return all.filter((e, i) => {
          const b = boxes[i];
          if ((b.width >= 24 && b.height >= 24) || inSentence(e)) return false;
          const [x, y] = middle(b);
          return boxes.some((o, j) => {
            if (j === i) return false;
            const [u, v] = middle(o);
            const near = Math.hypot(x - Math.max(o.x, Math.min(x, o.right)), y - Math.max(o.y, Math.min(y, o.bottom)));
            const small = o.width < 24 || o.height < 24;
            return small ? Math.hypot(x - u, y - v) < 24 : near < 12;
          });
        }).map((e) => e.outerHTML.slice(0, 100));
      });
      assert.deepEqual(small.slice(0, 5), []);
    }));
}

test("from right to left, everything changes sides", async () => {
  const of = variant('language = "ar"');
  const topic = of.fullest("topics");
  for (const page of of.kinds) {
    for (const width of [1280, 320]) {
      await open(page, { of, width }, async (tab) => {
        assert.deepEqual(tab.problems, []);
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${page}, ${width} px: ${wide} px too wide`);
      });
    }
  }
  await open(topic, { of }, async (tab) => {
    assert.equal(await tab.evaluate(() => document.documentElement.dir), "rtl");
    const [locator, text] = [await tab.locator(".locator").first().boundingBox(), await tab.locator(".passage h2").first().boundingBox()];
    assert.ok(locator.x >= text.x + text.width - 1, "the locator is not in the right margin");
  });
  const left = await open(site.fullest("topics"), async (tab) =>
    [await tab.locator(".locator").first().boundingBox(), await tab.locator(".passage h2").first().boundingBox()]);
  assert.ok(left[0].x + left[0].width <= left[1].x + 1, "the locator is not in the left margin");
});

test("a source that runs from right to left does so in a book from left to right", async () => {
  const of = build({
    "book.toml": "[book]\ntitle = \"Cities\"\n[[topic]]\nid = \"all\"\ntitle = \"All\"\nterms = [\"القاهرة\"]\n",
    "seeds/cairo.txt": "تاريخ المدينة\n\nبنيت مدينة القاهرة عام 969 على يد جوهر الصقلي.\n",
  });
  // The full stop is on the left of what it ends.
  const ends = (e) => {
    const text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode(), at = text.data.indexOf(".");
    const left = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect().left;
    };
    return left(at, at + 1) - left(0, 1);
  };
  for (const [page, line] of [["topics/all.html", "[data-lines='3']"], ["sources/cairo.html", "#L3 code"]]) {
    await open(page, { of }, async (tab) => {
      await tab.locator(line).evaluate((e) => e.querySelectorAll("a.term").forEach((a) => a.replaceWith(...a.childNodes)));
      await tab.locator(line).evaluate((e) => e.normalize());
      assert.ok(await tab.locator(line).evaluate(ends) < 0, page);
    });
  }
});

test("a name with a hyphen is not broken at it", () =>
  open("references.html", async (tab) => {
    const links = tab.locator(".lede a");
    assert.deepEqual(await links.evaluateAll((all) => all.map((a) => a.getClientRects().length)), [1, 1]);
    const heights = await links.evaluateAll((all) => all.map((a) => a.getBoundingClientRect().height));
    assert.equal(heights[0], heights[1]);
  }));
