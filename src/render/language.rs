//! The language and the direction of a text, where they are others than the book's: hyphens, voices and the places of
//! punctuation go by them.

use super::{
    context::{Html, Language},
    site,
    text::text_html,
};
use crate::model::language::primary;
use std::cmp::Ordering;
use whichlang::Lang;

/// A text of fewer characters does not tell its language.
const ENOUGH: usize = 150;

/// The language of a text, when that is another than the book's. Letters tell the direction also of a text that is too
/// short, or in a language that can't be told.
pub(super) fn other(text: &str, book: &str) -> Option<Language> {
    let direction = written(text).unwrap_or(site::direction(book));
    match told(text, book).filter(|tag| site::direction(tag) == direction) {
        Some(tag) => Some(Language { tag, direction }),
        None => (direction != site::direction(book)).then_some(Language { tag: "und", direction }),
    }
}

/// Around what is English on a page in another language (WCAG 3.1.2).
pub(super) const ENGLISH: [&str; 2] = ["<span lang=\"en\" dir=\"ltr\">", "</span>"];

/// What the program says in English in whatever language the book is.
pub(super) fn english(text: &str, book: &str) -> Html {
    let html = text_html(text);
    Html(if primary(book) == "en" { html } else { ENGLISH.join(&html) })
}

/// The direction of most letters of a text.
fn written(text: &str) -> Option<&'static str> {
    let (right, left): (Vec<char>, _) = text.chars().filter(|c| c.is_alphabetic()).partition(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    });
    match right.len().cmp(&left.len()) {
        Ordering::Greater => Some("rtl"),
        Ordering::Less => Some("ltr"),
        Ordering::Equal => None,
    }
}

/// The tag of a text's language, when that is another than the book's. A book in a language that can't be told
/// from others has none.
fn told(text: &str, book: &str) -> Option<&'static str> {
    let primary = primary(book);
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
    fn other(text: &str, book: &str) -> Option<(&'static str, &'static str)> {
        super::other(text, book).map(|l| (l.tag, l.direction))
    }

    #[test]
    fn a_text_in_another_language_is_known_when_it_is_long_enough() {
        let text = "The flood rose for three days and took the bridge with it in the end. The people of the town stood on \
                    the hill and watched the water come over the fields and into the streets.";
        assert_eq!(other(text, "de"), Some(("en", "ltr")));
        assert_eq!(other(text, "en-GB"), None);
        assert_eq!(other(text, "fi"), None);
        assert_eq!(other(&text[..100], "de"), None);
    }

    #[test]
    fn letters_tell_the_direction_of_a_short_text_and_of_an_unknown_language() {
        let hebrew = "הנהר עלה שלושה ימים.";
        assert_eq!(other(hebrew, "en"), Some(("und", "rtl")));
        assert_eq!(other(&hebrew.repeat(20), "en"), Some(("und", "rtl")));
        assert_eq!(other("A flood, הנהר, came.", "en"), None);
        assert_eq!(other("A flood.", "fa"), Some(("und", "ltr")));
        assert_eq!(other("1969–1970", "ar"), None);
    }
}
