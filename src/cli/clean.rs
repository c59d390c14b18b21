//! `sourcebook clean`

use super::{Format, Outcome, Stop, json_line, report};
use crate::{
    book::{Book, FILE},
    clean::{Cleaned, clean, rules::Rules},
    model::{Edit, Fate, Outline, Problem, Source},
    outline::outline,
    read::{self, Shelf},
};
use serde::Serialize;
use std::{borrow::Cow, io::Write, path::PathBuf};

const EXAMPLES: &str = "\
Examples:
  sourcebook clean                                  the sources of the book in this folder
  sourcebook clean page.txt > page.clean.txt        without the lines that were dropped
  sourcebook clean --format ndjson scraped/ | jq    each line, its fate and its edits
  curl -s https://example.org/a.txt | sourcebook clean -";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Files, folders, or `-` for standard input. Without any, the sources of the book
    paths: Vec<PathBuf>,
    /// The form of the output; docs/formats.md describes ndjson
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Repair only: drop no line
    #[arg(long)]
    no_drop: bool,
    /// Use the rules of the book in this folder
    #[arg(long, value_name = "DIR")]
    book: Option<PathBuf>,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let (rules, shelf) = load(args)?;
    report::findings(&shelf.findings);
    let sources = &shelf.sources;
    let cleaned = clean(&rules, sources, !args.no_drop);
    match args.format {
        Format::Text => text(sources, &cleaned, out)?,
        Format::Ndjson => {
            let kinds = Kinds::new(sources, &outline(sources, &cleaned.ledger));
            for source in sources {
                for line in source.lines() {
                    json_line(out, &Line::new(source, line, &cleaned, &kinds))?;
                }
            }
        }
    }
    Ok(Outcome::Fine)
}

fn load(args: &Args) -> Result<(Rules, Shelf), Stop> {
    let here = PathBuf::from(".");
    let root = match &args.book {
        Some(root) => Some(root),
        None if args.paths.is_empty() && here.join(FILE).exists() => Some(&here),
        None => None,
    };
    let book = root.map(|root| Book::load(root)).transpose()?;
    let rules = book.as_ref().map_or_else(|| Ok(Rules::built_in()), Rules::for_book)?;
    let shelf = match book {
        Some(book) if args.paths.is_empty() => read::sources(&book)?,
        None if args.paths.is_empty() => {
            let problem =
                Problem::new(format!("there is nothing to clean: no path was given and there is no {FILE} here"));
            return Err(problem.help("give files or folders, or `-` for standard input").into());
        }
        _ => read::paths(&args.paths)?,
    };
    Ok((rules, shelf))
}

fn text(sources: &[Source], cleaned: &Cleaned, out: &mut dyn Write) -> Result<(), Stop> {
    for source in sources {
        for line in source.lines() {
            if let (Some(text), Some(raw)) = (cleaned.ledger.text(source, line), source.line(line)) {
                out.write_all(text.as_bytes())?;
                out.write_all(raw.ending.as_str().as_bytes())?;
            }
        }
    }
    Ok(())
}

/// What each surviving line is part of.
struct Kinds(Vec<Vec<&'static str>>);

impl Kinds {
    fn new(sources: &[Source], outline: &Outline) -> Self {
        let blank = |s: &Source| s.lines().map(|n| if s.is_blank(n) { "blank" } else { "none" }).collect();
        let mut kinds = Self(sources.iter().map(blank).collect());
        for (source, title) in outline.titles.iter().enumerate() {
            title.iter().for_each(|&line| kinds.set(source, line, "title"));
        }
        for section in &outline.sections {
            let source = section.source.0 as usize;
            section.heading.iter().for_each(|&line| kinds.set(source, line, "heading"));
            for block in &section.blocks {
                block.lines.iter().for_each(|&line| kinds.set(source, line, block.kind.as_str()));
            }
        }
        kinds
    }

    fn set(&mut self, source: usize, line: u32, kind: &'static str) {
        let lines = self.0.get_mut(source);
        if let Some(slot) = lines.and_then(|lines| lines.get_mut((line as usize).checked_sub(1)?)) {
            *slot = kind;
        }
    }

    fn of(&self, source: &Source, line: u32) -> &'static str {
        let lines = self.0.get(source.id.0 as usize);
        lines.and_then(|lines| lines.get((line as usize).checked_sub(1)?)).copied().unwrap_or("none")
    }
}

/// One line of the output.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    line: u32,
    fate: &'static str,
    kind: &'a str,
    rule: Option<&'a str>,
    raw: &'a str,
    text: Option<Cow<'a, str>>,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    start: usize,
    end: usize,
    to: &'a str,
    rule: &'a str,
    certainty: &'static str,
}

impl<'a> Line<'a> {
    fn new(source: &'a Source, line: u32, cleaned: &'a Cleaned, kinds: &Kinds) -> Self {
        let (fate, rule, edits): (_, _, &[Edit]) = match cleaned.ledger.fate(source.at(line)) {
            Fate::Kept => ("kept", None, &[]),
            Fate::Repaired { edits } => ("repaired", None, edits),
            Fate::Dropped { rule, .. } => ("dropped", Some(rule.as_str()), &[]),
        };
        Self {
            source: &source.path,
            line,
            fate,
            kind: rule.unwrap_or_else(|| kinds.of(source, line)),
            rule,
            raw: source.raw(line),
            text: cleaned.ledger.text(source, line),
            edits: edits.iter().map(Change::from).collect(),
        }
    }
}

impl<'a> From<&'a Edit> for Change<'a> {
    fn from(e: &'a Edit) -> Self {
        Self { start: e.span.start, end: e.span.end, to: &e.to, rule: e.rule.as_str(), certainty: e.certainty.as_str() }
    }
}
