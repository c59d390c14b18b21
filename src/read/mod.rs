//! Files to sources and theme.

pub mod copied;
mod decode;
pub mod markdown;
mod records;
mod signature;
mod slug;
mod theme;
mod walk;

pub use theme::{DEFAULT, Theme, assets, templates, theme};
pub(crate) use walk::{LEFT_BY_SYSTEMS, SIDECAR, is_left};

use crate::{
    book::{Book, FILE},
    model::{Finding, Misfit, Place, Problem, RuleName, Severity, Source, SourceId},
};
use decode::Decoded;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};
use toml::de::DeTable;
use walk::{File, Found, Walk};

/// The sources of a book, sorted by path; what the folder has besides is not told.
///
/// # Errors
/// As [`seeds`].
pub fn sources(book: &Book) -> Result<Vec<Source>, Problem> {
    seeds(book).map(|(sources, _)| sources)
}

/// The sources of a book, sorted by path, and what is worth telling of their folder: hidden files, links that
/// were not followed, names that can't be shown.
///
/// # Errors
/// No folder, no source in it, a file that can't be read or is no text. Every such file is named.
pub fn seeds(book: &Book) -> Result<(Vec<Source>, Vec<Finding>), Problem> {
    let folder = book.root.join(&book.src);
    if !folder.is_dir() {
        return Err(no_folder(book, folder.exists()));
    }
    let mut walk = Walk::new(&book.ignore);
    walk.folder(&folder, &book.src);
    let src = book.src.display().to_string();
    let help = format!("put the scraped texts into {src}, or set `src` in book.toml");
    read(walk.finish(&src, &help)?, Some(book))
}

fn no_folder(book: &Book, is_there: bool) -> Problem {
    let what = if is_there { "is no folder" } else { "does not exist" };
    let problem = Problem::new(format!("{} {what}", book.src.display()))
        .help("make the folder and put the scraped texts into it, or set `src` in book.toml");
    let document = DeTable::parse(&book.toml).ok();
    let written = document.as_ref().and_then(|d| d.get_ref().get("book")?.get_ref().as_table()?.get("src"));
    match written {
        Some(src) => problem.in_file(FILE).at(&book.toml, src.span(), "no such folder"),
        None => problem,
    }
}

/// Sources of files and folders named on the command line; paths of files in a folder are relative to it, a file
/// that is named itself has its file name for a path, and `-` is standard input.
///
/// # Errors
/// As [`seeds`].
pub fn paths(paths: &[PathBuf]) -> Result<(Vec<Source>, Vec<Finding>), Problem> {
    let mut walk = Walk::new(&[]);
    for path in paths {
        match path.as_os_str() {
            name if name == "-" => walk.standard_input(),
            _ if path.is_dir() => walk.folder(path, path),
            _ => walk.file(path),
        }
    }
    walk.tell_apart();
    let shown: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    read(walk.finish(&shown.join(", "), "give text files, or a folder that holds some")?, None)
}

/// Reads what the walk found. The order of the sources is that of their paths, whatever thread was first.
fn read(found: Found, book: Option<&Book>) -> Result<(Vec<Source>, Vec<Finding>), Problem> {
    let Found { mut files, mut sidecars, mut findings, mut problems } = found;
    for list in [&mut files, &mut sidecars] {
        list.sort_by(|a, b| (a.name.as_bytes(), &a.path).cmp(&(b.name.as_bytes(), &b.path)));
    }
    let slugs = slug::unique(files.iter().map(|f| f.name.as_str()));
    let read: Vec<Result<Source, Problem>> =
        files.par_iter().zip(slugs).enumerate().map(|(i, (file, slug))| source(file, slug, i as u32)).collect();
    let mut sources = Vec::with_capacity(read.len());
    for result in read {
        result.map_or_else(|problem| problems.push(problem), |source| sources.push(source));
    }
    let mut sources = Problem::none_or(problems, sources)?;
    findings.extend(sources.iter().zip(&files).flat_map(|(source, file)| doubtful(source, file)));
    findings.extend(records::attach(&mut sources, &sidecars, book)?);
    Ok((sources, findings))
}

/// A source that says nothing, for scraping it failed, or of which something was not read that is meant to be.
fn doubtful(source: &Source, file: &File) -> Vec<Finding> {
    let tell = |severity, rule, line, message: String, help: String| {
        let at = Some(Place { file: file.shown.clone(), line });
        Finding { severity, rule: RuleName::from(rule), at, message, help: Some(help) }
    };
    if source.lines().all(|line| source.is_blank(line)) {
        let help = format!("scrape it again, or add {:?} to `ignore` in book.toml", file.name);
        return vec![tell(Severity::Warning, "empty-source", None, "holds no text".to_owned(), help)];
    }
    let unread = markdown::unread(source).into_iter();
    unread.map(|u| tell(u.severity, "front-matter", Some(u.line), u.what, u.help)).collect()
}

fn source(file: &File, slug: String, id: u32) -> Result<Source, Problem> {
    let bytes = bytes(file.path.as_deref()).map_err(|e| walk::unreadable(&file.shown, &e))?;
    decoded(SourceId(id), file.name.clone(), slug, &bytes).map_err(|reason| {
        let folder = file.shown.strip_suffix(&file.name).map(|f| f.trim_end_matches(['/', '\\']));
        Problem::new(format!("{} is not text ({reason})", file.shown)).help(format!(
            "move it out of {}, or add {:?} to `ignore` in book.toml",
            folder.filter(|f| !f.is_empty()).map_or("the folder".to_owned(), |f| format!("{f}/")),
            ignored(&file.name)
        ))
    })
}

/// What keeps a file out: all of its kind, or itself alone where that kind is what texts are.
fn ignored(name: &str) -> String {
    let kind = Path::new(name).extension().map(|e| e.to_string_lossy());
    kind.filter(|e| !["txt", "md"].contains(&e.to_ascii_lowercase().as_str()))
        .map_or_else(|| name.to_owned(), |e| format!("*.{e}"))
}

/// The source that the bytes of a file are.
///
/// # Errors
/// Why they are no text.
pub fn decoded(id: SourceId, path: String, slug: String, bytes: &[u8]) -> Result<Source, String> {
    let Decoded { text, encoding, guessed, misfits } = decode::decode(bytes)?;
    let mut source = Source::new(id, path, slug, text);
    source.bytes = bytes.len() as u64;
    source.sha256 = hex(&Sha256::digest(bytes));
    (source.encoding, source.guessed) = (encoding, guessed);
    source.misfits = by_line(&source, &misfits);
    source.markup = markdown::is_markdown(&source.path).then(|| markdown::markup(&source));
    Ok(source)
}

/// Misfits, those of a line that were read alike taken together.
fn by_line(source: &Source, misfits: &[decode::Misfit]) -> Vec<Misfit> {
    let mut lines: Vec<Misfit> = Vec::new();
    for misfit in misfits {
        let (line, read_as) = (source.line_at(misfit.at), misfit.read_as);
        match lines.iter_mut().rev().take_while(|m| m.line == line).find(|m| m.read_as == read_as) {
            Some(same) => same.places += 1,
            None => lines.push(Misfit { line, places: 1, read_as }),
        }
    }
    lines
}

fn bytes(path: Option<&Path>) -> io::Result<Vec<u8>> {
    let Some(path) = path else {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    };
    fs::read(path)
}

/// Bytes in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
