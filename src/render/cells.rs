//! Lines of a table into cells.

use super::text::{Part, Say, trimmed};
use crate::model::{Block, Ledger, Source, tabs_between};

/// Where the cells of one table end.
pub(crate) enum Cells {
    /// At what its signs leave between them.
    Marked,
    /// At so many tabs.
    Tabs(usize),
}

impl Cells {
    pub fn of(source: &Source, ledger: &Ledger, block: &Block) -> Self {
        match source.markup {
            Some(_) => Self::Marked,
            None => Self::Tabs(tabs_between(block.lines.iter().filter_map(|&line| ledger.text(source, line)))),
        }
    }

    /// The cells of a line, without the white space around each.
    pub fn split<'a>(&self, parts: Vec<Part<'a>>) -> Vec<Vec<Part<'a>>> {
        match self {
            Self::Marked => {
                parts.split(|part| matches!(part.say, Say::Gap(_))).map(|cell| trimmed(cell.to_vec())).collect()
            }
            Self::Tabs(tabs) => {
                let sign = "\t".repeat(*tabs);
                let (mut cells, mut cell) = (Vec::new(), Vec::new());
                for part in parts {
                    let Say::Kept(text) = part.say else {
                        cell.push(part);
                        continue;
                    };
                    let mut at = part.at;
                    for (i, said) in text.split(&sign).enumerate() {
                        if i > 0 {
                            cells.push(std::mem::take(&mut cell));
                        }
                        cell.push(Part { at, say: Say::Kept(said) });
                        at += said.len() + sign.len();
                    }
                }
                cells.push(cell);
                cells.into_iter().map(trimmed).collect()
            }
        }
    }
}
