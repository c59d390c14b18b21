//! Templates and assets.

use super::{copied, walk};
use crate::{
    book::not_utf8,
    model::{Finding, Place, Problem, RuleName, Severity},
};
use include_dir::{Dir, include_dir};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
static LANG: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/lang");

/// The folder that the program's own templates stand in for a book's: `default/topic.html` is the program's, also
/// when the book has a `topic.html`.
pub const DEFAULT: &str = "default/";

/// Templates and assets by path (`page.html`, `style.css`): the program's own, shadowed by the book's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Templates by name: the book's, and the program's below [`DEFAULT`].
    pub templates: BTreeMap<String, String>,
    /// Assets by path below `assets/`.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The program's own words of the interface, as TOML, by language tag.
    pub own_words: BTreeMap<String, String>,
    /// The book's words of the interface, from `lang/TAG.toml`, by language tag.
    pub words: BTreeMap<String, String>,
    /// The editor's own pages, by path below `pages/`.
    pub pages: BTreeMap<String, String>,
    /// Copies of the program's files that are older than those.
    pub stale: Vec<Finding>,
    /// Files of the book's that are in one of its folders and were not read.
    pub unread: Vec<Finding>,
}

/// The program's theme, shadowed file by file by `templates/` and `static/` in `root`, with the words of `lang/` and
/// the editor's `pages/`.
///
/// # Errors
/// A file that can't be read, a template that is not UTF-8.
pub fn theme(root: &Path) -> Result<Theme, Problem> {
    let mut problems = Vec::new();
    let mut theme = Theme::default();
    theme.assets.extend(assets().map(|(path, bytes)| (path, bytes.to_vec())));
    let mut hidden = BTreeSet::new();
    let mut below = |folder: &str, files: &mut BTreeMap<String, Vec<u8>>, problems: &mut Vec<Problem>| {
        self::below(root, folder, files, &mut hidden, problems);
    };
    below("static", &mut theme.assets, &mut problems);
    problems.extend(in_the_way(&theme.assets));
    let (mut own, mut words, mut pages) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    below("templates", &mut own, &mut problems);
    below("lang", &mut words, &mut problems);
    below("pages", &mut pages, &mut problems);
    let hides = "its name begins with a dot";
    theme.unread = hidden.into_iter().map(|file| unread(file, hides, "take the dot off its name")).collect();
    pages.retain(|name, _| {
        let is_page = [".md", ".markdown"].iter().any(|ending| name.ends_with(ending));
        if !is_page {
            let help = "let it end so if it is a page; what pages show stands in static/";
            theme.unread.push(unread(format!("pages/{name}"), "its name does not end in .md", help));
        }
        is_page
    });
    words.retain(|name, _| {
        let is_language = name.ends_with(".toml") && !name.contains('/');
        if !is_language {
            let help = "call it after the book's language, such as lang/de.toml";
            theme.unread.push(unread(format!("lang/{name}"), "it is no file of a language", help));
        }
        is_language
    });
    theme.templates = texts("templates", own, &mut problems);
    for name in theme.templates.keys().filter(|name| name.starts_with(DEFAULT)) {
        problems.push(
            Problem::new("the folder templates/default is the program's")
                .in_file(format!("templates/{name}"))
                .help("move the file one folder up"),
        );
    }
    let assets = theme.assets.iter().filter_map(|(name, bytes)| Some((name, std::str::from_utf8(bytes).ok()?)));
    let copies = theme.templates.iter().map(|(name, text)| ("templates", name, text.as_str()));
    let copies = copies.chain(assets.map(|(name, text)| ("static", name, text)));
    theme.stale = copies.filter_map(|(folder, name, text)| copied::stale(root, folder, name, text)).collect();
    theme.templates.extend(templates().map(|(name, text)| (format!("{DEFAULT}{name}"), text.to_owned())));
    let tags = |files: BTreeMap<String, String>| {
        files.into_iter().filter_map(|(name, text)| Some((name.strip_suffix(".toml")?.to_owned(), text))).collect()
    };
    let own = files(&LANG).into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
    theme.own_words = tags(texts("lang", own, &mut problems));
    theme.words = tags(texts("lang", words, &mut problems));
    theme.pages = texts("pages", pages, &mut problems);
    Problem::none_or(problems, theme)
}

fn unread(file: String, why: &str, help: &str) -> Finding {
    Finding {
        severity: Severity::Warning,
        rule: RuleName::from("passed-over"),
        at: Some(Place { file, line: None }),
        message: format!("{why}, and it was not read"),
        help: Some(help.to_owned()),
    }
}

/// Files of `static/` where the site has a folder, and folders where it has a file; files that are one on Windows and
/// macOS, which take no note of case.
fn in_the_way(assets: &BTreeMap<String, Vec<u8>>) -> Vec<Problem> {
    // Below it the search has its index.
    const SEARCH: &str = "search";
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in assets.keys() {
        by_name.entry(name.to_lowercase()).or_default().push(name);
    }
    let holds = |name: &str| {
        let inside = format!("{name}/");
        by_name.range(inside.clone()..).next().is_some_and(|(other, _)| other.starts_with(&inside))
    };
    let both = by_name.iter().filter(|(name, _)| *name == SEARCH || holds(name)).flat_map(|(_, files)| files);
    let both = both.map(|name| (name, "the site has a file and a folder of this name".to_owned()));
    let alike = by_name.values().filter_map(|files| {
        let (first, others) = files.split_first()?;
        Some(
            others
                .iter()
                .map(move |name| (name, format!("on Windows and macOS this is the same file as static/{first}"))),
        )
    });
    both.chain(alike.flatten())
        .map(|(name, message)| Problem::new(message).in_file(format!("static/{name}")).help("call it otherwise"))
        .collect()
}

/// Files as text.
fn texts(folder: &str, files: BTreeMap<String, Vec<u8>>, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (name, bytes) in files {
        match String::from_utf8(bytes) {
            Ok(text) => drop(texts.insert(name, text.trim_start_matches('\u{feff}').to_owned())),
            Err(e) => problems.push(not_utf8(format!("{folder}/{name}"), &e)),
        }
    }
    texts
}

/// The program's own templates, by name.
pub fn templates() -> impl Iterator<Item = (String, &'static str)> {
    files(&TEMPLATES).into_iter().filter_map(|(name, bytes)| Some((name, std::str::from_utf8(bytes).ok()?)))
}

/// The program's own assets, by path.
pub fn assets() -> impl Iterator<Item = (String, &'static [u8])> {
    files(&STATIC).into_iter()
}

fn files(folder: &'static Dir<'static>) -> BTreeMap<String, &'static [u8]> {
    let mut out = BTreeMap::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        out.extend(folder.files().filter_map(|f| Some((visible(f.path())?, f.contents()))));
    }
    out
}

/// Every visible file below a folder of the book. A link may lead elsewhere in the book; one that leads out of it would
/// let a book that somebody else made publish any file of the machine. What is hidden is named in `hidden`.
fn below(
    root: &Path,
    folder: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    hidden: &mut BTreeSet<String>,
    problems: &mut Vec<Problem>,
) {
    let top = root.join(folder);
    if !top.is_dir() {
        // A file of that name, or a link that leads nowhere.
        if top.symlink_metadata().is_ok() {
            problems.push(Problem::new("this is no folder").in_file(folder).help("make it one, or call it otherwise"));
        }
        return;
    }
    let book = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let linked = |path: &Path| path.canonicalize().is_ok_and(|real| !real.starts_with(&book));
    // A folder that a link makes of the whole machine is not walked: it is told as one link.
    let leads_out = |e: &walkdir::DirEntry| e.path_is_symlink() && e.file_type().is_dir() && linked(e.path());
    let mut out = Vec::new();
    let walk = WalkDir::new(&top).follow_links(true).into_iter().filter_entry(|e| {
        let leads_out = leads_out(e);
        if leads_out {
            out.push(e.path().to_owned());
        }
        !leads_out
    });
    for entry in walk {
        let unread = |path: &Path, e: &dyn std::fmt::Display| {
            let path = path.strip_prefix(root).unwrap_or(path).display();
            Problem::new(format!("{path} can't be read: {e}"))
                .help("look at its permissions and, if it is a link, at where it leads")
        };
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let Ok(name) = entry.path().strip_prefix(&top) else { continue };
                if walk::is_left(&entry.file_name().to_string_lossy()) {
                    continue;
                }
                let Some(name) = visible(name) else {
                    hidden.extend(hiding(name).map(|name| format!("{folder}/{name}")));
                    continue;
                };
                if linked(entry.path()) {
                    problems.push(led_out(&format!("{folder}/{name}")));
                    continue;
                }
                match fs::read(entry.path()) {
                    Ok(bytes) => drop(files.insert(name, bytes)),
                    Err(e) => problems.push(unread(entry.path(), &e)),
                }
            }
            Ok(_) => {}
            Err(e) => {
                let path = e.path().unwrap_or(&top).to_owned();
                // The path stands in it too.
                let why = e.io_error().map_or_else(|| e.to_string(), ToString::to_string);
                problems.push(unread(&path, &why));
            }
        }
    }
    let shown = |path: &PathBuf| path.strip_prefix(root).unwrap_or(path).display().to_string();
    problems.extend(out.iter().map(|path| led_out(&shown(path))));
}

fn led_out(file: &str) -> Problem {
    Problem::new("the link leads out of the book").in_file(file).help("put a copy of what it leads to in its place")
}

/// The path with `/` between the parts, unless one of them is hidden.
fn visible(path: &Path) -> Option<String> {
    let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
    (!parts.iter().any(|p| p.starts_with('.'))).then(|| parts.join("/"))
}

/// The path as far as the part of it that is hidden, unless a program put that there.
fn hiding(path: &Path) -> Option<String> {
    let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
    let at = parts.iter().position(|p| p.starts_with('.'))?;
    (!walk::is_left(&parts[at]) && parts[at] != copied::ORIGINALS).then(|| parts[..=at].join("/"))
}
