//! `explain`: why a line is as it is.

use super::{Failure, find::line};
use crate::{
    group::{Evidence, Kind},
    model::{Fate, LineId, Source, Suggestion},
    pipeline::Edition,
    read,
    render::{in_english, visible},
};
use std::{io::Write, path::PathBuf};

/// Say why a line is kept, repaired or dropped, and why its section stands where it does
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook explain page.txt:12                   one line
  sourcebook explain page                          every line; the beginning of a name is enough
  sourcebook explain page.txt:12 --book my-book    of another book")]
pub(super) struct Args {
    /// Path or name of a source, or its beginning; `:12` at the end for one line
    #[arg(value_name = "SOURCE[:LINE]")]
    source: String,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) book: PathBuf,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let (source, line) = line(&sources, &args.source)?;
    let edition = super::edit(&book, &rules, &sources)?;
    match line {
        Some(line) => explain(&edition, source, line, out),
        None => source.lines().filter(|&l| !source.is_blank(l)).try_for_each(|l| {
            explain(&edition, source, l, out)?;
            Ok(writeln!(out)?)
        }),
    }
}

fn explain(edition: &Edition<'_>, source: &Source, line: u32, out: &mut impl Write) -> Result<(), Failure> {
    let (ledger, rules) = (&edition.cleaned.ledger, edition.rules);
    let why = |s: &Suggestion| in_english(&s.because, &s.edit.rule, rules);
    let raw = source.raw(line);
    writeln!(out, "{}:{line}", visible(&source.path))?;
    writeln!(out, "  raw       {}", visible(raw))?;
    match ledger.fate(source.at(line)) {
        Fate::Kept if ledger.is_held(source.at(line)) => writeln!(out, "  kept      by book.toml")?,
        Fate::Kept if source.is_blank(line) => writeln!(out, "  kept      blank: the space between blocks")?,
        Fate::Kept if source.is_mark(line) => {
            writeln!(out, "  kept      as mark-up: it shapes the lines beside it and is not read")?;
        }
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
            writeln!(out, "  dropped   by {rule}: {}", in_english(because, rule, rules))?;
            if let Some(rule) = rules.get(rule.as_str()) {
                writeln!(out, "    {}. {}", rule.spec.what.trim_end_matches('.'), rule.spec.why)?;
            }
        }
    }
    if let Some(o) = ledger.overruled(source.at(line)) {
        writeln!(out, "    book.toml overrules {}: {}", o.rule, in_english(&o.because, &o.rule, rules))?;
    }
    for s in edition.cleaned.by_hand.refused.iter().filter(|s| s.at == source.at(line)) {
        let was = raw.get(s.edit.span.clone()).unwrap_or_default();
        writeln!(out, "  refused   {was:?} to {:?} by {} (by book.toml): {}", s.edit.to, s.edit.rule, why(s))?;
    }
    let signs = source.marks(line).iter().filter_map(|m| source.text.get(m.span.clone()));
    let signs: Vec<String> = signs.map(|sign| format!("{sign:?}")).collect();
    if !signs.is_empty() && !ledger.is_dropped(source.at(line)) {
        writeln!(out, "  mark-up   {}", signs.join(" "))?;
    }
    for s in edition.cleaned.suggestions.iter().filter(|s| s.at == source.at(line)) {
        let was = raw.get(s.edit.span.clone()).unwrap_or_default();
        writeln!(out, "  suggested {was:?} to {:?} by {}: {}", s.edit.to, s.edit.rule, why(s))?;
    }
    for s in edition.cleaned.suspects.iter().filter(|s| s.at == source.at(line)) {
        writeln!(out, "  suspect   by {}: {}", s.rule, in_english(&s.because, &s.rule, rules))?;
    }
    place(edition, source.at(line), out)
}

fn place(edition: &Edition<'_>, at: LineId, out: &mut impl Write) -> Result<(), Failure> {
    if edition.outline.titles.get(at.source.0 as usize) == Some(&Some(at.line)) {
        writeln!(out, "  title     of the page: shown on the references page")?;
        return Ok(());
    }
    let outline = &edition.outline;
    // Of the whole book, only the sections of the source are looked at: `explain` may ask for every line of it.
    let first = outline.sections.partition_point(|s| s.source < at.source);
    let mut sections = outline.of_source(at.source).iter().zip(edition.placements.iter().skip(first));
    let Some((section, placement)) = sections.find(|(s, _)| s.range().contains(&at.line) && s.lines().any(|l| l == at))
    else {
        return Ok(());
    };
    let title = |topic: usize| edition.topics.get(topic).map_or("?", |t| t.title.as_str());
    let heading = super::group::heading(edition, section);
    let (first, last) = section.range().into_inner();
    let heading = visible(heading.as_deref().unwrap_or("(no heading)"));
    if let Some(title) = edition.decided.titles.get(&section.id) {
        writeln!(out, "  title     {} (book.toml)", visible(title))?;
    }
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
