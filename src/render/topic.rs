//! A topic and its passages.

use super::{
    blocks::{Shown, Writer},
    cite,
    context::{Copy, Link, Passage, Placement, RunnerUp, Term, TopicPage},
    highlight::Highlighter,
    references,
    site::{self, Home, Repeated, Site},
};
use crate::model::{Fate, LineId};

pub(super) fn page(site: &Site<'_>, path: &str, topic: usize) -> TopicPage {
    let highlighter = Highlighter::default();
    let page = &site.topics[topic];
    let numbered = page.sections.iter().enumerate();
    let passages: Vec<Passage> = numbered.map(|(i, &s)| passage(site, &highlighter, path, s, i + 1)).collect();
    TopicPage {
        shell: site.shell(path, &page.title),
        description: page.description.clone(),
        unsorted: topic >= site.edition.book.topics.len(),
        repairs: passages.iter().any(|p| p.repaired > 0),
        passages,
        json_ld: cite::article(site, &page.title, &page.description, &page.sections),
    }
}

/// Works that a passage names.
fn works(site: &Site<'_>, path: &str, section: usize) -> Vec<Link> {
    let works = site.works_in(section).map(|w| Link { title: references::short(w), href: references::href(path, w) });
    works.collect()
}

/// Where else a passage stands: on the page of the source when it is published here only, else where it is published.
fn copies(site: &Site<'_>, path: &str, section: usize) -> Vec<Copy> {
    let repeated = site.repeated(section).iter().map(|&Repeated { lines, alike, differs }| {
        let first = LineId { source: lines.source, line: lines.first };
        let published = match site.home(first) {
            Some(Home::Passage(section)) if differs => site.passage(path, section),
            _ => site.line(path, first),
        };
        Copy {
            title: site.title_text(site.source(lines.source)),
            href: published,
            lines: site.lang.lines(&(lines.first..=lines.last)),
            alike,
            differs,
        }
    });
    repeated.collect()
}

fn passage(site: &Site<'_>, highlighter: &Highlighter, path: &str, index: usize, number: usize) -> Passage {
    let section = site.section(index);
    let source = site.source(section.source);
    let ledger = &site.edition.cleaned.ledger;
    let writer = || Writer::new(source, ledger, highlighter, &site.lang, number);
    let Shown { body, mut uses } = writer().write(&section.blocks);
    let heading = section.heading.map(|line| writer().heading(line, uses.is_empty()));
    let heading = heading.map(|mut shown| {
        uses.append(&mut shown.uses);
        shown.body
    });
    let fate = |line| ledger.fate(source.at(line));
    Passage {
        id: section.id.0.clone(),
        source: source.slug.clone(),
        heading,
        heading_line: section.heading,
        title: site.heading(section),
        body,
        range: site.lang.lines(&section.range()),
        href: site.lines(path, section),
        original: cite::original(site, section),
        works: works(site, path, index),
        copies: copies(site, path, index),
        repaired: section.lines().filter(|&at| matches!(ledger.fate(at), Fate::Repaired { .. })).count(),
        dropped: section
            .range()
            .filter(|&line| matches!(fate(line), Fate::Dropped { .. }) && !source.is_blank(line))
            .count(),
        placement: placement(site, path, index),
        source_title: site.title_text(source),
        source_href: site.title_href(path, source),
        uses,
    }
}

fn placement(site: &Site<'_>, path: &str, index: usize) -> Placement {
    let Some(placement) = site.edition.placements.get(index) else {
        return Placement { score: site.lang.decimal(0.0), runner_up: None, evidence: Vec::new() };
    };
    let topics = &site.edition.book.topics;
    let runner_up = placement.runner_up.and_then(|(topic, points)| {
        let title = topics.get(topic)?.title.clone();
        Some(RunnerUp { title, href: site::href(path, &site.topic_path(topic), ""), score: site.lang.decimal(points) })
    });
    let evidence = placement.evidence.iter().map(|e| Term {
        term: e.term.clone(),
        in_heading: e.in_heading,
        in_text: e.in_text,
        weight: site.lang.decimal(e.weight),
    });
    Placement { score: site.lang.decimal(placement.score), runner_up, evidence: evidence.collect() }
}
