//! Sources and their lines.

use super::{Block, BlockKind, Mark, Markup, Record, Span, SpanKind};
use std::{
    borrow::Cow,
    ops::{Range, RangeInclusive},
};

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
    /// What its mark-up says, when it is written in a language that has some.
    pub markup: Option<Markup>,
    /// The decoded text, whole.
    pub text: String,
    lines: Vec<RawLine>,
    /// Fenced blocks, the fences included, in order.
    fenced: Vec<RangeInclusive<u32>>,
}

impl Source {
    /// Makes a source of decoded text. `bytes`, `sha256` and `encoding` describe the file that it came from.
    pub fn new(id: SourceId, path: String, slug: String, text: String) -> Self {
        let lines = split(&text);
        let fenced = fenced(&text, &lines);
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
            markup: None,
            text,
            lines,
            fenced,
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
    pub fn lines(&self) -> RangeInclusive<u32> {
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

    /// The signs of mark-up in a line, in bytes of the source's text.
    pub fn marks(&self, line: u32) -> &[Mark] {
        match (&self.markup, self.line(line)) {
            (Some(markup), Some(line)) => markup.marks(&line.span),
            _ => &[],
        }
    }

    /// Whether a change to these bytes of a line would touch a sign of mark-up, or words that mark-up says are to be
    /// left as they stand.
    pub fn forbids(&self, line: u32, change: &Range<usize>) -> bool {
        let Some((markup, line)) = self.markup.as_ref().zip(self.line(line)) else { return false };
        markup.forbids(&(line.span.start + change.start..line.span.start + change.end))
    }

    /// The raw text of a line without the signs of its mark-up.
    pub fn words(&self, line: u32) -> Cow<'_, str> {
        super::read_as(self, line, &[])
    }

    /// The bytes of the raw line that bytes of [`Source::words`] stand for; `None` when they hold a sign of mark-up, or
    /// words that are to be left as they stand.
    pub fn raw_span(&self, line: u32, span: Range<usize>) -> Option<Range<usize>> {
        let start = self.line(line)?.span.start;
        let raw = |at: usize, behind: bool| {
            let mut hidden = 0;
            for mark in self.marks(line) {
                let here = mark.span.start - start - hidden;
                if here > at || here == at && (!behind || mark.parts) {
                    break;
                }
                hidden += mark.span.len() - mark.shown().len();
            }
            at + hidden
        };
        // Signs around the words stay outside.
        let from = raw(span.start, true);
        let span = from..raw(span.end, false).max(from);
        (!self.forbids(line, &span)).then_some(span)
    }

    /// Whether a line is nothing but signs of mark-up: it has something to say, and nothing of it is shown.
    pub fn is_mark(&self, line: u32) -> bool {
        self.markup.is_some() && !self.is_blank(line) && self.words(line).trim().is_empty()
    }

    /// The block that the source's mark-up puts a line in.
    pub fn block(&self, line: u32) -> Option<&Block> {
        self.markup.as_ref()?.block(line)
    }

    /// Whether the source says that a line is code: by its mark-up, or by fences around it where it has none.
    pub fn is_code(&self, line: u32) -> bool {
        match &self.markup {
            Some(markup) => markup.block(line).is_some_and(|b| matches!(b.kind, BlockKind::Code { .. })),
            None => self.fenced(line).is_some(),
        }
    }

    /// The lines of the fenced block that a line of plain text stands in, the fences included. A fence that nothing
    /// closes fences nothing.
    pub fn fenced(&self, line: u32) -> Option<&RangeInclusive<u32>> {
        let at = self.fenced.partition_point(|block| *block.end() < line);
        self.fenced.get(at).filter(|block| self.markup.is_none() && block.contains(&line))
    }

    /// Whether the source's mark-up says that a line is a heading of its own text, not one that it quotes or lists.
    pub fn is_heading(&self, line: u32) -> bool {
        self.block(line).is_some_and(|b| matches!(b.kind, BlockKind::Heading { .. }) && b.within.is_empty())
    }

    /// Whether all words of a line are one link.
    pub fn is_link(&self, line: u32) -> bool {
        let Some((markup, raw)) = self.markup.as_ref().zip(self.line(line)) else { return false };
        let is_link = |s: &&Span| matches!(s.kind, SpanKind::Link { .. });
        markup.spans(&raw.span).iter().find(is_link).is_some_and(|link| {
            let around = [raw.span.start..link.range.start, link.range.end.min(raw.span.end)..raw.span.end];
            let marks = self.marks(line);
            let is_sign = |at: usize| marks.iter().any(|m| m.span.contains(&at));
            let of = |r: Range<usize>| {
                self.text.get(r.clone()).unwrap_or_default().char_indices().map(move |(i, c)| (r.start + i, c))
            };
            around.into_iter().flat_map(of).all(|(at, c)| c.is_whitespace() || is_sign(at))
        })
    }

    /// The id of one of this source's lines.
    pub fn at(&self, line: u32) -> LineId {
        LineId { source: self.id, line }
    }
}

/// The fenced blocks of plain text, as CommonMark has them (<https://spec.commonmark.org/0.31.2/#fenced-code-blocks>),
/// however far they are indented.
fn fenced(text: &str, lines: &[RawLine]) -> Vec<RangeInclusive<u32>> {
    /// Number of a line, the sign, how many of them, and whether the line may open and close a block.
    struct Fence(u32, char, usize, bool, bool);
    let fence = |(number, line): (u32, &RawLine)| {
        let line = text[line.span.clone()].trim();
        let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = line.trim_start_matches(sign);
        let len = line.len() - info.len();
        (len >= 3).then(|| Fence(number, sign, len, sign == '~' || !info.contains('`'), info.is_empty()))
    };
    let fences: Vec<Fence> = (1..).zip(lines).filter_map(fence).collect();
    // The longest fence that could close a block, of each sign, at or after each fence.
    let mut longest = vec![[0; 2]; fences.len() + 1];
    for (i, &Fence(_, sign, len, _, closes)) in fences.iter().enumerate().rev() {
        longest[i] = longest[i + 1];
        let longest = &mut longest[i][usize::from(sign == '~')];
        *longest = (*longest).max(if closes { len } else { 0 });
    }
    let (mut blocks, mut i) = (Vec::new(), 0);
    while let Some(&Fence(first, sign, len, opens, _)) = fences.get(i) {
        i += 1;
        if opens && longest[i][usize::from(sign == '~')] >= len {
            let closes = |f: &Fence| f.1 == sign && f.2 >= len && f.4;
            let close = i + fences[i..].iter().position(closes).unwrap_or(0);
            blocks.push(first..=fences[close].0);
            i = close + 1;
        }
    }
    blocks
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_that_nothing_closes_fences_nothing() {
        for (text, code) in [
            ("a\n```\nb\n```\nc", vec![2..=4]),
            ("a\n```js\nb\n```js\nc", vec![]),
            ("```\na\n~~~\nb\n~~~ \nc", vec![3..=5]),
            ("````\n```\n```\n````\n  ~~~x\nb\n  ~~~~", vec![1..=4, 5..=7]),
            ("```a``` is code\n```", vec![]),
        ] {
            let source = Source::new(SourceId(0), "a.txt".into(), "a".into(), text.into());
            assert_eq!(source.fenced, code, "{text:?}");
            let is_code = |line| code.iter().any(|block| block.contains(&line));
            source.lines().for_each(|line| assert_eq!(source.is_code(line), is_code(line), "{text:?} {line}"));
        }
    }
}
