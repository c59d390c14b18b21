//! Where a book reads and writes. A wrong folder here could cost a person files, so it is refused before anything
//! is opened.

use super::{FILE, Spanned, THEME, raw::RawBook};
use crate::model::Problem;
use std::path::{Component, Path, PathBuf};

pub(super) fn check(root: &Path, text: &str, book: &RawBook, problems: &mut Vec<Problem>) {
    let root = real(root);
    let (src, output) = (real(&root.join(&book.src.value)), real(&root.join(&book.output.value)));
    let mut wrong = |value: &Spanned<PathBuf>, message: &str, label: &str, help: &str| {
        // A default that clashes with what was written is shown at the value that was written.
        let written = [value, &book.src, &book.output].into_iter().map(|v| v.span.clone()).find(|s| !s.is_empty());
        problems.push(Problem::new(message).in_file(FILE).at(text, written.unwrap_or(0..0), label).help(help));
    };
    if src == root {
        let help = "give the sources a folder of their own, such as \"seeds\"";
        wrong(&book.src, "`src` is the book's own folder", "the folder of book.toml", help);
    } else if !src.starts_with(&root) {
        let help = "put the sources below the folder that holds book.toml";
        wrong(&book.src, "`src` is outside the book", "not below the book's folder", help);
    }
    let parts: Vec<Component<'_>> = book.output.value.components().collect();
    if parts.windows(2).any(|w| matches!(w, [Component::Normal(_), Component::ParentDir])) {
        let help = "write the folder without going up again, such as \"site\"";
        wrong(&book.output, "`output` goes down and up again", "`..` behind a folder", help);
        return;
    }
    let help = "write the site to a folder of its own, such as \"site\"";
    if root.starts_with(&output) {
        wrong(&book.output, "`output` contains the book", "holds book.toml itself", help);
    } else if src == output {
        wrong(&book.output, "`output` is the same folder as `src`", "the sources are here", help);
    } else if src.starts_with(&output) {
        wrong(&book.output, "`output` contains `src`", "the sources are below this folder", help);
    } else if output.starts_with(&src) {
        wrong(&book.output, "`output` is inside `src`", "the site would be read as sources", help);
    } else {
        for theme in THEME.map(|name| root.join(name)) {
            if output.starts_with(&theme) || theme.starts_with(&output) {
                let label = "templates/, static/, lang/ and pages/ are read";
                wrong(&book.output, "`output` is in the book's theme", label, help);
            }
        }
    }
    if THEME.iter().any(|name| src.starts_with(root.join(name))) {
        let help = "give the sources a folder of their own, such as \"seeds\"";
        wrong(&book.src, "`src` is in the book's theme", "templates/, static/, lang/ and pages/ are no sources", help);
    }
}

/// The folder of a book that another folder stands in or holds, of those that are read or hold the book itself.
pub(crate) fn read_below(root: &Path, src: &Path, other: &Path) -> Option<PathBuf> {
    let (root, other) = (real(root), real(other));
    let read = THEME.map(|name| root.join(name)).into_iter().chain([real(&root.join(src))]);
    let mut read = read.filter(|folder| other.starts_with(folder) || folder.starts_with(&other));
    read.next().or_else(|| root.starts_with(&other).then_some(root))
}

/// The path without `.`, `..` and symbolic links, whether or not all of it exists yet.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => {
                out.push(part);
                if let Ok(real) = out.canonicalize() {
                    out = real;
                }
            }
        }
    }
    out
}
