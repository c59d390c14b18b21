//! The whole site, made and checked while its reader looks at one page of it.

use crate::{
    check,
    model::{Finding, Problem, Severity},
    pipeline::Edition,
    read::Theme,
    render::{self, Page, Press},
    report,
};
use rayon::prelude::*;
use std::io::Write;

/// Pages that are made between two looks at whether they are still wanted.
const BATCH: usize = 32;
/// Errors that are shown.
const SHOWN: usize = 10;

/// What came of making and checking the whole site.
pub(super) struct Checked {
    /// The state of the templates that it was made under.
    pub made: u64,
    /// What was found, or the first page that can't be made.
    pub result: Result<Vec<Finding>, Problem>,
}

/// Makes and checks every page, as long as they are wanted.
pub(super) fn made(
    edition: &Edition<'_>,
    press: &Press<'_>,
    theme: &Theme,
    wanted: impl Fn() -> bool,
) -> Option<Result<Vec<Finding>, Problem>> {
    let paths: Vec<&str> = press.paths().collect();
    let mut done = Vec::with_capacity(paths.len());
    for batch in paths.chunks(BATCH) {
        if !wanted() {
            return None;
        }
        let pages: Result<Vec<Page>, Problem> = batch.par_iter().filter_map(|path| press.page(path)).collect();
        match pages {
            Ok(pages) => done.extend(pages),
            Err(problem) => return Some(Err(problem)),
        }
    }
    if !wanted() {
        return None;
    }
    done.extend(press.files().iter().cloned());
    // Of an asset, only its path matters here.
    done.extend(theme.assets.keys().map(|a| Page { path: format!("assets/{a}"), bytes: Vec::new() }));
    let found = edition.findings.iter().chain(&theme.stale).cloned();
    Some(Ok(found.chain(render::findings(edition, theme)).chain(check::pages(edition, theme, &done)).collect()))
}

/// What would keep a build from writing anything.
pub(super) fn wrong(findings: &[Finding]) -> Option<String> {
    let errors: Vec<&Finding> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
    let mut words = Vec::new();
    let _ = errors.iter().take(SHOWN).try_for_each(|f| report::finding(&mut words, f));
    if errors.len() > SHOWN {
        let _ = writeln!(words, "and {} more", errors.len() - SHOWN);
    }
    (!errors.is_empty()).then(|| format!("a build would write nothing:\n{}", String::from_utf8_lossy(&words)))
}
