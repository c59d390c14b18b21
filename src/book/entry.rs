//! Writes a correction into the text of `book.toml`. Every other byte stays as the person left it: comments, order,
//! line ends. (toml_edit writes line ends anew, so the text is changed at the places that the parser names.)

use super::FILE;
use crate::model::Problem;
use std::ops::Range;
use toml::{
    Value,
    de::{DeTable, DeValue},
};

/// An entry to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The list that it belongs to: `section`, `line` or `repair`.
    pub table: &'static str,
    /// Its keys, in order.
    pub keys: Vec<(&'static str, Value)>,
    /// A key that it must not have.
    pub without: Option<&'static str>,
}

/// The text with the entry in it: an entry of its table that `is_it` says is the same one, given its texts by key, gets
/// these keys, and keeps what else it has; else there is a new one at the end.
///
/// # Errors
/// The list is written in a way that can't be added to.
pub fn put(
    toml: &str,
    entry: &Entry,
    is_it: impl Fn(&dyn Fn(&str) -> Option<String>) -> bool,
) -> Result<String, Problem> {
    let end = if toml.contains("\r\n") { "\r\n" } else { "\n" };
    let document = DeTable::parse(toml).ok();
    let list = document.as_ref().and_then(|d| d.get_ref().get(entry.table)?.get_ref().as_array());
    let there = list
        .into_iter()
        .flatten()
        .filter_map(|e| e.get_ref().as_table())
        .find(|table| is_it(&|key| table.get(key)?.get_ref().as_str().map(str::to_owned)));
    let text = match there {
        Some(table) => changed(toml, table, entry, end),
        None => {
            let gap = match toml {
                "" => "",
                _ if toml.ends_with('\n') => end,
                _ => &format!("{end}{end}"),
            };
            let keys: String = entry.keys.iter().map(|(key, value)| format!("{key} = {value}{end}")).collect();
            format!("{toml}{gap}[[{}]]{end}{keys}", entry.table)
        }
    };
    if holds(&text, entry) { Ok(text) } else { Err(by_hand(toml, entry, document.as_ref())) }
}

/// The text without an entry of a list, by its index, and the lines that are gone: the entry's own, and a blank line
/// before them.
///
/// # Errors
/// The list is written in a way that nothing can be taken from.
pub fn remove(toml: &str, table: &str, index: usize) -> Result<(String, String), Problem> {
    let document = DeTable::parse(toml).ok();
    let list = document.as_ref().and_then(|d| d.get_ref().get(table)?.get_ref().as_array());
    let taken = list.and_then(|list| without(toml, list.get(index)?.get_ref().as_table()?));
    let (text, gone) = taken.filter(|(text, _)| is_without(toml, text, table, index)).ok_or_else(|| {
        let span = document.as_ref().and_then(|d| d.get_ref().get(table).map(toml::Spanned::span)).unwrap_or(0..0);
        Problem::new(format!("[[{table}]] is written in another way here, and nothing was changed"))
            .in_file(FILE)
            .at(toml, span, "this list")
            .help("take the entry out by hand")
    })?;
    Ok((text, gone))
}

fn without(toml: &str, table: &DeTable<'_>) -> Option<(String, String)> {
    let first = table.iter().map(|(key, _)| key.span().start).min()?;
    let last = table.iter().map(|(_, value)| value.span().end).max()?;
    let end = toml[last..].find('\n').map_or(toml.len(), |n| last + n + 1);
    // Its header is the last line before it that begins with a bracket.
    let mut start = toml[..first].rfind('\n').map_or(0, |n| n + 1);
    while !toml[start..].trim_start().starts_with("[[") {
        start = toml[..start.checked_sub(1)?].rfind('\n').map_or(0, |n| n + 1);
    }
    let gone = toml[start..end].to_owned();
    let before = toml[..start].strip_suffix('\n').map(|t| t.strip_suffix('\r').unwrap_or(t));
    let blank_after = toml[end..].lines().next().is_none_or(|line| line.trim().is_empty());
    if let Some(before) = before.filter(|t| blank_after && t.ends_with('\n')) {
        start = before.len();
    }
    Some((format!("{}{}", &toml[..start], &toml[end..]), gone))
}

/// Whether a text says what another says but for one entry.
fn is_without(old: &str, new: &str, table: &str, index: usize) -> bool {
    let (Ok(mut old), Ok(new)) = (old.parse::<toml::Table>(), new.parse::<toml::Table>()) else { return false };
    let Some(Value::Array(list)) = old.get_mut(table) else { return false };
    list.remove(index);
    if list.is_empty() {
        old.remove(table);
    }
    old == new
}

fn changed(toml: &str, table: &DeTable<'_>, entry: &Entry, end: &str) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut added = String::new();
    for (key, value) in &entry.keys {
        match table.get(*key) {
            Some(there) if there.get_ref().as_str() == value.as_str() && value.is_str() => {}
            Some(there) => edits.push((there.span(), value.to_string())),
            None => added.push_str(&format!("{key} = {value}{end}")),
        }
    }
    if let Some((key, value)) = entry.without.and_then(|key| table.get_key_value(key)) {
        let start = toml[..key.span().start].rfind('\n').map_or(0, |n| n + 1);
        let stop = toml[value.span().end..].find('\n').map_or(toml.len(), |n| value.span().end + n + 1);
        edits.push((start..stop, String::new()));
    }
    if !added.is_empty() {
        let last = table.iter().map(|(_, value)| value.span().end).max().unwrap_or(toml.len());
        match toml[last..].find('\n') {
            Some(n) => edits.push((last + n + 1..last + n + 1, added)),
            None => edits.push((toml.len()..toml.len(), format!("{end}{added}"))),
        }
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut text = toml.to_owned();
    for (span, new) in edits.into_iter().rev() {
        text.replace_range(span, &new);
    }
    text
}

/// Whether an entry with these keys is in the text.
fn holds(text: &str, entry: &Entry) -> bool {
    let Ok(document) = DeTable::parse(text) else { return false };
    let list = document.get_ref().get(entry.table).and_then(|l| l.get_ref().as_array());
    let same = |there: &DeValue<'_>, value: &Value| match value {
        Value::String(s) => there.as_str() == Some(s),
        Value::Boolean(b) => there.as_bool() == Some(*b),
        value => there.as_integer().is_some_and(|i| i.as_str() == value.to_string()),
    };
    list.into_iter().flatten().filter_map(|e| e.get_ref().as_table()).any(|table| {
        entry.keys.iter().all(|(key, value)| table.get(*key).is_some_and(|there| same(there.get_ref(), value)))
    })
}

fn by_hand(toml: &str, entry: &Entry, document: Option<&toml::Spanned<DeTable<'_>>>) -> Problem {
    let keys: Vec<String> = entry.keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let span = document.and_then(|d| d.get_ref().get(entry.table).map(toml::Spanned::span)).unwrap_or(0..0);
    Problem::new(format!("[[{}]] is written in another way here, and nothing was changed", entry.table))
        .in_file(FILE)
        .at(toml, span, "this list")
        .help(format!("add to it by hand: {{ {} }}", keys.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(at: &str, topic: &str) -> Entry {
        Entry { table: "section", keys: vec![("at", at.into()), ("topic", topic.into())], without: None }
    }

    fn pin(toml: &str, at: &str, topic: &str) -> Result<String, Problem> {
        put(toml, &entry(at, topic), |key| key("at").as_deref() == Some(at))
    }

    #[test]
    fn what_is_there_stays_and_what_is_new_comes_last() {
        let toml = "# mine\r\n[book] # b\r\ntitle = 'T'\r\n\r\n[[section]] # one\r\nat = \"p-1\" # which\r\n# why\r\ntopic = 'old'   # where\r\n\r\n[cleaning]\r\noff = []\r\n# end";
        let changed = pin(toml, "p-1", "new").unwrap();
        assert_eq!(changed, toml.replace("'old'", "\"new\""));
        let added = pin(toml, "p-2", "new").unwrap();
        assert_eq!(added, format!("{toml}\r\n\r\n[[section]]\r\nat = \"p-2\"\r\ntopic = \"new\"\r\n"));
        // Twice is once.
        assert_eq!(pin(&added, "p-2", "new").unwrap(), added);
    }

    #[test]
    fn a_key_that_is_new_stands_below_those_that_are_there() {
        let toml = "[[section]]\nat = \"p-1\"\norder = 1 # first\n\n[[topic]]\nid = \"a\"\n";
        assert_eq!(pin(toml, "p-1", "a").unwrap(), toml.replace("# first\n", "# first\ntopic = \"a\"\n"));
        assert_eq!(pin("[[section]]\nat = \"p-1\"", "p-1", "a").unwrap(), "[[section]]\nat = \"p-1\"\ntopic = \"a\"\n");
    }

    #[test]
    fn a_key_that_is_not_wanted_goes_with_its_line() {
        let toml = "[[section]]\nat = \"p-1\"\ntopic = \"a\"\nwhy = \"x\" # gone\n# end\n";
        let entry = Entry { without: Some("why"), ..entry("p-1", "b") };
        let wanted = "[[section]]\nat = \"p-1\"\ntopic = \"b\"\n# end\n";
        assert_eq!(put(toml, &entry, |_| true).unwrap(), wanted);
        assert_eq!(put(wanted, &entry, |_| true).unwrap(), wanted);
    }

    #[test]
    fn an_entry_is_taken_out_with_its_lines() {
        let toml = "# mine\n[book]\ntitle = 'T'\n\n# of a line\n[[line]] # one\nat = \"a:1\" # which\n# why\nfate = \"keep\"\n\n[[line]]\nat = \"a:2\"\n# end";
        let (text, gone) = remove(toml, "line", 0).unwrap();
        assert_eq!(gone, "[[line]] # one\nat = \"a:1\" # which\n# why\nfate = \"keep\"\n");
        assert_eq!(text, toml.replace(&gone, ""));
        assert_eq!(remove(toml, "line", 1).unwrap().0, toml.replace("[[line]]\nat = \"a:2\"\n", ""));
        let crlf = toml.replace('\n', "\r\n");
        assert_eq!(remove(&crlf, "line", 0).unwrap().0, crlf.replace(&gone.replace('\n', "\r\n"), ""));
        assert!(remove("line = [{ at = \"a:1\" }]\n", "line", 0).unwrap_err().to_string().contains("another way"));
    }

    #[test]
    fn a_list_in_one_line_is_left_to_the_person() {
        let toml = "section = [{ at = \"p-1\", order = 1 }]\n";
        let problem = pin(toml, "p-2", "a").unwrap_err();
        assert_eq!(
            problem.to_string(),
            "book.toml:1:11: [[section]] is written in another way here, and nothing was changed"
        );
        assert_eq!(problem.help.as_deref(), Some("add to it by hand: { at = \"p-2\", topic = \"a\" }"));
    }

    proptest! {
        /// Whatever a person wrote around it, in whatever line ends: the new text is the old one and the entry.
        #[test]
        fn nothing_else_changes(
            lines in prop::collection::vec(
                prop_oneof![
                    Just("# a comment \" ' [x]".to_owned()), Just(String::new()), Just("  ".to_owned()),
                    Just("[cleaning]".to_owned()), Just("[[topic]]\nid = 'a' # b".to_owned()),
                    Just("[[section]]\ntitle = \"T\"\nat = \"p-1\"".to_owned()),
                    Just("[words]\nhome.topics = \"\"\"\ntwo\nlines\"\"\"".to_owned()),
                ],
                0..8,
            ),
            endings in prop::collection::vec(any::<bool>(), 40),
            title in "[a-zA-Z \"'\\\\#é\u{7f}]{1,12}",
            at in prop_oneof![Just("p-1"), Just("p-9")],
        ) {
            let mut ends = endings.into_iter();
            let mut end = || if ends.next().unwrap_or(false) { "\r\n" } else { "\n" };
            let toml: String = lines.join("\n").split('\n').map(|line| format!("{line}{}", end())).collect();
            let doubled = ["[cleaning]", "[words]"].iter().any(|t| lines.iter().filter(|l| l.starts_with(t)).count() > 1);
            prop_assume!(!doubled && DeTable::parse(&toml).is_ok());
            let entry = Entry { table: "section", keys: vec![("at", at.into()), ("title", title.as_str().into())], without: None };
            let new = put(&toml, &entry, |key| key("at").as_deref() == Some(at)).unwrap();
            let changed = similar::TextDiff::from_chars(toml.as_str(), new.as_str());
            let there = toml.contains(&format!("at = \"{at}\""));
            let kept: String = changed
                .iter_all_changes()
                .filter(|c| c.tag() != similar::ChangeTag::Insert)
                .map(|c| c.value().to_owned())
                .collect();
            prop_assert_eq!(&kept, &toml);
            if there {
                prop_assert_eq!(new.matches('\n').count(), toml.matches('\n').count());
            } else {
                prop_assert!(new.starts_with(&toml));
            }
            prop_assert_eq!(&put(&new, &entry, |key| key("at").as_deref() == Some(at)).unwrap(), &new);
            // What was added can be taken back, and nothing else goes with it.
            if !there {
                let index = new.matches("[[section]]").count() - 1;
                let (back, gone) = remove(&new, "section", index).unwrap();
                prop_assert!(gone.starts_with("[[section]]"));
                prop_assert_eq!(back.trim_end(), toml.trim_end());
                prop_assert!(toml.starts_with(&back) || back.starts_with(&toml));
            }
        }
    }
}
