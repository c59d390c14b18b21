//! The whole site beside the old one, then one swap.
//!
//! The new site is written to `.NAME-new` in the folder that holds the output, the old one is renamed to
//! `.NAME-old`, the new one takes its place, and the old one is deleted. Whatever happens on the way, one whole
//! site is left, and the next build puts back or clears away what a crash left lying.
//!
//! Nothing is ever deleted that [`manifest::Manifest`] does not list.

mod manifest;

use crate::{
    model::{Problem, Problems},
    render::Page,
};
use manifest::{MARKER, Manifest};
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Writes the site to `output`, which must be ours, empty or absent. The previous site stays until the new one
/// is whole; when both are the same, nothing is touched.
///
/// # Errors
/// `output` holds files that are not ours or that were changed since, another build is writing there, or the
/// site can't be written.
pub fn site(output: &Path, pages: &[Page]) -> Result<(), Problems> {
    let places = Places::of(output)?;
    let _lock = lock(&places)?;
    places.recover()?;
    let new = Manifest::of(pages);
    if places.old_site()?.as_ref() == Some(&new) {
        return Ok(());
    }
    if let Err(e) = places.fill(&new, pages) {
        // The site that stands was not touched. What was begun is cleared away now if it can be, else next time.
        let _ = clear(&places.new);
        return Err(unwritable(&places.new, &e).into());
    }
    places.swap()
}

/// Where things are during a build.
struct Places {
    parent: PathBuf,
    /// The site.
    output: PathBuf,
    /// The site to be.
    new: PathBuf,
    /// The site that was.
    old: PathBuf,
}

impl Places {
    fn of(output: &Path) -> Result<Self, Problem> {
        // A link to a folder elsewhere stays a link: what it leads to is swapped.
        let output = match output.canonicalize() {
            Ok(real) => real,
            Err(_) => std::path::absolute(output).map_err(|e| unwritable(output, &e))?,
        };
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(Problem::new("the output can't be the root folder").help("set `output` in book.toml"));
        };
        fs::create_dir_all(parent).map_err(|e| unwritable(parent, &e))?;
        let beside = |what: &str| {
            let mut beside = OsString::from(".");
            beside.push(name);
            beside.push(what);
            parent.join(beside)
        };
        Ok(Self { parent: parent.to_owned(), new: beside("-new"), old: beside("-old"), output })
    }

    /// Puts right what a crash left: a site between two renames goes back to its place, half a site goes away.
    fn recover(&self) -> Result<(), Problem> {
        if Manifest::read(&self.old).is_some() && !self.output.exists() {
            fs::rename(&self.old, &self.output).map_err(|e| unwritable(&self.output, &e))?;
        }
        for left in [&self.old, &self.new] {
            clear(left).map_err(|e| {
                Problem::new(format!("{} is in the way and can't be cleared away: {e}", left.display()))
                    .help("it holds files that sourcebook did not write: move them, then delete the folder")
            })?;
        }
        Ok(())
    }

    /// The manifest of the site that stands; `None` when there is none, or when some of it is gone.
    fn old_site(&self) -> Result<Option<Manifest>, Problems> {
        let shown = self.output.display();
        let strangers = match manifest::look(&self.output) {
            Ok(found) if found.foreign.is_empty() && found.changed.is_empty() => return Ok(found.whole),
            Ok(found) => found,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
                let help = "move the file, or set `output` in book.toml to another folder";
                return Err(Problem::new(format!("{shown} is a file, not a folder")).help(help).into());
            }
            Err(e) => return Err(Problem::new(format!("{shown} can't be read: {e}")).into()),
        };
        let mut problems = Vec::new();
        if !strangers.foreign.is_empty() {
            let files = list(&strangers.foreign);
            problems.push(
                Problem::new(format!("{shown} holds files that sourcebook did not write: {files}"))
                    .help("move them away, or set `output` in book.toml to another folder"),
            );
        }
        if !strangers.changed.is_empty() {
            let files = list(&strangers.changed);
            let help = "take the changes over into templates/, static/ or the sources, then delete the changed files";
            problems
                .push(Problem::new(format!("files in {shown} were changed since they were built: {files}")).help(help));
        }
        Problems::none_or(problems, None)
    }

    /// Writes the new site. The marker comes first: from then on the folder is known to be ours.
    fn fill(&self, manifest: &Manifest, pages: &[Page]) -> io::Result<()> {
        fs::create_dir(&self.new)?;
        fs::write(self.new.join(MARKER), manifest.to_bytes())?;
        let folders: BTreeSet<&Path> = pages.iter().filter_map(|p| Path::new(&p.path).parent()).collect();
        for folder in folders {
            fs::create_dir_all(self.new.join(folder))?;
        }
        pages.par_iter().try_for_each(|page| fs::write(self.new.join(&page.path), &page.bytes))
    }

    fn swap(&self) -> Result<(), Problems> {
        let had_site = self.output.exists();
        if had_site {
            fs::rename(&self.output, &self.old).map_err(|e| unwritable(&self.output, &e))?;
        }
        if let Err(e) = fs::rename(&self.new, &self.output) {
            if had_site {
                let _ = fs::rename(&self.old, &self.output);
            }
            return Err(unwritable(&self.output, &e).into());
        }
        clear(&self.old).map_err(|e| {
            Problem::new(format!(
                "the site is built, but the old one can't be deleted from {}: {e}",
                self.old.display()
            ))
            .help("delete the folder")
            .into()
        })
    }
}

/// One build at a time writes below a folder. The lock goes with the process, so a crash leaves none behind; where
/// folders can't be locked, making `.NAME-new` still lets only one build through.
fn lock(places: &Places) -> Result<Option<File>, Problem> {
    let Ok(folder) = File::open(&places.parent) else { return Ok(None) };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => {
            Err(Problem::new(format!("another build is writing to {}", places.parent.display()))
                .help("wait until it is done, then build again"))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Deletes a folder of ours: the files that its marker lists, the marker last, and the folders that are empty
/// then. A folder without a marker goes only when it is empty.
fn clear(folder: &Path) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    if let Some(manifest) = Manifest::read(folder) {
        let absent = |e: io::Error| if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) };
        for file in manifest.files() {
            fs::remove_file(folder.join(file)).or_else(absent)?;
        }
        for below in manifest.folders().rev() {
            fs::remove_dir(folder.join(below)).or_else(absent)?;
        }
        fs::remove_file(folder.join(MARKER))?;
    }
    fs::remove_dir(folder)
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(format!("{} can't be written: {error}", path.display()))
        .help("look at the permissions and the free space there, or set `output` in book.toml to another folder")
}

/// The first few names, and how many more there are.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 10;
    let mut out = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        out.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    out
}
