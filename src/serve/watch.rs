//! What changed on disk.

use super::Message;
use crate::{book, model::Problem};
use notify_debouncer_full::{
    DebounceEventResult, Debouncer, RecommendedCache, new_debouncer,
    notify::{EventKind, RecommendedWatcher, RecursiveMode},
};
use std::{
    collections::BTreeSet,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::Duration,
};

/// Events of one save come within this time of each other.
const QUIET: Duration = Duration::from_millis(20);
const TICK: Duration = Duration::from_millis(5);

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Changed {
    /// Templates, assets or words.
    pub theme: bool,
    /// `book.toml`, sources and the like.
    pub inputs: bool,
    /// A watched folder itself came or went: the system watches it no longer.
    pub folders: bool,
}

impl Changed {
    pub fn and(self, other: Self) -> Self {
        Self {
            theme: self.theme || other.theme,
            inputs: self.inputs || other.inputs,
            folders: self.folders || other.folders,
        }
    }

    fn any(self) -> bool {
        self.theme || self.inputs
    }
}

/// Watches the book's own folder, not what is below it, and the folders that matter as a whole: an output folder or a
/// version control's own files never wake it.
pub(super) struct Watcher {
    root: PathBuf,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    watched: BTreeSet<PathBuf>,
    /// The folder of the sources, below `root`.
    src: Arc<Mutex<PathBuf>>,
}

impl Watcher {
    pub fn start(root: &Path, desk: mpsc::Sender<Message>) -> Result<Self, Problem> {
        let fail = |e: &dyn std::fmt::Display| {
            Problem::new(format!("can't watch {}: {e}", root.display())).help("give the folder that holds book.toml")
        };
        // The system names files by their real path.
        let root = root.canonicalize().map_err(|e| fail(&e))?;
        let src = Arc::new(Mutex::new(PathBuf::from("seeds")));
        let (top, of) = (root.clone(), Arc::clone(&src));
        let debouncer = new_debouncer(QUIET, Some(TICK), move |events: DebounceEventResult| {
            let src = of.lock().unwrap_or_else(PoisonError::into_inner).clone();
            // What the system lost sight of may be anything.
            let changed = events.map_or(Changed { theme: true, inputs: true, folders: true }, |events| {
                let events = events.iter().filter(|e| !matches!(e.kind, EventKind::Access(_)));
                let paths = events.flat_map(|e| &e.paths);
                paths.map(|path| kind(&top, &src, path)).fold(Changed::default(), Changed::and)
            });
            if changed.any() {
                // A desk that is gone needs no news.
                let _ = desk.send(Message::Changed(changed));
            }
        });
        let mut watcher =
            Self { root: root.clone(), debouncer: debouncer.map_err(|e| fail(&e))?, watched: BTreeSet::new(), src };
        watcher.debouncer.watch(&root, RecursiveMode::NonRecursive).map_err(|e| fail(&e))?;
        Ok(watcher)
    }

    /// Takes up folders that came, and the folder of the sources that the book names now.
    pub fn look(&mut self, src: Option<&Path>, again: bool) {
        if again {
            for folder in std::mem::take(&mut self.watched) {
                let _ = self.debouncer.unwatch(&folder);
            }
        }
        if let Some(src) = src {
            *self.src.lock().unwrap_or_else(PoisonError::into_inner) = below(&self.root, src);
        }
        let src = self.src.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let theme = book::THEME.iter().map(|f| (self.root.join(f), RecursiveMode::Recursive));
        // Outermost first, so that whichever comes next is seen to come.
        let above = src.ancestors().skip(1).filter(|a| *a != Path::new("")).map(|a| self.root.join(a));
        let above: Vec<_> = above.map(|folder| (folder, RecursiveMode::NonRecursive)).collect();
        let folders = theme.chain(above.into_iter().rev()).chain([(self.root.join(&src), RecursiveMode::Recursive)]);
        for (folder, mode) in folders.collect::<Vec<_>>() {
            if !folder.is_dir() {
                // The system forgets a folder that went; so does this.
                if self.watched.remove(&folder) {
                    let _ = self.debouncer.unwatch(&folder);
                }
            } else if self.watched.insert(folder.clone()) && self.debouncer.watch(&folder, mode).is_err() {
                self.watched.remove(&folder);
            }
        }
    }
}

/// A folder that `book.toml` names, as a path below its own: `./texts`, `old/../texts` and `/book/texts` are `texts`.
fn below(root: &Path, folder: &Path) -> PathBuf {
    let mut path = PathBuf::new();
    for part in root.join(folder).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(path.pop()),
            part => path.push(part),
        }
    }
    let inside = |path: &Path| path.strip_prefix(root).map(Path::to_owned).ok();
    inside(&path).or_else(|| inside(&path.canonicalize().ok()?)).unwrap_or(path)
}

/// What a changed path is part of. `src` is below `root`, without `.` and `..`.
fn kind(root: &Path, src: &Path, path: &Path) -> Changed {
    let Ok(below) = path.strip_prefix(root) else { return Changed::default() };
    let first = below.iter().next().and_then(|p| p.to_str()).unwrap_or_default();
    let folder = below.components().count() == 1 && book::THEME.contains(&first);
    Changed {
        folders: folder || src.starts_with(below),
        theme: book::THEME.contains(&first),
        inputs: below == Path::new(book::FILE) || below.starts_with(src) || src.starts_with(below),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_below_however_it_is_written() {
        for written in ["texts", "./texts/", "old/../texts", "/b/texts", "../b/texts"] {
            assert_eq!(below(Path::new("/b"), Path::new(written)), Path::new("texts"), "{written}");
        }
    }

    #[test]
    fn only_what_the_book_is_made_of() {
        let kind = |path: &str| {
            let Changed { theme, inputs, .. } =
                kind(Path::new("/b"), Path::new("texts/en"), &Path::new("/b").join(path));
            (theme, inputs)
        };
        assert_eq!(kind("book.toml"), (false, true));
        assert_eq!(kind("texts/en/a.txt"), (false, true));
        assert_eq!(kind("texts"), (false, true), "the folder itself came or went");
        assert_eq!(kind("texts/de/a.txt"), (false, false));
        assert_eq!(kind("pages/about.md"), (true, false));
        assert_eq!(kind("templates/topic.html"), (true, false));
        assert_eq!(kind("static/custom.css"), (true, false));
        for other in ["site/index.html", ".git/index", "book.toml.swp", ".site-new"] {
            assert_eq!(kind(other), (false, false), "{other}");
        }
    }
}
