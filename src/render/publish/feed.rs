//! The feed: an entry for each topic, dated by its newest source. Atom, RFC 4287.

use super::{Edition, FEED, Site, SiteUrl, xml};
use crate::model::{Date, Record, SourceId};

/// The latest date that is known of a source.
fn date(record: &Record) -> Option<Date> {
    let dates = [&record.updated, &record.published, &record.retrieved];
    dates.into_iter().flatten().map(|d| d.value).max()
}

/// The latest date of all sources.
pub(super) fn newest(edition: &Edition<'_>) -> Option<Date> {
    edition.links.records.iter().filter_map(date).max()
}

/// A feed must say when it changed; when no source has a date, nothing does, and there is no feed. Topics without a
/// date have no entry.
pub(super) fn feed(site: &Site<'_>, url: &SiteUrl) -> Option<String> {
    let newest = newest(site.edition)?;
    let of_source = |id: SourceId| date(site.record(site.source(id)));
    let book = site.edition.book;
    let mut entries: Vec<(Date, String)> = (0..site.topics.len())
        .filter_map(|t| {
            let topic = &site.topics[t];
            let updated = topic.sections.iter().filter_map(|&s| of_source(site.section(s).source)).max()?;
            let address = xml(&url.page(&site.topic_path(t)));
            let title = xml(&topic.title);
            let summary = if topic.description.is_empty() { String::new() } else { format!("<summary>{}</summary>\n", xml(&topic.description)) };
            let entry = format!(
                "<entry>\n<title>{title}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{}</updated>\n{summary}</entry>\n",
                instant(updated)
            );
            Some((updated, entry))
        })
        .collect();
    entries.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    let entries: String = entries.into_iter().map(|(_, entry)| entry).collect();
    let (title, home, own) = (xml(&book.title), xml(&url.page("index.html")), xml(&url.page(FEED)));
    let subtitle = book.description.as_deref().map_or(String::new(), |d| format!("<subtitle>{}</subtitle>\n", xml(d)));
    Some(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{title}</title>\n{subtitle}<id>{home}</id>\n<link href=\"{home}\"/>\n<link rel=\"self\" href=\"{own}\"/>\n\
         <author><name>{title}</name></author>\n<updated>{}</updated>\n{entries}</feed>\n",
        xml(&book.language),
        instant(newest)
    ))
}

/// A date as RFC 3339 has instants; what is not known of it is its beginning.
fn instant(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}
