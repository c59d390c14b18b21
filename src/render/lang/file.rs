//! Words as a TOML file has them, each with its place.

use super::message::{CATEGORIES, Message};
use crate::{
    book::{nearest, not_toml},
    model::Problem,
};
use std::{collections::BTreeMap, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The words of one file.
pub(super) struct Layer<'a> {
    file: &'a str,
    text: &'a str,
    pub words: BTreeMap<String, Message>,
    places: BTreeMap<String, Range<usize>>,
    problems: Vec<Problem>,
}

impl<'a> Layer<'a> {
    /// The words of a file, or of one table of it.
    pub fn parse(file: &'a str, text: &'a str, table: Option<&str>) -> Result<Self, Problem> {
        let document = DeTable::parse(text).map_err(|e| not_toml(file, text, &e))?;
        let mut layer = Self { file, text, words: BTreeMap::new(), places: BTreeMap::new(), problems: Vec::new() };
        match table {
            None => layer.table("", document.get_ref()),
            Some(name) => {
                if let Some(table) = document.get_ref().get(name).and_then(|t| t.get_ref().as_table()) {
                    layer.table("", table);
                }
            }
        }
        let problems = std::mem::take(&mut layer.problems);
        Problem::none_or(problems, layer)
    }

    fn table(&mut self, above: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key = match above {
                "" => name.get_ref().to_string(),
                above => format!("{above}.{}", name.get_ref()),
            };
            let message = match value.get_ref() {
                DeValue::String(text) => Message::text(text),
                DeValue::Table(forms) if is_plural(forms) => Message::plural(forms_of(forms)),
                DeValue::Table(below) => {
                    self.table(&key, below);
                    continue;
                }
                _ => Err("is no text".to_owned()),
            };
            match message {
                Ok(message) => {
                    self.places.insert(key.clone(), name.span());
                    self.words.insert(key, message);
                }
                Err(wrong) => self.wrong(format!("the word `{key}` {wrong}"), value.span()),
            }
        }
    }

    fn wrong(&mut self, message: String, span: Range<usize>) {
        let help = "write text between quotation marks, with {name} where something is filled in and [words]({href}) \
                    for a link";
        self.problems.push(Problem::new(message).in_file(self.file).at(self.text, span, "this").help(help));
    }

    /// Whether each word is one that English has, and fills in what the program gives.
    pub fn compare(&self, english: &BTreeMap<String, Message>) -> Result<(), Problem> {
        let mut problems = Vec::new();
        for (key, message) in &self.words {
            let span = self.places.get(key).cloned().unwrap_or(0..0);
            let wrong = |message: String, label: &str| {
                Problem::new(message).in_file(self.file).at(self.text, span.clone(), label)
            };
            let Some(known) = english.get(key) else {
                let near = nearest(key, english.keys().map(String::as_str));
                problems.push(wrong(format!("there is no word `{key}`"), "unknown key").help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "the program's data/lang/en.toml has all of them".to_owned(),
                }));
                continue;
            };
            let slots = known.slots();
            for slot in message.slots().into_iter().filter(|s| !slots.contains(s)) {
                let help = match slots.as_slice() {
                    [] => "here nothing is filled in".to_owned(),
                    slots => {
                        format!("here are: {}", slots.iter().map(|s| format!("{{{s}}}")).collect::<Vec<_>>().join(", "))
                    }
                };
                problems
                    .push(wrong(format!("the word `{key}` is not given `{{{slot}}}`"), "filled in here").help(help));
            }
        }
        problems.sort_by_key(|p| p.excerpt.as_ref().map(|e| e.line_and_column()));
        Problem::none_or(problems, ())
    }
}

/// A table of nothing but plural forms.
fn is_plural(table: &DeTable<'_>) -> bool {
    let is_form = |(name, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        CATEGORIES.contains(&name.get_ref().as_ref()) && value.get_ref().is_str()
    };
    table.get("other").is_some() && table.iter().all(is_form)
}

fn forms_of(table: &DeTable<'_>) -> BTreeMap<String, String> {
    let form = |(name, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        Some((name.get_ref().to_string(), value.get_ref().as_str()?.to_owned()))
    };
    table.iter().filter_map(form).collect()
}
