//! Sources, and the works that they name.

use super::{
    context::{Html, Link, ReferencesPage, Work},
    home,
    site::Site,
    text,
};
use crate::link;

pub(super) fn page(site: &Site<'_>, path: &str) -> ReferencesPage {
    ReferencesPage {
        shell: site.shell(path, &site.lang.say("shell.references", &[])),
        sources: site.edition.sources.iter().map(|s| home::facts(site, path, s)).collect(),
        works: site.edition.links.works.iter().map(|w| work(site, path, w)).collect(),
    }
}

fn work(site: &Site<'_>, path: &str, work: &link::Work) -> Work {
    let section = site.section(work.section);
    let source = site.source(work.at.source);
    let block = section.blocks.iter().find(|b| b.lines.first() == Some(&work.at.line));
    let lines = block.map_or_else(|| vec![work.at.line], |b| b.lines.clone());
    let mut events = Vec::new();
    for &line in &lines {
        if !events.is_empty() {
            events.push(text::tag("\n"));
        }
        text::events(text::parts(source, &site.edition.cleaned.ledger, line), &mut events);
    }
    Work {
        text: Html(text::html(events)),
        range: site.lang.lines(&(work.at.line..=lines.last().copied().unwrap_or(work.at.line))),
        href: site.line(path, work.at),
        passage: Link { title: site.heading(section), href: site.passage(path, work.section) },
    }
}
