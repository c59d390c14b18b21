//! Paragraphs and long list items of a source, as words.

use super::Lines;
use crate::{
    clean::shape::{self, Shape},
    model::{
        Ledger, Source,
        hash::{fnv1a, mix},
    },
};
use std::{borrow::Cow, collections::HashSet};

/// Shorter ones are no passages: a short sentence recurs by chance.
const FEWEST: usize = 12;
/// Words of a run.
const RUN: usize = 5;

/// A paragraph that could recur.
#[derive(Debug)]
pub(super) struct Passage {
    pub lines: Lines,
    /// A hash for each word.
    pub words: Vec<u64>,
    /// A hash for each run of five words: sorted, each once.
    pub runs: Vec<u64>,
}

/// The passages of a source: lines of prose and list items that are long enough; in text that was broken into lines
/// of one width, paragraphs.
pub(super) fn of(source: &Source, ledger: &Ledger) -> Vec<Passage> {
    let wrapped = is_wrapped(source, ledger);
    let mut passages = Vec::new();
    let mut open: Option<Lines> = None;
    let mut close = |lines: Option<Lines>| passages.extend(lines.and_then(|l| passage(source, ledger, l)));
    for line in source.lines() {
        let text = ledger.text(source, line).filter(|text| !text.trim().is_empty());
        let lines = Lines { source: source.id, first: line, last: line };
        match text.filter(|_| !source.is_code(line)) {
            Some(text) if wrapped && open.is_some() && shape::marker(text.trim()).is_none() => {
                open = open.map(|o| Lines { last: line, ..o });
            }
            Some(_) => {
                close(open.take());
                open = Some(lines);
            }
            None => close(open.take()),
        }
        if !wrapped {
            close(open.take());
        }
    }
    close(open);
    passages
}

/// The published text of lines.
pub(super) fn text(source: &Source, ledger: &Ledger, lines: Lines) -> String {
    let texts: Vec<Cow<'_, str>> = (lines.first..=lines.last).filter_map(|line| ledger.text(source, line)).collect();
    texts.join("\n")
}

fn passage(source: &Source, ledger: &Ledger, lines: Lines) -> Option<Passage> {
    let text = text(source, ledger, lines);
    let shape = shape::shape(&crate::model::plain(&text));
    // Works that are named in two sources are named by both.
    if !matches!(shape, Shape::Prose | Shape::Item) || shape::names_a_work(&text) {
        return None;
    }
    let words: Vec<u64> = self::words(&text).iter().map(|word| hash(&word.to_lowercase())).collect();
    if words.len() < FEWEST {
        return None;
    }
    let mut runs: Vec<u64> = runs(&words).collect();
    runs.sort_unstable();
    runs.dedup();
    Some(Passage { lines, words, runs })
}

/// A hash for the words of a line and its signs, whatever its punctuation; `None` when it has no words. `Safe ✓` and
/// `Safe ✗` are two lines, as `C` and `C#` are.
pub(super) fn line_hash(text: &str) -> Option<u64> {
    let words = words(text);
    let punctuation =
        |c: char| c.is_ascii() || matches!(c, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}');
    let signs = text.chars().filter(|&c| c == '#' || !c.is_alphanumeric() && !punctuation(c));
    let all = words.iter().fold(0, |all, word| mix(all ^ hash(&word.to_lowercase())));
    (!words.is_empty()).then(|| signs.fold(all, |all, sign| mix(all ^ u64::from(sign))))
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(RUN).map(|run| run.iter().fold(0, |all, word| mix(all ^ word)))
}

/// For each word, whether it stands in a run that is one of `runs`, which are sorted.
pub(super) fn covered(words: &[u64], of: &[u64]) -> Vec<bool> {
    let mut covered = vec![false; words.len()];
    for (i, run) in runs(words).enumerate() {
        if of.binary_search(&run).is_ok() {
            covered[i..i + RUN].fill(true);
        }
    }
    covered
}

/// The same for words themselves.
pub(super) fn covered_words(words: &[&str], by: &[&str]) -> Vec<bool> {
    let hashes = |words: &[&str]| words.iter().map(|word| hash(&word.to_lowercase())).collect::<Vec<u64>>();
    let mut of: Vec<u64> = runs(&hashes(by)).collect::<HashSet<u64>>().into_iter().collect();
    of.sort_unstable();
    covered(&hashes(words), &of)
}

/// Words: runs of letters and digits with apostrophes inside, each sign of a script without spaces, and the signs
/// that change what a number says.
pub(super) fn words(text: &str) -> Vec<&str> {
    let (mut words, mut start) = (Vec::new(), None);
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, n)| n);
        let inside = c.is_alphanumeric() && !is_sign_of_its_own(c)
            || matches!(c, '\'' | '’') && before.is_alphanumeric() && next.is_alphanumeric();
        if inside {
            start.get_or_insert(at);
        } else {
            words.extend(start.take().map(|from| &text[from..at]));
            let signs = "<>≤≥±=%$€£°+−".contains(c) || c == '-' && next.is_ascii_digit() && !before.is_alphanumeric();
            if signs || c.is_alphanumeric() {
                words.push(&text[at..at + c.len_utf8()]);
            }
        }
        before = c;
    }
    words.extend(start.map(|from| &text[from..]));
    words
}

/// Han, kana and the scripts of South-East Asia, which put no spaces between words.
fn is_sign_of_its_own(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn hash(word: &str) -> u64 {
    mix(fnv1a(word))
}

fn is_wrapped(source: &Source, ledger: &Ledger) -> bool {
    let stands = |line| ledger.text(source, line).filter(|text| !text.trim().is_empty());
    let followed = (1..source.len()).filter(|&line| stands(line + 1).is_some());
    shape::is_hard_wrapped(followed.filter_map(stands))
}
