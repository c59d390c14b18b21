//! Markdown sources: their structure is shown, their signs are accounted for, and nothing of them acts.

use proptest::prelude::*;
use sourcebook::{
    book::Book,
    check,
    clean::rules::Rules,
    export,
    model::{BlockKind, Fate, Severity, Source, SourceId, Span},
    pipeline::{self, Edition},
    read::{self, markdown},
    render::render,
};
use std::path::Path;

/// A book with a topic that nothing is on: all passages are on the page of what fits none.
fn book() -> Book {
    let topic = "[[topic]]\nid = \"none\"\ntitle = \"–\"\nterms = [\"zyzzyva\"]\n";
    Book::parse(Path::new("."), format!("[book]\ntitle = \"Book\"\n\n{topic}")).unwrap()
}

fn source(id: u32, path: &str, text: &str) -> Source {
    let slug = path.replace(['.', '/'], "-");
    read::decoded(SourceId(id), path.into(), slug, text.as_bytes()).unwrap()
}

/// What a function makes of an edition of these sources.
fn edited<T>(sources: &[Source], see: impl Fn(&Edition<'_>) -> T) -> T {
    let (book, rules) = (book(), Rules::built_in());
    let edition = pipeline::edit(&book, &rules, sources);
    let errors = edition.findings.iter().filter(|f| f.severity == Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&sourcebook::model::Finding>::new());
    see(&edition)
}

/// The page of all passages, with everything that is the generator's own left out of the passages.
fn page(sources: &[Source]) -> String {
    let theme = read::theme(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    edited(sources, |edition| {
        let pages = render(edition, &theme).unwrap();
        let errors = check::pages(edition, &theme, &pages).into_iter().filter(|f| f.severity == Severity::Error);
        assert_eq!(errors.collect::<Vec<_>>(), []);
        let page = pages.into_iter().find(|p| p.path == "topics/unsorted.html").unwrap();
        String::from_utf8(page.bytes).unwrap()
    })
}

/// The body of the first passage of a source that begins with this heading, without citations.
fn shown(markdown: &str) -> String {
    let html =
        page(&[source(0, "a/b.md", &format!("# Of Words And Signs\n\n{markdown}\n")), source(1, "a/c.md", "Other.")]);
    let passage = html.split("</button></span></p>\n").nth(1).unwrap();
    let body = passage.split("<details>").next().unwrap().split("</section>").next().unwrap();
    let cite = regex::Regex::new(r#"(?s)<sup data-gen>.*?</sup>| data-lines="[^"]*""#).unwrap();
    cite.replace_all(body, "").trim().to_owned()
}

#[test]
fn structure_is_shown() {
    for (markdown, html) in [
        ("a *b* __c__ ~~d~~ `e  *f*`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e  *f*</code></p>"),
        ("**a *b***\\\nc  \nd", "<p><strong>a <em>b</em></strong>\n<br>c\n<br>d</p>"),
        ("*a\nb* c", "<p><em>a\nb</em> c</p>"),
        (
            "- a\n- b\n  1. c\n  2. d\n- e",
            "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n<ol>\n<li><p>c</p>\n</li>\n<li><p>d</p>\n</li>\n</ol>\n</li>\n<li><p>e</p>\n</li>\n</ul>",
        ),
        ("7) a\n8) b", "<ol>\n<li value=\"7\"><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>"),
        (
            "- a\n\n  b\n\n  ```\n  c\n\n   d\n  ```\n",
            "<ul>\n<li><p>a</p>\n<p>b</p>\n<div class=\"code\"><pre tabindex=\"0\"><code>c\n\n d\n</code></pre></div>\n</li>\n</ul>",
        ),
        ("> a\n> > b\n\nc", "<blockquote><p>a</p>\n<blockquote><p>b</p>\n</blockquote>\n</blockquote>\n<p>c</p>"),
        ("> - a\n>   `b\n>   c`", "<blockquote><ul>\n<li><p>a\n<code>b\nc</code></p>\n</li>\n</ul>\n</blockquote>"),
        ("    a *b*\n\n\tc", "<div class=\"code\"><pre tabindex=\"0\"><code>a *b*\n\nc\n</code></pre></div>"),
        ("~~~\na\n```\n<b>", "<div class=\"code\"><pre tabindex=\"0\"><code>a\n```\n&lt;b&gt;\n</code></pre></div>"),
        ("t\n\n### a\n\nb\n\n##### c\n\nd\n\n# e\n\nf", "<p>t</p>\n<h3>a</h3>\n<p>b</p>\n<h4>c</h4>\n<p>d</p>"),
        ("a\nb\n---\n\nc\n\n***\n\nd", "<p>a\nb</p>\n<p>c</p>\n<p>d</p>"),
        (
            "a[^x] b[^x].\n\n[^x]: c *d*",
            "<p>a<a id=\"call-a-b-md-1\" href=\"#note-a-b-md-1\" role=\"doc-noteref\">[x]</a> b<a \
             href=\"#note-a-b-md-1\" role=\"doc-noteref\">[x]</a>.</p>\n<p><a id=\"note-a-b-md-1\" \
             href=\"#call-a-b-md-1\" role=\"doc-backlink\">[x]</a>: c <em>d</em></p>",
        ),
        ("a[^1]", "<p>a[^1]</p>"),
        (
            "a <b>c</b> <!-- d -->\n\n<div onclick=e>\n*f*\n</div>",
            "<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>\n<p>&lt;div onclick=e&gt;\n*f*\n&lt;/div&gt;</p>",
        ),
        ("\\*a\\* b\\_c", "<p>*a* b_c</p>"),
    ] {
        assert_eq!(shown(markdown), html, "{markdown:?}");
    }
}

#[test]
fn tables_are_tables() {
    let table = |rows: &str| format!("<div class=\"table\" tabindex=\"0\"><table>{rows}</table></div>");
    for (markdown, rows) in [
        (
            "| a | b |\n|---|--:|\n| *c* | `d\\|e` |\n",
            "<thead><tr><th scope=\"col\">a</th> <th scope=\"col\" class=\"end\">b</th> </tr></thead>\n<tbody>\n<tr><td><em>c</em></td> <td class=\"end\"><code>d|e</code></td> </tr>\n</tbody>",
        ),
        // A cell that is missing is empty; one too many is words all the same.
        (
            "a|b\n-|-\nc\n|d|\\|e|f|\n",
            "<thead><tr><th scope=\"col\">a</th> <th scope=\"col\">b</th> </tr></thead>\n<tbody>\n<tr><td>c</td> <td></td> </tr>\n<tr><td>d</td> <td>|e|f|</td> </tr>\n</tbody>",
        ),
        (
            "||b|\n|-|-|\n|c||\n",
            "<thead><tr><td></td> <th scope=\"col\">b</th> </tr></thead>\n<tbody>\n<tr><td>c</td> <td></td> </tr>\n</tbody>",
        ),
    ] {
        assert_eq!(shown(markdown), table(rows), "{markdown:?}");
    }
}

#[test]
fn links_lead_to_the_web_and_to_sources_and_nowhere_else() {
    let to = |href: &str| format!("<p><a href=\"{href}\" rel=\"nofollow\">x</a></p>");
    for (markdown, html) in [
        ("[x](https://a.example/?b&c)", to("https://a.example/?b&amp;c")),
        ("[x](<mailto:a@b.example>)", to("mailto:a@b.example")),
        ("[x](c.md#d)", to("../sources/a-c-md.html")),
        ("[x](./../a/c.md)", to("../sources/a-c-md.html")),
        ("[x][y]\n\n[y]: https://a.example/", to("https://a.example/")),
        (
            "[x](https://a.example/ \"b \\\"c\\\"\")",
            "<p><a href=\"https://a.example/\" rel=\"nofollow\" title=\"b &quot;c&quot;\">x</a></p>".into(),
        ),
        (
            "![x](https://a.example/p.png)",
            "<p><a class=\"picture\" href=\"https://a.example/p.png\" rel=\"nofollow\">x</a></p>".into(),
        ),
        ("[![x](https://a.example/p.png)](https://b.example)", to("https://b.example")),
        (
            "<https://a.example/dont>",
            "<p><a href=\"https://a.example/dont\" rel=\"nofollow\">https://a.example/dont</a></p>".into(),
        ),
        (
            "![](https://a.example/p.png)",
            "<p><a class=\"picture\" href=\"https://a.example/p.png\" rel=\"nofollow\">https://a.example/p.png</a></p>"
                .into(),
        ),
        ("[x](javascript:alert(1))", "<p>x</p>".into()),
        ("[x](JAVA\\\nSCRIPT:alert(1))", "<p>[x](JAVA\n<br>SCRIPT:alert(1))</p>".into()),
        ("[x](data:text/html,a)", "<p>x</p>".into()),
        ("[x](//evil.example)", "<p>x</p>".into()),
        ("[x](../../c.md) [x](#y) [x](none.md)", "<p>x x x</p>".into()),
        ("[un]: https://a.example/", "<p>[un]: https://a.example/</p>".into()),
    ] {
        assert_eq!(shown(markdown), html, "{markdown:?}");
    }
}

#[test]
fn the_original_is_looked_for_by_its_words() {
    let text = "---\nurl: https://a.example/\n---\n# A\n\nThe **river** rises [in the hills](https://b.example/) of the *north*.\n";
    let html = page(&[source(0, "a.md", text)]);
    let fragment = "https://a.example/#:~:text=The%20river%20rises%20in%20the%20hills";
    assert!(html.contains(&format!("href=\"{fragment}")), "{html}");

    let text = "---\nurl: https://a.example/\n---\n# A\n\nThe river[^long] rises in the hills of the north.\n\n\
                [^long]: It is long, and older than the hills around it.\n";
    let html = page(&[source(0, "a.md", text)]);
    let fragment =
        "https://a.example/#:~:text=rises%20in%20the%20hills%20of%20the,older%20than%20the%20hills%20around%20it\"";
    assert!(html.contains(&format!("href=\"{fragment}")), "{html}");
}

#[test]
fn headings_divide_by_their_levels() {
    let sections = |text: &str| -> Vec<(Option<u32>, u32)> {
        edited(&[source(0, "a.md", text)], |e| {
            e.outline.sections.iter().map(|s| (s.heading, *s.range().end())).collect()
        })
    };
    // A first heading of its own level is the page's; the next level divides.
    assert_eq!(sections("# T\n## A\na.\n### B\nb.\n## C\nc."), [(Some(2), 5), (Some(6), 7)]);
    assert_eq!(sections("# T\n\nt.\n\n### A\n\na.\n\n### B\n\nb."), [(Some(1), 3), (Some(5), 7), (Some(9), 11)]);
    assert_eq!(sections("# A\n\na.\n\n## B\n\nb.\n\n# C\n\nc."), [(Some(1), 7), (Some(9), 11)]);
    // Signs in code divide nothing, and neither does a heading in a quote.
    assert_eq!(sections("# A\n\n```\n# b\n```\n\n> # c"), [(Some(1), 7)]);
    // Where nothing is marked, what looks like a heading is one.
    let text = "What Rivers Do\n\nThey flow, as everyone who has seen one knows.\n\nWhat Lakes Do\n\nThey stay, as everyone who has seen one knows.";
    assert_eq!(sections(text), [(Some(1), 3), (Some(5), 7)]);
}

#[test]
fn a_line_without_words_is_not_mended() {
    // U+0085 is white space, and an ellipsis of Windows-1252 beside words.
    for text in ["1. \u{85}  ", "# \u{85}", "> \u{85}", "[\u{85}](a.md)", "| a |\n|-|\n| \u{85} |"] {
        page(&[source(0, "a.md", text), source(1, "b.md", "Other.")]);
    }
}

#[test]
fn headings_with_nothing_else_are_cited() {
    let cited = |text: &str| page(&[source(0, "a.md", text), source(1, "b.md", "Other.")]).matches("id=\"c-1").count();
    assert_eq!(cited("1. # >"), 1);
    assert_eq!(cited("> ## One\n>\n> ## Two"), 2);
    assert_eq!(cited("# One\n\n> ## Two"), 1);
}

#[test]
fn code_and_addresses_are_never_mended_and_code_is_never_dropped() {
    let text = "# Words\n\nWe **dont** [dont](https://a.example/dont) `dont` <https://dont.example/>.\n\n```\ndont\nRead more\n```\n\nRead more\n\n- Read more\n";
    edited(&[source(0, "a.md", text)], |e| {
        let source = &e.sources[0];
        let text = |line| e.cleaned.ledger.text(source, line);
        assert_eq!(text(3).unwrap(), "We don’t don’t dont https://dont.example/.");
        assert_eq!(text(6).unwrap(), "dont");
        assert_eq!(text(7).unwrap(), "Read more");
        assert_eq!(text(10), None, "a teaser in prose");
        assert_eq!(text(12), None, "a teaser in a list");
        assert!(matches!(e.cleaned.ledger.fate(source.at(5)), Fate::Kept));
        assert!(source.is_mark(5) && source.is_mark(8));
        assert_eq!(
            e.cleaned.ledger.mended(source, 3).unwrap(),
            "We **don’t** [don’t](https://a.example/dont) `dont` <https://dont.example/>."
        );
    });
}

#[test]
fn signs_of_footnotes_lead_to_what_is_published() {
    let text = "# Of Words[^a] And Signs\n\n~~b[^b]~~ and *c[^c]*\n\n# Of Other Words\n\n| d[^d] | e |\n|---|---|\n| f | g[^a] |\n\n[^a]: Note a\n[^b]: Note b with[^c] c\n\n[^d]:\n\n    > Note d\n\n    More of d\n\n[^c]: Read more\n";
    // `page` holds that every link leads somewhere.
    let html = page(&[source(0, "a.md", text), source(1, "b.md", "Other[^a].\n\n[^a]: Note.")]);
    for number in 1..=4 {
        assert_eq!(html.matches(&format!(" id=\"note-a-md-{number}\"")).count(), 1, "{html}");
        assert_eq!(html.matches(&format!(" id=\"call-a-md-{number}\"")).count(), 1, "{html}");
    }
}

#[test]
fn front_matter_is_read_and_left_out() {
    for text in [
        "---\ntitle: 'A: b'\nauthors:\n  - Silva, Ana\n  - WHO\nurl: https://a.example/\ndate: 2021-04-05T10:00:00Z\ndraft: {title: no}\n---\n# A\n\nText.\n",
        "+++\ntitle = 'A: b'\n\nauthor = [\"Silva, Ana\", \"WHO\"]\n\naddress = \"https://a.example/\"\npublished = 2021-04-05\n[x]\ntitle = 1\n+++\n# A\n\nText.\n",
    ] {
        edited(&[source(0, "a.md", text)], |e| {
            let record = &e.links.records[0];
            assert_eq!(record.title.as_ref().unwrap().value, "A: b");
            assert_eq!(record.title.as_ref().unwrap().from, sourcebook::model::Origin::Text(2));
            let names: Vec<String> = record.authors.as_ref().unwrap().value.iter().map(ToString::to_string).collect();
            assert_eq!(names, ["Ana Silva", "WHO"]);
            assert_eq!(record.address.as_ref().unwrap().value, "https://a.example/");
            assert_eq!(record.published.as_ref().unwrap().value.to_string(), "2021-04-05");
            let last = e.sources[0].markup.as_ref().unwrap().front.as_ref().unwrap().lines.clone();
            for line in last.clone() {
                let fate = e.cleaned.ledger.fate(e.sources[0].at(line));
                assert!(matches!(fate, Fate::Dropped { rule, .. } if rule.as_str() == "front-matter"), "{line}");
            }
            assert_eq!(e.outline.sections[0].heading, Some(last.end() + 1));
        });
    }
    // What is no metadata is text.
    for text in [
        "---\nText.\n\n---\n\nMore.",
        "---\n- a\n---\n",
        "---\n",
        "+++\na\n+++",
        "---\ntitle: [\n---\n",
        "---\na: &x [*x]\n",
    ] {
        assert!(source(0, "a.md", text).markup.unwrap().front.is_none(), "{text:?}");
    }
}

/// A row without words has as many signs as characters: were each looked for among all, this would take minutes.
#[test]
fn a_long_row_of_a_table_takes_time_that_grows_with_it() {
    let row = |cell: &str| format!("|{cell}").repeat(100_000);
    let text = format!("{}|\n{}|\n{}|\n", row("a"), row("-"), row(" "));
    let start = std::time::Instant::now();
    let source = source(0, "a.md", &text);
    assert!(source.markup.unwrap().marks.len() > 100_000);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn the_export_keeps_lists_quotes_code_and_tables() {
    let text = "# Of Words And Signs\n\nOf *words* | and [signs](https://a.example/).\n\n1. a\n   - b\n\n     ```rust\n     c(\"*\")\n     ```\n\n   d\n2. e\n\n> f\n>\n> g\n\n| h | i |\n|---|--:|\n| | j\\|k |\n";
    let exported = edited(&[source(0, "a.md", text)], |e| {
        let pages = export::markdown(e, export::Tool::Mdbook);
        let page = pages.into_iter().find(|p| p.path == "unsorted.md").unwrap();
        String::from_utf8(page.bytes).unwrap()
    });
    // Read again, it has the same blocks.
    let again = markdown::markup(&Source::new(SourceId(0), "b.md".into(), "b".into(), exported.clone()));
    let blocks: Vec<(&str, usize)> = again.blocks.iter().map(|b| (b.kind.as_str(), b.within.len())).collect();
    let list = [("list", 1), ("list", 2), ("code", 2), ("prose", 2), ("prose", 1), ("list", 1)];
    let found = blocks.windows(list.len()).any(|w| w == list);
    assert!(found, "{blocks:?}\n{exported}");
    let quote = [("prose", 1), ("prose", 1), ("table", 0)];
    assert!(blocks.windows(3).any(|w| w == quote), "{blocks:?}\n{exported}");
    assert!(exported.contains("|  | j\\|k |"), "{exported}");
    assert!(exported.contains("Of *words* \\| and [signs](<https://a.example/>)."), "{exported}");
}

#[test]
fn a_link_of_a_source_may_be_any_text() {
    let hostile = "# <img src=x onerror=alert(1)> {{ 7*7 }}\n\n[</a><script>alert(1)</script>](https://a.example/\"onmouseover=alert(1))\n\n![\"><svg onload=alert(1)>](x)\n\n`</code><script>`\n\n```\"><script>\n</pre><script>alert(1)</script>\n```\n\n| <b> | {% raw %} |\n|---|---|\n| </td> | \u{202e}x |\n";
    let html = page(&[source(0, "a.md", hostile)]);
    let main = html.split("<main").nth(1).unwrap();
    for tag in ["<script>alert", "<img", "<svg", "onmouseover=\"", "<b>"] {
        assert!(!main.contains(tag), "{tag} in {main}");
    }
    assert!(main.contains("{{ 7*7 }}") && main.contains("{% raw %}"));
}

#[test]
fn deep_and_long_text_is_read() {
    let deep = [">".repeat(10_000), "- ".repeat(2_000) + "a", "*a ".repeat(5_000), "[".repeat(10_000)].join("\n\n");
    let long = format!("{}\n\n{}", "**a** `b` ".repeat(1_000), "|a".repeat(5_000));
    let lines = (0..2_000).map(|i| format!("{}- a{i}\n", " ".repeat(i % 40))).collect::<String>();
    page(&[source(0, "a.md", &deep), source(1, "b.md", &long), source(2, "c.md", &lines)]);
}

/// Pieces of Markdown.
fn markdown() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "# ",
        "## ",
        "### ",
        "> ",
        ">",
        "- ",
        "* ",
        "1. ",
        "12) ",
        "  ",
        "    ",
        "\t",
        "```",
        "```rust\n",
        "~~~\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "](a.md)",
        "](<a b> 'c')",
        "![",
        "[^1]",
        "[^1]: ",
        "[a]: b\n",
        "[a]",
        "|",
        "|-|-|\n",
        "| a | b |\n",
        "\\|",
        "---\n",
        "===\n",
        "***\n",
        "\\",
        "\\\n",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "<https://a.example/>",
        "&amp;",
        "é",
        "\u{a0}",
        "\u{2028}",
        "\0",
        "+++\n",
        "title: a\n",
        "word",
        "word ",
        "Word. ",
    ]);
    let piece = prop_oneof![6 => sign.prop_map(str::to_owned), 1 => ".{0,6}"];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_a_word_or_a_sign(text in markdown()) {
        let mut source = Source::new(SourceId(0), "a.md".into(), "a".into(), text);
        let markup = markdown::markup(&source);
        source.markup = Some(markup.clone());
        // Signs follow one another, and none leaves its line or cuts a character.
        prop_assert!(markup.marks.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{:?}", markup.marks);
        for mark in &markup.marks {
            let line = source.line(source.line_at(mark.span.start)).unwrap();
            prop_assert!(line.span.start <= mark.span.start && mark.span.end <= line.span.end && !mark.span.is_empty());
            prop_assert!(source.text.get(mark.span.clone()).is_some());
        }
        prop_assert!(markup.verbatim.windows(2).all(|w| w[0].end <= w[1].start), "{:?}", markup.verbatim);
        // Marked words hold others whole.
        let mut open: Vec<&Span> = Vec::new();
        for span in &markup.spans {
            while open.pop_if(|o| o.range.end <= span.range.start).is_some() {}
            prop_assert!(open.last().is_none_or(|o| span.range.end <= o.range.end), "{:?}", markup.spans);
            open.push(span);
        }
        // A line is in one block, or nothing but signs.
        let mut next = 1;
        for block in &markup.blocks {
            prop_assert!(*block.range().start() >= next && block.lines.windows(2).all(|w| w[0] < w[1]), "{:?}", markup.blocks);
            next = block.range().end() + 1;
        }
        for line in source.lines() {
            let is_part = markup.block(line).is_some_and(|b| b.lines.contains(&line));
            prop_assert!(is_part || source.words(line).trim().is_empty(), "line {line}: {:?}", source.raw(line));
        }
    }

    #[test]
    fn no_letter_is_a_sign_unless_it_says_where_a_link_leads(
        text in prop::collection::vec(prop::sample::select(vec![
            "\n", "\n\n", "# ", "> ", "- ", "1. ", "    ", "`", "*", "_", "~~", "|", "|-|-|\n", "| a | b |\n", "---\n", "===\n",
            "\\", "<b>", "<!--", "&amp;", "word", "Ünïcode ", "é", "\u{202e}",
        ]), 0..50).prop_map(|pieces| pieces.concat())
    ) {
        // A fence may name a language.
        let text = text.replace("```", "` ").replace("~~~", "~ ");
        let mut source = Source::new(SourceId(0), "a.md".into(), "a".into(), text);
        source.markup = Some(markdown::markup(&source));
        let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        for line in source.lines() {
            prop_assert_eq!(letters(source.raw(line)), letters(&source.words(line)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_keeps_the_account_and_leaves_signs_and_code_alone(text in markdown()) {
        let mut source = Source::new(SourceId(0), "a.md".into(), "a".into(), text.replace("word", "dont"));
        source.markup = Some(markdown::markup(&source));
        edited(std::slice::from_ref(&source), |e| {
            for line in source.lines() {
                for edit in e.cleaned.ledger.edits(source.at(line)) {
                    assert!(!source.forbids(line, &edit.span) && !source.is_code(line));
                }
                let in_code = source.block(line).is_some_and(|b| matches!(b.kind, BlockKind::Code { .. }));
                let front = source.markup.as_ref().unwrap().front.as_ref().is_some_and(|f| f.lines.contains(&line));
                assert!(!in_code || front || !e.cleaned.ledger.is_dropped(source.at(line)));
            }
        });
    }
}
