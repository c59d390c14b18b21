//! The language of a passage, where it is another than the book's: hyphens and voices go by it.

use whichlang::Lang;

/// A text of fewer characters does not tell.
const ENOUGH: usize = 150;

/// The tag of a text's language, when that is another than the book's. A book in a language that can't be told
/// from others has none.
pub(super) fn other(text: &str, book: &str) -> Option<&'static str> {
    let primary = book.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if !KNOWN.iter().any(|(_, tag)| *tag == primary) || text.chars().nth(ENOUGH).is_none() {
        return None;
    }
    let found = whichlang::detect_language(text);
    let tag = KNOWN.iter().find(|(lang, _)| *lang == found).map(|(_, tag)| *tag)?;
    (tag != primary).then_some(tag)
}

const KNOWN: [(Lang, &str); 16] = [
    (Lang::Ara, "ar"),
    (Lang::Cmn, "zh"),
    (Lang::Deu, "de"),
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Hin, "hi"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Nld, "nl"),
    (Lang::Por, "pt"),
    (Lang::Rus, "ru"),
    (Lang::Spa, "es"),
    (Lang::Swe, "sv"),
    (Lang::Tur, "tr"),
    (Lang::Vie, "vi"),
];

#[cfg(test)]
mod tests {
    use super::other;

    #[test]
    fn a_text_in_another_language_is_known_when_it_is_long_enough() {
        let text = "The flood rose for three days and took the bridge with it in the end. The people of the town stood on \
                    the hill and watched the water come over the fields and into the streets.";
        assert_eq!(other(text, "de"), Some("en"));
        assert_eq!(other(text, "en-GB"), None);
        assert_eq!(other(text, "fi"), None);
        assert_eq!(other(&text[..100], "de"), None);
    }
}
