//! Text that knows, through any number of decodings, which bytes of the line each character came from.

use std::ops::Range;

/// A character and the bytes of the line that it came from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub c: char,
    pub from: Range<usize>,
}

/// A byte of what the text was before it was decoded, and the bytes of the line that say so.
#[derive(Debug, Clone)]
pub(super) struct Byte {
    pub byte: u8,
    pub from: Range<usize>,
}

/// The characters of a part of a line; `start` is where the part begins.
pub(super) fn cells(text: &str, start: usize) -> Vec<Cell> {
    text.char_indices().map(|(at, c)| Cell { c, from: start + at..start + at + c.len_utf8() }).collect()
}

/// The characters, as text.
pub(super) fn text(cells: &[Cell]) -> String {
    cells.iter().map(|cell| cell.c).collect()
}

/// Where the characters differ from those of the line: spans of it and what they become.
pub(super) fn differences(line: &str, cells: &[Cell]) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut last_differs = false;
    for Cell { c, from } in cells {
        let differs = line.get(from.clone()).is_none_or(|was| !was.chars().eq([*c]));
        match found.last_mut() {
            Some((span, to)) if differs && last_differs => {
                span.end = span.end.max(from.end);
                to.push(*c);
            }
            _ if differs => found.push((from.clone(), c.to_string())),
            _ => {}
        }
        last_differs = differs;
    }
    found
}
