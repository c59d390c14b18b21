//! Sections in the order of their source: a page says what a thing is before it says what to do about it, and says
//! it the way its neighbours do. Which topic follows which, and which stands first, is learned with the words: a
//! hidden Markov model over each source (Rabiner, *A Tutorial on Hidden Markov Models*, 1989), in time linear in the
//! sections.

use rayon::prelude::*;
use std::ops::Range;

/// Sources that are summed up at a time, always the same ones.
const CHUNK: usize = 256;
/// With more topics than this their order is not learned: it would take the square of their number.
const TOPICS: usize = 64;
/// The order counts as if so many sections of each topic had been followed by any other.
const SILENCE: f64 = 10.0;

/// Which topic begins a source, and which follows which.
#[derive(Debug, Clone)]
pub struct Chain {
    first: Vec<f64>,
    next: Vec<f64>,
}

/// What a run of sources has shown.
struct Seen {
    share: Vec<f64>,
    first: Vec<f64>,
    next: Vec<f64>,
}

impl Chain {
    /// Any topic may follow any other.
    pub fn new(topics: usize) -> Self {
        let even = 1.0 / topics.max(1) as f64;
        Self { first: vec![even; topics], next: vec![even; topics * topics] }
    }

    /// Turns log odds by section and topic into probabilities, and learns the order from them.
    pub fn run(&self, runs: &[Range<usize>], rows: &mut [f64], prior: &[f64]) -> Self {
        let topics = self.first.len();
        if topics > TOPICS {
            rows.par_chunks_mut(topics).for_each(|row| {
                row.iter_mut().zip(prior).for_each(|(x, p)| *x += p.ln());
                softmax(row, 1.0);
            });
            return self.clone();
        }
        let seen: Vec<Seen> = runs.par_chunks(CHUNK).map(|runs| self.see(runs, rows)).collect();
        let (mut first, mut next) = (vec![0.0; topics], vec![0.0; topics * topics]);
        let mut at = 0;
        for seen in seen {
            rows[at..at + seen.share.len()].copy_from_slice(&seen.share);
            at += seen.share.len();
            add(&mut first, &seen.first);
            add(&mut next, &seen.next);
        }
        normalise(&mut first, prior);
        next.chunks_mut(topics).for_each(|row| normalise(row, prior));
        Self { first, next }
    }

    /// Forward and backward over some sources.
    fn see(&self, runs: &[Range<usize>], rows: &[f64]) -> Seen {
        let n = self.first.len();
        let mut seen = Seen { share: Vec::new(), first: vec![0.0; n], next: vec![0.0; n * n] };
        for run in runs {
            let mut said = rows[run.start * n..run.end * n].to_vec();
            said.chunks_mut(n).for_each(|row| {
                let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                row.iter_mut().for_each(|x| *x = (*x - most).exp());
            });
            let len = run.len();
            let mut forward = vec![0.0; len * n];
            let mut backward = vec![1.0; len * n];
            for t in 0..len {
                for k in 0..n {
                    let before = if t == 0 {
                        self.first[k]
                    } else {
                        (0..n).map(|j| forward[(t - 1) * n + j] * self.next[j * n + k]).sum()
                    };
                    forward[t * n + k] = before * said[t * n + k];
                }
                sum_to_one(&mut forward[t * n..(t + 1) * n]);
            }
            for t in (0..len.saturating_sub(1)).rev() {
                let after: Vec<f64> = (0..n).map(|k| said[(t + 1) * n + k] * backward[(t + 1) * n + k]).collect();
                for j in 0..n {
                    backward[t * n + j] = (0..n).map(|k| self.next[j * n + k] * after[k]).sum();
                }
                let mut pairs: Vec<f64> =
                    (0..n * n).map(|i| forward[t * n + i / n] * self.next[i] * after[i % n]).collect();
                sum_to_one(&mut pairs);
                add(&mut seen.next, &pairs);
                sum_to_one(&mut backward[t * n..(t + 1) * n]);
            }
            forward.iter_mut().zip(&backward).for_each(|(f, b)| *f *= b);
            forward.chunks_mut(n).for_each(sum_to_one);
            add(&mut seen.first, &forward[..n]);
            seen.share.append(&mut forward);
        }
        seen
    }
}

/// Log odds to probabilities, sharpened by `temper`.
pub fn softmax(row: &mut [f64], temper: f64) {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    row.iter_mut().for_each(|x| *x = ((*x - most) * temper).exp());
    sum_to_one(row);
}

fn normalise(row: &mut [f64], prior: &[f64]) {
    let even = SILENCE / row.len() as f64;
    row.iter_mut().zip(prior).for_each(|(x, p)| *x += even / 2.0 + SILENCE / 2.0 * p);
    sum_to_one(row);
}

fn sum_to_one(row: &mut [f64]) {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|x| *x /= sum);
    } else {
        row.fill(1.0 / row.len().max(1) as f64);
    }
}

fn add(to: &mut [f64], from: &[f64]) {
    to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
}
