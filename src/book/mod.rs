//! `book.toml`: what a person says about the book, typed.
//!
//! The text is looked at three times, and each look tells of everything that it finds: is it TOML with known keys
//! ([`keys`]), has each value the right type ([`raw`]), and does it make sense ([`sense`]).

mod address;
pub mod corrections;
pub mod entry;
pub(crate) mod folders;
mod keys;
mod raw;
mod records;
mod reference;
mod sense;
mod spanned;
mod syntax;

pub use address::SiteUrl;
pub use corrections::Corrections;
#[cfg(test)]
pub(crate) use keys::all as keys;
pub(crate) use keys::nearest;
pub use records::{Said, SourceEntry};
pub(crate) use records::{is_web_address, record_key, sidecar};
pub use reference::reference;
pub(crate) use sense::UNSORTED;
pub use spanned::Spanned;
pub(crate) use syntax::{not_toml, not_utf8, of_type, way_out};

use crate::model::Problem;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The name of the file.
pub const FILE: &str = "book.toml";

/// Folders beside it that are read besides the sources.
pub(crate) const THEME: [&str; 4] = ["templates", "static", "lang", "pages"];

/// The threshold of a book that sets none: of what the judge drops by it on hosts that it has not seen, seven words
/// in ten are furniture. The head of `data/furniture.txt` has the figures of others.
pub const FURNITURE_THRESHOLD: f32 = 0.3;

const EXAMPLE: &str = r#"[book]
title = "My book"

[[topic]]
id = "first-topic"
title = "First topic"
terms = ["a word", "a phrase of it"]"#;

/// A book: its folder and what its `book.toml` says.
#[derive(Debug, Clone)]
pub struct Book {
    /// The folder that holds `book.toml`.
    pub root: PathBuf,
    /// The text of `book.toml`, for error messages that show it.
    pub toml: String,
    /// Title of the site.
    pub title: String,
    /// One or two sentences about the book.
    pub description: Option<String>,
    /// BCP 47 tag of the text and the interface.
    pub language: String,
    /// Folder of the sources, below the root.
    pub src: PathBuf,
    /// Folder that the site is written to, below the root.
    pub output: PathBuf,
    /// Globs (`*` and `?`) of files in `src` that are no sources. One without `/` is matched against file names,
    /// any other against paths below `src`.
    pub ignore: Vec<String>,
    /// Where the site is published.
    pub site_url: Option<SiteUrl>,
    /// Words for the foot of every page, in Markdown: paragraphs with emphasis, code and links.
    pub notice: Option<Spanned<String>>,
    /// Topics, in the order of their pages.
    pub topics: Vec<Topic>,
    /// What it says of its sources, in order; a later entry goes before an earlier one.
    pub records: Vec<SourceEntry>,
    /// Rules that the book adds.
    pub rules: Vec<Spanned<RuleSpec>>,
    /// Names of rules that the book switches off.
    pub off: Vec<Spanned<String>>,
    /// From which probability of furniture on a line is left out, 0 to 1.
    pub furniture_threshold: f32,
    /// What a person decided of single sections, lines and repairs.
    pub corrections: Corrections,
}

/// One topic page.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Topic {
    /// Name of the page's file, in lower-case letters, digits and hyphens.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line about it.
    #[serde(default)]
    pub description: String,
    /// Words and phrases that speak for it.
    pub terms: Vec<String>,
}

/// A cleaning rule, as it stands in the program's own table and in a book's `[[rule]]`.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleSpec {
    /// Its name: lower-case letters, digits and hyphens.
    pub name: String,
    /// What it drops or mends, in one sentence.
    pub what: String,
    /// Why that is not part of the text, in one sentence.
    pub why: String,
    /// Regular expression, matched without regard to case against a line's published text with its white space
    /// trimmed and its quotation marks straightened. Absent for a rule that is code.
    pub pattern: Option<String>,
    /// Leaves alone lines that this matches too.
    pub unless: Option<String>,
    /// Leaves alone lines with more words than this.
    pub max_words: Option<usize>,
    /// Texts in which it must act; one line or several.
    pub hits: Vec<String>,
    /// Texts in which it must not act.
    pub spares: Vec<String>,
}

impl Book {
    /// Reads `book.toml` in `root`.
    ///
    /// # Errors
    /// No such file, not TOML, an unknown key, a value of the wrong type, a value that makes no sense: each names
    /// file and line, and all of a kind are told together.
    pub fn load(root: &Path) -> Result<Self, Problem> {
        let path = root.join(FILE);
        let bytes = fs::read(&path).map_err(|e| unread(root, &path, &e))?;
        let text = String::from_utf8(bytes).map_err(|e| not_utf8(FILE, &e))?;
        Self::parse(root, text)
    }

    /// Makes a book of the text of its `book.toml`. Looks at the file system only to see where folders really are.
    ///
    /// # Errors
    /// As [`Book::load`].
    pub fn parse(root: &Path, text: String) -> Result<Self, Problem> {
        keys::check(&text)?;
        let raw = raw::Raw::parse(&text)?;
        sense::check(root, &text, &raw)?;
        let records = records::in_book(&text)?;
        let raw::Raw { book, topic, cleaning, rule, section, line, repair } = raw;
        let book = book.value;
        Ok(Self {
            root: root.to_owned(),
            title: book.title.value.trim().to_owned(),
            description: book.description.filter(|d| !d.trim().is_empty()),
            language: book.language.value,
            src: book.src.value,
            output: book.output.value,
            ignore: book.ignore,
            site_url: book.site_url.and_then(|url| SiteUrl::parse(&url.value).ok()),
            notice: book.notice,
            records,
            topics: topic.into_iter().map(|t| t.value.into()).collect(),
            rules: rule.into_iter().map(|r| Spanned { value: r.value.into(), span: r.span }).collect(),
            furniture_threshold: cleaning.furniture_threshold.value,
            off: cleaning.off,
            corrections: raw::corrections(section, line, repair, &text),
            toml: text,
        })
    }
}

fn unread(root: &Path, path: &Path, error: &io::Error) -> Problem {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound if !root.exists() => {
            Problem::new(format!("there is no folder {}", root.display())).help("give the folder that holds book.toml")
        }
        io::ErrorKind::NotFound => Problem::new(format!("there is no {shown}")).help(format!(
            "give the folder of a book; begin one with `sourcebook init`, of a folder of texts with `sourcebook init BOOK \
             --from TEXTS`; or write {shown}, for example:\n\n{EXAMPLE}\n"
        )),
        io::ErrorKind::NotADirectory => Problem::new(format!("{} is no folder", root.display()))
            .help("give the folder that holds book.toml, not the file"),
        io::ErrorKind::IsADirectory => {
            Problem::new(format!("{shown} is a folder")).help("give it another name, and write the file")
        }
        _ => Problem::new(format!("{shown} can't be read: {error}")).help("look at the permissions of the file"),
    }
}

impl RuleSpec {
    /// What the rule asks of a line, ready to run; `None` for a rule that is code.
    ///
    /// # Errors
    /// Something is no regular expression.
    pub fn matcher(&self) -> Result<Option<Matcher>, regex::Error> {
        let regex = |p: &str| RegexBuilder::new(p).case_insensitive(true).build();
        let Some(pattern) = self.pattern.as_deref().map(regex).transpose()? else { return Ok(None) };
        let unless = self.unless.as_deref().map(regex).transpose()?;
        Ok(Some(Matcher { pattern, unless, max_words: self.max_words }))
    }
}

/// What a rule asks of a line: the same for its `hits` and `spares` as for the sources.
#[derive(Debug, Clone)]
pub struct Matcher {
    pattern: Regex,
    unless: Option<Regex>,
    max_words: Option<usize>,
}

impl Matcher {
    /// Whether the rule acts on a published line, trimmed and with its quotation marks straightened.
    pub fn is_match(&self, plain: &str) -> bool {
        let words = || plain.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        self.pattern.is_match(plain)
            && self.max_words.is_none_or(|most| words() <= most)
            && !self.unless.as_ref().is_some_and(|unless| unless.is_match(plain))
    }
}
