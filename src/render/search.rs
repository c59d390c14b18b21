//! The search page, and what it looks through.

use super::{
    authored::Shown,
    context::SearchPage,
    site::{self, Site},
    text::visible,
};
use crate::{
    model::{Block, Section, Source},
    search::{self, Document, File, Group},
};

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
        Group { title: topic.title.clone(), documents: std::iter::once(about).chain(passages).collect() }
    });
    let mut groups: Vec<Group> = topics.collect();
    let sources = site.edition.sources.iter().map(|s| source(site, s)).collect();
    groups.push(Group { title: site.lang.say("search.sources", &[]), documents: sources });
    let pages = site.desk.pages.iter().zip(&own.pages).map(|(page, prose)| Document {
        href: page.path.clone(),
        title: page.title.clone(),
        titled: true,
        place: site.lang.say("page.editor", &[]),
        text: prose.text.clone(),
    });
    groups.push(Group { title: site.lang.say("search.pages", &[]), documents: pages.collect() });
    let files = search::index(&site.edition.book.language, &groups);
    (format!("assets/search/{}/", search::fingerprint(&files)), files)
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
