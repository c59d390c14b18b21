//! What the page of references is given.

use super::{Html, Link, Shell, SourceFacts};
use schemars::JsonSchema;
use serde::Serialize;

/// `references.html` and its parts: sources, and works that they name. Where one page can't hold them, it lists them, each
/// with its place on another page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReferencesPage {
    /// What every page has.
    pub shell: Shell,
    /// Whether the page only lists what stands on others: then `source_entries` and `work_entries` are filled instead of
    /// `sources` and `works`.
    pub contents: bool,
    /// Whether this is one of those others.
    pub part: bool,
    /// Those pages, the list first; the page itself has no `href`. Empty when one page holds everything.
    pub pages: Vec<Link>,
    /// The sources.
    pub sources: Vec<SourceFacts>,
    /// Works, in the order in which sources first name them.
    pub works: Vec<Work>,
    /// Number of the first of `works` among all.
    pub first_work: usize,
    /// The sources by title.
    pub source_entries: Vec<Entry>,
    /// The works by authors, year and title.
    pub work_entries: Vec<Entry>,
}

/// A source or a work in the list of those that stand on other pages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Its fragment, here and there.
    pub id: String,
    /// Its title as plain text.
    pub title: String,
    /// Where it stands.
    pub href: String,
}

/// A work that a source names.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Work {
    /// Its fragment, `w-…`.
    pub id: String,
    /// Its text, as the first source that names it has it.
    pub text: Html,
    /// Where it can be found: by DOI, at arXiv, in PubMed, at the address that the reference names.
    pub addresses: Vec<Link>,
    /// Where it is named.
    pub mentions: Vec<Mention>,
}

/// A place that names a work.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Mention {
    /// `line 9`
    pub range: String,
    /// That line on the source's page.
    pub href: String,
    /// The passage.
    pub passage: Link,
}
