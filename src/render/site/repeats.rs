//! Passages that stand in several sources: where else each of them stands.

use super::{Home, Site};
use crate::{clean::repeat::Lines, model::LineId, pipeline::Edition};
use std::collections::BTreeMap;

/// Where else a passage stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Repeated {
    /// What is published here.
    pub of: Lines,
    /// Where it stands too.
    pub lines: Lines,
    /// Percent; 100 is word for word.
    pub alike: u8,
    /// Whether it is published there as well, for it says something else.
    pub differs: bool,
}

/// What recurs.
#[derive(Debug)]
pub(super) struct Repeats {
    /// Passages that stand in other sources too, or nearly so, by the section that publishes them.
    by_section: BTreeMap<usize, Vec<Repeated>>,
    /// For lines that are published from another source, the lines that are.
    published_from: BTreeMap<LineId, LineId>,
}

impl Repeats {
    pub fn of(edition: &Edition<'_>, homes: &BTreeMap<LineId, Home>) -> Self {
        let (mut by_section, mut published_from) = (BTreeMap::<usize, Vec<Repeated>>::new(), BTreeMap::new());
        let ids = |lines: Lines| (lines.first..=lines.last).map(move |line| LineId { source: lines.source, line });
        let home = |lines: Lines| ids(lines).find_map(|at| homes.get(&at).map(|home| (at, *home)));
        let mut add = |of: Lines, lines: Lines, alike: u8, differs: bool| {
            if let Some((_, Home::Passage(section))) = home(of) {
                by_section.entry(section).or_default().push(Repeated { of, lines, alike, differs });
            }
        };
        for repeat in &edition.cleaned.repeats.repeats {
            add(repeat.kept, repeat.copy, repeat.alike, false);
            if let Some((at, _)) = home(repeat.kept) {
                let copied = ids(repeat.copy).filter(|copy| edition.cleaned.ledger.is_dropped(*copy));
                published_from.extend(copied.map(|copy| (copy, at)));
            }
        }
        for variant in &edition.cleaned.repeats.variants {
            add(variant.one, variant.other, variant.alike, true);
            add(variant.other, variant.one, variant.alike, true);
        }
        Self { by_section, published_from }
    }
}

impl Site<'_> {
    /// Where else a section's passages stand.
    pub fn repeated(&self, section: usize) -> &[Repeated] {
        self.repeats.by_section.get(&section).map_or(&[], Vec::as_slice)
    }

    /// Where else a published line stands, as far as copies have as many lines.
    pub fn copies(&self, at: LineId) -> impl Iterator<Item = LineId> + '_ {
        let passage = match self.home(at) {
            Some(Home::Passage(section)) => self.repeated(section),
            _ => &[],
        };
        passage.iter().filter(move |r| !r.differs && r.of.contains(at)).map(move |r| LineId {
            source: r.lines.source,
            line: (r.lines.first + (at.line - r.of.first)).min(r.lines.last),
        })
    }

    /// The line that is published instead of a copy of it.
    pub fn published_from(&self, copy: LineId) -> Option<LineId> {
        self.repeats.published_from.get(&copy).copied()
    }
}
