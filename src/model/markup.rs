//! What the mark-up of a source says: which bytes are signs and not words, which words are marked, and which lines
//! form which block. A sign is never lost: it is part of its raw line, and has a say in how the line is shown.

use super::{Block, BlockKind, Record};
use std::ops::{Range, RangeInclusive};

/// The mark-up of one source. Ranges are bytes of the source's text.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    /// Signs, in order and without overlap; none goes beyond its line.
    pub marks: Vec<Mark>,
    /// Marked words, by their start; those that hold others come first.
    pub spans: Vec<Span>,
    /// Words that are to be left as they stand, in order and without overlap: code in the text, addresses.
    pub verbatim: Vec<Range<usize>>,
    /// Blocks in the order of their lines; no line is in two.
    pub blocks: Vec<Block>,
    /// What stands before the text about it.
    pub front: Option<Front>,
}

/// Bytes that are a sign of the mark-up and not a word: `**`, `# `, `](address)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The bytes.
    pub span: Range<usize>,
    /// Whether it parts what stands beside it, as the line between two cells of a table does.
    pub parts: bool,
}

impl Mark {
    /// What is read in its place.
    pub fn shown(&self) -> &'static str {
        if self.parts { "\t" } else { "" }
    }
}

/// Words that the mark-up marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// From the first sign to the last.
    pub range: Range<usize>,
    /// As what.
    pub kind: SpanKind,
}

/// What marked words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanKind {
    /// `*so*`
    Emphasis,
    /// `**so**`
    Strong,
    /// `~~so~~`
    Strikethrough,
    /// `` `so` ``: as they stand, nothing in them is ever mended.
    Code,
    /// A link, to an address as it is written.
    Link {
        /// Where it leads.
        to: String,
        /// Its title.
        title: String,
    },
    /// The words that stand for a picture.
    Image {
        /// Where the picture is.
        to: String,
        /// Its title.
        title: String,
    },
    /// The sign of a footnote, where it is called or where it says something.
    Note(Note),
    /// A line end that is meant.
    Break,
}

/// The sign of a footnote: `[^1]` in the text, or in front of the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The number of the note in its source, from 1, in the order of the notes.
    pub number: u32,
    /// Which sign of it this is.
    pub sign: Sign,
    /// The line that it leads to: from the text to the note, and from there to where it is called first.
    pub line: u32,
}

/// Which sign of a footnote one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Where it is called first.
    First,
    /// Where it is called again.
    Again,
    /// In front of the note.
    Note,
}

/// Metadata before the text.
#[derive(Debug, Clone)]
pub struct Front {
    /// Its lines, the fences included.
    pub lines: RangeInclusive<u32>,
    /// What it says of the source.
    pub record: Record,
}

/// What a block stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Container {
    /// A block quote; the number tells one from the next.
    Quote(u32),
    /// An item of a list.
    Item {
        /// Tells one list of the source from another.
        list: u32,
        /// Its place in the list, from 0.
        index: u32,
        /// Its number, if the list is ordered.
        number: Option<u64>,
    },
}

impl Markup {
    /// The block that a line is part of.
    pub fn block(&self, line: u32) -> Option<&Block> {
        let behind = self.blocks.partition_point(|b| *b.range().start() <= line);
        self.blocks[..behind].last().filter(|b| b.range().contains(&line))
    }

    /// The signs in a range.
    pub fn marks(&self, within: &Range<usize>) -> &[Mark] {
        let start = self.marks.partition_point(|m| m.span.start < within.start);
        let end = self.marks.partition_point(|m| m.span.start < within.end);
        &self.marks[start..end.max(start)]
    }

    /// Marked words that begin in a range. Those of a block end in it.
    pub fn spans(&self, within: &Range<usize>) -> &[Span] {
        let start = self.spans.partition_point(|s| s.range.start < within.start);
        let end = self.spans.partition_point(|s| s.range.start < within.end);
        &self.spans[start..end.max(start)]
    }

    /// Whether a change to these bytes would touch a sign, or words that are to be left as they stand.
    pub fn forbids(&self, change: &Range<usize>) -> bool {
        let first = self.verbatim.partition_point(|v| v.end <= change.start);
        let touches = |with: &Range<usize>| change.start < with.end && with.start < change.end;
        let inside = |with: &Range<usize>| with.start < change.start && change.end < with.end;
        let mark = self.marks.partition_point(|m| m.span.end <= change.start);
        self.verbatim.get(first).is_some_and(|v| touches(v) || inside(v))
            || self.marks.get(mark).is_some_and(|m| touches(&m.span) || inside(&m.span))
    }

    /// Whether the source marks its headings.
    pub fn has_headings(&self) -> bool {
        self.blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading { .. }) && b.within.is_empty())
    }
}
