//! The page's own title.

use super::blocks::{Kind, Piece};

/// Takes the page's title out of the pieces: a title-like line before all text, with another title-like line
/// straight after it. A title with text straight under it is a section's heading as well and stays one, and so is
/// one that divides the source.
pub fn take(pieces: &mut Vec<Piece>) -> Option<u32> {
    let is_title = |piece: Option<&Piece>| piece.is_some_and(|p| matches!(p.kind, Kind::Title | Kind::Marked(_)));
    let has_text = pieces.iter().any(|p| matches!(p.kind, Kind::Block(_)));
    if has_text && is_title(pieces.first()) && is_title(pieces.get(1)) {
        return Some(pieces.remove(0).lines[0]);
    }
    None
}
