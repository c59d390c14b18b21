//! A topic and its passages.

use super::{
    blocks::{Shown, Writer},
    cite,
    context::{
        Around, ContentsEntry, ContentsPage, ContentsPart, Copy, Language, Lesson, Link, Near, Passage, Placement,
        RunnerUp, Shell, Term, TopicPage,
    },
    lang::Arg,
    language, lead, references,
    site::{self, Home, Repeated, Site},
};
use crate::{
    group::Kind,
    link::Use,
    model::{Fate, LineId, Section, SpanKind},
};
use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

/// Passages on other pages that a topic leads to.
const ELSEWHERE: usize = 12;
/// More links to the index than one for so many words make a paragraph hard to read.
const WORDS_A_LINK: usize = 8;

pub(super) fn page(site: &Site<'_>, path: &str, topic: usize, part: usize, own: &super::authored::Shown) -> TopicPage {
    let page = &site.topics[topic];
    let sections = &page.sections[page.parts[part].clone()];
    let mut met = HashSet::new();
    let numbered = sections.iter().enumerate();
    let passages: Vec<Passage> = numbered.map(|(i, &s)| passage(site, path, s, i + 1, &mut met)).collect();
    let shell = Shell { section: site.topic_path(topic), ..shell(site, path, topic, &title(site, topic, part)) };
    // What belongs to the whole topic stands once: on its only page, or on its contents.
    let whole = page.parts.len() < 2;
    TopicPage {
        shell,
        description: page.description.clone(),
        introduction: own.introductions.get(&topic).filter(|_| whole).map(|p| p.html.clone()),
        around: around(site, path, topic, part),
        unsorted: topic >= site.edition.topics.len(),
        repairs: passages.iter().any(|p| p.repaired > 0),
        passages,
        elsewhere: if whole { elsewhere(site, path, topic) } else { Vec::new() },
        json_ld: cite::article(site, &page.title, &page.description, sections),
    }
}

/// What every page has; to the outside, a topic's speaks of the topic.
fn shell(site: &Site<'_>, path: &str, topic: usize, title: &str) -> Shell {
    let mut shell = site.shell(path, title);
    let description = &site.topics[topic].description;
    if let Some(published) = shell.published.as_mut().filter(|_| !description.is_empty()) {
        published.description = Some(description.clone());
    }
    shell
}

fn elsewhere(site: &Site<'_>, path: &str, topic: usize) -> Vec<Near> {
    site.almost(topic).iter().take(ELSEWHERE).map(|&s| near(site, path, s)).collect()
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
pub(super) fn contents(site: &Site<'_>, path: &str, topic: usize, own: &super::authored::Shown) -> ContentsPage {
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
        shell: shell(site, path, topic, &page.title),
        description: page.description.clone(),
        introduction: own.introductions.get(&topic).map(|p| p.html.clone()),
        elsewhere: elsewhere(site, path, topic),
        passages: page.sections.len(),
        parts: parts.collect(),
    }
}

/// Works that a passage names.
fn works(site: &Site<'_>, path: &str, section: usize) -> Vec<Link> {
    let works =
        site.works_in(section).map(|(i, w)| Link { title: references::short(site, w), href: site.work_href(path, i) });
    works.collect()
}

/// A passage on another page.
fn near(site: &Site<'_>, path: &str, section: usize) -> Near {
    Near {
        title: site.heading(site.section(section)),
        href: site.passage(path, section),
        topic: site.topics[site.topic_of(section)].title.clone(),
    }
}

/// Links from first mentions on the page to the index. `met` are the terms that the page has linked already. A line has
/// one link for every [`WORDS_A_LINK`] words. Terms that lead to other passages have them first, and of those the rarest; a
/// term that finds no room is linked where it is mentioned next.
fn first_mentions(
    site: &Site<'_>,
    path: &str,
    section: usize,
    met: &mut HashSet<usize>,
) -> BTreeMap<u32, Vec<(Range<usize>, String)>> {
    let mut links: BTreeMap<u32, Vec<(Range<usize>, String)>> = BTreeMap::new();
    for of_line in site.terms_in(section).chunk_by(|(_, a), (_, b)| a.line == b.line) {
        let mut new: Vec<(usize, &Use)> = Vec::new();
        for &(term, used) in of_line {
            if used.linkable && !met.contains(&term) && new.iter().all(|(t, _)| *t != term) {
                new.push((term, used));
            }
        }
        let Some(&(_, Use { line, .. })) = new.first() else { continue };
        let at = LineId { source: site.section(section).source, line: *line };
        let words = site.text(at).map_or(0, |text| text.split_whitespace().count());
        new.sort_by_key(|(term, used)| {
            let uses = &site.edition.links.terms[*term].uses;
            let here_only = uses.first().map(|u| u.section) == uses.last().map(|u| u.section);
            (here_only, uses.len(), used.span.start)
        });
        new.truncate(words.div_ceil(WORDS_A_LINK));
        new.sort_by_key(|(_, used)| used.span.start);
        met.extend(new.iter().map(|(term, _)| *term));
        links.insert(*line, new.iter().map(|(term, used)| (used.span.clone(), site.term(path, *term))).collect());
    }
    links
}

/// Where else a passage stands: on the page of the source when it is published here only, else where it is published.
fn copies(site: &Site<'_>, path: &str, section: usize) -> Vec<Copy> {
    let repeated = site.repeated(section).iter().map(|&Repeated { lines, alike, differs, .. }| {
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

fn passage(site: &Site<'_>, path: &str, index: usize, number: usize, met: &mut HashSet<usize>) -> Passage {
    let section = site.section(index);
    let source = site.source(section.source);
    let ledger = &site.edition.cleaned.ledger;
    let lead = |marked: &SpanKind| lead::lead(site, path, source, marked);
    let writer = || Writer::new(source, ledger, &site.lang, number).leading(lead);
    let terms = first_mentions(site, path, index, met);
    let Shown { body, mut uses } = writer().linking(terms).write(&section.blocks, section.heading.is_some());
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
        retitled: site.retitled(section).is_some(),
        title: site.heading(section),
        body,
        language: language(site, section),
        range: site.lang.lines(&section.range()),
        href: site.lines(path, section),
        original: cite::original(site, section),
        works: works(site, path, index),
        related: related(site, path, index),
        see_also: see_also(site, path, index),
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

fn language(site: &Site<'_>, section: &Section) -> Option<Language> {
    let text: Vec<String> = section.lines().filter_map(|at| site.text(at)).collect();
    language::other(&text.join(" "), &site.edition.book.language)
}

fn related(site: &Site<'_>, path: &str, section: usize) -> Vec<Near> {
    let related = site.edition.links.related.get(section).into_iter().flatten();
    related.map(|&other| near(site, path, other)).collect()
}

fn see_also(site: &Site<'_>, path: &str, section: usize) -> Option<Link> {
    let topic = site.edition.placements.get(section).and_then(site::second)?;
    let title = site.edition.topics.get(topic)?.title.clone();
    Some(Link { title, href: site::href(path, &site.topic_path(topic), "") })
}

fn placement(site: &Site<'_>, path: &str, index: usize) -> Placement {
    let unknown = crate::group::Placement::default();
    let placement = site.edition.placements.get(index).unwrap_or(&unknown);
    let topics = &site.edition.topics;
    let runner_up = placement.runner_up.and_then(|(topic, points)| {
        let title = topics.get(topic)?.title.clone();
        Some(RunnerUp { title, href: site::href(path, &site.topic_path(topic), ""), score: site.lang.decimal(points) })
    });
    let evidence = placement.evidence.iter().map(|e| Term {
        kind: match e.kind {
            Kind::Term => "term",
            Kind::Word => "word",
            Kind::Heading => "heading",
            Kind::Place => "place",
        },
        term: e.term.clone(),
        in_heading: e.in_heading,
        in_text: e.in_text,
        weight: site.lang.decimal(e.weight),
        learned: e.learned.map(|l| Lesson { sections: l.sections, percent: (l.share * 100.0).round() as u32 }),
    });
    Placement {
        score: site.lang.decimal(placement.score),
        close: placement.is_close(),
        pinned: placement.pinned,
        runner_up,
        evidence: evidence.collect(),
        telling: placement.telling.clone(),
    }
}
