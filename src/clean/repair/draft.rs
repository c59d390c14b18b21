//! The text of one line while passes mend it one after another, and the edits of the raw line that lead to it.

use crate::model::{Certainty, Edit, RuleName};
use std::{cmp::Reverse, ops::Range};

/// One change to the text as it stands now.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub span: Range<usize>,
    pub to: String,
    pub rule: RuleName,
    pub certainty: Certainty,
}

/// An edit of the raw line and the bytes of the present text that came of it.
#[derive(Debug)]
struct Made {
    raw: Range<usize>,
    now: Range<usize>,
    rule: RuleName,
    certainty: Certainty,
}

/// Invariant: outside the `now` spans of `made`, which are sorted and do not overlap, `text` is the raw line.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    raw: &'a str,
    text: String,
    made: Vec<Made>,
}

impl<'a> Draft<'a> {
    pub fn new(raw: &'a str) -> Self {
        Self { raw, text: raw.to_owned(), made: Vec::new() }
    }

    /// The text with every change so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with every change, when no more are to come and none is asked for.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Makes changes, whose spans are of the present text. One that overlaps an earlier one of the same batch is
    /// passed over. A change that touches what an earlier pass wrote grows to take it in, so that edits of the
    /// raw line never overlap; the later rule signs for both.
    pub fn apply(&mut self, mut changes: Vec<Change>) {
        changes.retain(|c| self.text.get(c.span.clone()).is_some_and(|was| was != c.to));
        changes.sort_by_key(|c| (c.span.start, Reverse(c.span.end)));
        let mut free_from = 0;
        changes.retain(|c| {
            let fits = c.span.start >= free_from;
            if fits {
                free_from = c.span.end;
            }
            fits
        });
        if changes.is_empty() {
            return;
        }
        let mut old = std::mem::take(&mut self.made).into_iter().peekable();
        let mut changes = changes.into_iter().peekable();
        let mut text = String::with_capacity(self.text.len() + 16);
        // `shift` is how far the present text has run ahead of the raw line, `from` what of it is copied.
        let (mut shift, mut from, mut made) = (0isize, 0, Vec::new());
        loop {
            let start = match (old.peek(), changes.peek()) {
                (None, None) => break,
                (Some(o), None) => o.now.start,
                (None, Some(c)) => c.span.start,
                (Some(o), Some(c)) => o.now.start.min(c.span.start),
            };
            let raw_start = start.wrapping_add_signed(-shift);
            text.push_str(&self.text[from..start]);
            from = start;
            let now_start = text.len();
            let (mut end, mut later, mut earlier, mut certainty) = (start, None, None, Certainty::Certain);
            loop {
                if let Some(c) = changes.next_if(|c| c.span.start < end || c.span.start == start) {
                    text.push_str(&self.text[from..c.span.start]);
                    text.push_str(&c.to);
                    from = c.span.end;
                    end = end.max(c.span.end);
                    certainty = certainty.max(c.certainty);
                    later = Some(c.rule);
                } else if let Some(o) = old.next_if(|o| o.now.start < end || o.now.start == start) {
                    shift += o.now.len() as isize - o.raw.len() as isize;
                    end = end.max(o.now.end);
                    certainty = certainty.max(o.certainty);
                    earlier = Some(o.rule);
                } else {
                    break;
                }
            }
            text.push_str(&self.text[from..end]);
            from = end;
            if let Some(rule) = later.or(earlier) {
                let raw = raw_start..end.wrapping_add_signed(-shift);
                made.push(Made { raw, now: now_start..text.len(), rule, certainty });
            }
        }
        text.push_str(&self.text[from..]);
        self.text = text;
        self.made = made;
    }

    /// The span of the raw line that a span of the present text stands for, unless a change touches it.
    pub fn untouched(&self, span: Range<usize>) -> Option<Range<usize>> {
        let before = self.made.partition_point(|m| m.now.end <= span.start);
        if self.made.get(before).is_some_and(|m| m.now.start < span.end) {
            return None;
        }
        let shift = match before.checked_sub(1).map(|i| &self.made[i]) {
            Some(m) => m.now.end as isize - m.raw.end as isize,
            None => 0,
        };
        Some(span.start.wrapping_add_signed(-shift)..span.end.wrapping_add_signed(-shift))
    }

    /// The edits of the raw line.
    pub fn finish(self) -> Vec<Edit> {
        let Self { raw, text, made } = self;
        made.into_iter()
            .filter(|m| raw[m.raw.clone()] != text[m.now.clone()])
            .map(|m| Edit { span: m.raw, to: text[m.now].to_owned(), rule: m.rule, certainty: m.certainty })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::apply;
    use proptest::prelude::*;

    fn change(span: Range<usize>, to: &str) -> Change {
        Change { span, to: to.into(), rule: "r".into(), certainty: Certainty::Certain }
    }

    #[test]
    fn a_later_pass_may_touch_what_an_earlier_one_wrote() {
        let mut draft = Draft::new("itsgood , see");
        draft.apply(vec![change(0..7, "its good"), change(7..8, "")]);
        draft.apply(vec![change(0..3, "it's")]);
        assert_eq!(draft.text(), "it's good, see");
        let edits = draft.finish();
        assert_eq!(apply("itsgood , see", &edits), "it's good, see");
        assert_eq!(edits.iter().map(|e| e.span.clone()).collect::<Vec<_>>(), [0..7, 7..8]);
    }

    proptest! {
        #[test]
        fn edits_replay_to_the_text(
            raw in "[abc ]{0,12}",
            rounds in prop::collection::vec(prop::collection::vec((0usize..14, 0usize..4, "[xy]{0,3}"), 0..5), 0..4),
        ) {
            let mut draft = Draft::new(&raw);
            for round in rounds {
                draft.apply(round.into_iter().map(|(at, len, to)| change(at..at + len, &to)).collect());
            }
            let text = draft.text().to_owned();
            let edits = draft.finish();
            prop_assert!(edits.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            prop_assert_eq!(apply(&raw, &edits), text);
        }
    }
}
