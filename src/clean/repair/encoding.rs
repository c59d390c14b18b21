//! UTF-8 that was read as windows-1252 or ISO 8859-1 and written out again: `â€™` for `’`, `Ã©` for `é`.

use super::{Context, Found, tokens::Words};

/// The byte that windows-1252, or else ISO 8859-1, writes for a character.
fn byte(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match HIGH.iter().position(|&h| h == c) {
        Some(i) => Some(0x80 + i as u8),
        None => u8::try_from(u32::from(c)).ok(),
    }
}

/// Whether the first character's bytes and those after it are one UTF-8 character, and how many characters it took.
fn decode(chars: &[(usize, char)]) -> Option<(usize, char)> {
    let lead = byte(chars.first()?.1)?;
    let len = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = chars.get(..len)?.iter().map(|&(_, c)| byte(c)).collect::<Option<_>>()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    Some((len, text.chars().next()?))
}

/// Whether two characters, read as one, make better text: `CAFÉ™` and `MANHÃ”` are words, `Ã©` is none.
fn is_better(before: Option<char>, pair: (char, char), now: char) -> bool {
    let quote = matches!(pair.1, '’' | '”' | '…' | '—' | '–' | '™' | '‘' | '“' | '›' | '•');
    match pair.0 {
        'Â' => !quote && (now as u32) < 0xc0,
        'Ã' => now.is_alphabetic() && !(quote && before.is_some_and(char::is_uppercase)),
        'Ä' | 'Å' => !quote && now.is_alphabetic() && !pair.1.is_alphabetic(),
        'Ð' | 'Ñ' | 'Î' | 'Ï' => now.is_alphabetic() && !quote && !pair.1.is_alphanumeric(),
        _ => false,
    }
}

pub(super) fn find(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if text.is_ascii() {
        return;
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = |i: usize| chars.get(i).map_or(text.len(), |&(at, _)| at);
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        let before = i.checked_sub(1).map(|b| chars[b].1);
        let taken = match decode(&chars[i..]) {
            Some((2, now)) if is_better(before, (c, chars[i + 1].1), now) => Some((2, now)),
            Some((n @ 3..=4, now)) if !now.is_control() => Some((n, now)),
            // The C1 controls stand for nothing in text; windows-1252 has quotation marks and dashes there.
            None if matches!(c, '\u{91}'..='\u{97}') => {
                Some((1, ['‘', '’', '“', '”', '•', '–', '—'][c as usize - 0x91]))
            }
            _ => None,
        };
        match taken {
            Some((n, now)) => {
                found.certain(at..end(i + n), now);
                i += n;
            }
            // The third byte of ” has no character in windows-1252 and is often lost.
            None if c == 'â' && chars.get(i + 1).is_some_and(|n| n.1 == '€') => {
                found.inferred(at..end(i + 2), '”');
                i += 2;
            }
            None => i += 1,
        }
    }
}
