//! What we wrote: the list that says which files of an output folder are ours.

use crate::{read::hex, render::Page};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};
use walkdir::WalkDir;

/// Name of the list in the output folder.
pub(super) const MARKER: &str = ".sourcebook.json";

/// Every file of a site, by its path with `/`, and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    files: BTreeMap<String, String>,
}

impl Manifest {
    pub fn of(pages: &[Page]) -> Self {
        Self { files: pages.par_iter().map(|p| (p.path.clone(), sha256(&p.bytes))).collect() }
    }

    /// The list in a folder, if it has one that can be read and names only files inside the folder.
    pub fn read(folder: &Path) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(&fs::read(folder.join(MARKER)).ok()?).ok()?;
        let inside = |path: &String| Path::new(path).components().all(|c| matches!(c, std::path::Component::Normal(_)));
        manifest.files.keys().all(inside).then_some(manifest)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Every folder that holds a file of the list; an outer one before those in it.
    pub fn folders(&self) -> impl DoubleEndedIterator<Item = &Path> {
        let above = |file| Path::new(file).ancestors().skip(1).filter(|p| !p.as_os_str().is_empty());
        let folders: BTreeSet<&Path> = self.files().flat_map(above).collect();
        folders.into_iter()
    }
}

/// What stands in an output folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files and folders that we did not write.
    pub foreign: Vec<String>,
    /// Files that we wrote and somebody changed.
    pub changed: Vec<String>,
    /// The manifest, when all that it lists is there as it was written.
    pub whole: Option<Manifest>,
}

/// Looks whose files stand in a folder. Without a readable list all of them are somebody else's.
///
/// # Errors
/// The folder, or a file of ours in it, can't be read.
pub(super) fn look(folder: &Path) -> io::Result<Found> {
    // A file here is not a folder without files.
    fs::read_dir(folder)?;
    let manifest = Manifest::read(folder);
    let folders: BTreeSet<&Path> = manifest.iter().flat_map(Manifest::folders).collect();
    let mut found = Found::default();
    let mut ours = Vec::new();
    let mut walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry?;
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name = below.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/");
        let listed = manifest.as_ref().and_then(|m| m.files.get_key_value(&name));
        match listed {
            Some(listed) if entry.file_type().is_file() => ours.push(listed),
            _ if manifest.is_some() && (name == MARKER || folders.contains(below)) => {}
            _ => {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                found.foreign.push(name);
            }
        }
    }
    let differs = |(name, hash): &(&String, &String)| -> io::Result<Option<String>> {
        let same = sha256(&fs::read(folder.join(name))?) == **hash;
        Ok((!same).then(|| (*name).clone()))
    };
    let differing = ours.par_iter().map(differs).collect::<io::Result<Vec<_>>>()?;
    found.changed.extend(differing.into_iter().flatten());
    let all_there = manifest.as_ref().is_some_and(|m| m.files.len() == ours.len());
    found.whole = manifest.clone().filter(|_| all_there && found.changed.is_empty());
    Ok(found)
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
