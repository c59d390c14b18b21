// Other scripts and accents are found, in Chromium and Firefox.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open as inFirefox } from "./lib/firefox.mjs";
import { address, answer, answered, ask } from "./lib/search.mjs";
import { build } from "./lib/site.mjs";

const TEXTS = {
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
const FINDS = [
  ["東京", "ja"], ["京都は日本", "ja"], ["首都", "ja zh"], ["都", "ja zh"], ["人民共和国", "zh"], ["日本 人口", "ja"], ["東都", ""],
  ["서울", "ko"], ["한강", "ko"], ["เมืองหลวง", "th"], ["cafe", "fr"], ["café", "fr"], ["CAFE\u0301", "fr"], ["homme", "fr"], ["l'homme", "fr"], ["etait", "fr"],
  ["viet nam", "vi"], ["Việt", "vi"], ["ho dep", "vi"], ["москва", "ru"], ["елка", "ru"], ["ёлка", "ru"], ["مدرسة", "ar"],
  ["strasse", "de"], ["Straße", "de"], ["KOLN", "de"], ["istanbul", "tr"], ["İSTANBUL", "tr"], ["sehirdir", "tr"], ["irmagin", "tr"],
];
const of = build({
  "book.toml": "[book]\ntitle = \"World\"\n[[topic]]\nid = \"all\"\ntitle = \"All\"\nterms = [\"x\"]\n",
  ...Object.fromEntries(Object.entries(TEXTS).map(([language, text]) => [`seeds/${language}.txt`, text])),
});

/// The sources of the passages among the results.
const sources = ({ links, places }) => {
  const own = places.filter((_, i) => links[i].startsWith("topics/"));
  return [...new Set(own.map((place) => /(\w\w)(\.txt)?, line/.exec(place)?.[1]).filter(Boolean))].sort().join(" ");
};

for (const [query, want] of FINDS) {
  test(`${query} is in ${want || "none"}`, async () => {
    assert.equal(sources(await ask(`${query} `, { of })), want);
  });
  test(`Firefox: ${query} is in ${want || "none"}`, () =>
    inFirefox(address(`${query} `), async (tab) => {
      await tab.waitForFunction(answered, { timeout: 10000 });
      assert.equal(sources(await tab.evaluate(answer)), want);
    }, { of }));
}
