//! Sources and the works that they name, as data for other programs: CSL-JSON, BibTeX, and JSON-LD on topic pages.

mod bibtex;
mod csl;
mod fragment;
mod jsonld;

pub(super) use fragment::original;
pub(super) use jsonld::article;

use super::{Page, references::arxiv_address, site::Site};
use crate::{
    link,
    model::{Date, Known, LineId, Name, Origin, Source},
};

/// What one entry says. An absent field is not known.
#[derive(Debug, Clone, PartialEq, Default)]
struct Entry {
    /// Unique in the book.
    key: String,
    /// Whether it is a source of the book; otherwise it is a work that the sources name.
    is_source: bool,
    authors: Vec<Name>,
    /// Whether there are more authors than these.
    others: bool,
    title: Option<String>,
    /// The site, the journal or the book that it stands in.
    container: Option<String>,
    publisher: Option<String>,
    place: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
    issued: Option<Date>,
    accessed: Option<Date>,
    doi: Option<String>,
    arxiv: Option<String>,
    pmid: Option<String>,
    address: Option<String>,
    licence: Option<String>,
    updated: Option<Date>,
    /// Path of a source; of a work, the places that name it.
    found: Vec<String>,
    sha256: Option<String>,
    /// Fields that the source's own text says and nobody recorded.
    from_text: Vec<&'static str>,
}

/// `references.json` and `references.bib`: the sources in order, then the works that they name.
pub(super) fn files(site: &Site<'_>) -> Vec<Page> {
    let sources = site.edition.sources.iter().map(|s| source(site, s));
    let entries: Vec<Entry> = sources.chain(site.edition.links.works.iter().map(|w| work(site, w))).collect();
    let page = |path: &str, text: String| Page { path: path.to_owned(), bytes: text.into_bytes() };
    vec![page("references.json", csl::write(&entries)), page("references.bib", bibtex::write(&entries))]
}

fn source(site: &Site<'_>, source: &Source) -> Entry {
    let record = site.record(source);
    fn value<T: Clone>(known: &Option<Known<T>>) -> Option<T> {
        known.as_ref().map(|k| k.value.clone())
    }
    fn said<T>(known: &Option<Known<T>>) -> bool {
        known.as_ref().is_some_and(|k| matches!(k.from, Origin::Text(_)))
    }
    let from_text = [
        ("title", said(&record.title)),
        ("author", said(&record.authors)),
        ("published", said(&record.published)),
        ("updated", said(&record.updated)),
    ];
    Entry {
        key: source.slug.clone(),
        is_source: true,
        authors: value(&record.authors).unwrap_or_default(),
        title: value(&record.title),
        container: value(&record.site),
        issued: value(&record.published),
        accessed: value(&record.retrieved),
        address: value(&record.address),
        licence: value(&record.licence),
        updated: value(&record.updated),
        found: vec![source.path.clone()],
        sha256: Some(source.sha256.clone()).filter(|s| !s.is_empty()),
        from_text: from_text.into_iter().filter_map(|(name, said)| said.then_some(name)).collect(),
        ..Entry::default()
    }
}

fn work(site: &Site<'_>, work: &link::Work) -> Entry {
    let cited = work.cited.clone();
    let mut named: Vec<LineId> =
        work.mentions.iter().flat_map(|m| std::iter::once(m.at).chain(site.copies(m.at))).collect();
    named.sort_unstable();
    let places = named.into_iter().map(|at| format!("{}, line {}", site.source(at.source).path, at.line));
    Entry {
        key: work.key.clone(),
        authors: cited.authors,
        others: cited.others,
        title: cited.title,
        container: cited.container,
        publisher: cited.publisher,
        place: cited.place,
        volume: cited.volume,
        issue: cited.issue,
        pages: cited.pages,
        issued: Some(Date { year: cited.year, month: None, day: None }),
        address: cited.address.or(cited.arxiv.as_deref().map(arxiv_address)),
        doi: cited.doi,
        arxiv: cited.arxiv,
        pmid: cited.pmid,
        found: places.collect(),
        ..Entry::default()
    }
}
