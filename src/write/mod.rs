//! The whole site beside the old one, then one swap.
//!
//! Beside an output folder `site` stand, while a build runs, `.site-new` (the site that is being written) and for
//! an instant `.site-old` (the one that it replaces). Each of the three carries [`MANIFEST`], which lists every
//! file that is ours; no file that it does not list is ever removed.

mod folder;
mod replace;

use crate::{
    model::{Finding, Place, Problem, RuleName, Severity},
    render::Page,
};
use folder::{Folder, failed};
pub use replace::{put, replace as file};
use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// The file in the output folder that makes it ours: a line for each file, its SHA-256, two spaces and its path.
pub const MANIFEST: &str = ".sourcebook";
/// A page that every site has and no export.
const HOME: &str = "index.html";

/// Writes the site to `output`, which must be ours, empty or absent. The previous site stays until the new one
/// is whole; that it can't be removed then is worth telling and no more, for the new one is in its place.
///
/// # Errors
/// `output` holds files that are not ours or that were changed by hand, can't be written, or is being written by
/// another build; a page's path leads out of it.
pub fn site(output: &Path, pages: &[Page]) -> Result<Option<Finding>, Problem> {
    check_paths(pages)?;
    let (old, new) = beside(output)?;
    match fs::symlink_metadata(output) {
        Ok(meta) if meta.is_symlink() => {
            return Err(Problem::new("the output folder is a symbolic link")
                .in_file(output.display())
                .help("name the folder that it points to as the output"));
        }
        Ok(meta) if !meta.is_dir() => {
            return Err(Problem::new("the output is a file, not a folder")
                .in_file(output.display())
                .help("move the file away, or name another output folder"));
        }
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::NotFound => {
            if let Some(parent) = output.parent() {
                fs::create_dir_all(parent).map_err(|e| failed("make", parent, &e))?;
            }
        }
        Err(e) => return Err(failed("look at", output, &e)),
    }

    let _alone = alone(output)?;
    same_kind(output, pages)?;
    let lock = begin(output, &new)?;
    let result = replace(output, &old, &new, pages, lock);
    if result.is_err() {
        // The first problem is the one worth telling; what stays behind is removed by the next build.
        let _ = Folder::open(&new).and_then(|f| f.remove());
    }
    result?;
    Ok(left_behind(&old))
}

/// Removes the site that was replaced. What is worth telling if that fails.
fn left_behind(old: &Path) -> Option<Finding> {
    let problem = if old.exists() { Folder::open(old).and_then(|folder| folder.remove()).err()? } else { return None };
    Some(Finding {
        severity: Severity::Warning,
        rule: RuleName::from("left-behind"),
        at: Some(Place { file: old.display().to_string(), line: None }),
        message: format!("the new site is in place, and the old one is left here: {problem}"),
        help: Some("remove this folder: the next build stops at it".to_owned()),
    })
}

/// Refuses to put an export in the place of a site, or a site in that of an export.
fn same_kind(output: &Path, pages: &[Page]) -> Result<(), Problem> {
    if !output.is_dir() {
        return Ok(());
    }
    let is_site = pages.iter().any(|page| page.path == HOME);
    match Folder::open(output)?.lists(HOME) {
        Some(was_site) if was_site != is_site => {
            let holds = if was_site { "a site" } else { "an export" };
            Err(Problem::new(format!("the folder holds {holds}, which would be lost"))
                .in_file(output.display())
                .help("name another folder"))
        }
        _ => Ok(()),
    }
}

/// Keeps other builds out from the first look at what is there until the old site is gone, by a lock on the folder
/// that holds the output. Where a folder can't be locked (Windows), the lock on the new site's manifest is all that
/// there is: it keeps builds apart until the swap.
fn alone(output: &Path) -> Result<Option<File>, Problem> {
    let parent = output.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = File::open(parent) else { return Ok(None) };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(another(output)),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn another(output: &Path) -> Problem {
    Problem::new("another build is writing this folder, or one beside it")
        .in_file(output.display())
        .help("wait until it ends, then build again")
}

/// Takes the new folder for this build alone. Its manifest is locked as long as the build runs: one that is there
/// and not locked was left by a build that was interrupted.
fn begin(output: &Path, new: &Path) -> Result<File, Problem> {
    if let Ok(meta) = fs::symlink_metadata(new) {
        let in_the_way = || {
            Problem::new("this is in the way, and is not known to be sourcebook's")
                .in_file(new.display())
                .help(format!("if no other build of {} is running, move it away and build again", output.display()))
        };
        if !meta.is_dir() {
            return Err(in_the_way());
        }
        // Between its making and its manifest a build may be interrupted too: then it is empty, and goes.
        if fs::remove_dir(new).is_err() {
            let left_over = File::options().read(true).write(true).open(new.join(MANIFEST));
            let left_over = left_over.map_err(|_| in_the_way())?;
            match left_over.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(another(output)),
                Err(TryLockError::Error(e)) => return Err(failed("lock", new, &e)),
            }
            drop(left_over);
            Folder::open(new)?.remove()?;
        }
    }
    fs::create_dir(new).map_err(|e| failed("make", new, &e))?;
    let marker = new.join(MANIFEST);
    let lock = File::create_new(&marker).map_err(|e| failed("make", &marker, &e)).and_then(|lock| {
        lock.try_lock().map_err(|_| {
            Problem::new("this can't be locked for one build alone")
                .in_file(marker.display())
                .help("build again when no other build is running, to a folder on a local disk")
        })?;
        Ok(lock)
    });
    if lock.is_err() {
        // Both are ours and new; the first problem is the one worth telling.
        let _ = fs::remove_file(&marker).and_then(|()| fs::remove_dir(new));
    }
    lock
}

fn replace(output: &Path, old: &Path, new: &Path, pages: &[Page], mut lock: File) -> Result<(), Problem> {
    if old.exists() {
        let left_over = Folder::open(old)?;
        if output.exists() {
            left_over.remove()?;
        } else {
            left_over.check_ours()?;
            fs::rename(old, output).map_err(|e| failed("put back", old, &e))?;
        }
    }
    let previous = output.exists().then(|| Folder::open(output)).transpose()?;
    if let Some(previous) = &previous {
        previous.check_unchanged()?;
    }

    // The list comes before the files, so that a folder left half-written is known to be ours.
    lock.write_all(folder::manifest(pages).as_bytes()).map_err(|e| failed("write", &new.join(MANIFEST), &e))?;
    for page in pages {
        let path = new.join(&page.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| failed("make", parent, &e))?;
        }
        let mut file = File::create_new(&path).map_err(|e| failed("make", &path, &e))?;
        file.write_all(&page.bytes).map_err(|e| failed("write", &path, &e))?;
    }

    // Windows renames no folder that has an open file in it.
    let _lock = (!cfg!(windows)).then_some(lock);
    match &previous {
        Some(previous) if previous.is_empty() => fs::remove_dir(output).map_err(|e| failed("replace", output, &e))?,
        Some(_) => fs::rename(output, old).map_err(|e| failed("replace", output, &e))?,
        None => {}
    }
    fs::rename(new, output).map_err(|e| {
        if previous.as_ref().is_some_and(|p| !p.is_empty()) {
            // When this fails too, the next build puts it back.
            let _ = fs::rename(old, output);
        }
        failed("replace", output, &e)
    })
}

fn beside(output: &Path) -> Result<(PathBuf, PathBuf), Problem> {
    let name = output.file_name().ok_or_else(|| {
        Problem::new("the output must be a folder with a name of its own")
            .in_file(output.display())
            .help("name a folder inside this one, such as `site`")
    })?;
    let sibling = |suffix: &str| {
        let mut sibling = std::ffi::OsString::from(".");
        sibling.push(name);
        sibling.push(suffix);
        output.with_file_name(sibling)
    };
    Ok((sibling("-old"), sibling("-new")))
}

fn check_paths(pages: &[Page]) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    for page in pages {
        let wrong = if !folder::is_inside(&page.path) || page.path == MANIFEST {
            "is no path of a file inside the output folder"
        } else if !seen.insert(&page.path) {
            "is written twice"
        } else {
            continue;
        };
        return Err(Problem::new(format!("the page {:?} {wrong}", page.path))
            .help("rename the source or the file of `static` that this page is made from"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_site_that_cannot_be_removed_is_told_and_no_error() {
        let root = tempfile::tempdir().unwrap();
        let old = root.path().join(".site-old");
        assert_eq!(left_behind(&old), None);
        fs::create_dir(&old).unwrap();
        fs::write(old.join("mine.txt"), "mine").unwrap();
        let finding = left_behind(&old).unwrap();
        assert_eq!((finding.severity, finding.at.unwrap().file), (Severity::Warning, old.display().to_string()));
        assert!(finding.message.contains("mine.txt") && old.join("mine.txt").exists(), "{}", finding.message);
    }
}
