//! Bytes to text, or the reason why they are none.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and how it was had.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub text: String,
    /// WHATWG name.
    pub encoding: &'static str,
}

/// Beginnings of files that are no text.
const MAGIC: [(&[u8], &str); 14] = [
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, or a document in one"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
];

/// Fewer control characters than this prove nothing, however short the text.
const FEW: usize = 4;

/// Decodes a file: by its byte order mark, else as UTF-8 when it is valid, else by the look of its bytes.
///
/// # Errors
/// Why the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err((*what).to_owned());
    }
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None => (guess(bytes)?, bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(rest);
    // Escape codes and stray C0 controls stand in scraped text too; many of them don't. C1 controls are no evidence:
    // they are what is left of quotation marks after a wrong guess.
    let is_binary = |c: &char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c');
    let controls = text.chars().filter(is_binary).count();
    if controls >= FEW && controls * 50 > text.chars().count() {
        return Err(format!("{controls} control characters"));
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name() })
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding, String> {
    if let Some(nul) = bytes.iter().position(|&b| b == 0) {
        return utf16(bytes).ok_or_else(|| {
            let line = bytes[..nul].iter().filter(|&&b| b == b'\n').count() + 1;
            format!("NUL byte in line {line}")
        });
    }
    if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

/// Latin text in UTF-16 has a zero in nearly every second byte, always on the same side.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let many = bytes.len() / 2 * 2 / 5;
    match (even, odd) {
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        _ => None,
    }
}

/// One bad byte in a file of good UTF-8 is damage, not another encoding: reading all of it as another would
/// spoil every other character.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn of(bytes: &[u8]) -> (String, &'static str) {
        let d = decode(bytes).unwrap();
        (d.text, d.encoding)
    }

    #[test]
    fn encodings() {
        assert_eq!(of("naïve".as_bytes()), ("naïve".into(), "UTF-8"));
        assert_eq!(of(b"\xef\xbb\xbfhello"), ("hello".into(), "UTF-8"));
        assert_eq!(of(b"\xff\xfeh\0i\0"), ("hi".into(), "UTF-16LE"));
        assert_eq!(of(b"\xfe\xff\0h\0i"), ("hi".into(), "UTF-16BE"));
        assert_eq!(of(b"h\0e\0l\0l\0o\0"), ("hello".into(), "UTF-16LE"));
        assert_eq!(
            of(b"It\x92s a caf\xe9 in Paris, he said."),
            ("It’s a café in Paris, he said.".into(), "windows-1252")
        );
        assert_eq!(of(b""), (String::new(), "UTF-8"));
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_rest() {
        let mut bytes = "“Ketamine” – naïve café".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(of("hé “hi”".as_bytes().iter().chain(b"\xff").copied().collect::<Vec<_>>().as_slice()).1, "UTF-8");
        assert_eq!(of(&bytes), ("“Ketamine” – naïve café\u{fffd}".into(), "UTF-8"));
    }

    #[test]
    fn a_stray_control_character_is_text() {
        assert_eq!(of(b"page 1\x0c\x1b"), ("page 1\x0c\x1b".into(), "UTF-8"));
        assert_eq!(of(b"caf\xe9 \x81").1, "windows-1252");
    }

    #[test]
    fn no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n"[..], b"%PDF-1.7\n", b"a\0b", b"\x01\x02\x03\x04abc"] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }
}
