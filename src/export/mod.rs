//! The book for other programs: Markdown that site generators and note-takers take, and sections as NDJSON.

pub mod escape;
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
    let published = |&line: &u32| edition.cleaned.ledger.text(source, line).unwrap_or_default().into_owned();
    let mut lines: Vec<String> = block.lines.iter().map(published).collect();
    if let BlockKind::Code { .. } = block.kind {
        let is_fence = |line: &String| ["```", "~~~"].iter().any(|mark| line.trim().starts_with(mark));
        if lines.first().is_some_and(is_fence) {
            lines.remove(0);
        }
        if lines.last().is_some_and(is_fence) {
            lines.pop();
        }
        return lines.iter().map(|l| visible(l).into_owned()).collect();
    }
    for (i, line) in lines.iter_mut().enumerate() {
        let text = line.trim();
        let text = match block.kind {
            BlockKind::Item { marker, .. } if i == 0 => text.get(marker..).unwrap_or(text).trim_start(),
            BlockKind::Quote => text.trim_start_matches(|c: char| c == '>' || c.is_whitespace()),
            BlockKind::Heading { .. } => unmarked(text),
            _ => text,
        };
        *line = visible(text).into_owned();
    }
    lines
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
