//! Languages by their tags.

use icu_collator::{
    Collator, CollatorBorrowed, CollatorPreferences,
    options::{CollatorOptions, Strength},
    preferences::CollationNumericOrdering,
};
use icu_locale_core::Locale;
use rust_stemmers::{Algorithm, Stemmer};
use std::cmp::Ordering;

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

/// The order of names in an index, as readers of a language expect it (Unicode Collation Algorithm with the tailorings
/// of CLDR): `BÉIS` before `bytes`, `Ångström` under A in English and behind Z in Swedish, `type 2` before
/// `type 10`.
#[derive(Debug)]
pub struct Order {
    names: CollatorBorrowed<'static>,
    letters: CollatorBorrowed<'static>,
}

impl Order {
    /// The order of a language, by its BCP 47 tag; of one that is not known, the order that Unicode has for all.
    pub fn of(tag: &str) -> Self {
        let collator = |strength| {
            let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
            let mut prefs = CollatorPreferences::from(locale);
            prefs.numeric_ordering = Some(CollationNumericOrdering::True);
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new(prefs, options).expect("the data are built in")
        };
        Self { names: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    /// Which of two names comes first. Signs before the first letter or digit don't count, unless all else is equal.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.names.compare(bare(a), bare(b)).then_with(|| a.cmp(b))
    }

    /// The letter that a name stands under, in upper case; `None` where it begins with none.
    pub fn letter(&self, name: &str) -> Option<String> {
        bare(name).chars().next().filter(|c| c.is_alphabetic()).map(|c| c.to_uppercase().collect())
    }

    /// Whether two letters are one to readers of the language, whatever their accents: `E` and `É` in French.
    pub fn is_same_letter(&self, a: &str, b: &str) -> bool {
        self.letters.compare(a, b).is_eq()
    }
}

fn bare(name: &str) -> &str {
    name.trim_start_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_language() {
        let sorted = |tag: &str, names: &str| {
            let order = Order::of(tag);
            let mut names: Vec<&str> = names.split(' ').collect();
            names.sort_by(|a, b| order.compare(a, b));
            names.join(" ")
        };
        for (tag, want) in [
            ("en", "3D Ångström apple BÉIS bytes C C++ décor .NET nets type-2 type-10"),
            ("sv", "apple zebra Ångström Ösel"),
            ("es", "nz ñandú oca"),
            ("de", "Ödem oder Offenbach"),
            ("tlh", "BÉIS bytes caller"),
        ] {
            let mut jumbled: Vec<&str> = want.split(' ').collect();
            jumbled.reverse();
            assert_eq!(sorted(tag, &jumbled.join(" ")), want, "{tag}");
        }
        assert!(Order::of("fr").is_same_letter("E", "É") && !Order::of("sv").is_same_letter("A", "Å"));
        assert_eq!(Order::of("en").letter("«élan»").as_deref(), Some("É"));
        assert_eq!(Order::of("en").letter("3D"), None);
    }
}
