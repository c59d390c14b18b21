//! How often words stand in running text, and beside which: `data/usage.txt`.
//!
//! A token is split where its halves are likelier, in their place, than any other reading (Norvig, *Natural Language
//! Corpus Data*, in *Beautiful Data*, 2009: word segmentation by a bigram model).

use super::words;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The table, as `data/usage.py` wrote it.
struct Usage {
    words: FxHashMap<&'static str, u32>,
    pairs: FxHashMap<(&'static str, &'static str), u32>,
    all: f64,
}

static USAGE: LazyLock<Usage> = LazyLock::new(|| {
    let (mut words, mut pairs) = (FxHashMap::default(), FxHashMap::default());
    for line in include_str!("../../../data/usage.txt").lines() {
        let mut parts = line.split(' ');
        let (Some(word), Some(count)) = (parts.next(), parts.next().and_then(|n| n.parse().ok())) else { continue };
        words.insert(word, count);
        while let (Some(next), Some(count)) = (parts.next(), parts.next().and_then(|n| n.parse().ok())) {
            pairs.insert((word, next), count);
        }
    }
    let all = words.values().map(|&n| f64::from(n)).sum();
    Usage { words, pairs, all }
});

/// Two words that stand beside each other are expected this often as far as the table can tell without having seen
/// them: the smoothing of pairs by single words.
const SMOOTHING: f64 = 20.0;

/// How often a word stands in the text that was counted; 0 for one that hardly anybody uses.
pub(super) fn count(lower: &str) -> u32 {
    USAGE.words.get(lower).copied().unwrap_or(0)
}

/// The decimal logarithm of the share of all words that a word is; `None` when nobody knows it. A word of the
/// corpus's own (`own`) that is in no list is as rare as a listed one that was never counted.
fn share(lower: &str, own: bool) -> Option<f64> {
    match count(lower) {
        0 => (own || words::known(lower, 50)).then(|| (0.5 / USAGE.all).log10()),
        n => Some((f64::from(n) / USAGE.all).log10()),
    }
}

/// How much likelier a word is after another than anywhere, as a decimal logarithm; 0 where nothing stands beside it.
pub(super) fn tie(left: &str, right: &str) -> f64 {
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let pair = f64::from(USAGE.pairs.get(&(left, right)).copied().unwrap_or(0));
    let right = (f64::from(count(right)) + 0.5) / USAGE.all;
    ((pair + SMOOTHING * right) / (f64::from(count(left)) + SMOOTHING) / right).log10()
}

/// How likely two words are between `prev` and `next`, each of which may be empty, as a decimal logarithm; `None` when
/// one of them is no word. `own` says of a word that no list knows whether it is one of the corpus.
pub(super) fn likelihood(prev: &str, left: &str, right: &str, next: &str, own: impl Fn(&str) -> bool) -> Option<f64> {
    let words = share(left, own(left))? + share(right, own(right))?;
    Some(words + tie(prev, left) + tie(left, right) + tie(right, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likelier_words_are_likelier() {
        let of = |prev, left, right, next| likelihood(prev, left, right, next, |_| false).unwrap_or(f64::NEG_INFINITY);
        assert!(of("then", "you", "ran", "it") > of("then", "your", "an", "it"));
        assert!(of("the", "device", "shows", "how") > of("the", "devices", "hows", "how"));
        assert!(of("the", "same", "time", "") > of("a", "same", "time", ""));
        assert_eq!(likelihood("", "zzyzx", "the", "", |_| false), None);
        assert!(likelihood("", "zzyzx", "the", "", |_| true).is_some());
    }
}
