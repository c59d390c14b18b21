// A book of ten thousand sections, the same on every run: written for the test and gone with it.
const TOPICS = {
  floods: ["flood", "high water", "levee"], dams: ["dam", "spillway", "reservoir"], fish: ["salmon", "sturgeon", "trout"],
  ice: ["glacier", "icefall", "moraine"], trade: ["barge", "harbour", "freight"], mills: ["millstone", "weir", "waterwheel"],
  maps: ["gauge", "survey", "datum"], law: ["riparian", "easement", "statute"], birds: ["heron", "kingfisher", "dipper"],
  delta: ["delta", "mangrove", "lagoon"],
};
const WORDS = `the river of a bank and stone in water that turned under old bridge while people from town watched it rise
 again over field with slow brown silt each spring before anyone could name what had changed since winter left its mark on
 every wall near narrow street where boats once came for salt and grain`.split(/\s+/);

export function large({ sources = 500, sections = 20 } = {}) {
  let seed = 42;
  const next = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const sentence = (about) => {
    const words = Array.from({ length: 12 + next(10) }, () => WORDS[next(WORDS.length)]);
    words[3 + next(6)] = about;
    const text = words.join(" ");
    return text[0].toUpperCase() + text.slice(1) + ".";
  };
  const ids = Object.keys(TOPICS);
  const files = {
    "book.toml": `[book]\ntitle = "Ten thousand sections"\n${ids.map((id) =>
      `\n[[topic]]\nid = "${id}"\ntitle = "${id[0].toUpperCase()}${id.slice(1)}"\nterms = ${JSON.stringify(TOPICS[id])}\n`).join("")}`,
  };
  for (let s = 0; s < sources; s += 1) {
    const lines = [`Notes On Rivers, Volume ${s + 1}`, ""];
    for (let i = 0; i < sections; i += 1) {
      const terms = TOPICS[ids[next(ids.length)]];
      const term = () => terms[next(terms.length)];
      lines.push(`What The ${term().replace(/\b\w/g, (c) => c.toUpperCase())} Did In Year ${1000 + next(900)}`, "");
      for (let p = 0; p < 3; p += 1) lines.push(`${sentence(term())} ${sentence(term())} ${sentence(term())}`, "");
      if (next(4) === 0) lines.push("Read More", "");
    }
    files[`seeds/${String(s).padStart(3, "0")}.txt`] = lines.join("\n");
  }
  // One source of many pages.
  files["seeds/long.txt"] = Array.from({ length: 2600 }, (_, i) => (i % 2 ? "" : sentence("levee"))).join("\n");
  return files;
}
