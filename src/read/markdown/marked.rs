//! Marked words: emphasis, code, links, pictures.

use super::{DEEPEST, Reader, leaf::Shape};
use crate::model::{Span, SpanKind};
use pulldown_cmark::{CowStr, LinkType};
use std::ops::Range;

impl Reader<'_> {
    /// Code in the text: its backticks are signs, and so is a space that keeps another backtick from them.
    pub(super) fn code(&mut self, range: Range<usize>) {
        let Some(text) = self.source.text.get(range.clone()) else { return };
        let ticks = text.len() - text.trim_start_matches('`').len();
        let inner = range.start + ticks..(range.end - ticks).max(range.start + ticks);
        self.words(&range);
        self.mark(range, SpanKind::Code);
        let in_table = self.leaf.as_ref().is_some_and(|l| matches!(l.shape, Shape::Table(_)));
        let text = self.source.text.get(inner.clone()).unwrap_or_default();
        let mut from = inner.start;
        // In a cell a line between cells is escaped even in code.
        for (at, _) in text.match_indices("\\|").filter(|_| in_table) {
            self.show_lines(from..inner.start + at);
            from = inner.start + at + 1;
        }
        self.show_lines(from..inner.end);
        self.markup.verbatim.push(inner);
        self.marked();
    }

    /// Begins marked words.
    pub(super) fn mark(&mut self, range: Range<usize>, kind: SpanKind) {
        let shown = self.words(&range).shown.len();
        self.open.push((range, shown, kind));
    }

    /// Ends them. A link or a picture without words is shown by its address.
    pub(super) fn marked(&mut self) {
        let Some((range, before, kind)) = self.open.pop() else { return };
        let shown = self.leaf.as_ref().map_or(0, |l| l.shown.len());
        if let SpanKind::Link { to, .. } | SpanKind::Image { to, .. } = &kind
            && shown == before
        {
            let text = self.source.text.get(range.clone()).unwrap_or_default();
            let address = text.rfind(to.as_str()).filter(|_| !to.is_empty()).map(|at| range.start + at);
            let span = address.map_or(range.clone(), |at| at..at + to.len());
            self.markup.verbatim.push(span.clone());
            self.show(span);
        }
        if let Some(leaf) = &mut self.leaf {
            leaf.ends.push(range.end);
        }
        if let (Some(leaf), SpanKind::Link { .. } | SpanKind::Image { .. }) = (&mut self.leaf, &kind) {
            leaf.links.push(range.clone());
        }
        self.markup.spans.extend((self.open.len() < DEEPEST).then_some(Span { range, kind }));
    }

    pub(super) fn uses(&mut self, link_type: LinkType, id: &CowStr<'_>) {
        if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            self.used.insert(folded(id));
        }
    }
}

/// A label as definitions are told apart by it.
pub(super) fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
