//! Lines to fates: what is repaired, what is dropped, and by which rule.

pub mod repair;
pub mod rules;

use crate::model::{Ledger, Source, Suggestion};
use rules::Rules;

/// What cleaning decided.
#[derive(Debug, Clone)]
pub struct Cleaned {
    /// A fate for every line.
    pub ledger: Ledger,
    /// Repairs that are likely but not certain.
    pub suggestions: Vec<Suggestion>,
}

/// Cleans all sources together. With `drop` off only repairs are made.
pub fn clean(rules: &Rules, sources: &[Source], drop: bool) -> Cleaned {
    let _ = (rules, drop);
    Cleaned { ledger: Ledger::new(sources), suggestions: Vec::new() }
}
