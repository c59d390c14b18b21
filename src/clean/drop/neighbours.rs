//! Lines that only their neighbours give away: what a teaser label points at, a name under a headline.

use super::Page;
use crate::{
    clean::{
        repair::is_no_name,
        shape::{Shape, word_count},
    },
    model::phrase,
};
use regex::Regex;
use std::{collections::HashSet, sync::LazyLock};

const MONTH: &str = r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\.?";

/// A date by itself: day and month in words or figures with a year, a label such as `Published` before it and a
/// time of day after it.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let date = format!(
        r"(?i)^((last |first )?(published|updated|posted|modified|reviewed|edited|created|date|on|at|last update)\W*)*((mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+)?({MONTH}\s+\d{{1,2}}(st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(st|nd|rd|th)?\.?\s+{MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})([,T]?\W*(at )?\d{{1,2}}:\d\d.{{0,12}})?\W*$"
    );
    Regex::new(&date).expect("a valid pattern")
});

/// A date before the text begins, or beside a byline. Dates inside the text are the text's own.
pub fn datelines(page: &mut Page<'_>) {
    let text = (0..page.lines.len()).find(|&i| page.is_text(i)).unwrap_or(0);
    for i in 0..page.lines.len() {
        if !DATE.is_match(&page.lines[i].plain) {
            continue;
        }
        let by = |j: Option<usize>| {
            j.filter(|&j| j < page.lines.len())
                .is_some_and(|j| page.dropped_by(j, "byline") || page.dropped_by(j, "reading-time"))
        };
        if i < text {
            page.drop(i, "dateline", phrase("reason.date-first"));
        } else if by(i.checked_sub(1)) || by(Some(i + 1)) {
            page.drop(i, "dateline", phrase("reason.date-by"));
        }
    }
}

/// A label without a target of its own (`Don't Miss`) takes the title-like lines after it, up to the first that
/// has text under it: that one is a heading of this page.
pub fn teaser_targets(page: &mut Page<'_>) {
    /// A block of teasers is rarely longer.
    const MOST: usize = 12;
    // The first line that stands after the label: lines only go here, so it never moves up.
    let mut first = 0;
    for label in 0..page.lines.len() {
        if !page.dropped_by(label, "teaser-label") {
            continue;
        }
        first = first.max(label + 1);
        while first < page.lines.len() && !page.stands(first) {
            first += 1;
        }
        let (mut at, mut taken) = (Some(first).filter(|&i| i < page.lines.len()), 0);
        while let Some(i) = at
            && taken < MOST
            && page.is_title(i)
        {
            let next = page.next(i);
            if next.is_none_or(|n| !page.is_title(n)) {
                break;
            }
            page.drop(i, "teaser-target", phrase("reason.teaser"));
            taken += 1;
            at = next;
        }
    }
}

/// A line that is shaped like a person's name, between a headline and the text, beside a line that a byline
/// keeps company with (a date, a policy link, a reading time).
pub fn bylines(page: &mut Page<'_>) {
    const COMPANY: &[&str] = &["dateline", "byline", "policy-link", "reading-time", "share-links"];
    // The last line above that stands: lines only go here, so it is known once they were asked.
    let mut above: Option<usize> = None;
    for i in 0..page.lines.len() {
        if !page.stands(i) {
            continue;
        }
        if !is_name(&page.lines[i].plain) {
            above = Some(i);
            continue;
        }
        let beside = |j: Option<usize>| {
            j.filter(|&j| j < page.lines.len()).is_some_and(|j| COMPANY.iter().any(|rule| page.dropped_by(j, rule)))
        };
        // What opens a page is its headline, unless one follows.
        let under_a_headline = match above {
            Some(above) => page.lines[above].shape == Shape::Title,
            None => page.next(i).is_some_and(|below| page.is_title(below)),
        };
        if under_a_headline && (beside(i.checked_sub(1)) || beside(Some(i + 1))) {
            page.drop(i, "byline-name", phrase("reason.name"));
        }
        if page.stands(i) {
            above = Some(i);
        }
    }
}

/// A line that was taken for a name is none when most of its words are no name's: it stands again. The judge has learned
/// from pages on which it was gone, so this comes after it.
pub fn no_names(page: &mut Page<'_>) {
    let gone = |page: &Page<'_>, i: &usize| page.dropped_by(*i, "byline-name");
    let Some(start) = (0..page.lines.len()).find(|i| gone(page, i)) else { return };
    let said: HashSet<String> =
        page.lines.iter().flat_map(|line| line.plain.split_whitespace()).map(|w| bare(w).to_owned()).collect();
    let mut opens = (0..start).all(|j| !page.stands(j));
    for i in start..page.lines.len() {
        if gone(page, &i) {
            let plain = &page.lines[i].plain;
            let (common, words) = (common_words(plain, &said), word_count(plain));
            if common * 2 >= words || opens && common > 0 {
                page.lines[i].dropped = None;
            }
        }
        opens &= !page.stands(i);
    }
}

/// Words that no name of a person has.
const SMALL: [&str; 23] = [
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "with", "from", "by", "is", "are", "do",
    "does", "what", "how", "why", "when", "your",
];

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphabetic())
}

/// Words of a line that no name has, or that the page also writes in lower case; `said` are all of its words.
fn common_words(text: &str, said: &HashSet<String>) -> usize {
    let words = text.split_whitespace().map(|w| bare(w).to_lowercase());
    words.filter(|w| SMALL.contains(&w.as_str()) || said.contains(w)).count()
}

/// Two to four capitalised words of letters only, initials allowed. None of them is one that no name has, and the first,
/// which is a given name, is no common word either.
fn is_name(text: &str) -> bool {
    !text.split_whitespace().any(|word| SMALL.contains(&word.to_lowercase().as_str()))
        && !text.split_whitespace().next().is_some_and(is_no_name)
        && (2..=4).contains(&word_count(text))
        && text.split_whitespace().all(|word| {
            let word = word.trim_end_matches([',', '.']);
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
                && (word.chars().count() == 1 || letters.any(char::is_lowercase))
        })
}
