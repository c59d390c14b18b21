//! How often a source's words own what follows, learned from the source itself.
//!
//! The weights were learned where one word in forty that could be a possessive was one. A source that has more of them,
//! or fewer, shifts the odds of all (Saerens, Latinne and Decaestecker, *Adjusting the Outputs of a Classifier to New a
//! Priori Probabilities*, Neural Computation 14, 2002: expectation maximisation over the classifier's own answers).

use super::{OWNS, features::Reader, model, question};
use crate::clean::repair::{corpus::Corpus, tokens::Words};

/// The share of possessives among the words in `s` that the weights were learned from.
const LEARNED: f64 = 0.027;
/// The learned share weighs as much as this many words of the source.
const WEIGHT: f64 = 50.0;
const ROUNDS: usize = 20;

/// What to add to the log-odds of a possessive in a text of these lines.
pub(in crate::clean::repair) fn owners<'a>(corpus: &Corpus, lines: impl Iterator<Item = &'a str>) -> f64 {
    let mut odds = Vec::new();
    for line in lines {
        let words = Words::new(line);
        let reader = Reader::new(&words, corpus);
        let asked = words.iter().filter(|(_, word)| question(word) == Some(OWNS));
        odds.extend(asked.map(|(i, _)| model::log_odds(OWNS, &reader, i)));
    }
    shift(&odds)
}

fn shift(odds: &[f64]) -> f64 {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let mut shift = 0.0;
    for _ in 0..ROUNDS {
        let owners: f64 = odds.iter().map(|o| model::probability(o + shift)).sum();
        let share = (owners + WEIGHT * LEARNED) / (odds.len() as f64 + WEIGHT);
        shift = logit(share) - logit(LEARNED);
    }
    shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_shifts_the_odds_its_own_way() {
        assert!(shift(&[]).abs() < 1e-9);
        let many: Vec<f64> = (0..200).map(|i| if i % 4 == 0 { 3.0 } else { -4.0 }).collect();
        assert!(shift(&many) > 1.0);
        assert!(shift(&[-6.0; 200]) < -0.5);
    }
}
