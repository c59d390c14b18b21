//! Every rule of the table fires where it says that it does, and stays silent where it says that it does.

use sourcebook::{
    book::Book,
    clean::{clean, rules::Rules},
    model::{Fate, Source, SourceId},
    read::markdown,
    render::in_english,
};
use std::path::Path;

/// A reason is told when the language file has its words and all that they name is filled in.
fn told(because: &str) {
    assert!(!because.is_empty() && !because.contains("reason.") && !because.contains('{'), "{because:?}");
}

/// Names of the rules that acted on a text: drops, edits and suggestions. A text may be of several sources; one that
/// begins with a fence is Markdown.
fn acted(rules: &Rules, text: &str) -> Vec<String> {
    let (decided, text) = text.split_once("\n\n— the source —\n\n").unwrap_or(("", text));
    let book = Book::parse(Path::new("."), format!("[book]\ntitle = \"T\"\n\n{decided}\n")).unwrap();
    let by_hand = Rules::for_book(&book).unwrap();
    let rules = if decided.is_empty() { rules } else { &by_hand };
    let name = |i: usize| if i == 0 { "page.txt".to_owned() } else { format!("page-{i}.txt") };
    let parts = text.split("\n\n— another source —\n\n").enumerate();
    let sources: Vec<Source> = parts
        .map(|(i, text)| {
            let mut source = Source::new(SourceId(i as u32), name(i), format!("case-{i}"), text.to_owned());
            source.markup = text.starts_with(['-', '+']).then(|| markdown::markup(&source));
            source
        })
        .collect();
    let cleaned = clean(rules, &sources, true);
    assert!(cleaned.by_hand.wrong.is_empty(), "{:?}", cleaned.by_hand.wrong);
    cleaned.suggestions.iter().for_each(|s| told(&in_english(&s.because, &s.edit.rule, rules)));
    cleaned.suspects.iter().for_each(|s| told(&in_english(&s.because, &s.rule, rules)));
    let mut names: Vec<String> = cleaned.suggestions.iter().map(|s| s.edit.rule.to_string()).collect();
    for fate in sources.iter().flat_map(|s| cleaned.ledger.fates(s.id)) {
        match fate {
            Fate::Kept => {}
            Fate::Repaired { edits } => names.extend(edits.iter().map(|e| e.rule.to_string())),
            Fate::Dropped { rule, because } => {
                told(&in_english(because, rule, rules));
                names.push(rule.to_string());
            }
        }
    }
    names
}

#[test]
fn every_rule_hits_its_hits_and_spares_its_spares() {
    let rules = Rules::built_in();
    let mut wrong = Vec::new();
    for rule in rules.iter() {
        let name = rule.name.as_str();
        assert!(!rule.spec.hits.is_empty() && !rule.spec.spares.is_empty(), "{name} needs a case of each kind");
        for text in &rule.spec.hits {
            let acted = acted(&rules, text);
            if !acted.iter().any(|n| n == name) {
                wrong.push(format!("{name} leaves {text:?} alone; acted: {acted:?}"));
            }
        }
        for text in &rule.spec.spares {
            if acted(&rules, text).iter().any(|n| n == name) {
                wrong.push(format!("{name} acts on {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
