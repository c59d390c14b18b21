//! The English words that everybody knows, from SCOWL: `data/words.txt`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the list says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The SCOWL size that first lists it: 10 for the commonest words, 80 for those that only guard against splits.
    pub rank: u8,
    /// Whether its possessive is listed, as it is for nouns.
    pub noun: bool,
}

static WORDS: LazyLock<FxHashMap<&str, Entry>> = LazyLock::new(|| {
    include_str!("../../../data/words.txt")
        .lines()
        .filter_map(|line| {
            let (word, entry) = line.split_once(' ')?;
            let rank = entry.trim_end_matches('n').parse().ok()?;
            Some((word, Entry { rank, noun: entry.ends_with('n') }))
        })
        .collect()
});

/// The entry of a word exactly as it is written.
pub(super) fn exact(word: &str) -> Option<Entry> {
    WORDS.get(word).copied()
}

/// The rank of a word in lower case.
pub(crate) fn rank(lower: &str) -> Option<u8> {
    exact(lower).map(|e| e.rank)
}

/// Whether the word is listed in any casing that its own casing can stand for.
pub(in crate::clean) fn listed(word: &str) -> bool {
    exact(word).is_some() || exact(&word.to_lowercase()).is_some() || exact(&capitalised(word)).is_some()
}

/// Whether the word is an inflection of a listed one that the list does not spell out (`intolerances`).
pub(crate) fn inflects(lower: &str) -> bool {
    ["s", "es", "d", "ed", "ing", "ly", "ness", "er", "ers"]
        .iter()
        .filter_map(|end| lower.strip_suffix(end))
        .any(|stem| stem.len() > 4 && (rank(stem).is_some() || rank(&format!("{stem}e")).is_some()))
}

/// Whether the word is a common or middling one (not one that only guards against splits).
pub(super) fn known(lower: &str, rarest: u8) -> bool {
    rank(lower).is_some_and(|r| r <= rarest)
}

/// Whether the word is a name: listed with a capital only.
pub(crate) fn is_name(word: &str) -> bool {
    exact(&capitalised(word)).is_some_and(|e| e.rank <= 50) && exact(&word.to_lowercase()).is_none()
}

/// Whether the word is a common one, and no name when it has a capital (`three` and `days`, not `mark` and `rose`).
pub(in crate::clean) fn is_no_name(word: &str) -> bool {
    known(&word.to_lowercase(), 35) && exact(&capitalised(word)).is_none()
}

/// Whether the word can be a noun in the singular.
pub(crate) fn is_noun(lower: &str) -> bool {
    exact(lower).is_some_and(|e| e.noun)
}

/// Whether the word is listed as a plural of a noun.
pub(crate) fn is_plural(lower: &str) -> bool {
    exact(lower).is_some() && !is_noun(lower) && singular(lower).is_some_and(|s| is_noun(&s))
}

/// The singular that a regular plural would have, listed or not.
pub(crate) fn singular(lower: &str) -> Option<String> {
    if let Some(stem) = lower.strip_suffix("ies")
        && is_noun(&format!("{stem}y"))
    {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = lower.strip_suffix("es")
        && is_noun(stem)
        && stem.ends_with(['s', 'x', 'z', 'h', 'o'])
    {
        return Some(stem.to_owned());
    }
    lower.strip_suffix('s').filter(|s| s.len() > 1).map(str::to_owned)
}

/// Whether the word can be a verb: its -ing form is listed.
pub(crate) fn is_verb(lower: &str) -> bool {
    let stem = lower.strip_suffix('e').unwrap_or(lower);
    rank(lower).is_some()
        && (known(&format!("{lower}ing"), 50)
            || known(&format!("{stem}ing"), 50)
            || lower.chars().last().is_some_and(|c| known(&format!("{lower}{c}ing"), 50)))
}

/// Whether the word is listed as the third person of a verb (`works`).
pub(crate) fn is_verb_s(lower: &str) -> bool {
    lower.strip_suffix('s').is_some_and(is_verb)
        || lower.strip_suffix("es").is_some_and(is_verb)
        || lower.strip_suffix("ies").is_some_and(|s| is_verb(&format!("{s}y")))
}

/// Whether the word looks and behaves like an adjective.
pub(crate) fn is_adjective(lower: &str) -> bool {
    const ENDS: [&str; 12] = ["ful", "ous", "ible", "able", "less", "ical", "ary", "ive", "ish", "ant", "ent", "al"];
    let adverb = || {
        known(&format!("{lower}ly"), 50)
            || lower.strip_suffix('e').is_some_and(|s| known(&format!("{s}ly"), 50))
            || lower.strip_suffix('y').is_some_and(|s| known(&format!("{s}ily"), 50))
            || lower.strip_suffix("ic").is_some_and(|s| known(&format!("{s}ically"), 50))
    };
    rank(lower).is_some() && (adverb() || (!is_noun(lower) && ENDS.iter().any(|e| lower.ends_with(e))))
}

/// The word with its first letter in upper case and the rest in lower.
pub(super) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}
