//! Front matter: what stands between two lines `---` (YAML) or `+++` (TOML) at the head of a Markdown source. What it
//! says of the source is taken; a key that means nothing here, or a value that is no such thing, says nothing.

use crate::{
    book::{is_web_address, record_key},
    model::{Date, Front, Known, Name, Record, Source},
};
use saphyr_parser::{Event, Parser};
use toml::de::{DeTable, DeValue};

/// The longest that is looked at, in lines; a fence that far down closes something else.
const LONGEST: u32 = 200;

/// A key, its line, and its values.
type Entry = (String, u32, Vec<String>);

/// The front matter of a source, and the language that it is written in.
pub(super) fn read(source: &Source) -> Option<(Front, &'static str)> {
    let fence = |line: u32| source.raw(line).trim_start_matches('\u{feff}').trim_end().to_owned();
    let (language, ends): (_, &[&str]) = match fence(1).as_str() {
        "---" => ("yaml", &["---", "..."]),
        "+++" => ("toml", &["+++"]),
        _ => return None,
    };
    let last = (2..=source.len().min(LONGEST)).find(|&line| ends.contains(&fence(line).as_str()))?;
    let text: String = (2..last).map(|line| format!("{}\n", source.raw(line))).collect();
    let entries = if language == "yaml" { yaml(&text) } else { toml(&text) };
    // Between two rules of a text stands text.
    let entries = entries?;
    Some((Front { lines: 1..=last, record: record(&entries) }, language))
}

/// The entries of a YAML mapping; `None` when it is none. Anchors are not followed.
fn yaml(text: &str) -> Option<Vec<Entry>> {
    let events: Vec<_> = Parser::new_from_str(text).collect::<Result<_, _>>().ok()?;
    let begin = |event: &Event<'_>| matches!(event, Event::StreamStart | Event::DocumentStart(_));
    let mut events = events.into_iter().skip_while(|(event, _)| begin(event));
    let Some((Event::MappingStart(..), _)) = events.next() else { return None };
    let mut entries = Vec::new();
    while let Some((event, span)) = events.next().filter(|(event, _)| *event != Event::MappingEnd) {
        let Event::Scalar(key, ..) = event else { return None };
        entries.push((key.into_owned(), span.start.line() as u32 + 1, texts(&mut events)));
    }
    Some(entries)
}

/// The next value: a text, or the texts of a list. Whatever lies deeper is passed over.
fn texts<'y, S>(events: &mut impl Iterator<Item = (Event<'y>, S)>) -> Vec<String> {
    let (mut texts, mut open, mut within_list) = (Vec::new(), 0u32, false);
    for (event, _) in events {
        match event {
            Event::Scalar(text, ..) if open == 0 || open == 1 && within_list => texts.push(text.into_owned()),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                within_list |= open == 0 && matches!(event, Event::SequenceStart(..));
                open += 1;
            }
            Event::SequenceEnd | Event::MappingEnd => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    texts
}

/// The entries of a TOML table.
fn toml(text: &str) -> Option<Vec<Entry>> {
    let table = DeTable::parse(text).ok()?;
    let line = |at: usize| text[..at].matches('\n').count() as u32 + 2;
    let said = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => None,
    };
    let entry = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| {
        let values = match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|v| said(v.get_ref())).collect(),
            one => said(one).into_iter().collect(),
        };
        (key.get_ref().to_string(), line(key.span().start), values)
    };
    let mut entries: Vec<Entry> = table.get_ref().iter().map(entry).collect();
    entries.sort_by_key(|(_, line, _)| *line);
    Some(entries)
}

fn record(entries: &[Entry]) -> Record {
    let mut record = Record::default();
    for (key, line, values) in entries {
        let Some(key) = record_key(key) else { continue };
        let said = values.iter().map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "));
        let said: Vec<String> = said.filter(|v| !v.is_empty() && !v.contains(char::is_control)).collect();
        let Some(first) = said.first() else { continue };
        let text = || Some(Known::text(first.clone(), *line));
        let date = || Date::parse(first).map(|date| Known::text(date, *line));
        let record = &mut record;
        match key {
            "address" if is_web_address(first) => keep(&mut record.address, text()),
            "title" => keep(&mut record.title, text()),
            "site" => keep(&mut record.site, text()),
            "author" => {
                keep(&mut record.authors, Some(Known::text(said.iter().map(|s| Name::new(s)).collect(), *line)))
            }
            "published" => keep(&mut record.published, date()),
            "updated" => keep(&mut record.updated, date()),
            "retrieved" => keep(&mut record.retrieved, date()),
            "licence" => keep(&mut record.licence, text()),
            _ => {}
        }
    }
    record
}

/// The first that says something stands.
fn keep<T>(field: &mut Option<T>, value: Option<T>) {
    if field.is_none() {
        *field = value;
    }
}
