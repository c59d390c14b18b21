//! The index of terms.

use super::{Html, Link, Shell};
use schemars::JsonSchema;
use serde::Serialize;

/// `terms.html`: the index of terms.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermsPage {
    /// What every page has.
    pub shell: Shell,
    /// Whether the page only lists the terms, each with its place on another page.
    pub contents: bool,
    /// The pages of an index that one page can't hold, the list of all first; the page itself has no `href`.
    pub pages: Vec<Link>,
    /// The terms by their first letter.
    pub letters: Vec<Letter>,
}

/// Terms that begin with one letter.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Letter {
    /// The letter; `#` for what begins with none.
    pub letter: String,
    /// Its fragment.
    pub id: String,
    /// The terms.
    pub terms: Vec<TermEntry>,
}

/// A term.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermEntry {
    /// Its fragment, `t-…`; none for an expansion, which leads to its abbreviation.
    pub id: Option<String>,
    /// The term.
    pub name: String,
    /// What an abbreviation stands for.
    pub expansion: Option<String>,
    /// Where the term is explained, when that is elsewhere.
    pub see: Option<Link>,
    /// Number of passages that use it.
    pub count: usize,
    /// Passages that use it, in order.
    pub passages: Vec<TermPassage>,
    /// Passages that are not listed for their number.
    pub more: usize,
}

/// A passage that uses a term.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermPassage {
    /// Its heading as plain text.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Title of the topic that it stands on.
    pub topic: String,
    /// The sentences that use the term, with the term marked.
    pub sentences: Vec<Html>,
    /// Sentences that are not listed for their number.
    pub more: usize,
}
