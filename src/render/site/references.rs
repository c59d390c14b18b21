//! The pages that sources and the works that they name are listed on.

use super::{Site, routes::href};
use crate::{link::Work, model::Source, pipeline::Edition};
use std::ops::Range;

/// Sources and works on one page.
const SOURCES: usize = 50;
const WORKS: usize = 200;

/// The page of all references, or of their contents when they take several.
pub(super) const REFERENCES: &str = "references.html";

/// What is listed on each page, when one can't hold it all: sources first, then works.
#[derive(Debug, Default)]
pub(super) struct References {
    sources: Vec<Range<usize>>,
    works: Vec<Range<usize>>,
}

impl References {
    pub fn of(edition: &Edition<'_>) -> Self {
        let (sources, works) = (edition.sources.len(), edition.links.works.len());
        if sources <= 2 * SOURCES && works <= 2 * WORKS {
            return Self::default();
        }
        Self { sources: parts(sources, SOURCES), works: parts(works, WORKS) }
    }
}

fn parts(all: usize, on_a_page: usize) -> Vec<Range<usize>> {
    (0..all.div_ceil(on_a_page)).map(|i| i * on_a_page..((i + 1) * on_a_page).min(all)).collect()
}

impl Site<'_> {
    /// Pages of references besides the first, which has all of them when there are no others.
    pub fn references(&self) -> usize {
        self.references.sources.len() + self.references.works.len()
    }

    /// Sources and works that a page of references lists.
    pub fn referenced(&self, part: usize) -> (Range<usize>, Range<usize>) {
        let References { sources, works } = &self.references;
        match part.checked_sub(1) {
            None => (0..self.edition.sources.len(), 0..self.edition.links.works.len()),
            Some(i) if i < sources.len() => (sources[i].clone(), 0..0),
            Some(i) => (0..0, works.get(i - sources.len()).cloned().unwrap_or(0..0)),
        }
    }

    /// Path of a page of references.
    pub fn references_path(&self, part: usize) -> String {
        if part == 0 { REFERENCES.to_owned() } else { format!("references/{part}.html") }
    }

    /// Address of a source's entry in the list of sources.
    pub fn title_href(&self, from: &str, source: &Source) -> String {
        let part = if self.references() == 0 { 0 } else { source.id.0 as usize / SOURCES + 1 };
        href(from, &self.references_path(part), &format!("s-{}", source.slug))
    }

    /// Address of a work's entry.
    pub fn work_href(&self, from: &str, work: usize) -> String {
        let part = if self.references() == 0 { 0 } else { self.references.sources.len() + work / WORKS + 1 };
        href(from, &self.references_path(part), &work_id(&self.edition.links.works[work]))
    }
}

/// The fragment of a work.
pub(in crate::render) fn work_id(work: &Work) -> String {
    format!("w-{}", work.key)
}
