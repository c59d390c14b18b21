//! What ties pages together: what is known of each source, the works that the sources name, the terms of the book,
//! and passages that speak of the same.

mod abbreviation;
mod candidates;
mod head;
mod lexicon;
mod names;
mod related;
mod spoken;
mod terms;
mod word;
mod words;
mod works;

pub use terms::{Term, Use};
pub use works::{Mention, Work};

use crate::{
    book::Book,
    group::Placement,
    model::{Ledger, Outline, Record, Source},
};
use lexicon::Lexicon;
use rayon::prelude::*;
use spoken::Spoken;

/// Ties between pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// What is known of each source: what a person recorded, and where nobody did, what its own text says.
    pub records: Vec<Record>,
    /// Works, in the order in which sources first name them.
    pub works: Vec<Work>,
    /// Terms, in the order of their names.
    pub terms: Vec<Term>,
    /// Per section, those on other topics that speak of the same, nearest first.
    pub related: Vec<Vec<usize>>,
}

/// Finds what ties the sections together.
pub fn link(book: &Book, sources: &[Source], ledger: &Ledger, outline: &Outline, placements: &[Placement]) -> Links {
    let first = head::first_lines(outline);
    let records = sources.par_iter().map(|source| {
        let said = head::read(source, ledger, outline, first.get(&source.id.0).copied());
        source.recorded.clone().or(said)
    });
    let (lexicon, text) = read(book, sources, ledger, outline);
    Links {
        records: records.collect(),
        works: works::find(sources, ledger, outline),
        terms: terms::find(book, &lexicon, &text, sources, ledger, &outline.sections),
        related: related::find(&lexicon, &text, placements),
    }
}

/// The words of every section by number, with [`Spoken::BREAK`] where a phrase can't go on.
fn read(book: &Book, sources: &[Source], ledger: &Ledger, outline: &Outline) -> (Lexicon, Vec<Vec<Spoken>>) {
    let mut lexicon = Lexicon::new(&book.language);
    let text = outline.sections.iter().map(|section| {
        let Some(source) = sources.get(section.source.0 as usize) else { return Vec::new() };
        let mut ids = Vec::new();
        for (heading, _, line) in words::spoken(source, ledger, section) {
            for token in words::tokens(&line) {
                if !token.is_joined() {
                    ids.push(Spoken::BREAK);
                }
                ids.push(Spoken::new(lexicon.add(token.word), &token, heading));
            }
        }
        ids.shrink_to_fit();
        ids
    });
    let text: Vec<_> = text.collect();
    lexicon.learn(&text);
    (lexicon, text)
}
