//! `undo`: takes a decision out of `book.toml` again.

use super::{super::Failure, super::find, same_address};
use crate::{
    book::{
        Book, FILE,
        corrections::{Lines, SectionAt},
        entry, nearest,
    },
    model::{Problem, Source},
    pipeline, read,
    render::visible,
    write,
};
use std::{io::Write, ops::RangeInclusive, path::PathBuf};

/// Take a decision out of book.toml again
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook undo page.txt:12                what was decided of the line, or of its section
  sourcebook undo p-0123456789               what was decided of the section
  sourcebook undo page.txt:12 --of repair    of several decisions, that of the repair")]
pub(crate) struct Undo {
    /// What was decided of: a line, several (page.txt:12-14), or a section (p-…)
    target: String,
    /// Which decision, when there are several
    #[arg(long, value_enum)]
    of: Option<Of>,
    /// Of several repairs in a line, the one of these words
    #[arg(long, value_name = "TEXT")]
    was: Option<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// The list that a decision stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Of {
    /// The section: its topic, title and order
    Section,
    /// The line: kept or dropped
    Line,
    /// A repair: accepted or refused
    Repair,
}

impl Of {
    fn table(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Line => "line",
            Self::Repair => "repair",
        }
    }
}

/// A decision that stands in the book.
struct Decision {
    of: Of,
    /// Its place in its list.
    index: usize,
    at: String,
    /// Of a repair, what it mends.
    was: Option<String>,
}

impl Decision {
    fn told(&self) -> String {
        let was = self.was.as_ref().map_or(String::new(), |was| format!(" --was {was:?}"));
        format!("--of {}{was}", self.of.table())
    }
}

pub(crate) fn undo(args: &Undo, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let all = decisions(&book);
    // What an entry says by itself comes first: its target may be gone, and that may be why it is to go.
    let mut meant: Vec<&Decision> = all.iter().filter(|d| same_address(&d.at, &args.target)).collect();
    if meant.is_empty() {
        let edition = pipeline::edit(&book, &rules, &sources);
        let lines = find::lines(&sources, &args.target).ok();
        let section = find::section(&edition, &args.target).ok().map(|i| &edition.outline.sections[i]);
        meant = all.iter().filter(|d| lines.as_ref().is_some_and(|lines| is_of(d, lines))).collect();
        if meant.is_empty() {
            let held = |at: &SectionAt| match at {
                SectionAt::Id(id) => section.is_some_and(|s| s.id.0 == *id),
                SectionAt::Line(at) => section.is_some_and(|s| {
                    sources[s.source.0 as usize].path == at.source && s.lines().any(|l| l.line == at.first)
                }),
            };
            meant = all
                .iter()
                .filter(|d| d.of == Of::Section && SectionAt::parse(&d.at).is_some_and(|at| held(&at)))
                .collect();
        }
    }
    meant.retain(|d| args.of.is_none_or(|of| d.of == of));
    meant.retain(|d| args.was.as_ref().is_none_or(|was| d.was.as_ref().is_some_and(|w| w.contains(was))));
    let one = match meant[..] {
        [one] => one,
        [] => return Err(none(&all, args).into()),
        _ => {
            let ways: Vec<String> = meant.iter().map(|d| d.told()).collect();
            return Err(Problem::new(format!("{} decisions are of {}", meant.len(), visible(&args.target)))
                .help(format!("say which: {}", ways.join(", or ")))
                .into());
        }
    };
    let (toml, gone) =
        entry::remove(&book.toml, one.of.table(), one.index).map_err(|p| super::super::from_here(p, &args.book))?;
    if one.of == Of::Line && !book.corrections.sections.is_empty() {
        let wrong = pipeline::edit(&book, &rules, &sources).decided.wrong.len();
        super::holds(&args.book, &toml, &sources, wrong)?;
    }
    let path = args.book.join(FILE);
    write::file(&path, &book.toml, &toml)?;
    let shown = path.strip_prefix(".").unwrap_or(&path).display();
    writeln!(out, "out of {shown}:")?;
    for line in gone.lines() {
        writeln!(out, "  {}", visible(line))?;
    }
    writeln!(out, "Next: `sourcebook build{}`", super::dir(&args.book))?;
    Ok(())
}

fn decisions(book: &Book) -> Vec<Decision> {
    let it = &book.corrections;
    let decision = |of, index, at: String, was| Decision { of, index, at, was };
    let sections = it.sections.iter().enumerate().map(|(i, e)| decision(Of::Section, i, e.at.value.to_string(), None));
    let lines = it.lines.iter().enumerate().map(|(i, e)| decision(Of::Line, i, e.at.value.to_string(), None));
    let repairs = it.repairs.iter().enumerate();
    let repairs = repairs.map(|(i, e)| decision(Of::Repair, i, e.at.value.to_string(), Some(e.was.value.clone())));
    sections.chain(lines).chain(repairs).collect()
}

/// Whether a decision is of one of these lines.
fn is_of(decision: &Decision, (source, lines): &(&Source, RangeInclusive<u32>)) -> bool {
    Lines::parse(&decision.at)
        .is_some_and(|at| at.source == source.path && at.first <= *lines.end() && at.last >= *lines.start())
}

fn none(all: &[Decision], args: &Undo) -> Problem {
    let asked = args.of.map_or(String::new(), |of| format!(" of a {}", of.table()));
    let what = format!("{FILE} decides nothing{asked} at {}", visible(&args.target));
    let near = nearest(&args.target, all.iter().map(|d| d.at.as_str()));
    let here: Vec<String> = all.iter().filter(|d| same_address(&d.at, &args.target)).map(Decision::told).collect();
    if !here.is_empty() {
        return Problem::new(what).help(format!("what it decides there is {}", here.join(", or ")));
    }
    let help = match (all, near) {
        ([], _) => "it has no [[section]], [[line]] or [[repair]]".to_owned(),
        (_, Some(near)) => format!("did you mean {near}?"),
        (all, None) => {
            let shown: Vec<&str> = all.iter().take(5).map(|d| d.at.as_str()).collect();
            format!("it decides of {}{}", shown.join(", "), if all.len() > shown.len() { ", …" } else { "" })
        }
    };
    Problem::new(what).help(help)
}
