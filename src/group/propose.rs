//! Topics for a book that has none: groups of sections that speak alike, named and given terms in the words of their
//! headings and texts.
//!
//! Where sources share forms of heading (`what causes …`), those and the words that many sources have tell the sections
//! apart, so that a page holds what all sources say of one thing; elsewhere all words do.

use super::{
    cluster::{self, Row},
    corpus::{Corpus, said},
    name::Namer,
    words::Stems,
};
use crate::{
    book::Topic,
    model::{Ledger, Outline, Source},
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many sections are enough to tell the groups by.
const SAMPLE: usize = 3000;
/// The most groups that are proposed, in a book of fewer than [`LARGE`] sections a group.
const MOST: usize = 12;
/// The most groups in any book: more are no help to find one's way.
const MOST_EVER: usize = 24;
/// A group of more sections is too large for a topic, however well it stands apart.
const LARGE: usize = 400;
/// Directions in which sections are compared.
const DIMS: usize = 24;
/// A grouping whose silhouette is less is none.
const CLEAR: f64 = 0.12;
/// A few texts are a group each when that fits so well as a share of what fits best.
const TEXTS: f64 = 0.8;
/// A word of a heading counts as so many of the text.
const HEADING: f64 = 2.0;
/// A form of heading counts as so many words.
const FORM: f64 = 3.0;
/// A form of heading, and a word beside forms, is shared when so many sources have it.
const SHARED: usize = 3;
/// Sources share forms of heading when this share of the sections has one.
const FORMS: f64 = 0.3;

/// A section in words, each with its stem before it.
pub(super) struct Section {
    pub source: u32,
    pub heading: Vec<(String, String)>,
    pub text: Vec<(String, String)>,
    template: Option<u32>,
}

/// Topics for these sections; none when there is no section.
pub fn propose(language: &str, sources: &[Source], ledger: &Ledger, outline: &Outline) -> Vec<Topic> {
    let stems = Stems::of(language);
    let corpus = Corpus::read(language, &[], sources, ledger, outline);
    let step = outline.sections.len().div_ceil(SAMPLE).max(1);
    let read = |i: usize| {
        let section = &outline.sections[i];
        let (heading, _, text) = said(&sources[section.source.0 as usize], ledger, section);
        let words = |text: &str| stems.words(text).collect::<Vec<_>>();
        let (heading, text) = (words(&heading), words(&text));
        let template = corpus.sections[i].template.filter(|&t| tells(&stems, &corpus.templates[t as usize].0));
        Section { source: section.source.0, heading, text, template }
    };
    let sections: Vec<Section> = (0..outline.sections.len()).step_by(step).map(read).collect();
    if sections.is_empty() {
        return Vec::new();
    }
    let by_form = by_form(&sections);
    let (rows, features) = rows(&stems, &sections, by_form);
    let groups = groups(&sections, &rows, features, outline.sections.len());
    let shared = if by_form { SHARED } else { 1 };
    Namer { stems: &stems, sections: &sections, step, groups: &groups, shared, sources, ledger, outline }.topics()
}

/// Whether a form of heading says anything: `what is …` and `treatment of …` do, `the …` does not.
fn tells(stems: &Stems, form: &str) -> bool {
    let words = stems.stems(form);
    words.len() >= 2 || words.iter().any(|stem| !stems.is_small(stem))
}

/// The forms of heading that several sources have.
fn shared_forms(sections: &[Section]) -> HashSet<u32> {
    let mut forms: HashMap<u32, HashSet<u32>> = HashMap::new();
    for (form, source) in sections.iter().filter_map(|s| Some((s.template?, s.source))) {
        forms.entry(form).or_default().insert(source);
    }
    forms.into_iter().filter(|(_, sources)| sources.len() >= SHARED).map(|(form, _)| form).collect()
}

/// Whether the sources share forms of heading.
fn by_form(sections: &[Section]) -> bool {
    let shared = shared_forms(sections);
    let formed = sections.iter().filter(|s| s.template.is_some_and(|t| shared.contains(&t))).count();
    formed as f64 >= FORMS * sections.len() as f64
}

/// The rows of the sections, and how many features there are.
fn rows(stems: &Stems, sections: &[Section], by_form: bool) -> (Vec<Row>, usize) {
    let shared = shared_forms(sections);
    // In how many sections, and in how many sources, each word stands.
    let mut seen: HashMap<&str, (u32, HashSet<u32>)> = HashMap::new();
    for s in sections {
        let here: HashSet<&str> = s.heading.iter().chain(&s.text).map(|(stem, _)| stem.as_str()).collect();
        for stem in here {
            let (sections, sources) = seen.entry(stem).or_default();
            *sections += 1;
            sources.insert(s.source);
        }
    }
    let speaks = |stem: &str| {
        let (sections, sources) = &seen[stem];
        !stems.is_small(stem) && *sections >= 2 && (!by_form || sources.len() >= SHARED)
    };
    let mut words: Vec<&str> = seen.keys().copied().filter(|stem| speaks(stem)).collect();
    words.sort_unstable();
    let numbers: HashMap<&str, u32> = words.iter().copied().zip(0..).collect();
    let all = sections.len() as f64;
    let idf = |sections: usize| (all / sections as f64).ln().max(0.0);
    let templates: u32 = sections.iter().filter_map(|s| s.template).max().map_or(0, |t| t + 1);
    let mut with: HashMap<u32, usize> = HashMap::new();
    sections.iter().filter_map(|s| s.template).for_each(|t| *with.entry(t).or_default() += 1);
    let row = |s: &Section| {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for (list, weight) in [(&s.heading, HEADING), (&s.text, 1.0)] {
            for (stem, _) in list {
                if let Some(&n) = numbers.get(stem.as_str()) {
                    *counts.entry(n).or_default() += weight;
                }
            }
        }
        let mut row: Row =
            counts.into_iter().map(|(n, x)| (n, (1.0 + x.ln()) * idf(seen[words[n as usize]].0 as usize))).collect();
        if let Some(t) = s.template.filter(|t| by_form && shared.contains(t)) {
            row.push((words.len() as u32 + t, FORM * idf(with[&t])));
        }
        let length = row.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
        row.iter_mut().for_each(|(_, x)| *x /= length.max(f64::MIN_POSITIVE));
        row
    };
    (sections.iter().map(row).collect(), words.len() + templates as usize)
}

/// The group of each section, `all` being how many there are in the book. A few texts that have little in common are a
/// group each.
fn groups(sections: &[Section], rows: &[Row], features: usize, all: usize) -> Vec<usize> {
    let n = sections.len();
    let mut texts: Vec<u32> = sections.iter().map(|s| s.source).collect();
    texts.dedup();
    let by_text: Vec<usize> = sections.iter().filter_map(|s| texts.iter().position(|t| *t == s.source)).collect();
    let few = (2..=MOST).contains(&texts.len());
    let enough = (all / LARGE).min(MOST_EVER);
    let (least, most) = (enough.max(2), MOST.max(enough).min((n as f64).sqrt().round() as usize));
    let dims = DIMS.min(n.saturating_sub(1)).min(features);
    // One page for all is no way out of a large book, however alike its sections are.
    let mut best = (if enough < 2 { CLEAR } else { -1.0 }, None);
    if most >= least && dims >= 1 {
        let points = cluster::reduce(rows, features, dims);
        let grouped = |k| {
            let groups = cluster::k_means(&points, k);
            (cluster::silhouette(&points, &groups, k), groups)
        };
        let grouped: Vec<(f64, Vec<usize>)> = (least..=most).into_par_iter().map(grouped).collect();
        for (fit, groups) in grouped {
            if fit > best.0 {
                best = (fit, Some(groups));
            }
        }
        if few && cluster::silhouette(&points, &by_text, texts.len()) >= TEXTS * best.0 {
            return by_text;
        }
    }
    best.1.unwrap_or_else(|| if few { by_text } else { vec![0; n] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_would_be_too_large_is_parted() {
        // Two subjects, and within each every section has a word of its own.
        let sections: Vec<Section> =
            (0..64).map(|i| Section { source: i, heading: Vec::new(), text: Vec::new(), template: None }).collect();
        let rows: Vec<Row> = (0..64).map(|i| vec![(i % 2, 0.95), (2 + i, 0.3)]).collect();
        let count = |all| groups(&sections, &rows, 66, all).into_iter().collect::<HashSet<_>>().len();
        assert_eq!(count(64), 2);
        assert!(count(5 * LARGE) >= 5);
    }
}
