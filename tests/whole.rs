//! Any text makes a sound book: the whole pipeline, checked by its own checks.

use proptest::prelude::*;
use sourcebook::{
    book::Book,
    check,
    clean::rules::Rules,
    model::{Finding, Severity, Source, SourceId},
    pipeline,
    read::{self, Theme},
    render::render,
};
use std::{path::Path, sync::LazyLock};

static THEME: LazyLock<Theme> = LazyLock::new(|| read::theme(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

fn book() -> Book {
    let topic = |id: &str| format!("[[topic]]\nid = \"{id}\"\ntitle = \"{id}\"\nterms = [\"{id}\"]\n");
    let toml = format!("[book]\ntitle = \"A <book>\"\n{}{}", topic("one"), topic("two"));
    Book::parse(Path::new("."), toml).unwrap()
}

/// Text of pieces that mean something to one stage or another.
fn text() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        "\n",
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
        "• ",
        "- ",
        "12. ",
        "a) ",
        "```",
        "```rust",
        "~~~",
        "\t",
        "    ",
        "\u{a0}",
        "\u{c}",
        "\0",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{202e}",
        "&amp;",
        "&",
        "<b>",
        "</p>",
        "<!--",
        "\"",
        "'",
        "{{ x }}",
        "]]>",
        "dont ",
        "â",
        "â€™",
        "Read more",
        "4.96/5",
        "Smith (2001), A Work. ",
        "The quick brown fox. ",
        "Introduction",
        "word ",
        "word ",
        "[1]",
        "*",
        "**",
        "~~",
        "`",
        "[",
        "](a.md)",
        "](https://a.example/b \"c\")",
        "![",
        "[^1]",
        "[^1]: ",
        "[a]: <b>",
        "|",
        "|-|-|\n",
        "| a | b |\n",
        "1. ",
        "  - ",
        "---\n",
        "===\n",
        "\\",
        "  \n",
        "<https://a.example/>",
    ]);
    let piece = prop_oneof![4 => mark.prop_map(str::to_owned), 1 => ".{0,8}"];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Errors of a book of these texts: the first is plain text, the others are Markdown.
fn errors(texts: Vec<String>) -> Vec<Finding> {
    let (book, rules) = (book(), Rules::built_in());
    let source = |(i, text): (usize, String)| {
        let ending = if i == 0 { "txt" } else { "md" };
        let mut source = Source::new(SourceId(i as u32), format!("{i}.{ending}"), format!("s{i}"), text);
        source.markup = (i > 0).then(|| read::markdown::markup(&source));
        source
    };
    let sources: Vec<Source> = texts.into_iter().enumerate().map(source).collect();
    let edition = pipeline::edit(&book, &rules, &sources);
    let pages = render(&edition, &THEME).unwrap();
    let found = edition.findings.iter().cloned().chain(check::pages(&edition, &THEME, &pages));
    found.filter(|f| f.severity == Severity::Error).collect()
}

#[test]
fn a_note_that_begins_with_code_leads_nowhere() {
    for note in [
        "[^1]: ```\n\n[^1]",
        "|-|-|\n[^1]: ```\n\u{a0}[^1]",
        "a[^1]\n\n[^1]:     code\n",
        "a[^1]\n\n[^1]:\n\n        code\n",
    ] {
        assert_eq!(errors(vec![String::new(), note.into()]), [], "{note:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_sound_book(texts in prop::collection::vec(text(), 2..4)) {
        prop_assert_eq!(errors(texts), []);
    }
}
