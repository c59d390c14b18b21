//! Text as Markdown that says the very words, in every dialect that the export is for.
//!
//! The dialects are CommonMark with the extensions of mdBook (typographic punctuation among them), Zola and Hugo
//! (shortcodes, read before Markdown is), Obsidian (`[[links]]`, `#tags`, `%%comments%%`, `==marks==`) and Quarto, that
//! is, Pandoc (mathematics, citations, lists with letters, `:::` divisions). A backslash before punctuation is text in
//! all of them; where something is read before Markdown is, a character reference stands in its place.

use std::ops::Range;

/// Mark-up that stands in the place of bytes of a line, or between two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The bytes.
    pub span: Range<usize>,
    /// What is written.
    pub says: String,
}

/// One line of text, for inside a paragraph, an item or a heading.
pub fn line(text: &str) -> String {
    marked(text.trim(), &[])
}

/// A line without white space around it, with mark-up in it; `signs` are in order.
pub fn marked(text: &str, signs: &[Sign]) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let start = start(text);
    let mut before = '\n';
    let mut chars = text.char_indices().peekable();
    let mut signs = signs.iter().peekable();
    let mut said = 0;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        while let Some(sign) = signs.next_if(|sign| sign.span.start <= i) {
            out.push_str(&sign.says);
            said = said.max(sign.span.end);
        }
        match c {
            _ if i < said => {}
            // With what follows it would be a picture: a link, or the footnote at the end.
            '!' if next.is_none() || signs.peek().is_some_and(|sign| sign.span.start == i + 1) => out.push_str("\\!"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '\'' | '"' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '{' | '}' | '$' | '%' | '@' | '=' | '^' | '~' => reference(&mut out, c),
            // `:name:`, `::: division`, `https://…`, a definition.
            ':' if before == '\n' || next.is_some_and(|n| !n.is_whitespace()) || before == ':' => {
                reference(&mut out, c)
            }
            // `--` and `...` would be set as dashes and an ellipsis.
            '-' | '.' if before == c || next == Some(c) => reference(&mut out, c),
            // `www.…` would become a link.
            '.' if text[..i].len() >= 3 && text.as_bytes()[i - 3..i].eq_ignore_ascii_case(b"www") => {
                reference(&mut out, c)
            }
            // What begins a list, a rule or a table.
            '-' | '+' | '.' | ')' | '(' if i == start => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        before = c;
    }
    signs.for_each(|sign| out.push_str(&sign.says));
    out
}

fn reference(out: &mut String, c: char) {
    out.push_str(&format!("&#{};", u32::from(c)));
}

/// Where the character is that would make a list of a line: its first, or what follows a number or letters.
fn start(text: &str) -> usize {
    if text.starts_with(['-', '+']) {
        return 0;
    }
    // `(a)`, `(1)`, `(@)`: without its bracket it is none.
    if text.starts_with('(') {
        return 0;
    }
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let marker = end > 0 && text[end..].starts_with(['.', ')']);
    let apart = || text[end + 1..].chars().next().is_none_or(char::is_whitespace);
    if marker && apart() { end } else { usize::MAX }
}

/// Code within a line, without white space around it; `None` for what a dialect would read in it.
pub fn code_span(code: &str) -> Option<String> {
    // What a shortcode begins with is read before Markdown is; a `|` ends a cell.
    if code.contains("{{") || code.contains("{%") || code.contains('|') || code.trim().is_empty() {
        return None;
    }
    let code = code.trim();
    let runs = code.split(|c| c != '`').map(str::len);
    let runs: Vec<usize> = runs.filter(|&run| run > 0).collect();
    let fence = "`".repeat((1..).find(|n| !runs.contains(n)).unwrap_or(1));
    let parts = code.starts_with('`') || code.ends_with('`');
    let space = if parts { " " } else { "" };
    Some(format!("{fence}{space}{code}{space}{fence}"))
}

/// The address of a link, with what comes before and behind it.
pub fn destination(address: &str) -> String {
    let mut out = String::from("](<");
    for c in address.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() || "<>\"\\^`{|}*[]$'".contains(c) => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
            }
            c => out.push(c),
        }
    }
    out.push_str(">)");
    out
}

/// Languages that Hugo, Quarto or Obsidian show something else of.
const DRAWN: [&str; 5] = ["goat", "mermaid", "query", "dot", "graphviz"];

/// Code, so that no dialect reads it: between fences longer than any in it. Shortcodes are read inside fences too, so
/// code that might hold one becomes lines of text.
pub fn code(lines: &[String], language: Option<&str>) -> String {
    if lines.iter().any(|l| l.contains("{{") || l.contains("{%")) {
        let lines: Vec<String> = lines.iter().filter(|l| !l.trim().is_empty()).map(|l| line(l)).collect();
        return format!("{}\n", lines.join("\\\n"));
    }
    let longest = lines.iter().flat_map(|l| l.split(|c| c != '`').map(str::len)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let plain = |l: &&str| l.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'));
    let language = match language.filter(plain).unwrap_or_default() {
        // mdBook hides lines of Rust, and puts others around it; to highlighters it is `rs` as well.
        rust if rust.eq_ignore_ascii_case("rust") => "rs",
        // Drawn, or looked up, in the place of the words.
        acts if DRAWN.iter().any(|name| acts.eq_ignore_ascii_case(name)) => "",
        language => language,
    };
    let body: String = lines.iter().map(|l| format!("{l}\n")).collect();
    format!("{fence}{language}\n{body}{fence}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The words that mdBook shows of a paragraph, with its options and more.
    fn shown(markdown: &str) -> Result<String, String> {
        let mut text = String::new();
        let mut paragraphs = 0;
        for event in Parser::new_ext(markdown, Options::all()) {
            match event {
                Event::Start(Tag::Paragraph) => paragraphs += 1,
                Event::End(TagEnd::Paragraph) => {}
                Event::Text(t) => text.push_str(&t),
                Event::SoftBreak => text.push(' '),
                other => return Err(format!("{other:?} in {markdown:?}")),
            }
        }
        if paragraphs > 1 { Err(format!("{paragraphs} paragraphs of {markdown:?}")) } else { Ok(text) }
    }

    fn words(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_dialects_read_is_text() {
        for text in [
            "*a* _b_ `c` [d](e) ![f](g) <b>h</b> &amp; \\* # i",
            "# a",
            "- a",
            "+ a",
            "1. a",
            "1) a",
            "a) b",
            "(a) b",
            "i. a",
            "> a",
            "--- ",
            "===",
            "| a | b |",
            "~~~",
            "```",
            "\"a\" 'b' -- --- ... it's",
            "$a$ ~b~ ^c^ ==d== %%e%% {{f}} {% g %} {{< h >}} {#id .class}",
            "[[a]] #tag [^1] @key",
            "https://example.org/a_b_c www.example.org a@b.example",
            ": a",
            "::: a",
            ":smile:",
            "[^1]: a",
            "[a]: b",
            "a  ",
            "\\",
            "- [ ] a",
            "> [!NOTE]",
            "<!-- a -->",
            "&copy; &#65;",
            "a\\",
        ] {
            assert_eq!(shown(&line(text)), Ok(words(text)), "{}", line(text));
            let escaped = line(text);
            for read_before in ["{{", "{%", "}}", "%%", "$", "==", "://", "@", "[[", "~~", "--", "..."] {
                assert!(!escaped.contains(read_before), "{read_before} in {escaped}");
            }
        }
        assert_eq!(
            line("It is 3.5 km (2 miles), he said: well-known."),
            "It is 3.5 km (2 miles), he said: well-known."
        );
    }

    #[test]
    fn code_stands_between_fences_or_is_text() {
        assert_eq!(code(&["a ``` b".into()], Some("rust")), "````rs\na ``` b\n````\n");
        assert_eq!(code(&["a".into()], Some("x y")), "```\na\n```\n");
        assert_eq!(code(&["a".into()], Some("Mermaid")), "```\na\n```\n");
        assert!(!code(&["{{< x >}}".into(), "{% y %}".into()], None).contains("{{"));
    }

    proptest! {
        #[test]
        fn any_line_is_shown_as_it_is(text in "[ -~\u{a0}é“’\t]{0,40}") {
            prop_assert_eq!(shown(&line(&text)).map(|t| words(&t)), Ok(words(&text)));
        }

        #[test]
        fn any_lines_are_one_paragraph(texts in proptest::collection::vec("[ -~]{0,12}[a-z]", 1..5)) {
            let markdown = texts.iter().map(|t| line(t)).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(shown(&markdown).map(|t| words(&t)), Ok(words(&texts.join(" "))));
        }
    }
}
