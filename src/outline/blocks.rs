//! Surviving lines to pieces: what could be a heading, and the blocks of text.

use super::{
    margin::Margin,
    program::{self, Form},
    series,
    template::Subject,
    work,
};
use crate::{
    clean::shape::{self, Shape},
    model::{Align, BlockKind, Container, Ledger, Source, plain},
};
use std::{borrow::Cow, iter::Peekable, ops::Range};

/// What a piece is before ranks are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A title-like line with text or another title under it.
    Title,
    /// A title of the kind that divides this source and others ([`Subject::divides`]).
    Dividing,
    /// A heading that the source marks as one (`## …`), with its level.
    Marked(u8),
    /// Text.
    Block(BlockKind),
}

/// One heading or block.
#[derive(Debug, Clone)]
pub struct Piece {
    pub kind: Kind,
    /// At least one.
    pub lines: Vec<u32>,
    /// Published text of the first line, trimmed; of a heading in a series, that of the series' first, for they are of one
    /// rank.
    pub text: String,
    /// What the source's mark-up puts it in.
    pub within: Vec<Container>,
}

/// One surviving line that is not blank.
pub struct Line<'a> {
    pub number: u32,
    pub text: Cow<'a, str>,
    pub(super) shape: Shape,
    /// Whether a blank or dropped line, or the start of the source, stands before it.
    pub(super) apart: bool,
    /// Whether a dropped line stands between it and the one before.
    pub(super) after_dropped: bool,
}

/// The title-like lines, as a reader sees them.
pub fn titles<'l>(lines: &'l [Line<'_>]) -> Vec<&'l str> {
    lines.iter().filter(|l| l.shape == Shape::Title).map(|l| l.text.trim()).collect()
}

/// The pieces of one source, in order. Every surviving line that is not blank is in exactly one.
pub fn pieces(source: &Source, ledger: &Ledger, lines: &[Line<'_>], subject: &Subject<'_>) -> Vec<Piece> {
    let margin = Margin::of(lines);
    let series = series::series(lines);
    let is_fenced = |run: &Range<usize>| lines[run.clone()].iter().any(|line| source.is_code(line.number));
    let mut runs = program::runs(lines).into_iter().filter(|(_, run)| !is_fenced(run)).peekable();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let line = &lines[i];
        while runs.next_if(|(_, run)| run.end <= i).is_some() {}
        let mut end = i + 1;
        let mut numbers = None;
        let kind = if let Some(code) = source.fenced(line.number) {
            end = i + lines[i..].partition_point(|l| l.number <= *code.end());
            numbers = Some(whole(source, ledger, line, &lines[end - 1]));
            Kind::Block(BlockKind::Code { language: language(source.raw(*code.start())) })
        } else if let Some((form, run)) = runs.next_if(|(_, run)| run.start == i) {
            end = run.end;
            if form == Form::Table {
                Kind::Block(BlockKind::Table { columns: vec![Align::Start; program::cells(&lines[run])] })
            } else {
                numbers = Some(whole(source, ledger, line, &lines[end - 1]));
                Kind::Block(BlockKind::Code { language: None })
            }
        } else if let Some(level) = marked(&line.text).filter(|_| line.apart) {
            Kind::Marked(level)
        } else if divides(lines, i, subject) {
            Kind::Dividing
        } else if series[i].is_some() || is_heading(lines, i) && !margin.goes_on(lines, i) {
            Kind::Title
        } else if let Some((marker, ordered)) = shape::marker(line.text.trim()) {
            let depth = depth(lines, i);
            end = continuation(source, lines, i, margin, &mut runs);
            Kind::Block(BlockKind::Item { marker, ordered, depth })
        } else if work::read(&line.text).is_some() {
            Kind::Block(BlockKind::Reference)
        } else if line.text.trim_start().starts_with("> ") {
            Kind::Block(BlockKind::Quote)
        } else {
            end = continuation(source, lines, i, margin, &mut runs);
            Kind::Block(BlockKind::Paragraph)
        };
        pieces.push(Piece {
            kind,
            lines: numbers.unwrap_or_else(|| lines[i..end].iter().map(|l| l.number).collect()),
            text: lines[series[i].unwrap_or(i)].text.trim().to_owned(),
            within: Vec::new(),
        });
        i = end;
    }
    pieces
}

/// The surviving lines of a source that are not blank.
pub fn surviving<'a>(source: &'a Source, ledger: &Ledger) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let (mut apart, mut after_dropped) = (true, false);
    for number in source.lines() {
        match ledger.text(source, number) {
            Some(text) if !text.trim().is_empty() => {
                let shape = shape::of(source, number, &plain(&text));
                lines.push(Line { number, shape, text, apart, after_dropped });
                (apart, after_dropped) = (false, false);
            }
            text => {
                apart = true;
                after_dropped |= text.is_none();
            }
        }
    }
    lines
}

/// A title of the kind that divides the source. Its words tell it from a list of titles, so it may follow one.
fn divides(lines: &[Line<'_>], i: usize, subject: &Subject<'_>) -> bool {
    let line = &lines[i];
    line.shape == Shape::Title && line.apart && i + 1 < lines.len() && subject.divides(line.text.trim())
}

/// A title-like line that stands by itself with something under it that is not a run of lines like it.
pub fn is_heading(lines: &[Line<'_>], i: usize) -> bool {
    let titled = |j: usize| lines.get(j).is_some_and(|l| l.shape == Shape::Title);
    let next_apart = lines.get(i + 1).is_some_and(|l| l.apart || l.shape != Shape::Title);
    if !titled(i) || !lines[i].apart || !next_apart {
        return false;
    }
    // Four title-like lines in a row are a list that lost its marks, not headings.
    let before = (0..i).rev().take_while(|&j| titled(j)).take(3).count();
    let after = (i + 1..lines.len()).take_while(|&j| titled(j)).take(3).count();
    before + after < 3 && i + 1 + after < lines.len()
}

/// `# …` to `###### …`, as level 2 to 6: level 1 is a page's own. What stands deeper is program text, and what begins in
/// lower case behind one `#` a comment or a command of the superuser.
pub(super) fn marked(text: &str) -> Option<u8> {
    let inner = text.trim_start();
    let hashes = inner.bytes().take_while(|&b| b == b'#').count();
    let said = inner[hashes..].strip_prefix(' ')?.trim();
    let begins = said.chars().find(|c| c.is_alphanumeric())?;
    ((1..=6).contains(&hashes) && text.len() - inner.len() < 4 && (hashes > 1 || !begins.is_lowercase()))
        .then(|| (hashes as u8).max(2))
}

/// The lines from one to another that were not dropped, blank ones too: they are part of code.
fn whole(source: &Source, ledger: &Ledger, first: &Line<'_>, last: &Line<'_>) -> Vec<u32> {
    (first.number..=last.number).filter(|&n| !ledger.is_dropped(source.at(n))).collect()
}

/// The language that an opening fence names.
fn language(fence: &str) -> Option<String> {
    fence.trim().trim_start_matches(['`', '~']).split_whitespace().next().map(str::to_owned)
}

/// Nesting of a list item: how many shallower indents stand above it in its own list.
fn depth(lines: &[Line<'_>], i: usize) -> u8 {
    let indent = |l: &Line<'_>| l.text.len() - l.text.trim_start().len();
    let mut least = indent(&lines[i]);
    let mut depth = 0;
    for line in lines[..i].iter().rev().take_while(|l| shape::marker(l.text.trim()).is_some()).take(200) {
        if indent(line) < least {
            least = indent(line);
            depth += 1;
        }
    }
    depth.min(5)
}

/// One past the last line of the paragraph or item that begins at `i`, where it was broken at a margin.
fn continuation(
    source: &Source,
    lines: &[Line<'_>],
    i: usize,
    margin: Margin,
    runs: &mut Peekable<impl Iterator<Item = (Form, Range<usize>)>>,
) -> usize {
    let next = runs.peek().map_or(lines.len(), |(_, run)| run.start);
    let goes_on = |&j: &usize| margin.goes_on(lines, j - 1) && !source.is_code(lines[j].number);
    i + 1 + (i + 1..next).take_while(goes_on).count()
}
