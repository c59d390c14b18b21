//! `book.toml` as it is written, with the place of every value that may yet turn out to be wrong.

use super::{
    FILE, RuleSpec, Topic,
    corrections::{Corrections, KEEP, LineEntry, Lines, RepairEntry, SectionAt, SectionEntry},
};
use crate::model::Problem;
use serde::Deserialize;
use std::path::PathBuf;
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
pub(super) struct Raw {
    pub book: Spanned<RawBook>,
    #[serde(default)]
    pub topic: Vec<Spanned<RawTopic>>,
    #[serde(default)]
    pub cleaning: Cleaning,
    #[serde(default)]
    pub rule: Vec<Spanned<RawRule>>,
    #[serde(default)]
    pub section: Vec<Spanned<RawSection>>,
    #[serde(default)]
    pub line: Vec<RawLine>,
    #[serde(default)]
    pub repair: Vec<RawRepair>,
}

/// `[book]`
#[derive(Debug, Deserialize)]
pub(super) struct RawBook {
    pub title: Spanned<String>,
    pub description: Option<String>,
    #[serde(default = "language")]
    pub language: Spanned<String>,
    #[serde(default = "src")]
    pub src: Spanned<PathBuf>,
    #[serde(default = "output")]
    pub output: Spanned<PathBuf>,
    #[serde(default)]
    pub ignore: Vec<String>,
    #[serde(rename = "site-url")]
    pub site_url: Option<Spanned<String>>,
    pub notice: Option<Spanned<String>>,
}

// A default stands nowhere in the file; the empty span says so.
fn language() -> Spanned<String> {
    Spanned::new(0..0, "en".into())
}
fn src() -> Spanned<PathBuf> {
    Spanned::new(0..0, "seeds".into())
}
fn output() -> Spanned<PathBuf> {
    Spanned::new(0..0, "site".into())
}

/// `[cleaning]`
#[derive(Debug, Default, Deserialize)]
pub(super) struct Cleaning {
    #[serde(default)]
    pub off: Vec<Spanned<String>>,
}

/// `[[topic]]`
#[derive(Debug, Deserialize)]
pub(super) struct RawTopic {
    pub id: Spanned<String>,
    pub title: Spanned<String>,
    #[serde(default)]
    pub description: String,
    pub terms: Spanned<Vec<Spanned<String>>>,
}

/// `[[rule]]`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RawRule {
    pub name: Spanned<String>,
    pub what: Spanned<String>,
    pub why: Spanned<String>,
    pub pattern: Spanned<String>,
    pub max_words: Option<usize>,
    pub hits: Spanned<Vec<Spanned<String>>>,
    pub spares: Spanned<Vec<Spanned<String>>>,
}

/// `[[section]]`
#[derive(Debug, Deserialize)]
pub(super) struct RawSection {
    pub at: Spanned<String>,
    pub text: Option<Spanned<String>>,
    pub topic: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub order: Option<Spanned<u32>>,
}

/// `[[line]]`
#[derive(Debug, Deserialize)]
pub(super) struct RawLine {
    pub at: Spanned<String>,
    pub text: Option<Spanned<String>>,
    pub fate: Spanned<String>,
    pub why: Option<String>,
}

/// `[[repair]]`
#[derive(Debug, Deserialize)]
pub(super) struct RawRepair {
    pub at: Spanned<String>,
    pub was: Spanned<String>,
    pub now: Spanned<String>,
    #[serde(default = "yes")]
    pub accept: bool,
}

fn yes() -> bool {
    true
}

impl Raw {
    /// The values, if each has the right type and none is missing.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|e| {
            let problem = Problem::new(e.message().to_owned()).in_file(FILE);
            let span = e.span().unwrap_or(0..0);
            match e.message().split('`').nth(1).filter(|_| e.message().starts_with("missing field")) {
                Some("book") => Problem::new("there is no [book] table")
                    .in_file(FILE)
                    .at(text, 0..0, "expected [book] here")
                    .help("begin the file with:\n\n[book]\ntitle = \"…\"\n"),
                Some(key) => problem.at(text, span, format!("`{key}` is missing here")).help(missing(key)),
                None => {
                    Problem { help: way_out(e.message()).map(str::to_owned), ..problem.at(text, span, "this value") }
                }
            }
        })
    }
}

/// How to write a value of the type that was expected. Tables are of the right shape by now ([`super::keys`]).
fn way_out(message: &str) -> Option<&'static str> {
    let (_, expected) = message.split_once("expected ")?;
    let forms = [
        ("a string", "write it between quotation marks: \"…\""),
        ("path string", "write it between quotation marks: \"…\""),
        ("a sequence", "write a list: [\"…\", \"…\"]"),
        ("u32", "write a whole number from 1, without quotation marks"),
        ("a boolean", "write true or false, without quotation marks"),
        ("usize", "write a whole number, without quotation marks"),
    ];
    forms.into_iter().find(|(form, _)| expected.starts_with(form)).map(|(_, help)| help)
}

fn missing(key: &str) -> String {
    let example = match key {
        "terms" => "[\"a word\", \"a phrase\"]",
        "pattern" => "'^advertisement$', a regular expression",
        "hits" => "[\"…\"], lines that the rule must drop",
        "spares" => "[\"…\"], lines that the rule must leave alone",
        "at" => "\"page.txt:12\"",
        "fate" => "\"keep\"` or `fate = \"drop\"",
        "was" => "\"…\", words of the source's line",
        "now" => "\"…\", what they become",
        "id" => "\"first-topic\", of lower-case letters, digits and hyphens",
        _ => "\"…\"",
    };
    format!("add `{key} = {example}`")
}

fn strings(list: Spanned<Vec<Spanned<String>>>) -> Vec<String> {
    list.into_inner().into_iter().map(Spanned::into_inner).collect()
}

impl From<RawTopic> for Topic {
    fn from(t: RawTopic) -> Self {
        Self { id: t.id.into_inner(), title: t.title.into_inner(), description: t.description, terms: strings(t.terms) }
    }
}

/// The corrections, whatever of them [`super::sense`] let pass.
pub(super) fn corrections(
    sections: Vec<Spanned<RawSection>>,
    line: Vec<RawLine>,
    repair: Vec<RawRepair>,
    toml: &str,
) -> Corrections {
    let spanned = |s: Spanned<String>| super::Spanned { span: s.span(), value: s.into_inner() };
    let lines = |at: &Spanned<String>| Some(super::Spanned { span: at.span(), value: Lines::parse(at.get_ref())? });
    let section = |s: RawSection| {
        let at = super::Spanned { span: s.at.span(), value: SectionAt::parse(s.at.get_ref())? };
        let title = s.title.map(|t| t.into_inner().trim().to_owned());
        let (topic, text) = (s.topic.map(spanned), s.text.map(spanned));
        Some(SectionEntry { at, text, topic, title, order: s.order.map(Spanned::into_inner) })
    };
    let line = line.into_iter().filter_map(|l| {
        let keep = l.fate.get_ref() == KEEP;
        Some(LineEntry { at: lines(&l.at)?, text: l.text.map(spanned), keep, why: l.why })
    });
    let repair = repair.into_iter().filter_map(|r| {
        let (was, now) = (spanned(r.was), r.now.into_inner());
        Some(RepairEntry { at: lines(&r.at)?, was, now, accept: r.accept })
    });
    Corrections {
        toml: toml.to_owned(),
        sections: sections.into_iter().map(Spanned::into_inner).filter_map(section).collect(),
        lines: line.collect(),
        repairs: repair.collect(),
    }
}

impl From<RawRule> for RuleSpec {
    fn from(r: RawRule) -> Self {
        Self {
            name: r.name.into_inner(),
            what: r.what.into_inner(),
            why: r.why.into_inner(),
            pattern: Some(r.pattern.into_inner()),
            max_words: r.max_words,
            hits: strings(r.hits),
            spares: strings(r.spares),
        }
    }
}
