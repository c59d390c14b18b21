//! What a judge is worth: words kept and dropped against labels.

use std::collections::BTreeMap;

/// Words kept and dropped, of text and of furniture.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    text_kept: f64,
    text_dropped: f64,
    furniture_kept: f64,
    furniture_dropped: f64,
}

fn f1(hit: f64, wrong: f64, missed: f64) -> f64 {
    2.0 * hit / (2.0 * hit + wrong + missed).max(1.0)
}

impl Score {
    pub(super) fn add(&mut self, keep: bool, dropped: bool, words: f64) {
        *match (keep, dropped) {
            (true, false) => &mut self.text_kept,
            (true, true) => &mut self.text_dropped,
            (false, false) => &mut self.furniture_kept,
            (false, true) => &mut self.furniture_dropped,
        } += words;
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.text_kept += other.text_kept;
        self.text_dropped += other.text_dropped;
        self.furniture_kept += other.furniture_kept;
        self.furniture_dropped += other.furniture_dropped;
    }

    /// F1 of the words that are kept.
    pub fn keep(&self) -> f64 {
        f1(self.text_kept, self.furniture_kept, self.text_dropped)
    }

    /// F1 of the words that are dropped.
    pub fn furniture(&self) -> f64 {
        f1(self.furniture_dropped, self.text_dropped, self.furniture_kept)
    }

    /// Share of the dropped words that are furniture.
    pub fn precision(&self) -> f64 {
        self.furniture_dropped / (self.furniture_dropped + self.text_dropped).max(1.0)
    }

    /// Share of the furniture's words that are dropped.
    pub fn recall(&self) -> f64 {
        self.furniture_dropped / (self.furniture_dropped + self.furniture_kept).max(1.0)
    }
}

/// The figures of a cross-validation: every page judged by a judge that saw no page of its host.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// By threshold in hundredths.
    pub all: BTreeMap<u32, Score>,
    /// By kind of page, at the program's own threshold.
    pub kinds: BTreeMap<String, Score>,
    /// Each fold at the threshold that was best on the other folds.
    pub nested: Score,
    /// Headings with text under them, of text: how many, how many were kept.
    pub headings: (usize, usize),
    /// Items of lists, of text: how many, how many were kept.
    pub items: (usize, usize),
}
