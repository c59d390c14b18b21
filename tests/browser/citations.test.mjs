// References as data: CSL-JSON is held to the schema of its makers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { open } from "./lib/chromium.mjs";
import { build, root, site } from "./lib/site.mjs";

const schema = JSON.parse(readFileSync(join(root, "tests/fixtures/csl/csl-data.json"), "utf8"));
const validate = new Ajv({ strict: false }).compile(schema);
const check = (items) => assert.ok(validate(items), JSON.stringify(validate.errors, null, 1));

const TEXT = `How Rivers Move

Rivers move because water runs down-hill, and it takes the bank with it, year after year.

B.C. Able-Case et al., Sustained flow of a river under induced pressure, Rivers, 364:eaat8078, 2019.

2. Able BC, de Case D. Does water move? A trial. J Riv Res. 2016 Mar 3;77(2 Suppl):42–51. doi: 10.1016/j.jriv.2016.02.023.

3. Able, B. C. (2001). A work of note. River Press. Retrieved from https://example.org/a. https://doi.org/10.1000/xyz

4. Silva A. The Book of Floods. Porto: River Press; 2009.

5. Able C, Case S. Water and land. In: Handbook Of Rivers. New York: River Press; 2009:632-645.

6. Able, B., and Case, D. Of water and how it moves. arXiv preprint arXiv:2012.16245v2 (2021).
`;
const META = `address = "https://example.org/a?b=1"
title = "A <b>title</b> & “more”"
site = "Example"
author = ["Silva, Ana", "Example and Sons, Ltd"]
published = "2019-04"
retrieved = "2020-01-31"
licence = "CC BY 4.0"
`;

test("this site's references are CSL-JSON", () => check(JSON.parse(site.text("references.json"))));

test("so are those of sources of which all is known, and of works in several styles", () => {
  const of = build({ "book.toml": '[book]\ntitle = "B"\n', "seeds/a.txt": TEXT, "seeds/a.meta.toml": META });
  const items = JSON.parse(of.text("references.json"));
  check(items);
  assert.deepEqual(
    items.map((i) => i.type),
    ["webpage", "article-journal", "article-journal", "document", "book", "chapter", "article"],
    JSON.stringify(items, null, 1),
  );
  for (const field of ["author", "container-title", "issued", "accessed", "URL"]) assert.ok(items[0][field], field);
  assert.ok(items.some((i) => i.DOI && i.issue && i.page));
  const [, , , , book, chapter, preprint] = items;
  assert.deepEqual([book.title, book.publisher, book["publisher-place"]], ["The Book of Floods", "River Press", "Porto"]);
  assert.deepEqual([chapter["container-title"], chapter.page], ["Handbook Of Rivers", "632-645"]);
  assert.deepEqual([preprint.archive, preprint.archive_location], ["arXiv", "2012.16245"]);
});

test("what is no CSL-JSON is found", () => {
  assert.ok(!validate([{ id: "a", type: "web-page" }]));
  assert.ok(!validate([{ id: "a", type: "webpage", year: 2019 }]));
});

// More sources than one page can hold.
const many = build({
  "book.toml": '[book]\ntitle = "B"\n',
  ...Object.fromEntries(Array.from({ length: 120 }, (_, i) => [
    `seeds/${String(i).padStart(3, "0")}.txt`,
    `River Number ${i}\n\nThe water of river ${i} is as cold as that of any other, and ${i} fish live there.\n`,
  ])),
});

test("an address in references.html leads to the entry, with and without scripts", async () => {
  const [, id] = many.text("references/3.html").match(/<section class="entry" id="(s-[^"]+)"/);
  await open(`references.html#${id}`, { of: many }, async (tab) => {
    await tab.waitForURL((url) => url.pathname.endsWith("references/3.html") && url.hash === `#${id}`);
    await tab.locator(`.entry#${id}`).waitFor();
  });
  await open(`references.html#${id}`, { of: many, javaScriptEnabled: false }, async (tab) => {
    await tab.locator("li:target a").click();
    await tab.locator(`.entry#${id}`).waitFor();
  });
});
