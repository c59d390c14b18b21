//! Lines that the judge takes for furniture, where it may be trusted with the page.

use super::{Page, unlearned};
use crate::{
    clean::{
        judge::{Judge, Opinions},
        shape::{self, Shape},
    },
    model::Phrase,
};

/// The rule that the judge's drops are named by.
pub(crate) const RULE: &str = "learned-furniture";

/// A page with less prose is none that the judge knows: a list, a poem, a table, code, another language. Nor is a
/// source in Markdown: no scraper left furniture in it.
const PROSE_LINES: f32 = 2.0;
const PROSE_WORDS: f32 = 30.0;
/// A judge that would leave out more of a page's words than this has not understood the page.
const MOST: f32 = 0.85;
/// So far below the threshold a line is suspect: kept, and listed for the editor.
const NEAR: f32 = 0.05;
/// Full sentences are what a text is made of, titles and items of lists are few words and much sense: they must be
/// this share of the way from the threshold to certainty, a title above text that stays more, and so must a sentence
/// of fewer words than tell the judge much.
const SENTENCE: f32 = 0.4;
const SHORT_SENTENCE: f32 = 0.7;
const FEW_WORDS: f32 = 12.0;
const ITEM: f32 = 0.15;
const TITLE: f32 = 0.35;
const TITLE_OF_TEXT: f32 = 0.7;
/// No full sentence goes because it stands at the end of a page: without what its place says, it must still be so
/// likely to be furniture.
const WHEREVER: f32 = 0.25;
/// Lines at most between a title and its text that a named rule left out.
const BETWEEN: usize = 3;
/// What is listed under a line that ends with a colon (`The symptoms are:`), and that line, belong to the text,
/// whether or not a scraper left markers, unless that line is so likely to be furniture wherever it stands (`Filed
/// under:`). A list is no longer, and its items have no more words.
const LISTED: f32 = 0.9;
const LABEL: f32 = 0.5;
const LIST_LINES: usize = 40;
const LIST_WORDS: f32 = 30.0;
/// A page with fewer words of prose, or fewer lines, gives the judge little to go by.
const SHORT_PAGE: f32 = 300.0;
const SHORT_PAGE_LINES: f32 = 6.0;
const ON_SHORT_PAGE: f32 = 0.65;

/// On a page with so many signs of program text among its characters, the threshold is this share of the way: the
/// judge has seen few such pages, and their parts look like furniture.
const CODE: f32 = 0.05;
const OF_CODE: f32 = 0.3;

/// What is to become of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Stays,
    Suspect,
    Goes,
}

/// Whether a line names a work: with a year and with authors' initials or an identifier, or with a family name before a
/// comma and a year at its end. Pages that cite are worth more with their works.
fn is_work(text: &str) -> bool {
    let is_year = |d: &str| d.len() == 4 && (d.starts_with("19") || d.starts_with("20"));
    let year = text.split(|c: char| !c.is_ascii_digit()).any(is_year);
    let initials = text.split(' ').filter(|w| {
        let letters = w.chars().filter(char::is_ascii_uppercase).count();
        let only = w.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '-' | ',' | ';' | ':'));
        only && (1..=3).contains(&letters) && w.ends_with(['.', ',', ';', ':'])
    });
    let parts: Vec<&str> = text.split(", ").collect();
    let listed = parts.len() >= 4
        && parts.last().is_some_and(|end| is_year(end.trim_end_matches(['.', ')'])))
        && shape::word_count(parts[0]) == 1
        && parts[0].starts_with(char::is_uppercase);
    year && (listed || shape::word_count(text) >= 8 && (shape::names_a_work(text) || initials.count() >= 3))
}

/// By line: the share of the way from the threshold to certainty that the judge must have gone to drop it.
fn shares(page: &Page<'_>, opinions: &Opinions) -> Vec<f32> {
    let n = page.lines.len();
    let shape = |i: usize| page.lines[i].shape;
    let (words, lines) = opinions.prose();
    let on_page = if words < SHORT_PAGE || lines < SHORT_PAGE_LINES { ON_SHORT_PAGE } else { 0.0 };
    let mut shares: Vec<f32> = (0..n)
        .map(|i| {
            let of_shape = match shape(i) {
                Shape::Item => ITEM,
                Shape::Title => TITLE,
                _ if opinions.is_sentence(i) && opinions.words(i) < FEW_WORDS => SHORT_SENTENCE,
                _ if opinions.is_sentence(i) => SENTENCE,
                _ => 0.0,
            };
            of_shape.max(on_page)
        })
        .collect();
    for i in (0..n).filter(|&i| page.is_entry(i)) {
        shares[i..i + 2].iter_mut().for_each(|share| *share = share.max(LISTED));
    }
    let announces = |&i: &usize| page.lines[i].plain.ends_with(':') && opinions.wherever[i] < LABEL;
    for i in (0..n).filter(announces) {
        let is_item = |&j: &usize| shape(j) == shape(i + 1) && opinions.words(j) <= LIST_WORDS;
        for j in std::iter::once(i).chain((i + 1..n.min(i + LIST_LINES)).take_while(is_item)) {
            shares[j] = shares[j].max(LISTED);
        }
    }
    shares
}

/// The verdicts on a page's lines, in order, at a threshold from 0 (leaves out all) to 1 (nothing).
pub(crate) fn verdicts(page: &Page<'_>, opinions: &Opinions, threshold: f32) -> Vec<Verdict> {
    let n = page.lines.len();
    let mut verdicts = vec![Verdict::Stays; n];
    let (words, lines) = opinions.prose();
    if words < PROSE_WORDS || lines < PROSE_LINES || page.source.markup.is_some() {
        return verdicts;
    }
    let threshold = if opinions.code() > CODE { threshold + (1.0 - threshold) * OF_CODE } else { threshold };
    let beyond = |share: f32| threshold + (1.0 - threshold) * share;
    // The page is named by it.
    let own_title = (0..n).find(|&i| page.is_title(i));
    let is_safe = |i: usize| page.lines[i].code || Some(i) == own_title || is_work(&page.lines[i].plain);
    let Some(judged) = unlearned::judged(page, opinions) else { return verdicts };
    let shares = shares(page, opinions);
    for (i, verdict) in verdicts.iter_mut().enumerate() {
        if !judged[i] || !page.stands(i) || is_safe(i) {
            continue;
        }
        let odds = opinions.furniture[i];
        let by_place_alone = opinions.is_sentence(i) && opinions.wherever[i] < WHEREVER;
        *verdict = match odds {
            o if o >= beyond(shares[i]) && threshold < 1.0 && !by_place_alone => Verdict::Goes,
            o if o >= threshold - NEAR => Verdict::Suspect,
            _ => Verdict::Stays,
        };
    }
    // A title heads the text below it, or the title that does; what stands above those is a run of links. A name or a
    // date between them is gone by its own rule.
    let is_title = |i: usize| page.lines[i].shape == Shape::Title;
    let mut heads = vec![false; n];
    for i in (0..n).rev().filter(|&i| is_title(i)) {
        let below = (i + 1..n).take(BETWEEN + 1).find(|&j| page.stands(j)).filter(|&j| verdicts[j] != Verdict::Goes);
        let of_title = below.is_some_and(|j| heads[j]);
        heads[i] = below.is_some_and(|j| !is_title(j));
        if verdicts[i] == Verdict::Goes && (heads[i] || of_title) && opinions.furniture[i] < beyond(TITLE_OF_TEXT) {
            verdicts[i] = Verdict::Suspect;
        }
    }
    let sum = |goes: bool| -> f32 {
        let of = (0..n).filter(|&i| page.stands(i) && (!goes || verdicts[i] == Verdict::Goes));
        of.map(|i| opinions.words(i)).sum()
    };
    if sum(true) > MOST * sum(false) {
        verdicts.fill(Verdict::Stays);
    }
    verdicts
}

/// What a judge thinks of a page, of a paragraph that was broken into lines as of one.
pub(crate) fn opinions(judge: &Judge, page: &Page<'_>) -> Opinions {
    let mut opinions = judge.opinions(page);
    unlearned::paragraphs(page).into_iter().for_each(|lines| opinions.join(lines));
    opinions
}

/// Drops what the judge is sure of, and notes what it suspects.
pub fn lines(page: &mut Page<'_>) {
    if page.rules.on(RULE).is_none() {
        return;
    }
    let judge = page.judge;
    let opinions = opinions(judge, page);
    let verdicts = verdicts(page, &opinions, page.rules.furniture_threshold());
    let told: Vec<(usize, Verdict, Phrase)> = verdicts
        .into_iter()
        .enumerate()
        .filter(|(_, v)| *v != Verdict::Stays)
        .map(|(i, v)| (i, v, judge.because(page, &opinions, i)))
        .collect();
    for (i, verdict, because) in told {
        match verdict {
            Verdict::Goes => page.drop(i, RULE, because),
            _ => page.lines[i].suspect = Some(because.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::drop::tests::on;

    #[test]
    fn no_sentence_goes_for_its_place_alone() {
        let sentence = "The river rose for three days in the spring and took the old bridge with it in the end.\n\n";
        on(&sentence.repeat(20), |page, mut opinions| {
            opinions.furniture.fill(0.1);
            let last = page.lines.len() - 1;
            opinions.furniture[last] = 0.9;
            for (wherever, verdict) in [(0.9, Verdict::Goes), (0.1, Verdict::Suspect)] {
                opinions.wherever[last] = wherever;
                assert_eq!(verdicts(page, &opinions, 0.2)[last], verdict, "{wherever}");
            }
        });
    }
}
