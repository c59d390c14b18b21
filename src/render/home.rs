//! The front page.

use super::{
    context::{Count, HomePage, SourceFacts, TopicCount, TopicLine},
    record,
    site::{self, Site},
};
use crate::model::Source;

pub(super) fn page(site: &Site<'_>, path: &str) -> HomePage {
    let topics = site.topics.iter().enumerate().map(|(i, topic)| TopicLine {
        title: topic.title.clone(),
        href: site::href(path, &site.topic_path(i), ""),
        description: topic.description.clone(),
        passages: topic.sections.len(),
        lines: topic.sections.iter().map(|&s| site.section(s).lines().count()).sum(),
    });
    HomePage {
        shell: site.shell(path, &site.edition.book.title),
        description: site.edition.book.description.clone(),
        topics: topics.collect(),
        sources: site.edition.sources.iter().map(|s| facts(site, path, s)).collect(),
        passages: site.edition.outline.sections.len(),
        works: site.edition.links.works.len(),
    }
}

/// What is known of a source, as seen from a page.
pub(super) fn facts(site: &Site<'_>, path: &str, source: &Source) -> SourceFacts {
    let title_line = site.title_line(source);
    SourceFacts {
        slug: source.slug.clone(),
        title: site.title(source),
        title_line,
        title_href: title_line.map(|line| site.line(path, source.at(line))),
        path: super::visible(&source.path).into_owned(),
        href: site::href(path, &site.part_path(source, 0), ""),
        entry: site.title_href(path, source),
        bytes: source.bytes,
        sha256: source.sha256.clone(),
        encoding: source.encoding,
        record: record::facts(site, path, source),
        topics: topics(site, path, source),
        tally: Count::from(site.tally_of(source)),
    }
}

/// Topics of a source's passages, in the order in which the source comes to them.
fn topics(site: &Site<'_>, path: &str, source: &Source) -> Vec<TopicCount> {
    let mut topics: Vec<(usize, TopicCount)> = Vec::new();
    for section in site.sections_of(source.id) {
        let topic = site.topic_of(section);
        match topics.iter_mut().find(|(t, _)| *t == topic) {
            Some((_, count)) => count.passages += 1,
            None => topics.push((
                topic,
                TopicCount { title: site.topics[topic].title.clone(), href: site.passage(path, section), passages: 1 },
            )),
        }
    }
    topics.into_iter().map(|(_, count)| count).collect()
}
