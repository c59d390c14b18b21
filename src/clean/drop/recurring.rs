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

fn is_candidate(line: &str) -> bool {
    let shape = shape::shape(line);
    matches!(shape, Shape::Title | Shape::Item | Shape::Other) && word_count(line) <= WORDS
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
                let at = |i: usize| lines.get(i).map(|(_, line)| line.as_ref());
                let mut found: Vec<Key> = (0..lines.len())
                    .filter(|&i| is_candidate(&lines[i].1))
                    .flat_map(|i| keys(site, i.checked_sub(1).and_then(at), &lines[i].1, at(i + 1)))
                    .collect();
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
    let text = |i: usize| page.lines.get(i).map(|l| l.plain.as_ref());
    let count = |k: &Key| recurring.counts.get(k).copied().unwrap_or(0);
    let mut found: BTreeMap<usize, u32> = BTreeMap::new();
    for (i, line) in page.lines.iter().enumerate().filter(|(_, l)| is_candidate(&l.plain)) {
        let [alone, after, before] = keys(site, i.checked_sub(1).and_then(text), &line.plain, text(i + 1));
        let alone = count(&alone);
        if alone >= needed && count(&after).max(count(&before)) * 2 > alone {
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
