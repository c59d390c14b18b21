//! What is no TOML, no UTF-8 or of another type, with the way out.

use crate::model::Problem;
use std::string::FromUtf8Error;

/// How the parser begins what it says, and how to mend that.
const WAYS_OUT: [(&str, &str); 22] = [
    ("duplicate key", "it stands further up already: write it once, with all that belongs to it"),
    ("invalid basic string", "end the text with the quotation mark that it begins with, on the same line"),
    ("invalid literal string", "end the text with the quotation mark that it begins with, on the same line"),
    ("invalid multi-line", "end the text with three quotation marks, as it begins"),
    ("string values must be quoted", "write it between straight quotation marks: \"…\""),
    ("missing opening quote", "write it between straight quotation marks: \"…\""),
    ("missing escaped value", "write a backslash twice, or the text between single quotes: 'a\\b'"),
    ("too few unicode value digits", "write a backslash twice, or the text between single quotes: 'a\\b'"),
    ("unclosed table", "end the name of the table with ]"),
    ("unclosed array table", "end the name of the table with ]]"),
    ("unclosed array", "end the list with ]"),
    ("unclosed inline table", "end the table with }"),
    ("missing comma between array elements", "put a comma between two entries of a list, and ] behind the last"),
    ("missing comma", "put a comma between two entries"),
    ("extra comma", "take one comma out"),
    ("key with no value", "write = and a value behind the key: key = \"…\""),
    ("missing value", "write a value behind =, text between quotation marks"),
    ("missing key", "write a key before =: title = \"…\""),
    ("unexpected key or value", "begin each key on a line of its own; text that holds \" stands between single quotes"),
    ("invalid unquoted key", "a key has letters, digits, - and _; write any other between quotation marks"),
    ("invalid date", "write a day that there is, as 2019-04-11; or, as far as it is known, \"2019-04\" or 2019"),
    ("carriage return", "save the file with the line ends of Unix or Windows"),
];

/// A text that is not TOML, where the parser gave up.
pub(crate) fn not_toml(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    Problem::new(error.message().to_owned())
        .in_file(file)
        .at(text, error.span().unwrap_or(0..0), "this is not TOML")
        .help(way_out(error.message()))
}

/// A file that is not UTF-8, with its first line that is not.
pub(crate) fn not_utf8(file: impl std::fmt::Display, error: &FromUtf8Error) -> Problem {
    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    Problem::new(format!("line {line} is not valid UTF-8")).in_file(file).help("save the file as UTF-8")
}

/// How to mend what the parser says.
pub(crate) fn way_out(message: &str) -> &'static str {
    if message.contains("visible characters") || message.contains("printable characters") {
        return "take out the control character that stands there";
    }
    let known = WAYS_OUT.iter().filter(|(begin, _)| message.starts_with(begin));
    known.max_by_key(|(begin, _)| begin.len()).map_or(
        "write text, and a date in another form than 2019-04-11, between quotation marks; a number has nothing but digits",
        |(_, help)| help,
    )
}

/// How to write a value of the type that was expected.
pub(crate) fn of_type(message: &str) -> Option<&'static str> {
    let (_, expected) = message.split_once("expected ")?;
    let forms = [
        ("a string", "write it between quotation marks: \"…\""),
        ("path string", "write it between quotation marks: \"…\""),
        ("a sequence", "write a list: [\"…\", \"…\"]"),
        ("i64", "write a whole number, without quotation marks"),
        ("u32", "write a whole number from 1, without quotation marks"),
        ("a boolean", "write true or false, without quotation marks"),
        ("usize", "write a whole number, without quotation marks"),
        ("f32", "write a number from 0 to 1, without quotation marks"),
    ];
    forms.into_iter().find(|(form, _)| expected.starts_with(form)).map(|(_, help)| help)
}
