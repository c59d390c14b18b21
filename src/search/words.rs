//! Text to words, as `static/search.js` does it too: a word that was typed is found only when both fold it to the
//! same letters.

use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Longest key of a word, in characters; longer words that begin with the same ones are one to the search.
pub(super) const LONGEST: usize = 64;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// As the text has it; for a script without spaces, a character and the next one of its run.
    pub text: &'a str,
}

/// Letters, digits and marks, with characters inside them that can't be seen, and apostrophes between them.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    const IN: &str = r"[\p{Alphabetic}\p{N}\p{M}\u{ad}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}]+";
    Regex::new(&format!("{IN}(?:['’ʼ＇]{IN})*")).expect("a valid pattern")
});

static NO_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[^\p{Alphabetic}\p{N}\p{M}]+").expect("a valid pattern"));

/// The words of a text. Scripts that put no space between words give a token for each character, with the one
/// after it, so that any run of characters can be found as a phrase of pairs.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    for word in WORD.find_iter(text) {
        let word = word.as_str();
        if word.is_ascii() {
            out.push(Token { text: word });
            continue;
        }
        let mut from = 0;
        let mut chars = word.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            if !is_unspaced(c) {
                if chars.peek().is_none_or(|&(_, next)| is_unspaced(next)) {
                    out.push(Token { text: &word[from..end] });
                    from = end;
                }
                continue;
            }
            let pair = chars.peek().filter(|(_, next)| is_unspaced(*next)).map(|(at, next)| at + next.len_utf8());
            out.push(Token { text: &word[at..pair.unwrap_or(end)] });
            from = end;
        }
    }
    out
}

/// Whether a character belongs to a script that puts no space between words (Thai, Lao, Burmese, Khmer, the Japanese
/// syllabaries, Han), or to one that writes particles without a space behind them (Hangul).
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A word without what people leave out when they type: case, accents, apostrophes, ligatures, width. Empty when
/// nothing is left.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(LONGEST)
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    let open: String = word.to_lowercase().nfkd().filter(|c| !is_accent(*c)).collect();
    let mut plain = String::with_capacity(open.len());
    for c in open.to_lowercase().chars() {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            c => plain.push(c),
        }
    }
    NO_WORD.replace_all(&plain, "").nfc().take(LONGEST).collect()
}

/// Marks that people leave out: the accents of Latin, Greek and Cyrillic, the points of Hebrew and Arabic. The
/// vowel signs of other scripts stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::{fold, tokens};

    #[test]
    fn words_of_a_text() {
        let of = |text| tokens(text).iter().map(|t| t.text).collect::<Vec<_>>();
        assert_eq!(of("It's 4.96, don’t—“yes”"), ["It's", "4", "96", "don’t", "yes"]);
        assert_eq!(of("東京都 MRI検査 で"), ["東京", "京都", "都", "MRI", "検査", "査", "で"]);
        assert_eq!(of("a東"), ["a", "東"]);
        assert_eq!(of("''  ' -- {{ }}"), [""; 0]);
    }

    #[test]
    fn folded_words() {
        for (word, want) in [
            ("Café", "cafe"),
            ("CAFE\u{301}", "cafe"),
            ("don’t", "dont"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("ﬁne", "fine"),
            ("ＦＵＬＬ", "full"),
            ("ΟΔΟΣ", "οδοσ"),
            ("ke\u{ad}ta\u{202e}mine", "ketamine"),
            ("한국어", "한국어"),
            ("が", "が"),
            ("हिन्दी", "हिन्दी"),
            ("Ⅳ", "iv"),
        ] {
            assert_eq!(fold(word), want, "{word}");
        }
        assert_eq!(fold(&"x".repeat(99)).len(), 64);
    }
}
