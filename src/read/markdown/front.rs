//! Front matter: what stands between two lines `---` (YAML) or `+++` (TOML) at the head of a Markdown source. What it
//! says of the source is taken; a key that means nothing here, or a value that is no such thing, says nothing.

use crate::{
    book::{is_web_address, record_key, way_out},
    model::{Date, Front, Known, Name, Record, Severity, Source},
};
use saphyr_parser::{Event, Parser, ScanError};
use toml::de::{DeTable, DeValue};

/// The longest that is looked at, in lines; a fence that far down closes something else.
const LONGEST: u32 = 200;

/// A key, its line, and its values.
type Entry = (String, u32, Vec<String>);

/// The front matter of a source, and the language that it is written in.
pub(super) fn read(source: &Source) -> Option<(Front, &'static str)> {
    let (language, last) = fenced(source)?;
    // Between two rules of a text stands text.
    let entries = entries(source, language, last?).ok()??;
    Some((Front { lines: 1..=last?, record: record(&entries) }, language))
}

/// Front matter that is read as text, or a line of it that says nothing.
#[derive(Debug)]
pub struct Unread {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is wrong.
    pub line: u32,
    /// What is wrong.
    pub what: String,
    /// The way out.
    pub help: String,
}

/// What is not read of lines that are meant as front matter: a key that is known tells them from text.
pub fn unread(source: &Source) -> Vec<Unread> {
    let Some((language, last)) = fenced(source) else { return Vec::new() };
    let (fence, sign) = if language == "yaml" { ("---", ':') } else { ("+++", '=') };
    let has_key =
        |line: u32| source.raw(line).split_once(sign).is_some_and(|(key, _)| record_key(key.trim()).is_some());
    let told = |severity, line, what: String, help: &str| vec![Unread { severity, line, what, help: help.to_owned() }];
    match (last, source.markup.is_some()) {
        (Some(last), true) => match entries(source, language, last) {
            Ok(entries) => entries.iter().flatten().filter_map(in_vain).collect(),
            Err((line, wrong, help)) if (2..last).any(has_key) => {
                let what = format!("the front matter can't be read and is published as text: {wrong}");
                told(Severity::Warning, line, what, help)
            }
            Err(_) => Vec::new(),
        },
        (None, true) if has_key(2) => {
            let what = "the front matter has no end and is published as text";
            told(Severity::Warning, 1, what.to_owned(), &format!("end it with another line {fence}"))
        }
        // A text may hold such lines for its own reasons.
        (Some(last), false) if (2..last).any(has_key) => {
            let what = "what looks like front matter is published as text: it is read in Markdown only";
            let help = "let the file's name end in .md, or say it in a .meta.toml beside it";
            told(Severity::Note, 1, what.to_owned(), help)
        }
        _ => Vec::new(),
    }
}

/// A date or an address that is none.
fn in_vain((key, line, values): &Entry) -> Option<Unread> {
    let value = values.first().map(|v| v.trim()).filter(|v| !v.is_empty())?;
    let (what, help) = match record_key(key)? {
        "address" if !is_web_address(value) => ("address of the web", "write all of it: https://example.org/page"),
        "published" | "updated" | "retrieved" if Date::parse(value).is_none() => (
            "date that can be read",
            "write year, month and day, as far as they are known: 2019-04-11, 2019-04 or 2019",
        ),
        _ => return None,
    };
    let what = format!("`{key}` is no {what}, and nothing is taken from it");
    Some(Unread { severity: Severity::Note, line: *line, what, help: help.to_owned() })
}

/// The language of what begins as front matter does, and the line of its end.
fn fenced(source: &Source) -> Option<(&'static str, Option<u32>)> {
    let fence = |line: u32| source.raw(line).trim_start_matches('\u{feff}').trim_end().to_owned();
    let (language, ends): (_, &[&str]) = match fence(1).as_str() {
        "---" => ("yaml", &["---", "..."]),
        "+++" => ("toml", &["+++"]),
        _ => return None,
    };
    Some((language, (2..=source.len().min(LONGEST)).find(|&line| ends.contains(&fence(line).as_str()))))
}

/// The entries of front matter; `None` when it has no keys. Or what is wrong: the line, what it is, and the way out.
fn entries(source: &Source, language: &str, last: u32) -> Result<Option<Vec<Entry>>, (u32, String, &'static str)> {
    let text: String = (2..last).map(|line| format!("{}\n", source.raw(line))).collect();
    let line = |n: u32| n.clamp(2, last);
    if language == "yaml" {
        let help = "mend it; a value with a colon or a quotation mark in it stands between quotation marks";
        return yaml(&text).map_err(|e| (line(e.marker().line() as u32 + 1), e.info().to_owned(), help));
    }
    let at = |e: &toml::de::Error| e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() as u32);
    toml(&text).map(Some).map_err(|e| (line(at(&e) + 2), e.message().to_owned(), way_out(e.message())))
}

/// The entries of a YAML mapping; `None` when it is none. Anchors are not followed.
fn yaml(text: &str) -> Result<Option<Vec<Entry>>, ScanError> {
    let events: Vec<_> = Parser::new_from_str(text).collect::<Result<_, _>>()?;
    let begin = |event: &Event<'_>| matches!(event, Event::StreamStart | Event::DocumentStart(_));
    let mut events = events.into_iter().skip_while(|(event, _)| begin(event));
    let Some((Event::MappingStart(..), _)) = events.next() else { return Ok(None) };
    let mut entries = Vec::new();
    while let Some((event, span)) = events.next().filter(|(event, _)| *event != Event::MappingEnd) {
        let Event::Scalar(key, ..) = event else { return Ok(None) };
        entries.push((key.into_owned(), span.start.line() as u32 + 1, texts(&mut events)));
    }
    Ok(Some(entries))
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
fn toml(text: &str) -> Result<Vec<Entry>, toml::de::Error> {
    let table = DeTable::parse(text)?;
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
    Ok(entries)
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
