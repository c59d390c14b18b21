//! Passages that recur across sources: each is published once, and its copies are cited beside it.
//!
//! 1. [`passages`] takes the paragraphs and long list items of each source, as words.
//! 2. [`minhash`] finds the pairs that share most of their runs of five words, without comparing all with all.
//! 3. [`facts`] decides whether a copy says anything that the other does not; if so, both stay.
//! 4. [`runs`] takes in what stands around a copy and recurs with it: short lines, and headings left without text.
//!
//! Which of several is published: sources are taken in the order of how much running text they hold, the longest
//! first, then by their place in the book, so that copies of a whole document stay together. A copy that says all
//! that the first one says and more takes its place.

mod facts;
mod minhash;
mod passages;
mod runs;

use super::rules::Rules;
use crate::model::{Ledger, LineId, Source, SourceId};
use facts::Difference;
use minhash::{Buckets, Signature};
use passages::Passage;
use rayon::prelude::*;
use std::cmp::Reverse;

/// The rule that drops copies.
pub const RULE: &str = "repeated-passage";

/// The share of runs of five words that two passages have in common, of all that either has (Jaccard).
const ALIKE: f64 = 0.7;
/// The share of the shorter one's runs that the longer one has (containment).
const CONTAINED: f64 = 0.9;

/// Lines of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines {
    /// The source.
    pub source: SourceId,
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl Lines {
    /// Whether a line is one of these.
    pub fn contains(&self, at: LineId) -> bool {
        self.source == at.source && (self.first..=self.last).contains(&at.line)
    }
}

/// A passage that stands in two sources and is published once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Where it is published.
    pub kept: Lines,
    /// Where it stands too.
    pub copy: Lines,
    /// Percent of the words of both that stand in runs common to both; 100 is word for word.
    pub alike: u8,
}

/// Two passages that are nearly the same and both published, for each says what the other does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The one.
    pub one: Lines,
    /// The other.
    pub other: Lines,
    /// As in [`Repeat::alike`].
    pub alike: u8,
    /// What the one says and the other does not, and the reverse, in words of the passages.
    pub differ: (String, String),
}

/// What recurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Published once, in the order of the copies.
    pub repeats: Vec<Repeat>,
    /// Published twice, in the order of the second.
    pub variants: Vec<Variant>,
}

/// What a passage is among those that recur: the copy of another, if it is one, and the least that its copies share with
/// it, in percent.
#[derive(Debug, Default, Clone)]
struct Role {
    copy_of: Option<usize>,
    alike: u8,
}

/// Finds what recurs among the lines that still stand, and drops the copies. The work grows with the text.
pub fn find(rules: &Rules, sources: &[Source], ledger: &mut Ledger) -> Repeats {
    let Some(rule) = rules.on(RULE) else { return Repeats::default() };
    if sources.len() < 2 {
        return Repeats::default();
    }
    let per_source: Vec<Vec<Passage>> = sources.par_iter().map(|source| passages::of(source, ledger)).collect();
    let mut order: Vec<usize> = (0..sources.len()).collect();
    let words = |i: usize| per_source[i].iter().map(|p| p.words.len()).sum::<usize>();
    order.sort_by_cached_key(|&i| (Reverse(words(i)), i));
    let mut per_source: Vec<Option<Vec<Passage>>> = per_source.into_iter().map(Some).collect();
    let passages: Vec<Passage> = order.iter().flat_map(|&i| per_source[i].take().unwrap_or_default()).collect();
    let signatures: Vec<Signature> = passages.par_iter().map(|p| Signature::of(&p.runs)).collect();

    let (mut roles, mut variants) = (vec![Role::default(); passages.len()], Vec::new());
    let mut buckets = Buckets::default();
    for (i, passage) in passages.iter().enumerate() {
        let mut variant = None;
        for j in buckets.like(&signatures[i]) {
            let kept = &passages[j];
            if kept.lines.source == passage.lines.source || roles[j].copy_of.is_some() {
                continue;
            }
            let Some(alike) = likeness(kept, passage) else { continue };
            let text = |p: &Passage| passages::text(&sources[p.lines.source.0 as usize], ledger, p.lines);
            let difference =
                if alike == 100 { Difference::Nothing } else { facts::difference(&text(kept), &text(passage)) };
            match difference {
                Difference::Nothing => roles[i] = Role { copy_of: Some(j), alike },
                Difference::OtherSaysMore => roles[j] = Role { copy_of: Some(i), alike },
                Difference::Both(differ) => {
                    variant.get_or_insert(Variant { one: kept.lines, other: passage.lines, alike, differ });
                    continue;
                }
            }
            variant = None;
            break;
        }
        variants.extend(variant);
        if roles[i].copy_of.is_none() {
            buckets.add(i, &signatures[i]);
        }
    }
    let copies = (0..passages.len()).filter_map(|i| {
        let (kept, alike) = published(&roles, i)?;
        Some(Repeat { kept: passages[kept].lines, copy: passages[i].lines, alike })
    });
    let repeats = runs::drop(sources, ledger, rule, copies.collect());
    variants.retain(|v: &Variant| !ledger.is_dropped(LineId { source: v.one.source, line: v.one.first }));
    variants.retain(|v| !ledger.is_dropped(LineId { source: v.other.source, line: v.other.first }));
    variants.sort_by_key(|v| v.other);
    Repeats { repeats, variants }
}

/// The passage that stands for a copy, through those that took its place, and the least likeness on the way.
fn published(roles: &[Role], copy: usize) -> Option<(usize, u8)> {
    let (mut at, mut alike) = (roles[copy].copy_of?, roles[copy].alike);
    while let Some(next) = roles[at].copy_of {
        alike = alike.min(roles[at].alike);
        at = next;
    }
    Some((at, alike))
}

/// Percent of the words of both that stand in common runs; `None` when they are not alike enough.
fn likeness(a: &Passage, b: &Passage) -> Option<u8> {
    if a.words == b.words {
        return Some(100);
    }
    let common = minhash::common(&a.runs, &b.runs);
    let all = a.runs.len() + b.runs.len() - common;
    let least = a.runs.len().min(b.runs.len());
    let alike = common as f64 >= ALIKE * all as f64 || common as f64 >= CONTAINED * least as f64;
    let (in_a, in_b) = (passages::covered(&a.words, &b.runs), passages::covered(&b.words, &a.runs));
    let covered = in_a.iter().chain(&in_b).filter(|c| **c).count();
    alike.then(|| (covered * 100 / (in_a.len() + in_b.len())).min(99) as u8)
}
