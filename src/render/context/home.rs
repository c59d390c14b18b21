//! What the front page is given, and what is known of a source.

use super::{Count, Html, Shell, SourceRecord};
use schemars::JsonSchema;
use serde::Serialize;

/// `home.html`: the front page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HomePage {
    /// What every page has.
    pub shell: Shell,
    /// One or two sentences about the book.
    pub description: Option<String>,
    /// The topics, in order.
    pub topics: Vec<TopicLine>,
    /// The sources.
    pub sources: Vec<SourceFacts>,
    /// Number of passages.
    pub passages: usize,
    /// Number of works that the sources name.
    pub works: usize,
}

/// A topic on the front page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicLine {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// One line about it.
    pub description: String,
    /// Passages on it.
    pub passages: usize,
    /// Source lines that they publish.
    pub lines: usize,
}

/// What is known of a source.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceFacts {
    /// Unique short name.
    pub slug: String,
    /// Its title, or its path when it has none.
    pub title: Html,
    /// Number of the line that holds the title.
    pub title_line: Option<u32>,
    /// Address of that line.
    pub title_href: Option<String>,
    /// Path below the sources' folder.
    pub path: String,
    /// Its first page.
    pub href: String,
    /// Its entry in the list of sources.
    pub entry: String,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Encoding that it was decoded from.
    pub encoding: &'static str,
    /// What is known of it as a publication.
    pub record: SourceRecord,
    /// Topics that its passages stand on.
    pub topics: Vec<TopicCount>,
    /// Its sums.
    pub tally: Count,
}

/// A topic and how many passages of a source stand on it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicCount {
    /// The topic's title.
    pub title: String,
    /// The first of those passages.
    pub href: String,
    /// Number of passages.
    pub passages: usize,
}
