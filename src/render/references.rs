//! Sources, and the works that they name.

use super::{
    context::{Html, Link, Mention, ReferencesPage, Work},
    home,
    site::{self, Site},
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
    let mut events = Vec::new();
    if let Some((section, block)) = work.mentions.first().and_then(|m| {
        let section = site.section(m.section);
        Some((section, section.blocks.get(m.block)?))
    }) {
        let source = site.source(section.source);
        for &line in &block.lines {
            if !events.is_empty() {
                events.push(text::tag("\n"));
            }
            text::events(text::parts(source, &site.edition.cleaned.ledger, line), &mut events);
        }
    }
    let mentions = work.mentions.iter().map(|m| Mention {
        range: site.lang.lines(&(m.at.line..=m.at.line)),
        href: site.line(path, m.at),
        passage: Link { title: site.heading(site.section(m.section)), href: site.passage(path, m.section) },
    });
    Work { id: id(work), text: Html(text::html(events)), address: address(work), mentions: mentions.collect() }
}

/// The fragment of a work on the references page.
fn id(work: &link::Work) -> String {
    format!("w-{}", work.key)
}

/// Address of a work's entry on the references page.
pub(super) fn href(site_path: &str, work: &link::Work) -> String {
    site::href(site_path, "references.html", &id(work))
}

/// Where a work can be read: by its DOI, or else at the address that the reference names.
fn address(work: &link::Work) -> Option<Link> {
    let cited = &work.cited;
    let doi = cited
        .doi
        .as_ref()
        .map(|doi| Link { title: format!("doi:{doi}"), href: format!("https://doi.org/{}", encoded(doi)) });
    doi.or_else(|| cited.address.as_ref().map(|a| Link { title: a.clone(), href: a.clone() }))
}

/// A DOI as part of an address.
fn encoded(doi: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/();:!*'$,+@=".contains(&b);
    doi.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A work in a few words: `Able et al. 2001`.
pub(super) fn short(work: &link::Work) -> String {
    use crate::model::Name;
    let family = |name: &Name| match name {
        Name::Parted { family, .. } => family.clone(),
        Name::Whole(name) => name.clone(),
    };
    let cited = &work.cited;
    let names = match &cited.authors[..] {
        [one] if !cited.others => family(one),
        [one, two] if !cited.others => format!("{} and {}", family(one), family(two)),
        [one, ..] => format!("{} et al.", family(one)),
        [] => String::new(),
    };
    text::visible(format!("{names} {}", cited.year).trim()).into_owned()
}
