//! Sources, and the works that they name.

use super::{
    context::{Entry, Html, Link, Mention, ReferencesPage, Work},
    home,
    lang::Arg,
    site::{self, Site, references::work_id},
    text,
};
use crate::link;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::ops::Range;

/// A page of references: all of them or their contents (0), or one part.
pub(super) fn page(site: &Site<'_>, path: &str, part: usize) -> ReferencesPage {
    let contents = part == 0 && site.references() > 0;
    let (sources, works) = site.referenced(part);
    let (all_sources, all_works) = (&site.edition.sources[sources], &site.edition.links.works[works.clone()]);
    let mut page = ReferencesPage {
        shell: site.shell(path, &site.lang.say("shell.references", &[])),
        contents,
        part: part > 0,
        pages: pages(site, path),
        first_work: works.start + 1,
        sources: Vec::new(),
        works: Vec::new(),
        source_entries: Vec::new(),
        work_entries: Vec::new(),
    };
    if contents {
        page.source_entries = all_sources
            .iter()
            .map(|s| Entry { id: format!("s-{}", s.slug), title: site.title_text(s), href: site.title_href(path, s) })
            .collect();
        let works = works.zip(all_works);
        page.work_entries =
            works.map(|(i, w)| Entry { id: work_id(w), title: told(site, w), href: site.work_href(path, i) }).collect();
    } else {
        page.sources = all_sources.iter().map(|s| home::facts(site, path, s)).collect();
        page.works = all_works.iter().map(|w| work(site, path, w)).collect();
    }
    page
}

/// The pages that sources and works stand on, when one can't hold them.
fn pages(site: &Site<'_>, path: &str) -> Vec<Link> {
    let link = |part: usize| {
        let to = site.references_path(part);
        let title = match site.referenced(part) {
            _ if part == 0 => site.lang.say("references.all", &[]),
            (sources, _) if !sources.is_empty() => site.lang.say("references.sources-page", &span(&sources)),
            (_, works) => site.lang.say("references.works-page", &span(&works)),
        };
        // On the page itself there is nowhere to go.
        Link { title, href: if to == path { String::new() } else { site::href(path, &to, "") } }
    };
    if site.references() == 0 { Vec::new() } else { (0..=site.references()).map(link).collect() }
}

fn span(range: &Range<usize>) -> [(&'static str, Arg<'static>); 2] {
    [("first", Arg::Number(range.start as u64 + 1)), ("last", Arg::Number(range.end as u64))]
}

/// A work in one line.
fn told(site: &Site<'_>, work: &link::Work) -> String {
    let title = work.cited.title.as_deref().unwrap_or_default();
    format!("{} {}", short(site, work), text::visible(title)).trim_end().to_owned()
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
    Work { id: work_id(work), text: Html(text::html(events)), addresses: addresses(work), mentions: mentions.collect() }
}

/// Where a work can be found: by DOI, at arXiv, in PubMed, at the address that the reference names.
fn addresses(work: &link::Work) -> Vec<Link> {
    let cited = &work.cited;
    let link = |title: String, href: String| Link { title, href };
    let doi = cited.doi.as_ref().map(|doi| link(format!("doi:{doi}"), doi_address(doi)));
    let arxiv = cited.arxiv.as_ref().map(|id| link(format!("arXiv:{id}"), arxiv_address(id)));
    let pmid =
        cited.pmid.as_ref().map(|id| link(format!("PMID {id}"), format!("https://pubmed.ncbi.nlm.nih.gov/{id}/")));
    let address = cited.address.as_ref().map(|a| link(a.clone(), a.clone()));
    [doi, arxiv, pmid, address].into_iter().flatten().collect()
}

/// Address of a preprint.
pub(super) fn arxiv_address(id: &str) -> String {
    format!("https://arxiv.org/abs/{id}")
}

/// Address of a DOI.
pub(super) fn doi_address(doi: &str) -> String {
    /// Signs of a path that a DOI is shown with as they are.
    const IN_DOI: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/')
        .remove(b'(')
        .remove(b')')
        .remove(b';')
        .remove(b':')
        .remove(b'!')
        .remove(b'*')
        .remove(b'\'')
        .remove(b'$')
        .remove(b',')
        .remove(b'+')
        .remove(b'@')
        .remove(b'=');
    format!("https://doi.org/{}", utf8_percent_encode(doi, IN_DOI))
}

/// A work in a few words: `Able et al. 2001`.
pub(super) fn short(site: &Site<'_>, work: &link::Work) -> String {
    use crate::model::Name;
    let family = |name: &Name| match name {
        Name::Parted { family, .. } => family.clone(),
        Name::Whole(name) => name.clone(),
    };
    let cited = &work.cited;
    let names = match &cited.authors[..] {
        [one] if !cited.others => family(one),
        [one, two] if !cited.others => {
            let (first, second) = (family(one), family(two));
            let args = [("first", Arg::Text(&first)), ("second", Arg::Text(&second))];
            site.lang.say("references.two-authors", &args)
        }
        [one, ..] => site.lang.say("references.more-authors", &[("first", Arg::Text(&family(one)))]),
        [] => String::new(),
    };
    text::visible(format!("{names} {}", cited.year).trim()).into_owned()
}
