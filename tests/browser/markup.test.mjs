// Every page is valid: by html-validate, and by the Nu checker of the W3C.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { promisify } from "node:util";
import { HtmlValidate } from "html-validate";
import { site as book } from "./lib/site.mjs";
import { written } from "./lib/written.mjs";

const SITES = { "this book": book, "a book of Markdown": written() };

for (const [name, site] of Object.entries(SITES)) {
  test(`html-validate: recommended, document and a11y: ${name}`, async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
      rules: {
        // White space and long titles are the sources' own.
        "long-title": "off",
        "no-trailing-whitespace": "off",
        // Browsers refuse `integrity` on file://, and nothing here comes from elsewhere.
        "require-sri": ["error", { target: "crossorigin" }],
      },
    });
    const wrong = [];
    for (const page of site.pages) {
      const { results } = await validator.validateString(site.text(page), page);
      wrong.push(...results.flatMap((r) => r.messages.map((m) => `${page}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
    }
    assert.deepEqual(wrong, []);
  });

  test(`the Nu checker: ${name}`, async () => {
    const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
    const args = ["-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html", site.folder];
    const { stderr } = await promisify(execFile)("java", args, { maxBuffer: 1 << 28 });
    const { messages } = JSON.parse(stderr);
    const told = messages.filter((m) => m.type !== "info" || m.subType === "warning")
      // From a file it can't tell what the policy's 'self' means, and it takes JSON-LD for a script; that the policy
      // lets all of the page in, and nothing else, is seen in browsers (weight.test.mjs) and below.
      .filter((m) => !/^(Resource|Inline script) violates Content Security Policy/.test(m.message));
    assert.deepEqual(told.map((m) => `${m.url.replace(/^file:/, "").replace(site.folder, "")}:${m.lastLine} ${m.message}`), []);
  });

  test(`no inline script or style, nothing from outside: ${name}`, () => {
    const inline = /<style|\sstyle=|<script(?![^>]*\s(?:src=|type="application\/(?:ld\+)?json"))|\son[a-z]+=/g;
    const wrong = site.pages.flatMap((page) => {
      // Words of the sources are text by now; only tags can hold an attribute.
      const tags = site.text(page).match(/<[a-z][^>]*>/gi) ?? [];
      const outside = tags.filter((t) => /^<(?:script|link|img|iframe)/.test(t) && /(?:src|href)="(?:https?:)?\/\//.test(t));
      return [...tags.filter((t) => t.match(inline)), ...outside.filter((t) => !/rel="(?:canonical|license)"/.test(t))]
        .map((t) => `${page}: ${t}`);
    });
    assert.deepEqual(wrong, []);
  });
}
