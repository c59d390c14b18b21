//! The encodings that text is mistaken for, byte by byte and back, and UTF-8 with its common deviations.

use super::cells::{Byte, Cell};
use encoding_rs::{
    Encoding, ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};
use std::{collections::HashMap, sync::LazyLock};

/// Stands for U+FFFD in a sloppy encoding, as in ftfy: the control character SUBSTITUTE.
pub(super) const SUBSTITUTE: u8 = 0x1a;

/// A single-byte encoding.
pub(super) struct Codec {
    /// Bytes that the encoding leaves undefined stand for the controls of ISO 8859-1, as browsers have it, and
    /// U+FFFD can be written.
    pub sloppy: bool,
    pub macroman: bool,
    high: [char; 128],
    bytes: HashMap<char, u8>,
}

/// 0x80 to 0xff of IBM code page 437.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// In the order in which they are tried (ftfy, `CHARMAP_ENCODINGS`).
pub(super) static CODECS: LazyLock<[Codec; 10]> = LazyLock::new(|| {
    let latin1 = std::array::from_fn(|i| char::from(0x80 + i as u8));
    let mut cp437 = CP437.chars();
    let cp437 = std::array::from_fn(|_| cp437.next().unwrap_or(char::REPLACEMENT_CHARACTER));
    [
        Codec::new(latin1, false),
        Codec::new(table(WINDOWS_1252), true),
        Codec::new(table(WINDOWS_1251), true),
        Codec::new(table(WINDOWS_1250), true),
        Codec::new(table(WINDOWS_1253), true),
        Codec::new(table(WINDOWS_1254), true),
        Codec::new(table(WINDOWS_1257), true),
        Codec::new(table(ISO_8859_2), false),
        Codec { macroman: true, ..Codec::new(table(MACINTOSH), false) },
        Codec::new(cp437, false),
    ]
});

fn table(encoding: &'static Encoding) -> [char; 128] {
    std::array::from_fn(|i| {
        let byte = 0x80 + i as u8;
        let decoded = encoding.decode_without_bom_handling(&[byte]).0.chars().next();
        decoded.filter(|&c| c != char::REPLACEMENT_CHARACTER).unwrap_or(char::from(byte))
    })
}

/// What windows-1252 has where ISO 8859-1 has a control character; the character itself where it has nothing.
pub(in super::super) fn windows_1252(control: char) -> char {
    let at = (control as usize).checked_sub(0x80);
    at.and_then(|i| CODECS[1].high.get(i)).copied().unwrap_or(control)
}

impl Codec {
    fn new(high: [char; 128], sloppy: bool) -> Self {
        let bytes = high.iter().enumerate().map(|(i, &c)| (c, 0x80 + i as u8)).collect();
        Self { sloppy, macroman: false, high, bytes }
    }

    /// The text as the bytes that the encoding writes for it; `None` when there is a character that it can't write.
    pub fn encode(&self, text: &[Cell]) -> Option<Vec<Byte>> {
        let byte = |c: char| match c {
            '\u{1a}' if self.sloppy => None,
            char::REPLACEMENT_CHARACTER if self.sloppy => Some(SUBSTITUTE),
            c if c.is_ascii() => Some(c as u8),
            c => self.bytes.get(&c).copied(),
        };
        text.iter().map(|cell| Some(Byte { byte: byte(cell.c)?, from: cell.from.clone() })).collect()
    }
}

/// Decodes bytes as UTF-8; `None` when they are none. Surrogate pairs (CESU-8) and the two-byte NUL of Java are
/// taken as what they stand for (ftfy, `utf-8-variants`).
pub(super) fn utf8(bytes: &[Byte]) -> Option<Vec<Cell>> {
    let plain: Vec<u8> = bytes.iter().map(|b| b.byte).collect();
    let mut out = Vec::with_capacity(plain.len());
    let mut at = 0;
    while at < plain.len() {
        let rest = &plain[at..];
        let (len, c) = match rest {
            [0xc0, 0x80, ..] => (2, '\0'),
            [0xed, a @ 0xa0..=0xaf, b @ 0x80..=0xbf, 0xed, c @ 0xb0..=0xbf, d @ 0x80..=0xbf, ..] => {
                let [a, b, c, d] = [a & 0x0f, b & 0x3f, c & 0x0f, d & 0x3f].map(u32::from);
                (6, char::from_u32((a << 16) + (b << 10) + (c << 6) + d + 0x10000)?)
            }
            [first, ..] => {
                let len = match first {
                    0..=0x7f => 1,
                    0xc2..=0xdf => 2,
                    0xe0..=0xef => 3,
                    0xf0..=0xf4 => 4,
                    _ => return None,
                };
                (len, std::str::from_utf8(rest.get(..len)?).ok()?.chars().next()?)
            }
            [] => break,
        };
        let from =
            bytes[at..at + len].iter().map(|b| &b.from).fold(None, |all: Option<std::ops::Range<usize>>, from| {
                Some(all.map_or(from.clone(), |all| all.start.min(from.start)..all.end.max(from.end)))
            });
        out.push(Cell { c, from: from? });
        at += len;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_bytes_are_those_of_the_standards() {
        let sample = |i: usize, byte: u8| CODECS[i].high[usize::from(byte) - 0x80];
        assert_eq!((sample(0, 0x92), sample(1, 0x92), sample(1, 0x9d)), ('\u{92}', '’', '\u{9d}'));
        assert_eq!((sample(2, 0xe4), sample(3, 0x9c), sample(4, 0xaa)), ('д', 'ś', '\u{aa}'));
        assert_eq!((sample(5, 0xfd), sample(6, 0xa1), sample(7, 0xb3)), ('ı', '\u{a1}', 'ł'));
        assert_eq!((sample(8, 0xdb), sample(8, 0xf0), sample(9, 0xff)), ('€', '\u{f8ff}', '\u{a0}'));
        for codec in CODECS.iter() {
            assert_eq!(codec.bytes.len(), 128, "a character has one byte");
        }
    }
}
