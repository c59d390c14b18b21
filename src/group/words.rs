//! Text to stems, and how often a phrase of stems stands in them.

use crate::model::language;
use rust_stemmers::Stemmer;
use std::collections::{HashMap, HashSet};
use unicode_segmentation::UnicodeSegmentation;

/// English words that say how something is said, not what. They are left out of a text's words (not of a heading's:
/// there `who`, `how` and `what` tell much).
const SMALL: &str = "a about above after again all also am an and any are as at be because been before being below \
    between both but by can could did do does doing down during each few for from further had has have having he her \
    here hers him his how i if in into is it its itself just many may me might more most much must my no nor not of \
    off often on once one only or other our out over own same she should so some such than that the their them then \
    there these they this those through to too two under until up usually very was we were what when where which \
    while who whom why will with would you your";

/// How the words of a language are compared.
pub struct Stems {
    stemmer: Option<Stemmer>,
    english: bool,
    small: HashSet<String>,
}

impl Stems {
    /// For a BCP 47 tag: Snowball stems where there are any for the language, whole words elsewhere.
    pub fn of(tag: &str) -> Self {
        let Some(stemmer) = language::stemmer(tag) else {
            return Self { stemmer: None, english: false, small: HashSet::new() };
        };
        let english = language::primary(tag) == "en";
        let mut stems = Self { stemmer: Some(stemmer), english, small: HashSet::new() };
        if stems.english {
            stems.small = SMALL.split_whitespace().map(|word| stems.stem(word)).collect();
        }
        stems
    }

    /// Whether the words are English ones.
    pub fn is_english(&self) -> bool {
        self.english
    }

    /// The lower-case words of a text (word boundaries of Unicode Standard Annex 29) and their stems.
    pub fn words<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
        text.unicode_words().map(|word| {
            let word = word.to_lowercase().replace('’', "'");
            (self.stem(&word), word)
        })
    }

    /// The stems of a text.
    pub fn stems(&self, text: &str) -> Vec<String> {
        self.words(text).map(|(stem, _)| stem).collect()
    }

    /// Whether a stem is that of a word that says little.
    pub fn is_small(&self, stem: &str) -> bool {
        self.small.contains(stem) || stem.chars().nth(1).is_none() && stem.is_ascii()
    }

    /// Whether a sentence says what its subject is: `An estuary is the tidal mouth of a river.` Only English sentences
    /// are understood.
    pub fn defines<'a>(&self, mut words: impl Iterator<Item = &'a str>) -> bool {
        const SUBJECT: usize = 8;
        /// `is water that`: words of the kind of thing that it is, before what sets it apart.
        const KIND: usize = 3;
        let verb = words.by_ref().take(SUBJECT).position(|word| matches!(word, "is" | "are" | "means" | "refers"));
        self.english
            && verb.is_some_and(|at| at > 0)
            && words.next().is_some_and(|word| {
                matches!(word, "a" | "an" | "the" | "any" | "one" | "to" | "when")
                    || words.take(KIND).any(|word| matches!(word, "that" | "which" | "where" | "whose"))
            })
    }

    /// Whether a heading asks what something is. Only English ones are understood.
    pub fn asks_what<'a>(&self, mut words: impl Iterator<Item = &'a str>) -> bool {
        self.english && words.next() == Some("what") && matches!(words.next(), Some("is" | "are"))
    }

    fn stem(&self, word: &str) -> String {
        let Some(stemmer) = &self.stemmer else { return word.to_owned() };
        let stem = stemmer.stem(word).into_owned();
        // `diagnosis` and `diagnose`, `analysis` and `analyse`: Porter2 keeps these Greek pairs apart.
        if self.english && word.ends_with("sis") && stem.ends_with("si") {
            return stem[..stem.len() - 1].to_owned();
        }
        stem
    }
}

/// A term of a topic: one stem, or several in a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phrase(Vec<String>);

impl Phrase {
    /// The phrase of a term; `None` when it has no word.
    pub fn of(stems: &Stems, term: &str) -> Option<Self> {
        let stems = stems.stems(term);
        (!stems.is_empty()).then_some(Self(stems))
    }

    /// The stem, when it is one alone.
    pub fn single(&self) -> Option<&str> {
        if let [stem] = &self.0[..] { Some(stem) } else { None }
    }
}

/// A text's stems by place, so that a phrase is counted without reading the text again.
#[derive(Debug, Default)]
pub struct Positions<'a> {
    at: HashMap<&'a str, Vec<u32>>,
}

impl<'a> Positions<'a> {
    /// Of a text's stems.
    pub fn of(stems: impl IntoIterator<Item = &'a str>) -> Self {
        let mut at: HashMap<&str, Vec<u32>> = HashMap::new();
        for (i, stem) in (0_u32..).zip(stems) {
            at.entry(stem).or_default().push(i);
        }
        Self { at }
    }

    /// Where the phrase begins, in order.
    pub fn starts(&self, phrase: &Phrase) -> impl Iterator<Item = u32> {
        let (first, rest) = phrase.0.split_first().map_or(("", &[][..]), |(f, r)| (f.as_str(), r));
        let starts = self.at.get(first).map_or(&[][..], Vec::as_slice);
        starts.iter().copied().filter(|&start| {
            rest.iter()
                .zip(start + 1..)
                .all(|(stem, i)| self.at.get(stem.as_str()).is_some_and(|places| places.binary_search(&i).is_ok()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_compared_by_stem() {
        let stems = Stems::of("en");
        let text = stems.stems("Risk factors: a factor of risk; the risk factor was a risk.");
        let positions = Positions::of(text.iter().map(String::as_str));
        let starts = |term: &str| positions.starts(&Phrase::of(&stems, term).unwrap()).collect::<Vec<_>>();
        assert_eq!(starts("risk factors"), [0, 7]);
        assert_eq!(starts("risk"), [0, 5, 7, 11]);
        assert_eq!(starts("factor risk"), [] as [u32; 0]);
        assert_eq!(Phrase::of(&stems, " – "), None);
    }

    #[test]
    fn definitions_are_known_by_their_verb() {
        let stems = Stems::of("en");
        let defines =
            |text: &str| stems.defines(stems.words(text).map(|w| w.1).collect::<Vec<_>>().iter().map(String::as_str));
        assert!(defines("An estuary is the tidal mouth of a river."));
        assert!(defines("High water means a stage above the mark."));
        assert!(!defines("The gauge is read at noon."));
        assert!(!defines("Is the gauge read at noon?"));
        assert!(!Stems::of("de").defines(["Das", "is", "a"].into_iter()));
    }

    #[test]
    fn greek_pairs_and_other_languages() {
        let stems = Stems::of("en-GB");
        assert_eq!(stems.stems("diagnosis analysis"), stems.stems("diagnose analyse"));
        assert_eq!(Stems::of("de").stems("Häuser"), Stems::of("de").stems("Hauses"));
        assert_eq!(Stems::of("ja").stems("Flüsse"), ["flüsse"]);
        assert!(stems.is_small(&stems.stems("through")[0]) && !stems.is_small(&stems.stems("river")[0]));
    }
}
