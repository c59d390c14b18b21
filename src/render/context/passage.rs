//! A passage as it is shown: its text, its citations and why it stands where it stands.

use super::{Html, Link, Near};
use schemars::JsonSchema;
use serde::Serialize;

/// A section of a source, shown. Its number in the references is its place in the list, from 1.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Passage {
    /// Its stable name and fragment, `p-…`.
    pub id: String,
    /// Its stable address: on this page, or by way of the contents of a topic that takes several.
    pub permalink: String,
    /// Short name of its source.
    pub source: String,
    /// Its heading with hooks and edits; `None` when the section has no heading.
    pub heading: Option<Html>,
    /// Source line of the heading.
    pub heading_line: Option<u32>,
    /// Whether `title` is the book's own; then `heading` is to stand below it.
    pub retitled: bool,
    /// What it is called: by the book, or by its heading as plain text; says what it is when there is none.
    pub title: String,
    /// Its text, with hooks and citations.
    pub body: Html,
    /// Its language, when that is another than the book's.
    pub language: Option<Language>,
    /// `line 9` or `lines 9–16`.
    pub range: String,
    /// Those lines on the source's page.
    pub href: String,
    /// The passage on the page that the source was scraped from, when its address is known.
    pub original: Option<String>,
    /// Works that the passage names, in the list of references.
    pub works: Vec<Link>,
    /// Passages on other pages that speak of the same, nearest first.
    pub related: Vec<Near>,
    /// The topic that came second, when it came close.
    pub see_also: Option<Link>,
    /// Where else it stands.
    pub copies: Vec<Copy>,
    /// Lines with edits.
    pub repaired: usize,
    /// Lines between the first and the last that were left out.
    pub dropped: usize,
    /// Why it stands on this page.
    pub placement: Placement,
    /// The source's title.
    pub source_title: String,
    /// The source's entry in the list of sources.
    pub source_href: String,
    /// The places in the text that cite it.
    pub uses: Vec<Use>,
}

/// A language.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Language {
    /// BCP 47 tag, `und` where only the direction is known.
    pub tag: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// Another place where a passage stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Copy {
    /// The title of the source.
    pub title: String,
    /// The lines on the source's page, or the passage when it is published there too.
    pub href: String,
    /// `line 9` or `lines 9–16`.
    pub lines: String,
    /// Percent of the words that are the same; 100 is word for word.
    pub alike: u8,
    /// Whether it says something else there, and is published there too.
    pub differs: bool,
}

/// A citation in the text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Use {
    /// Its fragment.
    pub id: String,
    /// `a`, `b`, …, `z`, `aa`, …
    pub letter: String,
    /// The lines that it stands for, in words.
    pub lines: String,
}

/// Why a passage stands where it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Placement {
    /// How likely it belongs there, 0 to 1, with two decimals.
    pub score: String,
    /// Whether the runner-up could as well be right.
    pub close: bool,
    /// Whether a person put it there.
    pub pinned: bool,
    /// The next best topic; for a passage in no topic, the nearest.
    pub runner_up: Option<RunnerUp>,
    /// What decided, strongest first.
    pub evidence: Vec<Term>,
    /// For a passage in no topic, words of it that would have caught it as terms.
    pub telling: Vec<String>,
}

/// The topic that came second.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RunnerUp {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its score, 0 to 1, with two decimals.
    pub score: String,
}

/// One thing that spoke for a topic.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Term {
    /// `term` (of book.toml), `word` (learned), `heading` (a form that headings share) or `place` (among the
    /// sections of its source).
    pub kind: &'static str,
    /// The term as `book.toml` has it, the word, the form of heading, or where it stands.
    pub term: String,
    /// Times in the heading.
    pub in_heading: u32,
    /// Times in the text.
    pub in_text: u32,
    /// What it adds to the log odds against the runner-up, with two decimals.
    pub weight: String,
    /// How it was learned.
    pub learned: Option<Lesson>,
}

/// What the sections taught about a word or a form of heading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Lesson {
    /// Sections that have it.
    pub sections: u32,
    /// How many of a hundred of them are on the topic.
    pub percent: u32,
}
