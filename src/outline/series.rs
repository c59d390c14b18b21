//! Headings that are numbered: `1. It begins with sand`, text, `2. Then comes the sea`, text. Each by itself looks like
//! an item of a list.

use super::blocks::Line;
use crate::clean::shape::{self, Shape};

/// Fewer are steps or chance.
const FEWEST: usize = 3;
/// A heading of this kind has no more words.
const WORDS: usize = 15;

/// By line, the index of the first of the series that it is a heading of.
pub fn series(lines: &[Line<'_>]) -> Vec<Option<usize>> {
    let mut found = vec![None; lines.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut close = |open: &mut Vec<usize>| {
        if open.len() >= FEWEST {
            open.iter().for_each(|&i| found[i] = Some(open[0]));
        }
        open.clear();
    };
    for (i, number) in lines.iter().enumerate().filter_map(|(i, line)| Some((i, number(&line.text)?))) {
        if number as usize != open.len() + 1 {
            close(&mut open);
        }
        if number as usize == open.len() + 1 && heads(lines, i) {
            open.push(i);
        } else {
            close(&mut open);
        }
    }
    close(&mut open);
    found
}

/// The number that a line begins with.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let (bytes, ordered) = shape::marker(text)?;
    text[..bytes].trim_end().trim_end_matches(['.', ')']).parse().ok().filter(|_| ordered)
}

/// Whether a numbered line stands by itself, like a title, with text under it.
fn heads(lines: &[Line<'_>], i: usize) -> bool {
    let text = lines[i].text.trim();
    let bare = text[shape::marker(text).map_or(0, |(bytes, _)| bytes)..].trim_start();
    let next = lines.get(i + 1);
    let prose = next.is_some_and(|l| l.shape == Shape::Prose && shape::marker(l.text.trim()).is_none());
    let reached = || lines[i + 1..].iter().take_while(|l| number(&l.text).is_none()).any(|l| l.shape == Shape::Prose);
    lines[i].apart
        && next.is_some_and(|l| l.apart)
        && shape::shape(bare) == Shape::Title
        && shape::word_count(bare) <= WORDS
        && !shape::is_ended(bare.trim_end_matches('?'))
        && (prose || reached())
}
