//! Surviving lines to blocks and sections.
//!
//! Scraped text has lost its mark-up, so a heading is known by its shape and its place: a title-like line with
//! text under it. Lines of the commonest style head sections; those of another style are subheadings of them.
//! What only looks like one is told before: the first line of a paragraph that was broken at a margin ([`margin`]), a
//! comment of a program and the row of a table ([`program`]); what looks like an item may head text ([`series`]).
//! A source whose mark-up says what is a heading is taken at its word ([`marked`]).
//! Where many sources are divided by the same titles with another subject in their place, those head the sections
//! and all others are subheadings ([`template`]).

mod blocks;
mod margin;
mod marked;
mod program;
mod pull;
mod series;
pub mod template;
#[cfg(test)]
mod tests;
mod title;
pub mod work;

use crate::{
    clean::shape::{self, Style},
    model::{Block, BlockKind, Ledger, LineId, Outline, Section, SectionId, Source},
};
use blocks::{Kind, Piece};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use template::Templates;

/// Finds headings, lists, paragraphs and references, and the sections that they form. Every surviving line that
/// is not blank becomes part of exactly one section, or a source's title.
pub fn outline(sources: &[Source], ledger: &Ledger) -> Outline {
    let lines: Vec<_> = sources.par_iter().map(|source| blocks::surviving(source, ledger)).collect();
    let titles: Vec<_> = lines.iter().map(|lines| blocks::titles(lines)).collect();
    let templates = Templates::learn(&titles);
    let outlined: Vec<_> = (sources, &lines, &titles)
        .into_par_iter()
        .map(|(source, lines, titles)| {
            let pieces = match &source.markup {
                Some(markup) => marked::pieces(source, markup, ledger, lines),
                None => blocks::pieces(source, ledger, lines, &templates.subject(titles)),
            };
            outline_source(source, ledger, pieces)
        })
        .collect();
    let mut outline = Outline::default();
    for (title, mut sections) in outlined {
        outline.titles.push(title);
        outline.sections.append(&mut sections);
    }
    name(sources, &mut outline.sections);
    outline
}

/// Names the sections, each by the lines that it begins with: its heading and the first line under it, so that what is
/// dropped, kept or mended further down leaves the name alone. Sections that begin alike are named by all of their lines:
/// a number would pass to another section when one more is put before them. Those that are alike to the end are numbered.
fn name(sources: &[Source], sections: &mut [Section]) {
    let begins = |section: &Section| if section.heading.is_some() { 2 } else { 1 };
    let mut alike: HashMap<String, u32> = HashMap::new();
    for section in &mut *sections {
        let name = hashed(&sources[section.source.0 as usize], section, begins(section));
        *alike.entry(name.clone()).or_default() += 1;
        section.id = SectionId(name);
    }
    let mut taken: HashMap<String, u32> = HashMap::new();
    for section in sections {
        if alike.get(&section.id.0).is_some_and(|&times| times > 1) {
            section.id.0 = hashed(&sources[section.source.0 as usize], section, usize::MAX);
        }
        let times = taken.entry(section.id.0.clone()).or_default();
        *times += 1;
        if *times > 1 {
            section.id.0 = format!("{}-{times}", section.id.0);
        }
    }
}

/// `p-` and the first ten hexadecimal digits of SHA-256 over the path and so many raw lines of the section. All of the
/// lines never have the name of the first.
fn hashed(source: &Source, section: &Section, lines: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(source.path.as_bytes());
    if lines == usize::MAX {
        hash.update(b"\n");
    }
    for LineId { line, .. } in section.lines().take(lines) {
        hash.update(b"\n");
        hash.update(source.raw(line).trim().as_bytes());
    }
    let digits: String = hash.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("p-{digits}")
}

fn outline_source(source: &Source, ledger: &Ledger, mut pieces: Vec<Piece>) -> (Option<u32>, Vec<Section>) {
    let title = title::take(&mut pieces);
    let ranks = Ranks::of(&pieces);
    let mut sections: Vec<Section> = Vec::new();
    let (mut last_was_heading, mut divided, mut above) = (false, false, 2);
    for piece in pieces {
        let level = match &piece.kind {
            Kind::Dividing => 2,
            Kind::Title if divided => 3,
            Kind::Title => ranks.level(&piece.text, last_was_heading),
            Kind::Marked(level) => *level,
            Kind::Block(_) => 0,
        };
        last_was_heading = level > 0;
        divided |= piece.kind == Kind::Dividing;
        if level == 2 || sections.is_empty() {
            sections.push(Section {
                id: SectionId(String::new()),
                source: source.id,
                heading: (level > 0).then_some(piece.lines[0]),
                blocks: Vec::new(),
            });
            above = 2;
            if level > 0 {
                continue;
            }
        }
        let kind = match piece.kind {
            Kind::Block(BlockKind::Heading { level }) => BlockKind::Heading { level: deepened(level, &mut above) },
            Kind::Block(kind) => kind,
            Kind::Title | Kind::Dividing | Kind::Marked(_) => BlockKind::Heading { level: deepened(level, &mut above) },
        };
        if let Some(section) = sections.last_mut() {
            section.blocks.push(Block { kind, lines: piece.lines, within: piece.within });
        }
    }
    for section in &mut sections {
        pull::mark(source, ledger, section);
    }
    (title, sections)
}

/// The level of a heading inside a section: below the section's own, and no more than one below that of the heading
/// above it.
fn deepened(level: u8, above: &mut u8) -> u8 {
    *above = level.clamp(3, 6).min(*above + 1);
    *above
}

/// Which styles of title head sections in one source.
struct Ranks {
    top: Option<Style>,
}

impl Ranks {
    /// A source needs this many titles before one style can outrank the others.
    const FEWEST: usize = 4;

    fn of(pieces: &[Piece]) -> Self {
        let mut counts: HashMap<Style, usize> = HashMap::new();
        let titles = pieces.iter().filter(|p| p.kind == Kind::Title && shape::word_count(&p.text) > 2);
        for piece in titles {
            *counts.entry(shape::style(&piece.text)).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        let best = counts.into_iter().max_by_key(|&(style, n)| (n, std::cmp::Reverse(style)));
        Self { top: best.filter(|&(_, n)| all >= Self::FEWEST && n * 2 > all).map(|(style, _)| style) }
    }

    /// 2 for a section's heading, 3 for a subheading.
    fn level(&self, text: &str, after_a_heading: bool) -> u8 {
        let style = shape::style(text);
        let same = match self.top {
            None => true,
            Some(Style::Question) => style == Style::Question,
            Some(top) => style == top || style == Style::Question,
        };
        if same && !after_a_heading { 2 } else { 3 }
    }
}
