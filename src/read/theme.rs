//! Templates and assets.

use crate::model::Problem;
use include_dir::{Dir, include_dir};
use std::{collections::BTreeMap, fs, path::Path};
use walkdir::WalkDir;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
static LANG: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/lang");

/// Templates and assets by path (`page.html`, `style.css`): the program's own, shadowed by the book's.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Templates by name.
    pub templates: BTreeMap<String, String>,
    /// Assets by path below `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The program's own words of the interface, as TOML, by language tag.
    pub own_words: BTreeMap<String, String>,
    /// The book's words of the interface, from `lang/TAG.toml`, by language tag.
    pub words: BTreeMap<String, String>,
}

/// The program's theme, shadowed file by file by `templates/` and `static/` in `root`, with the words of `lang/`.
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
        theme.templates = texts(folder, files, &mut problems);
    }
    let tags = |files: BTreeMap<String, String>| {
        files.into_iter().filter_map(|(name, text)| Some((name.strip_suffix(".toml")?.to_owned(), text))).collect()
    };
    let (mut own, mut added) = (BTreeMap::new(), BTreeMap::new());
    embedded(&LANG, &mut own);
    below(root, "lang", &mut added, &mut problems);
    theme.own_words = tags(texts("lang", own, &mut problems));
    theme.words = tags(texts("lang", added, &mut problems));
    Problem::none_or(problems, theme)
}

/// Files as text.
fn texts(folder: &str, files: BTreeMap<String, Vec<u8>>, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (name, bytes) in files {
        match String::from_utf8(bytes) {
            Ok(text) => drop(texts.insert(name, text)),
            Err(_) => problems.push(
                Problem::new("the file is not valid UTF-8")
                    .in_file(format!("{folder}/{name}"))
                    .help("save the file as UTF-8"),
            ),
        }
    }
    texts
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
