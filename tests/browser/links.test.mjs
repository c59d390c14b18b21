// Every link and fragment leads somewhere: a look of our own, apart from the one that the program takes.
import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import { site } from "./lib/site.mjs";

const decode = (s) => s.replace(/&(amp|quot|lt|gt|#x27|#39|#x2F);/g, (_, n) =>
  ({ amp: "&", quot: '"', lt: "<", gt: ">", "#x27": "'", "#39": "'", "#x2F": "/" })[n]);

test("no link and no fragment is broken", () => {
  const ids = new Map(site.pages.map((page) => [page, new Set()]));
  for (const page of site.pages) {
    for (const [, id] of site.text(page).matchAll(/<[a-z][^>]*?\sid="([^"]*)"/gi)) {
      assert.ok(!ids.get(page).has(id), `${page} has the id ${id} twice`);
      ids.get(page).add(decode(id));
    }
  }
  const files = new Set(site.files), broken = [];
  let links = 0;
  for (const page of site.pages) {
    // Its addresses begin at the site's root, wherever that is.
    if (page === "404.html") continue;
    for (const [, raw] of site.text(page).matchAll(/<[a-z][^>]*?\s(?:href|src|action)="([^"]*)"/gi)) {
      const link = decode(raw);
      links += 1;
      if (/^(https?|mailto):/.test(link)) continue;
      const [, path, fragment] = link.match(/^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s);
      const target = path ? posix.normalize(posix.join(posix.dirname(page), decodeURI(path))) : page;
      if (!files.has(target)) broken.push(`${page}: ${link}: no such file`);
      else if (fragment && ids.has(target) && !ids.get(target).has(decodeURIComponent(fragment))) {
        broken.push(`${page}: ${link}: no such place`);
      }
    }
  }
  assert.ok(links > 100, `only ${links} links seen`);
  assert.deepEqual(broken, []);
});

test("addresses in styles lead somewhere", () => {
  const files = new Set(site.files), broken = [];
  for (const sheet of site.files.filter((f) => f.endsWith(".css"))) {
    for (const [, to] of site.text(sheet).matchAll(/url\(["']?([^"')]+)/g)) {
      if (!files.has(posix.normalize(posix.join(posix.dirname(sheet), to)))) broken.push(`${sheet}: ${to}`);
    }
  }
  assert.deepEqual(broken, []);
});
