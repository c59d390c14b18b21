//! What a person decided of single lines and repairs, in `book.toml`.
//!
//! A line that the book keeps stands whatever a rule says, and the rule is named all the same. A repair that it
//! accepts is an edit like any other, signed by the rule that suggested it, with a certainty of its own; one that no
//! rule suggests is signed by [`REPAIR`].

use super::{repair::Repairs, rules::Rules};
use crate::{
    book::{
        FILE,
        corrections::{self, Corrections, RepairEntry},
    },
    model::{
        Certainty, Edit, Finding, Ledger, LineId, Place, Problem, Reason, RuleName, Severity, Source, Suggestion,
        apply, phrase,
    },
};
use std::{collections::BTreeMap, ops::Range};

/// The rule of a line that the book drops.
pub const DROP: &str = "book-drop";
/// The rule of a repair of the book's own.
pub const REPAIR: &str = "book-repair";

/// What came of the book's decisions on lines and repairs.
#[derive(Debug, Clone, Default)]
pub struct ByHand {
    /// Repairs that were refused: neither made nor suggested.
    pub refused: Vec<Suggestion>,
    /// Decisions that decide nothing.
    pub idle: Vec<Finding>,
    /// Decisions whose target is gone, each shown in `book.toml`.
    pub wrong: Vec<Problem>,
}

/// The decisions, by line.
pub(super) struct Hand<'a> {
    book: &'a Corrections,
    keep: Vec<LineId>,
    drop: BTreeMap<LineId, Reason>,
    repairs: BTreeMap<LineId, Vec<&'a RepairEntry>>,
    done: ByHand,
}

impl<'a> Hand<'a> {
    /// Finds the lines.
    pub fn find(rules: &'a Rules, sources: &[Source]) -> Self {
        let book = rules.by_hand();
        let (keep, drop, repairs) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut hand = Self { book, keep, drop, repairs, done: ByHand::default() };
        for entry in &book.lines {
            let (source, lines) = match entry.at.value.find(sources, entry.text.as_ref(), &book.toml, &entry.at.span) {
                Ok(found) => found,
                Err(problem) => {
                    hand.done.wrong.push(problem);
                    continue;
                }
            };
            // Blank lines are the space between blocks.
            let lines = lines.filter(|&line| !source.is_blank(line)).map(|line| source.at(line));
            if entry.keep {
                hand.keep.extend(lines);
            } else {
                let because = entry.why.clone().map_or_else(|| phrase("reason.left-out").into(), Reason::Own);
                hand.drop.extend(lines.map(|at| (at, because.clone())));
            }
        }
        hand.contradicted();
        for entry in &book.repairs {
            match entry.at.value.find(sources, None, &book.toml, &entry.at.span) {
                Ok((source, lines)) => hand.repairs.entry(source.at(*lines.start())).or_default().push(entry),
                Err(problem) => {
                    let source = sources.iter().find(|s| s.path == entry.at.value.source);
                    hand.done.wrong.push(match source.and_then(|source| now_at(source, entry)) {
                        Some(help) => problem.help(help),
                        None => problem,
                    });
                }
            }
        }
        hand
    }

    /// Tells of entries that drop what another keeps.
    fn contradicted(&mut self) {
        for entry in self.book.lines.iter().filter(|e| !e.keep) {
            let at = &entry.at.value;
            let other = self.book.lines.iter().map(|e| (e.keep, &e.at.value));
            let mut kept =
                other.filter(|(keep, o)| *keep && o.source == at.source && o.first <= at.last && at.first <= o.last);
            if let Some((_, other)) = kept.next() {
                let message = format!("{at} is to be left out, and {other} is to be kept, which goes first");
                let help = "give each line one entry".to_owned();
                self.done.idle.push(idle(self.book, entry.at.span.start, message, help));
            }
        }
    }

    /// Keeps what the book keeps. What it drops as well is kept: dropping good text is worse.
    pub fn keep(&mut self, ledger: &mut Ledger) {
        self.keep.iter().for_each(|&at| ledger.keep(at));
    }

    /// Drops what the book drops.
    pub fn drop(&mut self, rules: &Rules, ledger: &mut Ledger) {
        if let Some(rule) = rules.on(DROP) {
            self.drop.iter().for_each(|(&at, because)| ledger.drop(at, rule, because.clone()));
        }
    }

    /// Makes the repairs of a line as the book decides.
    pub fn repair(&mut self, rules: &Rules, source: &Source, line: u32, repairs: &mut Repairs) {
        let Some(entries) = self.repairs.remove(&source.at(line)) else { return };
        let raw = source.raw(line);
        for entry in entries {
            match place(raw, &entry.was.value) {
                Ok(span) => self.decide(rules, source.at(line), raw, entry, span, repairs),
                Err((message, help)) => {
                    let help = now_at(source, entry).unwrap_or(help);
                    let (toml, span) = (&self.book.toml, entry.was.span.clone());
                    let message = format!("{}: {message}", entry.at.value);
                    let problem = Problem::new(message).in_file(FILE).at(toml, span, "not there").help(help);
                    self.done.wrong.push(problem);
                }
            }
        }
        repairs.edits.sort_by_key(|e| (e.span.start, e.span.end));
    }

    fn decide(
        &mut self,
        rules: &Rules,
        at: LineId,
        raw: &str,
        entry: &RepairEntry,
        span: Range<usize>,
        repairs: &mut Repairs,
    ) {
        let wanted = least(raw, span.clone(), &entry.now);
        let read = apply(raw, std::slice::from_ref(&wanted));
        if entry.accept && read.trim().is_empty() {
            let (toml, span) = (&self.book.toml, entry.was.span.clone());
            let message = format!("{}: nothing would be left of the line", entry.at.value);
            let problem = Problem::new(message).in_file(FILE).at(toml, span, "all of it");
            let help = format!("to leave it out: [[line]] with at = \"{}\" and fate = \"drop\"", entry.at.value);
            self.done.wrong.push(problem.help(help));
            return;
        }
        let is_it = |edit: &Edit| apply(raw, std::slice::from_ref(edit)) == read;
        let inside: Vec<Edit> =
            repairs.edits.iter().filter(|e| span.start <= e.span.start && e.span.end <= span.end).cloned().collect();
        let made = !inside.is_empty() && apply(raw, &inside) == read;
        let suggested = repairs.suggestions.iter().position(|s| is_it(&s.edit));
        if entry.accept {
            let accepted = match suggested {
                _ if made => {
                    let decided = repairs.edits.iter_mut().filter(|e| inside.contains(e));
                    decided.for_each(|e| e.certainty = Certainty::Accepted);
                    return;
                }
                Some(i) => Edit { certainty: Certainty::Accepted, ..repairs.suggestions.remove(i).edit },
                None if rules.on(REPAIR).is_some() => wanted,
                None => return,
            };
            // What the book says of these words goes before what a rule says of them.
            let apart = |e: &Edit| e.span.end <= accepted.span.start || accepted.span.end <= e.span.start;
            if repairs.edits.iter().any(|e| e.certainty == Certainty::Accepted && !apart(e)) {
                let (toml, span) = (&self.book.toml, entry.was.span.clone());
                let message = format!("{}: another [[repair]] mends some of these words", entry.at.value);
                let problem = Problem::new(message).in_file(FILE).at(toml, span, "mended twice");
                self.done.wrong.push(problem.help("make one entry of the two"));
                return;
            }
            repairs.edits.retain(apart);
            repairs.suggestions.retain(|s| apart(&s.edit));
            repairs.edits.push(accepted);
            return;
        }
        if let Some(i) = suggested {
            self.done.refused.push(repairs.suggestions.remove(i));
        } else if made {
            repairs.edits.retain(|e| !inside.contains(e));
            let because = Reason::from(phrase("reason.refused"));
            self.done.refused.extend(inside.into_iter().map(|edit| Suggestion { at, edit, because: because.clone() }));
        } else {
            let message =
                format!("{:?} at {} is not repaired so, and need not be refused", entry.was.value, entry.at.value);
            let help = format!("`sourcebook explain {}` has the repairs of the line", entry.at.value);
            self.done.idle.push(idle(self.book, entry.at.span.start, message, help));
        }
    }

    pub fn finish(self) -> ByHand {
        self.done
    }
}

/// A decision that decides nothing, at its line of `book.toml`.
fn idle(book: &Corrections, at: usize, message: String, help: String) -> Finding {
    let line = book.toml[..at].matches('\n').count() as u32 + 1;
    Finding {
        severity: Severity::Warning,
        rule: RuleName::from("correction"),
        at: Some(Place { file: FILE.to_owned(), line: Some(line) }),
        message,
        help: Some(help),
    }
}

/// Where the words of a repair stand now, if it is one line near its own: the source has lines more or fewer above it.
fn now_at(source: &Source, entry: &RepairEntry) -> Option<String> {
    let first = entry.at.value.first;
    let holds = |line: &u32| source.raw(*line).contains(&entry.was.value);
    if first <= source.len() && holds(&first) {
        return None;
    }
    let line = source.lines().filter(holds).min_by_key(|line| line.abs_diff(first))?;
    Some(format!("these words stand at {}:{line} now: {:?}", source.path, corrections::begin(source.raw(line))))
}

/// Where the words stand in the line.
fn place(raw: &str, was: &str) -> Result<Range<usize>, (String, String)> {
    let mut found = raw.match_indices(was);
    match (found.next(), found.next()) {
        (Some((start, _)), None) => Ok(start..start + was.len()),
        (Some(_), Some(_)) => Err((
            format!("{was:?} stands there more than once"),
            "take in the word before it or after it, here and in `now`".to_owned(),
        )),
        _ => {
            // Runs of as many words as were asked for.
            let words = was.split_whitespace().count().max(1);
            let starts: Vec<usize> = raw
                .char_indices()
                .filter(|&(i, c)| !c.is_whitespace() && raw[..i].chars().next_back().is_none_or(char::is_whitespace))
                .map(|(i, _)| i)
                .collect();
            let ends = |from: usize| raw[from..].find(char::is_whitespace).map_or(raw.len(), |n| from + n);
            let runs = starts.windows(words).map(|w| &raw[w[0]..ends(w[words - 1])]);
            let help = match corrections::most_like(was, runs.map(|run| (run, run))) {
                Some(run) => format!("did you mean {run:?}?"),
                None => format!("the line reads {:?}", corrections::begin(raw)),
            };
            Err((format!("{was:?} does not stand there"), help))
        }
    }
}

/// The least edit that makes `now` of a span.
fn least(raw: &str, span: Range<usize>, now: &str) -> Edit {
    let was = &raw[span.clone()];
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = was.chars().zip(now.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (was, to) = (&was[head..], &now[head..]);
    let tail: usize = was.chars().rev().zip(to.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    Edit {
        span: span.start + head..span.end - tail,
        to: to[..to.len() - tail].to_owned(),
        rule: RuleName::from(REPAIR),
        certainty: Certainty::Accepted,
    }
}
