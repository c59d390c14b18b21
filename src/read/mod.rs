//! Files to sources and theme. With `write`, the only stage that touches files.

use crate::{
    book::Book,
    model::{Problem, Source},
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The sources of a book, sorted by path.
///
/// # Errors
/// No folder, no source in it, a file that can't be read or is no text.
pub fn sources(book: &Book) -> Result<Vec<Source>, Problem> {
    paths(&[book.root.join(&book.src)])
}

/// Sources of files and folders named on the command line; paths of files in a folder are relative to it.
///
/// # Errors
/// As [`sources`].
pub fn paths(paths: &[PathBuf]) -> Result<Vec<Source>, Problem> {
    let _ = paths;
    Ok(Vec::new())
}

/// Templates and assets by path (`page.html`, `style.css`): the program's own, shadowed by the book's.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Templates by name.
    pub templates: BTreeMap<String, String>,
    /// Assets by path below `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
}

/// The program's theme, shadowed file by file by `templates/` and `static/` in `root`.
///
/// # Errors
/// A file that can't be read.
pub fn theme(root: &Path) -> Result<Theme, Problem> {
    let _ = root;
    Ok(Theme::default())
}
