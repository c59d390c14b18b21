//! The words of a text, and the lines of a section that speak its subject.

use crate::model::{BlockKind, Ledger, Section, Source};
use regex::Regex;
use std::{borrow::Cow, ops::Range, sync::LazyLock};
use unicode_segmentation::UnicodeSegmentation;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space: the two may belong together.
    Space,
    /// A hyphen: they do.
    Hyphen,
    /// Punctuation within a sentence.
    Parted,
    /// The end of a sentence, or the start of the text.
    Sentence,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub word: &'a str,
    /// First byte.
    pub start: usize,
    pub gap: Gap,
}

impl Token<'_> {
    /// One past the last byte.
    pub fn end(&self) -> usize {
        self.start + self.word.len()
    }

    /// Whether it may belong to one phrase with the word before.
    pub fn is_joined(&self) -> bool {
        matches!(self.gap, Gap::Space | Gap::Hyphen)
    }

    /// Whether it begins with a capital that the start of the sentence did not give it.
    pub fn is_capital(&self) -> bool {
        self.gap != Gap::Sentence && self.word.chars().next().is_some_and(char::is_uppercase)
    }
}

/// How a word is spoken, in brackets behind it: `(em-fi-SE-ma)`.
static RESPELLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\((?:[\p{L}’']{1,7}[- ]){1,12}[\p{L}’']{1,7}\)").expect("a valid pattern"));

/// The words of a text (Unicode Standard Annex 29), without those that only say how another is spoken.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let respelled = respelled(text);
    let mut end = None;
    text.unicode_word_indices().filter(move |(i, _)| !respelled.iter().any(|r| r.contains(i))).map(
        move |(start, word)| {
            let gap = match end.map(|end| &text[end..start]) {
                None => Gap::Sentence,
                Some(" " | "\u{a0}") => Gap::Space,
                Some("-" | "‐" | "\u{2011}") => Gap::Hyphen,
                Some(between) if between.contains(['.', '!', '?', ':', '\n']) => Gap::Sentence,
                Some(_) => Gap::Parted,
            };
            end = Some(start + word.len());
            Token { word, start, gap }
        },
    )
}

/// Brackets that hold syllables with hyphens between them, some in capitals and the others not.
fn respelled(text: &str) -> Vec<Range<usize>> {
    if !text.contains('(') {
        return Vec::new();
    }
    let brackets = RESPELLED.find_iter(text);
    let syllables = brackets.filter(|m| {
        let parts: Vec<&str> = m.as_str().split(|c: char| "()- ".contains(c)).filter(|p| !p.is_empty()).collect();
        let upper = |p: &&str| p.chars().all(char::is_uppercase);
        let lower = |p: &&str| p.chars().all(char::is_lowercase);
        m.as_str().contains('-')
            && parts.iter().any(|p| upper(p) && p.len() > 1)
            && parts.iter().any(lower)
            && parts.iter().all(|p| upper(p) || lower(p))
    });
    syllables.map(|m| m.range()).collect()
}

/// The lines of a section that speak its subject: its heading and its text, without code and without the works that it
/// names. The first of a pair says whether the line is a heading.
pub(super) fn spoken<'a>(
    source: &'a Source,
    ledger: &'a Ledger,
    section: &'a Section,
) -> impl Iterator<Item = (bool, u32, Cow<'a, str>)> {
    let heading = section.heading.map(|line| (true, line));
    let body = section
        .blocks
        .iter()
        .filter(|b| !matches!(b.kind, BlockKind::Code { .. } | BlockKind::Reference | BlockKind::PullQuote));
    let body = body.flat_map(|b| {
        let heading = matches!(b.kind, BlockKind::Heading { .. });
        b.lines.iter().map(move |&line| (heading, line))
    });
    heading.into_iter().chain(body).filter_map(|(heading, line)| Some((heading, line, ledger.text(source, line)?)))
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn how_a_word_is_spoken_is_no_word() {
        for (text, want) in [
            ("Emphysema (em-fi-SE-ma) is", "Emphysema is"),
            ("lupus (sis-TEM-ik LU-pus) and", "lupus and"),
            ("clots (PLATE-lets)", "clots"),
            ("an ion (Na-K) pump (see X-ray)", "an ion Na K pump see X ray"),
            ("the agency (FDA)", "the agency FDA"),
        ] {
            let got: Vec<&str> = tokens(text).map(|t| t.word).collect();
            assert_eq!(got.join(" "), want);
        }
    }
}
