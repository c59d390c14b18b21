//! Lines that recur across the sources of one site: its navigation, its footer, its forms.

use super::Page;
use crate::{
    clean::shape::{self, Shape, word_count},
    model::{Ledger, Source, phrase},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// Longer lines are text; passages that recur are no business of this rule.
const WORDS: usize = 12;
/// A line with as many words that ends in the midst of a sentence goes on in the next.
const BROKEN: usize = 6;
/// A passage that recurs is left to those who look for passages: longer lines within so many lines, above and below, that
/// recur as often.
const WITHIN: usize = 10;
/// A line must stand in so many sources of its site …
const LEAST: u32 = 4;
/// … and in one in so many. A list that a site repeats where it belongs (`Tofu`, `Avocados`) stands in far fewer.
const ONE_IN: u32 = 4;

type Key = u64;

fn key(of: impl Hash) -> Key {
    // With the same keys on every run, unlike a map's own.
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// In how many sources of a site each short line stands, alone and beside each of its neighbours.
#[derive(Default)]
pub struct Recurring {
    /// By line and site.
    counts: HashMap<Key, u32>,
    /// Sources by site, and the site of each source.
    sources: HashMap<Key, u32>,
    sites: Vec<Key>,
}

/// The site that published a source: what is recorded of it, or else the host of its address. Sources of which
/// nothing is known count as one site.
fn site(source: &Source) -> Key {
    let host = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default().trim_start_matches("www.").to_lowercase()
    };
    let record = &source.recorded;
    key(record
        .address
        .as_ref()
        .map(|a| host(&a.value))
        .or_else(|| record.site.as_ref().map(|s| s.value.to_lowercase())))
}

/// The keys under which a line is counted: itself, itself after the line before, itself before the line after. The
/// page's ends are neighbours too.
fn keys(site: Key, before: Option<&str>, line: &str, after: Option<&str>) -> [Key; 3] {
    [key((site, line)), key((site, 1u8, before, line)), key((site, 2u8, line, after))]
}

/// Whether line `i` of these, which are told with their numbers, is short and no part of a sentence that was broken at a
/// margin.
fn is_candidate<'a>(at: &impl Fn(usize) -> Option<(u32, &'a str)>, i: usize) -> bool {
    let Some((number, line)) = at(i) else { return false };
    let beside = |j: usize, number: u32| at(j).filter(|(n, _)| *n == number).map(|(_, text)| text);
    let goes_on = |text: &str| word_count(text) >= BROKEN && !shape::is_ended(text) && !text.ends_with(';');
    let broken = i.checked_sub(1).and_then(|j| beside(j, number - 1)).is_some_and(goes_on)
        || goes_on(line) && beside(i + 1, number + 1).is_some_and(|next| next.starts_with(char::is_lowercase));
    let shape = shape::shape(line);
    matches!(shape, Shape::Title | Shape::Item | Shape::Other) && word_count(line) <= WORDS && !broken
}

fn is_long(line: &str) -> bool {
    word_count(line) > WORDS
}

/// The key under which a line of text is counted.
fn of_long(site: Key, line: &str) -> Key {
    key((site, 3u8, line))
}

impl Recurring {
    pub fn new(sources: &[Source], ledger: &Ledger) -> Self {
        let mut recurring = Self { sites: sources.iter().map(site).collect(), ..Self::default() };
        for &site in &recurring.sites {
            *recurring.sources.entry(site).or_default() += 1;
        }
        if recurring.sources.values().all(|&n| n < LEAST) {
            return recurring;
        }
        let found: Vec<Vec<Key>> = sources
            .par_iter()
            .map(|source| {
                let site = recurring.sites[source.id.0 as usize];
                let lines = super::published(source, ledger);
                let at = |i: usize| lines.get(i).map(|(number, line)| (*number, line.as_ref()));
                let text = |i: usize| at(i).map(|(_, line)| line);
                let mut found: Vec<Key> = (0..lines.len())
                    .filter(|&i| is_candidate(&at, i))
                    .flat_map(|i| keys(site, i.checked_sub(1).and_then(text), &lines[i].1, text(i + 1)))
                    .collect();
                found.extend(lines.iter().filter(|l| is_long(&l.1)).map(|l| of_long(site, &l.1)));
                found.sort_unstable();
                found.dedup();
                found
            })
            .collect();
        for key in found.into_iter().flatten() {
            *recurring.counts.entry(key).or_default() += 1;
        }
        recurring.counts.retain(|_, n| *n >= LEAST);
        recurring
    }

    /// The sources that a site has, and in how many a line must stand.
    fn needed(&self, site: Key) -> (u32, u32) {
        let sources = self.sources.get(&site).copied().unwrap_or(0);
        (sources, sources.div_ceil(ONE_IN).max(LEAST))
    }
}

/// Drops short lines that stand in many sources of the page's site, beside the same neighbour in most of them: a
/// menu's entries keep their order. A word that many pages list by themselves (`Nausea`) has other neighbours on
/// each, and a title with text of its own under it is a heading that the site gives to all of its pages.
pub fn lines(page: &mut Page<'_>) {
    let recurring = page.recurring;
    let Some(&site) = recurring.sites.get(page.source.id.0 as usize) else { return };
    let (sources, needed) = recurring.needed(site);
    if recurring.counts.is_empty() || sources < needed {
        return;
    }
    let at = |i: usize| page.lines.get(i).map(|l| (l.number, l.plain.as_ref()));
    let text = |i: usize| at(i).map(|(_, line)| line);
    let count = |k: &Key| recurring.counts.get(k).copied().unwrap_or(0);
    let mut found: BTreeMap<usize, u32> = BTreeMap::new();
    let long = |j: &usize| is_long(&page.lines[*j].plain);
    let recurs =
        |near: Option<usize>, times: u32| near.is_some_and(|j| count(&of_long(site, &page.lines[j].plain)) * 2 > times);
    for (i, line) in page.lines.iter().enumerate().filter(|(i, _)| is_candidate(&at, *i)) {
        let [alone, after, before] = keys(site, i.checked_sub(1).and_then(text), &line.plain, text(i + 1));
        let alone = count(&alone);
        let in_passage = || {
            recurs((i.saturating_sub(WITHIN)..i).rev().find(long), alone)
                && recurs((i + 1..page.lines.len().min(i + 1 + WITHIN)).find(long), alone)
        };
        if alone >= needed && count(&after).max(count(&before)) * 2 > alone && !in_passage() {
            found.insert(i, alone);
        }
    }
    // Last to first: a title above a title that goes has no text of its own either.
    for (&i, &n) in found.iter().rev() {
        let heads =
            page.lines[i].shape == Shape::Title && page.next(i).is_some_and(|j| page.lines[j].shape != Shape::Title);
        if !heads {
            let because = phrase("reason.recurs").number("times", n).number("sources", sources);
            page.drop(i, "recurring-line", because);
        }
    }
}
