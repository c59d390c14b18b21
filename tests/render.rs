//! Pages made of a small edition, built by hand: what is hostile stays text, and every hook is there.

use sourcebook::{
    book::{Book, SiteUrl},
    clean::{Cleaned, rules::Rules},
    group::Placement,
    link,
    model::{Align, Block, BlockKind, Certainty, Edit, Ledger, Outline, Reason, Section, SectionId, Source, SourceId},
    pipeline::Edition,
    read::Theme,
    render::{Page, render},
};
use std::{collections::BTreeMap, fs, path::Path};

const HOSTILE: &str = "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} *a* _b_ [c](javascript:d) &amp; \u{202e}evil";

fn theme() -> Theme {
    fn files(root: &Path, below: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(below).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                files(root, &entry.path(), into);
            } else {
                let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                into.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut theme = Theme::default();
    files(&root.join("static"), &root.join("static"), &mut theme.assets);
    let mut templates = BTreeMap::new();
    files(&root.join("templates"), &root.join("templates"), &mut templates);
    let words = |tag: &str| fs::read_to_string(root.join(format!("data/lang/{tag}.toml"))).unwrap();
    theme.own_words = ["en", "de"].map(|tag| (tag.to_owned(), words(tag))).into();
    theme.templates = templates.into_iter().map(|(name, text)| (name, String::from_utf8(text).unwrap())).collect();
    theme
}

fn book() -> Book {
    let topic = "[[topic]]\nid = \"one\"\ntitle = \"One & only\"\nterms = [\"one\"]\n";
    Book::parse(Path::new("."), format!("[book]\ntitle = \"A <book>\"\n{topic}")).unwrap()
}

fn block(kind: BlockKind, lines: &[u32]) -> Block {
    Block { kind, lines: lines.to_vec(), within: vec![] }
}

fn item(marker: usize, ordered: bool, depth: u8, line: u32) -> Block {
    block(BlockKind::Item { marker, ordered, depth }, &[line])
}

/// Renders one source: its title on line 1, and one section of these blocks with its heading on line 2.
fn pages(text: &str, blocks: Vec<Block>, mark: impl Fn(&Source, &mut Ledger), theme: &Theme) -> Vec<Page> {
    let (book, rules) = (book(), Rules::built_in());
    let sources = [Source::new(SourceId(0), "a <b>.txt".into(), "a-b".into(), text.into())];
    let mut ledger = Ledger::new(&sources);
    mark(&sources[0], &mut ledger);
    let id = SectionId("p-0123456789".into());
    let sections = vec![Section { id, source: SourceId(0), heading: Some(2), blocks }];
    let outline = Outline { titles: vec![Some(1)], sections };
    let edition = Edition {
        book: &book,
        rules: &rules,
        sources: &sources,
        links: link::link(&book, &sources, &ledger, &outline, &[]),
        cleaned: Cleaned {
            ledger,
            suggestions: vec![],
            suspects: vec![],
            repeats: Default::default(),
            by_hand: Default::default(),
        },
        topics: book.topics.clone(),
        decided: Default::default(),
        placements: vec![Placement { topic: Some(0), score: 1.0, ..Placement::default() }],
        outline,
        findings: vec![],
    };
    render(&edition, theme).unwrap_or_else(|e| panic!("{e}: {:?}", e.excerpt.as_ref().map(|x| &x.label)))
}

fn page<'a>(pages: &'a [Page], path: &str) -> &'a str {
    let page = pages.iter().find(|p| p.path == path).unwrap_or_else(|| panic!("no page {path}"));
    std::str::from_utf8(&page.bytes).unwrap()
}

fn topic(text: &str, blocks: Vec<Block>, mark: impl Fn(&Source, &mut Ledger)) -> String {
    page(&pages(text, blocks, mark, &theme()), "topics/one.html").to_owned()
}

fn has(html: &str, what: &str) {
    assert!(html.contains(what), "no {what:?} in:\n{html}");
}

#[test]
fn hostile_text_stays_text_on_every_page() {
    let text = format!("{HOSTILE}\n{HOSTILE}\n    # {HOSTILE}\n");
    let pages = pages(&text, vec![block(BlockKind::Paragraph, &[3])], |_, _| {}, &theme());
    for page in pages.iter().filter(|p| p.path.ends_with(".html")) {
        let html = std::str::from_utf8(&page.bytes).unwrap();
        assert!(!html.contains("<script>"), "{}", page.path);
        assert!(!html.contains("<em>") && !html.contains("href=\"javascript"), "{}", page.path);
        assert!(!html.contains("A <book>"), "{}", page.path);
    }
    let html = page(&pages, "topics/one.html");
    has(
        html,
        "<p data-lines=\"3\"><bdi># &lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} {% raw %} *a* _b_ [c](java",
    );
    has(html, "&amp;amp; \u{202e}evil</bdi><sup data-gen>");
    has(page(&pages, "sources/a-b.html"), "<code><bdi>    # &lt;script&gt;");
}

#[test]
fn control_characters_are_shown() {
    let html = topic("t\nh\na\0b\u{7f}c\u{80}\n", vec![block(BlockKind::Paragraph, &[3])], |_, _| {});
    has(&html, "a\u{2400}b\u{2421}c\u{fffd}<sup");
}

#[test]
fn a_passage_has_its_hooks_and_citations() {
    let html = topic("t\nh\none\ntwo\n\nthree\n", vec![block(BlockKind::Paragraph, &[3, 4, 6])], |_, _| {});
    has(
        &html,
        "<section class=\"passage\" id=\"p-0123456789\" aria-labelledby=\"h-p-0123456789 l-p-0123456789\" data-source=\"a-b\">",
    );
    has(&html, "<h2 id=\"h-p-0123456789\" data-lines=\"2\">h</h2>");
    has(
        &html,
        "<p data-lines=\"3-4,6\">one\ntwo\nthree<sup data-gen><a role=\"doc-biblioref\" id=\"c-1a\" href=\"#r-1\"",
    );
    has(&html, "<a href=\"../sources/a-b.html#L2-L6\">lines 2–6</a>");
    has(&html, "<li id=\"r-1\">");
    has(&html, "href=\"#c-1a\"");
}

#[test]
fn a_section_that_is_only_a_heading_is_cited_too() {
    let html = topic("t\nh\n", vec![], |_, _| {});
    has(&html, "data-lines=\"2\">h<sup data-gen><a role=\"doc-biblioref\"");
    has(&html, "<a href=\"../sources/a-b.html#L2\">line 2</a>");
}

#[test]
fn a_repair_shows_both_readings() {
    let edit = |span, to: &str| Edit { span, to: to.into(), rule: "r".into(), certainty: Certainty::Certain };
    let mark = |s: &Source, l: &mut Ledger| l.repair(s, 3, vec![edit(5..5, " "), edit(14..16, "")]);
    let pages = pages("t\nh\n withmany words  .\n", vec![block(BlockKind::Paragraph, &[3])], mark, &theme());
    has(
        page(&pages, "topics/one.html"),
        "<p data-lines=\"3\">with<ins title=\"r\"> </ins>many word<del data-gen>s </del> .<sup",
    );
    has(page(&pages, "topics/one.html"), "<span class=\"repaired\">1 repaired</span>");
    has(
        page(&pages, "sources/a-b.html"),
        "read as: <bdi>withmany</bdi> <span class=\"to\">→</span> <bdi>with many</bdi>",
    );
    has(
        page(&pages, "audit.html"),
        "<bdi>withmany</bdi> <span class=\"to\">→</span> <bdi class=\"now\">with many</bdi>",
    );
}

#[test]
fn a_dropped_line_is_told_with_its_rule() {
    let mark = |s: &Source, l: &mut Ledger| l.drop(s.at(4), &"rating".into(), Reason::Own("a rating <5>".into()));
    let pages = pages("t\nh\none\n4.96/5\ntwo\n", vec![block(BlockKind::Paragraph, &[3, 5])], mark, &theme());
    has(page(&pages, "topics/one.html"), "<span class=\"dropped\">1 left out</span>");
    has(page(&pages, "sources/a-b.html"), "<tr id=\"L4\" class=\"dropped\">");
    has(page(&pages, "sources/a-b.html"), "<a href=\"../audit.html#d-rating\">rating</a>: a rating &lt;5&gt;");
    has(page(&pages, "audit.html"), "<h3 id=\"d-rating\">");
    has(page(&pages, "audit.html"), "<a href=\"sources/a-b.html#L4\"><bdi>line 4</bdi></a>");
    has(page(&pages, "rules.html"), "<a href=\"audit.html#d-rating\">1 line");
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    let text = "t\nh\n• a\n  3. b\n  4. c\n  9) d\n• e\n";
    let blocks =
        vec![item(4, false, 0, 3), item(3, true, 1, 4), item(3, true, 1, 5), item(3, true, 1, 6), item(4, false, 0, 7)];
    let html = topic(text, blocks, |_, _| {});
    let plain = regex::Regex::new("(?s)<sup.*?</sup>|\n").unwrap().replace_all(&html, "").into_owned();
    has(
        &plain,
        "<ul><li><p data-lines=\"3\">a</p><ol><li value=\"3\"><p data-lines=\"4\">b</p></li>\
         <li><p data-lines=\"5\">c</p></li><li value=\"9\"><p data-lines=\"6\">d</p></li></ol></li>\
         <li><p data-lines=\"7\">e</p></li></ul>",
    );
}

#[test]
fn quotes_and_code_lose_their_marks_and_nothing_else() {
    let text = "t\nh\n> said\n>> twice\n```rust\nlet a = \"<b>\"; // & c\n\n  \u{202e}d\n```\n";
    let code = BlockKind::Code { language: Some("rust".into()) };
    let html = topic(text, vec![block(BlockKind::Quote, &[3, 4]), block(code, &[5, 6, 7, 8, 9])], |_, _| {});
    has(&html, "<blockquote><p data-lines=\"3-4\">said\ntwice<sup");
    let code = html.split("<code data-lines=\"5-9\">").nth(1).and_then(|s| s.split("</code>").next()).unwrap();
    assert!(code.contains("<span class=\"z-"), "not marked: {code}");
    let text = regex::Regex::new("<[^>]*>").unwrap().replace_all(code, "").into_owned();
    assert_eq!(text, "let a = &quot;&lt;b&gt;&quot;; // &amp; c\n\n  \u{202e}d\n");
}

#[test]
fn rows_between_tabs_are_a_table_without_a_head() {
    let table = BlockKind::Table { columns: vec![Align::Start; 3] };
    let html = topic("t\nh\na\t\tb\t\tc\nd\t\t\t\t<e>\n", vec![block(table, &[3, 4])], |_, _| {});
    let rows = ["<td>a</td> <td>b</td> <td>c</td> </tr>\n", "<td>d</td> <td></td> <td>&lt;e&gt;</td> </tr>\n"];
    has(&html, &format!("<table data-lines=\"3-4\"><tbody>\n<tr>{}</tbody></table>", rows.join("<tr>")));
}

#[test]
fn long_sources_take_several_pages_and_ranges_lead_to_the_first() {
    let text = format!("t\nh\n{}", "x\n".repeat(1200));
    let lines: Vec<u32> = (400..=1100).collect();
    let pages = pages(&text, vec![block(BlockKind::Paragraph, &lines)], |_, _| {}, &theme());
    has(page(&pages, "topics/one.html"), "../sources/a-b.html#L2-L1100");
    has(page(&pages, "sources/a-b.html"), "<tbody id=\"L2-L1100\">");
    has(page(&pages, "sources/a-b-2.html"), "<tr id=\"L501\"");
    has(page(&pages, "sources/a-b-3.html"), "<tr id=\"L1202\"");
}

#[test]
fn a_broken_template_names_its_line() {
    let mut broken = theme();
    broken.templates.insert("home.html".into(), "a\nb {{ shell.nothing }}".into());
    let (book, rules) = (book(), Rules::built_in());
    let sources: [Source; 0] = [];
    let edition = Edition {
        book: &book,
        rules: &rules,
        sources: &sources,
        cleaned: Cleaned {
            ledger: Ledger::new(&sources),
            suggestions: vec![],
            suspects: vec![],
            repeats: Default::default(),
            by_hand: Default::default(),
        },
        outline: Outline::default(),
        topics: book.topics.clone(),
        decided: Default::default(),
        placements: vec![],
        links: link::Links::default(),
        findings: vec![],
    };
    let problem = render(&edition, &broken).unwrap_err();
    assert_eq!(problem.to_string().split(": ").next(), Some("templates/home.html:2:12"));
    render(&edition, &theme()).expect("a book without sources has pages");
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let once = || pages("t\nh\none\n", vec![block(BlockKind::Paragraph, &[3])], |_, _| {}, &theme());
    let pages = once();
    assert_eq!(pages, once());
    assert!(pages.is_sorted_by(|a, b| a.path < b.path));
}

#[test]
fn a_topic_of_many_passages_takes_several_pages_and_keeps_its_addresses() {
    let words = "and the river rose again in the night of the third day ".repeat(40);
    let text: String = (0..60).map(|i| format!("{i} {words}\n")).collect();
    let text = format!("t\n{text}");
    let (mut book, rules) = (book(), Rules::built_in());
    book.site_url = SiteUrl::parse("https://example.org/").ok();
    book.topics[0].description = "About one.".into();
    let sources = [Source::new(SourceId(0), "a.txt".into(), "a".into(), text)];
    let ledger = Ledger::new(&sources);
    let section = |i: u32| Section {
        id: SectionId(format!("p-{i:010}")),
        source: SourceId(0),
        heading: None,
        blocks: vec![block(BlockKind::Paragraph, &[i + 2])],
    };
    let outline = Outline { titles: vec![Some(1)], sections: (0..60).map(section).collect() };
    let placed = Placement { topic: Some(0), score: 1.0, ..Placement::default() };
    let edition = Edition {
        book: &book,
        rules: &rules,
        sources: &sources,
        links: link::link(&book, &sources, &ledger, &outline, &[]),
        cleaned: Cleaned {
            ledger,
            suggestions: vec![],
            suspects: vec![],
            repeats: Default::default(),
            by_hand: Default::default(),
        },
        topics: book.topics.clone(),
        decided: Default::default(),
        placements: vec![placed; 60],
        outline,
        findings: vec![],
    };
    let pages = render(&edition, &theme()).unwrap();
    let contents = page(&pages, "topics/one.html");
    for i in 0..60 {
        has(contents, &format!("<li id=\"p-{i:010}\"><a href=\"../topics/one-"));
    }
    let parts: Vec<&Page> = pages.iter().filter(|p| p.path.starts_with("topics/one-")).collect();
    assert!(parts.len() > 2, "{} pages", parts.len());
    for part in &parts {
        assert!(part.bytes.len() < 80_000, "{}: {} bytes", part.path, part.bytes.len());
    }
    has(page(&pages, "topics/one-2.html"), "class=\"permalink\" href=\"../topics/one.html#p-");
    has(page(&pages, "topics/one-2.html"), "rel=\"prev\"");
    for path in ["topics/one.html", "topics/one-2.html"] {
        has(page(&pages, path), "<meta property=\"og:description\" content=\"About one.\">");
    }
    has(page(&pages, "sources/a.html"), "../topics/one-3.html#p-");
}

#[test]
fn a_long_list_of_the_account_has_pages_of_its_own() {
    let text = format!("t\nh\none\n{}", "Read more\n".repeat(700));
    let mark =
        |s: &Source, l: &mut Ledger| (4..=703).for_each(|line| l.drop(s.at(line), &"teaser".into(), Reason::Rule));
    let pages = pages(&text, vec![block(BlockKind::Paragraph, &[3])], mark, &theme());
    let audit = page(&pages, "audit.html");
    assert_eq!(audit.matches("<q>").count(), 10);
    has(audit, "<a href=\"audit/d-teaser-2.html\">");
    assert_eq!(page(&pages, "audit/d-teaser-1.html").matches("<q>").count(), 400);
    assert_eq!(page(&pages, "audit/d-teaser-2.html").matches("<q>").count(), 300);
    has(page(&pages, "audit/d-teaser-2.html"), "href=\"../audit.html#d-teaser\"");
}
