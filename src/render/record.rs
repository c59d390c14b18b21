//! What is known of a source as a publication, as a page shows it.

use super::{
    context::{Fact, SourceRecord},
    site::Site,
    visible,
};
use crate::model::{Known, Name, Origin, Source};

pub(super) fn facts(site: &Site<'_>, path: &str, source: &Source) -> SourceRecord {
    let record = site.record(source);
    fn fact<T>(
        site: &Site<'_>,
        path: &str,
        source: &Source,
        known: Option<&Known<T>>,
        text: impl Fn(&T) -> String,
    ) -> Option<Fact> {
        known.map(|known| {
            let line = match known.from {
                Origin::Recorded => None,
                Origin::Text(line) => Some(line),
            };
            Fact {
                value: visible(&text(&known.value)).into_owned(),
                line,
                href: line.map(|line| site.line(path, source.at(line))),
            }
        })
    }
    let words = |known| fact(site, path, source, known, String::clone);
    let date = |known| fact(site, path, source, known, ToString::to_string);
    SourceRecord {
        // A title in the text stands over the facts already.
        title: words(record.title.as_ref().filter(|t| t.from == Origin::Recorded)),
        address: words(record.address.as_ref()),
        author: fact(site, path, source, record.authors.as_ref(), |names| joined(names)),
        site: words(record.site.as_ref()),
        published: date(record.published.as_ref()),
        updated: date(record.updated.as_ref()),
        retrieved: date(record.retrieved.as_ref()),
        licence: words(record.licence.as_ref()),
    }
}

/// Names as a list.
pub(super) fn joined(names: &[Name]) -> String {
    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
