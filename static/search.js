// The search. Its index is small scripts, each a call `shard(key, payload)`: see src/search/.
(() => {
  "use strict";
  const page = document, folder = page.currentScript.dataset.index;
  const [form, field, group, status, list, more, how] =
    ["finder", "find", "in", "status", "results", "more", "how"].map((id) => page.getElementById(id));
  const number = new Intl.NumberFormat(page.documentElement.lang).format;
  const fill = (text, q) => text.replace("{q}", () => q); // `$&` in a string has a meaning
  const cited = (q) => fill(status.dataset.quoted, q);
  const quote = (units) => units.map((unit) => cited(unit.label)).join(", ");
  const PAGE = 10, EXCERPT = 280;

  const files = {}, arrived = {};
  window.shard = (key, payload) => arrived[key](payload);
  const load = (key) => files[key] ??= new Promise((resolve, reject) => {
    arrived[key] = resolve;
    const script = page.createElement("script");
    script.onerror = () => reject(files[key] = null);
    script.src = `${folder}${key}.js`;
    page.head.append(script);
  });
  let index;
  const at = (firsts, key) => {
    let low = 0, high = firsts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle; else high = middle;
    }
    return low;
  };
  const entry = async (kind, n) => {
    const file = at(index[kind], n);
    return (await load(kind + file))[n - index[kind][file]];
  };

  // Words, as src/search/words.rs has them.
  const LETTER = "[\\p{Alphabetic}\\p{N}\\p{M}\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]+";
  const WORD = RegExp(`${LETTER}(?:['’ʼ＇]${LETTER})*`, "gu");
  const RUN = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]+)/u;
  const ACCENT = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670]/g;
  const PLAIN = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ς: "σ" };
  const fold = (word) => [...word.toLowerCase().normalize("NFKD").replace(ACCENT, "").toLowerCase()
    .replace(/[ßæœþøłđðıς]/g, (c) => PLAIN[c]).replace(/[^\p{Alphabetic}\p{N}\p{M}]+/gu, "").normalize("NFC")].slice(0, 64).join("");
  const words = (text) => [...text.matchAll(WORD)].flatMap(({ 0: word, index: start }) =>
    word.split(RUN).map((text, i) => ({ text, start, end: start += text.length, run: i % 2 > 0, key: i % 2 ? "" : fold(text) })))
    .filter((word) => word.run || word.key);

  // What was typed, as units: words, alone or together.
  function parse(typed) {
    const units = [];
    for (const [all, quoted] of typed.normalize("NFC").matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]?|[^"“”„«»]+/g)) {
      const text = quoted ?? all, found = words(text);
      let unit;
      found.forEach((word, i) => {
        const before = i && text.slice(found[i - 1].end, word.start);
        if (!i || (quoted == null && !/^[-‐‑–./:_@&+#]?$/.test(before))) units.push(unit = { parts: [], runs: [], label: "", places: 0 });
        else unit.label += before;
        const after = text.slice(word.end);
        unit.star = after[0] === "*";
        unit.label += word.text.replace(/[\xad\u200b-\u206f\ufeff]/g, "") + (unit.star ? "*" : "");
        unit.single = quoted == null && !unit.places;
        unit.typing = quoted == null && !after;
        if (word.run) {
          const run = [...word.text], last = Math.max(run.length - 2, 0);
          for (let i = 0; i < run.length; i += 2) {
            const from = Math.min(i, last);
            unit.parts.push({ key: fold(run.slice(from, from + 2).join("")), place: unit.places + from, begin: !run[1] });
          }
          unit.runs.push(word.text);
          unit.places += run.length;
        } else unit.parts.push({ key: word.key, place: unit.places++ });
      });
    }
    return units.filter((unit, i) => !units.slice(i + 1).some(({ label }) => label === unit.label));
  }

  // The terms of a folded word, or of words that begin with it.
  async function look(part, begin) {
    const { key } = part, longer = [];
    part.terms = [];
    for (let file = at(index.w, key), to = begin ? at(index.w, `${key}\uffff`) : file; file <= to; file += 1) {
      for (const line of (await load(`w${file}`)).split("\n")) {
        const [word, ...terms] = line.split(" ");
        if (word.replace("!", "") === key) {
          part.terms = terms;
          part.stop = word !== key;
        } else if (begin && word.startsWith(key)) longer.push(...terms);
      }
    }
    part.longer = new Set(longer);
    part.terms.forEach((term) => part.longer.delete(term));
  }

  function reader(text, i = 0) {
    const digit = () => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(text[i++]);
    const next = () => { const d = digit(); return d > 31 ? (d & 31) + 32 * next() : d; };
    return { digit, next, more: () => i < text.length };
  }
  async function uses(part, forms, several) {
    const out = new Map();
    for (const term of [...part.terms, ...part.longer]) {
      const [words, text] = (await entry("t", +term)).split("|"), read = reader(text), documents = [];
      words.split(" ").forEach((form) => forms.add(form));
      for (let n = 0; read.more();) documents.push([n += read.next(), read.digit(), n++]);
      const rarity = Math.log1p((index.n - documents.length + 0.5) / (documents.length + 0.5));
      const places = several && reader(await entry("o", +term)), exact = !part.longer.has(term);
      for (const [n, weight] of documents) {
        const use = out.get(n) ?? { score: 0, exact: 0, places: new Set() };
        use.score = Math.max(use.score, weight * rarity * (exact ? 1 : 0.5));
        use.exact |= exact;
        if (places) for (let times = places.next(), place = 0; times--;) use.places.add((place += places.next()) - part.place);
        out.set(n, use);
      }
    }
    return out;
  }
  // The documents in which a unit's parts stand together.
  async function together({ parts, forms }) {
    const [first, ...others] = await Promise.all(parts.map((part) => uses(part, forms, parts[1])));
    for (const [n, use] of first) {
      for (const other of others) {
        const here = other.get(n);
        use.places.forEach((place) => here?.places.has(place) || use.places.delete(place));
        use.score += here?.score;
      }
      if (others[0] && !use.places.size) first.delete(n);
    }
    return first;
  }

  // Most units first, then the words themselves, then by score.
  async function search(typed) {
    let units = parse(typed);
    await Promise.all(units.flatMap((unit) => unit.parts.map(async (part, i) => {
      const last = !unit.parts[i + 1] && !unit.runs[0], typing = unit.typing && part.key[1];
      await look(part, part.begin || (last && (unit.star || typing)));
      // Parts of several, and words with a star, mean longer ones too.
      if (part.begin || unit.star || unit.parts[1]) part.terms.push(...part.longer), part.longer.clear();
      unit.stop = part.stop && unit.single && !unit.star;
    })));
    const telling = units.filter((unit) => !unit.stop), common = telling[0] ? units.filter((unit) => unit.stop) : [];
    units = telling[0] ? telling : units;
    const documents = new Map();
    for (const unit of units) {
      unit.forms = new Set();
      unit.documents = await together(unit);
      for (const [n, use] of unit.documents) {
        const sum = documents.get(n) ?? { n, units: 0, exact: 0, score: 0 };
        sum.units += 1;
        sum.exact += use.exact;
        sum.score += use.score;
        documents.set(n, sum);
      }
    }
    const order = (a, b) => b.units - a.units || b.exact - a.exact || b.score - a.score || a.n - b.n;
    return { units, common, found: [...documents.values()].sort(order) };
  }

  function element(name, ...children) {
    const out = page.createElement(name);
    out.append(...children);
    return out;
  }
  // A text, cut to where most units stand, with its matches marked.
  function marked(text, units) {
    const marks = [], found = words(text);
    found.forEach(({ run, text: word, start }, i) => units.forEach((unit) => {
      const mark = (start, end) => marks.push({ unit, start, end }), last = unit.runs[0] ? i : i + unit.places - 1;
      if (found[last] && found.slice(i, last + 1).every(({ key }) => unit.forms.has(key))) mark(start, found[last].end);
      if (run) for (const part of unit.runs) for (const { index } of word.matchAll(part)) mark(start + index, start + index + part.length);
    }));
    let from = 0, most = 0;
    for (const { start } of marks) {
      const near = marks.filter((m) => m.start >= start && m.end < start + EXCERPT - 80), sum = near.length + 99 * new Set(near.map((m) => m.unit)).size;
      if (sum > most) [most, from] = [sum, start];
    }
    from = Math.min(from - 60, text.length - EXCERPT);
    from = from > 0 ? text.indexOf(" ", from) + 1 || from : 0;
    const space = text.lastIndexOf(" ", from + EXCERPT), to = from + EXCERPT < text.length ? (space > from ? space : from + EXCERPT) : text.length;
    const out = element("bdi", from ? "… " : "");
    for (const { start, end } of marks) {
      if (start < from || end > to) continue;
      out.append(text.slice(from, start), element("mark", text.slice(start, end)));
      from = end;
    }
    out.append(text.slice(from, to), to < text.length ? " …" : "");
    return out;
  }
  function item(units, { n }, [href, title, place, text]) {
    const link = element("a", marked(title, units)), small = element("small", element("bdi", place));
    link.href = href;
    const without = units.filter((unit) => !unit.documents.has(n));
    if (without[0]) small.append(" · ", fill(list.dataset.without, quote(without)));
    return element("li", link, element("p", marked(text.replaceAll("\n", " "), units)), small);
  }

  let latest = 0;
  async function run(narrow = group.value) {
    const mine = ++latest, typed = field.value, say = (key, n, q) => fill(status.dataset[key].replace("{n}", number(n)), q);
    how.hidden = typed.trim();
    list.replaceChildren();
    more.hidden = true;
    status.textContent = how.hidden ? status.dataset.wait : "";
    if (how.hidden) try {
      index ??= await load("index");
      const { units, common, found } = await search(typed);
      if (mine !== latest) return;
      const names = index.groups.map((g) => g[0]), firsts = index.groups.map((g) => g[1]), sums = Object.create(null);
      found.forEach((d) => sums[d.group = names[at(firsts, d.n)]] = (sums[d.group] ?? 0) + 1);
      group.length = 1;
      group.append(...names.filter((name) => sums[name]).map((name) => new Option(`${name} (${number(sums[name])})`, name)));
      group.value = sums[narrow] ? narrow : "";
      const shown = found.filter((d) => !group.value || d.group === group.value), all = shown.filter((d) => d.units === units.length);
      const begin = all.filter((d) => d.exact < units.length).length;
      status.textContent = [
        say(shown[1] ? "many" : shown[0] ? "one" : "none", shown.length, quote(units) || cited(typed)),
        shown[0] && units[1] && say("all", all.length),
        begin && say("begin", begin, quote(units.slice(-1))),
        common[0] && say("common", 0, quote(common)),
      ].filter(Boolean).join("; ") + ".";
      const next = async () => {
        const from = list.children.length, file = (d) => at(index.d, d.n), here = new Set(shown.slice(from, from + PAGE).map(file));
        const some = shown.slice(from, from + 5 * PAGE).filter((d, i) => i < PAGE || here.has(file(d)) || here.clear());
        const records = await Promise.all(some.map((d) => entry("d", d.n)));
        if (mine !== latest) return;
        list.append(...records.map((record, i) => item(units, some[i], record)));
        const rest = shown.length - list.children.length;
        more.hidden = !rest;
        more.textContent = `${more.dataset.more} (${number(rest)})`;
        more.onclick = async () => { await next(); list.children[from + some.length].querySelector("a").focus(); };
      };
      await next();
      history.replaceState(null, "", `?${new URLSearchParams({ q: typed, ...(group.value && { in: group.value }) })}`);
    } catch (error) {
      console.error(error);
      if (!list.firstChild) status.textContent = status.dataset.broken;
    }
  }

  form.hidden = false;
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q");
  let timer;
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(run, ms); };
  field.oninput = () => later(150);
  form.onsubmit = (event) => { event.preventDefault(); later(0); };
  group.onchange = () => run();
  page.onkeydown = (event) => {
    const stops = [field, ...list.querySelectorAll("a")], here = stops.indexOf(event.target);
    const to = here < 0 ? null : stops[here + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
    if (to) event.preventDefault(), to.focus();
  };
  field.focus({ preventScroll: true });
  if (field.value) run(asked.get("in"));
})();
