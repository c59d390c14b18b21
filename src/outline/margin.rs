//! Lines that were broken at a margin: which of them the next one goes on with.

use super::{
    blocks::{Line, marked},
    program,
};
use crate::clean::shape::{self, Style};

/// Characters of a line that was broken at a margin, white space at its start included.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
/// So many lines tell that a source was broken at a margin.
const LINES: usize = 6;
/// And no fewer than one in so many of those that another follows directly: the others are programs and lists.
const SHARE: usize = 5;
/// The margin is where this many in a hundred of them end at the latest: some run over it.
const WITHIN: usize = 90;
/// People break lines early: a line that would be this many hundredths of the margin long with one more word is full.
const FULL: usize = 80;
/// One that is longer than so many hundredths of it was not broken there.
const OVER: usize = 130;
/// A line that is shorter than so many hundredths of the margin is a row of a list or of a poem.
const SHORT: usize = 50;
/// A sentence of at least so many words that goes on with so many in lower case was broken, whatever the lines around it do.
const WORDS: usize = 6;
const MORE: usize = 4;

/// The margin that a source was broken at, in characters, if it was.
#[derive(Clone, Copy)]
pub struct Margin(Option<usize>);

impl Margin {
    pub fn of(lines: &[Line<'_>]) -> Self {
        let pairs = || lines.windows(2).filter(|w| !w[1].apart);
        let wrapped = shape::is_hard_wrapped(pairs().map(|w| w[0].text.as_ref()));
        let mut widths: Vec<usize> = pairs()
            .filter(|w| !shape::is_ended(w[0].text.trim()) && (wrapped || begins_small(&w[1].text)))
            .map(|w| width(&w[0].text))
            .filter(|width| WIDTHS.contains(width))
            .collect();
        if widths.len() < LINES || widths.len() * SHARE < pairs().count() {
            return Self(None);
        }
        widths.sort_unstable();
        Self(widths.get(widths.len() * WITHIN / 100).copied())
    }

    /// Whether the line after the `i`th stands directly under it and goes on with what it says.
    pub fn goes_on(self, lines: &[Line<'_>], i: usize) -> bool {
        let Some(next) = lines.get(i + 1).filter(|next| !next.apart) else { return false };
        if shape::marker(next.text.trim()).is_some() || marked(&next.text).is_some() {
            return false;
        }
        let text = lines[i].text.trim();
        let goes_on = begins_small(&next.text) && !shape::is_ended(text);
        let width = width(&lines[i].text);
        match self.0 {
            Some(margin) => {
                let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
                let full = (width + 1 + word) * 100 > margin * FULL && width * 100 <= margin * OVER;
                goes_on && width * 100 > margin * SHORT || full
            }
            None => {
                goes_on
                    && width >= *WIDTHS.start()
                    && shape::marker(text).is_none()
                    && shape::word_count(text) >= WORDS
                    && shape::word_count(&next.text) >= MORE
                    && shape::style(text) == Style::Sentence
                    && !program::speaks(next.text.trim())
            }
        }
    }
}

fn width(text: &str) -> usize {
    text.trim_end().chars().count()
}

fn begins_small(text: &str) -> bool {
    text.trim_start().starts_with(char::is_lowercase)
}
