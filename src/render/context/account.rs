//! What the pages of the account are given: what was left out, and the rules.

use super::{Html, Link, Shell};
use schemars::JsonSchema;
use serde::Serialize;

/// `audit.html`: what was left out, what was mended.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditPage {
    /// What every page has.
    pub shell: Shell,
    /// Rules that left lines out, with those lines.
    pub drops: Vec<Drops>,
    /// Rules that mended lines, with the repairs.
    pub repairs: Vec<Repairs>,
    /// Repairs that are likely and were not made.
    pub suggestions: Listed<Suggested>,
    /// Lines that are likely to be furniture but not surely, and were kept.
    pub suspects: Listed<DroppedLine>,
    /// Lines that a person keeps.
    pub kept: Vec<KeptLine>,
    /// Repairs that a person refused.
    pub refused: Vec<Suggested>,
    /// Passages that fit no topic.
    pub unplaced: Listed<Link>,
    /// What the checks found.
    pub findings: Listed<Found>,
}

/// A list of the account: whole, or the first entries of one that has pages of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Listed<T> {
    /// The entries.
    pub entries: Vec<T>,
    /// The pages that hold all of them; none when they are all here.
    pub pages: Vec<Link>,
}

/// `listing.html`: a page of a list that is too long for the page of the account. One of the lists is not empty.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ListingPage {
    /// What every page has.
    pub shell: Shell,
    /// Leads to the list's place on the page of the account.
    pub account: String,
    /// The pages of the list; the address of this one is empty.
    pub pages: Vec<Link>,
    /// Lines that a rule left out.
    pub drops: Vec<DroppedLine>,
    /// Words that a rule mended.
    pub repairs: Vec<RepairedWord>,
    /// Repairs that are likely and were not made.
    pub suggestions: Vec<Suggested>,
    /// Lines that are likely to be furniture but not surely, and were kept.
    pub suspects: Vec<DroppedLine>,
    /// Passages that fit no topic.
    pub unplaced: Vec<Link>,
    /// What the checks found.
    pub findings: Vec<Found>,
}

/// The lines that one rule left out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Drops {
    /// Name of the rule.
    pub rule: String,
    /// Its entry in the rule table.
    pub href: String,
    /// What it drops.
    pub what: Html,
    /// Number of lines.
    pub count: usize,
    /// The lines.
    pub lines: Listed<DroppedLine>,
}

/// A line that was left out, or would be at a lower threshold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DroppedLine {
    /// Its address, with its number.
    pub line: Link,
    /// The raw text.
    pub raw: Html,
    /// Why, for this line.
    pub because: Html,
}

/// The repairs that one rule made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Repairs {
    /// Name of the rule.
    pub rule: String,
    /// Its entry in the rule table.
    pub href: String,
    /// What it mends.
    pub what: Html,
    /// Number of lines.
    pub lines: usize,
    /// Number of edits.
    pub edits: usize,
    /// The readings, in the order of the lines.
    pub readings: Listed<RepairedWord>,
}

/// A mended word and its line.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RepairedWord {
    /// Its address, with its number.
    pub line: Link,
    /// What the source has.
    pub was: String,
    /// What is read.
    pub now: String,
    /// `certain`, `inferred` when the context decided, or `accepted` when a person did.
    pub certainty: &'static str,
}

/// A line that a person keeps.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KeptLine {
    /// Its address, with its number.
    pub line: Link,
    /// The raw text.
    pub raw: Html,
    /// The rule that would have left it out, if there is one.
    pub rule: Option<Link>,
    /// Why it would have.
    pub because: Html,
}

/// A repair that was not made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Suggested {
    /// Its address, with its number.
    pub line: Link,
    /// What the source has.
    pub was: String,
    /// What might be read.
    pub now: String,
    /// The rule.
    pub rule: Link,
    /// Why it is likely.
    pub because: Html,
}

/// What a check found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Found {
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// The check.
    pub rule: String,
    /// Where.
    pub at: Option<String>,
    /// What.
    pub message: Html,
    /// The way out.
    pub help: Option<Html>,
}

/// `rules.html`: the rule table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RulesPage {
    /// What every page has.
    pub shell: Shell,
    /// Rules that drop lines, then rules that mend them.
    pub tables: Vec<RuleTable>,
}

/// Rules of one kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RuleTable {
    /// `drop` or `repair`.
    pub action: &'static str,
    /// The rules, in the order in which they are tried.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// What it drops or mends.
    pub what: Html,
    /// Why.
    pub why: Html,
    /// Its pattern, for a rule that is one.
    pub pattern: Option<String>,
    /// It leaves alone lines that this matches too.
    pub unless: Option<String>,
    /// It leaves alone lines with more words than this.
    pub max_words: Option<usize>,
    /// Texts in which it acts.
    pub hits: Vec<Html>,
    /// Texts in which it does not.
    pub spares: Vec<Html>,
    /// Whether the book added it.
    pub from_book: bool,
    /// Whether the book left it on.
    pub on: bool,
    /// Lines that it touched here.
    pub lines: usize,
    /// Where they are told, when there are any.
    pub href: Option<String>,
}
