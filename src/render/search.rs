//! The search page, and what it looks through.

use super::{
    authored::Shown,
    context::SearchPage,
    site::{self, Site, TopicPage},
    text::visible,
};
use crate::{
    model::{Block, Section, Source},
    search::{self, Document, File, Group},
};
use std::collections::HashMap;

/// The search page. `index` is the folder of the index, below the site's root.
pub(super) fn page(site: &Site<'_>, path: &str, index: &str) -> SearchPage {
    SearchPage {
        shell: site.shell(path, &site.lang.say("shell.search", &[])),
        index: site::href(path, index, ""),
        passages: site.edition.outline.sections.len(),
    }
}

/// The index and the folder that it stands in, below the site's root.
pub(super) fn index(site: &Site<'_>, own: &Shown) -> (String, Vec<File>) {
    let topics = site.topics.iter().enumerate().map(|(i, topic)| {
        let about = Document {
            href: site.topic_path(i),
            title: topic.title.clone(),
            titled: true,
            place: site.lang.say("search.topic", &[]),
            text: match own.introductions.get(&i) {
                Some(introduction) => format!("{}\n{}", topic.description, introduction.text),
                None => topic.description.clone(),
            },
        };
        let passages = topic.sections.iter().map(|&s| passage(site, s));
        Group { title: String::new(), documents: std::iter::once(about).chain(passages).collect() }
    });
    let mut groups: Vec<Group> = topics.collect();
    let (of_sources, of_pages) = (site.lang.say("search.sources", &[]), site.lang.say("search.pages", &[]));
    for (group, name) in groups.iter_mut().zip(names(&site.topics, [&of_sources, &of_pages])) {
        group.title = name;
    }
    let sources = site.edition.sources.iter().map(|s| source(site, s)).collect();
    groups.push(Group { title: of_sources, documents: sources });
    let pages = site.desk.pages.iter().zip(&own.pages).map(|(page, prose)| Document {
        href: page.path.clone(),
        title: page.title.clone(),
        titled: true,
        place: site.lang.say("page.editor", &[]),
        text: prose.text.clone(),
    });
    groups.push(Group { title: of_pages, documents: pages.collect() });
    let files = search::index(&site.edition.book.language, &groups);
    (format!("assets/search/{}/", search::fingerprint(&files)), files)
}

/// What topics are called where each needs a name of its own: a title that stands twice is told apart by the id.
fn names(topics: &[TopicPage], others: [&str; 2]) -> Vec<String> {
    let mut names: Vec<String> = topics.iter().map(|t| t.title.clone()).collect();
    loop {
        let mut uses: HashMap<&str, usize> = HashMap::new();
        names.iter().map(String::as_str).chain(others).for_each(|name| *uses.entry(name).or_default() += 1);
        let twice: Vec<usize> = (0..names.len()).filter(|&i| uses[names[i].as_str()] > 1).collect();
        if twice.is_empty() {
            return names;
        }
        // Ids differ, so a name that stands twice once more is one that had no id yet.
        twice.into_iter().for_each(|i| names[i] = format!("{} ({})", names[i], topics[i].id));
    }
}

fn passage(site: &Site<'_>, index: usize) -> Document {
    let section = site.section(index);
    let source = site.source(section.source);
    let blocks = section.blocks.iter().map(|b| words(site, section, b));
    Document {
        href: site.passage("search.html", index),
        title: site.heading(section),
        titled: section.heading.is_some() || site.retitled(section).is_some(),
        place: format!("{}, {}", site.title_text(source), site.lang.lines(&section.range())),
        text: blocks.collect::<Vec<_>>().join("\n"),
    }
}

/// The words of a block on one line, as its page shows them.
fn words(site: &Site<'_>, section: &Section, block: &Block) -> String {
    let lines = block.shown(site.source(section.source), &site.edition.cleaned.ledger);
    let lines: Vec<_> = lines.iter().map(|line| visible(line)).collect();
    lines.join(" ").replace(['\n', '\t'], " ")
}

/// A source, by its title and its file's name.
fn source(site: &Site<'_>, source: &Source) -> Document {
    let path = visible(&source.path).into_owned();
    Document {
        href: site.title_href("search.html", source),
        title: site.title_text(source),
        titled: true,
        place: site.lang.say("search.source", &[]),
        text: if site.title_line(source).is_some() { path } else { String::new() },
    }
}
