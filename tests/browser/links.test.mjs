// Every link and fragment leads somewhere: a look of our own, apart from the one that the program takes.
import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import { broken } from "./lib/links.mjs";
import { site } from "./lib/site.mjs";

test("no link and no fragment is broken", () => {
  const { links, wrong } = broken(site);
  assert.ok(links > 100, `only ${links} links seen`);
  assert.deepEqual(wrong, []);
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

test("over HTTP, every file is where the links have it", { skip: !site.address && "PAGES is not set" }, async () => {
  for (const file of site.files.filter((f) => !f.split("/").some((part) => part.startsWith(".")))) {
    const found = await fetch(site.url(file), { redirect: "error" });
    assert.equal(found.status, 200, file);
    assert.equal((await found.arrayBuffer()).byteLength, site.size(file), file);
  }
  assert.equal((await fetch(site.url("topics"), { redirect: "manual" })).headers.get("location"), new URL(site.url("topics/")).pathname);
  const missing = await fetch(site.url("no/such/page.html"));
  assert.equal(missing.status, 404);
  assert.equal((await fetch(site.address.slice(0, -1))).url, site.address);
});
