//! The marked words of a Markdown source as Markdown again: emphasis, code, links to the web.
//!
//! A line is written with its marks, read again, and written without them where it would not say the very words.

use super::escape::{self, Sign};
use crate::{
    model::{Block, BlockKind, Ledger, Note, Section, Sign as NoteSign, Source, Span, SpanKind},
    render::{Cells, Part, out, trimmed, visible, whole},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;

/// Footnotes of a source that are called and stand in one file, by their numbers: there they are footnotes again.
#[derive(Debug, Default)]
pub struct Notes(BTreeSet<u32>);

impl Notes {
    /// Those of a source in the sections of a file.
    pub fn of(source: &Source, sections: &[&Section]) -> Self {
        let (mut calls, mut notes) = (BTreeSet::new(), BTreeSet::new());
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        for block in blocks.filter(|b| !matches!(b.kind, BlockKind::Heading { .. } | BlockKind::Code { .. })) {
            let signs = spans(source, &block.lines).iter().filter_map(|span| match &span.kind {
                SpanKind::Note(note) => Some((note, source.line_at(span.range.start))),
                _ => None,
            });
            let signs: Vec<(&Note, u32)> = signs.filter(|(_, line)| block.lines.contains(line)).collect();
            match signs.first() {
                Some((note, line)) if note.sign == NoteSign::Note => {
                    let begins = block.lines.first() == Some(line) && block.within.is_empty();
                    notes.extend((begins && block.kind == BlockKind::Paragraph).then_some(note.number));
                }
                _ => calls.extend(signs.iter().map(|(note, _)| note.number)),
            }
        }
        Self(&calls & &notes)
    }

    /// What a footnote is called in a block. What is called in another is text: not all dialects take that.
    fn name(&self, source: &Source, block: &Block) -> impl Fn(&Note) -> Option<String> {
        let in_note = self.has(source, block);
        move |note| {
            let is_one = self.0.contains(&note.number) && (note.sign == NoteSign::Note || !in_note);
            is_one.then(|| format!("{}-{}", source.slug, note.number))
        }
    }

    /// Whether a block is the beginning of one.
    pub fn has(&self, source: &Source, block: &Block) -> bool {
        let is_one = |span: &Span| {
            matches!(&span.kind, SpanKind::Note(note)
            if note.sign == NoteSign::Note && self.0.contains(&note.number))
        };
        block.kind == BlockKind::Paragraph && spans(source, &block.lines).iter().any(is_one)
    }
}

/// The lines of a block that say something, for inside a paragraph or a heading. A note begins as one.
pub fn lines(source: &Source, ledger: &Ledger, block: &Block, notes: &Notes) -> Vec<String> {
    let name = notes.name(source, block);
    let says = |line: &&u32| !source.is_mark(**line);
    let parts = |&line: &u32| trimmed(whole(source, ledger, line, &[]));
    let spans = spans(source, &block.lines);
    let breaks = spans.iter().filter(|s| s.kind == SpanKind::Break);
    let breaks: BTreeSet<u32> = breaks.map(|s| source.line_at(s.range.start)).collect();
    let mut around = Around::new(spans);
    let mut lines = Vec::new();
    for line in block.lines.iter().filter(says) {
        lines.push((written(&parts(line), &mut around, &name), breaks.contains(line)));
    }
    lines.retain(|(said, _)| !said.is_empty());
    let last = lines.len();
    let end = |(i, (said, ends)): (usize, (String, bool))| if ends && i + 1 < last { said + "\\" } else { said };
    lines.into_iter().enumerate().map(end).collect()
}

/// The cells of each row of a table.
pub fn rows(source: &Source, ledger: &Ledger, block: &Block, notes: &Notes) -> Vec<Vec<String>> {
    let (name, mut around) = (notes.name(source, block), Around::new(spans(source, &block.lines)));
    let ends = Cells::of(source, ledger, block);
    let row = |&line: &u32| {
        let cells = ends.split(whole(source, ledger, line, &[]));
        cells.iter().map(|cell| written(cell, &mut around, &name)).collect()
    };
    block.lines.iter().filter(|line| !source.is_mark(**line)).map(row).collect()
}

/// A heading, which is one line.
pub fn heading(source: &Source, ledger: &Ledger, line: u32) -> String {
    let block = Block { kind: BlockKind::Paragraph, lines: vec![line], within: Vec::new() };
    lines(source, ledger, &block, &Notes::default()).concat()
}

/// What mark-up says of these lines.
fn spans<'a>(source: &'a Source, lines: &[u32]) -> &'a [Span] {
    let (Some(markup), Some((first, last))) = (&source.markup, lines.first().zip(lines.last())) else { return &[] };
    match source.line(*first).zip(source.line(*last)) {
        Some((first, last)) => markup.spans(&(first.span.start..last.span.end)),
        None => &[],
    }
}

/// The spans around one place after another: a block may have as many of them as words.
struct Around<'a> {
    /// Those that begin further on, by their start.
    next: &'a [Span],
    here: Vec<&'a Span>,
}

impl<'a> Around<'a> {
    fn new(next: &'a [Span]) -> Self {
        Self { next, here: Vec::new() }
    }

    /// Those around a place that is not before the one asked for last, outermost first.
    fn at(&mut self, at: usize) -> &[&'a Span] {
        let (begun, next) = self.next.split_at(self.next.partition_point(|s| s.range.start <= at));
        self.next = next;
        self.here.extend(begun);
        self.here.retain(|s| at < s.range.end);
        &self.here
    }
}

/// The parts of a line with the marks of the spans around them. What goes on on the next line ends here and begins there again.
fn written(parts: &[Part<'_>], around: &mut Around<'_>, name: &dyn Fn(&Note) -> Option<String>) -> String {
    let mut text = String::new();
    let mut called: Vec<(String, String)> = Vec::new();
    let mut signs: Vec<Sign> = Vec::new();
    let mut open: Vec<Mark<'_>> = Vec::new();
    for part in parts.iter().filter(|part| !part.shown().is_empty()) {
        let here = around.at(part.at);
        let same = open.iter().zip(here).take_while(|(mark, span)| std::ptr::eq(mark.span, **span)).count();
        close(&mut open, same, &text, &mut signs, &mut called);
        for &span in &here[same..] {
            let at = text.len();
            let linked = open.iter().any(|mark| mark.end.starts_with(']'));
            let (start, end) = match &span.kind {
                SpanKind::Emphasis => ("*", "*".into()),
                SpanKind::Strong => ("**", "**".into()),
                SpanKind::Strikethrough => ("~~", "~~".into()),
                SpanKind::Link { to, .. } | SpanKind::Image { to, .. } if !linked => match out(to) {
                    Some(to) => ("[", escape::destination(&to)),
                    None => ("", String::new()),
                },
                SpanKind::Note(note) if !linked => ("", name(note).unwrap_or_default()),
                _ => ("", String::new()),
            };
            signs.push(Sign { span: at..at, says: start.into() });
            open.push(Mark { span, sign: signs.len() - 1, end });
        }
        text.push_str(&visible(part.shown()));
    }
    close(&mut open, 0, &text, &mut signs, &mut called);
    let marked = escape::marked(&text, &signs);
    // What follows has a say in what is a mark: nothing, or the sign of a footnote.
    let is_so = |behind: &str, words: &str| {
        shown(&format!("{marked}{behind}"), &called).is_some_and(|shown| shown == one_space(&format!("{text}{words}")))
    };
    if signs.is_empty() || is_so("", "") && is_so("\\[", "[") { marked } else { escape::line(&text) }
}

/// Marked words that go on.
struct Mark<'a> {
    span: &'a Span,
    /// Its first sign.
    sign: usize,
    /// Its last sign.
    end: String,
}

/// Ends marked words until `left` of them go on.
fn close(open: &mut Vec<Mark<'_>>, left: usize, text: &str, signs: &mut Vec<Sign>, called: &mut Vec<(String, String)>) {
    while open.len() > left {
        let Some(mark) = open.pop() else { return };
        let start = signs[mark.sign].span.start;
        if mark.span.kind == SpanKind::Code {
            if let Some(says) = escape::code_span(&text[start..]) {
                signs[mark.sign] = Sign { span: start..text.len(), says };
            }
        } else if matches!(mark.span.kind, SpanKind::Note(_)) {
            if !mark.end.is_empty() {
                signs[mark.sign] = Sign { span: start..text.len(), says: format!("[^{}]", mark.end) };
                called.push((mark.end, text[start..].to_owned()));
            }
        } else {
            signs.push(Sign { span: text.len()..text.len(), says: mark.end });
        }
    }
}

/// The words that are shown of a line, if it is nothing but words and footnotes, which are called what `notes` say.
fn shown(markdown: &str, notes: &[(String, String)]) -> Option<String> {
    let note = |name: &str| notes.iter().find(|(note, _)| note == name).map(|(_, said)| said.as_str());
    // A footnote that is nowhere is none.
    let begins = |name: &str| markdown.starts_with(&format!("[^{name}]:"));
    let there: String =
        notes.iter().filter(|(name, _)| !begins(name)).map(|(name, _)| format!("\n\n[^{name}]: .")).collect();
    let markdown = format!("{markdown}{there}");
    let mut text = String::new();
    for event in Parser::new_ext(&markdown, Options::all()) {
        match event {
            Event::FootnoteReference(name) => text.push_str(note(&name)?),
            Event::Start(Tag::FootnoteDefinition(name)) if text.is_empty() && begins(&name) => {
                text.push_str(note(&name)?);
                text.push_str(": ");
            }
            Event::Start(Tag::FootnoteDefinition(_)) => break,
            Event::End(TagEnd::FootnoteDefinition) => {}
            Event::Text(t) | Event::Code(t) => text.push_str(&t),
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(
                TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            _ => return None,
        }
    }
    Some(one_space(&text))
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
