// Bytes, requests, and nothing that moves while the page loads.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./lib/chromium.mjs";
import { serve } from "./lib/serve.mjs";
import { site } from "./lib/site.mjs";

const KB = 1024;
const sum = (files, of) => files.reduce((total, f) => total + of(f), 0);

test("a topic: 60 KB, 16 KB compressed", () => {
  const heavy = site.pages.filter((p) => p.startsWith("topics/"))
    .filter((p) => site.size(p) > 60 * KB || site.gzipped(p) > 16 * KB)
    .map((p) => `${p}: ${site.size(p)} bytes, ${site.gzipped(p)} compressed`);
  assert.deepEqual(heavy, []);
});

test("fonts: 100 KB", () => {
  const bytes = sum(site.files.filter((f) => f.endsWith(".woff2")), (f) => site.size(f));
  assert.ok(bytes > 0 && bytes <= 100 * KB, `${bytes} bytes`);
});

for (const page of site.kinds) {
  test(`requests, styles and scripts: ${page}`, () =>
    open(page, async (tab) => {
      assert.deepEqual(tab.problems, []);
      const inside = site.url("index.html").slice(0, -"index.html".length);
      assert.deepEqual(tab.requests.filter((r) => !r.startsWith(inside)), [], "from outside");
      const limit = page === "search.html" ? 20 : 8;
      assert.ok(tab.requests.length <= limit, `${tab.requests.length} requests: ${tab.requests.join(" ")}`);
      const files = tab.requests.map((r) => decodeURI(r.slice(inside.length)).split(/[?#]/)[0]);
      const styles = sum(files.filter((f) => f.endsWith(".css")), (f) => site.gzipped(f));
      assert.ok(styles > 0 && styles <= 5 * KB, `styles: ${styles} bytes compressed`);
      const scripts = files.filter((f) => /^assets\/[^/]*\.js$/.test(f));
      // The search has a script of its own, and an index beside it.
      const shared = sum(scripts.filter((f) => f !== "assets/search.js"), (f) => site.gzipped(f));
      assert.ok(shared > 0 && shared <= 3 * KB, `scripts: ${shared} bytes compressed`);
      if (scripts.includes("assets/search.js")) assert.ok(site.gzipped("assets/search.js") <= 5 * KB);
    }));
}

test("nothing moves when fonts come late", async () => {
  const at = await serve(site, { late: (file) => (file.endsWith(".woff2") ? 600 : 0) });
  try {
    for (const page of site.kinds) {
      for (const width of [1280, 412, 390]) {
        await open(at.url + page, { width }, async (tab) => {
          await tab.waitForTimeout(900);
          const moved = await tab.evaluate(() => new Promise((done) => {
            let total = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((e) => (total += e.value)))
              .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(total), 100);
          }));
          assert.ok(moved <= 0.01, `${page}, ${width} px: CLS ${moved}`);
        });
      }
    }
  } finally {
    at.close();
  }
});
