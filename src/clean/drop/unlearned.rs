//! What the judge has not learned from, and so has no say on: other languages, program text, lines that were broken at a
//! margin.

use super::Page;
use crate::clean::{
    judge::Opinions,
    repair::function_words,
    shape::{is_ended, is_hard_wrapped},
};

/// Letters and words that tell a language.
const LETTERS: usize = 12;
const WORDS: usize = 8;
/// Of so many words one is a function word, in an English sentence one that only English has, and in a sentence of another
/// language.
const ENGLISH_IN: usize = 20;
const FOREIGN_IN: usize = 6;
/// So many lines, one under the other, with this share of the signs that program text is full of, are program text.
const PROGRAM_LINES: usize = 3;
const SIGNS: f32 = 0.06;

/// What a line says of its language, as far as it is long enough to tell.
#[derive(Clone, Copy, PartialEq)]
enum Language {
    /// English, or too little to tell.
    Any,
    /// It has next to none of the words that no English sentence does without.
    Unlike,
    /// Another language: its script, or its own such words.
    Other,
}

fn language(text: &str) -> Language {
    let (mut letters, mut latin) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        latin += usize::from(c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c));
    }
    let [words, only_english, english, foreign] = function_words(text);
    if letters >= LETTERS && latin * 2 < letters
        || words >= WORDS && foreign > english && foreign >= 2 && foreign * FOREIGN_IN >= words
    {
        Language::Other
    } else if words >= WORDS && is_ended(text) && only_english * ENGLISH_IN < words {
        Language::Unlike
    } else {
        Language::Any
    }
}

/// First and one past the last of the lines that stand one under the other.
fn runs(page: &Page<'_>) -> Vec<std::ops::Range<usize>> {
    let joined = |a: &super::Line<'_>, b: &super::Line<'_>| b.number == a.number + 1;
    let mut at = 0;
    let lengths = page.lines.chunk_by(joined).map(<[_]>::len);
    lengths.map(|n| (at..at + n, at += n).0).collect()
}

/// By line, whether the judge has a say; `None` where most of the page is in another language.
pub(super) fn judged(page: &Page<'_>, opinions: &Opinions) -> Option<Vec<bool>> {
    let languages: Vec<Language> = page.lines.iter().map(|line| language(&line.plain)).collect();
    let letters = |i: usize| page.lines[i].plain.chars().filter(|c| c.is_alphabetic()).count();
    let (mut other, mut english) = (0, 0);
    for (i, language) in languages.iter().enumerate() {
        match language {
            Language::Any if opinions.is_sentence(i) => english += letters(i),
            Language::Any => {}
            Language::Other | Language::Unlike => other += letters(i),
        }
    }
    if other > english {
        return None;
    }
    let mut judged: Vec<bool> = languages.iter().map(|l| *l != Language::Other).collect();
    for run in runs(page).into_iter().filter(|run| run.len() >= PROGRAM_LINES) {
        if opinions.signs(run.clone()) >= SIGNS {
            judged[run].fill(false);
        }
    }
    Some(judged)
}

/// Paragraphs that were broken into lines at a margin: the judge's opinion of one is that of its lines in the mean.
pub(super) fn paragraphs(page: &Page<'_>) -> Vec<std::ops::Range<usize>> {
    let runs: Vec<_> = runs(page).into_iter().filter(|run| run.len() > 1).collect();
    let followed = runs.iter().flat_map(|run| run.start..run.end - 1);
    if !is_hard_wrapped(followed.map(|i| &page.lines[i].plain)) {
        return Vec::new();
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::drop::tests::on;

    const ENGLISH: &str = "The river rose for three days in the spring and took the old bridge with it in the end.\n\n";

    #[test]
    fn lines_of_another_language_and_of_programs_are_not_judged() {
        let german = "Der Fluss stieg drei Tage lang und nahm die alte Brücke mit sich, und das ist nicht neu.";
        let program = "for f in *.txt; do\n  mv \"$f\" \"${f%.txt}.md\"; i=$[i+1]\ndone > log; [ $i -gt 0 ] && echo $i";
        let text = format!("{}{german}\n\n{program}\n\nShoes (12)\nBags (7)\nHats (3)\n", ENGLISH.repeat(4));
        let want = [[true; 4].as_slice(), &[false; 4], &[true; 3]].concat();
        let judged = |text: &str| on(text, |page, opinions| judged(page, &opinions));
        assert_eq!(judged(&text), Some(want));
        assert_eq!(judged(&format!("{ENGLISH}{}", format!("{german}\n\n").repeat(2))), None);
    }

    #[test]
    fn a_paragraph_broken_at_a_margin_is_one() {
        let broken = "The river rose for three days in the spring and took the\nold bridge with it, and the mill, and \
                      the ferry, and much of\nthe path.\n\n";
        let of = |text: &str| on(text, |page, _| paragraphs(page));
        assert_eq!(of(&broken.repeat(4)), [0..3, 3..6, 6..9, 9..12]);
        assert!(of(&"Shoes\nBags\nHats\n\n".repeat(6)).is_empty());
    }
}
