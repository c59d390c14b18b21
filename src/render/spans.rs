//! Words that the source's own mark-up marks: tags are opened and closed as the text goes by, so that they are balanced
//! whatever lines of a block were left out.

use super::text::{self, Part, Say, escape, tag, visible};
use crate::model::{Span, SpanKind};
use pulldown_cmark::Event;

/// Finds where an address that a source writes leads; `None` when it is to stay text.
pub(super) type Lead<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// The marked words of one block.
pub(super) struct Spans<'a> {
    spans: &'a [Span],
    /// Those before were opened, or passed by.
    next: usize,
    /// Where each ends and how it is closed, outermost first.
    open: Vec<(usize, &'static str)>,
}

impl<'a> Spans<'a> {
    /// `spans` are sorted by their start, outer ones first.
    pub fn new(spans: &'a [Span]) -> Self {
        Self { spans, next: 0, open: Vec::new() }
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
        let mut link = |to: &str, title: &str, class: &str| {
            let href = lead(to).filter(|_| !linked)?;
            let title =
                if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(&visible(title))) };
            out.push(tag(format!("<a{class} href=\"{}\" rel=\"nofollow\"{title}>", escape(&href))));
            Some("</a>")
        };
        let close = match &span.kind {
            SpanKind::Link { to, title } => link(to, title, "").unwrap_or(""),
            SpanKind::Image { to, title } => link(to, title, " class=\"picture\"").unwrap_or(""),
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
