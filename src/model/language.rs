//! Languages by their tags.

use rust_stemmers::{Algorithm, Stemmer};

/// The first part of a BCP 47 tag in lower case: `en` of `en-GB`.
pub fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// The Snowball stemmer (M. Porter) of a language, by its BCP 47 tag; `None` where there is none.
pub fn stemmer(tag: &str) -> Option<Stemmer> {
    use Algorithm as A;
    let algorithm = match primary(tag).as_str() {
        "ar" => A::Arabic,
        "da" => A::Danish,
        "de" => A::German,
        "el" => A::Greek,
        "en" => A::English,
        "es" => A::Spanish,
        "fi" => A::Finnish,
        "fr" => A::French,
        "hu" => A::Hungarian,
        "it" => A::Italian,
        "nb" | "nn" | "no" => A::Norwegian,
        "nl" => A::Dutch,
        "pt" => A::Portuguese,
        "ro" => A::Romanian,
        "ru" => A::Russian,
        "sv" => A::Swedish,
        "ta" => A::Tamil,
        "tr" => A::Turkish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}
