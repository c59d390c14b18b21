//! `docs/book.toml.md`: every key of `book.toml`, told by the types that it is read into.

use super::{keys, raw::Raw, records::RawSource};
use schemars::schema_for;
use serde_json::Value;
use std::fmt::Write;

/// `[words]` has a key for each word of the interface, and no type.
const WORDS: &str = "Words of the interface, by their keys in `data/lang/en.toml`: `shell.home = \"Start\"`. A file \
    `lang/TAG.toml` in the book adds a language. `rule.NAME.what` and `rule.NAME.why` are what a rule of the program \
    says of itself.";

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
    use super::{super::records, *};
    use std::collections::BTreeSet;

    /// Values of each kind that TOML has.
    const VALUES: [(&str, &str); 6] = [
        ("text", "\"x\""),
        ("list of texts", "[\"x\"]"),
        ("number", "1"),
        ("date", "2019-04-11"),
        ("true or false", "true"),
        ("table", "{ x = 1 }"),
    ];

    /// Some values have a form.
    fn sensible(key: &str, value: &str) -> String {
        match key {
            "address" => value.replace("\"x\"", "\"https://a.example/\""),
            "published" | "updated" | "retrieved" if value == "1" => "2019".to_owned(),
            "published" | "updated" | "retrieved" => value.replace("\"x\"", "\"2019\""),
            _ => value.to_owned(),
        }
    }

    fn takes(kind: &str, of: &str) -> bool {
        kind == of || kind.split(" or ").any(|one| one.trim_start_matches("whole ") == of)
    }

    /// A book with an entry of this table in which all keys are that are required, and this one as it is given.
    fn with(table: &str, schema: &Value, key: &str, value: Option<&str>) -> String {
        let mut out = if table == "book" { String::new() } else { "[book]\ntitle = \"x\"\n".into() };
        let _ = writeln!(out, "{}", keys::header(table));
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for other in required.filter(|other| *other != key) {
            let kind = kind(&schema["properties"][other]);
            let value = VALUES.iter().find(|(of, _)| takes(&kind, of));
            out.extend(value.map(|(_, value)| format!("{other} = {}\n", sensible(other, value))));
        }
        out.extend(value.map(|value| format!("{key} = {}\n", sensible(key, value))));
        out
    }

    /// What is made of a book, without the places of values; `None` when one has another type or is missing.
    fn read(text: &str) -> Option<String> {
        let raw = format!("{:?}", Raw::parse(text).ok()?);
        let records = format!("{:?}", records::in_book(text).ok()?);
        let spans = regex::Regex::new(r"span: \d+\.\.\d+").unwrap();
        Some(spans.replace_all(&(raw + &records), "").into_owned())
    }

    #[test]
    fn each_key_takes_the_type_and_has_the_default_that_are_told() {
        for (table, _, schema) in schemas() {
            for (key, value) in schema["properties"].as_object().unwrap() {
                let kind = kind(value);
                let without = read(&with(&table, &schema, key, None));
                let required = schema["required"].as_array().is_some_and(|keys| keys.iter().any(|k| k == key));
                assert_eq!(without.is_none(), required, "{table}.{key} is required: {required}");
                for (of, written) in VALUES {
                    let taken = read(&with(&table, &schema, key, Some(written))).is_some();
                    assert_eq!(taken, takes(&kind, of), "{table}.{key} is {kind}: {written}");
                }
                if let Some(told) = default(&value["default"]).strip_prefix('`').and_then(|d| d.strip_suffix('`')) {
                    assert_eq!(read(&with(&table, &schema, key, Some(told))), without, "{table}.{key} is {told}");
                }
            }
        }
    }

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
