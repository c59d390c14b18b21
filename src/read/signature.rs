//! Files that are no text, by how they begin.

/// Beginnings of files that are no text, and where they stand.
const MAGIC: [(usize, &[u8], &str); 27] = [
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\x01\0", "an icon"),
    (4, b"ftyp", "a video or an image"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (8, b"WAVE", "a sound"),
    (0, b"OggS", "a sound"),
    (0, b"ID3", "a sound"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive, or a document in one"),
    (0, b"\x1f\x8b", "gzip data"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (0, b"\xfd7zXZ\0", "xz data"),
    (0, b"BZh", "bzip2 data"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (0, b"\0asm", "a program"),
    (0, b"SQLite format 3", "a database"),
    (0, b"\xd0\xcf\x11\xe0", "an Office document"),
];

/// In so many bytes the head of a binary file has a control character.
const HEAD: usize = 512;

/// What a file is that begins as one that is no text does. Letters may begin a text too (`ID3 tags hold …`), but no
/// control character stands near them there.
pub(super) fn of(bytes: &[u8]) -> Option<&'static str> {
    let is = |&(at, magic, _): &(usize, &[u8], &str)| bytes.get(at..).is_some_and(|b| b.starts_with(magic));
    let (_, magic, what) = MAGIC.into_iter().find(is)?;
    let is_letters = magic.iter().all(|b| b.is_ascii_graphic() || *b == b' ') && magic != b"%PDF-";
    let is_control = |b: &u8| b.is_ascii_control() && !matches!(b, b'\t' | b'\n' | b'\r' | b'\x0c');
    (!is_letters || bytes.iter().take(HEAD).any(is_control)).then_some(what)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_text_may_begin_with_the_letters_of_a_signature() {
        for text in ["ID3 tags hold the title of a song.", "THE NEW WAVE OF SURFING", "BZh is how it begins."] {
            assert_eq!(of(text.as_bytes()), None, "{text}");
        }
        assert_eq!(of(b"ID3\x03\0\0\0"), Some("a sound"));
        assert_eq!(of(b"%PDF-1.7\n"), Some("a PDF document"));
    }
}
