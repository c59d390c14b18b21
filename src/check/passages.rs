//! Whether every passage is there once, says the ledger's words and cites them.

use super::{
    error,
    html::{Entry, Facts, Shown},
    in_page,
};
use crate::{
    model::{Block, BlockKind, Finding, Ledger, Section, Source},
    pipeline::Edition,
    render::visible,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const TEMPLATE: &str = "mend the template: `p.body` and `p.heading` stand on it once, with their hooks";
/// The page that is the home of the sources' own titles.
const REFERENCES: &str = "references.html";

/// Runs of lines, first and last.
type Runs = Vec<(u32, u32)>;

/// What one element must show.
struct Wanted {
    runs: Runs,
    /// Any of these.
    texts: Vec<String>,
    cited: bool,
}

pub(super) fn check(edition: &Edition<'_>, pages: &[(&str, &Facts)]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut shown: BTreeMap<&str, Vec<(&str, &Entry)>> = BTreeMap::new();
    let mut titles: BTreeMap<&str, Vec<&Shown>> = BTreeMap::new();
    for (path, facts) in pages {
        for entry in &facts.entries {
            match &entry.source {
                _ if entry.passage => shown.entry(&entry.id).or_default().push((path, entry)),
                Some(slug) if *path == REFERENCES => titles.entry(slug).or_default().extend(&entry.shown),
                _ => found.extend(entry.shown.iter().map(|s| {
                    let message = format!("an element shows lines {:?} outside of any passage", s.lines);
                    error("passage", in_page(path), message, TEMPLATE)
                })),
            }
        }
    }

    let sections: BTreeMap<&str, &Section> = edition.outline.sections.iter().map(|s| (s.id.0.as_str(), s)).collect();
    for (id, entries) in &shown {
        if !sections.contains_key(id) {
            let unknown = entries.iter().map(|(path, _)| {
                error("passage", in_page(path), format!("there is no section for the passage {id:?}"), TEMPLATE)
            });
            found.extend(unknown);
        }
    }
    let each: Vec<Vec<Finding>> = edition
        .outline
        .sections
        .par_iter()
        .map(|section| passage(edition, section, shown.get(section.id.0.as_str()).map_or(&[], Vec::as_slice)))
        .collect();
    found.extend(each.into_iter().flatten());
    for (source, line) in edition.sources.iter().zip(&edition.outline.titles) {
        // A title that was dropped is shown nowhere; the account tells of it.
        let Some(line) = line.filter(|&line| !edition.cleaned.ledger.is_dropped(source.at(line))) else { continue };
        let what = format!("the title of {}", source.path);
        let shown: Vec<&Shown> = titles.get(source.slug.as_str()).cloned().unwrap_or_default();
        let wanted = [heading(&edition.cleaned.ledger, source, &[line])];
        found.extend(compare(REFERENCES, &what, &wanted, &shown));
    }
    found
}

fn passage(edition: &Edition<'_>, section: &Section, entries: &[(&str, &Entry)]) -> Vec<Finding> {
    let Some(source) = edition.sources.get(section.source.0 as usize) else { return Vec::new() };
    let range = section.range();
    let what = format!("the passage {} ({}, lines {}-{})", section.id, source.path, range.start(), range.end());
    let (path, entry) = match entries {
        [] => return vec![error("passage", in_page(&source.path), format!("{what} stands on no page"), TEMPLATE)],
        [(path, entry)] => (*path, *entry),
        [.., (path, _)] => {
            let pages: Vec<&str> = entries.iter().map(|(path, _)| *path).collect();
            let message = format!("{what} stands on pages more than once: {}", pages.join(", "));
            return vec![error("passage", in_page(path), message, TEMPLATE)];
        }
    };
    let mut found = Vec::new();
    if entry.source.as_ref() != Some(&source.slug) {
        let message = format!("{what} names the source {:?}, not {:?}", entry.source, source.slug);
        found.push(error("passage", in_page(path), message, TEMPLATE));
    }
    let ledger = &edition.cleaned.ledger;
    let title = section.heading.map(|line| heading(ledger, source, &[line]));
    let wanted: Vec<Wanted> =
        title.into_iter().chain(section.blocks.iter().map(|b| wanted(ledger, source, b))).collect();
    let shown: Vec<&Shown> = entry.shown.iter().collect();
    found.extend(compare(path, &what, &wanted, &shown));
    if !shown.iter().any(|s| s.cited) {
        found.push(uncited(path, &what, "no citation"));
    }
    found
}

fn uncited(path: &str, what: &str, missing: &str) -> Finding {
    error("citation", in_page(path), format!("{what} has {missing}"), "leave `p.body` whole in the template")
}

fn compare(path: &str, what: &str, wanted: &[Wanted], shown: &[&Shown]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut by_lines: BTreeMap<Runs, &Shown> = BTreeMap::new();
    let mut order = Vec::new();
    let of_it: BTreeSet<&Runs> = wanted.iter().map(|w| &w.runs).collect();
    for s in shown {
        let runs = parse(&s.lines).unwrap_or_default();
        let known = of_it.contains(&runs);
        let wrong = if !known { "that are no block of it" } else { "twice" };
        order.push(runs.clone());
        if by_lines.insert(runs, s).is_some() || !known {
            let message = format!("{what} shows lines {:?} {wrong}", s.lines);
            found.push(error("passage", in_page(path), message, TEMPLATE));
        }
    }
    for w in wanted {
        let lines = words(&w.runs);
        let Some(s) = by_lines.get(&w.runs) else {
            found.push(error("passage", in_page(path), format!("{what} does not show lines {lines}"), TEMPLATE));
            continue;
        };
        let text = words_of(&s.text);
        if !w.texts.contains(&text) {
            let message =
                format!("{what} shows lines {lines} as {}, which is not their published text", start_of(&text));
            let help = "mend the template; words of its own stand in an element with `data-gen`";
            found.push(error("quote", in_page(path), message, help));
        }
        if w.cited && !s.cited {
            found.push(uncited(path, what, &format!("no citation at lines {lines}")));
        }
    }
    if found.is_empty() && order.iter().ne(wanted.iter().map(|w| &w.runs)) {
        found.push(error("passage", in_page(path), format!("{what} shows its lines out of order"), TEMPLATE));
    }
    found
}

fn heading(ledger: &Ledger, source: &Source, lines: &[u32]) -> Wanted {
    let text = lines.iter().map(|&line| published(ledger, source, line)).collect::<Vec<_>>().join("\n");
    let bare = text.trim_start_matches('#');
    let texts = [text.as_str(), bare, bare.trim_end_matches('#')].map(|t| words_of(&visible(t)));
    Wanted { runs: runs(lines), texts: texts.into(), cited: false }
}

fn wanted(ledger: &Ledger, source: &Source, block: &Block) -> Wanted {
    if let BlockKind::Heading { .. } = block.kind {
        return heading(ledger, source, &block.lines);
    }
    let lines = block.shown(source, ledger);
    Wanted { runs: runs(&block.lines), texts: vec![words_of(&visible(&lines.join("\n")))], cited: true }
}

fn published(ledger: &Ledger, source: &Source, line: u32) -> String {
    ledger.text(source, line).unwrap_or_default().trim().to_owned()
}

/// Text modulo white space.
fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start_of(text: &str) -> String {
    const SHOWN: usize = 60;
    let start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() { format!("{start:?}…") } else { format!("{start:?}") }
}

fn runs(lines: &[u32]) -> Runs {
    join(lines.iter().map(|&line| (line, line)))
}

fn join(parts: impl Iterator<Item = (u32, u32)>) -> Runs {
    let mut runs: Runs = Vec::new();
    for (first, end) in parts {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(first) => *last = end,
            _ => runs.push((first, end)),
        }
    }
    runs
}

/// The lines that a hook names, such as `9,11-12`.
fn parse(hook: &str) -> Option<Runs> {
    let parts: Option<Vec<(u32, u32)>> = hook
        .split(',')
        .map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            (first <= last).then_some((first, last))
        })
        .collect();
    Some(join(parts?.into_iter()))
}

fn words(runs: &Runs) -> String {
    let words = runs.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    words.collect::<Vec<_>>().join(",")
}
