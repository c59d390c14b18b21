//! Weights of the words in and around a line, learned together: where odds count each word by itself, a weight says
//! what it adds to the others. A logistic regression (J. Duchi et al., Adaptive Subgradient Methods, JMLR 2011).

use super::vocabulary::{Gram, Grams};
use std::collections::HashMap;

/// Words are weighed in the line itself, in the lines before and after it, and in the heading above it.
pub(super) const ROLES: usize = 4;
/// How much the words of each role count before anything is learned.
const SHARES: [f32; ROLES] = [1.0, 0.5, 0.5, 0.7];
/// Of a longer line, so many grams are weighed.
const MOST: usize = 120;
/// What weighs less in every role is taken for nothing.
const LEAST: f32 = 0.5;

/// A line's grams as columns, each once.
#[derive(Debug, Default)]
pub(super) struct Columns {
    known: Vec<u32>,
    /// One by the root of their number: long lines must not shout.
    scale: f32,
}

/// What stands in each role.
pub(super) type Held<'a> = [Option<&'a Columns>; ROLES];

/// Weights by gram and role; more than 0 speaks for furniture.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// What is said of a line without a word.
    pub bias: f32,
    columns: HashMap<Gram, u32>,
    weights: Vec<[f32; ROLES]>,
}

/// A line to learn from: what stands in each role, what it is, and how much it counts.
pub(super) struct Example<'a> {
    pub held: Held<'a>,
    pub furniture: bool,
    pub weight: f32,
}

impl Weights {
    pub fn new(bias: f32, weights: impl IntoIterator<Item = (Gram, [f32; ROLES])>) -> Self {
        let (grams, weights): (Vec<Gram>, Vec<[f32; ROLES]>) = weights.into_iter().unzip();
        Self { bias, columns: (0..).zip(grams).map(|(at, g)| (g, at)).collect(), weights }
    }

    /// All grams, also those that weigh nothing: they count where a line's weight is shared out.
    pub fn iter(&self) -> impl Iterator<Item = (Gram, [f32; ROLES])> + '_ {
        self.columns.iter().map(|(g, &at)| (*g, self.weights[at as usize]))
    }

    /// The columns that a line's grams have.
    pub fn columns(&self, grams: &Grams) -> Columns {
        let mut known: Vec<u32> = grams.all().take(MOST).filter_map(|g| self.columns.get(&g).copied()).collect();
        known.sort_unstable();
        known.dedup();
        Columns { scale: (known.len().max(1) as f32).sqrt().recip(), known }
    }

    /// The log odds that a line is furniture.
    pub fn weigh(&self, held: Held<'_>) -> f32 {
        let of_role = |(role, held): (usize, Option<&Columns>)| {
            held.map_or(0.0, |h| {
                h.known.iter().map(|&c| self.weights[c as usize][role]).sum::<f32>() * h.scale * SHARES[role]
            })
        };
        self.bias + held.into_iter().enumerate().map(of_role).sum::<f32>()
    }

    /// Learns from examples, in an order that is the same on every run.
    pub fn learn(&mut self, examples: &[Example<'_>], how: Regression) {
        let n = self.weights.len();
        let mut times = vec![[0f32; ROLES]; n];
        for e in examples {
            for (role, held) in e.held.iter().enumerate() {
                held.iter().flat_map(|h| &h.known).for_each(|&c| times[c as usize][role] += e.weight);
            }
        }
        self.weights.fill([0.0; ROLES]);
        self.bias = 0.0;
        let mut squares = vec![[1e-6f32; ROLES]; n];
        let mut of_bias = 1e-6f32;
        // Steps of this length reach every example once if it shares no factor with their number.
        let mut stride = (examples.len() as f64 * 0.618) as usize | 1;
        while gcd(stride, examples.len().max(1)) != 1 {
            stride += 2;
        }
        let mut at = 0;
        for _ in 0..how.rounds * examples.len() {
            let e = &examples[at];
            at = (at + stride) % examples.len();
            let odds = self.weigh(e.held);
            let slope = e.weight * (1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(e.furniture)));
            of_bias += slope * slope;
            self.bias -= how.rate * slope / of_bias.sqrt();
            for (role, held) in e.held.into_iter().enumerate() {
                let Some(held) = held else { continue };
                let slope = slope * held.scale * SHARES[role];
                for &c in &held.known {
                    let c = c as usize;
                    let w = &mut self.weights[c][role];
                    let g = slope + how.ridge * e.weight * *w / times[c][role];
                    squares[c][role] += g * g;
                    *w -= how.rate * g / squares[c][role].sqrt();
                }
            }
        }
        // Few digits, and none of what says little: what is written is what was learned.
        let short = |w: f32| (w * 10.0).round() / 10.0 + 0.0;
        for of_gram in &mut self.weights {
            let says_little = of_gram.iter().all(|w| w.abs() < LEAST);
            *of_gram = of_gram.map(|w| if says_little { 0.0 } else { short(w) });
        }
        self.bias = short(self.bias);
    }
}

/// How weights are learned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Regression {
    /// Times that each example is seen.
    pub rounds: usize,
    /// The length of a first step.
    pub rate: f32,
    /// How strongly weights are drawn to 0.
    pub ridge: f32,
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
