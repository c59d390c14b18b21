//! How the topics of a book fare: what their terms find, where two of them want the same sections, what is left.

use super::{Placement, corpus::Corpus, words::Stems};
use crate::{
    book::Topic,
    model::{Ledger, Outline, Source},
};
use std::collections::{BTreeMap, BTreeSet};

/// What became of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// As `book.toml` has it.
    pub term: String,
    /// Sections that have it.
    pub sections: usize,
    /// Of those, the ones on its topic.
    pub here: usize,
}

/// Two topics that want the same sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Indices of the topics.
    pub topics: (usize, usize),
    /// Sections that have terms of both.
    pub both: usize,
    /// Sections on one of them for which the other came close ([`Placement::is_close`]).
    pub close: usize,
    /// Terms of the first, in the order of `book.toml`, that the second has too, in whatever form of the word.
    pub shared: Vec<String>,
}

/// How the topics fare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// By topic, its terms in the order of `book.toml`.
    pub terms: Vec<Vec<TermUse>>,
    /// Most close calls first.
    pub overlaps: Vec<Overlap>,
    /// Words that would have caught sections that fit no topic, and how many, most first.
    pub telling: Vec<(String, usize)>,
}

/// Looks at every term in every section.
pub fn report(
    topics: &[Topic],
    language: &str,
    sources: &[Source],
    ledger: &Ledger,
    outline: &Outline,
    placements: &[Placement],
) -> Report {
    let corpus = Corpus::read(language, topics, sources, ledger, outline);
    let mut found: BTreeMap<(usize, &str), (usize, usize)> = BTreeMap::new();
    let mut overlaps: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    let mut telling: BTreeMap<&str, usize> = BTreeMap::new();
    for (section, placement) in corpus.sections.iter().zip(placements) {
        let mut of: BTreeSet<usize> = BTreeSet::new();
        for term in section.hits.iter().map(|hit| &corpus.terms[hit.term as usize]).filter(|t| t.share >= 1.0) {
            let (all, here) = found.entry((term.topic, term.text.as_str())).or_default();
            *all += 1;
            *here += usize::from(placement.topic == Some(term.topic));
            of.insert(term.topic);
        }
        let pairs = of.iter().flat_map(|&a| of.range(a + 1..).map(move |&b| (a, b)));
        pairs.for_each(|pair| overlaps.entry(pair).or_default().0 += 1);
        if let (Some(a), Some((b, _)), true) = (placement.topic, placement.runner_up, placement.is_close()) {
            overlaps.entry((a.min(b), a.max(b))).or_default().1 += 1;
        }
        placement.telling.iter().for_each(|word| *telling.entry(word).or_default() += 1);
    }
    let of_topic = |(i, topic): (usize, &Topic)| {
        let each = topic.terms.iter().map(|term| {
            let (sections, here) = found.get(&(i, term.as_str())).copied().unwrap_or_default();
            TermUse { term: term.clone(), sections, here }
        });
        each.collect()
    };
    let terms = topics.iter().enumerate().map(of_topic).collect();
    let shared = shared(topics, language);
    for &pair in shared.keys() {
        overlaps.entry(pair).or_default();
    }
    let overlap = |(topics, (both, close))| {
        let shared = shared.get(&topics).cloned().unwrap_or_default();
        Overlap { topics, both, close, shared }
    };
    let mut overlaps: Vec<Overlap> = overlaps.into_iter().map(overlap).collect();
    overlaps.sort_by_key(|o| (std::cmp::Reverse((o.close, o.both, o.shared.len())), o.topics));
    let mut telling: Vec<(String, usize)> = telling.into_iter().map(|(word, n)| (word.to_owned(), n)).collect();
    telling.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Report { terms, overlaps, telling }
}

/// By pair of topics, the terms that both have.
fn shared(topics: &[Topic], language: &str) -> BTreeMap<(usize, usize), Vec<String>> {
    let stems = Stems::of(language);
    let mut of: BTreeMap<Vec<String>, Vec<(usize, &str)>> = BTreeMap::new();
    for (i, topic) in topics.iter().enumerate() {
        for term in &topic.terms {
            let same = of.entry(stems.stems(term)).or_default();
            if same.last().is_none_or(|(last, _)| *last != i) {
                same.push((i, term));
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for same in of.values() {
        for (n, &(a, term)) in same.iter().enumerate() {
            same[n + 1..].iter().for_each(|&(b, _)| shared.entry((a, b)).or_default().push(term.to_owned()));
        }
    }
    for ((a, _), terms) in &mut shared {
        terms.sort_by_key(|term| topics[*a].terms.iter().position(|t| t == term));
    }
    shared
}
