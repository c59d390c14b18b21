//! `group`: where every section stands.

use super::{Failure, Format};
use crate::{
    book::Topic,
    group::{Evidence, Kind, Placement},
    model::Section,
    pipeline::{self, Edition},
    read,
};
use serde::Serialize;
use std::{io::Write, path::PathBuf};

/// Show the topic of every section, and the terms that decided
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook group                            the book in this folder
  sourcebook group my-book --format ndjson    one JSON object a section")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    book: PathBuf,
    /// How to write the sections
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// One section.
#[derive(Debug, Serialize)]
struct Row<'a> {
    source: &'a str,
    first: u32,
    last: u32,
    heading: Option<&'a str>,
    topic: Option<&'a str>,
    id: &'a str,
    score: f64,
    runner_up: Option<Runner<'a>>,
    evidence: Vec<Term<'a>>,
    close: bool,
    pinned: bool,
    telling: &'a [String],
}

#[derive(Debug, Serialize)]
struct Runner<'a> {
    topic: &'a str,
    score: f64,
}

#[derive(Debug, Serialize)]
struct Term<'a> {
    kind: &'static str,
    term: &'a str,
    in_heading: u32,
    in_text: u32,
    weight: f64,
    learned: Option<Lesson>,
}

/// How it was learned.
#[derive(Debug, Serialize)]
struct Lesson {
    sections: u32,
    share: f64,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let edition = pipeline::edit(&book, &rules, &sources);
    for (section, placement) in edition.outline.sections.iter().zip(&edition.placements) {
        let heading = heading(&edition, section);
        let row = row(&edition, section, placement, heading.as_deref());
        match args.format {
            Format::Ndjson => super::ndjson::row(out, &row)?,
            Format::Text => {
                let terms: Vec<&str> = match row.topic {
                    Some(_) => row.evidence.iter().map(|t| t.term).collect(),
                    None => row.telling.iter().map(String::as_str).collect(),
                };
                let place = format!("{}:{}-{}", row.source, row.first, row.last);
                writeln!(out, "{place}  {}", row.heading.unwrap_or("(no heading)"))?;
                writeln!(out, "    {} {:.2}  {}", row.topic.unwrap_or("unsorted"), row.score, terms.join(", "))?;
            }
        }
    }
    Ok(())
}

/// The published heading of a section.
pub(super) fn heading(edition: &Edition<'_>, section: &Section) -> Option<String> {
    let source = &edition.sources[section.source.0 as usize];
    Some(edition.cleaned.ledger.text(source, section.heading?)?.trim().to_owned())
}

fn row<'a>(edition: &'a Edition<'_>, section: &'a Section, p: &'a Placement, heading: Option<&'a str>) -> Row<'a> {
    let topic = |i: usize| edition.book.topics.get(i).map(|t: &Topic| t.id.as_str());
    let term = |e: &'a Evidence| Term {
        kind: match e.kind {
            Kind::Term => "term",
            Kind::Word => "word",
            Kind::Heading => "heading",
            Kind::Place => "place",
        },
        term: &e.term,
        in_heading: e.in_heading,
        in_text: e.in_text,
        weight: e.weight,
        learned: e.learned.map(|l| Lesson { sections: l.sections, share: l.share }),
    };
    Row {
        source: &edition.sources[section.source.0 as usize].path,
        first: *section.range().start(),
        last: *section.range().end(),
        heading,
        topic: p.topic.and_then(topic),
        id: &section.id.0,
        score: p.score,
        runner_up: p.runner_up.and_then(|(i, score)| Some(Runner { topic: topic(i)?, score })),
        evidence: p.evidence.iter().map(term).collect(),
        close: p.is_close(),
        pinned: p.pinned,
        telling: &p.telling,
    }
}
