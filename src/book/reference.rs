//! `docs/book.toml.md`: every key of `book.toml`, told by the types that it is read into.

use super::{keys, raw::Raw, records::RawSource};
use schemars::schema_for;
use serde_json::Value;
use std::fmt::Write;

/// `[words]` has a key for each word of the interface, and no type.
const WORDS: &str = "Words of the interface, by their keys in `data/lang/en.toml`: `shell.home = \"Start\"`. A file \
    `lang/TAG.toml` in the book adds a language.";

/// The page.
pub fn reference() -> String {
    let mut out = String::from(
        "# book.toml\n\n<!-- Made from the types in src/book/: UPDATE_DOCS=1 cargo test --test docs writes it. -->\n\n\
         A key that is not in this list is an error, with the one that was meant. Only `title` in `[book]` is required.\n",
    );
    let schemas = schemas();
    for table in keys::tables() {
        let schema = schemas.iter().find(|(name, ..)| name == table);
        let what = schema.map_or(WORDS, |(_, what, _)| what);
        let _ = write!(out, "\n## `{}`\n\n{what}\n", keys::header(table));
        let Some((_, _, schema)) = schema else { continue };
        out.push_str("\n| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
        for (_, key) in keys::all().filter(|(of, _)| *of == table) {
            let value = &schema["properties"][key];
            let required = schema["required"].as_array().is_some_and(|keys| keys.iter().any(|k| k == key));
            let default = if required { "required".to_owned() } else { default(&value["default"]) };
            let _ = writeln!(out, "| `{key}` | {} | {default} | {} |", kind(value), meaning(value));
        }
    }
    out
}

/// Every table that has a type: its name, what it is about, and its keys.
fn schemas() -> Vec<(String, String, Value)> {
    let whole = schema_for!(Raw).to_value();
    let table = |(name, value): (&String, &Value)| {
        let own = [value, &value["items"]].into_iter().find_map(|v| v["$ref"].as_str()?.rsplit('/').next())?;
        Some((name.clone(), meaning(value), whole["$defs"][own].clone()))
    };
    let mut tables: Vec<_> = whole["properties"].as_object().into_iter().flatten().filter_map(table).collect();
    let source = schema_for!(RawSource).to_value();
    tables.push(("source".to_owned(), meaning(&source), source));
    tables
}

/// A doc comment in one line.
fn meaning(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A default as one would write it.
fn default(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        // The types hold single precision; as a double its nearest decimal would have sixteen digits.
        Value::Number(n) if n.is_f64() => format!("`{}`", n.as_f64().unwrap_or_default() as f32),
        value => format!("`{value}`"),
    }
}

/// A type in words.
fn kind(schema: &Value) -> String {
    let either = |kinds: Vec<String>| kinds.into_iter().filter(|k| k != "null").collect::<Vec<_>>().join(" or ");
    if let Some(any) = schema["anyOf"].as_array() {
        return either(any.iter().map(kind).collect());
    }
    let one = |name: &str| match name {
        "string" if schema["format"] == "date" => "date".to_owned(),
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => format!("list of {}s", kind(&schema["items"])),
        other => other.to_owned(),
    };
    match &schema["type"] {
        Value::String(name) => one(name),
        Value::Array(names) => either(names.iter().filter_map(Value::as_str).map(one).collect()),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_has_a_type_and_a_meaning() {
        let mut typed = BTreeSet::new();
        for (table, what, schema) in schemas() {
            assert!(!what.is_empty(), "{table} has no doc comment");
            for (key, value) in schema["properties"].as_object().unwrap() {
                assert!(!kind(value).is_empty(), "{table}.{key}: {value}");
                assert!(!meaning(value).is_empty(), "{table}.{key} has no doc comment");
                typed.insert((table.clone(), key.clone()));
            }
        }
        let known: BTreeSet<_> = keys::all().map(|(table, key)| (table.to_owned(), key.to_owned())).collect();
        assert_eq!(typed, known, "the types, and TABLES in src/book/keys.rs");
    }
}
