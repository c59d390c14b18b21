//! What ties pages together: works that the sources name.

use crate::model::{BlockKind, LineId, Outline};

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
    /// Works, in the order in which sources name them.
    pub works: Vec<Work>,
}

/// Finds what ties the sections together.
pub fn link(outline: &Outline) -> Links {
    let works = outline.sections.iter().enumerate().flat_map(|(section, s)| {
        s.blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Reference)
            .map(move |b| Work { section, at: LineId { source: s.source, line: *b.range().start() } })
    });
    Links { works: works.collect() }
}
