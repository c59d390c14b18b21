//! Abbreviations and what they stand for, where a text says so: `gamma-aminobutyric acid (GABA)`. The method is that of
//! Schwartz & Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text*, 2003.

use super::words;
use crate::model::{Ledger, Section, Source};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Longest abbreviation, in characters.
const LONGEST: usize = 10;
/// Characters of a bracket that are looked at.
const LOOK: usize = 80;

/// Abbreviations by their short form, with the expansion that is given most often.
pub(super) fn find(sources: &[Source], ledger: &Ledger, sections: &[Section]) -> BTreeMap<String, String> {
    let found: Vec<Vec<(String, String)>> = sections
        .par_iter()
        .map(|section| {
            let Some(source) = sources.get(section.source.0 as usize) else { return Vec::new() };
            words::spoken(source, ledger, section).flat_map(|(_, _, text)| in_text(&text)).collect()
        })
        .collect();
    let mut counts: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for (short, long) in found.into_iter().flatten() {
        *counts.entry(short).or_default().entry(long).or_default() += 1;
    }
    let most = |longs: BTreeMap<String, u32>| longs.into_iter().max_by_key(|(_, n)| *n).map(|(long, _)| long);
    let mut found: BTreeMap<String, String> =
        counts.into_iter().filter_map(|(short, longs)| Some((short, most(longs)?))).collect();
    // `VSDs` are several of what `VSD` is.
    let plurals = found.keys().filter(|s| s.strip_suffix('s').is_some_and(|one| found.contains_key(one)));
    for plural in plurals.cloned().collect::<Vec<_>>() {
        found.remove(&plural);
    }
    found
}

/// Pairs of short and long form in one text.
fn in_text(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        // What stands far behind says nothing of what stands before.
        let inner = text[open..].char_indices().take(LOOK);
        let Some(close) = inner.filter(|(_, c)| *c == ')').map(|(i, _)| open + i).next() else { continue };
        let inner = text[open + 1..close].split([';', ',']).next().unwrap_or_default().trim();
        if is_short(inner)
            && let Some(long) = long_form(inner, text[..open].trim_end())
        {
            found.push((inner.to_owned(), long.to_owned()));
        }
    }
    found
}

/// Two to ten characters, in at most two words, with a capital letter that does not only begin it.
fn is_short(text: &str) -> bool {
    let count = text.chars().count();
    (2..=LONGEST).contains(&count)
        && text.split(' ').count() <= 2
        && text.chars().next().is_some_and(char::is_alphanumeric)
        && text.chars().skip(1).any(char::is_uppercase)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | ' ' | '/' | '&'))
}

/// The words before the bracket that hold the letters of the short form in order, the first at the start of a word.
fn long_form<'a>(short: &str, before: &'a str) -> Option<&'a str> {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let most = (letters.len() + 5).min(letters.len() * 2);
    // Nothing on the other side of the end of a sentence belongs to it.
    let sentence = before.rfind(['.', ';', '(', ')', ':', '?', '!']).map_or(0, |i| i + 1);
    let start = before[sentence..].char_indices().rev().filter(|(_, c)| c.is_whitespace()).nth(most.saturating_sub(1));
    let from = start.map_or(sentence, |(i, _)| sentence + i + 1);
    let text: Vec<(usize, char)> = before[from..].char_indices().map(|(i, c)| (from + i, c)).collect();
    let mut at = text.len();
    for (n, &letter) in letters.iter().enumerate().rev() {
        loop {
            at = at.checked_sub(1)?;
            let fits = text[at].1.to_lowercase().eq([letter]);
            let begins = at == 0 || !text[at - 1].1.is_alphanumeric();
            if fits && (n > 0 || begins) {
                break;
            }
        }
    }
    let long = before[text[at].0..].trim();
    let words = long.split([' ', '-']).filter(|w| !w.is_empty()).count();
    // Every word but small ones has its letter, or it is not what the letters stand for.
    let fits = words <= most && words >= 2 && long.chars().count() > short.chars().count() && !long.contains(short);
    fits.then_some(long)
}

#[cfg(test)]
mod tests {
    use super::in_text;

    #[test]
    fn definitions() {
        for (text, want) in [
            ("It is a neurotransmitter, gamma-aminobutyric acid (GABA), in the brain.", "GABA=gamma-aminobutyric acid"),
            ("The World Health Organization (WHO) said so.", "WHO=World Health Organization"),
            ("the Food and Drug Administration (FDA; since 1906)", "FDA=Food and Drug Administration"),
            ("He left (In May) and came back (see below).", ""),
            ("It costs a lot (USD 30).", ""),
            ("It ended. Big rivers (ABC) are big.", ""),
            ("heat shock protein (HSP)", "HSP=heat shock protein"),
        ] {
            let got: Vec<String> = in_text(text).into_iter().map(|(s, l)| format!("{s}={l}")).collect();
            assert_eq!(got.join(" "), want, "{text}");
        }
    }
}
