//! What a page of a source is given.

use super::{Html, Link, Shell, SourceFacts};
use schemars::JsonSchema;
use serde::Serialize;

/// `source.html`: raw lines and their fates.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourcePage {
    /// What every page has.
    pub shell: Shell,
    /// Facts about the whole source.
    pub source: SourceFacts,
    /// Pages of this source, when there is more than one: the lines of each; the page itself has no `href`.
    pub parts: Vec<Link>,
    /// Runs of lines: sections, and what stands between them.
    pub groups: Vec<Group>,
}

/// A run of lines that lights up as one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Group {
    /// `L9-L16`, for a section of several lines.
    pub id: Option<String>,
    /// The section on the page that the source was scraped from, when its address is known.
    pub original: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line of a source.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line {
    /// Its number, from 1.
    pub number: u32,
    /// `kept`, `repaired`, `dropped`, `blank` or `markup`; a blank line, and one that is nothing but signs of mark-up,
    /// is one that was kept.
    pub fate: &'static str,
    /// The raw text.
    pub raw: Html,
    /// What is read otherwise.
    pub readings: Vec<Reading>,
    /// Who left it out, and why.
    pub left_out: Option<LeftOut>,
    /// Whether a person keeps it.
    pub held: bool,
    /// For a line that a person keeps, the rule that would have left it out.
    pub overruled: Option<LeftOut>,
    /// Where it is published.
    pub home: Option<Link>,
}

/// A mended word.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reading {
    /// What the source has.
    pub was: String,
    /// What is read.
    pub now: String,
    /// The rules that say so.
    pub rules: Vec<Link>,
}

/// A line that was left out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The rule, and its part of the account.
    pub rule: Link,
    /// Why, for this line.
    pub because: Html,
}
