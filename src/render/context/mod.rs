//! What templates are given, page by page. Every page has a [`Shell`]; the rest is its own.
//!
//! Text is escaped by the template that shows it. A field of type [`Html`] is markup already, made of escaped
//! text, and is shown with `| safe`. Every `href` is relative to the page that it stands on.

mod account;
mod record;
mod reference;
mod terms;

pub use account::{
    AuditPage, DroppedLine, Drops, Found, Listed, ListingPage, RepairedWord, Repairs, Rule, RuleTable, RulesPage,
    Suggested,
};
pub use reference::reference;

pub use record::{Fact, SourceRecord};
pub use terms::{Letter, TermEntry, TermPassage, TermsPage};

use crate::model;
use schemars::JsonSchema;
use serde::Serialize;

/// Markup made by the generator out of escaped text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Html(pub String);

/// A title and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// The words.
    pub title: String,
    /// The address.
    pub href: String,
}

/// An entry of the way around: `path` is below the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crumb {
    pub title: String,
    pub path: String,
}

/// What every page has.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Shell {
    /// Title of the book.
    pub book: String,
    /// Title of the page.
    pub title: String,
    /// BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Leads from the page to the site's root: empty, or `../`.
    pub root: String,
    /// The page's own path below the root.
    pub path: String,
    /// The pages of the book in order; here `href` is a path below the root, to be put after `root`.
    pub nav: Vec<Link>,
    /// Path of the entry of `nav` that the page belongs to, when it is one of several of its kind.
    pub section: String,
    /// Whether the book has a `static/custom.css`.
    pub custom_css: bool,
    /// What the page says of its own address; none while the site's is not known.
    pub published: Option<Published>,
    /// The sums over all sources.
    pub tally: Count,
}

/// What a page of a published site says of itself to search engines and social sites.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Published {
    /// The page's own address.
    pub url: String,
    /// One or two sentences about the page, or else about the book.
    pub description: Option<String>,
    /// Address of a picture of 1200 × 630 pixels.
    pub card: Option<String>,
    /// Address of the feed, when there is one.
    pub feed: Option<String>,
}

/// `404.html`: for addresses that lead nowhere.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MissingPage {
    /// What every page has; here `root` is the path of the site's root, `/` or `/book/`.
    pub shell: Shell,
}

/// Sums of the account, in lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// All lines.
    pub lines: usize,
    /// Kept as they stand, blank ones included.
    pub kept: usize,
    /// Of those kept, the blank ones.
    pub blank: usize,
    /// Published with edits.
    pub repaired: usize,
    /// Left out.
    pub dropped: usize,
    /// Edits in the repaired lines.
    pub edits: usize,
}

impl From<model::Tally> for Count {
    fn from(t: model::Tally) -> Self {
        Self { lines: t.lines, kept: t.kept, blank: t.blank, repaired: t.repaired, dropped: t.dropped, edits: t.edits }
    }
}

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

/// `topic.html`: a topic and its passages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicPage {
    /// What every page has.
    pub shell: Shell,
    /// One line about the topic.
    pub description: String,
    /// What the editor wrote about it, `pages/topics/ID.md`.
    pub introduction: Option<Html>,
    /// Whether it is the page of what fits no topic.
    pub unsorted: bool,
    /// The way through a topic of several pages.
    pub around: Option<Around>,
    /// Whether any passage has a repair to show.
    pub repairs: bool,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// Passages on other pages that almost stand on this one, nearest first.
    pub elsewhere: Vec<Near>,
    /// What the page is, what it is based on and what that cites: JSON-LD for a data block.
    pub json_ld: Html,
}

/// The way through a topic that takes several pages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Around {
    /// Title of the topic.
    pub topic: String,
    /// The contents of the whole topic.
    pub contents: String,
    /// Number of this page, from 1.
    pub number: usize,
    /// Number of pages.
    pub of: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// `contents.html`: what a topic of several pages has on them. It has the topic's address, so that an address of
/// a passage holds wherever the passage comes to stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContentsPage {
    /// What every page has.
    pub shell: Shell,
    /// One line about the topic.
    pub description: String,
    /// What the editor wrote about it, `pages/topics/ID.md`.
    pub introduction: Option<Html>,
    /// Passages elsewhere that almost stand on it, nearest first.
    pub elsewhere: Vec<Near>,
    /// Number of passages.
    pub passages: usize,
    /// Its pages.
    pub parts: Vec<ContentsPart>,
}

/// One page of a topic, in its contents.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContentsPart {
    /// Its number, from 1.
    pub number: usize,
    /// The page.
    pub href: String,
    /// Its passages.
    pub passages: Vec<ContentsEntry>,
}

/// A passage in the contents of a topic.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContentsEntry {
    /// The passage's stable name, `p-…`: the entry has it too.
    pub id: String,
    /// Its heading as plain text.
    pub title: String,
    /// The passage itself.
    pub href: String,
}

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
    /// Its heading as plain text; says what it is when there is none.
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
#[derive(Debug, Serialize, JsonSchema)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// A passage on another page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Near {
    /// Its heading as plain text.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Title of the topic that it stands on.
    pub topic: String,
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

/// `source.html`: raw lines and their fates.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourcePage {
    /// What every page has.
    pub shell: Shell,
    /// Facts about the whole source.
    pub source: SourceFacts,
    /// Pages of this source, when there is more than one: the lines of each.
    pub parts: Vec<Part>,
    /// Runs of lines: sections, and what stands between them.
    pub groups: Vec<Group>,
}

/// One page of a long source.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Part {
    /// `lines 1–500`
    pub title: String,
    /// The page.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
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
    /// `kept`, `repaired`, `dropped` or `blank`; a blank line is one that was kept.
    pub fate: &'static str,
    /// The raw text.
    pub raw: Html,
    /// What is read otherwise.
    pub readings: Vec<Reading>,
    /// Who left it out, and why.
    pub left_out: Option<LeftOut>,
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
    pub because: String,
}

/// `page.html`: a page that the editor wrote.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuthoredPage {
    /// What every page has.
    pub shell: Shell,
    /// What the editor wrote.
    pub body: Html,
}

/// `search.html`: what the search script needs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SearchPage {
    /// What every page has.
    pub shell: Shell,
    /// The folder that holds the index.
    pub index: String,
    /// Number of passages in the book.
    pub passages: usize,
}

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
