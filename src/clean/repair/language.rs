//! What a line may be taken for: English prose, or something that the English rules must leave alone.

use super::tokens::chunks;
use regex::Regex;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Fewer words than this say little of their language; the source's language stands in.
const ENOUGH: usize = 6;
/// Fewer words than this say little of the language of a source.
const ENOUGH_OF_A_SOURCE: usize = 30;

/// Function words that English has to itself, among the languages that are written with Latin letters.
static ENGLISH: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    FxHashSet::from_iter([
        "about", "and", "because", "been", "before", "being", "between", "could", "did", "does", "each", "from",
        "have", "how", "if", "into", "its", "many", "might", "much", "not", "only", "other", "our", "said", "she",
        "should", "some", "such", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
        "through", "very", "were", "what", "when", "where", "which", "while", "who", "whose", "why", "with", "would",
        "you", "your",
    ])
});
/// Function words that English shares: `a` and `i` are Italian, `do` is Polish, `are` Romanian, `for` Danish.
static SHARED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    FxHashSet::from_iter([
        "a", "an", "are", "as", "at", "be", "but", "by", "can", "do", "for", "had", "has", "he", "her", "his", "i",
        "in", "is", "it", "more", "my", "of", "on", "or", "so", "to", "was", "we", "will",
    ])
});
static FOREIGN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    FxHashSet::from_iter([
        "al", "au", "aux", "avec", "che", "con", "da", "das", "de", "dei", "del", "della", "dem", "den", "der", "des",
        "di", "die", "dos", "du", "ein", "eine", "el", "em", "en", "est", "et", "för", "für", "het", "il", "ist", "la",
        "las", "le", "les", "los", "mit", "na", "nicht", "och", "om", "para", "pas", "por", "pour", "que", "qui", "se",
        "sich", "sont", "sur", "um", "un", "una", "und", "une", "uma", "van", "von", "zu", "à", "è", "és", "în", "și",
    ])
});

/// How many words of a text are of each kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    words: usize,
    english: usize,
    shared: usize,
    foreign: usize,
}

impl Count {
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        for (_, chunk) in chunks(text) {
            let word = chunk.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            count.words += usize::from(word.chars().any(char::is_alphabetic));
            count.english += usize::from(ENGLISH.contains(word.as_str()));
            count.shared += usize::from(SHARED.contains(word.as_str()));
            count.foreign += usize::from(FOREIGN.contains(word.as_str()));
        }
        count
    }

    pub fn add(&mut self, more: Self) {
        self.words += more.words;
        self.english += more.english;
        self.shared += more.shared;
        self.foreign += more.foreign;
    }

    /// Whether a source with these words may be English. A language that nothing here knows by name has few words that
    /// only English has: of English pages hardly one has less than one in twenty.
    pub fn may_be_english(self) -> bool {
        self.words < ENOUGH_OF_A_SOURCE || self.english * 20 >= self.words
    }

    /// Whether a line of running text has words that hold a sentence together.
    pub fn is_prose(self) -> bool {
        (self.english + self.shared) * 8 >= self.words
    }

    /// Whether a line is English by itself; `None` when it has too few words to tell.
    pub fn is_english(self, line: &str) -> Option<bool> {
        let function = self.english + self.shared;
        if self.foreign > function {
            return Some(false);
        }
        let plainly = self.english > 0 && function * 5 >= self.words;
        // What has no name here is called English: a long line that is has some function word.
        let may_be = || self.words < 2 * ENOUGH || function > 0;
        (self.words >= ENOUGH).then(|| plainly || may_be() && is_called_english(line))
    }

    /// Whether a line of a source in another language is English all the same.
    pub fn is_clearly_english(self, line: &str) -> bool {
        self.words >= ENOUGH
            && self.english > 1
            && self.english > self.foreign
            && self.english * 10 >= self.words
            && is_called_english(line)
    }
}

/// Words of a line, and how many of them are function words that only English has, that English has at all, and that other
/// languages have.
pub(in crate::clean) fn function_words(line: &str) -> [usize; 4] {
    let count = Count::of(line);
    [count.words, count.english, count.english + count.shared, count.foreign]
}

fn is_called_english(line: &str) -> bool {
    whichlang::detect_language(line) == whichlang::Lang::Eng
}

/// Brackets and signs that no prose has, options (`-x`, `--long`), commands (`:w`), `name=value`, `call("text")`.
static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"[{}\\]|\(\)|^(?:\+?==?|\|\||&&|-[A-Za-z]|--[A-Za-z].*|:[A-Za-z].*|<.+>)$|"#,
        r#"\$[A-Za-z(]|[A-Za-z0-9]_[A-Za-z0-9]|[A-Za-z]=[A-Za-z"'$/]|[A-Za-z]\(["'$&*]|\S<[A-Za-z]"#,
    ))
    .expect("a valid pattern")
});

/// Whether a piece of text without white space is of a program rather than of prose.
pub(super) fn is_program(chunk: &str) -> bool {
    !chunk.bytes().all(|b| b.is_ascii_alphanumeric()) && !chunk.contains("://") && PROGRAM.is_match(chunk)
}

/// Whether a line, be it prose, shows some of a program.
pub(super) fn shows_program(line: &str) -> bool {
    chunks(line).any(|(_, chunk)| is_program(chunk))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_shows_by_its_signs() {
        for chunk in ["a_name", "{", "\\n", "list()", "has('x')", "-v", "--long", ":w", "a=b", "$HOME", "<tag>", "+="] {
            assert!(is_program(chunk), "{chunk}");
        }
        for chunk in
            ["plain", "(n=30)", "p<0.05", "$5", "e.g.", "—", "well-known", "acid(GABA)", "http://a.b/c_d", "3:1"]
        {
            assert!(!is_program(chunk), "{chunk}");
        }
    }
}
