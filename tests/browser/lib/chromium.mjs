// Chromium by Playwright.   CHROMIUM=… when it is not /usr/bin/chromium
import { after } from "node:test";
import { chromium } from "playwright-core";
import { site } from "./site.mjs";

export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
let browser;

after(async () => browser && (await (await browser).close()));

/// Opens a page and calls `look` with the tab; `tab.problems` and `tab.requests` tell what happened meanwhile.
export async function open(page, options, look) {
  if (typeof options === "function") [options, look] = [{}, options];
  const { width = 1280, height = 900, of = site, ...rest } = options;
  browser ??= chromium.launch({ executablePath, args });
  const context = await (await browser).newContext({ viewport: { width, height }, ...rest });
  const tab = await context.newPage();
  tab.problems = [];
  tab.requests = [];
  tab.on("console", (m) => ["error", "warning"].includes(m.type()) && tab.problems.push(m.text()));
  tab.on("pageerror", (e) => tab.problems.push(e.message));
  tab.on("requestfailed", (r) => tab.problems.push(`failed: ${r.url()}`));
  tab.on("request", (r) => tab.requests.push(r.url()));
  try {
    await tab.goto(/^https?:/.test(page) ? page : of.url(page));
    if (rest.javaScriptEnabled !== false) await tab.evaluate(() => document.fonts.ready);
    return await look(tab);
  } finally {
    await context.close();
  }
}

/// A computed style.
export const style = (locator, name) => locator.evaluate((e, name) => getComputedStyle(e).getPropertyValue(name), name);
