//! Works that the sources name, each once, with every place that names it.

use crate::{
    model::{BlockKind, Ledger, LineId, Name, Outline, Source},
    outline::work::{self, Cited},
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

/// A work that the sources name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Unique name, made of the first author, the year and six digits of a hash of what tells the work from others, so
    /// that it stays when other works come and go; of two that would have one name, the later one has a number added.
    pub key: String,
    /// Its parts, as far as they can be told apart.
    pub cited: Cited,
    /// Where it is named, in order; at least one place.
    pub mentions: Vec<Mention>,
}

/// A place that names a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Index of the section.
    pub section: usize,
    /// Index of the block in it.
    pub block: usize,
    /// Its first line.
    pub at: LineId,
}

/// Works in the order in which sources first name them. Two references name one work when they have the same DOI or
/// preprint, or the same first author, year and title.
pub(super) fn find(sources: &[Source], ledger: &Ledger, outline: &Outline) -> Vec<Work> {
    let found: Vec<Vec<(usize, LineId, Cited)>> = outline
        .sections
        .par_iter()
        .map(|section| {
            let Some(source) = sources.get(section.source.0 as usize) else { return Vec::new() };
            let blocks = section.blocks.iter().enumerate();
            blocks
                .filter(|(_, b)| matches!(b.kind, BlockKind::Reference | BlockKind::Item { .. }))
                .filter_map(|(i, block)| {
                    let lines: Vec<_> = block.lines.iter().filter_map(|&l| ledger.text(source, l)).collect();
                    Some((i, source.at(*block.range().start()), work::read(&lines.join(" "))?))
                })
                .collect()
        })
        .collect();
    let mut works: Vec<Work> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (section, found) in found.into_iter().enumerate() {
        for (block, at, cited) in found {
            let identity = identity(&cited);
            let mention = Mention { section, block, at };
            match known.get(&identity) {
                Some(&i) => works[i].mentions.push(mention),
                None => {
                    let key = key(&cited, &identity);
                    let numbered = (2..).map(|n| format!("{key}-{n}"));
                    let key = std::iter::once(key.clone()).chain(numbered).find(|key| taken.insert(key.clone()));
                    known.insert(identity, works.len());
                    works.push(Work { key: key.unwrap_or_default(), cited, mentions: vec![mention] });
                }
            }
        }
    }
    works
}

/// What tells a work from others.
fn identity(cited: &Cited) -> String {
    if let Some(doi) = &cited.doi {
        return doi.to_lowercase();
    }
    if let Some(arxiv) = &cited.arxiv {
        return format!("arxiv:{}", arxiv.to_lowercase());
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let title: String = letters(cited.title.as_deref().unwrap_or_default());
    format!("{} {} {title} {}", family(cited).to_lowercase(), cited.year, cited.pages.as_deref().unwrap_or_default())
}

fn family(cited: &Cited) -> &str {
    match cited.authors.first() {
        Some(Name::Parted { family, .. }) => family,
        Some(Name::Whole(name)) => name,
        None => "",
    }
}

fn key(cited: &Cited, identity: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = family(cited).chars().map(plain).take(40).collect();
    let parts: Vec<&str> = name.split('-').filter(|p| !p.is_empty()).collect();
    let name = if parts.is_empty() { "work".to_owned() } else { parts.join("-") };
    let hash: String = Sha256::digest(identity).iter().take(3).map(|b| format!("{b:02x}")).collect();
    format!("{name}-{}-{hash}", cited.year)
}
