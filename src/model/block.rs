//! What surviving lines form: blocks, and sections of blocks. They hold line numbers, never text.

use super::{LineId, SourceId};
use std::{fmt, ops::RangeInclusive};

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
    /// A fenced code block. The fences are part of `lines` and are not shown.
    Code {
        /// The language that the opening fence names, if any.
        language: Option<String>,
    },
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
}

impl Block {
    /// First and last line.
    pub fn range(&self) -> RangeInclusive<u32> {
        self.lines.first().copied().unwrap_or(0)..=self.lines.last().copied().unwrap_or(0)
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
