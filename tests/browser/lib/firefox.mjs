// Debian's Firefox ESR by WebDriver BiDi: Playwright drives only a Firefox of its own.   FIREFOX=…
import { after } from "node:test";
import puppeteer from "puppeteer-core";
import { site } from "./site.mjs";

let browser;

after(async () => browser && (await (await browser).close()));

/// Opens a page over file:// and calls `look` with the tab; `tab.problems` tells what went wrong meanwhile.
export async function open(page, look, { of = site } = {}) {
  browser ??= puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    extraPrefsFirefox: { "privacy.reduceTimerPrecision": false },
  });
  const tab = await (await browser).newPage();
  tab.problems = [];
  tab.on("console", (m) => ["error", "warn"].includes(m.type()) && tab.problems.push(m.text()));
  tab.on("pageerror", (e) => tab.problems.push(e.message));
  tab.on("requestfailed", (r) => tab.problems.push(`failed: ${r.url()}`));
  await tab.setViewport({ width: 1280, height: 900 });
  try {
    await tab.goto(of.url(page));
    return await look(tab);
  } finally {
    await tab.close();
  }
}
