//! `sourcebook group`

use super::{Desk, Format, Outcome, Stop, json_line, report};
use crate::{
    group::{Evidence, Placement},
    model::Section,
    pipeline::{self, Edition},
};
use serde::Serialize;
use std::{io::Write, path::PathBuf};

const EXAMPLES: &str = "\
Examples:
  sourcebook group                             the sections of the book in this folder, topic by topic
  sourcebook group --format ndjson my-book | jq 'select(.topic == null)'";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(default_value = ".", value_name = "BOOKDIR")]
    book: PathBuf,
    /// The form of the output; docs/formats.md describes ndjson
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Stop> {
    let desk = Desk::of(&args.book)?;
    report::findings(&desk.shelf.findings);
    let edition = pipeline::edit(&desk.book, &desk.rules, desk.sources());
    match args.format {
        Format::Text => text(&edition, out)?,
        Format::Ndjson => {
            for (section, placement) in edition.outline.sections.iter().zip(&edition.placements) {
                json_line(out, &Row::new(&edition, section, placement))?;
            }
        }
    }
    Ok(Outcome::Fine)
}

fn text(edition: &Edition<'_>, out: &mut dyn Write) -> Result<(), Stop> {
    let topics = edition.book.topics.iter().enumerate().map(|(i, t)| (Some(i), t.title.as_str()));
    for (topic, title) in topics.chain([(None, "Unsorted")]) {
        let here = |(_, p): &(&Section, &Placement)| p.topic == topic;
        let sections: Vec<_> = edition.outline.sections.iter().zip(&edition.placements).filter(here).collect();
        writeln!(out, "{title} ({})", sections.len())?;
        for (section, placement) in sections {
            let row = Row::new(edition, section, placement);
            let terms: Vec<&str> = row.evidence.iter().take(3).map(|e| e.term).collect();
            write!(
                out,
                "  {}:{}-{}  {}",
                row.source,
                row.first,
                row.last,
                row.heading.as_deref().unwrap_or("(no heading)")
            )?;
            match terms.as_slice() {
                [] => writeln!(out)?,
                terms => writeln!(out, "  [{:.2}: {}]", row.score, terms.join(", "))?,
            }
        }
    }
    Ok(())
}

/// One section of the output.
#[derive(Serialize)]
struct Row<'a> {
    source: &'a str,
    first: u32,
    last: u32,
    heading: Option<String>,
    topic: Option<&'a str>,
    id: &'a str,
    score: f64,
    runner_up: Option<RunnerUp<'a>>,
    evidence: Vec<Term<'a>>,
}

#[derive(Serialize)]
struct RunnerUp<'a> {
    topic: &'a str,
    score: f64,
}

#[derive(Serialize)]
struct Term<'a> {
    term: &'a str,
    in_heading: u32,
    in_text: u32,
    weight: f64,
}

impl<'a> Row<'a> {
    fn new(edition: &'a Edition<'_>, section: &'a Section, placement: &'a Placement) -> Self {
        let source = &edition.sources[section.source.0 as usize];
        let topic = |index: usize| edition.book.topics.get(index).map(|t| t.id.as_str());
        let range = section.range();
        let heading = section.heading.and_then(|line| edition.cleaned.ledger.text(source, line));
        Self {
            source: &source.path,
            first: *range.start(),
            last: *range.end(),
            heading: heading.map(|h| h.trim().to_owned()),
            topic: placement.topic.and_then(topic),
            id: &section.id.0,
            score: placement.score,
            runner_up: placement
                .runner_up
                .and_then(|(index, score)| topic(index).map(|topic| RunnerUp { topic, score })),
            evidence: placement.evidence.iter().map(Term::from).collect(),
        }
    }
}

impl<'a> From<&'a Evidence> for Term<'a> {
    fn from(e: &'a Evidence) -> Self {
        Self { term: &e.term, in_heading: e.in_heading, in_text: e.in_text, weight: e.weight }
    }
}
