// A book of Markdown: sources with all that it has, and pages of the editor's.
import { build } from "./site.mjs";

const RIVER = `---
title: "The River: A Life"
authors: [Silva, Ana, World Water Body]
date: 2021-04-05
url: https://example.org/river
licence: CC BY 4.0
---
# The River

A river is **water** that *moves*, says [the other source](lake.md), and ~~never~~ seldom stops; see
[its address](https://example.org/a?b=c&d "A title") or <https://example.org/auto>, \`code --with a=b\`, ![a dam](dam.png)
and ![a lock](https://example.org/lock.png).\\
This is a line of its own.[^note]

[^note]: A note, from [a reference][ref].

## What A Flood Does

1. It rises, as rivers do after rain.
2. It spreads:
   - over meadows
   - over roads

     \`\`\`rust
     fn rise(by: f32) -> Level { Level(by) } // <b>
     \`\`\`
3. It falls again.

> A flood is a river that has come home.
>
> > Said twice, it is still true.

### How High It Stood

| Year | Level | *Place* |
|:-----|------:|:-------:|
| 1900 | 4.2 m | the old bridge |
| 1950 | **5.1 m** | \`x|y\` |

    indented code

[ref]: https://example.org/ref "Reference"
`;

const ABOUT = `+++
title = "About This Book"
+++

Text with a [term](topic:floods), a note[^n] and \`code\`.

[^n]: A *note*.

> [!NOTE]
> Take note.

> [!WARNING]
> Take care.

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`rust
let a = 1; // b
\`\`\`
`;

/// The book, built.
export const written = () => build({
  "book.toml": `[book]
title = "Rivers"
notice = "Texts by *their authors*; gathered by [us](https://example.org/)."

[[topic]]
id = "floods"
title = "Floods"
terms = ["flood", "rise"]

[[topic]]
id = "rivers"
title = "Rivers"
terms = ["river", "water"]
`,
  "seeds/river.md": RIVER,
  "seeds/lake.md": "# The Lake\n\nA lake is water that stays, and a flood passes it by. See [the river](./river.md#top).\n\n- one\n- two\n",
  "pages/about.md": ABOUT,
  "pages/topics/floods.md": "Read *this* first: [about](page:about).\n",
});
