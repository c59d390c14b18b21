//! What is known of sources: from files beside them, and from `book.toml`.

use super::walk::{self, File, SIDECAR};
use crate::{
    book::{self, Book, FILE, nearest},
    model::{Problem, Record, Source},
};
use rayon::prelude::*;
use std::{collections::HashMap, fs};

/// Gives each source its record. What `book.toml` says goes before what stands beside the source.
///
/// # Errors
/// A record that can't be read or makes no sense, or that belongs to no source, or to several.
pub(super) fn attach(sources: &mut [Source], sidecars: &[File], book: Option<&Book>) -> Result<(), Problem> {
    let read: Vec<Result<Record, Problem>> = sidecars.par_iter().map(read).collect();
    let mut problems = Vec::new();
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, source) in sources.iter().enumerate() {
        by_name.entry(&source.path).or_default().push(i);
        if let Some(stem) = stem(&source.path) {
            by_name.entry(stem).or_default().push(i);
        }
    }
    let mut found: Vec<(usize, Record)> = Vec::new();
    for (file, record) in sidecars.iter().zip(read) {
        let name = file.name.strip_suffix(SIDECAR).unwrap_or(&file.name);
        match (record, by_name.get(name).map_or(&[][..], Vec::as_slice)) {
            (Err(problem), _) => problems.push(problem),
            (Ok(record), &[source]) => found.push((source, record)),
            (Ok(_), []) => problems.push(homeless(file, name, sources)),
            (Ok(_), several) => {
                let names: Vec<&str> = several.iter().map(|&i| sources[i].path.as_str()).collect();
                problems.push(
                    Problem::new(format!("{} could be the record of {}", file.shown, names.join(" or ")))
                        .help(format!("name it after the whole name of one of them, such as {}{SIDECAR}", names[0])),
                );
            }
        }
    }
    for (source, record) in found {
        let source = &mut sources[source];
        if source.recorded != Record::default() {
            problems.push(
                Problem::new(format!("{} has two records beside it", source.path)).help("put all of it into one file"),
            );
        }
        source.recorded = record;
    }
    let by_path: HashMap<String, usize> = sources.iter().enumerate().map(|(i, s)| (s.path.clone(), i)).collect();
    for entry in book.map_or(&[][..], |b| &b.records) {
        let path = entry.path.value.trim_start_matches("./");
        // Most entries name one source; only a glob is held against all.
        let named: Vec<usize> = if path.contains(['*', '?']) {
            (0..sources.len()).filter(|&i| walk::matches(path, &sources[i].path)).collect()
        } else {
            by_path.get(path).copied().into_iter().collect()
        };
        for &i in &named {
            let said = std::mem::take(&mut sources[i].recorded);
            sources[i].recorded = entry.record.clone().or(said);
        }
        if let (true, Some(book)) = (named.is_empty(), book) {
            let near = nearest(&entry.path.value, sources.iter().map(|s| s.path.as_str()));
            let problem = Problem::new(format!("there is no source {:?} in {}", entry.path.value, book.src.display()))
                .in_file(FILE)
                .at(&book.toml, entry.path.span.clone(), "no such source");
            problems.push(problem.help(near.map_or_else(
                || format!("give a path as it lies below {}, or a glob such as \"*.txt\"", book.src.display()),
                |near| format!("did you mean {near:?}?"),
            )));
        }
    }
    Problem::none_or(problems, ())
}

fn read(file: &File) -> Result<Record, Problem> {
    let Some(path) = &file.path else { return Ok(Record::default()) };
    let bytes = fs::read(path).map_err(|e| walk::unreadable(&file.shown, &e))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Problem::new(format!("{} is not valid UTF-8", file.shown)).help("save the file as UTF-8"))?;
    book::sidecar(&file.shown, text.trim_start_matches('\u{feff}'))
}

fn homeless(file: &File, name: &str, sources: &[Source]) -> Problem {
    let near = nearest(name, sources.iter().map(|s| stem(&s.path).unwrap_or(&s.path)));
    let help = near.map_or_else(
        || format!("put it beside its source: page.txt has page{SIDECAR}; or add it to `ignore` in book.toml"),
        |near| format!("did you mean {near}{SIDECAR}? Or add it to `ignore` in book.toml"),
    );
    Problem::new(format!("{} is the record of no source", file.shown)).help(help)
}

/// The path without the ending of its name.
fn stem(path: &str) -> Option<&str> {
    let file = path.rfind('/').map_or(0, |i| i + 1);
    path[file..].rfind('.').filter(|&dot| dot > 0).map(|dot| &path[..file + dot])
}
