//! What is ours in a folder.

use super::MANIFEST;
use crate::{model::Problem, read::LEFT_BY_SYSTEMS, render::Page};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// The most files that a problem names.
const NAMED: usize = 5;

/// A folder that is there, and what its manifest says of it.
pub(super) struct Folder {
    root: PathBuf,
    /// Path to SHA-256, by the manifest. `None` without a manifest.
    listed: Option<BTreeMap<String, String>>,
    /// Files that are there, the manifest aside.
    files: Vec<String>,
    /// Folders that are there, outermost first.
    folders: Vec<String>,
    /// What systems left there.
    left: Vec<String>,
    /// Links and the like, and names that are no text: never ours.
    odd: Vec<String>,
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Self, Problem> {
        let (files, folders, left, odd) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut folder = Self { root: root.to_owned(), listed: None, files, folders, left, odd };
        for entry in WalkDir::new(root).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|e| {
                Problem::new(format!("can't read this folder: {e}"))
                    .in_file(root.display())
                    .help("make it readable, or name another output folder")
            })?;
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let parts: Option<Vec<&str>> = relative.iter().map(|p| p.to_str()).collect();
            match parts.map(|p| p.join("/")) {
                Some(path) if entry.file_type().is_dir() => folder.folders.push(path),
                Some(path) if entry.file_type().is_file() && path == MANIFEST => {
                    let text = fs::read(entry.path()).map_err(|e| failed("read", entry.path(), &e))?;
                    match parse(&String::from_utf8_lossy(&text)) {
                        Some(listed) => folder.listed = Some(listed),
                        None => folder.odd.push(path),
                    }
                }
                Some(path) if entry.file_type().is_file() => {
                    let name = path.rsplit('/').next().unwrap_or(&path);
                    let list = if LEFT_BY_SYSTEMS.contains(&name) { &mut folder.left } else { &mut folder.files };
                    list.push(path);
                }
                _ => folder.odd.push(relative.display().to_string()),
            }
        }
        Ok(folder)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_none() && self.files.is_empty() && self.folders.is_empty() && self.odd.is_empty()
    }

    /// Whether its manifest lists a file; `None` without a manifest, or with one that lists nothing.
    pub(super) fn lists(&self, file: &str) -> Option<bool> {
        self.listed.as_ref().filter(|listed| !listed.is_empty()).map(|listed| listed.contains_key(file))
    }

    fn foreign(&self) -> Vec<String> {
        let no_list = BTreeMap::new();
        let listed = self.listed.as_ref().unwrap_or(&no_list);
        let files = self.files.iter().filter(|f| !listed.contains_key(*f)).cloned();
        let holds_ours = |folder: &str| {
            let inside = format!("{folder}/");
            listed.range(inside.clone()..).next().is_some_and(|(path, _)| path.starts_with(&inside))
        };
        let folders = self.folders.iter().filter(|f| !holds_ours(f)).map(|f| format!("{f}/"));
        self.odd.iter().cloned().chain(files).chain(folders).collect()
    }

    /// Refuses a folder that holds what its manifest does not list.
    pub(super) fn check_ours(&self) -> Result<(), Problem> {
        let foreign = self.foreign();
        if foreign.is_empty() && (self.listed.is_some() || self.is_empty()) {
            return Ok(());
        }
        Err(Problem::new(format!("the folder holds what sourcebook did not write: {}", some_of(&foreign)))
            .in_file(self.root.display())
            .help("move that away (files for the site belong in the book's `static` folder), or name another output folder"))
    }

    /// Refuses a folder that holds what is not ours, or was changed since we wrote it. A file that is gone is no
    /// loss: nothing of the person's is overwritten.
    pub(super) fn check_unchanged(&self) -> Result<(), Problem> {
        self.check_ours()?;
        let Some(listed) = &self.listed else { return Ok(()) };
        let changed: Vec<Option<String>> = self
            .files
            .par_iter()
            .map(|file| {
                let path = self.root.join(file);
                let bytes = fs::read(&path).map_err(|e| failed("read", &path, &e))?;
                Ok((listed.get(file) != Some(&sha256(&bytes))).then(|| file.clone()))
            })
            .collect::<Result<_, Problem>>()?;
        let changed: Vec<String> = changed.into_iter().flatten().collect();
        if changed.is_empty() {
            return Ok(());
        }
        Err(Problem::new(format!("files were changed since sourcebook wrote them: {}", some_of(&changed)))
            .in_file(self.root.display())
            .help("copy your changes elsewhere and delete these files, or name another output folder"))
    }

    /// Removes the folder. Only files that the manifest lists go, and the manifest last, so that a removal that is
    /// cut short can be taken up again.
    pub(super) fn remove(&self) -> Result<(), Problem> {
        self.check_ours()?;
        let gone = |path: &Path, result: io::Result<()>| match result {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(failed("remove", path, &e)),
            _ => Ok(()),
        };
        for file in self.files.iter().chain(&self.left) {
            let path = self.root.join(file);
            gone(&path, fs::remove_file(&path))?;
        }
        for folder in self.folders.iter().rev() {
            let path = self.root.join(folder);
            gone(&path, fs::remove_dir(&path))?;
        }
        let manifest = self.root.join(MANIFEST);
        gone(&manifest, fs::remove_file(&manifest))?;
        gone(&self.root, fs::remove_dir(&self.root))
    }
}

/// The manifest of a site.
pub(super) fn manifest(pages: &[Page]) -> String {
    let mut lines: Vec<(&str, String)> = pages.par_iter().map(|p| (p.path.as_str(), sha256(&p.bytes))).collect();
    lines.sort_unstable();
    lines.into_iter().fold(String::new(), |mut text, (path, sum)| {
        let _ = writeln!(text, "{sum}  {path}");
        text
    })
}

/// `None` when it is not a list that we wrote. A last line that was cut short lists nothing.
fn parse(text: &str) -> Option<BTreeMap<String, String>> {
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole
        .lines()
        .map(|line| {
            let (sum, path) = line.split_once("  ")?;
            let is_sum = sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit());
            (is_sum && is_inside(path)).then(|| (path.to_owned(), sum.to_owned()))
        })
        .collect()
}

/// Whether a path stays inside the folder that it is joined to, on every system.
pub(super) fn is_inside(path: &str) -> bool {
    path.split('/').all(|part| {
        !matches!(part, "" | "." | "..") && !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'))
    })
}

/// A problem for an error of the file system.
pub(super) fn failed(what: &str, path: &Path, error: &io::Error) -> Problem {
    let help = match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make the folder writable, or name another output folder"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk, then build again",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "move what is in the way, or name another output folder",
        _ => "build again, or name another output folder",
    };
    Problem::new(format!("can't {what} this: {error}")).in_file(path.display()).help(help)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn some_of(names: &[String]) -> String {
    let mut text = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if let Some(more) = names.len().checked_sub(NAMED).filter(|&n| n > 0) {
        let _ = write!(text, " and {more} more");
    }
    text
}
