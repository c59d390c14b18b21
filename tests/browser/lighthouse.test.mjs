// Lighthouse on every kind of page: 100 for all that does not depend on how fast the machine is. Speed, 98 wanted on
// a slow telephone, is told and only held where SPEED=1 says that the machine does nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";
import { args, executablePath } from "./lib/chromium.mjs";
import { serve } from "./lib/serve.mjs";
import { site } from "./lib/site.mjs";

const WANTED = { accessibility: 1, "best-practices": 1, seo: 1 };
const SPEED = { performance: 0.98 };
const held = process.env.SPEED ? { ...WANTED, ...SPEED } : WANTED;

test("scores", { timeout: 900_000 }, async (t) => {
  const browser = await puppeteer.launch({ executablePath, args });
  const at = await serve(site);
  const port = Number(new URL(browser.wsEndpoint()).port);
  try {
    for (const page of site.kinds.filter((p) => p !== "404.html")) {
      await t.test(page, async () => {
        const onlyCategories = Object.keys({ ...WANTED, ...SPEED });
        const { lhr } = await lighthouse(at.url + page, { port, logLevel: "silent", onlyCategories });
        t.diagnostic(`${page}: ${onlyCategories.map((name) => `${name} ${lhr.categories[name].score}`).join(", ")}`);
        const low = Object.entries(held).filter(([name, least]) => !(lhr.categories[name].score >= least));
        const failed = (name) => lhr.categories[name].auditRefs.map((r) => lhr.audits[r.id])
          .filter((a) => a.score !== null && a.score < 1).map((a) => `${a.id} ${a.displayValue ?? ""}`);
        assert.deepEqual(low.map(([name]) => `${name} ${lhr.categories[name].score}: ${failed(name).join(", ")}`), []);
      });
    }
  } finally {
    at.close();
    await browser.close();
  }
});
