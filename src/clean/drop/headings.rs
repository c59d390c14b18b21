//! Headings that head nothing.

use super::Page;
use crate::{
    clean::shape::{Shape, Style, style, word_count},
    model::phrase,
};
use rust_stemmers::{Algorithm, Stemmer};
use std::{cell::OnceCell, collections::HashSet};

/// A headline that stands again before the text begins: the one nearest to the text stays.
pub fn repeated(page: &mut Page<'_>) {
    /// So many lines are a page's head; further down, lists of products repeat their names for good reason.
    const HEAD: usize = 8;
    let head = (0..page.lines.len()).find(|&i| page.is_text(i)).unwrap_or(0);
    let mut seen: HashSet<String> = HashSet::new();
    for i in (0..head.min(HEAD)).rev() {
        if page.is_title(i) && !seen.insert(page.lines[i].plain.to_lowercase()) {
            page.drop(i, "repeated-headline", phrase("reason.headline-again"));
        }
    }
}

/// The rank of a title among those of its page, smaller is higher: the commonest style ranks highest, the other
/// styles rank below it. A page with few titles has one rank.
fn rank(page: &Page<'_>) -> impl Fn(&str) -> u8 + use<> {
    let mut counts = [0usize; 4];
    for line in page.lines.iter().filter(|l| l.shape == Shape::Title && l.dropped.is_none()) {
        if word_count(&line.plain) >= 3 {
            counts[style(&line.plain) as usize] += 1;
        }
    }
    let all: usize = counts.iter().sum();
    let top = (0..4).max_by_key(|&i| (counts[i], std::cmp::Reverse(i))).filter(|&i| counts[i] * 2 > all && all >= 4);
    move |text| {
        let of = style(text);
        // A question may be asked in any style, so it ranks below only where all else is a question.
        let same = top.is_none_or(|t| t == of as usize || of == Style::Question || word_count(text) < 2);
        u8::from(!same)
    }
}

/// A heading with nothing under it: only furniture before a heading of a higher rank, or before the page's end. A
/// heading right under another may be its first subheading, and several in a row are a list, so those are left alone; so
/// is a line that holds a value (`Fat: 5 g`).
pub fn empty(page: &mut Page<'_>) {
    let rank = rank(page);
    let Some(first) = (0..page.lines.len()).find(|&i| page.is_text(i)) else { return };
    for i in (first..page.lines.len()).rev() {
        let plain = &page.lines[i].plain;
        let listed = i > 0 && page.is_title(i - 1) || i + 1 < page.lines.len() && page.is_title(i + 1);
        let value = plain.contains(|c: char| c.is_ascii_digit()) || plain.contains(": ");
        if !page.is_heading(i) || listed || value {
            continue;
        }
        match page.next(i) {
            // Furniture stood there. The last line of a page may look like a heading and be its last word.
            None if i + 1 < page.lines.len() => page.drop(i, "empty-heading", phrase("reason.nothing-under")),
            None => {}
            // A gap where furniture stood tells an emptied heading from the first of two.
            Some(next)
                if next > i + 1
                    && page.is_title(next)
                    && rank(&page.lines[next].plain) < rank(&page.lines[i].plain) =>
            {
                page.drop(i, "empty-heading", phrase("reason.furniture-under"));
            }
            Some(_) => {}
        }
    }
}

/// Of two full titles in a row, the one that speaks of something else than the text below them is the caption of
/// a picture or a video, or a teaser. "Speaks of" is the share of its content words that the text below uses.
pub fn stray(page: &mut Page<'_>) {
    /// Shorter titles are too often a heading and its first subheading.
    const FULL: usize = 4;
    /// The shares must differ by this much, or both stay.
    const LEAST_LEAD: f64 = 0.35;
    /// The text must be about one of them.
    const LEAST_SHARE: f64 = 0.7;
    /// What the page speaks of elsewhere is no stranger to it, but its own heading.
    const MOST_OF_PAGE: f64 = 0.8;
    let stemmer = Stemmer::create(Algorithm::English);
    let of_page: OnceCell<HashSet<String>> = OnceCell::new();
    let text = |page: &Page<'_>| {
        let lines = (0..page.lines.len()).filter(|&i| page.is_text(i));
        lines.flat_map(|i| content(&page.lines[i].plain, &stemmer)).collect()
    };
    // The first title before all text is the page's own; it may well speak of more than the first section does.
    let own = (0..page.lines.len()).find(|&i| page.stands(i) && page.lines[i].shape != Shape::Other);
    for a in (0..page.lines.len()).filter(|&a| own != Some(a)) {
        let full = |i: usize| {
            page.is_heading(i)
                && word_count(&page.lines[i].plain) >= FULL
                && style(&page.lines[i].plain) == Style::TitleCase
        };
        if !full(a) {
            continue;
        }
        let Some(b) = page.next(a) else { break };
        let prose_below = page.next(b).is_some_and(|c| page.lines[c].shape == Shape::Prose);
        if !full(b) || !prose_below {
            continue;
        }
        let below = text_below(page, b, &stemmer);
        if below.is_empty() {
            continue;
        }
        let share = |i: usize, text: &HashSet<String>| {
            let words = content(&page.lines[i].plain, &stemmer);
            words.iter().filter(|w| text.contains(*w)).count() as f64 / words.len().max(1) as f64
        };
        let (of_a, of_b) = (share(a, &below), share(b, &below));
        let (loser, lost, won) = if of_a < of_b { (a, of_a, of_b) } else { (b, of_b, of_a) };
        if won >= LEAST_SHARE
            && won - lost >= LEAST_LEAD
            && share(loser, of_page.get_or_init(|| text(page))) <= MOST_OF_PAGE
        {
            page.drop(loser, "stray-title", phrase("reason.two-titles").percent("this", lost).percent("other", won));
        }
    }
}

/// Stems of the text between title `i` and the next title.
fn text_below(page: &Page<'_>, i: usize, stemmer: &Stemmer) -> HashSet<String> {
    let body = (i + 1..page.lines.len()).filter(|&j| page.stands(j)).take_while(|&j| !page.is_title(j));
    body.flat_map(|j| content(&page.lines[j].plain, stemmer)).collect()
}

/// Stems of the words of four letters and more, and of shorter ones in capitals.
fn content(text: &str, stemmer: &Stemmer) -> HashSet<String> {
    const EMPTY: &[&str] =
        &["what", "does", "with", "your", "that", "this", "from", "have", "will", "when", "they", "them", "need"];
    let words = text.split(|c: char| !c.is_alphanumeric());
    let full = words.filter(|w| w.chars().count() > 3 || w.chars().count() > 1 && w.chars().all(char::is_uppercase));
    let lower = full.map(str::to_lowercase).filter(|w| !EMPTY.contains(&w.as_str()));
    lower.map(|w| stemmer.stem(&w).into_owned()).collect()
}
