//! `accept` and `refuse`.

use super::{super::Failure, super::find, with};
use crate::{
    book::{
        FILE,
        corrections::{Lines, RepairEntry},
        entry::Entry,
    },
    model::{Certainty, Edit, Problem, Source, apply},
    pipeline::Edition,
};
use std::{io::Write, ops::Range, path::PathBuf};

/// Make a repair that is suggested, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook accept page.txt:12          the one that is suggested for the line
  sourcebook accept page.txt:12 its      of several, the one of this word
The page *What was left out* lists what is suggested. A repair of your own is a [[repair]] in book.toml.")]
pub(crate) struct Accept {
    /// The line: page.txt:12
    line: String,
    /// The words that it mends, as the source has them
    was: Option<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// Refuse a repair that is suggested or made, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook refuse page.txt:12          the one of the line
  sourcebook refuse page.txt:12 its      of several, the one of this word")]
pub(crate) struct Refuse {
    /// The line: page.txt:12
    line: String,
    /// The words that it mends, as the source has them
    was: Option<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// A repair as it is read.
#[derive(Debug, Clone, PartialEq)]
struct Repair {
    was: String,
    now: String,
    rule: String,
}

pub(crate) fn accept(args: &Accept, out: &mut impl Write) -> Result<(), Failure> {
    let choose = |edition: &Edition<'_>| {
        let (source, line) = one_line(edition, &args.line)?;
        let refused = edition.cleaned.by_hand.refused.iter();
        let suggested = edition.cleaned.suggestions.iter().chain(refused).filter(|s| s.at == source.at(line));
        let repairs: Vec<Repair> = suggested.map(|s| read(source.raw(line), vec![s.edit.clone()])).collect();
        let repair = chosen(source, line, &repairs, args.was.as_deref(), "suggested")?;
        let said = format!("{:?} at {}:{line} becomes {:?} now ({})", repair.was, source.path, repair.now, repair.rule);
        Ok((vec![entry(source, line, &repair, true)], said))
    };
    with(&args.book, choose, out)
}

pub(crate) fn refuse(args: &Refuse, out: &mut impl Write) -> Result<(), Failure> {
    let choose = |edition: &Edition<'_>| {
        let (source, line) = one_line(edition, &args.line)?;
        let at = source.at(line);
        let suggested = edition.cleaned.suggestions.iter().filter(|s| s.at == at);
        let mut repairs = made(source.raw(line), edition.cleaned.ledger.edits(at));
        repairs.extend(suggested.map(|s| read(source.raw(line), vec![s.edit.clone()])));
        repairs.extend(accepted(edition, source, line));
        let repair = chosen(source, line, &repairs, args.was.as_deref(), "made or suggested")?;
        let said =
            format!("{:?} at {}:{line} stays as it is, and does not become {:?}", repair.was, source.path, repair.now);
        Ok((vec![entry(source, line, &repair, false)], said))
    };
    with(&args.book, choose, out)
}

fn one_line<'a>(edition: &Edition<'a>, wanted: &str) -> Result<(&'a Source, u32), Problem> {
    let (source, lines) = find::lines(edition.sources, wanted)?;
    if lines.start() == lines.end() {
        return Ok((source, *lines.start()));
    }
    Err(Problem::new("a repair is of one line").help(format!("give the line: {}:{}", source.path, lines.start())))
}

/// Repairs that the book accepts, as it has them.
fn accepted(edition: &Edition<'_>, source: &Source, line: u32) -> Vec<Repair> {
    let book = edition.book.corrections.repairs.iter();
    let here = book.filter(|e| e.accept && e.at.value.source == source.path && e.at.value.first == line);
    let repair = |e: &RepairEntry| Repair { was: e.was.value.clone(), now: e.now.clone(), rule: FILE.to_owned() };
    here.map(repair).collect()
}

/// The repair that is meant.
fn chosen(source: &Source, line: u32, all: &[Repair], was: Option<&str>, what: &str) -> Result<Repair, Problem> {
    let list = |repairs: &[&Repair]| {
        repairs.iter().map(|r| format!("{:?} to {:?}", r.was, r.now)).collect::<Vec<_>>().join(", ")
    };
    let meant: Vec<&Repair> = all.iter().filter(|r| was.is_none_or(|w| r.was.contains(w))).collect();
    let exact: Vec<&Repair> = meant.iter().copied().filter(|r| was == Some(&r.was)).collect();
    match (&exact[..], &meant[..]) {
        ([one], _) | (_, [one]) => Ok((*one).clone()),
        (_, []) => {
            let no = format!("no repair is {what} for {}:{line}", source.path);
            match was {
                Some(was) if !all.is_empty() => Err(Problem::new(format!("{no} that mends {was:?}"))
                    .help(format!("there is {}", list(&all.iter().collect::<Vec<_>>())))),
                _ => Err(Problem::new(no).help(format!(
                    "`sourcebook explain {}:{line}` has what is known of the line; a repair of your own is a [[repair]] \
                     in book.toml",
                    source.path
                ))),
            }
        }
        (_, several) => Err(Problem::new(format!("{} repairs are {what} for {}:{line}", several.len(), source.path))
            .help(format!("say which words are meant: {}", list(several)))),
    }
}

/// Repairs that are made, word by word.
fn made(raw: &str, edits: &[Edit]) -> Vec<Repair> {
    let mut words: Vec<(Range<usize>, Vec<Edit>)> = Vec::new();
    // What a person accepted is told as the book has it.
    for edit in edits.iter().filter(|e| e.certainty != Certainty::Accepted) {
        let word = word(raw, edit.span.clone());
        match words.last_mut().filter(|(span, _)| word.start < span.end) {
            Some((span, edits)) => {
                span.end = span.end.max(word.end);
                edits.push(edit.clone());
            }
            None => words.push((word, vec![edit.clone()])),
        }
    }
    words.into_iter().map(|(_, edits)| read(raw, edits)).collect()
}

/// Edits as they are read: out to white space, and on until the words stand once in the line.
fn read(raw: &str, edits: Vec<Edit>) -> Repair {
    let (start, end) = (edits[0].span.start, edits[edits.len() - 1].span.end);
    let mut span = word(raw, start..end);
    while raw.match_indices(&raw[span.clone()]).nth(1).is_some() && span != (0..raw.len()) {
        span = word(raw, wider(raw, span));
    }
    let within = |e: &Edit| Edit { span: e.span.start - span.start..e.span.end - span.start, ..e.clone() };
    let inside: Vec<Edit> = edits.iter().map(within).collect();
    Repair {
        was: raw[span.clone()].to_owned(),
        now: apply(&raw[span.clone()], &inside),
        rule: edits[0].rule.to_string(),
    }
}

/// The span grown to the white space on both sides.
fn word(raw: &str, span: Range<usize>) -> Range<usize> {
    let start = raw[..span.start].rfind(char::is_whitespace);
    let start = start.map_or(0, |i| i + raw[i..].chars().next().map_or(0, char::len_utf8));
    let end = raw[span.end..].find(char::is_whitespace).map_or(raw.len(), |i| span.end + i);
    start..end
}

/// The span with the white space around it and a letter beyond.
fn wider(raw: &str, span: Range<usize>) -> Range<usize> {
    let start = raw[..span.start].trim_end().char_indices().next_back().map_or(0, |(i, _)| i);
    let rest = raw[span.end..].trim_start();
    let end = raw.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8);
    start..end
}

fn entry(source: &Source, line: u32, repair: &Repair, accept: bool) -> Entry {
    let at = Lines { source: source.path.clone(), first: line, last: line };
    let (at, was, now) = (at.to_string().into(), repair.was.as_str().into(), repair.now.as_str().into());
    Entry {
        table: "repair",
        keys: vec![("at", at), ("was", was), ("now", now), ("accept", accept.into())],
        without: None,
    }
}
