//! A topic and its passages.

use super::{
    blocks::{Shown, Writer},
    cite,
    context::{
        Around, ContentsEntry, ContentsPage, ContentsPart, Language, Link, Passage, Placement, RunnerUp, Shell, Term,
        TopicPage,
    },
    highlight::Highlighter,
    lang::Arg,
    language, references,
    site::{self, Site},
};
use crate::model::{Fate, Section};

pub(super) fn page(site: &Site<'_>, path: &str, topic: usize, part: usize) -> TopicPage {
    let highlighter = Highlighter::default();
    let page = &site.topics[topic];
    let sections = &page.sections[page.parts[part].clone()];
    let numbered = sections.iter().enumerate();
    let passages: Vec<Passage> = numbered.map(|(i, &s)| passage(site, &highlighter, path, s, i + 1)).collect();
    TopicPage {
        shell: Shell { section: site.topic_path(topic), ..site.shell(path, &title(site, topic, part)) },
        description: page.description.clone(),
        around: around(site, path, topic, part),
        unsorted: topic >= site.edition.book.topics.len(),
        repairs: passages.iter().any(|p| p.repaired > 0),
        passages,
        json_ld: cite::article(site, &page.title, &page.description, sections),
    }
}

fn title(site: &Site<'_>, topic: usize, part: usize) -> String {
    let page = &site.topics[topic];
    if page.parts.len() < 2 {
        return page.title.clone();
    }
    let (number, of) = ((part + 1) as u64, page.parts.len() as u64);
    let args = [("topic", Arg::Text(&page.title)), ("number", Arg::Number(number)), ("of", Arg::Number(of))];
    site.lang.say("topic.part-title", &args)
}

fn around(site: &Site<'_>, path: &str, topic: usize, part: usize) -> Option<Around> {
    let page = &site.topics[topic];
    let to = |part: usize| site::href(path, &site.topic_part_path(topic, part), "");
    (page.parts.len() > 1).then(|| Around {
        topic: page.title.clone(),
        contents: site::href(path, &site.topic_path(topic), ""),
        number: part + 1,
        of: page.parts.len(),
        previous: part.checked_sub(1).map(to),
        next: Some(part + 1).filter(|&next| next < page.parts.len()).map(to),
    })
}

/// The contents of a topic that takes several pages.
pub(super) fn contents(site: &Site<'_>, path: &str, topic: usize) -> ContentsPage {
    let page = &site.topics[topic];
    let entry = |&s: &usize| ContentsEntry {
        id: site.section(s).id.0.clone(),
        title: site.heading(site.section(s)),
        href: site.passage(path, s),
    };
    let parts = page.parts.iter().enumerate().map(|(part, range)| ContentsPart {
        number: part + 1,
        href: site::href(path, &site.topic_part_path(topic, part), ""),
        passages: page.sections[range.clone()].iter().map(entry).collect(),
    });
    ContentsPage {
        shell: site.shell(path, &page.title),
        description: page.description.clone(),
        passages: page.sections.len(),
        parts: parts.collect(),
    }
}

/// Works that a passage names.
fn works(site: &Site<'_>, path: &str, section: usize) -> Vec<Link> {
    let works = site.works_in(section).map(|w| Link { title: references::short(w), href: references::href(path, w) });
    works.collect()
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
        permalink: site::href(path, &site.topic_path(site.topic_of(index)), &section.id.0),
        source: source.slug.clone(),
        heading,
        heading_line: section.heading,
        title: site.heading(section),
        body,
        language: language(site, section),
        range: site.lang.lines(&section.range()),
        href: site.lines(path, section),
        original: cite::original(site, section),
        works: works(site, path, index),
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

fn language(site: &Site<'_>, section: &Section) -> Option<Language> {
    let text: Vec<String> = section.lines().filter_map(|at| site.text(at)).collect();
    let tag = language::other(&text.join(" "), &site.edition.book.language)?;
    Some(Language { tag, direction: site::direction(tag) })
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
