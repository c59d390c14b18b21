//! Which lines are page furniture. Patterns judge a line by itself; then the neighbours are asked, in the order
//! of [`BEFORE`] and [`AFTER`].

mod headings;
pub(super) mod judged;
mod neighbours;
mod recurring;
mod unlearned;

use super::{
    judge::Judge,
    rules::{Action, Rules},
    shape::{self, Shape, word_count},
};
use crate::model::{Ledger, Markup, Reason, RuleName, Source, plain};
pub(crate) use recurring::Recurring;
use std::borrow::Cow;

/// One step over a page's standing lines.
type Step = fn(&mut Page<'_>);

/// Later steps see what earlier ones left standing: the judge ([`judged`]) comes between these two, and a heading is
/// empty only once the furniture under it is gone.
const BEFORE: &[Step] = &[
    patterns,
    recurring::lines,
    neighbours::datelines,
    neighbours::teaser_targets,
    neighbours::bylines,
    headings::repeated,
    headings::stray,
];
const AFTER: &[Step] = &[neighbours::no_names, headings::empty];

/// A line of a page that is not blank.
#[derive(Clone)]
pub(crate) struct Line<'a> {
    /// 1-based number in the source.
    pub number: u32,
    /// Published text, trimmed, quotation marks straightened.
    pub plain: Cow<'a, str>,
    /// What it looks like.
    pub shape: Shape,
    /// Whether blank lines, or the page's ends, stand before and after it.
    pub apart: bool,
    /// Whether a person keeps it: it stands, whatever a rule says.
    held: bool,
    /// Whether it may be a heading: where the source marks its headings, only those are.
    pub heads: bool,
    /// Whether the source says that it is code: no rule speaks of code.
    code: bool,
    /// The rule that dropped it and why; `None` while it stands.
    pub dropped: Option<(&'static str, Reason)>,
    /// The pattern rule that dropped it, by its place in the table.
    by_pattern: Option<usize>,
    /// Why it may be furniture all the same, while it stands.
    pub suspect: Option<Reason>,
}

/// The lines of one source that are not blank.
#[derive(Clone)]
pub(crate) struct Page<'a> {
    pub rules: &'a Rules,
    /// What the book's sources have in common.
    pub recurring: &'a Recurring,
    pub judge: &'a Judge,
    pub source: &'a Source,
    pub lines: Vec<Line<'a>>,
}

impl Page<'_> {
    /// Whether a line still stands.
    pub fn stands(&self, i: usize) -> bool {
        let line = &self.lines[i];
        line.held || line.dropped.is_none() && line.by_pattern.is_none()
    }

    /// The next standing line after `i`.
    pub fn next(&self, i: usize) -> Option<usize> {
        (i + 1..self.lines.len()).find(|&j| self.stands(j))
    }

    /// Whether a line stands and could be a heading.
    pub fn is_title(&self, i: usize) -> bool {
        self.stands(i) && self.lines[i].shape == Shape::Title
    }

    /// Whether a line stands, could be a heading and stands apart as one, and is no longer than headings are.
    pub fn is_heading(&self, i: usize) -> bool {
        const WORDS: usize = 15;
        self.is_title(i)
            && self.lines[i].heads
            && self.lines[i].apart
            && shape::word_count(&self.lines[i].plain) <= WORDS
    }

    /// The line right under a line.
    fn below(&self, i: usize) -> Option<usize> {
        (i + 1 < self.lines.len() && self.lines[i + 1].number == self.lines[i].number + 1).then_some(i + 1)
    }

    /// Whether a line is a word with its definition right under it, beside another such pair.
    pub fn is_entry(&self, i: usize) -> bool {
        let pair = |i: usize| {
            let line = &self.lines[i];
            let opens = i == 0 || self.lines[i - 1].number + 1 < line.number;
            let defined = |j: usize| self.lines[j].shape == Shape::Prose && self.below(j).is_none();
            opens && word_count(&line.plain) <= 3 && self.below(i).is_some_and(defined)
        };
        // A pattern may name one of them; of two beside each other that are named, neither tells of the other.
        let other = |j: usize| j + 1 < self.lines.len() && pair(j) && self.lines[j].by_pattern.is_none();
        pair(i) && (i >= 2 && other(i - 2) || other(i + 2))
    }

    /// Whether a line stands and is part of the text: prose or a list item.
    pub fn is_text(&self, i: usize) -> bool {
        self.stands(i) && matches!(self.lines[i].shape, Shape::Prose | Shape::Item)
    }

    /// Drops a line, unless the rule is off.
    pub fn drop(&mut self, i: usize, rule: &'static str, because: impl Into<Reason>) {
        if self.rules.on(rule).is_some() && self.stands(i) && !self.lines[i].code {
            self.lines[i].dropped.get_or_insert_with(|| (rule, because.into()));
        }
    }

    /// Whether the line was dropped by the named rule.
    pub fn dropped_by(&self, i: usize, rule: &str) -> bool {
        let line = &self.lines[i];
        if line.held {
            return false;
        }
        line.dropped.as_ref().is_some_and(|d| d.0 == rule)
            || line.by_pattern.and_then(|n| self.rules.iter().nth(n)).is_some_and(|r| r.name.as_str() == rule)
    }
}

/// The lines of a source that are neither blank nor dropped: number and text, trimmed, quotation marks straightened.
fn published<'a>(source: &'a Source, ledger: &Ledger) -> Vec<(u32, Cow<'a, str>)> {
    let lines = source.lines().filter(|&n| !source.is_blank(n)).filter_map(|number| {
        let plain = match ledger.text(source, number)? {
            Cow::Borrowed(text) => plain(text),
            Cow::Owned(text) => Cow::Owned(plain(&text).into_owned()),
        };
        Some((number, plain))
    });
    lines.collect()
}

/// What was decided of the lines of a source: those that go, and those that are suspect, with the rule and why.
#[derive(Debug, Default)]
pub struct Verdicts {
    pub dropped: Vec<(u32, RuleName, Reason)>,
    pub suspects: Vec<(u32, RuleName, Reason)>,
}

/// A source's page as the judge is to see it: what the named rules are sure of is marked.
pub(crate) fn before_the_judge<'a>(
    rules: &'a Rules,
    recurring: &'a Recurring,
    judge: &'a Judge,
    source: &'a Source,
    ledger: &Ledger,
) -> Page<'a> {
    let marks_headings = source.markup.as_ref().is_some_and(Markup::has_headings);
    let lines = published(source, ledger).into_iter().map(|(number, plain)| {
        let shape = shape::of(source, number, &plain);
        let heading = source.is_heading(number);
        let apart = heading || source.is_blank(number - 1) && source.is_blank(number + 1);
        let (heads, code) = (heading || !marks_headings, source.is_code(number));
        let held = ledger.is_held(source.at(number));
        Line { number, plain, shape, apart, held, heads, code, dropped: None, by_pattern: None, suspect: None }
    });
    let mut page = Page { rules, recurring, judge, source, lines: lines.collect() };
    BEFORE.iter().for_each(|step| step(&mut page));
    page
}

/// The steps that see what the judge left standing.
pub(crate) fn after_the_judge(page: &mut Page<'_>) {
    AFTER.iter().for_each(|step| step(page));
}

/// Finds the furniture of one source.
pub fn furniture(rules: &Rules, recurring: &Recurring, source: &Source, ledger: &Ledger) -> Verdicts {
    let mut page = before_the_judge(rules, recurring, Judge::built_in(), source, ledger);
    judged::lines(&mut page);
    after_the_judge(&mut page);
    let rule_at: Vec<_> = rules.iter().collect();
    let mut verdicts = Verdicts::default();
    for line in page.lines {
        match (line.by_pattern, line.dropped, line.suspect) {
            (Some(n), ..) => {
                verdicts.dropped.push((line.number, rule_at[n].name.clone(), Reason::Rule));
            }
            (None, Some((rule, because)), _) => {
                verdicts.dropped.extend(rules.on(rule).map(|r| (line.number, r.clone(), because)));
            }
            (None, None, Some(because)) => {
                verdicts.suspects.extend(rules.on(judged::RULE).map(|r| (line.number, r.clone(), because)));
            }
            (None, None, None) => {}
        }
    }
    verdicts
}

/// Rules that are patterns, in the order of the table; the first that matches is named.
fn patterns(page: &mut Page<'_>) {
    let rules = page.rules;
    for line in &mut page.lines {
        line.by_pattern = rules.iter().position(|rule| {
            rule.on
                && !line.code
                && rule.action == Action::Drop
                && rule.pattern.as_ref().is_some_and(|p| p.is_match(&line.plain))
        });
    }
    let spared: Vec<usize> =
        (0..page.lines.len()).filter(|&i| page.lines[i].by_pattern.is_some() && says_more(page, i)).collect();
    spared.into_iter().for_each(|i| page.lines[i].by_pattern = None);
}

/// Whether a line of few words, as a button has (`Print`), is more than that for what stands under it: its sentence goes
/// on there, or it is a word with its definition among others.
fn says_more(page: &Page<'_>, i: usize) -> bool {
    /// Longer lines are told from buttons by their words.
    const WORDS: usize = 3;
    let plain = &page.lines[i].plain;
    if word_count(plain) > WORDS {
        return false;
    }
    let below = page.below(i);
    below.is_some_and(|j| page.lines[j].plain.starts_with(char::is_lowercase)) && !plain.ends_with(['.', '!', '?'])
        || page.is_entry(i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clean::judge::Opinions, model::SourceId};

    /// Asks of a page of this text, and of what a judge thinks of it that has learned nothing.
    pub(super) fn on<T>(text: &str, ask: impl Fn(&Page<'_>, Opinions) -> T) -> T {
        let source = Source::new(SourceId(0), "a.txt".into(), "a".into(), text.into());
        let (rules, recurring, judge) = (Rules::built_in(), Recurring::default(), Judge::default());
        let ledger = Ledger::new(std::slice::from_ref(&source));
        let page = before_the_judge(&rules, &recurring, &judge, &source, &ledger);
        ask(&page, judge.opinions(&page))
    }
}
