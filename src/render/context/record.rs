//! What is known of a source as a publication.

use schemars::JsonSchema;
use serde::Serialize;

/// What is known of a source as a publication. A field that is absent was not recorded.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceRecord {
    /// Its title, when a person recorded one.
    pub title: Option<Fact>,
    /// Its address, `http` or `https`.
    pub address: Option<Fact>,
    /// Who wrote it; names are joined by commas.
    pub author: Option<Fact>,
    /// The site that published it.
    pub site: Option<Fact>,
    /// When it was published, as ISO 8601 has dates.
    pub published: Option<Fact>,
    /// When it was last changed.
    pub updated: Option<Fact>,
    /// When it was scraped.
    pub retrieved: Option<Fact>,
    /// The licence that it is under.
    pub licence: Option<Fact>,
}

/// Something known, and the line of the source that says so, unless a person recorded it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fact {
    /// The value as text.
    pub value: String,
    /// Number of the line.
    pub line: Option<u32>,
    /// Address of the line.
    pub href: Option<String>,
}
