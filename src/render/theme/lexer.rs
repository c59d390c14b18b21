//! A template's text to the tokens inside its tags. What stands between tags says nothing about variables.

use std::ops::Range;

/// Symbols, longest first.
const SYMBOLS: [&str; 31] = [
    "...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", "+", "-", "*", "/", "%", "!", ".", ",", ":", "~", "|",
    "=", ">", "<", "(", ")", "[", "]", "{", "}", "@",
];

/// A token inside `{{ … }}` or `{% … %}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{{`
    Show,
    /// `{%`
    Tag,
    /// `}}` or `%}`
    End,
    Word(&'a str),
    /// What stands between the quotes, escapes as they are written.
    Text(&'a str),
    Number,
    Symbol(&'static str),
}

/// Tokens with the bytes that they take; `None` where Tera would not take the text either.
pub(super) fn tokens(text: &str) -> Option<Vec<(Token<'_>, Range<usize>)>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..)?.match_indices('{').map(|(i, _)| at + i).find(|&i| opens(text, i)) {
        let end = match text.as_bytes()[start + 1] {
            b'#' => start + text[start..].find("#}")? + 2,
            open => {
                let inside = start + 2 + usize::from(text[start + 2..].starts_with('-'));
                match raw(text, inside).filter(|_| open == b'%') {
                    Some(end) => end,
                    None => {
                        let (token, close) = if open == b'{' { (Token::Show, "}}") } else { (Token::Tag, "%}") };
                        tokens.push((token, start..inside));
                        tag(text, inside, close, &mut tokens)?
                    }
                }
            }
        };
        at = end;
    }
    Some(tokens)
}

fn opens(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'))
}

/// The end of `{% raw %}…{% endraw %}`, when the tag whose inside begins there is one.
fn raw(text: &str, inside: usize) -> Option<usize> {
    let closes = |at: usize, name: &str| {
        let rest = text.get(at..)?.trim_ascii_start().strip_prefix(name)?.trim_ascii_start();
        let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
        Some(text.len() - rest.len())
    };
    let body = closes(inside, "raw")?;
    let ends = text[body..].match_indices("{%").map(|(i, _)| body + i + 2);
    ends.map(|at| at + usize::from(text[at..].starts_with('-'))).find_map(|at| closes(at, "endraw"))
}

/// The tokens of one tag; gives its end.
fn tag<'a>(text: &'a str, mut at: usize, close: &str, tokens: &mut Vec<(Token<'a>, Range<usize>)>) -> Option<usize> {
    loop {
        at = text.len() - text.get(at..)?.trim_ascii_start().len();
        let rest = &text[at..];
        for end in [0, usize::from(rest.starts_with('-'))] {
            if rest[end..].starts_with(close) {
                tokens.push((Token::End, at..at + end + close.len()));
                return Some(at + end + close.len());
            }
        }
        let first = rest.bytes().next()?;
        let run = |keep: fn(&u8) -> bool| rest.bytes().take_while(keep).count();
        let (token, len) = match first {
            b'0'..=b'9' => {
                let whole = run(u8::is_ascii_digit);
                let fraction =
                    rest[whole..].strip_prefix('.').map(|f| f.bytes().take_while(u8::is_ascii_digit).count());
                (Token::Number, whole + fraction.map_or(0, |f| f + 1))
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => {
                let len = run(|b| b.is_ascii_alphanumeric() || *b == b'_');
                (Token::Word(&rest[..len]), len)
            }
            quote @ (b'"' | b'\'' | b'`') => {
                let mut escaped = false;
                let len = rest.bytes().skip(1).position(|b| {
                    let ends = b == quote && !escaped;
                    escaped = b == b'\\' && !escaped;
                    ends
                })?;
                (Token::Text(&rest[1..=len]), len + 2)
            }
            _ => {
                let symbol = SYMBOLS.into_iter().find(|s| rest.starts_with(s))?;
                (Token::Symbol(symbol), symbol.len())
            }
        };
        tokens.push((token, at..at + len));
        at += len;
    }
}
