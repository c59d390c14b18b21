//! Values that know where they stand.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer};
use std::{borrow::Cow, ops::Range};

/// A value and the bytes of `book.toml` that it stands in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "toml::Spanned<T>")]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Bytes of [`super::Book::toml`]; none, `0..0`, for a default.
    pub span: Range<usize>,
}

impl<T> From<toml::Spanned<T>> for Spanned<T> {
    fn from(from: toml::Spanned<T>) -> Self {
        Self { span: from.span(), value: from.into_inner() }
    }
}

// Written and described, it is its value: so a default and a type reach the page about book.toml.
impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
