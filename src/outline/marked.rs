//! Blocks of a source whose mark-up says what they are.

use super::{
    blocks::{Kind, Line, Piece, is_heading},
    work,
};
use crate::model::{BlockKind, Ledger, Markup, Source};

/// The pieces of a source whose mark-up says what they are. Where it marks no heading, a paragraph that looks like one
/// is one.
pub fn pieces(source: &Source, markup: &Markup, ledger: &Ledger, lines: &[Line<'_>]) -> Vec<Piece> {
    let top = top(markup, lines);
    let by_look = !markup.has_headings();
    let mut pieces = Vec::new();
    for block in &markup.blocks {
        let at = lines.partition_point(|l| l.number < *block.range().start());
        let Some(first) = lines.get(at).filter(|l| block.range().contains(&l.number)) else { continue };
        let is_part = |line: &u32| {
            let blank = || source.is_blank(*line) && !matches!(block.kind, BlockKind::Code { .. });
            !ledger.is_dropped(source.at(*line)) && !blank()
        };
        let lines_left: Vec<u32> = block.lines.iter().copied().filter(is_part).collect();
        let alone = block.within.is_empty() && lines_left.len() == 1;
        let kind = match &block.kind {
            BlockKind::Heading { level } if block.within.is_empty() => {
                Kind::Marked((level + 2).saturating_sub(top).max(2))
            }
            BlockKind::Paragraph if alone && by_look && is_heading(lines, at) => Kind::Title,
            BlockKind::Paragraph if alone && work::read(&first.text).is_some() => Kind::Block(BlockKind::Reference),
            kind => Kind::Block(kind.clone()),
        };
        let text = first.text.trim().to_owned();
        pieces.push(Piece { kind, lines: lines_left, text, within: block.within.clone() });
    }
    pieces
}

/// The level of heading that heads sections: the highest, unless only the first heading has it, which is then the
/// page's own.
fn top(markup: &Markup, lines: &[Line<'_>]) -> u8 {
    let stands = |line: u32| lines.binary_search_by_key(&line, |l| l.number).is_ok();
    let headings = markup.blocks.iter().filter(|b| b.within.is_empty() && stands(*b.range().start()));
    let levels: Vec<u8> = headings
        .filter_map(|b| match b.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        })
        .collect();
    let least = |levels: &[u8]| levels.iter().copied().min();
    let (Some(&first), Some(all)) = (levels.first(), least(&levels)) else { return 2 };
    let others = least(&levels[1..]);
    if first == all { others.filter(|&others| others > first).unwrap_or(all) } else { all }
}
