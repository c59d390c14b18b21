//! How text is compared: by what its characters mean, not by their shape.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The text trimmed, with quotation marks, apostrophes and spaces as the keyboard has them. Patterns of rules are
/// written so.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(['’', '‘', '“', '”', '\u{a0}']) {
        return Cow::Borrowed(text);
    }
    let key = |c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        '\u{a0}' => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(key).collect())
}

/// Whether a character has no width and no sign of its own, so that it can stand inside a word unseen: soft hyphens,
/// joiners, marks of direction.
pub fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Words as a part of an address: letters and digits in lower case with hyphens between them. Empty when there are none.
pub fn slug(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// The same in ASCII, for the name of a file: what has no letter there is left out.
pub fn ascii_slug(words: &str) -> String {
    slug(&words.nfkd().filter(char::is_ascii).collect::<String>())
}

/// Whether Windows keeps a name for a device, whatever ending it has: a site that has such a file can't be checked out
/// there.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let numbered =
        |port| stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::is_reserved;

    #[test]
    fn names_of_devices_are_reserved_with_any_ending() {
        assert!(["con", "NUL", "aux.md", "com1", "lpt9.tar.gz"].into_iter().all(is_reserved));
        assert!(["", "cons", "com", "com10", "a.con", "lpt-1", "null"].into_iter().all(|name| !is_reserved(name)));
    }
}
