//! What is known of sources: from files beside them, and from `book.toml`.

use super::walk::{self, File, SIDECAR};
use crate::{
    book::{self, Book, FILE, Said, SourceEntry, nearest, not_utf8},
    model::{Finding, Place, Problem, RuleName, Severity, Source},
};
use rayon::prelude::*;
use std::{collections::HashMap, fs};

/// Gives each source its record. What `book.toml` says goes before what stands beside the source, and is told where the
/// two disagree.
///
/// # Errors
/// A record that can't be read or makes no sense, or that belongs to no source, or to several.
pub(super) fn attach(sources: &mut [Source], sidecars: &[File], book: Option<&Book>) -> Result<Vec<Finding>, Problem> {
    let read: Vec<Result<Said, Problem>> = sidecars.par_iter().map(read).collect();
    let (mut problems, mut findings) = (Vec::new(), Vec::new());
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, source) in sources.iter().enumerate() {
        by_name.entry(&source.path).or_default().push(i);
        if let Some(stem) = stem(&source.path) {
            by_name.entry(stem).or_default().push(i);
        }
    }
    let mut found: Vec<(usize, &File, Said)> = Vec::new();
    for (file, record) in sidecars.iter().zip(read) {
        let name = file.name.strip_suffix(SIDECAR).unwrap_or(&file.name);
        match (record, by_name.get(name).map_or(&[][..], Vec::as_slice)) {
            (Err(problem), _) => problems.push(problem),
            (Ok(said), &[source]) => found.push((source, file, said)),
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
    let mut beside: HashMap<usize, (&File, Said)> = HashMap::new();
    for (source, file, said) in found {
        sources[source].recorded = said.record.clone();
        if let Some((first, _)) = beside.insert(source, (file, said)) {
            let message = format!("{} and {} are both the record of one source", first.shown, file.shown);
            problems.push(Problem::new(message).help("put all of it into one file"));
        }
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
            sources[i].recorded = entry.said.record.clone().or(said);
            findings.extend(beside.get(&i).into_iter().flat_map(|(file, said)| overruled(entry, file, said)));
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
    Problem::none_or(problems, findings)
}

/// What the file beside a source says in vain, for an entry of `book.toml` says something else.
fn overruled(entry: &SourceEntry, file: &File, beside: &Said) -> Vec<Finding> {
    let in_book = entry.said.record.values();
    let line = |said: &Said, key: &str| said.lines.get(key).copied();
    let other = |(key, value): (&'static str, String)| {
        let (_, winner) = in_book.iter().find(|(k, winner)| *k == key && *winner != value)?;
        let at = line(&entry.said, key).map_or_else(String::new, |line| format!(":{line}"));
        Some(Finding {
            severity: Severity::Warning,
            rule: RuleName::from("record"),
            at: Some(Place { file: file.shown.clone(), line: line(beside, key) }),
            message: format!("`{key}` is {value:?} here and {winner:?} at {FILE}{at}, which goes before it"),
            help: Some("take out the one that is wrong".to_owned()),
        })
    };
    beside.record.values().into_iter().filter_map(other).collect()
}

fn read(file: &File) -> Result<Said, Problem> {
    let Some(path) = &file.path else { return Ok(Said::default()) };
    let bytes = fs::read(path).map_err(|e| walk::unreadable(&file.shown, &e))?;
    let text = String::from_utf8(bytes).map_err(|e| not_utf8(&file.shown, &e))?;
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
