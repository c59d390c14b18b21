//! Templates and assets.

use crate::model::Problem;
use include_dir::{Dir, include_dir};
use std::{collections::BTreeMap, fs, path::Path};
use walkdir::WalkDir;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

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
/// A file that can't be read, a template that is not UTF-8.
pub fn theme(root: &Path) -> Result<Theme, Problem> {
    let mut problems = Vec::new();
    let mut theme = Theme::default();
    for (folder, own) in [("templates", &TEMPLATES), ("static", &STATIC)] {
        let mut files = BTreeMap::new();
        embedded(own, &mut files);
        below(root, folder, &mut files, &mut problems);
        if folder == "static" {
            theme.assets = files;
            continue;
        }
        for (name, bytes) in files {
            match String::from_utf8(bytes) {
                Ok(text) => drop(theme.templates.insert(name, text)),
                Err(_) => problems.push(
                    Problem::new("the template is not valid UTF-8")
                        .in_file(format!("{folder}/{name}"))
                        .help("save the file as UTF-8"),
                ),
            }
        }
    }
    Problem::none_or(problems, theme)
}

fn embedded(folder: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in folder.files() {
        insert(file.path(), files, || Some(file.contents().to_vec()));
    }
    for folder in folder.dirs() {
        embedded(folder, files);
    }
}

fn below(root: &Path, folder: &str, files: &mut BTreeMap<String, Vec<u8>>, problems: &mut Vec<Problem>) {
    let top = root.join(folder);
    if !top.exists() {
        return;
    }
    for entry in WalkDir::new(&top).follow_links(true) {
        let unread = |path: &Path, e: &dyn std::fmt::Display| {
            let path = path.strip_prefix(root).unwrap_or(path).display();
            Problem::new(format!("{path} can't be read: {e}")).help("look at the permissions of the file")
        };
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let Ok(name) = entry.path().strip_prefix(&top) else { continue };
                insert(name, files, || {
                    fs::read(entry.path()).map_err(|e| problems.push(unread(entry.path(), &e))).ok()
                });
            }
            Ok(_) => {}
            Err(e) => problems.push(unread(e.path().unwrap_or(&top), &e)),
        }
    }
}

/// Adds a file under its path with `/`, unless a part of the path is hidden.
fn insert(path: &Path, files: &mut BTreeMap<String, Vec<u8>>, bytes: impl FnOnce() -> Option<Vec<u8>>) {
    let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
    if parts.iter().any(|p| p.starts_with('.')) {
        return;
    }
    if let Some(bytes) = bytes() {
        files.insert(parts.join("/"), bytes);
    }
}
