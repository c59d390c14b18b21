// axe on every kind of page, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./lib/axe.mjs";
import { open } from "./lib/chromium.mjs";
import { address, answered } from "./lib/search.mjs";
import { site } from "./lib/site.mjs";
import { written } from "./lib/written.mjs";

// Markdown sources and pages of the editor's are a book of their own.
const own = written();
const pages = [
  ...site.kinds.map((page) => [page, site]),
  [address("ketamine"), site],
  ...own.pages.filter((p) => /^(topics|pages|sources)\//.test(p)).map((page) => [page, own]),
];

for (const [page, of] of pages) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`axe: ${of === own ? "Markdown: " : ""}${page}, ${colorScheme}, ${width} px`, () =>
        open(page, { of, colorScheme, width, bypassCSP: true }, async (tab) => {
          if (page.includes("?q=")) await tab.waitForFunction(answered);
          assert.deepEqual(await violations(tab), []);
        }));
    }
  }
}

test("axe: repairs shown and a preview open", () =>
  open(site.fullest("topics"), { bypassCSP: true }, async (tab) => {
    if (await tab.locator("#show-repairs").count()) await tab.locator("#show-repairs").check();
    await tab.locator("[role=doc-biblioref]").first().focus();
    await tab.locator("[role=tooltip]").waitFor();
    assert.deepEqual(await violations(tab), []);
  }));
