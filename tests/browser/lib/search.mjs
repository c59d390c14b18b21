// Asks the search page of a built site, and reads what there is to be found from the pages themselves.
import snowball from "snowball-stemmers";
import { open } from "./chromium.mjs";

/// In the page: what the search says.
export const answer = () => ({
  status: document.querySelector("#status").textContent,
  links: [...document.querySelectorAll("#results li a")].map((a) => a.getAttribute("href")),
  places: [...document.querySelectorAll("#results li")].map((li) => li.querySelector("small")?.textContent ?? ""),
  marks: document.querySelectorAll("#results mark").length,
});
/// In the page: whether it has come to an end.
export const answered = () => {
  const status = document.querySelector("#status")?.textContent ?? "";
  return status.endsWith(".") && (document.querySelector("#results li") !== null || /Nothing/.test(status));
};
/// How many results it tells of, and how many have all words.
export const numbers = (status) => ({
  found: Number((/^[\d,.]+/.exec(status) ?? ["0"])[0].replace(/\D/g, "")),
  all: Number((/all of the words stand in ([\d,.]+)/.exec(status) ?? [])[1]?.replace(/\D/g, "")),
});
export const address = (query) => `search.html?${new URLSearchParams({ q: query })}`;

/// What the search answers. `root` is where the site is served, `of` the site by itself; `whole` shows all results.
export const ask = (query, { root, of, whole = true }) =>
  open(root ? root + address(query) : address(query), { of }, async (tab) => {
    await tab.waitForFunction(answered);
    while (whole && await tab.locator("#more").isVisible()) {
      const before = await tab.locator("#results li").count();
      await tab.click("#more");
      await tab.waitForFunction((n) => document.querySelectorAll("#results li").length > n, before);
    }
    const said = await tab.evaluate(answer);
    const files = tab.requests.filter((r) => r.includes("/assets/search/"));
    return { ...said, ...numbers(said.status), files, problems: tab.problems };
  });

const english = snowball.newStemmer("english");
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("’", "'");
const wordsOf = (text) => plain(text).match(/[a-z0-9]+(?:'[a-z]+)*/g) ?? [];

/// The documents of a site: of each block its words, and their stems by another implementation than the program's.
export async function documents(of) {
  const out = [];
  for (const page of of.pages.filter((p) => p.startsWith("topics/"))) {
    out.push(...await open(page, { of }, (tab) => tab.evaluate(() => {
      const text = (e) => {
        const copy = e.cloneNode(true);
        copy.querySelectorAll("[data-gen]").forEach((g) => g.remove());
        return copy.textContent;
      };
      const about = [document.querySelector("h1"), document.querySelector(".lede")].filter(Boolean).map(text);
      return [about, ...[...document.querySelectorAll(".passage")].map((p) => [...p.querySelectorAll("[data-lines]")].map(text))];
    })));
  }
  out.push(...await open("references.html", { of }, (tab) => tab.evaluate(() =>
    [...document.querySelectorAll(".entry[data-source]")].map((e) => {
      const title = e.querySelector("h3").cloneNode(true);
      title.querySelectorAll("[data-gen]").forEach((g) => g.remove());
      return [title.textContent, e.querySelector("dd a[href^=sources]").textContent];
    }))));
  return out.map(wordsAndStems);
}

export function wordsAndStems(blocks) {
  const words = blocks.map(wordsOf);
  return { words, stems: words.map((block) => block.map(stem)) };
}

const stems = new Map();
function stem(word) {
  if (!stems.has(word)) stems.set(word, english.stem(word));
  return stems.get(word);
}

/// Whether a document has a word in any of its forms, one that begins so, or words side by side.
export const has = (word) => (d) => d.stems.some((block) => block.includes(english.stem(word)));
export const begins = (start) => (d) => d.words.some((block) => block.some((word) => word.replaceAll("'", "").startsWith(start)));
export const phrase = (...words) => (d) =>
  d.stems.some((block) => block.some((_, i) => words.every((word, j) => block[i + j] === english.stem(word))));
