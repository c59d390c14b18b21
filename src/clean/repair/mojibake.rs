//! Text decoded wrongly: HTML entities, UTF-8 read as windows-1252, and the lone `â` that is left of a quotation
//! mark or a dash when its other two bytes were lost.

use super::{draft::Change, words};
use crate::{clean::rules::Rules, model::Certainty};
use regex::Regex;
use std::sync::LazyLock;

static ENTITY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"&(?:amp;)*(?:#([0-9]{2,7})|#[xX]([0-9a-fA-F]{2,6})|([a-zA-Z]{2,8}));").ok());

const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("bull", "•"),
    ("middot", "·"),
    ("times", "×"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("euro", "€"),
    ("pound", "£"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("ntilde", "ñ"),
    ("ccedil", "ç"),
    ("agrave", "à"),
    ("acirc", "â"),
];

/// `&amp;` → `&`, `&#8217;` → `’`.
pub(super) fn entities(rules: &Rules, text: &str) -> Vec<Change> {
    let (Some(rule), Some(entity)) = (rules.on("html-entity"), ENTITY.as_ref()) else { return Vec::new() };
    if !text.contains('&') || text.contains('`') {
        return Vec::new();
    }
    entity
        .captures_iter(text)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let number = c
                .get(1)
                .and_then(|n| n.as_str().parse().ok())
                .or_else(|| c.get(2).and_then(|n| u32::from_str_radix(n.as_str(), 16).ok()));
            let to = match (number, c.get(3)) {
                (Some(n), _) => char::from_u32(n).filter(|c| !c.is_control()).map(String::from)?.replace('\u{a0}', " "),
                (None, Some(name)) => NAMED.iter().find(|(n, _)| *n == name.as_str())?.1.to_owned(),
                (None, None) => return None,
            };
            let in_address = text[..whole.start()]
                .char_indices()
                .rev()
                .take(300)
                .take_while(|(_, c)| !c.is_whitespace())
                .any(|(at, c)| c == ':' && text[at..].starts_with("://"));
            if in_address {
                return None;
            }
            Some(Change { span: whole.range(), to, rule: rule.clone(), certainty: Certainty::Certain, suggest: None })
        })
        .collect()
}

/// `â€™` → `’`, `Ã©` → `é`: a run of signs that windows-1252 makes of UTF-8 bytes, if they are valid UTF-8.
pub(super) fn reencoded(rules: &Rules, text: &str) -> Vec<Change> {
    let Some(rule) = rules.on("mojibake") else { return Vec::new() };
    if !text.contains(['Â', 'Ã', 'â', 'Ä', 'Å', 'Î', 'Ï', 'Ð', 'Ñ', 'ð']) {
        return Vec::new();
    }
    let chars: Vec<(usize, char, Option<u8>)> = text.char_indices().map(|(at, c)| (at, c, byte(c))).collect();
    let mut changes = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let len = match chars[i].2 {
            Some(0xC2..=0xDF) => 2,
            Some(0xE1..=0xEF) => 3,
            Some(0xF0..=0xF4) => 4,
            _ => 0,
        };
        let bytes: Vec<u8> = chars.iter().skip(i).take(len).filter_map(|c| c.2).collect();
        match std::str::from_utf8(&bytes) {
            Ok(to) if len > 0 && bytes.len() == len && !to.chars().all(char::is_control) => {
                let end = chars.get(i + len).map_or(text.len(), |c| c.0);
                changes.push(Change {
                    span: chars[i].0..end,
                    to: to.replace('\u{a0}', " "),
                    rule: rule.clone(),
                    certainty: Certainty::Certain,
                    suggest: None,
                });
                i += len;
            }
            _ => i += 1,
        }
    }
    changes
}

/// The byte that windows-1252 (or, where that has no sign, latin-1) reads as this character; only bytes of
/// multi-byte UTF-8.
fn byte(c: char) -> Option<u8> {
    match c as u32 {
        n @ 0x80..=0xFF => u8::try_from(n).ok(),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, failed) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            bytes.first().copied().filter(|b| !failed && *b >= 0x80)
        }
    }
}

/// What follows `â` at the start of French words: `âge`, `âme`, `âne`, `âpre`.
const FRENCH_TAILS: &[&str] =
    &["cre", "ge", "ges", "gé", "gée", "gées", "gés", "me", "mes", "ne", "nes", "pre", "pres", "tre"];

/// A lone `â` in English-looking surroundings becomes the quotation mark or dash that its place calls for.
pub(super) fn lone(rules: &Rules, text: &str) -> Vec<Change> {
    let Some(rule) = rules.on("lone-a-circumflex") else { return Vec::new() };
    if !text.contains('â') {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let mut open = false;
    let mut changes = Vec::new();
    for (i, &(start, c)) in chars.iter().enumerate() {
        if matches!(c, '“' | '”') {
            open = c == '“';
        }
        if c != 'â' {
            continue;
        }
        let (before, after) = (i.checked_sub(1).and_then(at), at(i + 1));
        let closes_later = || chars[i + 1..].iter().any(|c| matches!(c.1, 'â' | '”'));
        let tail = &text[start + c.len_utf8()..];
        let french = FRENCH_TAILS
            .iter()
            .any(|t| tail.strip_prefix(t).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
        if french && before.is_none_or(|b| !b.is_alphabetic()) {
            continue;
        }
        let to = if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) {
            inside_word(text, start, open)
        } else {
            place(before, after, i.checked_sub(2).and_then(at), open, closes_later)
        };
        let Some(to) = to else { continue };
        match to {
            "“" => open = true,
            "”" => open = false,
            _ => {}
        }
        let span = start..start + c.len_utf8();
        changes.push(Change {
            span,
            to: to.to_owned(),
            rule: rule.clone(),
            certainty: Certainty::Inferred,
            suggest: None,
        });
    }
    changes
}

fn inside_word(text: &str, at: usize, open: bool) -> Option<&'static str> {
    let cut = |c: char| !c.is_alphabetic() || c == 'â';
    let left = &text[text[..at].rfind(cut).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8))..at];
    let tail = &text[at + 'â'.len_utf8()..];
    let right = &tail[..tail.find(cut).unwrap_or(tail.len())];
    let (l, r) = (left.to_lowercase(), right.to_lowercase());
    let whole_left = words::known(left);
    if matches!(r.as_str(), "s" | "t" | "re" | "ve" | "ll" | "d" | "m") && (left.len() > 1 || matches!(l.as_str(), "i"))
    {
        let foreign = matches!((l.as_str(), r.as_str()), ("p" | "m", _));
        return (!foreign).then_some("’");
    }
    if words::size(&format!("{l}â{r}")).is_some() {
        return None;
    }
    let good = |w: &str, lower: &str| {
        w.len() > 1 && (words::known(w) || words::is_function(lower)) || lower == "a" || w == "I"
    };
    if whole_left
        && good(right, &r)
        && (l.len() > 2 || words::is_function(&l))
        && (r.len() > 2 || words::is_function(&r) || r == "a")
    {
        return Some("—");
    }
    if open && good(left, &l) && right.starts_with(char::is_uppercase) {
        return Some("—");
    }
    // One half is a word and the other starts or ends like a name that no list has.
    ((left.len() > 3 && right.len() > 3) && (whole_left || words::known(right))).then_some("—")
}

fn place(
    before: Option<char>,
    after: Option<char>,
    earlier: Option<char>,
    open: bool,
    closes_later: impl Fn() -> bool,
) -> Option<&'static str> {
    let gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let starts = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '$' | '#' | '@' | '[' | '(' | '…' | '.' | '\'' | '’' | '‘' | '£' | '€' | '*' | '<')
        })
    };
    match (before, after) {
        (None, a) if gap(a) => closes_later().then_some("“").or(Some("—")),
        (b, a) if gap(b) && gap(a) => {
            let closes = open && (a.is_none() || matches!(earlier, Some(',' | '.' | '?' | '!')));
            Some(if closes { "”" } else { "—" })
        }
        (Some(b), Some(a)) if b.is_ascii_digit() && a.is_ascii_digit() => Some("–"),
        (Some(b), Some(a)) if b.is_uppercase() && a.is_ascii_digit() => Some("’"),
        (Some(b), Some('s')) if b.is_ascii_digit() => Some("’"),
        (b, a) if (gap(b) || matches!(b, Some('(' | '[' | '/' | '—' | '–' | '‘' | '"'))) && starts(a) => {
            Some("“")
        }
        (Some(b), a) if !word(a) && !gap(Some(b)) => {
            let possessive = !open && matches!(b, 's' | 'S') && gap(a);
            Some(match a {
                _ if possessive => "’",
                Some('(' | '[' | '“' | '$' | '#') => "—",
                Some('â') if !open && b.is_alphanumeric() => "—",
                _ if b.is_ascii_digit() && !open => "″",
                _ => "”",
            })
        }
        (Some(b), a) if word(a) && !b.is_whitespace() => {
            // A closing bracket or quotation mark before a word: a dash, unless a quotation starts after `:` or `,`.
            match b {
                ')' | ']' | '”' | '"' | '%' | '’' | '°' | '™' | '®' => Some("—"),
                '.' | '?' | '!' | ',' | '…' if open => Some("”"),
                'â' if open => Some("—"),
                'â' => Some("“"),
                ':' | ',' | ';' | '.' | '?' | '!' | '=' | '>' => Some("“"),
                b if b.is_alphanumeric() => Some("—"),
                _ => earlier.is_some().then_some("—"),
            }
        }
        _ => None,
    }
}
