//! `group`: where every section stands.

use super::{Failure, Format};
use crate::{
    book::Topic,
    clean::repeat::Repeat,
    group::{Evidence, Kind, Placement},
    model::{LineId, Section},
    pipeline::Edition,
    read,
    render::visible,
};
use serde::Serialize;
use std::{collections::BTreeMap, io::Write, path::PathBuf};

/// Show the topic of every section, and the terms that decided
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook group                            the book in this folder
  sourcebook group my-book --format ndjson    one JSON object a section")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    pub(super) book: PathBuf,
    /// How to write the sections
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// One section, or one that is published from another source.
#[derive(Debug, Clone, Serialize)]
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
    copy: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Runner<'a> {
    topic: &'a str,
    score: f64,
}

#[derive(Debug, Clone, Serialize)]
struct Term<'a> {
    kind: &'static str,
    term: &'a str,
    in_heading: u32,
    in_text: u32,
    weight: f64,
    learned: Option<Lesson>,
}

/// How it was learned.
#[derive(Debug, Clone, Serialize)]
struct Lesson {
    sections: u32,
    share: f64,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let edition = super::edit(&book, &rules, &sources)?;
    let sections = &edition.outline.sections;
    let headings: Vec<Option<String>> = sections.iter().map(|s| heading(&edition, s)).collect();
    let rows = sections.iter().zip(&edition.placements).zip(&headings);
    let own: Vec<Row> = rows.map(|((section, p), heading)| row(&edition, section, p, heading.as_deref())).collect();
    let mut rows: Vec<(u32, Row)> = sections.iter().map(|s| s.source.0).zip(own.iter().cloned()).collect();
    rows.extend(copies(&edition).into_iter().map(|Copy { section, source, first, last }| {
        let path = &edition.sources[source as usize].path;
        (source, Row { source: path, first, last, copy: true, ..own[section].clone() })
    }));
    rows.sort_by_key(|(source, row)| (*source, row.first));
    rows.iter().try_for_each(|(_, row)| match args.format {
        Format::Ndjson => Ok(super::ndjson::row(out, row)?),
        Format::Text => text(row, out),
    })
}

fn text(row: &Row<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let terms: Vec<&str> = match row.topic {
        Some(_) => row.evidence.iter().map(|t| t.term).collect(),
        None => row.telling.iter().map(String::as_str).collect(),
    };
    let place = format!("{}:{}-{}", row.source, row.first, row.last);
    let copy = if row.copy { " (a copy)" } else { "" };
    writeln!(out, "{}  {}{copy}", visible(&place), visible(row.heading.unwrap_or("(no heading)")))?;
    writeln!(out, "    {} {:.2}  {}", row.topic.unwrap_or("unsorted"), row.score, terms.join(", "))?;
    Ok(())
}

/// Lines that are published from another source: those of one section.
struct Copy {
    section: usize,
    source: u32,
    first: u32,
    last: u32,
}

/// The copies of passages, by the sections that publish them.
fn copies(edition: &Edition<'_>) -> Vec<Copy> {
    let homes: BTreeMap<LineId, usize> =
        edition.outline.sections.iter().enumerate().flat_map(|(i, s)| s.lines().map(move |at| (at, i))).collect();
    let mut copies: Vec<Copy> = Vec::new();
    for Repeat { kept, copy, .. } in &edition.cleaned.repeats.repeats {
        let home = |line: u32| {
            // Line by line as far as both have as many; blank lines between them may differ.
            let from = LineId { source: kept.source, line: (kept.first + (line - copy.first)).min(kept.last) };
            homes
                .range(from..)
                .next()
                .filter(|(at, _)| kept.contains(**at))
                .or_else(|| homes.range(..=from).next_back())
        };
        let mut open: Option<Copy> = None;
        let left_out = |&line: &u32| edition.cleaned.ledger.is_dropped(LineId { source: copy.source, line });
        for line in (copy.first..=copy.last).filter(left_out) {
            let Some((_, &section)) = home(line).filter(|(at, _)| kept.contains(**at)) else { continue };
            match &mut open {
                Some(c) if c.section == section => c.last = line,
                _ => {
                    copies.extend(open.take());
                    open = Some(Copy { section, source: copy.source.0, first: line, last: line });
                }
            }
        }
        copies.extend(open);
    }
    copies
}

/// The published heading of a section.
pub(super) fn heading(edition: &Edition<'_>, section: &Section) -> Option<String> {
    let source = &edition.sources[section.source.0 as usize];
    Some(edition.cleaned.ledger.text(source, section.heading?)?.trim().to_owned())
}

fn row<'a>(edition: &'a Edition<'_>, section: &'a Section, p: &'a Placement, heading: Option<&'a str>) -> Row<'a> {
    let topic = |i: usize| edition.topics.get(i).map(|t: &Topic| t.id.as_str());
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
        copy: false,
    }
}
