//! Where a page's text ends and what its readers wrote begins.

use super::marks::Marks;
use regex::Regex;
use std::sync::LazyLock;

/// A heading of comments has no more characters.
const CHARS: usize = 80;
/// Words of prose that the text above them has at least.
const PROSE: f32 = 30.0;
/// Words below the heading that are few: a form, a call to be the first.
const FEW_WORDS: f32 = 150.0;
/// Of so many lines below the heading, this share is signed in a thread.
const NEAR: usize = 40;
const SIGNED: f32 = 0.05;

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

/// Whether a line reads as the heading of readers' comments: `36 Comments`, `Leave a Reply`, `2 responses to “…”`.
fn is_heading(text: &str) -> bool {
    let capital = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    capital && text.chars().nth(CHARS).is_none() && HEADING.is_match(text)
}

/// Whether a line says who wrote and when, or asks to answer, as a thread does for each that wrote.
pub(super) fn is_signed(marks: &Marks, words: &[String]) -> bool {
    const ASKS: &[&str] = &[
        "comment",
        "commented",
        "comments",
        "edited",
        "like",
        "likes",
        "permalink",
        "quote",
        "replied",
        "replies",
        "reply",
        "report",
        "said",
        "says",
        "upvotes",
        "votes",
        "wrote",
    ];
    (marks.ago || marks.dated) && marks.words <= 12.0
        || marks.words <= 8.0 && words.iter().any(|w| ASKS.binary_search(&w.as_str()).is_ok())
}

/// Where a page's readers write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Thread {
    /// The first line that reads as a heading of comments.
    pub heading: usize,
    /// The first of these that bears it out: with prose above it, and below it lines that are signed, or little against what
    /// stands above. The count of comments under a headline does not, nor does a section of a manual.
    pub borne_out: Option<usize>,
}

/// The thread of a page; none begins with its first line. `sums` are words up to a line, words of prose, and lines that are
/// signed.
pub(super) fn find<'a>(lines: impl Iterator<Item = &'a str>, sums: &[[f32; 3]]) -> Option<Thread> {
    let last = sums.len() - 1;
    let bears_out = |&i: &usize| {
        let near = last.min(i + 1 + NEAR);
        let signed = sums[near][2] - sums[i + 1][2] >= SIGNED * (near - i - 1).max(1) as f32;
        let words = sums[last][0] - sums[i + 1][0];
        let prose = sums[i][1];
        prose >= PROSE && (signed || words <= FEW_WORDS || words * 2.0 <= prose)
    };
    let headings: Vec<usize> = lines.enumerate().skip(1).filter(|(_, text)| is_heading(text)).map(|(i, _)| i).collect();
    let heading = headings.first().copied()?;
    Some(Thread { heading, borne_out: headings.into_iter().find(bears_out) })
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
        assert!(!is_heading("comments.") && !is_heading("'comments':"));
    }

    #[test]
    fn comments_stand_below_prose_and_are_signed() {
        let borne_out = |lines: &[(&str, f32, f32)]| {
            let mut sums = vec![[0.0f32; 3]];
            for (_, prose, signed) in lines {
                let [words, of_prose, times] = sums[sums.len() - 1];
                sums.push([words + prose.max(3.0), of_prose + prose, times + signed]);
            }
            find(lines.iter().map(|l| l.0), &sums).unwrap().borne_out
        };
        let (text, said, signed) = (("text", 200.0, 0.0), ("said", 60.0, 0.0), ("A. Roe, 2 May", 0.0, 1.0));
        let (counted, heading) = (("36 Comments", 0.0, 0.0), ("Comments", 0.0, 0.0));
        assert_eq!(borne_out(&[counted, text, heading, signed, said, signed, said, signed, said]), Some(2));
        assert_eq!(borne_out(&[text, heading, said]), Some(1));
        assert_eq!(borne_out(&[text, heading, text, text, said, said, text]), None);
    }
}
