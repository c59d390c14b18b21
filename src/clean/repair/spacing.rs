//! White space around punctuation: a space too many before it, or one too few after it.

use super::{
    Context, Found, camel,
    classes::has,
    tokens::{Words, chunks, is_address},
    words,
};
use regex::Regex;
use std::sync::LazyLock;

static STRAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N})\]”’%]( )[.,;!?](?:[\s”’)]|$)").expect("a valid pattern"));

/// `Organization .` loses its space. A colon keeps it: `Name : value` is a style, not damage.
pub(super) fn stray(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    let mut at = 0;
    while let Some(m) = STRAY.captures_at(text, at).and_then(|c| c.get(1)) {
        // `one , two` in code keeps its spaces on both sides of every sign.
        found.certain(m.range(), "");
        at = m.end();
    }
}

/// A list that is written without spaces throughout (`a,b,c`) is data.
fn is_list(chunk: &str) -> bool {
    chunk.matches(',').count() + chunk.matches(';').count() > 2
}

/// `hollow,muscular` and `word.Next` get a space.
pub(super) fn missing(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if chunks(text).nth(1).is_none() {
        return;
    }
    for (start, chunk) in chunks(text) {
        if !chunk.contains([',', ';', ':', '.', '?', '!']) || is_address(chunk) || is_list(chunk) || chunk.contains('`')
        {
            continue;
        }
        for (at, sign) in chunk.match_indices([',', ';', ':', '.', '?', '!']) {
            let left = tail(&chunk[..at]);
            let right = head(&chunk[at + 1..]);
            if left.chars().count() < 2 || right.is_empty() {
                continue;
            }
            let upper = right.starts_with(char::is_uppercase);
            let whole = left.len() == chunk[..at].trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let fits = match sign {
                "," => right.chars().count() > 1,
                // `tl;dr` is one word, and `&nbsp;` one sign.
                ";" => {
                    right.chars().count() > 1 && left.chars().count() > 2 && !chunk[..at - left.len()].ends_with('&')
                }
                ":" => {
                    whole
                        && left.chars().count() > 2
                        && !has(KEYWORDS, left)
                        && right.chars().count() > 1
                        && chunk.matches(':').count() == 1
                        && [left, right].iter().all(|w| words::listed(w) && w.chars().skip(1).all(char::is_lowercase))
                }
                _ => {
                    upper
                        && whole
                        && right.chars().skip(1).all(char::is_lowercase)
                        && left.chars().skip(1).all(char::is_lowercase)
                        && words::known(&left.to_lowercase(), 50)
                        && words::listed(right)
                        && chunk.matches('.').count() + usize::from(sign != ".")
                            <= 1 + usize::from(chunk.ends_with('.'))
                        && !chunk[at + 1..].contains('(')
                        && !TLDS.contains(&right)
                        && !is_member(text[..start].trim_end(), left, right)
                }
            };
            if fits {
                let after = start + at + sign.len();
                found.certain(after..after, " ");
            }
        }
    }
}

/// Pairs of known words that a comma joins without a space.
pub(super) fn unspaced(text: &str) -> impl Iterator<Item = String> {
    chunks(text).filter(|(_, c)| c.matches(',').count() == 1 + usize::from(c.ends_with(','))).filter_map(
        |(_, chunk)| {
            let (left, right) = chunk.split_once(',')?;
            let right = right.trim_end_matches(|c: char| !c.is_alphanumeric());
            let plain = |w: &str| w.len() > 1 && w.bytes().all(|b| b.is_ascii_lowercase()) && words::known(w, 50);
            (plain(left) && plain(right)).then(|| chunk.to_owned())
        },
    )
}

/// Whether `left.Right` is a part of something in a program: `2 * time.Second`, `file.Close`.
fn is_member(before: &str, left: &str, right: &str) -> bool {
    const OPENERS: &str = "the this that these those it its they we you he she i a an in on at for from with by to and but or if \
        when while what which who why how there their our your his her as after before";
    before.ends_with(['*', '=', '+', '/', '(']) || camel::is_identifier(left) && !has(OPENERS, &right.to_lowercase())
}

/// Words that stand before a colon in programs: `try: except:pass`.
const KEYWORDS: &str = "case default do else except finally lambda try";

/// Words after a full stop that make a product of it, not a new sentence.
const TLDS: [&str; 8] = ["Net", "Com", "Org", "Io", "Js", "Ai", "Py", "Me"];

fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(text.len(), |(at, _)| at);
    &text[from..]
}

fn head(text: &str) -> &str {
    let to = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..to]
}
