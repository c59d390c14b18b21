//! Lines to fates: what is repaired, what is dropped, and by which rule.

mod drop;
pub mod hand;
pub mod judge;
mod reference;
pub mod repair;
pub mod repeat;
pub mod rules;
pub mod shape;

pub use reference::reference;

use crate::model::{Ledger, RuleName, Source, Suggestion, Suspect, is_hidden, phrase};
pub use hand::ByHand;
use hand::Hand;
use rayon::prelude::*;
use repair::{Repairer, Repairs};
use repeat::Repeats;
use rules::Rules;

/// What cleaning decided.
#[derive(Debug, Clone)]
pub struct Cleaned {
    /// A fate for every line.
    pub ledger: Ledger,
    /// Repairs that are likely but not certain, of lines that are published.
    pub suggestions: Vec<Suggestion>,
    /// Lines that are likely to be furniture but not surely, and are published.
    pub suspects: Vec<Suspect>,
    /// Passages that stand in more than one source.
    pub repeats: Repeats,
    /// What a person decided of repairs, and corrections whose target is gone.
    pub by_hand: ByHand,
}

/// Cleans all sources together. What the book decides of a line goes before what a rule says. Repairs first, so that
/// rules read what a reader would; then drops, first of furniture and then of what recurs, unless `drop` is off. The
/// result does not depend on the number of threads.
pub fn clean(rules: &Rules, sources: &[Source], drop: bool) -> Cleaned {
    let mut ledger = Ledger::new(sources);
    let (mut suggestions, mut suspects, mut repeats) = (Vec::new(), Vec::new(), Repeats::default());
    let mut hand = Hand::find(rules, sources);
    hand.keep(&mut ledger);
    let repairer = Repairer::new(rules, sources);
    let repairs: Vec<Vec<Repairs>> =
        sources.par_iter().map(|source| source.lines().map(|line| repairer.line(source, line)).collect()).collect();
    for (source, repairs) in sources.iter().zip(repairs) {
        for (line, mut repairs) in source.lines().zip(repairs) {
            hand.repair(rules, source, line, &mut repairs);
            ledger.repair(source, line, repairs.edits);
            suggestions.extend(repairs.suggestions);
        }
    }
    if drop {
        hand.drop(rules, &mut ledger);
        if let Some(rule) = rules.on("front-matter") {
            front_matter(sources, &mut ledger, rule);
        }
        if let Some(rule) = rules.on("no-text") {
            no_text(sources, &mut ledger, rule);
        }
        let recurring = drop::Recurring::new(sources, &ledger);
        let verdicts: Vec<_> =
            sources.par_iter().map(|source| drop::furniture(rules, &recurring, source, &ledger)).collect();
        for (source, verdicts) in sources.iter().zip(verdicts) {
            for (line, rule, because) in verdicts.dropped {
                ledger.drop(source.at(line), &rule, because);
            }
            let told = verdicts.suspects.into_iter();
            suspects.extend(told.map(|(line, rule, because)| Suspect { at: source.at(line), rule, because }));
        }
        repeats = repeat::find(rules, sources, &mut ledger);
        suggestions.retain(|s| !ledger.is_dropped(s.at));
        suspects.retain(|s: &Suspect| !ledger.is_dropped(s.at) && !ledger.is_held(s.at));
    }
    Cleaned { ledger, suggestions, suspects, repeats, by_hand: hand.finish() }
}

/// Drops what stands before the text of a source about it. What is known of the source has it.
fn front_matter(sources: &[Source], ledger: &mut Ledger, rule: &RuleName) {
    for (source, front) in sources.iter().filter_map(|s| Some((s, s.markup.as_ref()?.front.as_ref()?))) {
        for line in front.lines.clone() {
            ledger.drop(source.at(line), rule, phrase("reason.front-matter"));
        }
    }
}

/// Drops the lines of which repairs left nothing to be seen.
fn no_text(sources: &[Source], ledger: &mut Ledger, rule: &RuleName) {
    for source in sources {
        for line in source.lines() {
            if !source.words(line).trim().is_empty()
                && ledger.text(source, line).is_some_and(|text| text.chars().all(|c| c.is_whitespace() || is_hidden(c)))
            {
                ledger.drop(source.at(line), rule, phrase("reason.no-text"));
            }
        }
    }
}
