//! Words that the source's own mark-up marks: tags are opened and closed as the text goes by, so that they are balanced
//! whatever lines of a block were left out.

use super::text::{self, Part, Say, escape, tag, visible};
use crate::model::{Sign, Span, SpanKind};
use pulldown_cmark::Event;

/// Finds where marked words of a source lead; `None` when they are to stay text.
pub(super) type Lead<'a> = dyn Fn(&SpanKind) -> Option<String> + 'a;

/// The id of a sign of a footnote, unless its note is called there again.
pub(super) fn note_id(slug: &str, number: u32, sign: Sign) -> Option<String> {
    match sign {
        Sign::First => Some(format!("call-{slug}-{number}")),
        Sign::Again => None,
        Sign::Note => Some(format!("note-{slug}-{number}")),
    }
}

/// The marked words of one block.
pub(super) struct Spans<'a> {
    /// The source's.
    slug: &'a str,
    spans: &'a [Span],
    /// Those before were opened, or passed by.
    next: usize,
    /// Where each ends and how it is closed, outermost first.
    open: Vec<(usize, &'static str)>,
}

impl<'a> Spans<'a> {
    /// `spans` are sorted by their start, outer ones first.
    pub fn new(slug: &'a str, spans: &'a [Span]) -> Self {
        Self { slug, spans, next: 0, open: Vec::new() }
    }

    /// Writes the parts of a line.
    pub fn write<'e>(&mut self, parts: Vec<Part<'e>>, lead: &Lead<'_>, out: &mut Vec<Event<'e>>) {
        // Tags may stand between the parts, so that each is isolated by itself.
        let isolate = text::turns_direction(&text::published(&parts));
        for mut part in parts {
            self.reach(part.at, lead, out);
            if let Say::Term { text, .. } = part.say
                && self.open.iter().any(|(_, close)| matches!(*close, "</a>" | "</code>"))
            {
                part.say = Say::Kept(text);
            }
            if isolate {
                out.push(tag("<bdi>"));
            }
            text::said(part, out);
            if isolate {
                out.push(tag("</bdi>"));
            }
        }
    }

    /// Closes what ends before a byte of the source's text.
    pub fn close(&mut self, at: usize, out: &mut Vec<Event<'_>>) {
        while let Some((_, close)) = self.open.pop_if(|(end, _)| *end <= at) {
            out.push(tag(close));
        }
    }

    /// The same, and opens what begins before it.
    fn reach(&mut self, at: usize, lead: &Lead<'_>, out: &mut Vec<Event<'_>>) {
        self.close(at, out);
        while let Some(span) = self.spans.get(self.next).filter(|s| s.range.start <= at) {
            self.next += 1;
            if span.range.end > at {
                self.begin(span, lead, out);
            } else if span.kind == SpanKind::Break {
                out.push(tag("<br>"));
            }
        }
    }

    /// Ends the block, or a cell of a table.
    pub fn finish(&mut self, out: &mut Vec<Event<'_>>) {
        self.close(usize::MAX, out);
    }

    fn begin(&mut self, span: &Span, lead: &Lead<'_>, out: &mut Vec<Event<'_>>) {
        let linked = self.open.iter().any(|(_, close)| *close == "</a>");
        let mut link = |title: &str, class: &str| {
            let href = lead(&span.kind).filter(|_| !linked)?;
            let title =
                if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(&visible(title))) };
            out.push(tag(format!("<a{class} href=\"{}\" rel=\"nofollow\"{title}>", escape(&href))));
            Some("</a>")
        };
        let close = match &span.kind {
            SpanKind::Link { title, .. } => link(title, "").unwrap_or(""),
            SpanKind::Image { title, .. } => link(title, " class=\"picture\"").unwrap_or(""),
            SpanKind::Note(note) => {
                let id = note_id(self.slug, note.number, note.sign);
                let id = id.map_or(String::new(), |id| format!(" id=\"{}\"", escape(&id)));
                let role = if note.sign == Sign::Note { "doc-backlink" } else { "doc-noteref" };
                let href = lead(&span.kind)
                    .filter(|_| !linked)
                    .map(|href| format!(" href=\"{}\" role=\"{role}\"", escape(&href)));
                let (name, close) = if href.is_some() { ("a", "</a>") } else { ("span", "</span>") };
                out.push(tag(format!("<{name}{id}{}>", href.unwrap_or_default())));
                close
            }
            kind => {
                let (open, close) = match kind {
                    SpanKind::Emphasis => ("<em>", "</em>"),
                    SpanKind::Strong => ("<strong>", "</strong>"),
                    SpanKind::Strikethrough => ("<s>", "</s>"),
                    SpanKind::Code => ("<code>", "</code>"),
                    _ => ("", ""),
                };
                out.push(tag(open));
                close
            }
        };
        self.open.push((span.range.end, close));
    }
}
