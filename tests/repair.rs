//! Repairs: every rule acts where its entry says so and nowhere else, and edits always fit.

use proptest::prelude::*;
use sourcebook::{
    clean::{
        repair::{Repairer, Repairs},
        rules::{Action, Rules},
    },
    model::{Source, SourceId, apply},
};
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

fn source(text: &str) -> Source {
    Source::new(SourceId(0), "a.txt".into(), "a".into(), text.into())
}

fn repairs(text: &str) -> Vec<(String, Repairs)> {
    let sources = [source(text)];
    let repairer = Repairer::new(&RULES, &sources);
    sources[0].lines().map(|line| (sources[0].raw(line).to_owned(), repairer.line(&sources[0], line))).collect()
}

fn mended(text: &str) -> String {
    let lines = repairs(text);
    lines.iter().map(|(raw, r)| apply(raw, &r.edits)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_rule_acts_on_its_hits_and_spares_its_spares() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|r| r.action == Action::Repair) {
        let acts = |text: &str| {
            repairs(text).iter().any(|(_, r)| {
                r.edits
                    .iter()
                    .map(|e| &e.rule)
                    .chain(r.suggestions.iter().map(|s| &s.edit.rule))
                    .any(|n| *n == rule.name)
            })
        };
        for text in rule.spec.hits.iter().filter(|t| !acts(t)) {
            wrong.push(format!("{} does not act on {text:?}", rule.name));
        }
        for text in rule.spec.spares.iter().filter(|t| acts(t)) {
            wrong.push(format!("{} acts on {text:?}: {:?}", rule.name, mended(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn damage_is_mended() {
    for (damaged, whole) in [
        ("We dont know. Its beautiful work.", "We don't know. It's beautiful work."),
        ("âWe know,â she said â and he left.", "“We know,” she said — and he left."),
        ("They playa pivotal role in the mill.", "They play a pivotal role in the mill."),
        ("The stem is hollow,muscular and long .", "The stem is hollow, muscular and long."),
        ("The millâ€™s cafÃ© &amp; shop", "The mill’s café & shop"),
        ("They said that itmay not matter.", "They said that it may not matter."),
    ] {
        assert_eq!(mended(damaged), whole);
    }
}

#[test]
fn other_languages_and_code_stay() {
    for text in [
        "Le château est grand, et la pâte à pain que le pâtissier prépare est bonne.",
        "Vraiment ? Oui ! Il y a du pain : du bon pain ; et du vin pour tous les amis.",
        "const x = `a , b`; // dont touch",
        "git clone https://example.org/isnt/withmany.git",
    ] {
        assert_eq!(mended(text), text);
    }
}

fn damaged() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("dont".to_owned()),
        Just("â".to_owned()),
        Just("Ã©".to_owned()),
        Just("&amp;".to_owned()),
        Just("Its".to_owned()),
        Just("withmany".to_owned()),
        Just("EffectsDuring".to_owned()),
        Just(" ,".to_owned()),
        Just(" .".to_owned()),
        Just("the brains reaction".to_owned()),
        Just("İ".to_owned()),
        "[a-z]{1,9}",
        "[ ,.:;'’\"“”()-]",
        "\\PC{0,6}",
    ];
    prop::collection::vec((piece, prop::bool::ANY), 0..24)
        .prop_map(|v| v.into_iter().map(|(p, gap)| if gap { p + " " } else { p }).collect())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for (raw, r) in repairs(text) {
        let mut free = 0;
        for e in &r.edits {
            prop_assert!(e.span.start >= free, "{:?} overlaps in {raw:?}", e);
            prop_assert!(raw.get(e.span.clone()).is_some_and(|was| was != e.to), "{:?} does not fit {raw:?}", e);
            free = e.span.end;
        }
        for s in &r.suggestions {
            prop_assert!(raw.get(s.edit.span.clone()).is_some_and(|was| was != s.edit.to));
        }
        let once = apply(&raw, &r.edits);
        let twice = mended(&once);
        if !once.contains(['\n', '\r']) {
            let again = repairs(&once);
            prop_assert!(again.iter().all(|(_, r)| r.edits.is_empty()), "{raw:?} → {once:?} → {twice:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_fit_and_a_second_run_changes_nothing(text in damaged()) {
        check(&text)?;
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,200}") {
        check(&text)?;
    }
}
