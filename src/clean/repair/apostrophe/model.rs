//! The learned judge: one logistic regression for each question, its weights in `data/apostrophes.txt`.

use super::features::Reader;
use crate::model::{Phrase, phrase};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The weights, as [`super::train`] wrote them.
const TEXT: &str = include_str!("../../../../data/apostrophes.txt");

/// Weights of one question: by feature, then by value.
type Weights<'m> = FxHashMap<&'m str, FxHashMap<&'m str, f64>>;

static MODEL: LazyLock<FxHashMap<&str, Weights>> = LazyLock::new(|| parse(TEXT));

/// Reads weights: `[question]`, then lines `feature=value weight`; `#` begins a comment line.
fn parse(text: &str) -> FxHashMap<&str, Weights<'_>> {
    let mut model: FxHashMap<&str, Weights> = FxHashMap::default();
    let mut question = "";
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            question = name;
        } else if let Some((feature, weight)) = line.rsplit_once(' ')
            && let Some((name, value)) = feature.split_once('=')
            && let Ok(weight) = weight.parse()
        {
            model.entry(question).or_default().entry(name).or_default().insert(value, weight);
        }
    }
    model
}

/// The log-odds of yes to a question about word `i`.
pub(super) fn log_odds(question: &str, reader: &Reader, i: usize) -> f64 {
    let Some(weights) = MODEL.get(question) else { return f64::NEG_INFINITY };
    let mut sum = 0.0;
    reader.features(i, &mut |name, value| sum += weight(weights, name, value));
    sum
}

/// What speaks most for yes, in words.
pub(super) fn because(question: &str, reader: &Reader, i: usize) -> Vec<Phrase> {
    let mut reasons: Vec<(f64, Phrase)> = Vec::new();
    let Some(weights) = MODEL.get(question) else { return Vec::new() };
    reader.features(i, &mut |name, value| {
        let reason = match name {
            "next" | "next-two" => phrase("reason.follows").text("value", value),
            "before" | "before-two" => phrase("reason.precedes").text("value", value),
            "around" => phrase("reason.around").text("value", value.replacen(' ', " … ", 1)),
            "word" => phrase("reason.owns").text("value", value),
            "next-kind" | "next-two-kinds" | "next-three-kinds" => phrase("reason.kind-after"),
            "before-kind" | "before-two-kinds" => phrase("reason.kind-before"),
            "shape" => phrase("reason.written"),
            _ => return,
        };
        let weight = weight(weights, name, value);
        if weight > 0.0 {
            reasons.push((weight, reason));
        }
    });
    reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut told: Vec<Phrase> = Vec::new();
    for (_, reason) in reasons {
        if told.len() < 2 && !told.contains(&reason) {
            told.push(reason);
        }
    }
    told
}

fn weight(weights: &Weights, name: &str, value: &str) -> f64 {
    weights.get(name).and_then(|w| w.get(value)).copied().unwrap_or(0.0)
}

/// The probability for log-odds.
pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
