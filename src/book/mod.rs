//! `book.toml`: what a person says about the book, typed.

use crate::model::Problem;
use serde::Deserialize;
use std::{
    ops::Range,
    path::{Path, PathBuf},
};

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
    /// Glob-free path suffixes or names of files in `src` that are no sources.
    pub ignore: Vec<String>,
    /// Topics, in the order of their pages.
    pub topics: Vec<Topic>,
    /// Rules that the book adds.
    pub rules: Vec<Spanned<RuleSpec>>,
    /// Names of rules that the book switches off.
    pub off: Vec<Spanned<String>>,
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
    /// Leaves alone lines with more words than this.
    pub max_words: Option<usize>,
    /// Texts in which it must act; one line or several.
    pub hits: Vec<String>,
    /// Texts in which it must not act.
    pub spares: Vec<String>,
}

/// A value and the bytes of `book.toml` that it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Bytes of [`Book::toml`].
    pub span: Range<usize>,
}

impl Book {
    /// Reads `book.toml` in `root`.
    ///
    /// # Errors
    /// No such file, not TOML, an unknown key, a value of the wrong type: each names file and line.
    pub fn load(root: &Path) -> Result<Self, Problem> {
        let _ = root;
        Err(Problem::new("not built yet"))
    }
}
