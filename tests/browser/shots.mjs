// The pictures of the README: npm run shots, after a build. Few colours, so that they stay small.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import UPNG from "upng-js";
import { args, executablePath } from "./lib/chromium.mjs";
import { root, site } from "./lib/site.mjs";

const COLOURS = 96, width = 1160, height = 760;
const topic = site.fullest("topics"), source = site.fullest("sources");

/// A topic, and its source with a cited range lit up.
const cited = site.text(source).match(/<tbody id="([^"]+)"/)[1];
const looks = { topic, source: `${source}#${cited}` };

const folder = join(root, "docs/img");
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args });
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const tab = await context.newPage();
  for (const [name, page] of Object.entries(looks)) {
    await tab.goto(site.url(page));
    await tab.evaluate(() => document.fonts.ready);
    const png = await tab.screenshot();
    const shot = UPNG.decode(png.buffer.slice(png.byteOffset, png.byteOffset + png.length));
    const bytes = Buffer.from(UPNG.encode(UPNG.toRGBA8(shot), shot.width, shot.height, COLOURS));
    const file = join(folder, `${name}-${colorScheme}.png`);
    writeFileSync(file, bytes);
    console.log(`${file}: ${bytes.length} bytes`);
  }
  await context.close();
}
await browser.close();
