//! Characters that stand for nothing in running text, or for several others.

use super::{Context, Found, tokens::Words};
use regex::Regex;
use std::sync::LazyLock;

/// Colours and cursor movements of a terminal (ftfy, `remove_terminal_escapes`), and what remains of them where the
/// escape character itself was lost is left alone: `[0m` may be meant.
static ANSI: LazyLock<Regex> = LazyLock::new(|| Regex::new("\u{1b}\\[[0-9;]*[a-zA-Z]").expect("a valid pattern"));

/// Whether the character does nothing but disturb (ftfy, `remove_control_chars`): ASCII controls that are no white
/// space, the byte order mark inside a text, the deprecated format characters and the marks of annotations.
fn is_stray(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}'
        | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}')
}

pub(super) fn controls(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if !text.contains(is_stray) {
        return;
    }
    let mut free_from = 0;
    for escape in ANSI.find_iter(text) {
        strays(text, free_from..escape.start(), found);
        found.certain(escape.range(), "");
        free_from = escape.end();
    }
    strays(text, free_from..text.len(), found);
}

/// Runs of characters that disturb.
fn strays(text: &str, within: std::ops::Range<usize>, found: &mut Found) {
    let mut rest = within.start;
    while let Some(at) = text[rest..within.end].find(is_stray).map(|at| rest + at) {
        let len = text[at..within.end].find(|c| !is_stray(c)).unwrap_or(within.end - at);
        found.certain(at..at + len, "");
        rest = at + len;
    }
}

/// Latin letters joined in one character (ftfy, `LIGATURES`).
const LIGATURES: [(char, &str); 21] = [
    ('Ĳ', "IJ"),
    ('ĳ', "ij"),
    ('ŉ', "ʼn"),
    ('Ǳ', "DZ"),
    ('ǲ', "Dz"),
    ('ǳ', "dz"),
    ('Ǆ', "DŽ"),
    ('ǅ', "Dž"),
    ('ǆ', "dž"),
    ('Ǉ', "LJ"),
    ('ǈ', "Lj"),
    ('ǉ', "lj"),
    ('Ǌ', "NJ"),
    ('ǋ', "Nj"),
    ('ǌ', "nj"),
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬆ', "st"),
];

pub(super) fn ligatures(_: &Context, words: &Words, found: &mut Found) {
    if words.text().is_ascii() {
        return;
    }
    for (at, c) in words.text().char_indices() {
        if let Some((_, letters)) = LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
            found.certain(at..at + c.len_utf8(), *letters);
        }
    }
}
