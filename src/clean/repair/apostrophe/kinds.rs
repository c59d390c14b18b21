//! What a word can be in a sentence, as far as its letters tell, and what stands between two.

use crate::clean::repair::{contraction, tokens::Word, words};
use std::sync::LazyLock;

/// Words that are a class of their own, and never own anything.
static CLOSED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = WORDS.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
});
const WORDS: &str = "a about above across after again against all almost along already also although always am among an and \
    another any anyone are around as at away back be because been before behind being below best better \
    between both but by can cannot could did do does done down during each either else enough even ever \
    every everyone everything few first for from further get had has have having he her here hers him his \
    how however i if in instead into is it its itself just last least less like made make many may me might \
    mine more most much must my near neither never next no none nor not nothing now of off often on once one \
    only onto or other others our ours out over own per perhaps quite rather really same several shall she \
    should since so some someone something still such than that the their theirs them then there therefore \
    these they this those though through throughout thus to together too toward towards two under unless \
    until up upon us use used very via was we well were what when where whereas whether which while who \
    whole whom whose why will with within without would yes yet you your yours";

/// Whether a word with these letters can be no possessive.
pub(super) fn is_closed(letters: &str) -> bool {
    CLOSED.binary_search(&letters).is_ok()
}

/// The sign between two words; `None` for white space alone.
pub(super) fn sign(gap: &str) -> Option<&'static str> {
    let trimmed = gap.trim_start();
    Some(match trimmed.chars().next()? {
        ',' => ",",
        '.' | '!' | '?' | '…' => ".",
        ';' | ':' => ";",
        '(' | '[' => "(",
        ')' | ']' => ")",
        '-' if gap.len() == 1 => "-",
        '-' | '–' | '—' => "—",
        '/' | '&' | '+' => "/",
        '"' | '“' | '”' | '‘' | '’' | '\'' => "\"",
        _ => "*",
    })
}

/// The last three letters.
pub(super) fn ending(word: &str) -> &str {
    let from = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &word[from..]
}

/// What a word can be in a sentence: itself if it is of a closed class, else what its letters say.
pub(super) fn class(word: &Word, letters: &str, starts: bool) -> &'static str {
    if let Ok(at) = CLOSED.binary_search(&letters) {
        return CLOSED[at];
    }
    if let Some(full) = contraction::of(letters) {
        return match full.rsplit('\'').next() {
            Some("t") => "not",
            Some("ll" | "d") => "will",
            _ => "’s",
        };
    }
    if letters.starts_with(|c: char| c.is_numeric()) {
        return "number";
    }
    if word.is_caps() {
        return if letters.len() < 3 { "initials" } else { "caps" };
    }
    if word.is_title() && !starts {
        return "name";
    }
    let (noun, verb) = (words::is_noun(letters), words::is_verb(letters));
    if letters.ends_with("ly") && !noun {
        return "adv";
    }
    if letters.len() > 4 && letters.ends_with("ing") {
        return if noun { "noun-ing" } else { "-ing" };
    }
    if letters.len() > 4 && letters.ends_with("ed") && !noun {
        return "-ed";
    }
    if letters.len() > 4 && letters.ends_with("est") && !noun {
        return "-est";
    }
    let adjective = words::is_adjective(letters);
    match (noun, verb, adjective) {
        (true, true, _) => "noun/verb",
        (true, _, true) => "noun/adj",
        (true, ..) => "noun",
        (_, _, true) => "adj",
        (_, true, _) => "verb",
        _ => match (words::is_plural(letters), words::is_verb_s(letters)) {
            (true, true) => "plural/verb-s",
            (true, false) => "plural",
            (false, true) => "verb-s",
            _ if words::exact(letters).is_some() => "word",
            _ if letters.ends_with('s') => "?s",
            _ => "?",
        },
    }
}
