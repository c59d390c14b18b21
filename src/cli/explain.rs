//! `explain`: why a line is as it is.

use super::Failure;
use crate::{
    book::nearest,
    group::{Evidence, Kind},
    model::{Fate, LineId, Problem, Source},
    pipeline::{self, Edition},
    read,
    render::visible,
};
use std::{io::Write, path::PathBuf};

/// Say why a line is kept, repaired or dropped, and why its section stands where it does
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook explain page.txt:12             one line
  sourcebook explain page                    every line; the beginning of a name is enough
  sourcebook explain page.txt:12 my-book     of another book")]
pub(super) struct Args {
    /// Path or name of a source, or its beginning; `:12` at the end for one line
    #[arg(value_name = "SOURCE[:LINE]")]
    source: String,
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    book: PathBuf,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let (source, line) = find(&sources, &args.source)?;
    let edition = pipeline::edit(&book, &rules, &sources);
    match line {
        Some(line) => explain(&edition, source, line, out),
        None => source.lines().filter(|&l| !source.is_blank(l)).try_for_each(|l| {
            explain(&edition, source, l, out)?;
            Ok(writeln!(out)?)
        }),
    }
}

/// The source and line that a person means.
fn find<'a>(sources: &'a [Source], wanted: &str) -> Result<(&'a Source, Option<u32>), Problem> {
    // A name may hold a colon itself.
    if let Ok(source) = by_name(sources, wanted) {
        return Ok((source, None));
    }
    let Some((name, line)) = wanted.rsplit_once(':') else {
        return by_name(sources, wanted).map(|source| (source, None));
    };
    let source = by_name(sources, name)?;
    match line.parse() {
        Ok(line) if source.lines().contains(&line) => Ok((source, Some(line))),
        _ => Err(Problem::new(format!("{} has no line {line:?}", source.path))
            .help(format!("give a number from 1 to {}", source.len()))),
    }
}

fn by_name<'a>(sources: &'a [Source], name: &str) -> Result<&'a Source, Problem> {
    let file = |s: &'a Source| s.path.rsplit('/').next().unwrap_or(&s.path);
    // A path that the shell completed leads through the folder of the sources.
    let below = |s: &Source| name.strip_suffix(s.path.as_str()).is_some_and(|above| above.ends_with('/'));
    let looks: [&dyn Fn(&Source) -> bool; 4] =
        [&|s| s.path == name, &below, &|s| s.path.rsplit('/').next() == Some(name), &|s| {
            s.path.starts_with(name) || s.path.rsplit('/').next().is_some_and(|f| f.starts_with(name))
        }];
    for is_it in looks {
        let found: Vec<&Source> = sources.iter().filter(|s| is_it(s)).collect();
        match found[..] {
            [] => {}
            [one] => return Ok(one),
            [one, two, ..] => {
                return Err(Problem::new(format!("{name:?} may be any of {} sources", found.len()))
                    .help(format!("give more of the path: {}, {}, …", one.path, two.path)));
            }
        }
    }
    let help = match nearest(name, sources.iter().flat_map(|s| [s.path.as_str(), file(s)])) {
        Some(near) => format!("did you mean {near:?}?"),
        None => {
            let first: Vec<&str> = sources.iter().take(5).map(|s| s.path.as_str()).collect();
            let more = if sources.len() > first.len() { ", …" } else { "" };
            format!("the book's sources are {}{more}", first.join(", "))
        }
    };
    Err(Problem::new(format!("there is no source {name:?}")).help(help))
}

fn explain(edition: &Edition<'_>, source: &Source, line: u32, out: &mut impl Write) -> Result<(), Failure> {
    let (ledger, rules) = (&edition.cleaned.ledger, edition.rules);
    let raw = source.raw(line);
    writeln!(out, "{}:{line}", visible(&source.path))?;
    writeln!(out, "  raw       {}", visible(raw))?;
    match ledger.fate(source.at(line)) {
        Fate::Kept if source.is_blank(line) => writeln!(out, "  kept      blank: the space between blocks")?,
        Fate::Kept => writeln!(out, "  kept      as it stands: no rule speaks against it")?,
        Fate::Repaired { edits } => {
            writeln!(out, "  repaired  {}", visible(&ledger.text(source, line).unwrap_or_default()))?;
            for e in edits {
                let was = raw.get(e.span.clone()).unwrap_or_default();
                writeln!(out, "    {was:?} to {:?} by {} ({})", e.to, e.rule, e.certainty.as_str())?;
                if let Some(rule) = rules.get(e.rule.as_str()) {
                    writeln!(out, "      {}. {}", rule.spec.what.trim_end_matches('.'), rule.spec.why)?;
                }
            }
        }
        Fate::Dropped { rule, because } => {
            writeln!(out, "  dropped   by {rule}: {because}")?;
            if let Some(rule) = rules.get(rule.as_str()) {
                writeln!(out, "    {}. {}", rule.spec.what.trim_end_matches('.'), rule.spec.why)?;
            }
        }
    }
    for s in edition.cleaned.suggestions.iter().filter(|s| s.at == source.at(line)) {
        let was = raw.get(s.edit.span.clone()).unwrap_or_default();
        writeln!(out, "  suggested {was:?} to {:?} by {}: {}", s.edit.to, s.edit.rule, s.because)?;
    }
    for s in edition.cleaned.suspects.iter().filter(|s| s.at == source.at(line)) {
        writeln!(out, "  suspect   by {}: {}", s.rule, s.because)?;
    }
    place(edition, source.at(line), out)
}

fn place(edition: &Edition<'_>, at: LineId, out: &mut impl Write) -> Result<(), Failure> {
    if edition.outline.titles.get(at.source.0 as usize) == Some(&Some(at.line)) {
        writeln!(out, "  title     of the page: shown on the references page")?;
        return Ok(());
    }
    let sections = edition.outline.sections.iter().zip(&edition.placements);
    let Some((section, placement)) = sections.into_iter().find(|(s, _)| s.lines().any(|l| l == at)) else {
        return Ok(());
    };
    let title = |topic: usize| edition.book.topics.get(topic).map_or("?", |t| t.title.as_str());
    let heading = super::group::heading(edition, section);
    let (first, last) = section.range().into_inner();
    let heading = visible(heading.as_deref().unwrap_or("(no heading)"));
    writeln!(out, "  section   {heading} (lines {first}–{last}, {})", section.id)?;
    match placement.topic {
        Some(topic) if placement.pinned => writeln!(out, "  topic     {} (pinned in book.toml)", title(topic))?,
        Some(topic) => writeln!(out, "  topic     {} (score {:.2})", title(topic), placement.score)?,
        None if placement.pinned => writeln!(out, "  topic     Unsorted (pinned in book.toml)")?,
        None => writeln!(out, "  topic     Unsorted: no topic's terms speak clearly enough for it")?,
    }
    if let Some((topic, score)) = placement.runner_up {
        let close = if placement.is_close() { ": a close call" } else { "" };
        let rank = if placement.topic.is_some() { "runner-up" } else { "nearest  " };
        writeln!(out, "  {rank} {} (score {score:.2}){close}", title(topic))?;
    }
    for e in &placement.evidence {
        writeln!(out, "    {}, +{:.2}", decided(e), e.weight)?;
    }
    if !placement.telling.is_empty() {
        writeln!(out, "    as terms these would have caught it: {}", placement.telling.join(", "))?;
    }
    Ok(())
}

/// One thing that decided for a topic, in words.
fn decided(e: &Evidence) -> String {
    let place = |n: u32, where_: &str| (n > 0).then(|| format!("{n} in the {where_}"));
    let places: Vec<String> = place(e.in_heading, "heading").into_iter().chain(place(e.in_text, "text")).collect();
    let places = places.join(", ");
    let lesson = e.learned.map_or(String::new(), |l| {
        format!(
            "{} section{}, {:.0} % of them here",
            l.sections,
            if l.sections == 1 { "" } else { "s" },
            l.share * 100.0
        )
    });
    match e.kind {
        Kind::Term if lesson.is_empty() => format!("term {:?}: {places}", e.term),
        Kind::Term => format!("term {:?}: {places}; in {lesson}", e.term),
        Kind::Word => format!("learned {:?}: in {lesson}", e.term),
        Kind::Heading => format!("learned heading {:?}: {lesson}", e.term),
        Kind::Place => format!("learned place: {}", e.term),
    }
}
