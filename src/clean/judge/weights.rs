//! Weights of the words in and around a line, learned together: where odds count each word by itself, a weight says
//! what it adds to the others. A logistic regression (J. Duchi et al., Adaptive Subgradient Methods, JMLR 2011).

use super::vocabulary::{Gram, Grams, parse};
use rustc_hash::FxHashMap;
use std::fmt::Write;

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
    bias: f32,
    columns: FxHashMap<Gram, u32>,
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

    /// The bias, then a gram a line after its weights, also one that weighs nothing: it counts where a line's weight is
    /// shared out.
    pub fn write<'a>(&self, name: impl Fn(Gram) -> &'a str, out: &mut String) {
        let _ = writeln!(out, "{}", self.bias);
        let mut all: Vec<(&str, u32)> = self.columns.iter().map(|(&gram, &at)| (name(gram), at)).collect();
        all.sort_unstable();
        for (name, at) in all {
            let [line, before, after, above] = self.weights[at as usize];
            let _ = writeln!(out, "{line} {before} {after} {above} {name}");
        }
    }

    /// Reads what [`Weights::write`] wrote; of no line, no weights.
    ///
    /// # Errors
    /// The first line that is none of its lines.
    pub fn read<'a>(mut lines: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let number = |line: &str, text: &str| text.parse().map_err(|_| format!("no weights: {line:?}"));
        let bias = lines.next().map_or(Ok(0.0), |line| number(line, line))?;
        let weights = lines.map(|line| {
            let mut rest = line;
            let mut weights = [0.0; ROLES];
            for weight in &mut weights {
                let (first, others) = rest.split_once(' ').ok_or_else(|| format!("too few weights: {line:?}"))?;
                (*weight, rest) = (number(line, first)?, others);
            }
            Ok((parse(rest), weights))
        });
        Ok(Self::new(bias, weights.collect::<Result<Vec<_>, String>>()?))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::judge::vocabulary::words;

    /// Lines that are furniture by what stands above them alone, and by their own words alone.
    fn learned() -> (Weights, Vec<Grams>) {
        let grams: Vec<Grams> = ["read more", "rivers rise", "share", "floods"].map(|l| Grams::new(&words(l))).into();
        let all: std::collections::BTreeSet<Gram> = grams.iter().flat_map(Grams::all).collect();
        let mut weights = Weights::new(0.0, all.into_iter().map(|g| (g, [0.0; ROLES])));
        let columns: Vec<Columns> = grams.iter().map(|g| weights.columns(g)).collect();
        let example = |line: usize, above: usize, furniture| Example {
            held: [Some(&columns[line]), None, None, Some(&columns[above])],
            furniture,
            weight: 1.0,
        };
        let examples = [example(0, 3, true), example(1, 3, false), example(1, 2, true), example(0, 2, true)];
        weights.learn(&examples, Regression { rounds: 50, rate: 0.3, ridge: 0.01 });
        (weights, grams)
    }

    fn odds(weights: &Weights, grams: &[Grams], line: usize, above: usize) -> f32 {
        let [line, above] = [line, above].map(|i| weights.columns(&grams[i]));
        weights.weigh([Some(&line), None, None, Some(&above)])
    }

    #[test]
    fn words_weigh_by_where_they_stand() {
        let (weights, grams) = learned();
        assert!(odds(&weights, &grams, 1, 3) < 0.0, "text under a heading of text");
        assert!(odds(&weights, &grams, 1, 2) > 0.0, "the same words under a heading of furniture");
        assert!(odds(&weights, &grams, 0, 3) > 0.0, "words of furniture under a heading of text");
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let (weights, grams) = learned();
        let names: FxHashMap<Gram, String> = ["read more", "rivers rise", "share", "floods"]
            .iter()
            .flat_map(|l| crate::clean::judge::vocabulary::readable(&words(l)))
            .map(|name| (parse(&name), name))
            .collect();
        let mut text = String::new();
        weights.write(|gram| &names[&gram], &mut text);
        let read = Weights::read(text.lines()).unwrap();
        for (line, above) in [(0, 3), (1, 3), (1, 2), (0, 2)] {
            let (was, is) = (odds(&weights, &grams, line, above), odds(&read, &grams, line, above));
            assert!((was - is).abs() < 1e-4, "{was} {is}");
        }
        assert!(Weights::read(["0", "1 2 word"].into_iter()).is_err());
    }
}
