//! Spaces before punctuation.

use super::draft::Change;
use crate::{clean::rules::Rules, model::Certainty};
use regex::Regex;
use std::sync::LazyLock;

static STRAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N})\]”’%]([ \u{a0}]+)[.,](?:[ \u{a0}]|$)").ok());

/// `Organization .` → `Organization.`; ` ...`, ` .5` and decimal commas stay.
pub(super) fn before_punctuation(rules: &Rules, text: &str) -> Vec<Change> {
    let (Some(rule), Some(stray)) = (rules.on("space-before-punctuation"), STRAY.as_ref()) else { return Vec::new() };
    if text.contains(['`', '{', ';']) && text.contains(['`', '{']) {
        return Vec::new();
    }
    stray
        .captures_iter(text)
        .filter_map(|c| c.get(1))
        .filter(|spaces| {
            let after = &text[spaces.end() + 1..];
            !after.trim_start().starts_with(['.', ','])
        })
        .map(|spaces| Change {
            span: spaces.range(),
            to: String::new(),
            rule: rule.clone(),
            certainty: Certainty::Certain,
            suggest: None,
        })
        .collect()
}
