//! What the page of references is given.

use super::{Html, Link, Shell, SourceFacts};
use schemars::JsonSchema;
use serde::Serialize;

/// `references.html`: sources, and works that they name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReferencesPage {
    /// What every page has.
    pub shell: Shell,
    /// The sources.
    pub sources: Vec<SourceFacts>,
    /// Works, in the order in which sources first name them.
    pub works: Vec<Work>,
}

/// A work that a source names.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Work {
    /// Its fragment, `w-…`.
    pub id: String,
    /// Its text, as the first source that names it has it.
    pub text: Html,
    /// Its DOI, or else the address that the reference names.
    pub address: Option<Link>,
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
