//! Surviving lines to pieces: what could be a heading, and the blocks of text.

use super::{template::Subject, work};
use crate::{
    clean::shape::{self, Shape},
    model::{BlockKind, Container, Ledger, Source, plain},
};
use std::borrow::Cow;

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
    /// Published text of the first line, trimmed.
    pub text: String,
    /// What the source's mark-up puts it in.
    pub within: Vec<Container>,
}

/// One surviving line that is not blank.
pub struct Line<'a> {
    pub number: u32,
    pub text: Cow<'a, str>,
    shape: Shape,
    /// Whether a blank or dropped line, or the start of the source, stands before it.
    apart: bool,
}

/// The title-like lines, as a reader sees them.
pub fn titles<'l>(lines: &'l [Line<'_>]) -> Vec<&'l str> {
    lines.iter().filter(|l| l.shape == Shape::Title).map(|l| l.text.trim()).collect()
}

/// The pieces of one source, in order. Every surviving line that is not blank is in exactly one.
pub fn pieces(source: &Source, ledger: &Ledger, lines: &[Line<'_>], subject: &Subject<'_>) -> Vec<Piece> {
    let wrapped = is_hard_wrapped(lines);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let line = &lines[i];
        let mut end = i + 1;
        let mut numbers = None;
        let kind = if let Some(code) = source.fenced(line.number) {
            end = i + lines[i..].partition_point(|l| l.number <= *code.end());
            // Blank lines are part of code.
            let all = line.number..=lines[end - 1].number;
            numbers = Some(all.filter(|&n| !ledger.is_dropped(source.at(n))).collect());
            Kind::Block(BlockKind::Code { language: language(source.raw(*code.start())) })
        } else if let Some(level) = marked(&line.text) {
            Kind::Marked(level)
        } else if divides(lines, i, subject) {
            Kind::Dividing
        } else if is_heading(lines, i) {
            Kind::Title
        } else if let Some((marker, ordered)) = shape::marker(line.text.trim()) {
            let depth = depth(lines, i);
            if wrapped {
                end = continuation(source, lines, i);
            }
            Kind::Block(BlockKind::Item { marker, ordered, depth })
        } else if work::read(&line.text).is_some() {
            Kind::Block(BlockKind::Reference)
        } else if line.text.trim_start().starts_with("> ") {
            Kind::Block(BlockKind::Quote)
        } else {
            if wrapped {
                end = continuation(source, lines, i);
            }
            Kind::Block(BlockKind::Paragraph)
        };
        pieces.push(Piece {
            kind,
            lines: numbers.unwrap_or_else(|| lines[i..end].iter().map(|l| l.number).collect()),
            text: line.text.trim().to_owned(),
            within: Vec::new(),
        });
        i = end;
    }
    pieces
}

/// The surviving lines of a source that are not blank.
pub fn surviving<'a>(source: &'a Source, ledger: &Ledger) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut apart = true;
    for number in source.lines() {
        match ledger.text(source, number) {
            Some(text) if !text.trim().is_empty() => {
                lines.push(Line { number, shape: shape::of(source, number, &plain(&text)), text, apart });
                apart = false;
            }
            _ => apart = true,
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

/// `# …` to `###### …`, as level 2 to 6: level 1 is a page's own.
fn marked(text: &str) -> Option<u8> {
    let text = text.trim_start();
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    ((1..=6).contains(&hashes) && text[hashes..].starts_with(' ') && text.len() > hashes + 1)
        .then(|| (hashes as u8).max(2))
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

fn is_hard_wrapped(lines: &[Line<'_>]) -> bool {
    shape::is_hard_wrapped(lines.windows(2).filter(|w| !w[1].apart).map(|w| w[0].text.as_ref()))
}

/// One past the last line of the paragraph that begins at `i`, in hard-wrapped text.
fn continuation(source: &Source, lines: &[Line<'_>], i: usize) -> usize {
    let goes_on = |l: &Line<'_>| {
        let text = l.text.trim();
        !l.apart && shape::marker(text).is_none() && !source.is_code(l.number) && marked(text).is_none()
    };
    (i + 1..lines.len()).find(|&j| !goes_on(&lines[j])).unwrap_or(lines.len())
}
