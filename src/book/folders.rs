//! Where a book reads and writes. A wrong folder here could cost a person files, so it is refused before anything
//! is opened.

use super::{FILE, Spanned, raw::RawBook};
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
        for theme in ["templates", "static"].map(|name| root.join(name)) {
            if output.starts_with(&theme) || theme.starts_with(&output) {
                wrong(&book.output, "`output` is in the book's theme", "templates/ and static/ are read", help);
            }
        }
    }
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
