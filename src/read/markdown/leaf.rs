//! A block without blocks in it, while it is read: which of its bytes are words, and so which are signs.

use crate::model::{Align, BlockKind, Mark, Source};
use std::ops::Range;

/// What a block is.
#[derive(Debug)]
pub(super) enum Shape {
    Text,
    Heading(u8),
    Code(Option<String>),
    Table(Vec<Align>),
}

#[derive(Debug)]
pub(super) struct Leaf {
    pub shape: Shape,
    pub range: Range<usize>,
    /// Words, in order.
    pub shown: Vec<Range<usize>>,
    /// Links and pictures: what stands in them and is not shown is where they lead.
    pub links: Vec<Range<usize>>,
    /// Where marked words end.
    pub ends: Vec<usize>,
    /// Lines between the cells of a table, one byte each.
    bars: Vec<usize>,
    /// Whether the next cell is the first of its row.
    row: bool,
}

/// Whether text by itself is signs of mark-up: no letter in it, and figures only as the number of an item.
pub(super) fn is_signs(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(['>', ' ', '\t', '-', '+', '*']);
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        match behind.strip_prefix(['.', ')']).filter(|_| behind.len() < rest.len()) {
            Some(behind) => rest = behind,
            None => return !rest.contains(char::is_alphanumeric),
        }
    }
}

impl Leaf {
    pub fn new(shape: Shape, range: Range<usize>) -> Self {
        Self { shape, range, shown: Vec::new(), links: Vec::new(), ends: Vec::new(), bars: Vec::new(), row: false }
    }

    /// A row of a table begins.
    pub fn row(&mut self) {
        self.row = true;
    }

    /// A cell of a table begins: behind a line that parts it from the one before, if there is one.
    pub fn cell(&mut self, text: &str, start: usize) {
        let first = std::mem::take(&mut self.row);
        let bar = start.checked_sub(1).filter(|&bar| text.as_bytes().get(bar) == Some(&b'|'));
        self.bars.extend(bar.filter(|_| !first));
    }

    /// The signs, and the blocks that it makes, by their lines. `item` is what a paragraph is that begins an item.
    pub fn finish(
        mut self,
        source: &Source,
        covered: &mut [bool],
        item: Option<BlockKind>,
    ) -> (Vec<Mark>, Vec<(BlockKind, Vec<u32>)>) {
        let text = &source.text;
        self.shown.sort_by_key(|s| s.start);
        self.links.sort_by_key(|l| (l.start, std::cmp::Reverse(l.end)));
        // Of a picture in a link the link is enough.
        let mut behind = 0;
        self.links.retain(|l| {
            let outer = l.end > behind;
            behind = behind.max(l.end);
            outer
        });
        let end = self.range.start + text.get(self.range.clone()).unwrap_or_default().trim_end().len();
        let first = source.line_at(self.range.start);
        let last = source.line_at(end.max(self.range.start + 1) - 1);
        let lines: Vec<u32> = (first..=last).filter(|&line| !covered[line as usize]).collect();
        let (mut marks, mut said) = (Vec::new(), Vec::new());
        for &line in &lines {
            let before = marks.len();
            self.line(source, line, &mut marks);
            let of_line: &[Mark] = &marks[before..];
            let shown = |at: usize| {
                let next = of_line.partition_point(|m| m.span.end <= at);
                of_line.get(next).is_none_or(|m| at < m.span.start)
            };
            let Some(raw) = source.line(line) else { continue };
            let words = text.get(raw.span.clone()).unwrap_or_default().char_indices();
            said.push(words.filter(|(_, c)| !c.is_whitespace()).any(|(i, _)| shown(raw.span.start + i)));
            covered[line as usize] = true;
        }
        (marks, self.blocks(source, lines, &said, item))
    }

    /// The signs of one line.
    fn line(&self, source: &Source, line: u32, marks: &mut Vec<Mark>) {
        let Some(raw) = source.line(line) else { return };
        let in_a_link = |at: &Range<usize>| {
            let next = self.links.partition_point(|l| l.end <= at.start);
            self.links.get(next).is_some_and(|l| l.start < at.end)
        };
        let mut at = raw.span.start;
        let mut has_words = false;
        let from = self.shown.partition_point(|s| s.end <= at);
        let shown = self.shown[from..].iter().take_while(|s| s.start < raw.span.end).cloned();
        for next in shown.chain(std::iter::once(raw.span.end..raw.span.end)) {
            let hidden = at..next.start.clamp(at, raw.span.end);
            at = next.end.clamp(at, raw.span.end);
            let signs = source.text.get(hidden.clone()).unwrap_or_default();
            let is_code = matches!(self.shape, Shape::Code(_));
            let is_sure = is_code
                || in_a_link(&hidden)
                || !signs.contains(char::is_alphanumeric)
                || !has_words && is_signs(signs);
            let is_sign = if is_code { !signs.is_empty() } else { !signs.trim().is_empty() };
            if is_sign && is_sure {
                self.part(hidden, marks);
            } else if is_sign {
                // Words that were passed over stand behind the signs of those before.
                let from = self.ends.partition_point(|&end| end <= hidden.start);
                let ends = self.ends[from..].iter().copied().take_while(|&end| end < hidden.end);
                let is_sign = |&end: &usize| {
                    source.text.get(hidden.start..end).is_some_and(|signs| !signs.contains(char::is_alphanumeric))
                };
                if let Some(end) = ends.take_while(is_sign).last() {
                    self.part(hidden.start..end, marks);
                }
            }
            has_words |= !next.is_empty() || !is_sure;
        }
    }

    /// Signs between words, cut at the bars of a table.
    fn part(&self, hidden: Range<usize>, marks: &mut Vec<Mark>) {
        let from = self.bars.partition_point(|&bar| bar < hidden.start);
        let mut at = hidden.start;
        for &bar in self.bars[from..].iter().take_while(|&&bar| bar < hidden.end) {
            if at < bar {
                marks.push(Mark { span: at..bar, parts: false });
            }
            marks.push(Mark { span: bar..bar + 1, parts: true });
            at = bar + 1;
        }
        if at < hidden.end {
            marks.push(Mark { span: at..hidden.end, parts: false });
        }
    }

    fn blocks(
        self,
        source: &Source,
        lines: Vec<u32>,
        said: &[bool],
        item: Option<BlockKind>,
    ) -> Vec<(BlockKind, Vec<u32>)> {
        let worded: Vec<u32> = lines.iter().zip(said).filter(|(_, said)| **said).map(|(&line, _)| line).collect();
        if worded.is_empty() {
            return Vec::new();
        }
        match self.shape {
            Shape::Code(language) => vec![(BlockKind::Code { language }, lines)],
            Shape::Table(columns) => vec![(BlockKind::Table { columns }, lines)],
            // A heading of several lines is text with a line drawn under it.
            Shape::Heading(level) if worded.len() == 1 => vec![(BlockKind::Heading { level }, worded)],
            Shape::Heading(_) | Shape::Text => {
                let mut runs: Vec<(BlockKind, Vec<u32>)> = Vec::new();
                for line in lines.into_iter().filter(|&line| !source.is_blank(line)) {
                    match runs.last_mut() {
                        Some((_, run)) if run.last().is_some_and(|last| last + 1 == line) => run.push(line),
                        None => runs.push((item.clone().unwrap_or(BlockKind::Paragraph), vec![line])),
                        Some(_) => runs.push((BlockKind::Paragraph, vec![line])),
                    }
                }
                runs
            }
        }
    }
}
