//! White space around punctuation: a space too many before it, or one too few after it.

use super::{
    Context, Found, camel,
    classes::has,
    language::{Count, is_program, shows_program},
    tokens::{Words, chunks, is_address},
    words,
};
use regex::Regex;
use std::{cell::LazyCell, sync::LazyLock};

static STRAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N})\]”’%]( )[.,;!?](?:[\s”’)]|$)").expect("a valid pattern"));

/// Words that end nothing: a sign after them is a word itself (`Press the . key`).
const LEADING: &str = "a an the of to for from with by as and or if when use";

/// `Organization .` loses its space. A colon keeps it: `Name : value` is a style, not damage.
pub(super) fn stray(_: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    let mut at = 0;
    while let Some(m) = STRAY.captures_at(text, at).and_then(|c| c.get(1)) {
        // `one , two` in code keeps its spaces on both sides of every sign.
        if ends(&text[..m.start()], &text[m.end()..]) {
            found.certain(m.range(), "");
        }
        at = m.end();
    }
}

/// Whether a sign, with which `tail` begins, ends what stands before it: words go before it, and what goes after begins
/// something new. So does nothing after `find . -type f`, `Without the ! there`, `people . . . only`.
fn ends(head: &str, tail: &str) -> bool {
    const CLOSING: [char; 3] = ['”', '’', ')'];
    const OPENING: [char; 6] = ['“', '‘', '"', '\'', '(', '['];
    let last = head.rsplit(char::is_whitespace).next().unwrap_or(head).trim_start_matches(OPENING);
    let bare = last.trim_end_matches(|c: char| !c.is_alphanumeric());
    let cut = last.contains('(') && !last.contains(')');
    let option = last.starts_with(['-', ':', '=']) || is_program(last);
    if bare.is_empty() || cut || option || has(LEADING, &bare.to_lowercase()) {
        return false;
    }
    let (sign, rest) = tail.split_at(1);
    let closed = rest.starts_with(CLOSING);
    let rest = rest.trim_start_matches(CLOSING);
    let next = rest.trim_start().trim_start_matches(OPENING).chars().next();
    let number = || bare.ends_with(char::is_numeric);
    match (sign, next) {
        // `;)` is a face.
        (";" | ",", _) if closed => false,
        (";", Some(c)) => {
            c.is_lowercase() && head.ends_with(char::is_lowercase) && is_running(head) && is_running(rest)
        }
        (";", None) => false,
        // `ls -l .`
        (_, None) => rest.trim().is_empty() && !shows_program(head),
        // A wide gap parts cells.
        (_, Some(_)) if rest.starts_with("   ") || rest.starts_with('\t') => false,
        // `is_open ? 'yes' : 'no'`
        ("?", Some(_)) if rest.contains(" : ") => false,
        (",", Some(c)) => c.is_alphabetic() || c.is_numeric() && !number(),
        (_, Some(c)) => c.is_uppercase() || c.is_numeric() && !number(),
    }
}

/// A list that is written without spaces throughout (`a,b,c`) is data.
fn is_list(chunk: &str) -> bool {
    chunk.matches(',').count() + chunk.matches(';').count() > 2
}

const SIGNS: [char; 6] = [',', ';', ':', '.', '?', '!'];

/// Whether a chunk is a record, a name or a part of a program: all in capitals, or with different signs inside.
fn is_data(chunk: &str) -> bool {
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let kinds = SIGNS.iter().filter(|&&sign| inner.contains(sign)).count();
    kinds > 1 || chunk.contains('`') || is_program(chunk) || is_list(chunk) || !chunk.contains(char::is_lowercase)
}

/// Whether words stand in quotation marks or brackets by themselves, or are a list: `"mouse,key"`, `'File.Save'`,
/// `(row,column)`, `read,change,write`.
fn is_set_apart(chunk: &str) -> bool {
    const MARKS: [char; 10] = ['"', '\'', '“', '”', '‘', '’', '(', ')', '[', ']'];
    let inner = chunk.trim_end_matches(SIGNS);
    chunk.starts_with(MARKS) && inner.ends_with(MARKS) || inner.matches(',').count() > 1
}

/// Whether a line is running text without any of a program in it.
fn is_running(text: &str) -> bool {
    Count::of(text).is_prose() && !shows_program(text)
}

/// `hollow,muscular` and `word.Next` get a space.
pub(super) fn missing(context: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    if chunks(text).nth(1).is_none() {
        return;
    }
    let loses = context.loses_spaces;
    let mut running = None;
    for (start, chunk) in chunks(text) {
        if !chunk.contains(SIGNS) || is_address(chunk) || is_data(chunk) || !loses && is_set_apart(chunk) {
            continue;
        }
        for (at, sign) in chunk.match_indices(SIGNS) {
            let left = tail(&chunk[..at]);
            let right = head(&chunk[at + 1..]);
            if left.chars().count() < 2 || right.is_empty() {
                continue;
            }
            let upper = right.starts_with(char::is_uppercase);
            let whole = left.len() == chunk[..at].trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let asks = matches!(sign, "?" | "!");
            let label = sign == ":" && upper && left.starts_with(char::is_uppercase);
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
                        // `gender:male` is what it is called.
                        && (loses || label || has(OPENERS, &right.to_lowercase()))
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
                        && (asks || !is_member(text[..start].trim_end(), left, right, loses))
                }
            };
            // Elsewhere than in a source that loses spaces, both have to be ordinary words in running text.
            let rest = &chunk[at + 1 + right.len()..];
            let plain = |word: &str| words::listed(word) && word.chars().skip(1).all(char::is_lowercase);
            let tied = rest.starts_with(char::is_alphanumeric) || sign == "," && rest.starts_with(['-', '/', '&', '+']);
            let mut ordinary =
                || whole && !tied && plain(left) && plain(right) && *running.get_or_insert_with(|| is_running(text));
            if fits && (loses || asks || label || ordinary()) {
                let after = start + at + sign.len();
                found.certain(after..after, " ");
            }
        }
    }
}

/// Pairs of known words that a comma joins without a space in running text.
pub(super) fn unspaced(text: &str) -> impl Iterator<Item = String> {
    let running = LazyCell::new(move || is_running(text));
    let is_pair = |chunk: &str| chunk.matches(',').count() == 1 + usize::from(chunk.ends_with(','));
    chunks(text)
        .filter(move |(_, chunk)| is_pair(chunk) && !is_data(chunk) && !is_set_apart(chunk) && *running)
        .filter_map(|(_, chunk)| {
            let (left, right) = chunk.split_once(',')?;
            let right = right.trim_end_matches(|c: char| !c.is_alphanumeric());
            let plain = |w: &str| w.len() > 1 && w.bytes().all(|b| b.is_ascii_lowercase()) && words::known(w, 50);
            (plain(left) && plain(right)).then(|| chunk.to_owned())
        })
}

/// Words that begin a sentence and no name of a part.
const OPENERS: &str = "the this that these those it its they we you he she i a an in on at for from with by to and but or if \
    when while what which who why how there their our your his her as after before";

/// Whether `left.Right` is a part of something in a program: `2 * time.Second`, `file.Close`, `Edit.Undo`.
fn is_member(before: &str, left: &str, right: &str, loses: bool) -> bool {
    let called = camel::is_identifier(left)
        || !loses && (left.starts_with(char::is_uppercase) || camel::is_identifier(&right.to_lowercase()));
    before.ends_with(['*', '=', '+', '/', '(']) || called && !has(OPENERS, &right.to_lowercase())
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
