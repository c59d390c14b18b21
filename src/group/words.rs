//! Text to stems, and how often a phrase of stems stands in them.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// Lower-case Porter2 stems of a text's words (word boundaries of Unicode Standard Annex 29).
pub fn stems(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    text.unicode_words().map(|word| stemmer.stem(&word.to_lowercase().replace('’', "'")).into_owned()).collect()
}

/// A term of a topic: one stem, or several in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<String>);

impl Phrase {
    /// The phrase of a term; `None` when it has no word.
    pub fn of(term: &str) -> Option<Self> {
        let stems = stems(term);
        (!stems.is_empty()).then_some(Self(stems))
    }
}

/// A text's stems by place, so that a phrase is counted without reading the text again.
#[derive(Debug, Default)]
pub struct Positions {
    /// Number of words.
    pub len: usize,
    at: HashMap<String, Vec<usize>>,
}

impl Positions {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let stems = stems(text);
        let mut at: HashMap<String, Vec<usize>> = HashMap::new();
        let len = stems.len();
        for (i, stem) in stems.into_iter().enumerate() {
            at.entry(stem).or_default().push(i);
        }
        Self { len, at }
    }

    /// Times that the phrase stands in the text.
    pub fn count(&self, phrase: &Phrase) -> u32 {
        let Some((first, rest)) = phrase.0.split_first() else { return 0 };
        let Some(starts) = self.at.get(first) else { return 0 };
        let follows = |&&start: &&usize| {
            rest.iter().zip(start + 1..).all(|(stem, i)| self.at.get(stem).is_some_and(|p| p.binary_search(&i).is_ok()))
        };
        starts.iter().filter(follows).count() as u32
    }
}
