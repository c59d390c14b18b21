//! Why a line met its fate: a message of the language files with what fills it, so that a page can say it in the
//! book's language and the terminal in English.

use std::ops::RangeInclusive;

/// Why, for one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// For what its rule says of itself, and no more.
    Rule,
    /// In the words of the person who decided.
    Own(String),
    /// In words of the language files.
    Said(Phrase),
}

impl From<Phrase> for Reason {
    fn from(phrase: Phrase) -> Self {
        Self::Said(phrase)
    }
}

/// A message of `data/lang` with what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its key, from the table on: `reason.copy`.
    pub key: &'static str,
    /// What is filled in, by name.
    pub parts: Vec<(&'static str, Part)>,
}

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A whole number.
    Number(u64),
    /// Words of a source, a path, a sign.
    Text(String),
    /// A run of lines.
    Lines(RangeInclusive<u32>),
    /// Messages, told one after another.
    List(Vec<Phrase>),
}

/// The message under a key.
pub fn phrase(key: &'static str) -> Phrase {
    Phrase { key, parts: Vec::new() }
}

impl Phrase {
    fn with(mut self, name: &'static str, part: Part) -> Self {
        self.parts.push((name, part));
        self
    }

    /// Fills in a whole number.
    pub fn number(self, name: &'static str, n: impl TryInto<u64>) -> Self {
        self.with(name, Part::Number(n.try_into().unwrap_or(u64::MAX)))
    }

    /// Fills in a probability or another share, 0 to 1, as percent.
    pub fn percent(self, name: &'static str, share: f64) -> Self {
        self.with(name, Part::Number((share * 100.0).round() as u64))
    }

    /// Fills in text.
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Part::Text(text.into()))
    }

    /// Fills in a run of lines.
    pub fn lines(self, name: &'static str, lines: RangeInclusive<u32>) -> Self {
        self.with(name, Part::Lines(lines))
    }

    /// Fills in messages.
    pub fn list(self, name: &'static str, messages: Vec<Self>) -> Self {
        self.with(name, Part::List(messages))
    }
}
