//! HTML entities that show in the text: named (all of HTML 5), numeric, and those that lost their semicolon where
//! nothing else can be meant. One that was escaped twice (`&amp;eacute;`) is read twice.

use super::{
    Context, Found, encoding,
    tokens::{Words, chunks},
};
use html_escape::decode_html_entities;
use regex::Regex;
use std::{borrow::Cow, ops::Range, sync::LazyLock};

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"&(?:#(?<decimal>[0-9]{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>[a-zA-Z][a-zA-Z0-9]{1,31}));";
    Regex::new(pattern).expect("a valid pattern")
});

/// Without a semicolon HTML still knows a hundred names; these are the ones of them that are no words. A letter of a
/// word may be followed by the rest of the word, a space by the next word; the others end where the word ends.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"&(?:#(?<decimal>[0-9]{2,5})|(?<name>nbsp|[AEIOUYaeiouy]acute|[AEIOUaeiou](?:grave|circ)|[AEIOUaeiouy]uml|[ANOano]tilde|[Cc]cedil|[Aa]ring|[Oo]slash|szlig|(?:amp|lt|gt|quot|copy|reg|laquo|raquo|frac12|frac14|frac34|iquest|iexcl|plusmn|middot)\b))";
    Regex::new(pattern).expect("a valid pattern")
});

/// Words of a text that speaks about entities instead of being broken by them.
const ABOUT: [&str; 9] = ["html", "html5", "xhtml", "xml", "markup", "entity", "entities", "ampersand", "ampersands"];

pub(super) fn find(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if !text.contains('&') || text.contains('`') || text.contains("](") {
        return;
    }
    let lower = text.to_lowercase();
    if lower.split(|c: char| !c.is_alphanumeric()).any(|w| ABOUT.contains(&w)) {
        return;
    }
    // From where to where a piece between white space is an address.
    let addresses: Vec<Range<usize>> = chunks(text)
        .filter_map(|(start, chunk)| {
            let from = chunk.find("://").into_iter().chain(chunk.find('?')).min()?;
            Some(start + from..start + chunk.len())
        })
        .collect();
    let in_address = |at: usize| {
        let next = addresses.partition_point(|a| a.start < at);
        next.checked_sub(1).is_some_and(|i| addresses[i].contains(&at))
    };
    for entity in ENTITY.captures_iter(text) {
        let number = |group, radix| u32::from_str_radix(entity.name(group)?.as_str(), radix).ok();
        let to = match number("decimal", 10).or_else(|| number("hex", 16)) {
            Some(number) => numeric(number).map(|c| Cow::Owned(c.to_string())),
            None => entity.name("name").and_then(|name| named(name.as_str())),
        };
        let whole = entity.get(0).map_or(0..0, |m| m.range());
        if let Some(to) = to.filter(|_| !in_address(whole.start)) {
            found.certain(whole, to);
        }
    }
    for entity in BARE.captures_iter(text) {
        let whole = entity.get(0).map_or(0..0, |m| m.range());
        let next = text[whole.end..].chars().next();
        // `AT&T` and `a=1&copy=2` are none.
        let glued = text[..whole.start].ends_with(char::is_alphanumeric);
        let to = match (entity.name("decimal"), entity.name("name")) {
            (Some(digits), _) => digits.as_str().parse().ok().and_then(numeric).map(String::from),
            (_, Some(name)) => {
                let letter = name.as_str().len() > 4 && name.as_str() != "nbsp";
                let safe = !glued || name.as_str() == "nbsp" || letter && !name.as_str().starts_with(['r', 'l', 'q']);
                safe.then(|| named(name.as_str())).flatten().map(Cow::into_owned)
            }
            _ => None,
        };
        let goes_on = matches!(next, Some(';' | '=')) || glued && entity.name("decimal").is_some();
        if let Some(to) = to.filter(|_| !goes_on && !in_address(whole.start)) {
            found.inferred(whole, to);
        }
    }
}

/// The character of a number. Numbers of the control characters U+0080 to U+009F stand for windows-1252 (the HTML
/// standard has it so), white space for a space, and no other control character for anything.
fn numeric(number: u32) -> Option<char> {
    match char::from_u32(number)? {
        '\t' | '\n' | '\r' => Some(' '),
        c @ '\u{80}'..='\u{9f}' => Some(encoding::windows_1252(c)).filter(|c| !c.is_control()),
        c => Some(c).filter(|c| !c.is_control()),
    }
}

/// What a name stands for. A name in capitals is read as its letter in capitals (`P&EACUTE;REZ`, as ftfy has it).
fn named(name: &str) -> Option<Cow<'static, str>> {
    let decoded = |name: &str| {
        let entity = format!("&{name};");
        let text = decode_html_entities(&entity);
        (text != entity.as_str()).then(|| text.replace(['\t', '\n'], " "))
    };
    let small = |name: &str| {
        let is_capital = name.len() > 3 && name.bytes().all(|b| b.is_ascii_uppercase());
        is_capital.then(|| decoded(&name.to_lowercase())).flatten().map(|text| text.to_uppercase())
    };
    decoded(name).or_else(|| small(name)).map(Cow::Owned)
}
