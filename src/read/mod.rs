//! Files to sources and theme. With `write`, the only stage that touches files.

mod decode;
mod slug;
mod theme;
mod walk;

pub use theme::{Theme, theme};

use crate::{
    book::Book,
    model::{Finding, Place, Problem, Problems, Severity, Source, SourceId},
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
use walk::{File, Walk};

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Sources, sorted by the bytes of their paths.
    pub sources: Vec<Source>,
    /// What was passed over, and what could not be decoded.
    pub findings: Vec<Finding>,
}

/// The sources of a book, sorted by path.
///
/// # Errors
/// No folder, no source in it, a file that can't be read or is no text. Every such file is named.
pub fn sources(book: &Book) -> Result<Shelf, Problems> {
    let mut walk = Walk::new(&book.ignore);
    walk.folder(&book.root.join(&book.src), &book.src);
    if walk.is_empty() {
        let src = book.src.display();
        return Err(Problem::new(format!("there are no sources in {src}"))
            .help(format!("put the scraped texts into {src}, or set `src` in book.toml"))
            .into());
    }
    read(walk)
}

/// Sources of files and folders named on the command line; paths of files in a folder are relative to it, a file
/// that is named itself has its file name for a path, and `-` is standard input.
///
/// # Errors
/// As [`sources`].
pub fn paths(paths: &[PathBuf]) -> Result<Shelf, Problems> {
    let mut walk = Walk::new(&[]);
    for path in paths {
        match path.as_os_str() {
            name if name == "-" => walk.standard_input(),
            _ if path.is_dir() => walk.folder(path, path),
            _ => walk.file(path),
        }
    }
    if walk.is_empty() {
        let shown: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        return Err(Problem::new(format!("there are no sources in {}", shown.join(", ")))
            .help("give text files, or a folder that holds some")
            .into());
    }
    read(walk)
}

/// Reads what the walk found. The order of the sources is that of their paths, whatever thread was first.
fn read(walk: Walk) -> Result<Shelf, Problems> {
    let (mut files, mut problems, mut findings) = walk.finish();
    files.sort_by(|a, b| (a.name.as_bytes(), &a.path).cmp(&(b.name.as_bytes(), &b.path)));
    let slugs = slug::unique(files.iter().map(|f| f.name.as_str()));
    let read: Vec<Result<(Source, Option<Finding>), Problem>> =
        files.par_iter().zip(slugs).map(|(file, slug)| source(file, slug)).collect();
    let mut sources = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok((mut source, finding)) => {
                source.id = SourceId(sources.len() as u32);
                sources.push(source);
                findings.extend(finding);
            }
            Err(problem) => problems.push(problem),
        }
    }
    Problems::none_or(problems, Shelf { sources, findings })
}

fn source(file: &File, slug: String) -> Result<(Source, Option<Finding>), Problem> {
    let bytes = bytes(file.path.as_deref()).map_err(|e| {
        Problem::new(format!("{} can't be read: {e}", file.shown)).help("look at the permissions of the file")
    })?;
    let Decoded { text, encoding, replaced } = decode::decode(&bytes).map_err(|reason| {
        let ignore = Path::new(&file.name).extension().map(|e| format!("*.{}", e.to_string_lossy()));
        Problem::new(format!("{} is not text ({reason})", file.shown)).help(format!(
            "move it out of the folder, or add {:?} to `ignore` in book.toml",
            ignore.as_ref().unwrap_or(&file.name)
        ))
    })?;
    let finding = (replaced > 0).then(|| Finding {
        severity: Severity::Warning,
        rule: "decoding".into(),
        at: Some(Place { file: file.shown.clone(), line: first_replaced(&text) }),
        message: format!("{replaced} bytes or characters are not valid {encoding} and read as U+FFFD from here on"),
        help: Some("save the file as UTF-8".to_owned()),
    });
    let mut source = Source::new(SourceId(0), file.name.clone(), slug, text);
    source.bytes = bytes.len() as u64;
    source.sha256 = hex(&Sha256::digest(&bytes));
    source.encoding = encoding;
    Ok((source, finding))
}

fn bytes(path: Option<&Path>) -> io::Result<Vec<u8>> {
    let Some(path) = path else {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    };
    fs::read(path)
}

fn first_replaced(text: &str) -> Option<u32> {
    let before = &text[..text.find(char::REPLACEMENT_CHARACTER)?];
    // `\r\n` is one line end, and so is each alone.
    let ends = before.matches(['\r', '\n']).count() - before.matches("\r\n").count();
    u32::try_from(ends + 1).ok()
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
