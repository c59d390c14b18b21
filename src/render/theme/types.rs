//! What a template is given, as far as a template can tell: which values have which fields.

use crate::render::context;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is known of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Type {
    /// Nothing: whatever is asked of it is taken.
    Anything,
    /// A text, a number, a truth value: it has no fields.
    Plain,
    /// A list of such values.
    List(Box<Type>),
    /// A map to such values.
    Map(Box<Type>),
    /// One of [`Types::records`], by its name.
    Record(String),
}

/// The types of all that the pages are given.
#[derive(Debug)]
pub(super) struct Types {
    /// Fields by the name of the type; of what a page is given, by the name of the page's template.
    records: BTreeMap<String, BTreeMap<String, Type>>,
}

impl Types {
    /// The documented types.
    pub fn documented() -> Self {
        let mut records = BTreeMap::new();
        for (template, _, schema) in context::pages() {
            let none = Map::new();
            let defs = schema.get("$defs").and_then(Value::as_object).unwrap_or(&none).iter();
            for (name, schema) in defs.map(|(name, def)| (name.as_str(), def)).chain([(template, &schema)]) {
                if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
                    let fields = fields.iter().map(|(field, schema)| (field.clone(), of(schema)));
                    records.insert(name.to_owned(), fields.collect());
                }
            }
        }
        Self { records }
    }

    /// Templates of pages.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str).filter(|name| name.ends_with(".html"))
    }

    /// The fields of a record.
    pub fn fields(&self, record: &str) -> Option<&BTreeMap<String, Type>> {
        self.records.get(record)
    }
}

/// The type that a schema describes; that a value may be missing makes no difference.
fn of(schema: &Value) -> Type {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) {
        // Markup is a text.
        return if name == "Html" { Type::Plain } else { Type::Record(name.to_owned()) };
    }
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        let mut some = any.iter().filter(|s| s.get("type").and_then(Value::as_str) != Some("null")).map(of);
        return match (some.next(), some.next()) {
            (Some(one), None) => one,
            _ => Type::Anything,
        };
    }
    let is = |kind: &str| match schema.get("type") {
        Some(Value::String(name)) => name == kind,
        Some(Value::Array(names)) => names.iter().any(|name| name == kind),
        _ => false,
    };
    if is("array") {
        Type::List(Box::new(schema.get("items").map_or(Type::Anything, of)))
    } else if is("object") {
        match schema.get("additionalProperties") {
            Some(values @ Value::Object(_)) => Type::Map(Box::new(of(values))),
            _ => Type::Anything,
        }
    } else if ["string", "integer", "number", "boolean"].into_iter().any(is) || schema.get("enum").is_some() {
        Type::Plain
    } else {
        Type::Anything
    }
}
