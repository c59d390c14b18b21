//! Objects, one a line.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::io::{self, Write};

/// Writes one object and a line end. Nothing inside it breaks a line for any reader: U+0085, U+2028 and U+2029,
/// which JSON allows bare but which many line readers split at, are escaped too.
pub(super) fn row(out: &mut impl Write, row: &impl Serialize) -> io::Result<()> {
    row.serialize(&mut Serializer::with_formatter(&mut *out, OneLine)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
            let breaker = rest[at..].chars().next().unwrap_or_default();
            CompactFormatter.write_string_fragment(out, &rest[..at])?;
            write!(out, "\\u{:04x}", u32::from(breaker))?;
            rest = &rest[at + breaker.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(out, rest)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_object_is_one_line() {
        let mut out = Vec::new();
        super::row(&mut out, &"a\u{2028}b\u{85}\n\u{2029}").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\\u2028b\\u0085\\n\\u2029\"\n");
    }
}
