//! Which files are sources.

use crate::model::{Finding, Place, Problem, RuleName, Severity};
use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// How the name of a file ends that holds what is known of the source beside it.
pub(crate) const SIDECAR: &str = ".meta.toml";

/// What Finder and Explorer leave in a folder that is looked at: nobody's, and made anew.
pub(crate) const LEFT_BY_SYSTEMS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Beginnings of hidden names that hold no text of a person's: version control (`.gitignore` too), settings of editors,
/// and what systems and editors keep beside a file.
const NO_TEXT: [&str; 14] = [
    ".git",
    ".hg",
    ".svn",
    ".jj",
    ".idea",
    ".vscode",
    ".obsidian",
    ".Trash",
    ".Spotlight-",
    ".fseventsd",
    ".directory",
    "._",
    ".#",
    ".~lock.",
];

/// A file to read.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Path below the folder that was read, with `/`.
    pub name: String,
    /// Path as the person knows it.
    pub shown: String,
}

/// Collects files.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    ignore: &'a [String],
    files: Vec<File>,
    sidecars: Vec<File>,
    findings: Vec<Finding>,
    problems: Vec<Problem>,
}

/// What a walk found.
#[derive(Debug)]
pub(super) struct Found {
    /// Sources.
    pub files: Vec<File>,
    /// Records beside them.
    pub sidecars: Vec<File>,
    /// What was passed over, or has a name that can't be told, by path.
    pub findings: Vec<Finding>,
    /// What can't be read.
    pub problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    pub fn new(ignore: &'a [String]) -> Self {
        Self { ignore, files: Vec::new(), sidecars: Vec::new(), findings: Vec::new(), problems: Vec::new() }
    }

    /// What was found.
    ///
    /// # Errors
    /// Nothing to read and nothing wrong with a file: there are no sources in `place`, and the way out is `help`.
    pub fn finish(mut self, place: &str, help: &str) -> Result<Found, Problem> {
        self.tell_records();
        let Self { files, sidecars, mut findings, problems, .. } = self;
        findings.sort_by(|a, b| a.at.cmp(&b.at));
        if files.is_empty() && problems.is_empty() {
            let passed = findings.first().and_then(|f| Some(format!("; {} {}", f.at.as_ref()?, f.message)));
            let message = format!("there are no sources in {place}{}", passed.unwrap_or_default());
            return Err(Problem::new(message).help(help));
        }
        Ok(Found { files, sidecars, findings, problems })
    }

    pub fn standard_input(&mut self) {
        self.files.push(File { path: None, name: "-".to_owned(), shown: "standard input".to_owned() });
    }

    /// A file that the person named: read whatever it is called.
    pub fn file(&mut self, path: &Path) {
        let shown = path.display().to_string();
        match path.metadata() {
            Ok(_) => {
                let name = path.file_name().map_or_else(|| shown.clone(), |n| n.to_string_lossy().into_owned());
                self.tell_name(path, &shown);
                self.files.push(File { path: Some(path.to_owned()), name, shown });
            }
            Err(e) => self.problems.push(unreadable(&shown, &e)),
        }
    }

    /// Every file below `folder` that is not hidden, not ignored and no symbolic link; what else may be a person's is
    /// told. `shown` is the folder as the person knows it.
    pub fn folder(&mut self, folder: &Path, shown: &Path) {
        let mut hidden = Vec::new();
        let walk = WalkDir::new(folder).into_iter().filter_entry(|e| {
            let name = e.file_name().to_string_lossy();
            let seen = e.depth() == 0 || !name.starts_with('.') && !is_left(&name);
            if !seen && !is_left(&name) {
                hidden.push(e.path().to_owned());
            }
            seen
        });
        for entry in walk {
            match entry {
                Ok(entry) => self.entry(&entry, folder, shown),
                Err(e) => {
                    let (_, shown) = names(e.path().unwrap_or(folder), folder, shown);
                    let error = e.into_io_error().unwrap_or_else(|| io::Error::other("it can't be listed"));
                    self.problems.push(unreadable(&shown, &error));
                }
            }
        }
        for path in hidden {
            let (name, shown) = names(&path, folder, shown);
            if !self.is_ignored(&name) {
                let help = format!("take the dot off its name, or add {name:?} to `ignore` in book.toml");
                self.find(
                    "passed-over",
                    shown,
                    "is hidden by the dot that its name begins with, and was not read",
                    help,
                );
            }
        }
    }

    /// Of files named in two places, each is read once; where two have one name, all take the paths the person knows.
    pub fn tell_apart(&mut self) {
        let mut paths = HashSet::new();
        for list in [&mut self.files, &mut self.sidecars] {
            list.retain(|f| paths.insert(f.path.as_ref().map(|p| p.canonicalize().unwrap_or_else(|_| p.clone()))));
        }
        let mut names = HashSet::new();
        if !self.files.iter().all(|f| names.insert(&f.name)) {
            for file in self.files.iter_mut().chain(&mut self.sidecars) {
                file.name = file.shown.replace(std::path::MAIN_SEPARATOR, "/");
            }
        }
    }

    fn entry(&mut self, entry: &walkdir::DirEntry, folder: &Path, shown: &Path) {
        let (name, shown) = names(entry.path(), folder, shown);
        if entry.depth() == 0 || self.is_ignored(&name) {
            return;
        }
        // A symbolic link is passed over: one that leads out would let a folder of texts publish any file of the
        // machine, and one that leads inside shows a file that is read under its own name.
        let kind = entry.file_type();
        if kind.is_file() {
            self.tell_name(entry.path().strip_prefix(folder).unwrap_or(entry.path()), &shown);
            let list = if name.ends_with(SIDECAR) { &mut self.sidecars } else { &mut self.files };
            list.push(File { path: Some(entry.path().to_owned()), name, shown });
        } else if !kind.is_dir() {
            let what = if kind.is_symlink() { "is a symbolic link" } else { "is no regular file" };
            let help = format!("put a copy of the text in its place, or add {name:?} to `ignore` in book.toml");
            self.find("passed-over", shown, format!("{what} and was not read"), help);
        }
    }

    /// The name of a file that is not UTF-8, or has a control character, is told: no page can show it as it is.
    fn tell_name(&mut self, path: &Path, shown: &str) {
        if path.to_str().is_none() {
            let help = "rename the file, so that its citations name it";
            self.find("file-name", shown.to_owned(), "has a name that is not UTF-8; � stands for what is not", help);
        } else if shown.contains(char::is_control) {
            let help = "rename the file, so that its citations name it";
            self.find("file-name", shown.to_owned(), "has a control character in its name", help);
        }
    }

    /// A file that may be meant as a record of the text beside it, but is not called so.
    fn tell_records(&mut self) {
        let stem = |file: &File| file.name.rsplit_once('.').map(|(stem, end)| (stem.to_owned(), end == "toml"));
        let stems: Vec<Option<(String, bool)>> = self.files.iter().map(stem).collect();
        let texts: HashSet<&str> = stems.iter().flatten().filter(|(_, toml)| !toml).map(|(s, _)| s.as_str()).collect();
        let named: Vec<(String, String)> = (self.files.iter().zip(&stems))
            .filter_map(|(file, stem)| {
                Some((file, stem.as_ref().filter(|(s, toml)| *toml && texts.contains(s.as_str()))?))
            })
            .map(|(file, (stem, _))| (file.shown.clone(), format!("{stem}{SIDECAR}")))
            .collect();
        for (shown, record) in named {
            let help = format!("call it {record} if it says what is known of the text beside it");
            self.find("record-name", shown, "is read as a text", help);
        }
    }

    fn find(&mut self, check: &str, file: String, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            rule: RuleName::from(check),
            at: Some(Place { file, line: None }),
            message: message.into(),
            help: Some(help.into()),
        });
    }

    fn is_ignored(&self, name: &str) -> bool {
        let file = name.rsplit('/').next().unwrap_or(name);
        self.ignore.iter().any(|glob| {
            let glob = glob.trim_start_matches("./");
            matches(glob, if glob.contains('/') { name } else { file })
        })
    }
}

/// A path below `folder` with `/` between its parts, and as the person knows it.
fn names(path: &Path, folder: &Path, shown: &Path) -> (String, String) {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let name = below.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/");
    let shown = if name.is_empty() { shown.to_owned() } else { shown.join(below) };
    (name, shown.display().to_string())
}

/// Whether a file or folder of this name is a program's and not a person's, so that it is no loss not to read it.
pub(crate) fn is_left(name: &str) -> bool {
    let is_swap = || name.starts_with('.') && [".swp", ".swo", ".swn"].iter().any(|end| name.ends_with(end));
    LEFT_BY_SYSTEMS.iter().any(|left| left.eq_ignore_ascii_case(name))
        || NO_TEXT.iter().any(|begin| name.starts_with(begin))
        || is_swap()
}

pub(super) fn unreadable(shown: &str, error: &io::Error) -> Problem {
    let problem = Problem::new(format!("{shown} can't be read: {error}"));
    match error.kind() {
        io::ErrorKind::NotFound => problem.help("look for a slip in the path"),
        _ => problem.help("look at its permissions"),
    }
}

/// Whether a glob with `*` (any characters) and `?` (one) matches all of `name`. Linear in the product of both lengths,
/// whatever the glob.
pub(super) fn matches(glob: &str, name: &str) -> bool {
    let [glob, name]: [Vec<char>; 2] = [glob, name].map(|text| text.chars().collect());
    let (mut g, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, n));
                g += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                g += 1;
                n += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                g = at + 1;
                n = from + 1;
            }
        }
    }
    glob[g..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn globs() {
        for (glob, name, want) in [
            ("*.png", "a.png", true),
            ("*.png", "a.png.txt", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("caf?.txt", "café.txt", true),
            ("*", "", true),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
            ("drafts/*", "drafts/x/y.txt", true),
            ("", "", true),
        ] {
            assert_eq!(matches(glob, name), want, "{glob} {name}");
        }
    }
}
