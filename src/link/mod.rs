//! What ties pages together: what is known of each source, and the works that the sources name.

mod head;
mod works;

pub use works::{Mention, Work};

use crate::model::{Ledger, Outline, Record, Source};
use rayon::prelude::*;

/// Ties between pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// What is known of each source: what a person recorded, and where nobody did, what its own text says.
    pub records: Vec<Record>,
    /// Works, in the order in which sources first name them.
    pub works: Vec<Work>,
}

/// Finds what ties the sections together.
pub fn link(sources: &[Source], ledger: &Ledger, outline: &Outline) -> Links {
    let first = head::first_lines(outline);
    let records = sources.par_iter().map(|source| {
        let said = head::read(source, ledger, outline, first.get(&source.id.0).copied());
        source.recorded.clone().or(said)
    });
    Links { records: records.collect(), works: works::find(sources, ledger, outline) }
}
