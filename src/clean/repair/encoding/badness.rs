//! How text looks that was encoded as UTF-8 and read as something else.
//!
//! Tables and patterns are those of ftfy 6.3.1 by Robyn Speer (`badness.py`, `chardata.py`; Apache-2.0). The few
//! hundred characters that occur in such text fall into categories, and certain neighbours of certain categories
//! hardly ever occur in text that was meant.

use regex::Regex;
use std::sync::LazyLock;

/// Characters of many contexts.
const COMMON: &str = "\u{a0}\u{ad}´·–-―’…";
/// Without a use outside of broken text.
const C1: &str = "\u{80}-\u{9f}";
const BAD: &str = "¤¦¨ª¬¯¸ºƒˆˇ˘˛˜†‡‰⌐◊\u{fffd}";
const LAW: &str = "§¶";
const CURRENCY: &str = "¢£¥₧€";
const START: &str = "¡©«¿΄΅‘‚“„•‹\u{f8ff}";
const END: &str = "®»˝”›™";
const NUMERIC: &str = "±-³µ¹¼-¾×÷⁄№∂∆∏∑√∞∩∫≈≠≡≤≥";
/// Letters of faces such as `( o¬ô )`, which may stand anywhere.
const KAOMOJI: &str = "°Ò-ÖÙ-Üò-öø-üŌŐŪŲ";
const UPPER_ACCENTED: &str = "À-ÑØÜÝĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŒŘŚŞŠŢŤŮŰŸŹŻŽҐ";
const LOWER_ACCENTED: &str = "ß-ñüāăąćčďđēėęěğģīįķĺļľłœŕśşšťźżžґﬁﬂ";
const UPPER_COMMON: &str = "ÞΆΈ-ΊΌΎΏΑ-ΫЁ-Я";
const LOWER_COMMON: &str = "ά-ωа-џ";
const BOX: &str = "│┌┐┘├┤┬┼═-╬▀▄█▌▐-▓";

/// Neighbours that give broken text away; `{name}` stands for a category.
const UNLIKELY: &[&str] = &[
    "[{c1}]",
    "[{bad}{lower}{upper}{box}{start}{end}{currency}{numeric}{law}][{bad}]",
    "[a-zA-Z][{lower_common}{upper_common}][{bad}]",
    "[{bad}][{lower}{upper}{box}{start}{end}{currency}{numeric}{law}]",
    "[{lower}{lower_common}{box}{end}{currency}{numeric}][{upper}]",
    "[{box}{end}{currency}{numeric}][{lower}]",
    "[{lower}{box}{end}][{currency}]",
    r"\s[{upper}][{currency}]",
    "[{upper}{box}][{numeric}{law}]",
    "[{lower}{upper}{box}{currency}{end}][{start}][{numeric}]",
    "[{lower}{upper}{currency}{numeric}{box}{law}][{end}][{start}]",
    "[{currency}{numeric}{box}][{start}]",
    "[a-z][{upper}][{start}{currency}]",
    "[{box}][{kaomoji}]",
    "[{lower}{upper}{currency}{numeric}{start}{end}{law}][{box}]",
    "[{box}][{end}]",
    r"[{lower}{upper}][{start}{end}][\p{L}\p{N}_]",
    // The ligature œ when not followed by an unaccented Latin letter.
    "[Œœ][^A-Za-z]",
    // Degree signs after capital letters.
    "[{upper}]°",
    // Two characters of windows-1252 that the cases above leave out.
    "[ÂÃÎÐ][€œŠš¢£Ÿž\u{a0}\u{ad}®©°·»{start}{end}–—´]",
    "×[²³]",
    // Arabic words in windows-1252 need the common characters too, so four in a row are asked for.
    "[ØÙ][{common}{currency}{bad}{numeric}{start}ŸŠ®°µ»][ØÙ][{common}{currency}{bad}{numeric}{start}ŸŠ®°µ»]",
    // The start of three characters of some South Asian alphabets in windows-1252.
    "à[²µ¹¼½¾]",
    // MacRoman.
    "√[±∂†≠®™´≤≥¥µø]",
    "≈[°¢]",
    "‚Ä[ìîïòôúùû†°¢π]",
    "‚[âó][àä°ê]",
    // Windows-1251 of what stands at U+2000.
    "вЂ",
    // Windows-1251 of Latin-1 and Cyrillic: two characters are often meant, three hardly.
    "[ВГРС][{c1}{bad}{start}{end}{currency}°µ][ВГРС]",
    // Windows-1251 on top of windows-1252, with a Latin letter beside it.
    "ГўВЂВ.[A-Za-z ]",
    // à, á and the no-break space in windows-1252.
    "Ã[\u{a0}¡]",
    r"[a-z]\s?[ÃÂ][ ]",
    "^[ÃÂ][ ]",
    // Â before a character that it stands for itself.
    "[a-z.,?!{end}]Â[ {start}{end}]",
    // Windows-1253 of what stands at U+2000, of Latin-1 and of Greek.
    "β€[™\u{a0}Ά\u{ad}®°]",
    "[ΒΓΞΟ][{c1}{bad}{start}{end}{currency}°][ΒΓΞΟ]",
    // Windows-1257 of what stands at U+2000.
    "ā€",
];

static BADNESS: LazyLock<Regex> = LazyLock::new(|| {
    let categories = [
        ("{common}", COMMON),
        ("{c1}", C1),
        ("{bad}", BAD),
        ("{law}", LAW),
        ("{currency}", CURRENCY),
        ("{start}", START),
        ("{end}", END),
        ("{numeric}", NUMERIC),
        ("{kaomoji}", KAOMOJI),
        ("{upper}", UPPER_ACCENTED),
        ("{lower}", LOWER_ACCENTED),
        ("{upper_common}", UPPER_COMMON),
        ("{lower_common}", LOWER_COMMON),
        ("{box}", BOX),
    ];
    let pattern = categories.iter().fold(UNLIKELY.join("|"), |pattern, (name, class)| pattern.replace(name, class));
    Regex::new(&pattern).expect("a valid pattern")
});

/// Whether text looks as if some of it had been read in the wrong encoding. The longer the text, the likelier.
pub(super) fn is_bad(text: &str) -> bool {
    !text.is_ascii() && BADNESS.is_match(text)
}

/// Whether windows-1252, or an encoding like it, writes the character as the first byte of this many in UTF-8.
fn sequence(c: char) -> Option<usize> {
    match c {
        'Â'..='ß' | 'Β'..='Ρ' | 'Σ'..='ί' | 'В'..='Я' => Some(2),
        'Ā' | 'Ă' | 'Ć' | 'Č' | 'Ď' | 'Đ' | 'Ē' | 'Ė' | 'Ę' | 'Ě' | 'Ğ' | 'Ģ' | 'Ī' | 'İ' | 'Ķ' | 'Ĺ' | 'Ļ' | 'Ł' => {
            Some(2)
        }
        'Ń' | 'Ņ' | 'Ň' | 'Ō' | 'Ő' | 'Ř' | 'Ś' | 'Ş' | 'Š' | 'Ţ' | 'Ū' | 'Ů' | 'Ű' | 'Ų' | 'Ź' | 'Ż' | 'Ž' => {
            Some(2)
        }
        'à'..='ï' | 'ΰ'..='ο' | 'а'..='п' => Some(3),
        'ā' | 'ă' | 'ą' | 'ć' | 'č' | 'ď' | 'ē' | 'ė' | 'ę' | 'ě' | 'ģ' | 'ī' | 'į' | 'ķ' | 'ĺ' | 'ļ' | 'ŕ' | 'ź' => {
            Some(3)
        }
        'ð' | 'ó' | 'đ' | 'ğ' | 'š' | 'π' | 'σ' | 'р' | 'у' => Some(4),
        _ => None,
    }
}

/// Whether such an encoding writes the character as a later byte of a sequence, and the character hardly stands for
/// itself beside one.
fn continues_only(c: char) -> bool {
    matches!(c,
        '\u{80}'..='¿' | 'Š'..='š' | 'Ÿ'..='ž' | '˛'..='˝' | '΄'..='Ά' | 'Έ'..='Ί' | 'Ё'..='Ќ' | 'ё'..='ќ'
        | 'Æ' | 'Ø' | 'æ' | 'ø' | 'Ą' | 'ą' | 'Ľ' | 'ľ' | 'Ł' | 'ł' | 'Œ' | 'œ' | 'Ŗ' | 'ŗ' | 'Ś' | 'ś' | 'Ş' | 'Ť'
        | 'ť' | 'ƒ' | 'ˆ' | 'ˇ' | '˘' | 'Ό' | 'Ύ' | 'Ώ' | 'Ў' | 'Џ' | 'ў' | 'џ' | 'Ґ' | 'ґ' | '†' | '‡' | '‰' | '‹'
        | '›' | '€' | '№' | '™')
}

/// As [`continues_only`], with what also stands for itself: spaces (which may have been no-break spaces), dashes,
/// quotation marks, the bullet and the ellipsis.
fn continues(c: char) -> bool {
    continues_only(c) || matches!(c, ' ' | '–'..='―' | '‘'..='‚' | '“'..='„' | '•' | '…')
}

/// The first run at or after `from` that looks like UTF-8 read in another encoding, as a range of characters. A run
/// does not begin after a character that only continues one: mending a part of a garble makes it worse.
pub(super) fn next_run(text: &[char], mut from: usize) -> Option<std::ops::Range<usize>> {
    let one = |at: usize| {
        let len = sequence(*text.get(at)?)?;
        text.get(at + 1..at + len)?.iter().all(|&c| continues(c)).then_some(at + len)
    };
    while from < text.len() {
        if from.checked_sub(1).is_none_or(|before| !continues_only(text[before]))
            && let Some(mut end) = one(from)
        {
            while let Some(next) = one(end) {
                end = next;
            }
            return Some(from..end);
        }
        from += 1;
    }
    None
}
