//! The story: every stage in order, as one pure function.

use crate::{
    book::{Book, Topic},
    check,
    clean::{self, Cleaned, rules::Rules},
    group::{
        self, Placement,
        hand::{self, Decided},
    },
    link::{self, Links},
    model::{Finding, Outline, Problem, Source},
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
    /// What the pages are: the topics of the book.
    pub topics: Vec<Topic>,
    /// What a person decided of single sections.
    pub decided: Decided,
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
    let topics = book.topics.clone();
    let ledger = &cleaned.ledger;
    let decided = hand::decided(&book.corrections, &topics, sources, ledger, &outline);
    let mut placements = group::group(&topics, &book.language, sources, ledger, &outline, &decided.topics);
    hand::arrange(&decided.places, &mut placements);
    let links = link::link(book, sources, ledger, &outline, &placements);
    let findings = Vec::new();
    let mut edition = Edition { book, rules, sources, cleaned, outline, topics, decided, placements, links, findings };
    edition.findings = check::account(&edition);
    edition
}

impl Edition<'_> {
    /// Passes over an edition whose corrections hold.
    ///
    /// # Errors
    /// A correction whose target is gone: each with its place in `book.toml` and the nearest match.
    pub fn corrected(&self) -> Result<(), Problem> {
        let wrong = self.cleaned.by_hand.wrong.iter().chain(&self.decided.wrong);
        Problem::none_or(wrong.cloned().collect(), ())
    }
}
