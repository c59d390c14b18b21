//! What a line is by itself: length, case, punctuation, signs.

use crate::clean::shape::{self, Shape};

pub(super) const STOP: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but", "by",
    "can", "could", "do", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "just", "like", "more", "my", "not", "of", "on", "one", "only", "or", "other", "our", "out",
    "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "up",
    "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
];
const MONTHS: &[&str] = &[
    "apr",
    "april",
    "aug",
    "august",
    "dec",
    "december",
    "feb",
    "february",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "mar",
    "march",
    "nov",
    "november",
    "oct",
    "october",
    "sep",
    "sept",
    "september",
];
const READER: &[&str] = &["you", "your", "yours", "yourself"];
const WRITER: &[&str] = &["i", "me", "my", "our", "ours", "us", "we"];

/// Marks of a line by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub words: f32,
    pub chars: f32,
    pub word_length: f32,
    pub capitals: f32,
    pub shouted: f32,
    pub digits: f32,
    pub signs: f32,
    pub stop: f32,
    pub reader: f32,
    pub writer: f32,
    pub sentences: f32,
    pub commas: f32,
    pub ended: bool,
    pub colon: bool,
    pub question: bool,
    pub exclaims: bool,
    pub cut: bool,
    pub lower: bool,
    pub digit_first: bool,
    pub item: bool,
    pub quoted: bool,
    pub link: bool,
    pub email: bool,
    pub bar: bool,
    pub money: bool,
    pub dated: bool,
    pub year: bool,
    pub ago: bool,
    pub count: bool,
    pub copyright: bool,
    pub name: bool,
    pub tabs: f32,
    pub code: f32,
    /// Characters that hardly anything but program text has.
    pub syntax: f32,
    pub doubled: f32,
    pub title: bool,
    pub prose: bool,
    /// Sentences of some length in common words: what a text is made of.
    pub solid: bool,
    /// A full sentence, if a short one.
    pub sentence: bool,
}

/// Whether a text ends as a sentence does, with quotation marks, a citation or the number of a note behind the full stop:
/// `… itself." [Op. Cit., p. 3]`, `… to others (Able, 2019).`, `… to others.12`.
fn is_ended(text: &str) -> bool {
    const STOPS: [char; 5] = ['.', '!', '?', '…', '。'];
    let quoted = |text: &str| text.trim_end_matches(['"', '\'', ')', ']', '»', '*', ' ']).ends_with(STOPS);
    let cited = || {
        let open = if text.ends_with(']') { '[' } else { '(' };
        text.ends_with([']', ')']) && text.rsplit_once(open).is_some_and(|(before, _)| quoted(before))
    };
    let noted = || {
        let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
        before.len() < text.len()
            && before.ends_with(STOPS)
            && !before.trim_end_matches(STOPS).ends_with(|c: char| c.is_ascii_digit())
            && text.len() - before.len() <= 3
    };
    quoted(text) || cited() || noted()
}

pub(super) fn share(n: usize, of: usize) -> f32 {
    n as f32 / of.max(1) as f32
}

pub(super) fn marks(text: &str, shape: Shape, words: &[String]) -> Marks {
    let is = |list: &[&str], w: &String| list.binary_search(&w.as_str()).is_ok();
    let count = |list: &[&str]| words.iter().filter(|w| is(list, w)).count();
    let (mut chars, mut digits, mut signs, mut code, mut syntax, mut tabs, mut commas) = (0, 0, 0, 0, 0, 0, 0);
    let mut next = text.chars().skip(1);
    for c in text.chars() {
        let before_digit = next.next().is_some_and(|c| c.is_ascii_digit());
        chars += 1;
        digits += usize::from(c.is_ascii_digit());
        if !c.is_alphanumeric() {
            signs += usize::from(!c.is_whitespace());
            code += usize::from("{}()[];=<>_\\/$#*`".contains(c));
            // `$5` is a price.
            syntax += usize::from("{}[];=<>_\\$`|&".contains(c) && !(c == '$' && before_digit));
        }
        tabs += usize::from(c == '\t' || c == '|');
        commas += usize::from(c == ',');
    }
    let (mut spoken, mut capitals, mut shouted, mut sentences) = (0usize, 0, 0, 0);
    for chunk in text.split_whitespace() {
        let mut letters = chunk.chars().filter(|c| c.is_alphabetic());
        if let Some(first) = letters.next() {
            spoken += 1;
            capitals += usize::from(first.is_uppercase());
            let rest = letters.clone().count();
            shouted += usize::from(first.is_uppercase() && rest > 0 && letters.all(char::is_uppercase));
        }
        sentences += usize::from(chunk.ends_with(['.', '!', '?', '…', ':']));
    }
    let body = text.trim_end_matches(['"', '\'', ')', ']', '»', '*', ' ']);
    let first = text.chars().next().unwrap_or(' ');
    let stop = count(STOP);
    let n = words.len();
    let ended = is_ended(text);
    let has = |w: &str| words.iter().any(|x| x == w);
    // "Jane Roe / Jane Roe" and "arrow arrow": words that the line says twice, next to each other or as halves.
    let half = n / 2;
    let twice =
        half > 0 && (words[..half] == words[n - half..] || words.windows(2).filter(|w| w[0] == w[1]).count() * 2 >= n);
    Marks {
        words: n as f32,
        chars: chars as f32,
        word_length: words.iter().map(|w| w.chars().count()).sum::<usize>() as f32 / n.max(1) as f32,
        capitals: share(capitals, spoken),
        shouted: share(shouted, spoken),
        digits: share(digits, chars),
        signs: share(signs, chars),
        stop: share(stop, n),
        reader: share(count(READER), n),
        writer: share(count(WRITER), n),
        sentences: sentences as f32,
        commas: share(commas, n),
        ended,
        colon: body.ends_with(':'),
        question: body.ends_with('?'),
        exclaims: body.ends_with('!'),
        cut: text.ends_with("...") || text.ends_with('…'),
        lower: first.is_lowercase(),
        digit_first: first.is_ascii_digit(),
        item: shape::marker(text).is_some(),
        quoted: matches!(first, '"' | '\'' | '«' | '>'),
        link: text.contains("http") || text.contains("www.") || text.contains(".com"),
        email: text.contains('@'),
        bar: text.contains(['|', '»', '›', '·', '→', '←', '«', '✓', '★']),
        money: text.contains(['$', '€', '£', '¥', '₹']),
        dated: words.iter().any(|w| is(MONTHS, w)) && digits > 0 || has("0") && text.contains(['/', ':']) && n < 8,
        year: text
            .split(|c: char| !c.is_ascii_digit())
            .any(|d| d.len() == 4 && (d.starts_with("20") || d.starts_with("19"))),
        ago: has("ago"),
        count: n <= 4 && digits > 0,
        copyright: text.contains(['©', '®', '™']),
        name: (2..=4).contains(&n) && capitals == spoken && spoken == n && digits == 0 && stop == 0,
        tabs: tabs as f32,
        code: share(code, chars),
        syntax: syntax as f32,
        doubled: f32::from(u8::from(twice)),
        title: shape == Shape::Title,
        prose: shape == Shape::Prose,
        solid: ended && n >= 12 && stop * 4 >= n && shape != Shape::Item,
        sentence: ended && n >= 5 && stop * 7 >= n && shape == Shape::Prose,
    }
}

#[cfg(test)]
mod tests {
    use super::is_ended;

    #[test]
    fn a_citation_or_the_number_of_a_note_may_follow_the_full_stop() {
        for text in
            ["It fell.", "\"It fell.\"", "… by itself.\" [Op. Cit., p. 3]", "It fell. (Able, 2019)", "It fell.12"]
        {
            assert!(is_ended(text), "{text}");
        }
        for text in ["It fell (see p. 3)", "Version 3.12", "On banks", "Node.js [12]"] {
            assert!(!is_ended(text), "{text}");
        }
    }
}
