//! How text is compared: by what its characters mean, not by their shape.

use std::borrow::Cow;

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
