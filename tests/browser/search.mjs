// Searches built books over file:// in Chromium and Firefox, and counts for itself what must be found.
//   node search.mjs SITE SOURCEBOOK     (a built site, and the program)
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import snowball from "snowball-stemmers";
import { firefox } from "./firefox.mjs";

const [site, program] = process.argv.slice(2).map((path) => resolve(path));
if (!program) {
  console.error("usage: node search.mjs SITE SOURCEBOOK");
  process.exit(2);
}
let passed = 0;
const failures = [];
function check(what, problem) {
  if (problem) failures.push(`${what}\n    ${problem}`);
  else passed += 1;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
const tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const noise = [];
tab.on("console", (m) => ["error", "warning"].includes(m.type()) && noise.push(m.text()));
tab.on("pageerror", (e) => noise.push(e.message));
const requests = [];
tab.on("request", (r) => requests.push(r.url()));
const url = (root, page) => pathToFileURL(join(root, page)).href;

// What the search page says for a query: the number, the number that has all the words, and the results.
const answer = () => ({
  status: document.querySelector("#status").textContent,
  titles: [...document.querySelectorAll("#results li a")].map((a) => a.textContent),
  links: [...document.querySelectorAll("#results li a")].map((a) => a.getAttribute("href")),
  marks: [...document.querySelectorAll("#results mark")].map((m) => m.textContent),
});
const numbers = (status) => ({
  found: Number((/^[\d,.]+/.exec(status) ?? ["0"])[0].replace(/\D/g, "")),
  all: Number((/all of the words stand in ([\d,.]+)/.exec(status) ?? [])[1]?.replace(/\D/g, "")),
});
async function ask(root, query) {
  requests.length = 0;
  await tab.goto(`${url(root, "search.html")}?${new URLSearchParams({ q: query })}`);
  await tab.waitForFunction(() => document.querySelector("#status").textContent.endsWith(".") && (document.querySelector("#results li") || /Nothing/.test(document.querySelector("#status").textContent)));
  // All of them, not only the first.
  while (await tab.locator("#more").isVisible()) {
    const before = await tab.locator("#results li").count();
    await tab.click("#more");
    await tab.waitForFunction((n) => document.querySelectorAll("#results li").length > n, before);
  }
  const said = await tab.evaluate(answer);
  return { ...said, ...numbers(said.status), files: requests.filter((r) => r.includes("/search/")).length };
}

// Every document of a book, read from its pages, and words with the stems of another implementation.
async function documents(root) {
  const out = [];
  for (const name of readdirSync(join(root, "topics"))) {
    await tab.goto(url(root, `topics/${name}`));
    out.push(...(await tab.evaluate(() => {
      const text = (e) => {
        const copy = e.cloneNode(true);
        copy.querySelectorAll("[data-gen]").forEach((g) => g.remove());
        return copy.textContent;
      };
      const about = { blocks: [document.querySelector("h1"), document.querySelector(".lede")].filter(Boolean).map(text) };
      const passages = [...document.querySelectorAll(".passage")].map((p) => ({ blocks: [...p.querySelectorAll("[data-lines]")].map(text) }));
      return [about, ...passages];
    })));
  }
  await tab.goto(url(root, "references.html"));
  out.push(...(await tab.evaluate(() => [...document.querySelectorAll(".entry[data-source]")].map((e) => {
    const title = e.querySelector("h3").cloneNode(true);
    title.querySelectorAll("[data-gen]").forEach((g) => g.remove());
    return { blocks: [title.textContent, e.querySelector("dd a[href^=sources]").textContent] };
  }))));
  const english = snowball.newStemmer("english");
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("’", "'");
  const wordsOf = (text) => plain(text).match(/[a-z0-9]+(?:'[a-z]+)*/g) ?? [];
  const stem = (word) => english.stem(word);
  return out.map(({ blocks }) => ({ words: blocks.map(wordsOf), stems: blocks.map((b) => wordsOf(b).map(stem)) }));
}
const english = snowball.newStemmer("english");
const has = (word) => (d) => d.stems.some((block) => block.includes(english.stem(word)));
const begins = (start) => (d) => d.words.some((block) => block.some((word) => word.replaceAll("'", "").startsWith(start)));
const phrase = (...words) => (d) => d.stems.some((block) => block.some((_, i) => words.every((word, j) => block[i + j] === english.stem(word))));

const book = await documents(site);
check("the book's pages were read", book.length < 20 && `${book.length} documents`);
// A query; what each of its parts must be. All documents with any part are results, those with all come first.
const queries = [
  ["ketamine ", has("ketamine")],
  ["depression ", has("depression")],
  ["Depressions ", has("depression")],
  ["receptors ", has("receptor")],
  ["brain ", has("brain")],
  ["NMDA ", has("nmda")],
  ["glutamate ", has("glutamate")],
  ["insurance ", has("insurance")],
  ["1960s ", has("1960s")],
  ["patients ", has("patient")],
  ["synapses ", has("synapse")],
  ["mice ", has("mice")],
  ["treatment ", has("treatment")],
  ["dont ", (d) => d.words.some((block) => block.some((w) => w === "don't" || w === "dont"))],
  ["elephant ", has("elephant")],
  ["ketamine depression ", has("ketamine"), has("depression")],
  ["insurance coverage ketamine ", has("insurance"), has("coverage"), has("ketamine")],
  ["side effects ", has("side"), has("effects")],
  ["how does ketamine work ", has("ketamine"), has("work")],
  ["what is the history of anesthesia ", has("history"), has("anesthesia")],
  ["brain elephant ", has("brain"), has("elephant")],
  ["\"side effects\"", phrase("side", "effects")],
  ["\"out of pocket\"", phrase("out", "of", "pocket")],
  ["\"the brain\"", phrase("the", "brain")],
  ["\"treatment-resistant depression\"", phrase("treatment", "resistant", "depression")],
  ["\"effects side\"", phrase("effects", "side")],
  ["off-label ", phrase("off", "label")],
  ["neuro*", begins("neuro")],
  ["pre*", begins("pre")],
  ["antid", begins("antid")],
  ["the ", has("the")],
  ["to be or not ", has("to"), has("be"), has("or"), has("not")],
  ["\"Prefrontal Cortex\" amygdala ", phrase("prefrontal", "cortex"), has("amygdala")],
];
for (const [query, ...parts] of queries) {
  const want = { found: book.filter((d) => parts.some((p) => p(d))).length, all: book.filter((d) => parts.every((p) => p(d))).length };
  const got = await ask(site, query);
  check(`${query}: ${want.found} results`, got.found !== want.found && `says ${got.found}: ${got.status}`);
  check(`${query}: ${want.found} shown`, got.links.length !== want.found && `${got.links.length}`);
  check(`${query}: each once`, new Set(got.links).size !== got.links.length && `${got.links}`);
  if (parts.length > 1 && want.found) check(`${query}: ${want.all} with all words`, got.all !== want.all && got.status);
  check(`${query}: marked`, want.found > 0 && !got.marks.length && "no mark");
  check(`${query}: ≤ 20 files`, got.files > 20 && `${got.files}`);
}
{
  // The passage that is about it comes first, and its link leads to it.
  const { links } = await ask(site, "\"out of pocket\"");
  await tab.goto(new URL(links[0], url(site, "search.html")).href);
  const target = await tab.evaluate(() => document.querySelector(":target")?.textContent ?? "");
  check("a result leads to its passage", !/out of pocket/i.test(target) && links[0]);
}

// Hands: typing, narrowing, keys, the address.
await tab.goto(url(site, "search.html"));
check("the field is ready", !(await tab.evaluate(() => document.activeElement.id === "find")) && "no focus");
await tab.keyboard.type("ketam");
await tab.waitForFunction(() => document.querySelectorAll("#results li").length > 0);
check("results while typing", !/no “ketam”, but words that begin so/.test(await tab.locator("#status").textContent()) && (await tab.locator("#status").textContent()));
check("the address tells the query", !tab.url().endsWith("?q=ketam") && tab.url());
const option = await tab.locator("#in option").nth(1).getAttribute("value");
const inside = Number(/\(([\d,.]+)\)/.exec(await tab.locator("#in option").nth(1).textContent())[1]);
await tab.selectOption("#in", option);
await tab.waitForFunction((n) => document.querySelectorAll("#results li").length === n, inside);
check("a group narrows", numbers(await tab.locator("#status").textContent()).found !== inside && (await tab.locator("#status").textContent()));
await tab.reload();
await tab.waitForFunction((n) => document.querySelectorAll("#results li").length === n, inside, { timeout: 5000 }).catch(() => failures.push("the group is kept in the address"));
await tab.focus("#find");
await tab.keyboard.press("ArrowDown");
await tab.keyboard.press("ArrowDown");
check("arrows move", !(await tab.evaluate(() => document.activeElement === document.querySelectorAll("#results a")[1])) && "second result has no focus");
await tab.keyboard.press("Control+k");
check("Ctrl+K leads back", !(await tab.evaluate(() => document.activeElement.id === "find")) && "no focus");
await tab.goto(url(site, "audit.html"));
await tab.keyboard.press("Control+k");
await tab.keyboard.type("glutamate");
await tab.keyboard.press("Enter");
await tab.waitForFunction(() => document.querySelectorAll("#results li").length > 0);
check("from any page to the results", !/search\.html\?q=glutamate/.test(tab.url()) && tab.url());
await tab.fill("#find", "");
await tab.waitForFunction(() => document.querySelectorAll("#results li").length === 0);
check("an empty field shows nothing", (await tab.locator("#status").textContent()) && "a status stays");
check("the console is quiet", noise.join("\n    "));
{
  const context = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await context.newPage();
  await quiet.goto(`${url(site, "search.html")}?q=ketamine`);
  check("says so without scripts", !(await quiet.locator("main").innerText()).includes("needs JavaScript") && "no word of it");
  check("no dead field without scripts", (await quiet.locator("#find").isVisible()) && "the field is shown");
  await context.close();
}

// Other scripts and accents, in a book of their own.
const folder = mkdtempSync(join(tmpdir(), "sourcebook-"));
mkdirSync(join(folder, "seeds"));
writeFileSync(join(folder, "book.toml"), "[book]\ntitle = \"World\"\n[[topic]]\nid = \"all\"\ntitle = \"All\"\nterms = [\"x\"]\n");
const texts = {
  ja: "東京都は日本の首都である。人口は約千四百万人である。\n",
  zh: "北京是中华人民共和国的首都，也是全国的政治中心。\n",
  ko: "서울은 대한민국의 수도이다. 한강이 도시를 지난다.\n",
  th: "กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย\n",
  fr: "L’homme était déjà allé au café de la gare d’Austerlitz hier soir.\n",
  vi: "Hà Nội là thủ đô của nước Việt Nam và có nhiều hồ đẹp.\n",
  ru: "Москва является столицей Российской Федерации. Ёлка стоит на площади.\n",
  ar: "القاهرة هي عاصمة مصر وأكبر مدنها وفيها مَدْرَسَة قديمة.\n",
  de: "Die Straße führt über die Brücke nach Köln, wie die Häuser zeigen.\n",
  tr: "İstanbul büyük bir şehirdir ve ırmağın kıyısında durur hep.\n",
};
for (const [language, text] of Object.entries(texts)) writeFileSync(join(folder, "seeds", `${language}.txt`), text);
execFileSync(program, ["build", "--quiet", folder], { stdio: "inherit" });
const world = join(folder, "site");
const finds = [
  ["東京", "ja"], ["京都は日本", "ja"], ["首都", "ja zh"], ["都", "ja zh"], ["人民共和国", "zh"], ["日本 人口", "ja"], ["東都", ""],
  ["서울", "ko"], ["한강", "ko"], ["เมืองหลวง", "th"], ["cafe", "fr"], ["café", "fr"], ["CAFE\u0301", "fr"], ["homme", "fr"], ["l'homme", "fr"], ["etait", "fr"],
  ["viet nam", "vi"], ["Việt", "vi"], ["ho dep", "vi"], ["москва", "ru"], ["елка", "ru"], ["ёлка", "ru"], ["مدرسة", "ar"],
  ["strasse", "de"], ["Straße", "de"], ["KOLN", "de"], ["istanbul", "tr"], ["İSTANBUL", "tr"], ["sehirdir", "tr"], ["irmagin", "tr"],
];
const sourcesOf = (links, place) => [...new Set(place)].sort().join(" ");
async function check_world(name, find) {
  for (const [query, want] of finds) {
    const got = await find(query);
    check(`${name}: ${query} in ${want || "none"}`, got !== want && `in ${got || "none"}`);
  }
}
const places = () => {
  const own = [...document.querySelectorAll("#results li")].filter((li) => li.querySelector("a").getAttribute("href").startsWith("topics/"));
  return [...new Set(own.map((li) => /(\w\w)(\.txt)?, line/.exec(li.querySelector("small").textContent)?.[1]).filter(Boolean))].sort().join(" ");
};
await check_world("Chromium", async (query) => {
  await ask(world, `${query} `);
  return tab.evaluate(places);
});
await browser.close();

// Firefox.
const fox = await firefox();
const page = await fox.newPage();
const arrive = async () => page.waitForFunction(() => document.querySelector("#status")?.textContent.endsWith("."), { timeout: 10000 });
for (const [query, ...parts] of queries) {
  const want = book.filter((d) => parts.some((p) => p(d))).length;
  await page.goto(`${url(site, "search.html")}?${new URLSearchParams({ q: query })}`);
  await arrive();
  const { status } = await page.evaluate(answer);
  check(`Firefox: ${query}: ${want} results`, numbers(status).found !== want && status);
}
await check_world("Firefox", async (query) => {
  await page.goto(`${url(world, "search.html")}?${new URLSearchParams({ q: `${query} ` })}`);
  await arrive();
  await page.waitForFunction(() => document.querySelector("#results li") || /Nothing/.test(document.querySelector("#status").textContent));
  return page.evaluate(places);
});
await page.goto(url(site, "index.html"));
await page.type("input[name=q]", "glutamate");
await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
await arrive();
check("Firefox: the masthead's form", !/^\d+ results? for “glutamate”/.test((await page.evaluate(answer)).status) && (await page.evaluate(answer)).status);
await fox.close();
rmSync(folder, { recursive: true });

for (const f of failures) console.error(`FAIL ${f}`);
console.log(`search: ${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
