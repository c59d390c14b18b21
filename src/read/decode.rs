//! Bytes to text, or the reason why they are none.

use super::signature;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Text, and how it was had.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub text: String,
    /// WHATWG name, or `UTF-32LE` and `UTF-32BE`.
    pub encoding: &'static str,
    /// Whether the encoding is a guess by the look of the bytes.
    pub guessed: bool,
    /// Where the text was not read as `encoding`, in order.
    pub misfits: Vec<Misfit>,
}

/// Bytes that are not of the encoding that the rest of the file is in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Misfit {
    /// Where they stand in the decoded text.
    pub at: usize,
    /// The encoding that they were read in; `None` when they are lost and U+FFFD stands for them.
    pub read_as: Option<&'static str>,
}

/// Fewer control characters than this prove nothing, however short the text.
const FEW: usize = 4;

/// Decodes a file: by its byte order mark, else as UTF-8 when it is valid or nearly so, else by the look of its
/// bytes. Lines that are UTF-8 in a file that is not, and single bytes of windows-1252 in one that is, are read as
/// what they are.
///
/// # Errors
/// Why the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some(what) = signature::of(bytes) {
        return Err(what.to_owned());
    }
    let decoded = by_mark(bytes).unwrap_or_else(|| by_look(bytes));
    // Escape codes and stray C0 controls stand in scraped text too; many of them don't. C1 controls are no evidence:
    // they are what is left of quotation marks after a wrong guess.
    let is_binary = |c: &char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c');
    let controls = decoded.text.chars().filter(is_binary).count() - escapes(&decoded.text);
    if controls >= FEW && controls * 50 > decoded.text.chars().count() {
        return Err(format!("{controls} control characters"));
    }
    Ok(decoded)
}

/// How many complete codes for a terminal (`ESC [ 1 ; 31 m`) a text has: no file that is no text has them.
fn escapes(text: &str) -> usize {
    let is_complete = |rest: &&str| {
        let parameters = |c: char| c.is_ascii_digit() || c == ';';
        let code = rest.strip_prefix('[').map(|rest| rest.trim_start_matches(parameters));
        code.is_some_and(|code| code.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    text.split('\u{1b}').skip(1).filter(is_complete).count()
}

/// By the byte order mark, if there is one.
fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => return Some(utf32(rest, "UTF-32LE", u32::from_le_bytes)),
        [0, 0, 0xfe, 0xff, rest @ ..] => return Some(utf32(rest, "UTF-32BE", u32::from_be_bytes)),
        _ => {}
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let rest = &bytes[mark..];
    Some(if encoding == UTF_8 { utf8(rest) } else { whole(encoding, rest, false) })
}

fn by_look(bytes: &[u8]) -> Decoded {
    if let Some(encoding) = utf16(bytes) {
        return whole(encoding, bytes, true);
    }
    // One bad byte in a file of good UTF-8 is damage, not another encoding: reading all of it as another would
    // spoil every other character.
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if bad == 0 || good > bad { utf8(bytes) } else { legacy(bytes) }
}

/// All of the bytes in one encoding.
fn whole(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let lost = text.match_indices(char::REPLACEMENT_CHARACTER).map(|(at, _)| Misfit { at, read_as: None });
    Decoded { misfits: lost.collect(), text, encoding: encoding.name(), guessed }
}

fn utf32(bytes: &[u8], encoding: &'static str, unit: fn([u8; 4]) -> u32) -> Decoded {
    let (mut text, mut misfits) = (String::with_capacity(bytes.len() / 4), Vec::new());
    for four in bytes.chunks(4) {
        let c = <[u8; 4]>::try_from(four).ok().and_then(|four| char::from_u32(unit(four)));
        if c.is_none() {
            misfits.push(Misfit { at: text.len(), read_as: None });
        }
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Decoded { text, encoding, guessed: false, misfits }
}

/// UTF-8 with some bytes among it that are none. A byte by itself is one of windows-1252 in text of Latin letters,
/// unless it may be what is left of a character: it is read as ISO 8859-1 has it, so that the rule `c1-control` says
/// what became of it. Any other is lost.
fn utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut misfits = Vec::new();
    let mut habits = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let single = match *chunk.invalid() {
            [] => continue,
            [byte] => Some(byte).filter(|&b| habits.get_or_insert_with(|| Habits::of(bytes)).may_be_alone(b)),
            _ => None,
        };
        misfits.push(Misfit { at: text.len(), read_as: single.map(|_| WINDOWS_1252.name()) });
        text.push(single.map_or(char::REPLACEMENT_CHARACTER, char::from));
    }
    Decoded { text, encoding: UTF_8.name(), guessed: false, misfits }
}

/// What the characters of a UTF-8 file begin with.
struct Habits {
    /// How many characters begin with each byte.
    first: [usize; 256],
    all: usize,
    latin: bool,
}

impl Habits {
    fn of(bytes: &[u8]) -> Self {
        let (mut first, mut all, mut latin) = ([0; 256], 0, 0);
        for c in bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| !c.is_ascii()) {
            first[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] += 1;
            all += 1;
            latin += usize::from(matches!(c, '\u{80}'..='\u{24f}' | '\u{2000}'..='\u{2bff}'));
        }
        Self { first, all, latin: latin * 2 >= all }
    }

    /// Whether a byte is a character of windows-1252 rather than the remains of one of UTF-8.
    fn may_be_alone(&self, byte: u8) -> bool {
        let undefined = matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xfe | 0xff);
        self.latin && !undefined && self.first[usize::from(byte)] * 8 <= self.all
    }
}

/// An encoding from before Unicode, as the bytes look. Lines of such a file that are good UTF-8 are read as that.
fn legacy(bytes: &[u8]) -> Decoded {
    let lines = || bytes.split_inclusive(|&b| b == b'\n');
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    lines().filter(|line| std::str::from_utf8(line).is_err()).for_each(|line| _ = detector.feed(line, false));
    detector.feed(&[], true);
    let mut encoding = detector.guess(None, Utf8Detection::Deny);
    if is_english(bytes) {
        encoding = WINDOWS_1252;
    }
    let (mut text, mut misfits) = (String::with_capacity(bytes.len() * 2), Vec::new());
    for line in lines() {
        let start = text.len();
        match std::str::from_utf8(line).ok().filter(|line| line.is_ascii() || is_meant(line, encoding)) {
            Some(line) => {
                let foreign = line.find(|c: char| !c.is_ascii());
                misfits.extend(foreign.map(|at| Misfit { at: start + at, read_as: Some(UTF_8.name()) }));
                text.push_str(line);
            }
            None => {
                let decoded: Cow<'_, str> = encoding.decode_without_bom_handling(line).0;
                let lost = decoded.match_indices(char::REPLACEMENT_CHARACTER);
                misfits.extend(lost.map(|(at, _)| Misfit { at: start + at, read_as: None }));
                text.push_str(&decoded);
            }
        }
    }
    Decoded { text, encoding: encoding.name(), guessed: true, misfits }
}

/// Whether a text of single bytes is English with a sign here and there (`£5`, `naïve`): too few for the detector to tell
/// windows-1252 by, and hardly anything else.
fn is_english(bytes: &[u8]) -> bool {
    const WORDS: [&str; 12] = ["the", "and", "of", "to", "in", "is", "was", "for", "that", "with", "it", "a"];
    let foreign = bytes.iter().filter(|b| !b.is_ascii()).count();
    let defined = bytes.iter().all(|b| !matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    let (mut all, mut english, mut spoilt) = (0, 0, 0);
    for word in bytes.split(u8::is_ascii_whitespace).filter(|w| w.iter().any(u8::is_ascii_alphabetic)) {
        let bare = word.strip_suffix(b",").unwrap_or(word);
        all += 1;
        english += usize::from(WORDS.iter().any(|w| bare.eq_ignore_ascii_case(w.as_bytes())));
        spoilt += usize::from(!word.is_ascii());
    }
    defined && foreign * 12 <= bytes.len() && spoilt * 8 <= all && english * 6 >= all
}

/// Whether a line that is valid UTF-8 is that and not of the encoding around it. In a single-byte encoding such a
/// line would be gibberish; in one of two bytes a few characters may be UTF-8 by chance.
fn is_meant(line: &str, around: &'static Encoding) -> bool {
    let wide = line.chars().filter(|&c| c >= '\u{800}').count();
    around.is_single_byte() || wide >= 3 && line.chars().all(|c| c.is_ascii() || c >= '\u{800}')
}

/// The byte order of UTF-16 without a mark. White space and ASCII have a zero byte, always on the same side, and
/// what comes out has no control characters.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = bytes.iter().filter(|&&b| b == 0).count();
    // A stray NUL in text of single bytes; a file that was cut off in the middle of a character is a long one.
    let stray = zeros * 5 < bytes.len() || !bytes.len().is_multiple_of(2) && bytes.len() < 64;
    if zeros == 0 || stray && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let (mut little, mut big) = (0, 0);
    for pair in bytes.chunks_exact(2) {
        let ascii = |b: u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~');
        little += usize::from(ascii(pair[0]) && pair[1] == 0);
        big += usize::from(pair[0] == 0 && ascii(pair[1]));
    }
    let encoding = match () {
        () if little > 4 * big => UTF_16LE,
        () if big > 4 * little => UTF_16BE,
        () => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let odd = |c: char| c.is_control() && !c.is_whitespace() || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}');
    let odd = text.chars().filter(|&c| odd(c)).count();
    (odd <= 1 || odd * 100 < text.chars().count()).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, &'static str) {
        let d = decode(bytes).unwrap();
        assert_eq!(d.misfits, [], "{}", d.text);
        (d.text, d.encoding)
    }

    fn with_misfits(bytes: &[u8]) -> (String, Vec<(usize, Option<&'static str>)>) {
        let d = decode(bytes).unwrap();
        (d.text, d.misfits.into_iter().map(|m| (m.at, m.read_as)).collect())
    }

    #[test]
    fn encodings() {
        assert_eq!(of("naïve".as_bytes()), ("naïve".into(), "UTF-8"));
        assert_eq!(of(b"\xef\xbb\xbfhello"), ("hello".into(), "UTF-8"));
        assert_eq!(of(b"\xff\xfeh\0i\0"), ("hi".into(), "UTF-16LE"));
        assert_eq!(of(b"\xfe\xff\0h\0i"), ("hi".into(), "UTF-16BE"));
        assert_eq!(of(b"h\0e\0l\0l\0o\0"), ("hello".into(), "UTF-16LE"));
        assert_eq!(of(b"\xff\xfe\0\0h\0\0\0i\0\0\0"), ("hi".into(), "UTF-32LE"));
        assert_eq!(of(b"\0\0\xfe\xff\0\0\0h\0\0\0i"), ("hi".into(), "UTF-32BE"));
        assert_eq!(
            of(b"It\x92s a caf\xe9 in Paris, he said."),
            ("It’s a café in Paris, he said.".into(), "windows-1252")
        );
        assert_eq!(of(b""), (String::new(), "UTF-8"));
    }

    #[test]
    fn utf16_without_a_mark() {
        for text in ["Rivers move.\nЭто река, она течёт.\n", "川は流れる。\n海は広い。\r\n", "“Wait” — 🎉 she said"]
        {
            let units = || text.encode_utf16();
            let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
            assert_eq!(of(&little), (text.into(), "UTF-16LE"));
            assert_eq!(of(&big), (text.into(), "UTF-16BE"));
        }
    }

    #[test]
    fn legacy_encodings_by_the_look_of_their_bytes() {
        let russian = "Река течёт вниз по склону и каждый год уносит часть берега. Мельница стоит у воды.";
        let japanese = "川は水が坂を下るので動き、毎年少しずつ岸を削っていきます。水車小屋は川のそばに立っています。";
        let korean =
            "강은 물이 아래로 흐르기 때문에 움직이며 해마다 둑을 조금씩 깎아 냅니다. 물레방아는 물가에 서 있습니다.";
        let chinese = "河流之所以移动，是因为水往低处流，每年都会带走一部分河岸。磨坊矗立在水边，人们每天都能看见它。";
        let polish = "Rzeka płynie w dół i każdego roku zabiera część brzegu; młyn stoi nad wodą, więc źle się dzieje.";
        let greek = "Το ποτάμι κυλάει προς τα κάτω και κάθε χρόνο παίρνει ένα μέρος της όχθης μαζί του.";
        for (text, label) in [
            (russian, "windows-1251"),
            (russian, "KOI8-U"),
            (japanese, "Shift_JIS"),
            (japanese, "EUC-JP"),
            (korean, "EUC-KR"),
            (chinese, "GBK"),
            (polish, "ISO-8859-2"),
            (polish, "windows-1250"),
            (greek, "windows-1253"),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{label} can write it");
            let (got, name) = of(&bytes);
            assert_eq!(got, text, "{label}, taken for {name}");
        }
    }

    #[test]
    fn english_with_a_sign_here_and_there_is_windows_1252() {
        for text in [
            "The 5 µg dose is given twice a day to adults, and the river runs on.\n",
            "It was £5 a day, and the boat ran every hour from the old quay to the town.\n",
            "He said it was a naïve view of the river and the «mill», at ±5 per cent of it.\n",
        ] {
            let (bytes, _, lossy) = WINDOWS_1252.encode(text);
            assert!(!lossy);
            assert_eq!(of(&bytes), (text.into(), "windows-1252"));
        }
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_rest() {
        let lost = |text: &str| {
            let bytes: Vec<u8> = text.bytes().chain([0xff]).collect();
            assert_eq!(with_misfits(&bytes), (format!("{text}\u{fffd}"), vec![(text.len(), None)]));
        };
        lost("“Ketamine” – naïve café");
        lost("hé “hi”");
    }

    #[test]
    fn a_byte_of_windows_1252_in_utf8() {
        let bytes = b"\xe2\x80\x9cNa\xc3\xafve\xe2\x80\x9d \xe2\x80\x93 it\x92s \xfcber-caf\xe9";
        let (text, misfits) = with_misfits(bytes);
        assert_eq!(text, "“Naïve” – it\u{92}s über-café");
        assert_eq!(misfits.iter().map(|m| m.1).collect::<Vec<_>>(), [Some("windows-1252"); 3]);
        // Half a character is no character of windows-1252.
        let (text, misfits) = with_misfits("Это река, она течёт".as_bytes().split_last().unwrap().1);
        assert_eq!((text.as_str(), misfits.len(), misfits[0].1), ("Это река, она течё\u{fffd}", 1, None));
    }

    #[test]
    fn lines_of_utf8_among_others() {
        let bytes = [
            &b"It\x92s a caf\xe9 in Paris, he said.\n"[..],
            "“Naïve,” she said.\n".as_bytes(),
            b"C\x92est l\x92\xe9t\xe9 \xe0 Paris.\n",
        ];
        let (text, misfits) = with_misfits(&bytes.concat());
        assert_eq!(text, "It’s a café in Paris, he said.\n“Naïve,” she said.\nC’est l’été à Paris.\n");
        assert_eq!(misfits, [("It’s a café in Paris, he said.\n".len(), Some("UTF-8"))]);
    }

    #[test]
    fn a_stray_control_character_is_text() {
        assert_eq!(of(b"page 1\x0c\x1b"), ("page 1\x0c\x1b".into(), "UTF-8"));
        assert_eq!(of(b"caf\xe9 \x81").1, "windows-1252");
        assert_eq!(of(b"a\0b"), ("a\0b".into(), "UTF-8"));
        assert_eq!(of(b"hello\0world!"), ("hello\0world!".into(), "UTF-8"));
        let coloured = "\u{1b}[1;31mred\u{1b}[0m ".repeat(5);
        assert_eq!(of(coloured.as_bytes()), (coloured.clone(), "UTF-8"));
    }

    #[test]
    fn no_text() {
        for bytes in [&b"\x89PNG\r\n\x1a\n"[..], b"%PDF-1.7\n", b"\x01\x02\x03\x04abc", b"RIFF\0\0\0\0WEBPVP8 "] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }
}
