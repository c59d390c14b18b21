//! What ties pages together: what is known of each source, and the works that the sources name.

mod head;

use crate::model::{BlockKind, Ledger, LineId, Outline, Record, Source};
use rayon::prelude::*;

/// A work that a source names in a reference of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Index of the section that names it.
    pub section: usize,
    /// Its first line.
    pub at: LineId,
}

/// Ties between pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// What is known of each source: what a person recorded, and where nobody did, what its own text says.
    pub records: Vec<Record>,
    /// Works, in the order in which sources name them.
    pub works: Vec<Work>,
}

/// Finds what ties the sections together.
pub fn link(sources: &[Source], ledger: &Ledger, outline: &Outline) -> Links {
    let first = head::first_lines(outline);
    let records = sources.par_iter().map(|source| {
        let said = head::read(source, ledger, outline, first.get(&source.id.0).copied());
        source.recorded.clone().or(said)
    });
    let works = outline.sections.iter().enumerate().flat_map(|(section, s)| {
        s.blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Reference)
            .map(move |b| Work { section, at: LineId { source: s.source, line: *b.range().start() } })
    });
    Links { records: records.collect(), works: works.collect() }
}
