//! What a line may be taken for: English prose, or something that the English rules must leave alone.

use super::tokens::chunks;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Fewer words than this say little of their language; the source's language stands in.
const ENOUGH: usize = 6;

static ENGLISH: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    FxHashSet::from_iter([
        "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for", "from", "had",
        "has", "have", "he", "her", "his", "how", "i", "if", "in", "is", "it", "its", "more", "my", "not", "of", "on",
        "or", "our", "she", "so", "that", "the", "their", "them", "there", "these", "they", "this", "to", "was", "we",
        "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
    ])
});
static FOREIGN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    FxHashSet::from_iter([
        "al", "au", "aux", "avec", "che", "con", "da", "das", "de", "dei", "del", "della", "dem", "den", "der", "des",
        "di", "die", "dos", "du", "ein", "eine", "el", "em", "en", "est", "et", "för", "für", "het", "il", "ist", "la",
        "las", "le", "les", "los", "mit", "na", "nicht", "och", "om", "para", "pas", "per", "por", "pour", "que",
        "qui", "se", "sich", "sont", "sur", "um", "un", "una", "und", "une", "uma", "van", "von", "zu", "à", "è", "és",
        "în", "și",
    ])
});

fn count(line: &str) -> (usize, usize, usize) {
    let (mut words, mut english, mut foreign) = (0, 0, 0);
    for (_, chunk) in chunks(line) {
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        words += usize::from(word.chars().any(char::is_alphabetic));
        english += usize::from(ENGLISH.contains(word.as_str()));
        foreign += usize::from(FOREIGN.contains(word.as_str()));
    }
    (words, english, foreign)
}

/// Whether a line is English; `None` when it has too few words to tell.
pub(super) fn judged_english(line: &str) -> Option<bool> {
    let (words, english, foreign) = count(line);
    if foreign > english {
        return Some(false);
    }
    (words >= ENOUGH).then(|| english * 5 >= words || whichlang::detect_language(line) == whichlang::Lang::Eng)
}

/// Whether a line is program text, a formula or markup rather than prose.
pub(super) fn is_code(line: &str) -> bool {
    const SIGNS: [&str; 15] =
        ["{", ":=", "};", "();", "=>", "==", "</", "/>", "::", "&&", "||", "->", "!=", "+=", "[]"];
    let line = line.trim();
    SIGNS.iter().any(|s| line.contains(s))
        || line.strip_prefix('$').is_some_and(|l| !l.starts_with(|c: char| c.is_ascii_digit()))
        || line.strip_prefix('<').is_some_and(|l| l.starts_with(|c: char| c.is_alphabetic() || "/!?".contains(c)))
        || line.ends_with(';') && !line.starts_with('&') && (!line.contains(' ') || line.contains(['=', '(']))
}

/// Whether a line opens or closes a fenced block.
pub(in crate::clean) fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}
