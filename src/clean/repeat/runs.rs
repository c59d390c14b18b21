//! What goes with a copy: the lines around it that recur too, and headings that are left without their text.

use super::{Lines, Repeat, passages::line_hash};
use crate::{
    clean::shape::{self, Shape},
    model::{BlockKind, Ledger, LineId, RuleName, Source, phrase},
};
use regex::Regex;
use std::{collections::BTreeMap, sync::LazyLock};

/// For each line of one source that recurs, the lines that are published instead and how like they are.
type Copies = BTreeMap<u32, (Lines, u8)>;

/// Drops the copies with what goes with them, and joins copies that follow each other in both places.
pub(super) fn drop(sources: &[Source], ledger: &mut Ledger, rule: &RuleName, copies: Vec<Repeat>) -> Vec<Repeat> {
    let mut by_source: BTreeMap<u32, Copies> = BTreeMap::new();
    for Repeat { kept, copy, alike } in copies {
        let lines = by_source.entry(copy.source.0).or_default();
        lines.extend((copy.first..=copy.last).map(|line| (line, (kept, alike))));
    }
    let passages = by_source.clone();
    for (&source, lines) in &mut by_source {
        around(sources, ledger, &passages, &sources[source as usize], lines);
    }
    let mut repeats = Vec::new();
    for (&source, lines) in &by_source {
        let source = &sources[source as usize];
        let published = |kept: &Lines| {
            let recurs = by_source.get(&kept.source.0);
            recurs.is_none_or(|lines| lines.range(kept.first..=kept.last).next().is_none())
        };
        let lines: Copies = lines.iter().filter(|(_, (kept, _))| published(kept)).map(|(&l, &c)| (l, c)).collect();
        let emptied = emptied(source, ledger, &lines);
        let own = joined(source, ledger, &lines);
        for repeat in &own {
            let path = &sources[repeat.kept.source.0 as usize].path;
            let kept = repeat.kept.first..=repeat.kept.last;
            let because = match repeat.alike {
                100 => phrase("reason.copy").text("path", path).lines("lines", kept),
                alike => phrase("reason.near-copy").text("path", path).lines("lines", kept).number("alike", alike),
            };
            (repeat.copy.first..=repeat.copy.last)
                .filter(|line| lines.contains_key(line) && !emptied.kept.contains(line))
                .for_each(|line| ledger.drop(source.at(line), rule, because.clone()));
        }
        for line in emptied.headings {
            ledger.drop(source.at(line), rule, phrase("reason.copies-under"));
        }
        repeats.extend(own);
    }
    repeats
}

/// Takes in lines before and after copies that are the same in both places and that are no passages of their own.
fn around(sources: &[Source], ledger: &Ledger, passages: &BTreeMap<u32, Copies>, source: &Source, lines: &mut Copies) {
    let taken = |at: LineId| passages.get(&at.source.0).is_some_and(|lines| lines.contains_key(&at.line));
    for (line, (kept, _)) in lines.clone() {
        let other = &sources[kept.source.0 as usize];
        for forward in [true, false] {
            let (mut here, mut there) = (line, if forward { kept.last } else { kept.first });
            while let (Some(h), Some(t)) =
                (beside(source, ledger, here, forward), beside(other, ledger, there, forward))
            {
                let same = || {
                    let hash = |source: &Source, line| ledger.text(source, line).and_then(|text| line_hash(&text));
                    hash(source, h).is_some_and(|hash_h| hash(other, t) == Some(hash_h))
                };
                if lines.contains_key(&h) || taken(other.at(t)) || source.is_code(h) || !same() {
                    break;
                }
                lines.insert(h, (Lines { source: other.id, first: t, last: t }, 100));
                (here, there) = (h, t);
            }
        }
    }
}

/// The next line that stands and is not blank, or the one before.
fn beside(source: &Source, ledger: &Ledger, line: u32, forward: bool) -> Option<u32> {
    let stands = |line: &u32| ledger.text(source, *line).is_some_and(|text| !text.trim().is_empty());
    if forward { (line + 1..=source.len()).find(stands) } else { (1..line).rev().find(stands) }
}

struct Emptied {
    /// Headings that recur, but head text of their own here.
    kept: Vec<u32>,
    /// Headings that do not recur and of whose text nothing is left.
    headings: Vec<u32>,
}

/// Looks at the headings from the last line up. One goes when all the text goes that stands between it and the next
/// heading, or when it stands right above a heading that goes.
fn emptied(source: &Source, ledger: &Ledger, lines: &Copies) -> Emptied {
    let mut emptied = Emptied { kept: Vec::new(), headings: Vec::new() };
    let (mut text, mut copies, mut next_goes) = (false, false, None);
    for (line, heading) in headings(source, ledger).into_iter().rev() {
        let recurs = lines.contains_key(&line);
        if !heading {
            text |= !recurs;
            copies |= recurs;
            continue;
        }
        let goes = !text && (copies || next_goes.unwrap_or(recurs));
        match (recurs, goes) {
            (true, false) => emptied.kept.push(line),
            (false, true) => emptied.headings.push(line),
            _ => {}
        }
        (text, copies, next_goes) = (false, false, Some(goes));
    }
    emptied
}

/// Lines of the same shape in a row that are more than a heading and its subheading are rows of a list.
const HEADINGS: usize = 2;

/// The lines that stand, and whether each is a heading: title-like, and neither a measure (`Height 12 m`) nor a row of
/// a list. Rows say something of their own, so that what stands under them takes none of them along.
fn headings(source: &Source, ledger: &Ledger) -> Vec<(u32, bool)> {
    static MEASURE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[$€£]\s?\d|\d\s?(?:%|°|[µ\p{Ll}]{1,3}\b)").expect("a valid pattern"));
    let marked = |line| matches!(source.block(line).map(|b| &b.kind), Some(BlockKind::Heading { .. }));
    let shaped = |line: u32| {
        let text = ledger.text(source, line).filter(|text| !text.trim().is_empty())?;
        Some((line, shape::of(source, line, &crate::model::plain(&text)) == Shape::Title))
    };
    let mut lines: Vec<(u32, bool)> = source.lines().filter_map(shaped).collect();
    for run in lines.chunk_by_mut(|a, b| a.1 == b.1) {
        let rows = run.len() > HEADINGS;
        for (line, heading) in run.iter_mut().filter(|(line, heading)| *heading && !marked(*line)) {
            *heading = !rows && !ledger.text(source, *line).is_some_and(|text| MEASURE.is_match(&text));
        }
    }
    lines
}

/// Copies that follow each other in both places, as one.
fn joined(source: &Source, ledger: &Ledger, lines: &Copies) -> Vec<Repeat> {
    let mut repeats: Vec<Repeat> = Vec::new();
    for (&line, &(kept, alike)) in lines {
        let follows = |r: &Repeat| {
            let nothing_stands = |line| ledger.text(source, line).is_none_or(|text| text.trim().is_empty());
            r.kept.source == kept.source
                && (r.kept.first..=r.kept.last + 3).contains(&kept.first)
                && (r.copy.last + 1..line).all(nothing_stands)
        };
        match repeats.last_mut().filter(|r| follows(r)) {
            Some(last) => {
                (last.copy.last, last.kept.last) = (line, last.kept.last.max(kept.last));
                last.alike = last.alike.min(alike);
            }
            None => {
                let copy = Lines { source: source.id, first: line, last: line };
                repeats.push(Repeat { kept, copy, alike });
            }
        }
    }
    repeats
}
