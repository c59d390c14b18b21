//! The index of terms: which are used in a section, and which stand on each page of the index.

use super::Site;
use crate::{
    link::{Term, Use},
    pipeline::Edition,
};
use std::ops::Range;

/// Uses of terms on one page of the index, about.
const USES: usize = 800;

/// Terms by where they are used and by where they are listed.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    /// Per section, the uses of terms in it, by place.
    by_section: Vec<Vec<(usize, &'a Use)>>,
    /// Terms on each page of the index, when one page can't hold it.
    pub(super) parts: Vec<Range<usize>>,
}

impl<'a> Terms<'a> {
    pub fn of(edition: &'a Edition<'a>) -> Self {
        Self { by_section: by_section(edition), parts: parts(&edition.links.terms) }
    }
}

impl<'a> Site<'a> {
    /// Uses of terms in a section, by place: the index of the term and the use.
    pub fn terms_in(&self, section: usize) -> &[(usize, &'a Use)] {
        self.terms.by_section.get(section).map_or(&[], Vec::as_slice)
    }

    /// The terms on each page of the index after the first; none when the first holds all of it.
    pub fn index(&self) -> &[Range<usize>] {
        &self.terms.parts
    }
}

fn by_section<'a>(edition: &'a Edition<'a>) -> Vec<Vec<(usize, &'a Use)>> {
    let mut by_section: Vec<Vec<(usize, &Use)>> = vec![Vec::new(); edition.outline.sections.len()];
    for (term, used) in edition.links.terms.iter().enumerate().flat_map(|(i, t)| t.uses.iter().map(move |u| (i, u))) {
        if let Some(of_section) = by_section.get_mut(used.section) {
            of_section.push((term, used));
        }
    }
    for uses in &mut by_section {
        uses.sort_by_key(|(_, u)| (u.line, u.span.start));
    }
    by_section
}

/// Parts of an index that is too long for one page.
fn parts(terms: &[Term]) -> Vec<Range<usize>> {
    if terms.iter().map(|t| t.uses.len()).sum::<usize>() <= 2 * USES {
        return Vec::new();
    }
    let (mut parts, mut start, mut uses) = (Vec::new(), 0, 0);
    for (i, term) in terms.iter().enumerate() {
        uses += term.uses.len().min(USES);
        if uses >= USES || i + 1 == terms.len() {
            parts.push(start..i + 1);
            (start, uses) = (i + 1, 0);
        }
    }
    parts
}
