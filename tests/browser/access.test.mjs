// axe on every kind of page, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./lib/axe.mjs";
import { open } from "./lib/chromium.mjs";
import { site } from "./lib/site.mjs";

for (const page of site.kinds) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`axe: ${page}, ${colorScheme}, ${width} px`, () =>
        open(page, { colorScheme, width, bypassCSP: true }, async (tab) => {
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
