// The second theme, examples/plain-theme, on a small book and on one of long topics, sources and lists: nothing of the
// program's looks is in it, and it is whole all the same.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { violations } from "./lib/axe.mjs";
import { open } from "./lib/chromium.mjs";
import { large } from "./lib/large.mjs";
import { broken } from "./lib/links.mjs";
import { build, root } from "./lib/site.mjs";

const example = join(root, "examples/plain-theme");
const files = (folder) => Object.fromEntries(readdirSync(join(example, folder), { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name)).map((f) => [relative(example, f), readFileSync(f)]));
const theme = { ...files("templates"), ...files("static") };
const published = (toml) => toml.replace("[book]\n", '[book]\nsite-url = "https://example.org/plain/"\n');
const small = files(".");
const books = {
  small: build({ ...small, "book.toml": published(String(small["book.toml"])) }),
  large: build({ ...large({ sources: 90 }), ...theme }),
};

test("every kind of page is among them", () => {
  const kinds = new Set(Object.values(books).flatMap((b) => b.pages).map((p) => p.replace(/^(topics|sources|audit|pages|references|terms)\/.*/, "$1")));
  for (const kind of ["404.html", "audit", "audit.html", "index.html", "pages", "references.html", "rules.html", "search.html",
    "sources", "terms.html", "topics"]) assert.ok(kinds.has(kind), kind);
  const of = books.large;
  assert.ok(of.pages.some((p) => /^topics\/[a-z]+-\d+\.html$/.test(p)), "no topic of several pages");
  assert.ok(of.pages.some((p) => /^sources\/long-\d+\.html$/.test(p)), "no source of several pages");
});

for (const [name, book] of Object.entries(books)) {
  test(`${name}: no mark-up of the program's own pages`, () => {
    for (const page of book.pages) {
      const found = book.text(page).match(/class="(?:masthead|passage|lines|facts|lede|locator|entry|told)\b|assets\/(?:style\.css|reader\.js)/);
      assert.equal(found?.[0], undefined, page);
    }
  });

  test(`${name}: no link and no fragment is broken`, () => {
    const { links, wrong } = broken(book);
    assert.ok(links > 100, `only ${links} links seen`);
    assert.deepEqual(wrong.slice(0, 10), []);
  });

  for (const page of book.kinds) {
    test(`${name}: axe: ${page}`, () =>
      open(page, { of: book, width: 390, bypassCSP: true }, async (tab) => {
        // It is opened from a folder: where the page for what is missing belongs, its styles are at the site's root.
        if (page !== "404.html") assert.deepEqual(tab.problems, []);
        assert.deepEqual(await violations(tab), []);
      }));
  }
}

test("passages lead to their lines and lines to their passages", () =>
  open(books.small.fullest("topics"), { of: books.small }, async (tab) => {
    const id = await tab.locator("article").first().getAttribute("id");
    await tab.locator("article .from a[href*='#L']").first().click();
    assert.match(tab.url(), /#L\d+/);
    await tab.locator(`.raw a[href$='#${id}']`).first().click();
    assert.match(tab.url(), new RegExp(`#${id}$`));
  }));

test("the search finds", () =>
  open("search.html?q=lens", { of: books.small }, async (tab) => {
    await tab.locator("#results a").first().click();
    await tab.waitForURL(/topics\/light\.html/);
  }));
