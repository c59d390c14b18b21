//! What templates are given, page by page. Every page has a [`Shell`]; the rest is its own.
//!
//! Text is escaped by the template that shows it. A field of type [`Html`] is markup already, made of escaped
//! text, and is shown with `| safe`. Every `href` is relative to the page that it stands on.

mod account;
mod home;
mod passage;
mod record;
mod reference;
mod references;
mod source;
mod terms;
mod topic;

pub use account::{
    AuditPage, DroppedLine, Drops, Found, KeptLine, Listed, ListingPage, RepairedWord, Repairs, Rule, RuleTable,
    RulesPage, Suggested,
};
pub use home::{HomePage, SourceFacts, TopicCount, TopicLine};
pub use passage::{Copy, Language, Lesson, Passage, Placement, RunnerUp, Term, Use};
pub use record::{Fact, SourceRecord};
pub use reference::reference;
pub(super) use reference::{FILTERS, FUNCTIONS, TERA, TESTS, pages};
pub use references::{Entry, Mention, ReferencesPage, Work};
pub use source::{Group, LeftOut, Line, Reading, SourcePage};
pub use terms::{Letter, TermEntry, TermPassage, TermsPage};
pub use topic::{Around, ContentsEntry, ContentsPage, ContentsPart, Near, TopicPage};

use crate::model;
use schemars::JsonSchema;
use serde::Serialize;

/// Markup made by the generator out of escaped text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
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

/// An entry of the way around.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Crumb {
    /// The words.
    pub title: String,
    /// Path below the root, to be put after `root`.
    pub href: String,
    /// The language of the words, when it is not the book's.
    pub language: Option<Language>,
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
    /// The pages of the book in order.
    pub nav: Vec<Crumb>,
    /// Path of the entry of `nav` that the page belongs to, when it is one of several of its kind.
    pub section: String,
    /// Whether the book has a `static/custom.css`.
    pub custom_css: bool,
    /// What the page says of its own address; none while the site's is not known.
    pub published: Option<Published>,
    /// The sums over all sources.
    pub tally: Count,
    /// The book's own words for the foot of every page, as paragraphs; none when it has none.
    pub notice: Option<Html>,
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
