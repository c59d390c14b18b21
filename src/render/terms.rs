//! The index of terms: each with the passages that use it and the sentences around its uses.

use super::{
    context::{Html, Letter, Link, TermEntry, TermPassage, TermsPage},
    lang::Arg,
    site::{self, Site},
    text::{self, tag},
    visible,
};
use crate::{
    link::{Term, Use},
    model::language::Order,
};
use pulldown_cmark::{CowStr, Event};
use std::ops::Range;

/// Passages of one term, and sentences of one passage, that are listed.
const PASSAGES: usize = 100;
const SENTENCES: usize = 3;
/// Characters of a sentence that are shown to each side of the term.
const AROUND: usize = 110;

/// A page of the index: all of it or its contents (0), or one part.
pub(super) fn page(site: &Site<'_>, path: &str, part: usize) -> TermsPage {
    let terms = &site.edition.links.terms;
    let contents = part == 0 && !site.index().is_empty();
    let range = part.checked_sub(1).and_then(|i| site.index().get(i)).cloned().unwrap_or(0..terms.len());
    let mut entries: Vec<TermEntry> = Vec::new();
    for i in range {
        let Some(term) = terms.get(i) else { continue };
        entries.push(entry(site, path, i, term, contents));
        if let Some(long) = &term.expansion {
            let see = Link { title: visible(&term.name).into_owned(), href: site.term(path, i) };
            entries.push(TermEntry {
                id: None,
                name: visible(long).into_owned(),
                expansion: None,
                see: Some(see),
                count: 0,
                passages: Vec::new(),
                more: 0,
            });
        }
    }
    let order = Order::of(&site.edition.book.language);
    entries.sort_by(|a, b| order.compare(&a.name, &b.name));
    let mut letters: Vec<Letter> = Vec::new();
    for entry in entries {
        let letter = order.letter(&entry.name).unwrap_or_else(|| "#".to_owned());
        if letters.last().is_none_or(|l| !order.is_same_letter(&l.letter, &letter)) {
            letters.push(Letter { id: format!("letter-{}", letters.len() + 1), letter, terms: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.terms.push(entry);
        }
    }
    let shell = site.shell(path, &site.lang.say("shell.terms", &[]));
    TermsPage { shell, contents, pages: pages(site, path), letters }
}

/// The pages of an index that one page can't hold, each by its first term and its last.
fn pages(site: &Site<'_>, path: &str) -> Vec<Link> {
    let parts = site.index();
    let named = |i: usize| site.edition.links.terms.get(i).map(|t| visible(&t.name).into_owned()).unwrap_or_default();
    let link = |part: usize| {
        let to = site.terms_path(part);
        let title = match part.checked_sub(1).and_then(|i| parts.get(i)) {
            None => site.lang.say("terms.all", &[]),
            Some(terms) => {
                let (first, last) = (named(terms.start), named(terms.end - 1));
                site.lang.say("terms.part", &[("first", Arg::Text(&first)), ("last", Arg::Text(&last))])
            }
        };
        // On the page itself there is nowhere to go.
        Link { title, href: if to == path { String::new() } else { site::href(path, &to, "") } }
    };
    if parts.is_empty() { Vec::new() } else { (0..=parts.len()).map(link).collect() }
}

fn entry(site: &Site<'_>, path: &str, index: usize, term: &Term, contents: bool) -> TermEntry {
    let mut by_passage: Vec<(usize, Vec<&Use>)> = Vec::new();
    for used in &term.uses {
        match by_passage.last_mut() {
            Some((section, uses)) if *section == used.section => uses.push(used),
            _ => by_passage.push((used.section, vec![used])),
        }
    }
    let count = by_passage.len();
    let name = visible(&term.name).into_owned();
    let listed = if contents { 0 } else { PASSAGES };
    TermEntry {
        id: Some(format!("t-{}", term.slug)),
        see: contents.then(|| Link { title: name.clone(), href: site.term(path, index) }),
        name,
        expansion: term.expansion.as_deref().map(|e| visible(e).into_owned()),
        count,
        more: if contents { 0 } else { count.saturating_sub(PASSAGES) },
        passages: by_passage.iter().take(listed).map(|(s, uses)| passage(site, path, *s, uses)).collect(),
    }
}

fn passage(site: &Site<'_>, path: &str, section: usize, uses: &[&Use]) -> TermPassage {
    let mut sentences: Vec<(u32, Range<usize>, Vec<Range<usize>>)> = Vec::new();
    let lines = site.sentences(section);
    for used in uses {
        let Some((text, starts)) = lines.get(&used.line) else { continue };
        let sentence = sentence(starts, text.len(), &used.span);
        match sentences.last_mut() {
            Some((line, range, marks)) if *line == used.line && *range == sentence => marks.push(used.span.clone()),
            _ => sentences.push((used.line, sentence, vec![used.span.clone()])),
        }
    }
    let more = sentences.len().saturating_sub(SENTENCES);
    let shown = sentences
        .iter()
        .take(SENTENCES)
        .filter_map(|(line, range, marks)| Some(Html(marked(&lines.get(line)?.0, range, marks))));
    TermPassage {
        title: site.heading(site.section(section)),
        href: site.passage(path, section),
        topic: site.topics[site.topic_of(section)].title.clone(),
        sentences: shown.collect(),
        more,
    }
}

/// The sentence around a place, in a line whose sentences start so.
fn sentence(starts: &[usize], end: usize, span: &Range<usize>) -> Range<usize> {
    let next = starts.partition_point(|&start| start <= span.start);
    let start = next.checked_sub(1).map_or(0, |i| starts[i]);
    start..starts.get(next).copied().unwrap_or(end).max(span.end)
}

/// A sentence with marks, cut to what stands around the first of them.
fn marked(text: &str, range: &Range<usize>, marks: &[Range<usize>]) -> String {
    let first = marks.first().map_or(range.start, |m| m.start);
    let before = text.get(range.start..first).unwrap_or_default().char_indices().rev().nth(AROUND - 1);
    let start = before.map_or(range.start, |(i, _)| word_start(text, range.start + i, first));
    let end =
        text.get(first..range.end).unwrap_or_default().char_indices().nth(2 * AROUND).map_or(range.end, |(i, _)| {
            let cut = first + i;
            let space = text[first..cut].rfind(' ').map(|space| first + space);
            space
                .filter(|&space| marks.iter().all(|m| space >= m.end || m.start >= cut) && space > first)
                .unwrap_or(cut)
        });
    let mut events = Vec::new();
    let isolate = text::turns_direction(text.get(start..end).unwrap_or_default());
    if isolate {
        events.push(tag("<bdi>"));
    }
    if start > range.start {
        events.push(tag("… "));
    }
    let mut at = start;
    let words = |from: usize, to: usize| {
        Event::Text(CowStr::from(visible(text.get(from..to).unwrap_or_default()).into_owned()))
    };
    for mark in marks.iter().filter(|m| m.start >= start && m.end <= end) {
        events.push(words(at, mark.start));
        events.push(tag("<mark>"));
        events.push(words(mark.start, mark.end));
        events.push(tag("</mark>"));
        at = mark.end;
    }
    events.push(words(at, end));
    if end < range.end {
        events.push(tag(" …"));
    }
    if isolate {
        events.push(tag("</bdi>"));
    }
    text::html(events)
}

/// The start of the first word at or behind a place.
fn word_start(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).and_then(|s| s.find(' ')).map_or(from, |i| from + i + 1)
}
