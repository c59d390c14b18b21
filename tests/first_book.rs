//! This repository's own book against labels made by hand: fates, repairs, sections and topics.

use serde_json::Value;
use sourcebook::{
    book::Book,
    clean::rules::Rules,
    model::{BlockKind, Severity},
    pipeline, read, render,
};
use std::path::Path;

fn labels() -> Value {
    serde_json::from_str(include_str!("fixtures/first-book.json")).expect("the fixture is JSON")
}

fn number(value: &Value) -> u32 {
    value.as_u64().expect("a line number") as u32
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// Quotation marks compare by kind, not by shape.
fn straight(text: &str) -> String {
    text.replace(['’', '‘'], "'").replace(['“', '”'], "\"")
}

#[test]
fn the_first_book_is_as_labelled() {
    let labels = labels();
    let book = Book::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("book.toml is valid");
    let rules = Rules::for_book(&book).expect("its rules are valid");
    let sources = read::sources(&book).expect("its seeds are readable");
    let source = sources.iter().find(|s| s.path == labels["source"]).expect("the first source");
    let edition = pipeline::edit(&book, &rules, &sources);
    let ledger = &edition.cleaned.ledger;
    let mut wrong = Vec::new();

    for label in list(&labels["lines"]) {
        let line = number(&label["line"]);
        let dropped = ledger.is_dropped(source.at(line));
        if label["fate"] != "any" && (label["fate"] == "drop") != dropped {
            wrong.push(format!("line {line}: {:?}, wanted {}", ledger.fate(source.at(line)), label["fate"]));
        }
    }

    for repair in list(&labels["repairs"]) {
        let line = number(&repair["line"]);
        let (before, after) = (repair["wrong"].as_str().unwrap_or(""), repair["right"].as_str().unwrap_or(""));
        let text = straight(&ledger.text(source, line).unwrap_or_default());
        let made = text.contains(&straight(after)) && !text.contains(before);
        if repair["automatic"] == true && !made {
            wrong.push(format!("line {line}: {before:?} did not become {after:?}: {text}"));
        }
    }
    for term in list(&labels["never_change"]) {
        let term = term.as_str().unwrap_or("");
        let stands = source
            .lines()
            .filter(|&l| source.raw(l).contains(term))
            .all(|l| ledger.text(source, l).is_none_or(|t| t.contains(term)));
        if !stands {
            wrong.push(format!("{term:?} was changed"));
        }
    }

    let sections = list(&labels["sections"]);
    assert_eq!(edition.outline.sections.len(), sections.len());
    for (label, (section, placement)) in sections.iter().zip(edition.outline.sections.iter().zip(&edition.placements)) {
        let topic = placement.topic.map(|t| book.topics[t].id.as_str());
        if section.heading != Some(number(&label["first"])) {
            wrong.push(format!("heading at {:?}, wanted {}", section.heading, label["first"]));
        }
        if !list(&label["topics"]).iter().any(|t| t.as_str() == topic) {
            wrong.push(format!("{} is in {topic:?}, wanted {}", label["heading"], label["topics"]));
        }
    }
    let subheadings = edition.outline.sections.iter().flat_map(|s| &s.blocks);
    assert_eq!(subheadings.filter(|b| matches!(b.kind, BlockKind::Heading { .. })).count(), 1);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_first_book_renders_without_an_error() {
    let book = Book::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("book.toml is valid");
    let rules = Rules::for_book(&book).expect("its rules are valid");
    let sources = read::sources(&book).expect("its seeds are readable");
    let edition = pipeline::edit(&book, &rules, &sources);
    let theme = read::theme(&book.root).expect("the theme is readable");
    let pages = render::render(&edition, &theme).expect("the templates render");
    let findings = edition.findings.iter().cloned().chain(sourcebook::check::pages(&edition, &theme, &pages));
    let errors: Vec<_> = findings.filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for id in ["mechanism", "history", "coverage", "effects"] {
        assert!(pages.iter().any(|p| p.path == format!("topics/{id}.html")), "no page for {id}");
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let book = Book::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("book.toml is valid");
            let rules = Rules::for_book(&book).expect("its rules are valid");
            let sources = read::sources(&book).expect("its seeds are readable");
            let edition = pipeline::edit(&book, &rules, &sources);
            render::render(&edition, &read::theme(&book.root).expect("a theme")).expect("the templates render")
        })
    };
    assert!(build(1) == build(2));
}
