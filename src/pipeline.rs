//! The story: every stage in order, as one pure function.

use std::collections::BTreeMap;

use crate::{
    book::Book,
    check,
    clean::{self, Cleaned, rules::Rules},
    group::{self, Placement},
    link::{self, Links},
    model::{Finding, Outline, Source},
    outline,
};

/// A book, cleaned, outlined, grouped and linked: all that the pages are made of.
#[derive(Debug)]
pub struct Edition<'a> {
    /// What the person asked for.
    pub book: &'a Book,
    /// The rule table that was used.
    pub rules: &'a Rules,
    /// What was read.
    pub sources: &'a [Source],
    /// The account and the suggestions.
    pub cleaned: Cleaned,
    /// Sections.
    pub outline: Outline,
    /// One placement a section.
    pub placements: Vec<Placement>,
    /// Ties between pages.
    pub links: Links,
    /// What is worth telling, in the order of the stages.
    pub findings: Vec<Finding>,
}

/// Runs the stages from cleaning to the check of the account. Opens no file, reads no clock.
pub fn edit<'a>(book: &'a Book, rules: &'a Rules, sources: &'a [Source]) -> Edition<'a> {
    let cleaned = clean::clean(rules, sources, true);
    let outline = outline::outline(sources, &cleaned.ledger);
    let placements = group::group(&book.topics, &book.language, sources, &cleaned.ledger, &outline, &BTreeMap::new());
    let links = link::link(book, sources, &cleaned.ledger, &outline, &placements);
    let mut edition = Edition { book, rules, sources, cleaned, outline, placements, links, findings: Vec::new() };
    edition.findings = check::account(&edition);
    edition
}
