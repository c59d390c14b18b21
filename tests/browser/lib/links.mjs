// Links and fragments: a look of our own, apart from the one that the program takes.
import assert from "node:assert/strict";
import { posix } from "node:path";

const decode = (s) => s.replace(/&(amp|quot|lt|gt|#x27|#39|#x2F);/g, (_, n) =>
  ({ amp: "&", quot: '"', lt: "<", gt: ">", "#x27": "'", "#39": "'", "#x2F": "/" })[n]);

/// Links and fragments that lead nowhere, and the number of links that were looked at.
export function broken(site) {
  const ids = new Map(site.pages.map((page) => [page, new Set()]));
  for (const page of site.pages) {
    for (const [, id] of site.text(page).matchAll(/<[a-z][^>]*?\sid="([^"]*)"/gi)) {
      assert.ok(!ids.get(page).has(id), `${page} has the id ${id} twice`);
      ids.get(page).add(decode(id));
    }
  }
  const files = new Set(site.files), wrong = [];
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
      if (!files.has(target)) wrong.push(`${page}: ${link}: no such file`);
      else if (fragment && ids.has(target) && !ids.get(target).has(decodeURIComponent(fragment))) {
        wrong.push(`${page}: ${link}: no such place`);
      }
    }
  }
  return { links, wrong };
}
