//! The pages of the topics: which passages stand on each, and which almost do.

use super::Site;
use crate::{book::Topic, group::Placement, pipeline::Edition, render::lang::Lang};
use std::{collections::BTreeSet, ops::Range};

/// What a page of a topic holds, in bytes; and what stands around the text of a passage, and of a line of it.
const FULL: usize = 50_000;
const AROUND: usize = 1_600;
const OF_LINE: usize = 150;
/// A topic is worth a look where it comes this near to the best, as a share of its score.
const CLOSE: f64 = 0.5;

/// A topic page.
#[derive(Debug)]
pub(in crate::render) struct TopicPage {
    /// File name without `.html`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line about it.
    pub description: String,
    /// Sections that stand on it, in order.
    pub sections: Vec<usize>,
    /// The pages that it takes: runs of `sections`.
    pub parts: Vec<Range<usize>>,
    /// Their paths.
    pub paths: Vec<String>,
}

impl Site<'_> {
    /// The topic page that a section stands on.
    pub fn topic_of(&self, section: usize) -> usize {
        self.placed[section].0
    }

    /// Passages elsewhere that almost stand on a topic's page, nearest first.
    pub fn almost(&self, topic: usize) -> &[usize] {
        self.almost.get(topic).map_or(&[], Vec::as_slice)
    }
}

/// The topics of the book, then Unsorted when something is in it; and per section, its place among them and in their
/// parts.
pub(super) fn topics(edition: &Edition<'_>, lang: &Lang) -> (Vec<TopicPage>, Vec<(usize, usize)>) {
    let page = |t: &Topic| TopicPage {
        id: t.id.clone(),
        title: t.title.clone(),
        description: t.description.clone(),
        sections: Vec::new(),
        parts: Vec::new(),
        paths: Vec::new(),
    };
    let mut topics: Vec<TopicPage> = edition.topics.iter().map(page).collect();
    let unsorted = topics.len();
    let sections = edition.outline.sections.len();
    let topic_of = |i: usize| edition.placements.get(i).and_then(|p| p.topic).filter(|&t| t < unsorted);
    let mut placed: Vec<(usize, usize)> = (0..sections).map(|i| (topic_of(i).unwrap_or(unsorted), 0)).collect();
    if placed.iter().any(|&(topic, _)| topic == unsorted) {
        topics.push(TopicPage {
            id: "unsorted".into(),
            title: lang.say("topic.unsorted", &[]),
            description: lang.say("topic.unsorted-lede", &[]),
            sections: Vec::new(),
            parts: Vec::new(),
            paths: Vec::new(),
        });
    }
    for (i, &(topic, _)) in placed.iter().enumerate() {
        topics[topic].sections.push(i);
    }
    let ids: BTreeSet<String> = topics.iter().map(|t| t.id.clone()).collect();
    for topic in &mut topics {
        topic.sections.sort_by_key(|&i| (edition.placements.get(i).map(|p| p.rank), i));
        topic.parts = split(edition, &topic.sections);
        topic.paths = paths(&topic.id, topic.parts.len(), &ids);
        for (part, range) in topic.parts.iter().enumerate() {
            topic.sections[range.clone()].iter().for_each(|&s| placed[s].1 = part);
        }
    }
    (topics, placed)
}

/// The pages of a topic: as many passages on each as make a page of some 60 KB.
fn split(edition: &Edition<'_>, sections: &[usize]) -> Vec<Range<usize>> {
    let weight = |&s: &usize| {
        let lines = edition.outline.sections[s].lines();
        AROUND + lines.map(|at| OF_LINE + edition.sources[at.source.0 as usize].raw(at.line).len()).sum::<usize>()
    };
    let mut parts = Vec::new();
    let (mut start, mut on_it) = (0, 0);
    for (i, weight) in sections.iter().map(weight).enumerate() {
        if i > start && on_it + weight > FULL {
            parts.push(start..i);
            (start, on_it) = (i, 0);
        }
        on_it += weight;
    }
    parts.push(start..sections.len());
    parts
}

/// Paths of the pages of a topic: its own address, or `topics/<id>-1.html` and on when it takes several.
fn paths(id: &str, parts: usize, ids: &BTreeSet<String>) -> Vec<String> {
    if parts < 2 {
        return vec![format!("topics/{id}.html")];
    }
    let path = |part: usize| {
        let mut name = format!("{id}-{part}");
        while ids.contains(&name) {
            name.push('-');
        }
        format!("topics/{name}.html")
    };
    (1..=parts).map(path).collect()
}

/// The topic that came second, when it came close. A section in no topic has none: what is nearest is not near.
pub(in crate::render) fn second(placement: &Placement) -> Option<usize> {
    let (topic, score) = placement.runner_up?;
    (placement.topic.is_some() && score >= CLOSE * placement.score).then_some(topic)
}

/// Per topic, passages elsewhere that almost stand on it, nearest first.
pub(super) fn almost(placements: &[Placement], topics: usize) -> Vec<Vec<usize>> {
    let mut almost: Vec<Vec<usize>> = vec![Vec::new(); topics];
    for (section, topic) in placements.iter().enumerate().filter_map(|(i, p)| Some((i, second(p)?))) {
        if let Some(of_topic) = almost.get_mut(topic) {
            of_topic.push(section);
        }
    }
    let score = |s: usize| placements[s].runner_up.map_or(0.0, |(_, score)| score);
    for sections in &mut almost {
        sections.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then(a.cmp(&b)));
    }
    almost
}
