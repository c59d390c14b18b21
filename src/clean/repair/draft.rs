//! A line on its way: passes change the current text, and the changes stay spans of the raw line.

use crate::model::{Certainty, Edit, LineId, RuleName, Suggestion};
use std::ops::Range;

/// A change that a pass asks for, in bytes of the current text.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub span: Range<usize>,
    pub to: String,
    pub rule: RuleName,
    pub certainty: Certainty,
    /// Why, when it is a suggestion and not to be applied.
    pub suggest: Option<String>,
}

#[derive(Debug, Clone)]
struct Made {
    raw: Range<usize>,
    now: Range<usize>,
    rule: RuleName,
    certainty: Certainty,
}

/// The current text of a line and what made it differ from the raw line.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    raw: &'a str,
    text: String,
    made: Vec<Made>,
    suggestions: Vec<(Range<usize>, Change)>,
}

impl<'a> Draft<'a> {
    pub fn new(raw: &'a str) -> Self {
        Self { raw, text: raw.to_owned(), made: Vec::new(), suggestions: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Applies the changes of one pass; whether the text differs afterwards. A change that overlaps an earlier one
    /// of the same pass, or changes nothing, is left out.
    pub fn apply(&mut self, mut changes: Vec<Change>) -> bool {
        changes.sort_by_key(|c| (c.span.start, c.span.end));
        let mut free = 0;
        let text = &self.text;
        changes.retain(|c| {
            let fits = c.span.start >= free && text.get(c.span.clone()).is_some_and(|was| was != c.to);
            if fits && c.suggest.is_none() {
                free = c.span.end;
            }
            fits
        });
        let (suggested, changes): (Vec<_>, Vec<_>) = changes.into_iter().partition(|c| c.suggest.is_some());
        for change in suggested {
            let raw = self.to_raw(&change.span);
            // A line of nothing but doubtful words must not cost more than its length.
            if self.suggestions.len() < 200 && !self.suggestions.iter().any(|(r, c)| *r == raw && c.to == change.to) {
                self.suggestions.push((raw, change));
            }
        }
        if changes.is_empty() {
            return false;
        }
        self.merge(changes);
        true
    }

    /// The raw span of a span of the current text that no earlier change touches; of one that is touched, the span
    /// with the touching changes whole.
    fn to_raw(&self, now: &Range<usize>) -> Range<usize> {
        let first = self.made.partition_point(|m| m.now.end < now.start);
        let past = self.made.partition_point(|m| m.now.start <= now.end);
        let outside = |at: usize, before: usize| match before.checked_sub(1).map(|i| &self.made[i]) {
            Some(m) => at - m.now.end + m.raw.end,
            None => at,
        };
        let start = match self.made.get(first) {
            Some(m) if first < past && m.now.start < now.start => m.raw.start,
            _ => outside(now.start, first),
        };
        let end = match past.checked_sub(1).map(|i| &self.made[i]) {
            Some(m) if first < past && m.now.end > now.end => m.raw.end,
            _ => outside(now.end, past),
        };
        start..end.max(start)
    }

    fn merge(&mut self, changes: Vec<Change>) {
        let old = std::mem::take(&mut self.made);
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut made = Vec::with_capacity(old.len() + changes.len());
        let (mut i, mut j, mut at) = (0, 0, 0);
        // Where the current text stands against the raw line, between changes.
        let (mut now_end, mut raw_end) = (0, 0);
        while i < old.len() || j < changes.len() {
            let start = match (old.get(i), changes.get(j)) {
                (Some(o), Some(c)) => o.now.start.min(c.span.start),
                (Some(o), None) => o.now.start,
                (None, Some(c)) => c.span.start,
                (None, None) => break,
            };
            let (mut end, (first_old, first_new)) = (start, (i, j));
            loop {
                if let Some(o) = old.get(i).filter(|o| o.now.start <= end) {
                    end = end.max(o.now.end);
                    i += 1;
                } else if let Some(c) = changes.get(j).filter(|c| c.span.start <= end) {
                    end = end.max(c.span.end);
                    j += 1;
                } else {
                    break;
                }
            }
            text.push_str(&self.text[at..start]);
            let raw_start = start - now_end + raw_end;
            let now_start = text.len();
            let mut from = start;
            for c in &changes[first_new..j] {
                text.push_str(&self.text[from..c.span.start]);
                text.push_str(&c.to);
                from = c.span.end;
            }
            text.push_str(&self.text[from..end]);
            let raw_stop = match old[first_old..i].last() {
                Some(o) => end - o.now.end + o.raw.end,
                None => end - now_end + raw_end,
            };
            let certainty = old[first_old..i]
                .iter()
                .map(|o| o.certainty)
                .chain(changes[first_new..j].iter().map(|c| c.certainty))
                .max()
                .unwrap_or(Certainty::Certain);
            let rule =
                old[first_old..i].first().map(|o| &o.rule).or_else(|| changes[first_new..j].first().map(|c| &c.rule));
            if let Some(rule) = rule.cloned() {
                made.push(Made { raw: raw_start..raw_stop, now: now_start..text.len(), rule, certainty });
            }
            (at, now_end, raw_end) = (end, end, raw_stop);
        }
        text.push_str(&self.text[at..]);
        self.text = text;
        self.made = made;
    }

    /// The edits and suggestions, in bytes of the raw line.
    pub fn finish(self, at: LineId) -> (Vec<Edit>, Vec<Suggestion>) {
        let (raw, text) = (self.raw, self.text);
        let edits: Vec<Edit> = self
            .made
            .into_iter()
            .filter(|m| raw.get(m.raw.clone()) != text.get(m.now.clone()))
            .map(|m| Edit { to: text[m.now].to_owned(), span: m.raw, rule: m.rule, certainty: m.certainty })
            .collect();
        let suggestions = self
            .suggestions
            .into_iter()
            .filter(|(span, c)| {
                raw.get(span.clone()).is_some_and(|was| was != c.to)
                    && !edits.iter().any(|e| e.span.start < span.end && span.start < e.span.end)
            })
            .map(|(span, c)| Suggestion {
                at,
                edit: Edit { span, to: c.to, rule: c.rule, certainty: c.certainty },
                because: c.suggest.unwrap_or_default(),
            })
            .collect();
        (edits, suggestions)
    }
}
