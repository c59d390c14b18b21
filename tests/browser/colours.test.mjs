// Light, dark, the reader's choice between them, and paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open, style } from "./lib/chromium.mjs";
import { site } from "./lib/site.mjs";

const topic = site.fullest("topics");
const paper = (tab) => style(tab.locator("body"), "background-color");
const lightness = (rgb) => rgb.match(/\d+/g).slice(0, 3).reduce((sum, n) => sum + Number(n), 0) / 765;

test("the system decides", async () => {
  const [light, dark] = await Promise.all(["light", "dark"].map((colorScheme) => open(topic, { colorScheme }, paper)));
  assert.ok(lightness(light) > 0.9 && lightness(dark) < 0.2, `${light}, ${dark}`);
});

test("the reader decides otherwise, and the choice holds from page to page", () =>
  open("index.html", { colorScheme: "light" }, async (tab) => {
    await tab.selectOption("#theme", "dark");
    assert.ok(lightness(await paper(tab)) < 0.2);
    await tab.goto(site.url(topic));
    assert.ok(lightness(await paper(tab)) < 0.2, "forgotten on the next page");
    assert.equal(await tab.locator("#theme").inputValue(), "dark");
    await tab.selectOption("#theme", "");
    assert.ok(lightness(await paper(tab)) > 0.9);
  }));

test("a choice is there before the first paint", () =>
  open("index.html", { colorScheme: "light" }, async (tab) => {
    await tab.selectOption("#theme", "dark");
    await tab.addInitScript(() => document.addEventListener("DOMContentLoaded", () => {
      window.before = document.documentElement.dataset.theme;
    }, true));
    await tab.reload();
    assert.equal(await tab.evaluate(() => window.before), "dark");
    const script = await tab.locator("head script[src]").first().evaluate((e) => e.defer || e.async);
    assert.ok(!script, "the script waits until the page is there");
  }));

test("paper is white, whatever the screen, and keeps the locators", () =>
  open(topic, { colorScheme: "dark" }, async (tab) => {
    await tab.selectOption("#theme", "dark");
    await tab.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.equal(await paper(tab), "rgb(255, 255, 255)");
    assert.equal(await style(tab.locator("body"), "color"), "rgb(0, 0, 0)");
    assert.ok(lightness(await style(tab.locator(".locator .repaired").first(), "color")) < 0.4, "pale on white");
    assert.ok(await tab.locator(".locator a").first().isVisible());
    assert.ok(await tab.locator("[role=doc-bibliography]").isVisible());
    for (const gone of ["header nav", ".toggle", ".contents", "button", "#theme", ".skip"]) {
      assert.equal(await tab.locator(`${gone}:visible`).count(), 0, `${gone} is printed`);
    }
    assert.equal(await style(tab.locator(".passage").first(), "break-inside"), "auto");
    assert.ok((await tab.pdf()).length > 10000);
  }));

test("a sign by itself, which axe does not judge, stands out like text", async () => {
  const luminance = (rgb) => rgb.match(/\d+/g).slice(0, 3).map((n) => n / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  for (const colorScheme of ["light", "dark"]) {
    await open(topic, { colorScheme }, async (tab) => {
      const [low, high] = [await paper(tab), await style(tab.locator(".permalink").first(), "color")].map(luminance).sort();
      assert.ok((high + 0.05) / (low + 0.05) >= 4.5, colorScheme);
    });
  }
});
