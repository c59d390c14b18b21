//! Source text on its way to HTML: what can't be seen made visible, and a line as a run of kept and mended parts.

use crate::model::{Edit, Ledger, RuleName, Source, SpanKind};
use pulldown_cmark::{CowStr, Event};
use std::{borrow::Cow, ops::Range};

/// Text as a page shows it: a control character, which HTML can't hold, becomes its symbol (NUL `␀`) or, when it
/// has none, U+FFFD. Everything else is left as it is.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c.is_control() && c != '\t' && c != '\n';
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let symbol = |c: char| match c {
        '\u{7f}' => '\u{2421}',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(|c| if hidden(c) { symbol(c) } else { c }).collect())
}

/// Whether text could turn the writing direction of what follows it, unless it is isolated.
pub(super) fn turns_direction(text: &str) -> bool {
    text.contains(
        |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    )
}

/// A part of a line, and the byte of the source's text that it begins at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part<'a> {
    pub at: usize,
    pub say: Say<'a>,
}

/// What a part says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Say<'a> {
    /// As the source has it.
    Kept(&'a str),
    /// The first mention of a term, with the address of its entry in the index.
    Term { text: &'a str, href: String },
    /// Mended.
    Mended { was: &'a str, now: &'a str, rule: &'a RuleName },
    /// What a sign of mark-up leaves between two words.
    Gap(&'static str),
}

impl<'a> Part<'a> {
    /// Its words as they are published.
    pub fn shown(&self) -> &'a str {
        match self.say {
            Say::Kept(s) | Say::Mended { now: s, .. } | Say::Term { text: s, .. } | Say::Gap(s) => s,
        }
    }
}

/// The published text of a line, in parts, without the white space around it.
pub(super) fn parts<'a>(source: &'a Source, ledger: &'a Ledger, line: u32) -> Vec<Part<'a>> {
    trimmed(whole(source, ledger, line, &[]))
}

/// The published text of a line, in parts, with links to terms, each of which spans bytes of the published line that
/// no edit and no mark-up touches.
pub(crate) fn whole<'a>(
    source: &'a Source,
    ledger: &'a Ledger,
    line: u32,
    terms: &[(Range<usize>, String)],
) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut at = 0;
    for part in stretches(source, ledger, line) {
        let Say::Kept(s) = part.say else {
            at += part.shown().len();
            parts.push(part);
            continue;
        };
        let end = at + s.len();
        let mut from = 0;
        for (span, href) in terms.iter().filter(|(span, _)| at <= span.start && span.end <= end) {
            let (start, stop) = (span.start - at, span.end - at);
            let (Some(before), Some(text)) = (s.get(from..start), s.get(start..stop)) else { continue };
            parts.push(Part { at: part.at + from, say: Say::Kept(before) });
            parts.push(Part { at: part.at + start, say: Say::Term { text, href: href.clone() } });
            from = stop;
        }
        parts.push(Part { at: part.at + from, say: Say::Kept(&s[from..]) });
        at = end;
    }
    parts
}

/// The published text of a line: what stands between its edits and the signs of its mark-up, and the edits.
fn stretches<'a>(source: &'a Source, ledger: &'a Ledger, line: u32) -> Vec<Part<'a>> {
    let raw = source.raw(line);
    let start = source.line(line).map_or(0, |l| l.span.start);
    let mut cuts: Vec<(Range<usize>, Option<Say<'a>>)> = Vec::new();
    for mark in source.marks(line) {
        let gap = Some(mark.shown()).filter(|s| !s.is_empty()).map(Say::Gap);
        cuts.push((mark.span.start - start..mark.span.end - start, gap));
    }
    for edit in ledger.edits(source.at(line)) {
        let Some(was) = raw.get(edit.span.clone()) else { continue };
        cuts.push((edit.span.clone(), Some(Say::Mended { was, now: &edit.to, rule: &edit.rule })));
    }
    // The sign of a footnote begins and ends where no other sign does.
    let spans = source.markup.iter().flat_map(|markup| markup.spans(&(start..start + raw.len())));
    let notes = spans.filter(|s| matches!(s.kind, SpanKind::Note(_))).map(|s| &s.range);
    cuts.extend(notes.flat_map(|s| [s.start - start, s.end - start]).map(|at| (at..at, None)));
    cuts.sort_by_key(|(span, _)| (span.start, span.end));
    let mut parts = Vec::new();
    let mut from = 0;
    for (span, say) in cuts {
        let Some(before) = raw.get(from..span.start) else { continue };
        parts.push(Part { at: start + from, say: Say::Kept(before) });
        parts.extend(say.map(|say| Part { at: start + span.start, say }));
        from = span.end;
    }
    parts.push(Part { at: start + from, say: Say::Kept(&raw[from..]) });
    parts
}

pub(crate) fn trimmed(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let text = published(&parts);
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    slice(parts, start..end.max(start))
}

/// The words of parts, joined.
pub(super) fn published(parts: &[Part<'_>]) -> String {
    parts.iter().map(Part::shown).collect()
}

/// The parts that show these bytes of the published text.
pub(super) fn slice<'a>(parts: Vec<Part<'a>>, span: Range<usize>) -> Vec<Part<'a>> {
    let mut at = 0;
    let mut out = Vec::with_capacity(parts.len());
    for part in parts {
        let s = part.shown();
        let (start, end) = (at, at + s.len());
        at = end;
        let cut = span.start.clamp(start, end) - start..span.end.clamp(start, end) - start;
        // An edit that left nothing behind is shown where it stands, unless it stands outside.
        let inside = if s.is_empty() { span.contains(&start) } else { !cut.is_empty() };
        if !inside {
            continue;
        }
        let behind = part.at + cut.start;
        out.push(match part.say {
            Say::Kept(s) => Part { at: behind, say: Say::Kept(s.get(cut).unwrap_or(s)) },
            Say::Term { text, href } => {
                Part { at: behind, say: Say::Term { text: text.get(cut).unwrap_or(text), href } }
            }
            Say::Mended { was, now, rule } => {
                Part { say: Say::Mended { was, now: now.get(cut).unwrap_or(now), rule }, ..part }
            }
            Say::Gap(_) => part,
        });
    }
    out
}

/// Parts as events, isolated when they could turn the direction of what follows.
pub(super) fn events<'a>(parts: Vec<Part<'a>>, out: &mut Vec<Event<'a>>) {
    let isolate = turns_direction(&published(&parts));
    if isolate {
        out.push(tag("<bdi>"));
    }
    parts.into_iter().for_each(|part| said(part, out));
    if isolate {
        out.push(tag("</bdi>"));
    }
}

/// A part as events. A mended part says both readings: the old one, which style hides until it is asked for, and the
/// new.
pub(super) fn said<'a>(part: Part<'a>, out: &mut Vec<Event<'a>>) {
    match part.say {
        Say::Kept(s) | Say::Gap(s) => text(s, out),
        Say::Term { text: s, href } => {
            out.push(tag(format!("<a class=\"term\" href=\"{}\">", escape(&href))));
            text(s, out);
            out.push(tag("</a>"));
        }
        Say::Mended { was, now, rule } => {
            if !was.is_empty() {
                out.push(tag("<del data-gen>"));
                text(was, out);
                out.push(tag("</del>"));
            }
            if !now.is_empty() {
                out.push(tag(format!("<ins title=\"{}\">", escape(rule.as_str()))));
                text(now, out);
                out.push(tag("</ins>"));
            }
        }
    }
}

/// Source text as an event.
fn text<'a>(s: &'a str, out: &mut Vec<Event<'a>>) {
    if !s.is_empty() {
        out.push(Event::Text(CowStr::from(visible(s))));
    }
}

/// Markup that the generator writes.
pub(super) fn tag<'a>(html: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::InlineHtml(html.into())
}

/// Events as HTML.
pub(super) fn html(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events.into_iter());
    out
}

/// Source text as HTML, isolated when it could turn the direction of what follows.
pub(super) fn text_html(s: &str) -> String {
    let mut events = Vec::new();
    self::events(vec![Part { at: 0, say: Say::Kept(s) }], &mut events);
    html(events)
}

/// Text for an attribute value or between tags.
pub(super) fn escape(s: &str) -> Cow<'_, str> {
    if !s.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len() + 16);
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// One mended word: what the source has and what is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading<'a> {
    /// The raw text around the edits, out to the next white space.
    pub was: &'a str,
    /// The same with the edits applied.
    pub now: String,
    /// Who says so, each once.
    pub rules: Vec<&'a RuleName>,
}

/// A word is shown with at most this many bytes to each side of its edit.
const CONTEXT: usize = 32;

/// Edits of a raw line, word by word; edits of one word form one reading.
pub(super) fn readings<'a>(raw: &'a str, edits: &'a [Edit]) -> Vec<Reading<'a>> {
    let mut words: Vec<(Range<usize>, Vec<Edit>, Vec<&RuleName>)> = Vec::new();
    for edit in edits {
        let Some(word) = around(raw, &edit.span) else { continue };
        match words.last_mut() {
            Some((span, edits, rules)) if word.start < span.end => {
                span.end = span.end.max(word.end);
                edits.push(edit.clone());
                if !rules.contains(&&edit.rule) {
                    rules.push(&edit.rule);
                }
            }
            _ => words.push((word, vec![edit.clone()], vec![&edit.rule])),
        }
    }
    let read = |(span, mut edits, rules): (Range<usize>, Vec<Edit>, _)| {
        for e in &mut edits {
            e.span = e.span.start - span.start..e.span.end - span.start;
        }
        let was = &raw[span];
        Reading { was, now: crate::model::apply(was, &edits), rules }
    };
    words.into_iter().map(read).collect()
}

/// The span grown to the white space on both sides.
fn around(raw: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (raw.get(..span.start)?, raw.get(span.end..)?);
    let left = before.char_indices().rev().take_while(|(i, c)| !c.is_whitespace() && span.start - i <= CONTEXT);
    let right = after.char_indices().take_while(|(i, c)| !c.is_whitespace() && *i < CONTEXT);
    let start = left.last().map_or(span.start, |(i, _)| i);
    let end = right.last().map_or(span.end, |(i, c)| span.end + i + c.len_utf8());
    Some(start..end)
}
