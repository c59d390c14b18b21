//! `book.toml` as it is written, with the place of every value that may yet turn out to be wrong. `docs/book.toml.md`
//! is made from these types: the comment of a field is what the page says of its key.

use super::{
    FILE, FURNITURE_THRESHOLD, RuleSpec, Spanned, Topic,
    corrections::{Corrections, KEEP, LineEntry, Lines, RepairEntry, SectionAt, SectionEntry},
    of_type,
};
use crate::model::Problem;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;

/// The whole file but for `[[source]]` and `[words]`, which are read by hand.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Raw {
    /// What the book is called, and where its files are. Required.
    pub book: Spanned<RawBook>,
    /// A page. They stand in the order of the file. A section goes to the topic whose terms speak most for it.
    #[serde(default)]
    pub topic: Vec<Spanned<RawTopic>>,
    /// How the sources are cleaned.
    #[serde(default)]
    pub cleaning: Cleaning,
    /// A rule of the book's own, beside those that the page *Rules* of the site lists.
    #[serde(default)]
    pub rule: Vec<Spanned<RawRule>>,
    /// What is decided of one section. `sourcebook pin`, `retitle` and `order` write such entries.
    #[serde(default)]
    pub section: Vec<Spanned<RawSection>>,
    /// What is decided of single lines. `sourcebook keep` and `drop` write such entries.
    #[serde(default)]
    pub line: Vec<RawLine>,
    /// What is decided of a repair: one that the program suggests or makes, or one of your own. `sourcebook accept` and
    /// `refuse` write such entries.
    #[serde(default)]
    pub repair: Vec<RawRepair>,
}

/// `[book]`
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct RawBook {
    /// Title of the site.
    pub title: Spanned<String>,
    /// One or two sentences about the book, for the front page and for search engines.
    pub description: Option<String>,
    /// BCP 47 tag of the texts and of the site's own words, such as `de` or `pt-BR`.
    #[serde(default = "language")]
    pub language: Spanned<String>,
    /// Folder of the sources, below the book's.
    #[serde(default = "src")]
    pub src: Spanned<PathBuf>,
    /// Folder that the site is written to.
    #[serde(default = "output")]
    pub output: Spanned<PathBuf>,
    /// Files in `src` that are no sources: `*` stands for any characters, `?` for one. A pattern with `/` is held
    /// against the path below `src`, any other against the file's name.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Address that the site is published at, `https://…/`. It turns on canonical addresses, social tags and their
    /// picture, `sitemap.xml`, `robots.txt`, `feed.xml` and `404.html`.
    #[serde(rename = "site-url")]
    pub site_url: Option<Spanned<String>>,
    /// Words for the foot of every page, such as a licence or an imprint: Markdown with emphasis, code and links, which
    /// lead where those of a page of your own do.
    pub notice: Option<Spanned<String>>,
}

// A default stands nowhere in the file; the empty span says so.
fn language() -> Spanned<String> {
    Spanned { value: "en".into(), span: 0..0 }
}
fn src() -> Spanned<PathBuf> {
    Spanned { value: "seeds".into(), span: 0..0 }
}
fn output() -> Spanned<PathBuf> {
    Spanned { value: "site".into(), span: 0..0 }
}
fn furniture_threshold() -> Spanned<f32> {
    Spanned { value: FURNITURE_THRESHOLD, span: 0..0 }
}

/// `[cleaning]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Cleaning {
    /// From which probability on a line that looks like furniture is left out, 0 to 1; 1 is never.
    #[serde(default = "furniture_threshold")]
    pub furniture_threshold: Spanned<f32>,
    /// Names of rules that the book does without.
    #[serde(default)]
    pub off: Vec<Spanned<String>>,
}

impl Default for Cleaning {
    fn default() -> Self {
        Self { furniture_threshold: furniture_threshold(), off: Vec::new() }
    }
}

/// `[[topic]]`
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct RawTopic {
    /// Name of the page's file: lower-case letters, digits and hyphens.
    pub id: Spanned<String>,
    /// Title of the page.
    pub title: Spanned<String>,
    /// One line about it.
    #[serde(default)]
    pub description: String,
    /// Words and phrases that speak for the topic in a section's heading and text.
    pub terms: Spanned<Vec<Spanned<String>>>,
}

/// `[[rule]]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RawRule {
    /// What the account calls it: lower-case letters, digits and hyphens.
    pub name: Spanned<String>,
    /// What it leaves out, in one sentence.
    pub what: Spanned<String>,
    /// Why that is no part of the text, in one sentence.
    pub why: Spanned<String>,
    /// Regular expression that the trimmed line must match, without regard to case. Write it between single quotes.
    pub pattern: Spanned<String>,
    /// Lines that this regular expression matches too are left alone.
    pub unless: Option<Spanned<String>>,
    /// Lines with more words than this are left alone.
    pub max_words: Option<usize>,
    /// Lines that it must match: tried on every build.
    pub hits: Spanned<Vec<Spanned<String>>>,
    /// Lines that it must leave alone: tried on every build.
    pub spares: Spanned<Vec<Spanned<String>>>,
}

/// `[[section]]`
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct RawSection {
    /// Which section: its name as its page has it, `p-…`, or a line of it, `page.txt:12`.
    pub at: Spanned<String>,
    /// Its heading, or its first line if it has none; `…` at the end stands for the rest. Where another text stands
    /// there now, the build says so.
    pub text: Option<Spanned<String>>,
    /// Id of the topic that it stands on, or `unsorted`.
    pub topic: Option<Spanned<String>>,
    /// What it is called on the site; its own heading stands below it.
    pub title: Option<Spanned<String>>,
    /// Its place on its page, from 1: sections with a place come first, in their order; the others follow as they would.
    pub order: Option<Spanned<u32>>,
}

/// `[[line]]`
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct RawLine {
    /// Which line, `page.txt:12`, or lines, `page.txt:12-14`.
    pub at: Spanned<String>,
    /// What the first of them says, as the source has it; `…` at the end stands for the rest.
    pub text: Option<Spanned<String>>,
    /// `keep`, whatever the rules say, or `drop`.
    pub fate: Spanned<String>,
    /// The reason, as the account shows it.
    pub why: Option<String>,
}

/// `[[repair]]`
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct RawRepair {
    /// Which line, `page.txt:12`.
    pub at: Spanned<String>,
    /// Words as the source has them: so many that they stand once in the line.
    pub was: Spanned<String>,
    /// What they become.
    pub now: Spanned<String>,
    /// Whether the repair is made. `false` refuses one that the program makes or suggests.
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
                    Problem { help: of_type(e.message()).map(str::to_owned), ..problem.at(text, span, "this value") }
                }
            }
        })
    }
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
    list.value.into_iter().map(|s| s.value).collect()
}

impl From<RawTopic> for Topic {
    fn from(t: RawTopic) -> Self {
        Self { id: t.id.value, title: t.title.value, description: t.description, terms: strings(t.terms) }
    }
}

/// The corrections, whatever of them [`super::sense`] let pass.
pub(super) fn corrections(
    sections: Vec<Spanned<RawSection>>,
    line: Vec<RawLine>,
    repair: Vec<RawRepair>,
    toml: &str,
) -> Corrections {
    let lines = |at: Spanned<String>| Some(Spanned { value: Lines::parse(&at.value)?, span: at.span });
    let section = |s: RawSection| {
        let at = Spanned { value: SectionAt::parse(&s.at.value)?, span: s.at.span };
        let title = s.title.map(|t| t.value.trim().to_owned());
        Some(SectionEntry { at, text: s.text, topic: s.topic, title, order: s.order.map(|o| o.value) })
    };
    let line = line
        .into_iter()
        .filter_map(|l| Some(LineEntry { at: lines(l.at)?, text: l.text, keep: l.fate.value == KEEP, why: l.why }));
    let repair = repair
        .into_iter()
        .filter_map(|r| Some(RepairEntry { at: lines(r.at)?, was: r.was, now: r.now.value, accept: r.accept }));
    Corrections {
        toml: toml.to_owned(),
        sections: sections.into_iter().map(|s| s.value).filter_map(section).collect(),
        lines: line.collect(),
        repairs: repair.collect(),
    }
}

impl From<RawRule> for RuleSpec {
    fn from(r: RawRule) -> Self {
        Self {
            name: r.name.value,
            what: r.what.value,
            why: r.why.value,
            pattern: Some(r.pattern.value),
            unless: r.unless.map(|u| u.value),
            max_words: r.max_words,
            hits: strings(r.hits),
            spares: strings(r.spares),
        }
    }
}
