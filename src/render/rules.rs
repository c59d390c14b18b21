//! The rule table as a page: what each rule does, why, and how often it did so here.

use super::{
    context::{Rule, RuleTable, RulesPage},
    site::Site,
};
use crate::{
    clean::rules::{self, Action},
    model::Fate,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn page(site: &Site<'_>, path: &str) -> RulesPage {
    let touched = touched(site);
    let table = |action: Action| {
        let rules = site.edition.rules.iter().filter(|r| r.action == action);
        let name = match action {
            Action::Drop => "drop",
            Action::Repair => "repair",
        };
        RuleTable { action: name, rules: rules.map(|r| rule(site, path, r, &touched)).collect() }
    };
    RulesPage {
        shell: site.shell(path, &site.lang.say("shell.rules", &[])),
        tables: vec![table(Action::Drop), table(Action::Repair)],
    }
}

fn rule(site: &Site<'_>, path: &str, rule: &rules::Rule, touched: &BTreeMap<&str, usize>) -> Rule {
    let lines = touched.get(rule.name.as_str()).copied().unwrap_or_default();
    Rule {
        name: rule.name.to_string(),
        what: rule.spec.what.clone(),
        why: rule.spec.why.clone(),
        pattern: rule.spec.pattern.clone(),
        max_words: rule.spec.max_words,
        hits: shown(&rule.spec.hits),
        spares: shown(&rule.spec.spares),
        from_book: rule.from_book,
        on: rule.on,
        lines,
        href: (lines > 0).then(|| site.rule_in_audit(path, &rule.name)),
    }
}

/// Texts without what HTML can't hold.
fn shown(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| super::visible(text).into_owned()).collect()
}

/// Lines that each rule dropped or mended.
fn touched<'a>(site: &Site<'a>) -> BTreeMap<&'a str, usize> {
    let edition = site.edition;
    let mut count = BTreeMap::new();
    for fate in edition.sources.iter().flat_map(|s| edition.cleaned.ledger.fates(s.id)) {
        let rules: BTreeSet<&str> = match fate {
            Fate::Kept => continue,
            Fate::Dropped { rule, .. } => [rule.as_str()].into(),
            Fate::Repaired { edits } => edits.iter().map(|e| e.rule.as_str()).collect(),
        };
        for rule in rules {
            *count.entry(rule).or_insert(0) += 1;
        }
    }
    count
}
