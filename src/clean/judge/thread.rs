//! Where a page's text ends and what its readers wrote begins.

use regex::Regex;
use std::sync::LazyLock;

/// A heading of comments has no more characters.
const CHARS: usize = 80;

static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    let ours = r"(?:leave an?|post an?|add an?|join the|view|show|read|all|user|reader|latest|recent|be the first to)";
    let said = r"(?:comments?|repl(?:y|ies)|responses?)";
    // `Discussion` and `Response to …` head sections of papers, so it takes more than those words.
    let forms = [
        format!(r"\d[\d,]* (?:{said}(?: to .*)?|thoughts? on .*)"),
        format!(r"(?:{ours} )+(?:\d[\d,]* )?(?:{said}|discussion|conversation)"),
        r"(?:comments|replies)(?: ?\(?\d[\d,]*\)?| filter)?".to_owned(),
    ];
    Regex::new(&format!(r"(?i)^\W*(?:{})\W*$", forms.join("|"))).expect("a valid pattern")
});

/// Whether a line is the heading of readers' comments: `36 Comments`, `Leave a Reply`, `2 responses to “…”`.
fn is_heading(text: &str) -> bool {
    text.chars().nth(CHARS).is_none() && HEADING.is_match(text)
}

/// The first heading of comments on a page, but for its first line.
pub(super) fn begins<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    lines.enumerate().skip(1).find(|(_, text)| is_heading(text)).map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_have_headings_of_few_kinds() {
        for text in ["36 Comments", "Leave a Reply", "COMMENTS", "2 thoughts on \"The Weir\"", "Join the conversation"]
        {
            assert!(is_heading(text), "{text}");
        }
        for text in [
            "Comment on peut nager",
            "The discussion went on until the evening.",
            "Response times",
            "Response to exercise",
            "Discussion",
        ] {
            assert!(!is_heading(text), "{text}");
        }
        assert_eq!(begins(["Comments", "On banks", "2 Replies to this", "1 Reply"].into_iter()), Some(2));
    }
}
