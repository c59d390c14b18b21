//! What surviving lines form: blocks, and sections of blocks. They hold line numbers, never text.

use super::{Container, Ledger, LineId, Source, SourceId};
use std::{borrow::Cow, fmt, ops::RangeInclusive};

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading inside a section, of level 3 or deeper (a section's own heading is [`Section::heading`]).
    Heading {
        /// 3 to 6.
        level: u8,
    },
    /// Prose. Several lines when the source was hard-wrapped.
    Paragraph,
    /// One item of a list.
    Item {
        /// Bytes of the marker (`• `, `12. `) at the start of the trimmed published line.
        marker: usize,
        /// Whether the marker is a number or a letter.
        ordered: bool,
        /// Nesting, 0 for the outermost.
        depth: u8,
    },
    /// Lines quoted with `>`; the mark stays part of the raw line and is not shown.
    Quote,
    /// A work that the source names.
    Reference,
    /// A pull-quote: words that repeat a sentence of the same section.
    PullQuote,
    /// Program text, or what is laid out with spaces. Fences are part of `lines` and are not shown.
    Code {
        /// The language that the opening fence names, if any.
        language: Option<String>,
    },
    /// A table, a row a line; the ruler under its head is one of its lines. Where no mark-up says where cells end, tabs do.
    Table {
        /// How its columns are aligned.
        columns: Vec<Align>,
    },
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the start of the line, as text is.
    Start,
    /// In the middle.
    Center,
    /// At the end, as figures are.
    End,
}

impl BlockKind {
    /// The word used in output.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Paragraph => "prose",
            Self::Item { .. } => "list",
            Self::Quote => "quote",
            Self::Reference => "reference",
            Self::PullQuote => "pull-quote",
            Self::Code { .. } => "code",
            Self::Table { .. } => "table",
        }
    }
}

/// A run of lines of one source that is shown as one element. Dropped and blank lines inside the range are not
/// part of it: see [`Block::lines`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines, in order; at least one.
    pub lines: Vec<u32>,
    /// What the source's own mark-up puts it in, outermost first.
    pub within: Vec<Container>,
}

/// How many tabs part two cells of these rows: the fewest that stand between words. A scraper that writes two of them
/// writes four around a cell that is empty.
pub fn tabs_between<T: AsRef<str>>(rows: impl Iterator<Item = T>) -> usize {
    let fewest = |row: T| row.as_ref().trim().split(|c| c != '\t').map(str::len).filter(|&tabs| tabs > 0).min();
    rows.filter_map(fewest).min().unwrap_or(1)
}

impl Block {
    /// First and last line.
    pub fn range(&self) -> RangeInclusive<u32> {
        self.lines.first().copied().unwrap_or(0)..=self.lines.last().copied().unwrap_or(0)
    }

    /// The published text of its lines as they are shown: without an item's marker, a quote's `>` and the fences of
    /// code.
    pub fn shown<'a>(&self, source: &'a Source, ledger: &Ledger) -> Vec<Cow<'a, str>> {
        let published = |&line: &u32| ledger.text(source, line).unwrap_or_default();
        if let BlockKind::Code { .. } = self.kind {
            let mut lines = self.lines.as_slice();
            let is_fence = |line: &u32| match &source.markup {
                Some(_) => source.is_mark(*line),
                None => source.fenced(*line).is_some_and(|code| code.start() == line || code.end() == line),
            };
            if let Some((_, rest)) = lines.split_first().filter(|(first, _)| is_fence(first)) {
                lines = rest;
            }
            if let Some((_, rest)) = lines.split_last().filter(|(last, _)| is_fence(last)) {
                lines = rest;
            }
            return lines.iter().map(published).collect();
        }
        let bare = |(i, line): (usize, &u32)| {
            let text = published(line);
            let start = text.len() - self.bare(i, &text).len();
            let end = text.trim_end_matches(self.is_margin()).len().max(start);
            match text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
                Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
            }
        };
        self.lines.iter().enumerate().map(bare).collect()
    }

    /// What is left out around a line: white space, but for the tabs between cells, of which the first and the last may be
    /// empty.
    fn is_margin(&self) -> fn(char) -> bool {
        match self.kind {
            BlockKind::Table { .. } => |c| c.is_whitespace() && c != '\t',
            _ => char::is_whitespace,
        }
    }

    /// The published text of its `i`th line from where its words begin.
    fn bare<'t>(&self, i: usize, text: &'t str) -> &'t str {
        let text = text.trim_start_matches(self.is_margin());
        match self.kind {
            BlockKind::Item { marker, .. } if i == 0 => text.get(marker..).unwrap_or(text).trim_start(),
            BlockKind::Quote => text.trim_start_matches(|c: char| c == '>' || c.is_whitespace()),
            _ => text,
        }
    }
}

/// Stable name of a section: `p-` and ten hexadecimal digits made from the source's path and the raw lines that
/// the section begins with, so that it survives re-ordering, retitling, corrections further down and template changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub String);

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A heading and what stands under it, or the text before the first heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its stable name; the fragment of its address.
    pub id: SectionId,
    /// The source.
    pub source: SourceId,
    /// The line of the heading, unless the section has none.
    pub heading: Option<u32>,
    /// What stands under the heading, in order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// First and last line that the section publishes.
    pub fn range(&self) -> RangeInclusive<u32> {
        let body = self.blocks.iter().flat_map(|b| &b.lines).copied();
        let mut lines = self.heading.into_iter().chain(body);
        let first = lines.next().unwrap_or(0);
        first..=lines.next_back().unwrap_or(first)
    }

    /// Every line that the section publishes, in order.
    pub fn lines(&self) -> impl Iterator<Item = LineId> + '_ {
        let source = self.source;
        let body = self.blocks.iter().flat_map(|b| b.lines.iter().copied());
        self.heading.into_iter().chain(body).map(move |line| LineId { source, line })
    }
}

/// What the outline stage found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Per source, the line that holds the page's own title. Its home is the list of sources on the references
    /// page.
    pub titles: Vec<Option<u32>>,
    /// All sections, in source order and then line order.
    pub sections: Vec<Section>,
}

impl Outline {
    /// The sections of one source, in its order.
    pub fn of_source(&self, source: SourceId) -> &[Section] {
        let from = self.sections.partition_point(|s| s.source < source);
        let to = self.sections.partition_point(|s| s.source <= source);
        &self.sections[from..to]
    }
}
