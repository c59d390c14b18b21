//! JSON-LD of a topic page: an article, what it is based on, and what that cites. Never a claim review: the page
//! repeats what its sources say and judges nothing.

use super::{Entry, source, work};
use crate::{
    link::Work,
    model::{Name, SourceId},
    render::{context::Html, references::doi_address, site::Site},
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The text of a `<script type="application/ld+json">` about a page of these sections.
pub(in crate::render) fn article(site: &Site<'_>, title: &str, description: &str, sections: &[usize]) -> Html {
    let sources: BTreeSet<SourceId> = sections.iter().map(|&s| site.section(s).source).collect();
    // A work that two passages name is cited once.
    let works: BTreeMap<&str, &Work> =
        sections.iter().flat_map(|&s| site.works_in(s)).map(|(_, w)| (w.key.as_str(), w)).collect();
    let book = site.edition.book;
    let mut article = Map::new();
    let mut set = |key: &str, value: Value| drop(article.insert(key.to_owned(), value));
    set("@context", "https://schema.org".into());
    set("@type", "Article".into());
    set("headline", title.into());
    if !description.is_empty() {
        set("description", description.into());
    }
    set("inLanguage", book.language.clone().into());
    set("isPartOf", json!({ "@type": "WebSite", "name": book.title }));
    set("isBasedOn", sources.iter().map(|&id| creative_work(&source(site, site.source(id)))).collect());
    let works: Vec<Value> = works.values().map(|w| creative_work(&work(site, w))).collect();
    if !works.is_empty() {
        set("citation", works.into());
    }
    Html(for_script(&Value::from(article).to_string()))
}

fn creative_work(entry: &Entry) -> Value {
    let mut out = Map::new();
    let kind = match (entry.is_source, entry.volume.is_some() || entry.pages.is_some()) {
        (true, _) => "WebPage",
        (false, true) => "ScholarlyArticle",
        (false, false) => "CreativeWork",
    };
    let mut set = |key: &str, value: Option<Value>| out.extend(value.map(|v| (key.to_owned(), v)));
    let words = |text: &Option<String>| text.clone().map(Value::from);
    set("@type", Some(kind.into()));
    set(
        "name",
        words(&entry.title).or_else(|| entry.found.first().filter(|_| entry.is_source).cloned().map(Value::from)),
    );
    let doi = entry.doi.as_ref().map(|doi| doi_address(doi).into());
    set("url", words(&entry.address).or(doi));
    set("author", (!entry.authors.is_empty()).then(|| entry.authors.iter().map(author).collect()));
    set("datePublished", entry.issued.map(|d| d.to_string().into()));
    set("dateModified", entry.updated.map(|d| d.to_string().into()));
    set("license", words(&entry.licence));
    let container = match (entry.is_source, &entry.publisher) {
        (true, _) => "WebSite",
        (false, Some(_)) => "Book",
        (false, None) => "Periodical",
    };
    let whole = entry.container.as_ref().map(|name| json!({ "@type": container, "name": name }));
    // A periodical comes in volumes, and those in issues; schema.org has each as a part of the next.
    let whole =
        [("PublicationVolume", "volumeNumber", &entry.volume), ("PublicationIssue", "issueNumber", &entry.issue)]
            .into_iter()
            .filter(|_| container == "Periodical")
            .fold(whole, |whole, (kind, key, number)| match (whole, number) {
                (Some(whole), Some(number)) => Some(json!({ "@type": kind, key: number, "isPartOf": whole })),
                (whole, _) => whole,
            });
    set("isPartOf", whole);
    let publisher = entry.publisher.as_ref();
    set("publisher", publisher.map(|name| json!({ "@type": "Organization", "name": name })));
    set("pagination", words(&entry.pages));
    out.into()
}

/// A name whose parts are known is a person's; of any other nobody said whose it is.
fn author(name: &Name) -> Value {
    match name {
        Name::Parted { family, given } => {
            json!({ "@type": "Person", "name": name.to_string(), "familyName": family, "givenName": given })
        }
        Name::Whole(whole) => json!({ "name": whole }),
    }
}

/// JSON that no HTML parser takes for anything else: `<`, `>` and `&` could end the element or open a comment, and
/// U+2028 and U+2029 end a line of script.
fn for_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{7f}'..='\u{9f}' => {
                out.push_str(&format!("\\u{:04x}", c as u32))
            }
            c => out.push(c),
        }
    }
    out
}
