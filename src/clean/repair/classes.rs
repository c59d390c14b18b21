//! Closed classes of English words, and the few open ones that a rule needs by hand.

/// Whether a list, written as one string of words, has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|w| w == word)
}

pub(super) const PREPOSITIONS: &str = "about above across after against along among around at before behind below \
    beneath beside between beyond by despite during for from in inside into like near of off on onto out outside over \
    per since through throughout to toward towards under underneath until up upon via with within without than as";
