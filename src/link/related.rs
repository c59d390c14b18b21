//! Passages on other topics that speak of the same. Sections are vectors of their stems, weighted by TF-IDF and set to
//! length one; how near two are is the cosine between them. Each section asks with its few heaviest stems, and each
//! stem answers with the sections in which it weighs most, no more than [`CHAMPIONS`] of them, so that the work is in
//! proportion to the number of sections whatever stands in them.

use super::{lexicon::Lexicon, spoken::Spoken};
use crate::group::Placement;
use rayon::prelude::*;
use std::collections::HashMap;

/// Stems that a section asks with.
const ASKED: usize = 24;
/// Sections that a stem answers with.
const CHAMPIONS: usize = 96;
/// Passages that one leads to, its own choices first and then those that chose it.
const MOST: usize = 4;
const CHOSEN: usize = 3;
/// Nearer than this is related; the cosine of two texts on one subject is rarely above one half.
const NEAR: f32 = 0.12;
/// A section with fewer different words says too little to be compared.
const FEWEST: usize = 12;

/// Per section, the sections that it is related to, nearest first. Related passages lead to each other.
pub(super) fn find(lexicon: &Lexicon, text: &[Vec<Spoken>], placements: &[Placement]) -> Vec<Vec<usize>> {
    let n = text.len();
    let counted: Vec<Vec<(u32, u32)>> = text.par_iter().map(|section| count(lexicon, section)).collect();
    let mut with = vec![0_u32; lexicon.stems()];
    for &(stem, _) in counted.iter().flatten() {
        with[stem as usize] += 1;
    }
    let vectors: Vec<Vec<(u32, f32)>> = counted
        .par_iter()
        .map(|counts| {
            // A stem of one section alone relates it to nothing, and would crowd out those that do.
            let shared = counts.iter().filter(|(stem, _)| with[*stem as usize] > 1);
            let weigh = |&(stem, times): &(u32, u32)| {
                let idf = ((n as f32 + 1.0) / with[stem as usize] as f32).ln();
                (stem, (1.0 + (times as f32).ln()) * idf)
            };
            let mut vector: Vec<(u32, f32)> = shared.map(weigh).collect();
            let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            vector.iter_mut().for_each(|(_, w)| *w /= length);
            vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            vector.truncate(ASKED);
            vector
        })
        .collect();
    drop(counted);
    // A stem's sections, heaviest first.
    let mut postings: Vec<Vec<(f32, u32)>> = vec![Vec::new(); lexicon.stems()];
    for (section, vector) in vectors.iter().enumerate() {
        for &(stem, weight) in vector {
            postings[stem as usize].push((weight, section as u32));
        }
    }
    postings.par_iter_mut().for_each(|list| {
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        list.truncate(CHAMPIONS);
        list.shrink_to_fit();
    });
    let topic = |section: usize| placements.get(section).and_then(|p| p.topic);
    let chosen: Vec<Vec<(f32, usize)>> = (0..n)
        .into_par_iter()
        .map(|section| {
            if vectors[section].len() < FEWEST {
                return Vec::new();
            }
            let mut scores: HashMap<u32, f32> = HashMap::new();
            for &(stem, weight) in &vectors[section] {
                for &(of_other, other) in &postings[stem as usize] {
                    *scores.entry(other).or_default() += weight * of_other;
                }
            }
            let elsewhere = |other: usize| other != section && topic(other) != topic(section);
            let mut near: Vec<(f32, usize)> = scores
                .into_iter()
                .map(|(other, score)| (score, other as usize))
                .filter(|&(score, other)| score >= NEAR && elsewhere(other) && vectors[other].len() >= FEWEST)
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            near.truncate(CHOSEN);
            near
        })
        .collect();
    let mut back: Vec<Vec<(f32, usize)>> = vec![Vec::new(); n];
    for (section, near) in chosen.iter().enumerate() {
        for &(score, other) in near {
            back[other].push((score, section));
        }
    }
    let both = chosen.into_iter().zip(back).map(|(chosen, mut back)| {
        back.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut all: Vec<usize> = chosen.into_iter().map(|(_, s)| s).collect();
        for (_, section) in back {
            if all.len() < MOST && !all.contains(&section) {
                all.push(section);
            }
        }
        all
    });
    both.collect()
}

/// Stems of a section that stand for something, and how often.
fn count(lexicon: &Lexicon, section: &[Spoken]) -> Vec<(u32, u32)> {
    let words = section.iter().filter_map(|w| w.word()).filter(|&id| lexicon.says_something(id));
    let mut stems: Vec<u32> = words.map(|id| lexicon.stem_of(id)).collect();
    stems.sort_unstable();
    let mut counts: Vec<(u32, u32)> = Vec::new();
    for stem in stems {
        match counts.last_mut() {
            Some((last, times)) if *last == stem => *times += 1,
            _ => counts.push((stem, 1)),
        }
    }
    counts
}
