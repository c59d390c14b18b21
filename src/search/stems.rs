//! What is known of a language: its stems and its stop words.

use super::words::{LONGEST, fold};
use crate::model::is_hidden;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// A language as the search knows it.
pub(super) struct Stems {
    stemmer: Option<Stemmer>,
    stop: HashSet<String>,
}

impl Stems {
    /// Of a BCP 47 tag. A language without a stemmer has its words as they stand.
    pub fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let algorithm = match primary.as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "nl" => Algorithm::Dutch,
            "en" => Algorithm::English,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "no" | "nb" | "nn" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "es" => Algorithm::Spanish,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Self { stemmer: None, stop: stop(&primary) },
        };
        Self { stemmer: Some(Stemmer::create(algorithm)), stop: stop(&primary) }
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
