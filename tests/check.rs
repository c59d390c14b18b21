//! Every check is silent on a sound book and tells of each way to break it.

use sourcebook::{
    book::Book,
    check,
    clean::{Cleaned, rules::Rules},
    group::Placement,
    link,
    model::{
        Block, BlockKind, Certainty, Edit, Finding, Ledger, Outline, Reason, Section, SectionId, Severity, Source,
        SourceId, Suggestion,
    },
    pipeline::Edition,
    read::{self, Theme},
    render::{Page, render},
};
use std::{path::Path, sync::LazyLock};

const TEXT: &str = "A Title\r\n## Heading & more\n\nFirst <b>, dont \u{a0}ask.\nSecond line.\n• An item\n> quoted\n\
                    > twice\n### Under\n```rust\nlet a = 1;\n\nlet b = \"&amp;\";\n```\nAdvert\nOther Heading\n\
                    9 Works (2001)\nA pull\u{0}quote\n";

fn block(kind: BlockKind, lines: &[u32]) -> Block {
    Block { kind, lines: lines.to_vec(), within: vec![] }
}

fn book() -> Book {
    let topic = |id: &str| format!("[[topic]]\nid = \"{id}\"\ntitle = \"{id}\"\nterms = [\"{id}\"]\n");
    let toml = format!("[book]\ntitle = \"A <book>\"\n{}{}", topic("one"), topic("two"));
    Book::parse(Path::new("."), toml).unwrap()
}

/// Owns what an edition borrows.
struct Parts {
    book: Book,
    rules: Rules,
    sources: Vec<Source>,
}

fn edit(span: std::ops::Range<usize>, to: &str, rule: &str) -> Edit {
    Edit { span, to: to.into(), rule: rule.into(), certainty: Certainty::Certain }
}

impl Parts {
    fn new() -> Self {
        let source = Source::new(SourceId(0), "a b.txt".into(), "a-b".into(), TEXT.into());
        Self { book: book(), rules: Rules::built_in(), sources: vec![source] }
    }

    /// A rule that is in the table.
    fn rule(&self, index: usize) -> &str {
        self.rules.iter().nth(index).expect("there are rules").name.as_str()
    }

    fn edition(&self) -> Edition<'_> {
        let mut ledger = Ledger::new(&self.sources);
        ledger.repair(&self.sources[0], 4, vec![edit(11..15, "don't", self.rule(1))]);
        ledger.drop(self.sources[0].at(15), &self.rule(0).into(), Reason::Rule);
        let code = BlockKind::Code { language: Some("rust".into()) };
        let sections = vec![
            Section {
                id: SectionId("p-0000000001".into()),
                source: SourceId(0),
                heading: Some(2),
                blocks: vec![
                    block(BlockKind::Paragraph, &[4, 5]),
                    block(BlockKind::Item { marker: 4, ordered: false, depth: 0 }, &[6]),
                    block(BlockKind::Quote, &[7, 8]),
                    block(BlockKind::Heading { level: 3 }, &[9]),
                    block(code, &[10, 11, 12, 13, 14]),
                ],
            },
            Section {
                id: SectionId("p-0000000002".into()),
                source: SourceId(0),
                heading: Some(16),
                blocks: vec![block(BlockKind::Reference, &[17]), block(BlockKind::PullQuote, &[18])],
            },
        ];
        let outline = Outline { titles: vec![Some(1)], sections };
        let placement = |topic| Placement { topic: Some(topic), score: 1.0, ..Placement::default() };
        Edition {
            book: &self.book,
            rules: &self.rules,
            sources: &self.sources,
            links: link::link(&self.book, &self.sources, &ledger, &outline, &[]),
            cleaned: Cleaned {
                ledger,
                suggestions: vec![],
                suspects: vec![],
                repeats: Default::default(),
                by_hand: Default::default(),
            },
            topics: book().topics,
            decided: Default::default(),
            placements: vec![placement(0), placement(1)],
            outline,
            findings: vec![],
        }
    }
}

/// What the check of the account says of a sound edition that was changed in one way.
fn account(change: impl FnOnce(&mut Edition<'_>)) -> Vec<Finding> {
    let parts = Parts::new();
    let mut edition = parts.edition();
    change(&mut edition);
    check::account(&edition)
}

#[track_caller]
fn tells(found: &[Finding], severity: Severity, check: &str, words: &str) {
    let hit = found.iter().any(|f| f.severity == severity && f.rule.as_str() == check && f.message.contains(words));
    assert!(hit, "no {severity} {check} {words:?} in {found:#?}");
    assert!(found.iter().all(|f| f.help.is_some() && f.at.is_some()), "{found:#?}");
}

#[test]
fn a_sound_account_is_silent() {
    assert_eq!(account(|_| {}), []);
}

#[test]
fn a_ledger_of_other_sources_is_found() {
    let short = [Source::new(SourceId(0), String::new(), String::new(), "x\n".into())];
    tells(&account(|e| e.cleaned.ledger = Ledger::new(&short)), Severity::Error, "account", "does not sum");
}

#[test]
fn a_text_that_its_lines_do_not_give_is_found() {
    for text in [format!("{TEXT}more"), TEXT.replace('\r', ""), "short".to_owned()] {
        let mut parts = Parts::new();
        parts.sources[0].text = text;
        let sound = Parts::new();
        let mut edition = sound.edition();
        edition.sources = &parts.sources;
        tells(&check::account(&edition), Severity::Error, "account", "joined");
    }
}

#[test]
fn lines_without_a_home_are_found_and_told_as_one_run() {
    let found = account(|e| {
        e.outline.sections[0].blocks.remove(2);
    });
    tells(&found, Severity::Error, "home", "each of lines 7 to 8 survives, but stands on no page");
    assert_eq!(found.len(), 1);
    tells(&account(|e| e.outline.titles[0] = None), Severity::Error, "home", "line 1 survives");
}

#[test]
fn a_line_with_two_homes_is_found() {
    let found = account(|e| e.outline.sections[1].blocks.push(block(BlockKind::Paragraph, &[5])));
    tells(&found, Severity::Error, "home", "line 5 is published more than once");
    tells(&account(|e| e.outline.titles[0] = Some(5)), Severity::Error, "home", "line 5 is published more");
}

#[test]
fn a_dropped_line_that_is_published_is_found() {
    let found = account(|e| e.outline.sections[0].blocks.push(block(BlockKind::Paragraph, &[15])));
    tells(&found, Severity::Error, "home", "line 15 was dropped and is published");
}

#[test]
fn lines_and_sources_that_are_not_there_are_found() {
    let found = account(|e| e.outline.sections[1].blocks.push(block(BlockKind::Paragraph, &[99])));
    tells(&found, Severity::Error, "home", "line 99");
    tells(&account(|e| e.outline.sections[1].source = SourceId(7)), Severity::Error, "home", "does not exist");
}

#[test]
fn ids_and_slugs_that_are_taken_twice_are_found() {
    let found = account(|e| e.outline.sections[1].id = e.outline.sections[0].id.clone());
    tells(&found, Severity::Error, "home", "two sections have the id");
    let mut parts = Parts::new();
    parts.sources.push(Source::new(SourceId(1), "c".into(), "a-b".into(), String::new()));
    tells(&check::account(&parts.edition()), Severity::Error, "home", "the slug");
}

#[test]
fn rules_that_are_not_in_the_table_are_found() {
    let found = account(|e| e.cleaned.ledger.drop(e.sources[0].at(3), &"magic".into(), Reason::Rule));
    tells(&found, Severity::Error, "rule", "the rule magic acted, but the rule table has no such rule");
    let found = account(|e| e.cleaned.ledger.repair(&e.sources[0], 5, vec![edit(0..1, "s", "charm")]));
    tells(&found, Severity::Error, "rule", "charm");
    let found = account(|e| {
        let suggestion = Suggestion { at: e.sources[0].at(5), edit: edit(0..1, "s", "hunch"), because: Reason::Rule };
        e.cleaned.suggestions.push(suggestion);
    });
    tells(&found, Severity::Error, "rule", "hunch");
}

#[test]
fn rules_that_are_off_are_found() {
    let mut parts = Parts::new();
    let off = parts.rule(0).to_owned();
    parts.book.off = vec![sourcebook::book::Spanned { value: off.clone(), span: 0..0 }];
    parts.rules = Rules::for_book(&parts.book).unwrap();
    tells(&check::account(&parts.edition()), Severity::Error, "rule", &format!("{off} acted, but the book switched"));
}

#[test]
fn sections_of_no_topic_and_close_calls_are_noted() {
    tells(&account(|e| e.placements[0].topic = None), Severity::Note, "unsorted", "fits no topic");
    tells(
        &account(|e| e.placements[0].runner_up = Some((1, 0.9))),
        Severity::Note,
        "close-call",
        "one (1.00) before two",
    );
    assert_eq!(account(|e| e.placements[0].runner_up = Some((1, 0.79))), []);
    tells(&account(|e| e.placements[0].topic = Some(9)), Severity::Error, "placement", "does not exist");
    tells(&account(|e| drop(e.placements.pop())), Severity::Error, "placement", "1 placements");
}

static THEME: LazyLock<Theme> = LazyLock::new(|| read::theme(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());
static SOUND: LazyLock<Vec<Page>> = LazyLock::new(|| render(&Parts::new().edition(), &THEME).unwrap());

/// What the check of the pages says of sound pages that were changed in one way.
fn pages(change: impl FnOnce(&mut Vec<Page>)) -> Vec<Finding> {
    let parts = Parts::new();
    let edition = parts.edition();
    let mut pages = SOUND.clone();
    change(&mut pages);
    check::pages(&edition, &THEME, &pages)
}

/// The same, with one piece of a page's HTML replaced.
#[track_caller]
fn with(path: &str, from: &str, to: &str) -> Vec<Finding> {
    let changed = pages(|pages| {
        let page = pages.iter_mut().find(|p| p.path == path).expect("there is such a page");
        let html = String::from_utf8(page.bytes.clone()).unwrap();
        assert!(html.contains(from), "no {from:?} in:\n{html}");
        page.bytes = html.replacen(from, to, 1).into_bytes();
    });
    assert!(changed.iter().all(|f| f.severity == Severity::Error));
    changed
}

const ONE: &str = "topics/one.html";
const TWO: &str = "topics/two.html";

/// The sound page with a link added.
#[track_caller]
fn link_to(href: &str) -> Vec<Finding> {
    with(ONE, "<h1>", &format!("<a href=\"{href}\">x</a><h1>"))
}

#[test]
fn sound_pages_are_silent() {
    assert_eq!(pages(|_| {}), []);
}

#[test]
fn sound_links_are_silent() {
    for href in [
        "https://example.org/a?b=c#d",
        "http://x",
        "mailto:a@b",
        "../index.html",
        "../index.html?q=1&amp;r=2",
        "#main",
        "#",
        "two.html#p-0000000002",
        "./two.html",
        "two.html#p%2D0000000002",
        "../assets/style.css",
        "two.html#p-&#48;00000000&#x32;",
    ] {
        assert_eq!(link_to(href), [], "{href}");
    }
}

#[test]
fn broken_links_are_found() {
    for (href, words) in [
        ("/index.html", "begins with `/`"),
        ("//example.org/", "begins with `/`"),
        ("file:///etc/passwd", "scheme `file:`"),
        ("javascript:alert(1)", "scheme `javascript:`"),
        ("", "is empty"),
        ("three.html", "leads to no page"),
        ("../../index.html", "out of the site"),
        ("two", "must end in .html"),
        ("../", "must end in .html"),
        ("two.html#nowhere", "leads to a place that topics/two.html does not have"),
        ("#nowhere", "leads to a place that topics/one.html does not have"),
    ] {
        tells(&link_to(href), Severity::Error, "link", words);
    }
    tells(&with(ONE, "<h1>", "<img src=\"no.png\"><h1>"), Severity::Error, "link", "no.png");
}

#[test]
fn an_id_that_is_there_twice_is_found() {
    tells(&with(ONE, "<h1>", "<h1 id=\"main\">"), Severity::Error, "id", "\"main\"");
}

#[test]
fn a_page_that_is_no_text_is_found() {
    let found = pages(|pages| pages.push(Page { path: "x.html".into(), bytes: vec![0xff] }));
    tells(&found, Severity::Error, "page", "can't be read back");
}

#[test]
fn passages_that_are_missing_doubled_or_unknown_are_found() {
    // The class is the theme's own business, the name is not.
    assert_eq!(with(TWO, "class=\"passage\"", "class=\"other\""), []);
    let found = with(TWO, "class=\"passage\" id=\"p-", "id=\"q-");
    tells(&found, Severity::Error, "passage", "stands on no page");
    let found = pages(|pages| {
        let mut copy = pages.iter().find(|p| p.path == TWO).unwrap().clone();
        copy.path = "topics/copy.html".into();
        pages.push(copy);
    });
    tells(&found, Severity::Error, "passage", "more than once: topics/two.html, topics/copy.html");
    let found = with(ONE, "<h1>", "<section class=\"passage\" id=\"p-x\" data-source=\"a-b\"></section><h1>");
    tells(&found, Severity::Error, "passage", "no section for the passage \"p-x\"");
    tells(&with(ONE, "data-source=\"a-b\"", "data-source=\"c\""), Severity::Error, "passage", "names the source");
    tells(&with(ONE, "<h1>", "<h1 data-lines=\"1\">"), Severity::Error, "passage", "outside of any passage");
}

#[test]
fn blocks_that_are_missing_doubled_or_out_of_order_are_found() {
    let found = with(ONE, "data-lines=\"7-8\"", "data-lines=\"7\"");
    tells(&found, Severity::Error, "passage", "does not show lines 7-8");
    tells(&found, Severity::Error, "passage", "\"7\" that are no block of it");
    tells(&with(ONE, "data-lines=\"7-8\"", "data-lines=\"x\""), Severity::Error, "passage", "\"x\" that are no block");
    tells(&with(ONE, "data-lines=\"6\"", "data-lines=\"7-8\""), Severity::Error, "passage", "\"7-8\" twice");
    let found = pages(|pages| {
        let page = pages.iter_mut().find(|p| p.path == TWO).unwrap();
        let html = String::from_utf8(page.bytes.clone()).unwrap();
        let (start, end) = (html.find("<p class=\"work\"").unwrap(), html.find("<p class=\"pull\"").unwrap());
        let after = end + html[end..].find("</p>").unwrap() + 4;
        page.bytes = [&html[..start], &html[end..after], &html[start..end], &html[after..]].concat().into_bytes();
    });
    tells(&found, Severity::Error, "passage", "out of order");
}

#[test]
fn words_that_are_not_the_sources_are_found() {
    for (from, to) in [
        ("Second line.", "Second lime."),
        ("Second line.", ""),
        ("Second line.", "Second line. And more."),
        ("&lt;b&gt;", "<b></b>"),
        ("An item", "• An item"),
        ("twice", "&gt; twice"),
        ("Under", "Over"),
        ("Heading &amp; more</h2>", "Heading &amp; less</h2>"),
        ("<del data-gen>", "<del>"),
        ("<sup data-gen>", "<sup>"),
    ] {
        tells(&with(ONE, from, to), Severity::Error, "quote", "which is not their published text");
    }
    tells(&with("references.html", "A Title", "The Title"), Severity::Error, "quote", "the title of a b.txt");
}

#[test]
fn the_generators_own_words_and_white_space_do_not_count() {
    assert_eq!(with(ONE, "Second line.", "Second\n\t line.<i data-gen>Our <b>words</b></i>"), []);
    assert_eq!(with(ONE, "Second line.", "&#83;ec<b>ond</b>&#x20;line&#46;"), []);
}

#[test]
fn blocks_without_citation_are_found() {
    let cite = "<sup data-gen><a role=\"doc-biblioref\"";
    let bare = "<sup data-gen><a role=\"doc-noteref\"";
    tells(&with(ONE, cite, bare), Severity::Error, "citation", "no citation at lines 4-5");
}

#[test]
fn a_title_that_is_missing_is_found() {
    let found = with("references.html", " data-lines=\"1\"", "");
    tells(&found, Severity::Error, "passage", "the title of a b.txt does not show lines 1");
}

#[test]
fn findings_come_in_the_same_order_every_time() {
    let once = || with(ONE, "data-lines=\"7-8\"", "data-lines=\"7\" id=\"main\"");
    assert_eq!(once(), once());
}
