//! CSL-JSON, as the Citation Style Language's schema 1.0.2 has it (csl-data.json).

use super::Entry;
use crate::model::{Date, Name};
use serde_json::{Map, Value, json};

/// All entries as one array. What CSL has no field for stands under `custom`.
pub(super) fn write(entries: &[Entry]) -> String {
    let items: Vec<Value> = entries.iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn item(entry: &Entry) -> Value {
    let kind = match (entry.is_source, &entry.container) {
        (true, _) => "webpage",
        (false, Some(_)) if entry.publisher.is_some() => "chapter",
        (false, None) if entry.publisher.is_some() => "book",
        (false, Some(_)) if entry.volume.is_some() || entry.pages.is_some() => "article-journal",
        // What CSL has for a preprint.
        (false, None) if entry.arxiv.is_some() => "article",
        (false, _) => "document",
    };
    let mut item = Map::new();
    let mut set = |key: &str, value: Option<Value>| item.extend(value.map(|v| (key.to_owned(), v)));
    let words = |text: &Option<String>| text.clone().map(Value::from);
    set("id", Some(entry.key.clone().into()));
    set("type", Some(kind.into()));
    set("author", (!entry.authors.is_empty()).then(|| entry.authors.iter().map(name).collect()));
    set("title", words(&entry.title));
    set("container-title", words(&entry.container));
    set("publisher", words(&entry.publisher));
    set("publisher-place", words(&entry.place));
    set("volume", words(&entry.volume));
    set("issue", words(&entry.issue));
    set("page", words(&entry.pages));
    set("issued", entry.issued.map(date));
    set("accessed", entry.accessed.map(date));
    set("DOI", words(&entry.doi));
    set("PMID", words(&entry.pmid));
    set("archive", entry.arxiv.as_ref().map(|_| "arXiv".into()));
    set("archive_location", words(&entry.arxiv));
    set("URL", words(&entry.address));

    let mut custom = Map::new();
    let found = if entry.is_source { "file" } else { "named-in" };
    let places = if entry.is_source { entry.found.first().cloned().map(Value::from) } else { Some(json!(entry.found)) };
    custom.extend(places.map(|p| (found.to_owned(), p)));
    custom.extend(words(&entry.sha256).map(|v| ("sha256".to_owned(), v)));
    custom.extend(words(&entry.licence).map(|v| ("licence".to_owned(), v)));
    custom.extend(entry.updated.map(|d| ("updated".to_owned(), d.to_string().into())));
    custom.extend((!entry.from_text.is_empty()).then(|| ("from-text".to_owned(), json!(entry.from_text))));
    custom.extend(entry.others.then(|| ("et-al".to_owned(), true.into())));
    item.insert("custom".to_owned(), custom.into());
    item.into()
}

fn name(name: &Name) -> Value {
    match name {
        Name::Parted { family, given } => json!({ "family": family, "given": given }),
        Name::Whole(name) => json!({ "literal": name }),
    }
}

fn date(date: Date) -> Value {
    let parts: Vec<u16> =
        [Some(date.year), date.month.map(u16::from), date.day.map(u16::from)].into_iter().flatten().collect();
    json!({ "date-parts": [parts] })
}
