//! What is a word: the vendored list, and the words of the corpus itself.

use super::lists::FUNCTION;
use crate::model::Source;
use std::{collections::HashMap, sync::LazyLock};

static WORDS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    include_str!("../../../data/words.txt")
        .lines()
        .filter_map(|l| l.split_once('\t').and_then(|(w, size)| Some((w, size.parse().ok()?))))
        .collect()
});

/// How rare a lower-case word is, 10 (common) to 70; `None` when it is no word.
pub(super) fn size(word: &str) -> Option<u8> {
    WORDS.get(word).copied()
}

/// Whether the text is a word in any case: `the`, `The`, `THE`, `Paris`.
pub(super) fn known(word: &str) -> bool {
    let lower = word.to_lowercase();
    WORDS.contains_key(word) || WORDS.contains_key(lower.as_str()) || is_name(&lower)
}

/// Whether a lower-case word has an entry with a capital.
pub(super) fn is_name(lower: &str) -> bool {
    let mut chars = lower.chars();
    chars.next().is_some_and(|c| {
        let capital: String = c.to_uppercase().chain(chars).collect();
        WORDS.contains_key(capital.as_str())
    })
}

/// Whether a lower-case word is one of [`FUNCTION`].
pub(super) fn is_function(lower: &str) -> bool {
    FUNCTION.binary_search(&lower).is_ok()
}

/// The alphabetic runs of a text, with the byte at which each starts.
pub(super) fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let end = text[start..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |n| start + n);
        rest = end;
        Some((start, &text[start..end]))
    })
}

/// How often the corpus has a word, and which pairs of words stand side by side in it.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    counts: HashMap<String, u32>,
    pairs: HashMap<(String, String), u32>,
    english: HashMap<u32, bool>,
}

impl Corpus {
    pub fn new(sources: &[Source]) -> Self {
        let mut corpus = Self::default();
        for source in sources {
            for line in source.text.lines() {
                corpus.read(line);
            }
            corpus.english.insert(source.id.0, english(&source.text, 40).unwrap_or(true));
        }
        corpus
    }

    fn read(&mut self, line: &str) {
        let mut before: Option<(usize, &str)> = None;
        for (at, word) in runs(line) {
            *self.counts.entry(word.to_owned()).or_default() += 1;
            let lower = word.to_lowercase();
            if let Some((_, first)) = before.filter(|(end, _)| &line[*end..at] == " ") {
                *self.pairs.entry((first.to_lowercase(), lower.clone())).or_default() += 1;
            }
            if lower != word {
                *self.counts.entry(lower).or_default() += 1;
            }
            before = Some((at + word.len(), word));
        }
    }

    /// How often the corpus has a word. A lower-case word is counted in any case, another as it is written.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// How often two lower-case words stand side by side.
    pub fn pair(&self, a: &str, b: &str) -> u32 {
        self.pairs.get(&(a.to_owned(), b.to_owned())).copied().unwrap_or(0)
    }

    /// Whether the English rules apply to a line: by its own words if it has enough of them, else by its source's.
    pub fn english(&self, source: &Source, line: &str) -> bool {
        english(line, 8).unwrap_or_else(|| self.english.get(&source.id.0).copied().unwrap_or(true))
    }
}

/// Whether most words are English; `None` when there are fewer than `least`.
fn english(text: &str, least: usize) -> Option<bool> {
    let (mut all, mut good) = (0, 0);
    for (_, word) in runs(text).take(2000) {
        if text.len() > 2 && word.chars().nth(1).is_some() {
            all += 1;
            good += usize::from(known(word));
        }
    }
    (all >= least).then_some(good * 2 >= all)
}
