//! The book for other programs: Markdown that site generators and note-takers take, and sections as NDJSON.

pub mod escape;
mod inline;
mod markdown;

pub use markdown::{Tool, markdown, record, title};

use crate::{
    model::{Block, BlockKind, LineId, Section, Source},
    pipeline::Edition,
    render::visible,
};

/// The published lines of a block, trimmed and made visible, without an item's marker, a quote's `>` and a code
/// block's fences.
pub fn lines(edition: &Edition<'_>, source: &Source, block: &Block) -> Vec<String> {
    let lines = block.shown(source, &edition.cleaned.ledger);
    let bare = |line: &str| match block.kind {
        BlockKind::Heading { .. } => visible(unmarked(line)).into_owned(),
        _ => visible(line).into_owned(),
    };
    lines.iter().map(|line| bare(line)).collect()
}

/// What a section is called: by the book, or else by its heading.
pub fn name(edition: &Edition<'_>, section: &Section) -> Option<String> {
    let title = edition.decided.titles.get(&section.id).map(|title| visible(title).into_owned());
    title.or_else(|| heading(edition, section))
}

/// The published heading of a section, without the marks of a Markdown heading.
pub fn heading(edition: &Edition<'_>, section: &Section) -> Option<String> {
    let at = LineId { source: section.source, line: section.heading? };
    let source = edition.sources.get(section.source.0 as usize)?;
    let text = edition.cleaned.ledger.text(source, at.line)?;
    Some(visible(unmarked(text.trim())).into_owned())
}

fn unmarked(text: &str) -> &str {
    let bare = text.trim_start_matches('#');
    if bare.len() < text.len() { bare.trim().trim_end_matches('#').trim_end() } else { text }
}
