//! `clean`: what becomes of every line.

use super::{Failure, Format, report};
use crate::{
    book::FILE,
    clean::{self, rules::Rules},
    model::{Edit, Fate, Finding, Ledger, Outline, Problem, Source},
    outline, read,
    render::{in_english, visible},
};
use rayon::prelude::*;
use serde::Serialize;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// Show what becomes of every line: kept, repaired or dropped, and by which rule
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook clean                             the sources of the book in this folder
  sourcebook clean page.txt                    the cleaned text of one file
  sourcebook clean seeds --format ndjson       one JSON object a source line
  curl -s … | sourcebook clean -               standard input
  sourcebook clean --no-drop --book my-book    repairs only, with the rules of a book")]
pub(super) struct Args {
    /// Files and folders, or `-` for standard input [default: the sources of the book]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to write the lines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Repair only, drop nothing
    #[arg(long)]
    no_drop: bool,
    /// Use the rules of the book in this folder
    #[arg(long, value_name = "DIR")]
    pub(super) book: Option<PathBuf>,
}

/// One source line.
#[derive(Debug, Serialize)]
struct Row<'a> {
    source: &'a str,
    line: u32,
    fate: &'static str,
    kind: Option<&'static str>,
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    raw: &'a str,
    text: Option<&'a str>,
    edits: Vec<Change<'a>>,
}

/// One edit: bytes `start..end` of the raw line become `to`.
#[derive(Debug, Serialize)]
struct Change<'a> {
    start: usize,
    end: usize,
    to: &'a str,
    rule: &'a str,
    certainty: &'static str,
}

impl<'a> From<&'a Edit> for Change<'a> {
    fn from(e: &'a Edit) -> Self {
        let (rule, certainty) = (e.rule.as_str(), e.certainty.as_str());
        Self { start: e.span.start, end: e.span.end, to: &e.to, rule, certainty }
    }
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (rules, sources, findings) = input(args)?;
    let mut err = anstream::stderr().lock();
    findings.iter().try_for_each(|f| report::finding(&mut err, f))?;
    let cleaned = clean::clean(&rules, &sources, !args.no_drop);
    // Of other files than the book's own, its corrections may not speak.
    if args.paths.is_empty() {
        Problem::none_or(cleaned.by_hand.wrong, ())?;
    }
    let ledger = cleaned.ledger;
    if args.format == Format::Text {
        return text(&sources, &ledger, out);
    }
    let outline = outline::outline(&sources, &ledger);
    let mut kinds = kinds(&sources, &outline);
    let written: Vec<Vec<u8>> = sources
        .par_iter()
        .zip(&mut kinds)
        .map(|(source, kinds)| rows(source, &rules, &ledger, kinds))
        .collect::<Result<_, std::io::Error>>()?;
    written.iter().try_for_each(|rows| out.write_all(rows))?;
    Ok(())
}

fn input(args: &Args) -> Result<(Rules, Vec<Source>, Vec<Finding>), Problem> {
    let here = Path::new(".");
    let root = match &args.book {
        Some(root) => Some(root.as_path()),
        None => (args.paths.is_empty() && here.join(FILE).exists()).then_some(here),
    };
    let (book, rules) = match root {
        Some(root) => super::book(root).map(|(book, rules)| (Some(book), rules))?,
        None => (None, Rules::built_in()),
    };
    let (sources, findings) = match &book {
        _ if !args.paths.is_empty() => read::paths(&args.paths),
        Some(book) => read::seeds(book),
        None => Err(Problem::new(format!("nothing to clean: no path is given, and there is no {FILE} here"))
            .help("give files, folders or `-`: sourcebook clean page.txt")),
    }?;
    Ok((rules, sources, findings))
}

/// What is published, as pages show it: a control character, which could steer the terminal, is its symbol.
fn text(sources: &[Source], ledger: &Ledger, out: &mut impl Write) -> Result<(), Failure> {
    for (i, source) in sources.iter().enumerate() {
        if sources.len() > 1 {
            writeln!(out, "{}==> {} <==", if i > 0 { "\n" } else { "" }, visible(&source.path))?;
        }
        for text in source.lines().filter_map(|line| ledger.mended(source, line)) {
            writeln!(out, "{}", visible(&text))?;
        }
    }
    Ok(())
}

/// Per source and line, the word for what the line is part of.
fn kinds(sources: &[Source], outline: &Outline) -> Vec<Vec<Option<&'static str>>> {
    let mut kinds: Vec<Vec<_>> = sources.iter().map(|s| vec![None; s.len() as usize + 1]).collect();
    let mut set = |source: usize, line: u32, kind| {
        if let Some(slot) = kinds.get_mut(source).and_then(|k| k.get_mut(line as usize)) {
            *slot = Some(kind);
        }
    };
    for (source, title) in outline.titles.iter().enumerate() {
        title.iter().for_each(|&line| set(source, line, "title"));
    }
    for section in &outline.sections {
        let source = section.source.0 as usize;
        section.heading.iter().for_each(|&line| set(source, line, "heading"));
        for block in &section.blocks {
            block.lines.iter().for_each(|&line| set(source, line, block.kind.as_str()));
        }
    }
    kinds
}

fn rows(
    source: &Source,
    rules: &Rules,
    ledger: &Ledger,
    kinds: &[Option<&'static str>],
) -> Result<Vec<u8>, std::io::Error> {
    let mut out = Vec::with_capacity(source.text.len() * 3);
    for line in source.lines() {
        let text = ledger.mended(source, line);
        let (fate, rule, because) = match ledger.fate(source.at(line)) {
            Fate::Kept => ("kept", None, None),
            Fate::Repaired { .. } => ("repaired", None, None),
            Fate::Dropped { rule, because } => ("dropped", Some(rule.as_str()), Some(in_english(because, rule, rules))),
        };
        let row = Row {
            source: &source.path,
            line,
            fate,
            kind: kinds[line as usize]
                .or_else(|| source.is_blank(line).then_some("blank"))
                .or_else(|| source.is_mark(line).then_some("mark-up")),
            rule,
            because,
            raw: source.raw(line),
            text: text.as_deref(),
            edits: ledger.edits(source.at(line)).iter().map(Change::from).collect(),
        };
        super::ndjson::row(&mut out, &row)?;
    }
    Ok(out)
}
