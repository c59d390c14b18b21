//! Is it TOML, and is every key known? Serde stops at the first unknown key; this tells of all.

use super::{FILE, not_toml, records};
use crate::model::Problem;
use toml::de::{DeTable, DeValue};

/// Every table and its keys. A name in the first column that holds a list is written `[[so]]`.
const TABLES: &[(&str, &[&str])] = &[
    ("book", &["title", "description", "language", "src", "output", "ignore", "site-url", "notice"]),
    ("topic", &["id", "title", "description", "terms"]),
    ("source", &["path", "address", "title", "site", "author", "published", "updated", "retrieved", "licence"]),
    ("cleaning", &["furniture-threshold", "off"]),
    ("rule", &["name", "what", "why", "pattern", "unless", "max-words", "hits", "spares"]),
    ("section", &["at", "text", "topic", "title", "order"]),
    ("line", &["at", "text", "fate", "why"]),
    ("repair", &["at", "was", "now", "accept"]),
    (WORDS, &[]),
];

/// Words of the interface, by key; the files of `data/lang` say which there are.
const WORDS: &str = "words";

/// Every table.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(table, _)| *table)
}

/// Every key with its table.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().flat_map(|(table, keys)| keys.iter().map(|key| (*table, *key)))
}

pub(super) fn check(text: &str) -> Result<(), Problem> {
    let document = DeTable::parse(text).map_err(|e| not_toml(FILE, text, &e))?;
    let mut problems = Vec::new();
    for (name, value) in document.get_ref() {
        let Some((table, keys)) = TABLES.iter().find(|(table, _)| table == name.get_ref()) else {
            problems.push(unknown(text, None, name));
            continue;
        };
        let entries: &[_] = match value.get_ref() {
            DeValue::Array(list) if is_list(table) && list.iter().all(|e| e.get_ref().is_table()) => list,
            DeValue::Table(_) if !is_list(table) => std::slice::from_ref(value),
            _ => {
                let header = header(table);
                problems.push(
                    Problem::new(format!("{header} is written in another way here"))
                        .in_file(FILE)
                        .at(text, name.span(), format!("expected {header}"))
                        .help(format!("begin with a line {header} and write its keys on the lines below")),
                );
                continue;
            }
        };
        if ![WORDS, "source"].contains(table) {
            controls(text, table, value, &mut problems);
        }
        if *table == WORDS {
            continue;
        }
        for (key, _) in entries.iter().filter_map(|e| e.get_ref().as_table()).flatten() {
            if !keys.contains(&key.get_ref().as_ref()) {
                problems.push(unknown(text, Some((table, keys)), key));
            }
        }
    }
    problems.sort_by_key(|p| p.excerpt.as_ref().map(|e| e.line_and_column()));
    Problem::none_or(problems, ())
}

/// Tells of characters that no page can show and no path holds. What a source says may have them: so may what is
/// compared with it. `[[source]]` is looked at by [`records`], and words where all of them are.
fn controls(text: &str, key: &str, value: &toml::Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) {
    const COMPARED: [&str; 6] = ["pattern", "unless", "hits", "spares", "was", "text"];
    match value.get_ref() {
        DeValue::String(said) => {
            let is_line = key == "title";
            let Some(c) = said.chars().find(|c| c.is_control() && *c != '\t' && (is_line || !"\n\r".contains(*c)))
            else {
                return;
            };
            let (message, label, help) = match c {
                '\n' | '\r' => (format!("`{key}` is one line"), "two lines".to_owned(), "write it as one"),
                _ => (
                    format!("`{key}` holds a control character"),
                    format!("U+{:04X}", u32::from(c)),
                    "take it out: it has no sign that a page could show",
                ),
            };
            problems.push(Problem::new(message).in_file(FILE).at(text, value.span(), label).help(help));
        }
        DeValue::Array(list) => list.iter().for_each(|one| controls(text, key, one, problems)),
        DeValue::Table(table) => {
            let said = table.iter().filter(|(key, _)| !COMPARED.contains(&key.get_ref().as_ref()));
            said.for_each(|(key, value)| controls(text, key.get_ref(), value, problems));
        }
        _ => {}
    }
}

fn unknown(text: &str, within: Option<(&str, &[&str])>, key: &toml::Spanned<std::borrow::Cow<'_, str>>) -> Problem {
    let name = key.get_ref().as_ref();
    let (place, known): (_, Vec<&str>) = match within {
        Some((table, keys)) => (header(table), keys.to_vec()),
        None => (FILE.to_owned(), TABLES.iter().map(|(table, _)| *table).collect()),
    };
    let of_source = within.and_then(|(table, _)| records::meant(name).filter(|_| table == "source"));
    let near = of_source.or_else(|| nearest(name, known.iter().copied()));
    let elsewhere = TABLES.iter().find(|(_, keys)| keys.contains(&name)).map(|(table, _)| header(table));
    let help = match (near, elsewhere) {
        (Some(near), _) if of_source.is_some() => format!("did you mean `{near}`?"),
        (_, Some(table)) => format!("`{name}` belongs in {table}"),
        (Some(near), None) => format!("did you mean `{near}`?"),
        (None, None) => format!("{place} has: {}", known.join(", ")),
    };
    Problem::new(format!("{place} has no key `{name}`")).in_file(FILE).at(text, key.span(), "unknown key").help(help)
}

/// Whether there may be several of a table.
fn is_list(table: &str) -> bool {
    matches!(table, "topic" | "source" | "rule" | "section" | "line" | "repair")
}

pub(super) fn header(table: &str) -> String {
    if is_list(table) { format!("[[{table}]]") } else { format!("[{table}]") }
}

/// What a person most likely meant, if anything is near enough to be worth saying.
pub(crate) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|k| (strsim::jaro_winkler(&wrong.to_lowercase(), &k.to_lowercase()), k))
        .filter(|(near, _)| *near > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}
