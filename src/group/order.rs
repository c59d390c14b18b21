//! The order of the sections on a page, for a reader.
//!
//! The sections of one source stay together and in its order: that is its argument. Sources follow one another by
//! how soon they speak of the topic, so that what a thing is comes before its details: a source whose section opens
//! with a definition first, then those whose section stands nearer to their beginning, then those that are surer.
//! A source that says nearly the same as one before it follows it directly.

use super::{Placement, corpus::Corpus};
use crate::model::hash::{GOLDEN, fnv1a, mix};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

/// Two sources that share at least this much of their words (Jaccard, as their sketches estimate it) say nearly the
/// same.
const NEAR: f64 = 0.6;
/// So many earlier sources are looked at for each hash, so that a crowd of copies costs no more.
const LOOKS: usize = 8;

/// The sections of one source on one page.
struct Unit {
    /// In the order of the source.
    sections: Vec<usize>,
    /// Whether the first opens with a definition, or its heading asks for one.
    defines: bool,
    /// Where the first stands in its source, 0 to 1.
    place: f64,
    /// The best score.
    score: f64,
    /// Of their words.
    sketch: Sketch,
}

/// Per section, its rank among those of its page.
pub fn ranks(corpus: &Corpus, placements: &[Placement]) -> Vec<u32> {
    let mut pages: BTreeMap<Option<usize>, Vec<Unit>> = BTreeMap::new();
    for run in &corpus.runs {
        let mut units: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for i in run.clone() {
            units.entry(placements[i].topic).or_default().push(i);
        }
        for (topic, sections) in units {
            pages.entry(topic).or_default().push(unit(corpus, placements, run, sections));
        }
    }
    let mut ranks = vec![0; placements.len()];
    for units in pages.into_values() {
        let order = arrange(&units);
        let sections = order.into_iter().flat_map(|unit| &units[unit].sections);
        for (rank, &section) in (0_u32..).zip(sections) {
            ranks[section] = rank;
        }
    }
    ranks
}

fn unit(corpus: &Corpus, placements: &[Placement], run: &Range<usize>, sections: Vec<usize>) -> Unit {
    let first = sections[0];
    let mut sketch = Sketch::default();
    sections.iter().for_each(|&i| sketch.join(&corpus.sections[i].sketch));
    Unit {
        defines: corpus.sections[first].defines,
        place: (first - run.start) as f64 / run.len() as f64,
        score: sections.iter().map(|&i| placements[i].score).fold(0.0, f64::max),
        sections,
        sketch,
    }
}

/// The units of a page in their order.
fn arrange(units: &[Unit]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&units[a], &units[b]);
        b.defines
            .cmp(&a.defines)
            .then(a.place.total_cmp(&b.place))
            .then(b.score.total_cmp(&a.score))
            .then(a.sections[0].cmp(&b.sections[0]))
    });
    let mut seen: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    let mut followers: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut leaders = Vec::new();
    for unit in order {
        let sketch = &units[unit].sketch;
        let near = sketch.keys().filter_map(|key| seen.get(&key)).flatten().copied();
        let near = near.max_by(|&a, &b| {
            let like = |other: usize| units[other].sketch.alike(sketch);
            like(a).total_cmp(&like(b)).then(b.cmp(&a))
        });
        match near.filter(|&other| units[other].sketch.alike(sketch) >= NEAR) {
            Some(other) => followers.entry(other).or_default().push(unit),
            None => {
                leaders.push(unit);
                for key in sketch.keys() {
                    let others = seen.entry(key).or_default();
                    if others.len() < LOOKS {
                        others.push(unit);
                    }
                }
            }
        }
    }
    let with = |unit: usize| std::iter::once(unit).chain(followers.get(&unit).into_iter().flatten().copied());
    leaders.into_iter().flat_map(with).collect()
}

/// What remains of a set of words to compare it by: the least of them under each of several orders of all words
/// (Broder, *On the resemblance and containment of documents*, 1997).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u64; 16]);

impl Default for Sketch {
    /// Of no word.
    fn default() -> Self {
        Self([u64::MAX; 16])
    }
}

impl Sketch {
    /// Adds a word.
    pub fn add(&mut self, word: &str) {
        let hash = fnv1a(word);
        // Another seed for each order.
        for (seed, least) in (1_u64..).zip(&mut self.0) {
            *least = (*least).min(mix(hash ^ seed.wrapping_mul(GOLDEN)));
        }
    }

    /// Adds the words of another.
    fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a = (*a).min(b));
    }

    /// Sets that say nearly the same share one of these all but always.
    fn keys(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.0.iter().copied().enumerate().filter(|(_, least)| *least < u64::MAX)
    }

    /// The share of the words of both that they have in common, as far as the sketches tell.
    fn alike(&self, other: &Self) -> f64 {
        let same = self.keys().zip(other.keys()).filter(|(a, b)| a == b).count();
        same as f64 / self.0.len() as f64
    }
}
