//! HTML entities that show in the text.

use super::{Context, Found, tokens::Words};
use regex::Regex;
use std::sync::LazyLock;

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("cent", '¢'),
    ("copy", '©'),
    ("deg", '°'),
    ("divide", '÷'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euro", '€'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("micro", 'µ'),
    ("middot", '·'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("yen", '¥'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("iacute", 'í'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ouml", 'ö'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("uuml", 'ü'),
];

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:#([0-9]{2,7})|#[xX]([0-9a-fA-F]{2,6})|([a-zA-Z]{2,8}[0-9]{0,2}));").expect("a valid pattern")
});

/// Words of a text that speaks about entities instead of being broken by them.
const ABOUT: [&str; 6] = ["html", "entit", "escape", "xml", "markup", "ampersand"];

pub(super) fn find(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if !text.contains('&') || text.contains('`') || text.contains("](") {
        return;
    }
    let lower = text.to_lowercase();
    if ABOUT.iter().any(|w| lower.contains(w)) {
        return;
    }
    for entity in ENTITY.captures_iter(text) {
        let number = |group, radix| u32::from_str_radix(&entity[group], radix).ok().and_then(char::from_u32);
        let to = if entity.get(1).is_some() {
            number(1, 10)
        } else if entity.get(2).is_some() {
            number(2, 16)
        } else {
            NAMED.iter().find(|(name, _)| *name == &entity[3]).map(|&(_, c)| c)
        };
        let whole = entity.get(0).map_or(0..0, |m| m.range());
        let in_address = text[..whole.start].rsplit(char::is_whitespace).next().is_some_and(|w| w.contains("://"));
        if let Some(c) = to.filter(|c| !c.is_control() && !in_address) {
            found.certain(whole, c);
        }
    }
}
