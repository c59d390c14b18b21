//! Text that was decoded wrongly before it was saved: UTF-8 read as another encoding, once or several times over
//! (`â€™` for `’`, `Ã©` for `é`), and windows-1252 read as ISO 8859-1.
//!
//! The method is that of ftfy 6.3.1 by Robyn Speer (<https://ftfy.readthedocs.io>, Apache-2.0;
//! `fix_encoding_and_explain`): only where a heuristic ([`badness`]) sees that text is broken, it is written back
//! in each encoding that it may have been mistaken for, and taken if the bytes are UTF-8. What differs from ftfy is
//! said at [`QUOTE`].

mod badness;
mod cells;
mod codec;

use super::{Context, Found, tokens::Words};
use badness::is_bad;
use cells::{Byte, Cell};
pub(super) use codec::windows_1252;
use codec::{CODECS, SUBSTITUTE};
use regex::{Regex, bytes::Regex as Bytes};
use std::sync::LazyLock;

/// A line longer than this is mended piece by piece, so that memory stays in bounds.
const PIECE: usize = 1 << 16;

/// Three layers are known from the wild. Each layer takes one step, and a step of the inside may come between.
const LAYERS: usize = 8;

/// UTF-8 that would be whole if its byte A0 had not become a space (ftfy, `ALTERED_UTF8_RE`).
static ALTERED: LazyLock<Bytes> = LazyLock::new(|| {
    let pattern = r"(?-u)[\xc2\xc3\xc5\xce\xd0\xd9] |[\xe2\xe3] [\x80-\x84\x86-\x9f\xa1-\xbf]|[\xe0-\xe3][\x80-\x84\x86-\x9f\xa1-\xbf] |\xf0 [\x80-\xbf][\x80-\xbf]|\xf0[\x80-\xbf] [\x80-\xbf]|\xf0[\x80-\xbf][\x80-\xbf] ";
    Bytes::new(pattern).expect("a valid pattern")
});

/// UTF-8 and CESU-8 of which some bytes are lost, shown as 1A or, once, as a question mark (ftfy, `LOSSY_UTF8_RE`).
static LOSSY: LazyLock<Bytes> = LazyLock::new(|| {
    let pattern = r"(?-u)[\xc2-\xdf]\x1a|[\xc2\xc3]\?|\xed[\xa0-\xaf][\x1a?]\xed[\xb0-\xbf][\x1a?\x80-\xbf]|\xed[\xa0-\xaf][\x1a?\x80-\xbf]\xed[\xb0-\xbf][\x1a?]|[\xe0-\xef][\x1a?][\x1a\x80-\xbf]|[\xe0-\xef][\x1a\x80-\xbf][\x1a?]|[\xf0-\xf4][\x1a?][\x1a\x80-\xbf][\x1a\x80-\xbf]|[\xf0-\xf4][\x1a\x80-\xbf][\x1a?][\x1a\x80-\xbf]|[\xf0-\xf4][\x1a\x80-\xbf][\x1a\x80-\xbf][\x1a?]|\x1a";
    Bytes::new(pattern).expect("a valid pattern")
});

/// The first two bytes of `”`, the third lost: windows-1252 has no character for it, so that it became U+FFFD, a
/// question mark or nothing. ftfy reads the first two as U+FFFD; no other character of running text begins so and
/// lacks its third byte in windows-1252, so that here it is `”`.
static QUOTE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"â€(?:\u{fffd}|\?(?:$|[\s,.;:!?)\]])|$|[\s,.;:!?)\]"'’a-zA-Z0-9])"#;
    Regex::new(pattern).expect("a valid pattern")
});

/// UTF-8 that was read as another encoding.
pub(super) fn find(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if !is_bad(text) {
        return;
    }
    // After `Ã¢` and `Ã£` it is a part of a character that was encoded twice.
    let twice = |at: usize| text[..at].ends_with("Ã¢") || text[..at].ends_with("Ã£");
    for quote in QUOTE.find_iter(text).filter(|quote| !twice(quote.start())) {
        let lost =
            quote.as_str()["â€".len()..].chars().next().filter(|&c| c == '?' || c == char::REPLACEMENT_CHARACTER);
        let end = quote.start() + "â€".len() + lost.map_or(0, char::len_utf8);
        found.inferred(quote.start()..end, '”');
    }
    if !found.changes.is_empty() {
        return;
    }
    for (start, piece) in pieces(text) {
        for (span, to) in cells::differences(text, &fix(cells::cells(piece, start))) {
            // A control character by itself is not UTF-8 twice encoded: see [`controls`].
            let was = &text[span.clone()];
            if was.chars().all(is_c1) && was.chars().count() == to.chars().count() {
                continue;
            }
            if to.contains(char::REPLACEMENT_CHARACTER) || was.contains([' ', '?']) {
                found.inferred(span, to);
            } else {
                found.certain(span, to);
            }
        }
    }
}

/// Windows-1252 that was read as ISO 8859-1. The controls U+0080 to U+009F stand for nothing in text; windows-1252
/// has quotation marks and dashes there (ftfy, `fix_c1_controls`, and what browsers do).
pub(super) fn controls(_: &Context, words: &Words, found: &mut Found) {
    for (at, c) in words.text().char_indices().filter(|&(_, c)| is_c1(c)) {
        found.certain(at..at + c.len_utf8(), codec::windows_1252(c));
    }
}

fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// The text in pieces of bounded length that end after a space.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        let cut = match rest.as_bytes().get(PIECE..) {
            None => rest.len(),
            Some(after) => {
                let space = after.iter().take(PIECE).position(|&b| b == b' ').map(|i| PIECE + i + 1);
                space.unwrap_or_else(|| (PIECE..).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len()))
            }
        };
        let piece = (from, &rest[..cut]);
        from += cut;
        Some(piece)
    })
}

/// Mends text layer by layer until nothing changes (ftfy, `fix_encoding_and_explain`).
fn fix(mut text: Vec<Cell>) -> Vec<Cell> {
    for _ in 0..LAYERS {
        match step(&text) {
            Some(next) => text = next,
            None => break,
        }
    }
    text
}

/// Takes off one layer; `None` when there is none.
fn step(text: &[Cell]) -> Option<Vec<Cell>> {
    if !is_bad(&cells::text(text)) {
        return None;
    }
    let whole = CODECS.iter().find_map(|codec| {
        let mut bytes = codec.encode(text)?;
        if !codec.macroman {
            bytes = restore_a0(bytes);
        }
        if codec.sloppy {
            bytes = replace_lossy(bytes);
        }
        codec::utf8(&bytes)
    });
    whole
        .or_else(|| inside(text))
        .or_else(|| {
            let mended = text.iter().map(|cell| Cell { c: codec::windows_1252(cell.c), from: cell.from.clone() });
            Some(mended.collect())
        })
        .filter(|next: &Vec<Cell>| next.len() != text.len() || next.iter().zip(text).any(|(a, b)| a.c != b.c))
}

/// Mends parts of a text that as a whole is of no one encoding (ftfy, `decode_inconsistent_utf8`).
fn inside(text: &[Cell]) -> Option<Vec<Cell>> {
    let chars: Vec<char> = text.iter().map(|cell| cell.c).collect();
    let (mut out, mut from, mut changed) = (Vec::new(), 0, false);
    while let Some(run) = badness::next_run(&chars, from) {
        out.extend_from_slice(&text[from..run.start]);
        let part = &text[run.clone()];
        // A part that is all of the text was tried as a whole.
        if part.len() < text.len() && is_bad(&cells::text(part)) {
            let fixed = fix(part.to_vec());
            changed |= fixed.as_slice() != part;
            out.extend(fixed);
        } else {
            out.extend_from_slice(part);
        }
        from = run.end;
    }
    out.extend_from_slice(&text[from..]);
    changed.then_some(out)
}

/// Gives spaces inside a UTF-8 sequence back their byte A0 (ftfy, `restore_byte_a0`). After `Ã` a space of its own
/// is kept, for `à` is a word, unless what follows is the rest of a Portuguese word that begins with it.
fn restore_a0(bytes: Vec<Byte>) -> Vec<Byte> {
    const REST: [&[u8]; 5] = [b" ", b"quele", b"quela", b"quilo", b"s "];
    if !ALTERED.is_match(&plain(&bytes)) {
        return bytes;
    }
    let mut spaced = Vec::with_capacity(bytes.len() + 4);
    for (i, byte) in bytes.iter().enumerate() {
        spaced.push(byte.clone());
        let is_word = byte.byte == 0xc3 && bytes.get(i + 1).is_some_and(|b| b.byte == b' ');
        let goes_on = |rest: &[u8]| {
            bytes.get(i + 2..i + 2 + rest.len()).is_some_and(|b| b.iter().map(|b| b.byte).eq(rest.iter().copied()))
        };
        if is_word && !REST.into_iter().any(goes_on) {
            spaced.push(Byte { byte: 0xa0, from: byte.from.clone() });
        }
    }
    let altered = plain(&spaced);
    for sequence in ALTERED.find_iter(&altered) {
        for byte in spaced[sequence.range()].iter_mut().filter(|b| b.byte == b' ') {
            byte.byte = 0xa0;
        }
    }
    spaced
}

/// Reads a sequence that lost some of its bytes as U+FFFD (ftfy, `replace_lossy_sequences`).
fn replace_lossy(bytes: Vec<Byte>) -> Vec<Byte> {
    if !bytes.iter().any(|b| b.byte == SUBSTITUTE || b.byte == b'?') {
        return bytes;
    }
    let (mut out, mut from) = (Vec::with_capacity(bytes.len()), 0);
    for lost in LOSSY.find_iter(&plain(&bytes)) {
        out.extend_from_slice(&bytes[from..lost.start()]);
        let span = bytes[lost.start()].from.start..bytes[lost.end() - 1].from.end;
        out.extend("\u{fffd}".bytes().map(|byte| Byte { byte, from: span.clone() }));
        from = lost.end();
    }
    out.extend_from_slice(&bytes[from..]);
    out
}

fn plain(bytes: &[Byte]) -> Vec<u8> {
    bytes.iter().map(|b| b.byte).collect()
}

#[cfg(test)]
mod tests;
