//! The account: sums, one home a line, every named rule in the table.

use super::{encoding, error, finding, in_source};
use crate::{
    book::FILE,
    clean::repeat::Variant,
    model::{Edit, Fate, Finding, Ledger, Place, RuleName, Section, Severity, Source, apply},
    pipeline::Edition,
};
use rayon::prelude::*;
use std::{borrow::Cow, collections::BTreeMap, collections::BTreeSet};

const BUG: &str = "this is a bug in sourcebook: please report it with the source";

/// Checks the account: sums, one home a line, every named rule in the table. Errors fail the build.
pub fn account(edition: &Edition<'_>) -> Vec<Finding> {
    let mut by_source: Vec<Vec<&Section>> = vec![Vec::new(); edition.sources.len()];
    let mut found = Vec::new();
    for section in &edition.outline.sections {
        match by_source.get_mut(section.source.0 as usize) {
            Some(sections) => sections.push(section),
            None => found.push(error(
                "home",
                Place { file: section.id.to_string(), line: None },
                format!("the section {} stands in a source that does not exist", section.id),
                BUG,
            )),
        }
    }
    let each: Vec<Vec<Finding>> = edition
        .sources
        .par_iter()
        .zip(&by_source)
        .enumerate()
        .map(|(i, (source, sections))| {
            // Without its lines nothing else can be said of a source.
            let mut found = sums(edition, source);
            if found.is_empty() {
                found = replay(edition, source);
                found.extend(encoding::findings(edition, source));
                found.extend(homes(edition, source, sections, edition.outline.titles.get(i).copied().flatten()));
            }
            found
        })
        .collect();
    found.extend(each.into_iter().flatten());
    found.extend(names(edition));
    found.extend(rules(edition));
    found.extend(placements(edition));
    found.extend(variants(edition));
    found.extend(corrections(edition));
    if edition.book.topics.is_empty() && !edition.topics.is_empty() {
        let at = Place { file: FILE.to_owned(), line: None };
        let message = format!("the book has no topics: {} are proposed from its sections", edition.topics.len());
        let help = "`sourcebook topics --propose >> book.toml` writes them down: then they stay as they are, and you can mend them";
        found.push(finding(Severity::Note, "proposed-topics", at, message, help));
    }
    found
}

/// Corrections whose target is gone, and those that decide nothing.
fn corrections(edition: &Edition<'_>) -> Vec<Finding> {
    let by_hand = &edition.cleaned.by_hand;
    let gone = by_hand.wrong.iter().chain(&edition.decided.wrong).map(|problem| {
        let line = problem.excerpt.as_ref().map(|e| e.line_and_column().0 as u32);
        let at = Place { file: FILE.to_owned(), line };
        error("correction", at, problem.message.clone(), problem.help.as_deref().unwrap_or_default())
    });
    gone.chain(by_hand.idle.iter().cloned()).collect()
}

fn sums(edition: &Edition<'_>, source: &Source) -> Vec<Finding> {
    let mut at = 0;
    let joins = source.lines().filter_map(|n| source.line(n)).all(|line| {
        let fits = line.span.start == at
            && source.text.get(line.span.clone()).is_some()
            && source.text.get(line.span.end..).is_some_and(|rest| rest.starts_with(line.ending.as_str()));
        at = line.span.end + line.ending.as_str().len();
        fits
    });
    if !joins || at != source.text.len() {
        let message = "the lines of this source, joined, are not its text";
        return vec![error("account", in_source(source, None), message, BUG)];
    }
    let fates = edition.cleaned.ledger.fates(source.id).len();
    let tally = edition.cleaned.ledger.tally(source);
    if !tally.balances() || fates != source.len() as usize {
        let message = format!(
            "the account does not sum: {} kept + {} repaired + {} dropped, {fates} fates for {} lines",
            tally.kept,
            tally.repaired,
            tally.dropped,
            source.len()
        );
        return vec![error("account", in_source(source, None), message, BUG)];
    }
    Vec::new()
}

/// The words of a line: what stands between the signs of its mark-up, each stretch with its own edits.
fn words(ledger: &Ledger, source: &Source, line: u32) -> String {
    let (raw, start) = (source.raw(line), source.line(line).map_or(0, |l| l.span.start));
    let edits = ledger.edits(source.at(line));
    let (mut words, mut from) = (String::new(), 0);
    let mut stretch = |from: usize, to: usize, shown: &str| {
        let first = edits.partition_point(|e| e.span.start < from);
        let inside = edits[first..].iter().take_while(|e| e.span.end <= to);
        let inside: Vec<Edit> =
            inside.map(|e| Edit { span: e.span.start - from..e.span.end - from, ..e.clone() }).collect();
        words.push_str(&apply(raw.get(from..to).unwrap_or_default(), &inside));
        words.push_str(shown);
    };
    for mark in source.marks(line) {
        stretch(from, mark.span.start - start, mark.shown());
        from = mark.span.end - start;
    }
    stretch(from, raw.len(), "");
    words
}

/// Whether what is published is the raw line with its edits applied, without the signs of its mark-up.
fn replay(edition: &Edition<'_>, source: &Source) -> Vec<Finding> {
    let ledger = &edition.cleaned.ledger;
    let replays = |line: u32| {
        let raw = source.raw(line);
        let wanted = match ledger.fate(source.at(line)) {
            Fate::Kept => Some(Cow::Borrowed(raw)),
            Fate::Repaired { edits } => Some(Cow::Owned(apply(raw, edits))),
            Fate::Dropped { .. } => None,
        };
        ledger.mended(source, line) == wanted
            && ledger.text(source, line).is_none_or(|text| text == words(ledger, source, line))
    };
    let wrong = source.lines().filter(|&line| !replays(line));
    wrong
        .map(|line| {
            error(
                "replay",
                in_source(source, line),
                "the published line is not the raw line with its edits, without its mark-up",
                BUG,
            )
        })
        .collect()
}

fn homes(edition: &Edition<'_>, source: &Source, sections: &[&Section], title: Option<u32>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut homes = vec![0_u32; source.len() as usize];
    for line in sections.iter().flat_map(|s| s.lines()).map(|at| at.line).chain(title) {
        match (line as usize).checked_sub(1).and_then(|i| homes.get_mut(i)) {
            Some(count) => *count += 1,
            None => {
                let message = format!("line {line} is published, but the source has {} lines", source.len());
                found.push(error("home", in_source(source, None), message, BUG));
            }
        }
    }
    // One finding for a run of lines that fail alike.
    let mut run: Option<(u32, u32, &str)> = None;
    for (line, &count) in source.lines().zip(&homes) {
        let wrong = match (edition.cleaned.ledger.is_dropped(source.at(line)), count) {
            (true, 0) | (false, 1) => None,
            (true, _) => Some("was dropped and is published all the same"),
            (false, 0) if edition.cleaned.ledger.text(source, line).is_none_or(|t| t.trim().is_empty()) => None,
            (false, 0) => Some("survives, but stands on no page"),
            (false, _) => Some("is published more than once"),
        };
        match (&mut run, wrong) {
            (Some((_, last, what)), Some(wrong)) if *what == wrong => *last = line,
            (_, wrong) => {
                found.extend(run.take().map(|r| homeless(source, r)));
                run = wrong.map(|what| (line, line, what));
            }
        }
    }
    found.extend(run.map(|r| homeless(source, r)));
    found
}

fn homeless(source: &Source, (first, last, what): (u32, u32, &str)) -> Finding {
    let lines = if first == last { format!("line {first}") } else { format!("each of lines {first} to {last}") };
    error("home", in_source(source, first), format!("{lines} {what}"), BUG)
}

/// Addresses are made of section ids and slugs: each must be there once.
fn names(edition: &Edition<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let ids = edition.outline.sections.iter().filter(|s| !seen.insert(&s.id)).map(|s| {
        let file = edition.sources.get(s.source.0 as usize).map_or(String::new(), |s| s.path.clone());
        let message = format!("two sections have the id {}", s.id);
        error("home", Place { file, line: s.lines().next().map(|at| at.line) }, message, BUG)
    });
    let ids: Vec<Finding> = ids.collect();
    let mut seen = BTreeSet::new();
    let slugs = edition.sources.iter().filter(|s| !seen.insert(&s.slug));
    ids.into_iter()
        .chain(slugs.map(|s| error("home", in_source(s, None), format!("two sources have the slug {:?}", s.slug), BUG)))
        .collect()
}

/// Every rule that is named exists and is on; each that does not is told once, where it is first named.
fn rules(edition: &Edition<'_>) -> Vec<Finding> {
    let mut first: BTreeMap<&RuleName, Place> = BTreeMap::new();
    for source in edition.sources {
        for (line, fate) in source.lines().zip(edition.cleaned.ledger.fates(source.id)) {
            let named: Vec<&RuleName> = match fate {
                Fate::Kept => continue,
                Fate::Repaired { edits } => edits.iter().map(|e| &e.rule).collect(),
                Fate::Dropped { rule, .. } => vec![rule],
            };
            for rule in named {
                first.entry(rule).or_insert_with(|| in_source(source, line));
            }
        }
    }
    for s in &edition.cleaned.suggestions {
        if let Some(source) = edition.sources.get(s.at.source.0 as usize) {
            first.entry(&s.edit.rule).or_insert_with(|| in_source(source, s.at.line));
        }
    }
    for s in &edition.cleaned.suspects {
        if let Some(source) = edition.sources.get(s.at.source.0 as usize) {
            first.entry(&s.rule).or_insert_with(|| in_source(source, s.at.line));
        }
    }
    first
        .into_iter()
        .filter_map(|(rule, at)| match edition.rules.get(rule.as_str()) {
            Some(r) if r.on => None,
            Some(_) => Some(error("rule", at, format!("the rule {rule} acted, but the book switched it off"), BUG)),
            None => Some(error("rule", at, format!("the rule {rule} acted, but the rule table has no such rule"), BUG)),
        })
        .collect()
}

fn placements(edition: &Edition<'_>) -> Vec<Finding> {
    let (sections, topics) = (&edition.outline.sections, &edition.topics);
    let book = || Place { file: "book.toml".into(), line: None };
    if edition.placements.len() != sections.len() {
        let message = format!("{} sections have {} placements", sections.len(), edition.placements.len());
        return vec![error("placement", book(), message, BUG)];
    }
    let each = sections.iter().zip(&edition.placements).filter_map(|(section, placement)| {
        let at = edition
            .sources
            .get(section.source.0 as usize)
            .map_or_else(book, |s| in_source(s, section.lines().next().map(|at| at.line)));
        let Some(topic) = placement.topic else {
            let caught: Vec<String> = placement.telling.iter().map(|word| format!("{word:?}")).collect();
            let help = match &caught[..] {
                [] => "it has no words that could be terms: it stays on the page Unsorted".to_owned(),
                caught => format!("{} as terms of a topic in book.toml would have caught it", caught.join(", ")),
            };
            return (!topics.is_empty() && !placement.pinned)
                .then(|| finding(Severity::Note, "unsorted", at, "this section fits no topic", &help));
        };
        let Some(topic) = topics.get(topic) else {
            return Some(error("placement", at, "this section is placed in a topic that does not exist", BUG));
        };
        let (second, score) = placement.runner_up.filter(|_| placement.is_close())?;
        let second = topics.get(second)?;
        let message =
            format!("a close call: {} ({:.2}) before {} ({score:.2})", topic.title, placement.score, second.title);
        let help = "if it stands in the wrong place, give the right topic a more telling term in book.toml";
        Some(finding(Severity::Note, "close-call", at, message, help))
    });
    each.collect()
}

/// Passages that are nearly the same and both published.
fn variants(edition: &Edition<'_>) -> Vec<Finding> {
    let finding = |v: &Variant| {
        let (one, other) = [v.one, v.other].map(|lines| edition.sources.get(lines.source.0 as usize)).into();
        let (one, other) = (one?, other?);
        let message = format!(
            "{} % alike with {}:{}, and both are published, for they differ: {:?} there, {:?} here",
            v.alike, one.path, v.one.first, v.differ.0, v.differ.1
        );
        let help = "if one of them is wrong or out of date, drop it";
        Some(finding(Severity::Note, "near-repeat", in_source(other, v.other.first), message, help))
    };
    edition.cleaned.repeats.variants.iter().filter_map(finding).collect()
}
