//! Sources and their lines.

use super::Record;
use std::ops::Range;

/// Index of a source in the book's list, which is sorted by path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// One line of one source. `line` is 1-based and is never renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId {
    /// The source that the line stands in.
    pub source: SourceId,
    /// 1-based line number.
    pub line: u32,
}

/// How a line ended in the decoded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r` alone
    Cr,
    /// The text ended without a line end.
    None,
}

impl Ending {
    /// The characters themselves.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
            Self::None => "",
        }
    }
}

/// Where a line lies in the decoded text.
#[derive(Debug, Clone)]
pub struct RawLine {
    /// Byte range of the line without its end.
    pub span: Range<usize>,
    /// What ended it.
    pub ending: Ending,
}

/// Bytes of one line that are not of the encoding that the rest of the file is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The line.
    pub line: u32,
    /// How many places of the line; 1 for a line that was read in another encoding as a whole.
    pub places: u32,
    /// WHATWG name of the encoding that they were read in; `None` when they are lost and U+FFFD stands for them.
    pub read_as: Option<&'static str>,
}

/// One decoded file. Joining [`Source::raw`] and its line end over all lines gives [`Source::text`] exactly.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its place in the book's list.
    pub id: SourceId,
    /// Path below the folder that was read, with `/` between the parts.
    pub path: String,
    /// Unique, URL-safe short name; the source's page is `sources/<slug>.html`.
    pub slug: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// WHATWG name of the encoding that the bytes were decoded from.
    pub encoding: &'static str,
    /// Whether the encoding is a guess by the look of the bytes.
    pub guessed: bool,
    /// Where the file was not read as `encoding`, in the order of lines.
    pub misfits: Vec<Misfit>,
    /// What a person recorded of it.
    pub recorded: Record,
    /// The decoded text, whole.
    pub text: String,
    lines: Vec<RawLine>,
}

impl Source {
    /// Makes a source of decoded text. `bytes`, `sha256` and `encoding` describe the file that it came from.
    pub fn new(id: SourceId, path: String, slug: String, text: String) -> Self {
        let lines = split(&text);
        Self {
            id,
            path,
            slug,
            bytes: text.len() as u64,
            sha256: String::new(),
            encoding: "UTF-8",
            guessed: false,
            misfits: Vec::new(),
            recorded: Record::default(),
            text,
            lines,
        }
    }

    /// Number of lines. An empty file has none; a file that ends in a line end has no further empty line.
    pub fn len(&self) -> u32 {
        self.lines.len() as u32
    }

    /// Whether the source has no line at all.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Every line number, 1 to [`Source::len`].
    pub fn lines(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.len()
    }

    /// The raw text of a line, without its end. Empty when there is no such line.
    pub fn raw(&self, line: u32) -> &str {
        self.line(line).map_or("", |l| &self.text[l.span.clone()])
    }

    /// A line's place and ending, if there is such a line.
    pub fn line(&self, line: u32) -> Option<&RawLine> {
        self.lines.get((line as usize).checked_sub(1)?)
    }

    /// The line that a byte of the text stands in; a line's end belongs to it.
    pub fn line_at(&self, byte: usize) -> u32 {
        self.lines.partition_point(|line| line.span.start <= byte).max(1) as u32
    }

    /// Whether a line holds nothing but white space.
    pub fn is_blank(&self, line: u32) -> bool {
        self.raw(line).trim().is_empty()
    }

    /// The id of one of this source's lines.
    pub fn at(&self, line: u32) -> LineId {
        LineId { source: self.id, line }
    }
}

fn split(text: &str) -> Vec<RawLine> {
    let bytes = text.as_bytes();
    let (mut lines, mut start, mut i) = (Vec::new(), 0, 0);
    while i < bytes.len() {
        let ending = match bytes[i] {
            b'\n' => Ending::Lf,
            b'\r' if bytes.get(i + 1) == Some(&b'\n') => Ending::CrLf,
            b'\r' => Ending::Cr,
            _ => {
                i += 1;
                continue;
            }
        };
        lines.push(RawLine { span: start..i, ending });
        i += ending.as_str().len();
        start = i;
    }
    if start < bytes.len() {
        lines.push(RawLine { span: start..bytes.len(), ending: Ending::None });
    }
    lines
}
