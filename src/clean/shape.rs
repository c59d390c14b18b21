//! The shape of a line by itself: what can be said of it before its neighbours are known.

use crate::model::{BlockKind, Source};

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing but white space.
    Blank,
    /// Starts with a list marker.
    Item,
    /// Could stand as a heading: short, begins like one, and does not end like a sentence.
    Title,
    /// Sentences.
    Prose,
    /// None of these: numbers, fragments, code.
    Other,
}

/// How a title is written; lines of one style have one rank within a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `WHAT IT DOES`
    Upper,
    /// `What It Does`
    TitleCase,
    /// `What does it do?`, `What Does It Do?`
    Question,
    /// `What it does`
    Sentence,
}

/// The most words that a heading has. Longer lines are prose; published style guides ask for far fewer.
const TITLE_WORDS: usize = 20;

/// Bytes of the list marker, with the space after it, at the start of a trimmed line; whether it is ordered.
pub fn marker(text: &str) -> Option<(usize, bool)> {
    let first = text.chars().next()?;
    if "•·▪◦‣●○–*-+■□➢✓✔".contains(first) {
        let rest = &text[first.len_utf8()..];
        let space = rest.len() - rest.trim_start().len();
        return (space > 0 && space < rest.len()).then(|| (first.len_utf8() + space, false));
    }
    let label = text.find(['.', ')'])?;
    let ordinal = &text[..label];
    let fits = (1..=3).contains(&label) && ordinal.bytes().all(|b| b.is_ascii_digit())
        || label == 1 && first.is_ascii_alphabetic() && text[label..].starts_with(')');
    let rest = &text[label + 1..];
    let space = rest.len() - rest.trim_start().len();
    (fits && space > 0 && space < rest.len()).then_some((label + 1 + space, true))
}

/// The shape of a line of a source, whose published text is given: what the source's mark-up says of it, or else what
/// it looks like. A marked paragraph may be anything, and so may an item that is a link and nothing else, for teasers
/// are often written so.
pub fn of(source: &Source, line: u32, text: &str) -> Shape {
    let Some(block) = source.block(line) else {
        return if source.is_code(line) { Shape::Prose } else { shape(text) };
    };
    match block.kind {
        BlockKind::Heading { .. } => Shape::Title,
        BlockKind::Item { .. } if !source.is_link(line) => Shape::Item,
        BlockKind::Table { .. } => Shape::Item,
        BlockKind::Code { .. } => Shape::Prose,
        // Of a paragraph of several lines none is a title.
        _ if block.lines.len() > 1 => Some(shape(text)).filter(|s| *s != Shape::Title).unwrap_or(Shape::Prose),
        _ => shape(text),
    }
}

/// The shape of a line.
pub fn shape(text: &str) -> Shape {
    let text = text.trim();
    let Some(first) = text.chars().next() else { return Shape::Blank };
    if let Some((bytes, ordered)) = marker(text) {
        // `1. What It Does` is a heading as often as an item; its neighbours decide.
        return if ordered && is_title(&text[bytes..]) && style(&text[bytes..]) != Style::Sentence {
            Shape::Title
        } else {
            Shape::Item
        };
    }
    if is_title(text) {
        return Shape::Title;
    }
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphabetic() || *c == ' ').count();
    let worded = letters * 10 >= text.chars().count() * 6;
    let ended = is_ended(text);
    if worded && words >= 4 && (ended || words > 12) && (first.is_alphanumeric() || !first.is_ascii()) || words > 30 {
        return Shape::Prose;
    }
    if worded && words >= 4 && "\"'“‘([".contains(first) { Shape::Prose } else { Shape::Other }
}

/// Whether a text ends as a sentence or what announces a list does, in any script, with quotation marks and brackets behind
/// the sign.
pub fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '।', '۔', '؟'])
}

/// Whether a text was broken into lines of about one width: most of the lines that another follows directly, which are
/// given, are between 50 and 90 characters long and end in mid-sentence.
pub fn is_hard_wrapped<T: AsRef<str>>(followed: impl Iterator<Item = T>) -> bool {
    let (mut all, mut broken) = (0, 0);
    for line in followed {
        let text = line.as_ref().trim();
        all += 1;
        broken += usize::from((50..=90).contains(&text.chars().count()) && !is_ended(text));
    }
    all >= 6 && broken * 2 > all
}

/// Whether a text names a work as those who cite do: `et al.`, or an identifier.
pub(crate) fn names_a_work(text: &str) -> bool {
    ["et al.", "et al,", "doi:", "doi.org", "arXiv:", "PMID"].iter().any(|sign| text.contains(sign))
}

/// Whether a line could stand as a heading by itself.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    if !(1..=TITLE_WORDS).contains(&words) || text.chars().count() > 140 {
        return false;
    }
    // Words that stand in quotation marks as a whole are somebody's, not a heading.
    if text.starts_with(['"', '“', '«']) && text.ends_with(['"', '”', '»']) {
        return false;
    }
    let start = text.trim_start_matches(['"', '\'', '“', '‘', '¿', '¡']);
    let begins = start.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || is_uncased(c));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let end = text.chars().next_back().unwrap_or(' ');
    let ends = !matches!(end, '.' | ',' | ';' | '…' | '。' | '，' | '।' | '۔' | '{' | '}' | '=' | '|' | '>');
    begins
        && ends
        && letters >= 2
        && letters * 4 > text.chars().count()
        && !has_sentence_break(text)
        && !(matches!(end, ':' | '!') && style(text) == Style::Sentence)
        && !text.contains('\t')
}

/// Letters of scripts that have no case may begin a heading too.
fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// `He left. She stayed` holds two sentences; `R.N. Moda`, `vs. Them` and `No. 5` do not.
fn has_sentence_break(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|w| {
        let (word, next) = (w[0], w[1]);
        let stem = word.trim_end_matches(['.', '!', '?']);
        word.len() > stem.len()
            && (stem.chars().count() > 3 || word.ends_with(['!', '?']))
            && !stem.contains('.')
            && next.chars().next().is_some_and(char::is_uppercase)
            && stem.chars().any(char::is_lowercase)
    })
}

/// How a title is written. Small words and words that begin with a digit say nothing; a title of one word counts
/// as title case.
pub fn style(text: &str) -> Style {
    let text = text.trim();
    if text.ends_with('?') {
        return Style::Question;
    }
    let words = || text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic));
    if words().all(|w| !w.chars().any(char::is_lowercase)) && text.chars().filter(|c| c.is_uppercase()).count() > 3 {
        return Style::Upper;
    }
    let (mut capital, mut small) = (0, 0);
    for word in words().skip(1) {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric());
        match letters.next() {
            Some(c) if c.is_uppercase() => capital += 1,
            Some(c) if c.is_lowercase() && word.chars().count() > 3 => small += 1,
            _ => {}
        }
    }
    if small == 0 && (capital > 0 || words().count() < 2) || capital > 2 * small {
        Style::TitleCase
    } else {
        Style::Sentence
    }
}

/// Words of a line: runs between white space that hold a letter or a digit.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_by_themselves() {
        for (text, want) in [
            ("", Shape::Blank),
            ("  • 4.96/5", Shape::Item),
            ("12. Rinse with cold water, then wait for it to dry.", Shape::Item),
            ("3. Rinse And Repeat", Shape::Title),
            ("What It Does To The Body", Shape::Title),
            ("An Exceptional Tool:", Shape::Title),
            ("When using it, people can:", Shape::Prose),
            ("R.N. Able et al., A long title of a work, Journal, 364:8078, 2019.", Shape::Prose),
            ("It works. Nobody knows why that is so.", Shape::Prose),
            ("Smith vs. The State", Shape::Title),
            ("4.9", Shape::Other),
            ("});", Shape::Other),
            ("यह नदी पहाड़ों से निकलती है।", Shape::Prose),
        ] {
            assert_eq!(shape(text), want, "{text:?}");
        }
    }

    #[test]
    fn styles() {
        for (text, want) in [
            ("What It Does", Style::TitleCase),
            ("Of mice and men", Style::Sentence),
            ("Overview", Style::TitleCase),
            ("What is it?", Style::Question),
            ("HOW IT WORKS", Style::Upper),
            ("The Role of GABA in the Brain", Style::TitleCase),
        ] {
            assert_eq!(style(text), want, "{text:?}");
        }
    }
}
