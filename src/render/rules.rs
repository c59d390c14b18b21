//! What rules say of themselves, and the rule table as a page: what each rule does, why, and how often it did so here.

use super::{
    context::{Html, Rule, RuleTable, RulesPage},
    language::english,
    site::Site,
    text::text_html,
};
use crate::{
    clean::rules::{self, Action},
    model::{Fate, Reason, RuleName},
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
    let texts = |texts: &[String]| texts.iter().map(|text| said(site, rule, text)).collect();
    Rule {
        name: rule.name.to_string(),
        what: what(site, rule),
        why: why(site, rule),
        pattern: rule.spec.pattern.clone(),
        unless: rule.spec.unless.clone(),
        max_words: rule.spec.max_words,
        hits: texts(&rule.spec.hits),
        spares: texts(&rule.spec.spares),
        from_book: rule.from_book,
        on: rule.on,
        lines,
        href: (lines > 0).then(|| site.rule_in_audit(path, &rule.name)),
    }
}

/// What a rule drops or mends.
pub(super) fn what(site: &Site<'_>, rule: &rules::Rule) -> Html {
    own(site, rule, "what", &rule.spec.what)
}

fn why(site: &Site<'_>, rule: &rules::Rule) -> Html {
    own(site, rule, "why", &rule.spec.why)
}

/// What a rule says of itself: in the book's language as far as there are words.
fn own(site: &Site<'_>, rule: &rules::Rule, key: &str, text: &str) -> Html {
    match site.lang.rule(&rule.name, key) {
        Some(words) => Html(text_html(&words)),
        None => said(site, rule, text),
    }
}

/// What stands in the rule's table: in English, if the book did not add it.
fn said(site: &Site<'_>, rule: &rules::Rule, text: &str) -> Html {
    if rule.from_book { Html(text_html(text)) } else { english(text, &site.edition.book.language) }
}

/// Why a rule acted on a line. A person's reasons are in the book's language.
pub(super) fn because(site: &Site<'_>, rule: &RuleName, because: &Reason) -> Html {
    match because {
        Reason::Rule => site.edition.rules.get(rule.as_str()).map(|rule| what(site, rule)).unwrap_or_default(),
        Reason::Own(words) => Html(text_html(words)),
        Reason::Said(said) => match site.lang.is_english() {
            true => english(&site.lang.tell(said), &site.edition.book.language),
            false => Html(text_html(&site.lang.tell(said))),
        },
    }
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
