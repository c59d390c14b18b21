//! What is known of a language: its stems and its stop words.

use super::words::{LONGEST, fold};
use crate::model::{is_hidden, language};
use rust_stemmers::Stemmer;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// A language as the search knows it.
pub(super) struct Stems {
    stemmer: Option<Stemmer>,
    stop: HashSet<String>,
}

impl Stems {
    /// Of a BCP 47 tag. A language without a stemmer has its words as they stand.
    pub fn of(tag: &str) -> Self {
        Self { stemmer: language::stemmer(tag), stop: stop(&language::primary(tag)) }
    }

    /// The term that a lower-case word is a form of.
    pub fn stem(&self, word: &str) -> String {
        let straight = |c| if matches!(c, '’' | 'ʼ' | '＇') { '\'' } else { c };
        let word: String = word.nfc().filter(|c| !is_hidden(*c)).map(straight).take(LONGEST + 1).collect();
        if word.chars().count() > LONGEST {
            return word.chars().take(LONGEST).collect();
        }
        let word = unelided(&word);
        self.stemmer.as_ref().map_or_else(|| word.to_owned(), |s| s.stem(word).into_owned())
    }

    /// Whether a folded word is so common that it tells nothing.
    pub fn is_stop(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }
}

fn stop(primary: &str) -> HashSet<String> {
    let primary = if matches!(primary, "nb" | "nn") { "no" } else { primary };
    stop_words::lookup(primary).unwrap_or_default().iter().map(|word| fold(word)).collect()
}

/// The word without an article that lost its vowel: `l'homme`, `qu'elle`, `d'Artagnan`.
fn unelided(word: &str) -> &str {
    match word.split_once('\'') {
        Some((article, rest)) if article.chars().count() == 1 || article.ends_with("qu") => {
            if rest.chars().count() > 2 { rest } else { word }
        }
        _ => word,
    }
}
