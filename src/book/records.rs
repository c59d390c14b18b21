//! What a person recorded of sources: a file beside the source, or `[[source]]` in `book.toml`. Both have the same
//! keys and are looked at in the same way; all that is wrong with one file is told at once.

use super::{FILE, Spanned, nearest, not_toml};
use crate::model::{Date, Known, Name, Problem, Record};
use schemars::JsonSchema;
use std::collections::{BTreeMap, HashMap};
use toml::de::{DeTable, DeValue};

/// What a source's record may say.
pub(super) const KEYS: [&str; 8] =
    ["address", "title", "site", "author", "published", "updated", "retrieved", "licence"];

/// What is known of a source as a publication. A file beside it, with the same name and the ending `.meta.toml`, can say
/// the same but for `path`.
// The page about book.toml is made from it; it is read by hand, so that all that is wrong is told at once.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its description is wanted")]
pub(super) struct RawSource {
    /// Which source: its path below `src`, or several: `folder/*`.
    path: String,
    /// Where it was found, `http` or `https`.
    address: Option<String>,
    /// Its title.
    title: Option<String>,
    /// The site that published it.
    site: Option<String>,
    /// Who wrote it: `Family, Given`, or a name in one piece.
    author: Option<Names>,
    /// When it was published: `2019`, `2019-04` or `2019-04-11`.
    published: Option<Day>,
    /// When it was last changed.
    updated: Option<Day>,
    /// When it was scraped.
    retrieved: Option<Day>,
    /// The licence that it is under.
    licence: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only its description is wanted")]
enum Names {
    One(String),
    Several(Vec<String>),
}

#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only its description is wanted")]
enum Day {
    Written(String),
    Whole(#[schemars(extend("format" = "date"))] String),
    Year(u16),
}

/// Words that other tools have for the same thing.
const ALIASES: [(&str, &str); 16] = [
    ("url", "address"),
    ("link", "address"),
    ("uri", "address"),
    ("source", "address"),
    ("name", "title"),
    ("headline", "title"),
    ("website", "site"),
    ("publisher", "site"),
    ("hostname", "site"),
    ("authors", "author"),
    ("byline", "author"),
    ("date", "published"),
    ("modified", "updated"),
    ("accessed", "retrieved"),
    ("license", "licence"),
    ("rights", "licence"),
];

/// What `book.toml` says of some sources.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceEntry {
    /// Path below the folder of sources, or a glob of such paths.
    pub path: Spanned<String>,
    /// What is known of them.
    pub said: Said,
}

/// A record as a person wrote it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// What is known.
    pub record: Record,
    /// The line of each key.
    pub lines: BTreeMap<String, u32>,
}

/// Reads the file beside a source.
///
/// # Errors
/// It is not TOML, has a key that is not known, or a value that makes no sense.
pub(crate) fn sidecar(file: &str, text: &str) -> Result<Said, Problem> {
    let table = DeTable::parse(text).map_err(|e| not_toml(file, text, &e))?;
    let mut reader = Reader::new(file, text);
    for (key, _) in table.get_ref() {
        let name = key.get_ref().as_ref();
        if !KEYS.contains(&name) {
            let help = meant(name).map_or_else(|| format!("it may have: {}", KEYS.join(", ")), did_you_mean);
            reader.wrong(format!("the record of a source has no key `{name}`"), key.span(), "unknown key", &help);
        }
    }
    let said = reader.said(table.get_ref());
    Problem::none_or(reader.problems, said)
}

/// What `[[source]]` says. Unknown keys are told elsewhere ([`super::keys`]).
pub(super) fn in_book(text: &str) -> Result<Vec<SourceEntry>, Problem> {
    let Ok(document) = DeTable::parse(text) else { return Ok(Vec::new()) };
    let tables = document.get_ref().get("source").and_then(|s| s.get_ref().as_array());
    let mut reader = Reader::new(FILE, text);
    let (mut entries, mut seen) = (Vec::new(), HashMap::new());
    for value in tables.into_iter().flatten() {
        let Some(table) = value.get_ref().as_table() else { continue };
        let said = reader.said(table);
        match table.get("path").map(|p| (p.get_ref().as_str(), p.span())) {
            Some((Some(path), span)) if !path.trim().is_empty() => {
                if let Some(first) = seen.insert(path.trim_start_matches("./").to_owned(), span.start) {
                    let label = format!("also at line {}", reader.line(first));
                    let help = "write one, with all that belongs to it";
                    reader.wrong("two entries are of one source".into(), span.clone(), &label, help);
                }
                entries.push(SourceEntry { path: Spanned { value: path.to_owned(), span }, said });
            }
            Some((_, span)) => reader.wrong(
                "this is no path".into(),
                span,
                "not a path",
                "name a source as it lies below the folder of sources: path = \"page.txt\", or several: \"folder/*\"",
            ),
            None => reader.wrong(
                "`path` is missing here".into(),
                value.span(),
                "this source",
                "say which source it is: path = \"page.txt\", or several: path = \"folder/*\"",
            ),
        }
    }
    Problem::none_or(reader.problems, entries)
}

/// The key that a person meant.
pub(super) fn meant(wrong: &str) -> Option<&'static str> {
    let lower = wrong.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower).map(|(_, key)| *key);
    alias.or_else(|| nearest(wrong, KEYS.into_iter()))
}

/// The key that a name stands for, if it is one or another tool's word for one.
pub(crate) fn record_key(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower).map(|(_, key)| *key);
    alias.or_else(|| KEYS.into_iter().find(|key| *key == lower))
}

fn did_you_mean(key: &str) -> String {
    format!("did you mean `{key}`?")
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    /// Where each line ends.
    ends: Vec<usize>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, ends: text.match_indices('\n').map(|(at, _)| at).collect(), problems: Vec::new() }
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> u32 {
        self.ends.partition_point(|&end| end < at) as u32 + 1
    }

    fn wrong(&mut self, message: String, span: std::ops::Range<usize>, label: &str, help: &str) {
        self.problems.push(Problem::new(message).in_file(self.file).at(self.text, span, label).help(help));
    }

    fn said(&mut self, table: &DeTable<'_>) -> Said {
        let lines = table.keys().map(|key| (key.get_ref().to_string(), self.line(key.span().start))).collect();
        Said { record: self.record(table), lines }
    }

    fn record(&mut self, table: &DeTable<'_>) -> Record {
        Record {
            address: self.words(table, "address").and_then(|(address, span)| {
                if is_web_address(&address) {
                    return Some(Known::recorded(address));
                }
                let help = "write the whole address of the page: \"https://example.org/page\"";
                self.wrong("the address is no web address".into(), span, "not http or https", help);
                None
            }),
            title: self.words(table, "title").map(|(title, _)| Known::recorded(title)),
            site: self.words(table, "site").map(|(site, _)| Known::recorded(site)),
            authors: self.names(table).map(Known::recorded),
            published: self.date(table, "published"),
            updated: self.date(table, "updated"),
            retrieved: self.date(table, "retrieved"),
            licence: self.words(table, "licence").map(|(licence, _)| Known::recorded(licence)),
        }
    }

    /// A string that is not empty, on one line.
    fn words(&mut self, table: &DeTable<'_>, key: &str) -> Option<(String, std::ops::Range<usize>)> {
        let value = table.get(key)?;
        match value.get_ref().as_str().map(str::trim) {
            Some(text) if !text.is_empty() && !text.contains(char::is_control) => {
                return Some((text.to_owned(), value.span()));
            }
            Some("") => {
                let help = "what is not known is left out: remove the line";
                self.wrong(format!("`{key}` says nothing"), value.span(), "empty", help);
            }
            Some(_) => self.control(key, value.span()),
            None => {
                let help = format!("write it between quotation marks: {key} = \"…\"");
                self.wrong(format!("`{key}` must be text"), value.span(), "not text", &help);
            }
        }
        None
    }

    fn control(&mut self, key: &str, span: std::ops::Range<usize>) {
        let help = "write it as one line, without what no page can show";
        self.wrong(format!("`{key}` holds a line end or a control character"), span, "not one line", help);
    }

    fn names(&mut self, table: &DeTable<'_>) -> Option<Vec<Name>> {
        let value = table.get("author")?;
        let named = |v: &DeValue<'_>| v.as_str().filter(|s| !s.trim().is_empty()).map(Name::new);
        let names = match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|v| named(v.get_ref())).collect::<Option<Vec<Name>>>(),
            one => named(one).map(|name| vec![name]),
        };
        let names = names.filter(|names| !names.is_empty());
        let is_shown = |name: &Name| !name.to_string().contains(char::is_control);
        if names.as_ref().is_some_and(|names| !names.iter().all(is_shown)) {
            self.control("author", value.span());
            return None;
        }
        if names.is_none() {
            let help = "write author = \"Ana Silva\" or author = [\"Silva, Ana\", \"World Health Organization\"]";
            self.wrong("`author` must be a name or a list of names".into(), value.span(), "no name", help);
        }
        names
    }

    fn date(&mut self, table: &DeTable<'_>, key: &str) -> Option<Known<Date>> {
        let value = table.get(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(date) => Date::parse(&date.to_string()),
            DeValue::Integer(year) => Date::parse(year.as_str()),
            other => other.as_str().and_then(|s| Date::parse(s.trim())),
        };
        if date.is_none() {
            let help = "write year, month and day, as far as they are known: 2019-04-11, \"2019-04\" or 2019";
            self.wrong(format!("`{key}` is no date"), value.span(), "no date", help);
        }
        date.map(Known::recorded)
    }
}

/// Whether an address leads to the web, and nowhere else.
pub(crate) fn is_web_address(address: &str) -> bool {
    let host = ["http://", "https://"].iter().find_map(|scheme| {
        address.get(..scheme.len()).filter(|s| s.eq_ignore_ascii_case(scheme)).map(|_| &address[scheme.len()..])
    });
    host.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{is_web_address, sidecar};

    #[test]
    fn addresses() {
        for good in ["https://example.org", "http://a.b/c?d=e#f", "HTTPS://example.org/ä", "http://[::1]/"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "//example.org", "https://", "https:///x", "ftp://a", "https://a b", "a", ""]
        {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn everything_wrong_is_told_with_its_line() {
        let text = "url = \"https://a.org\"\ntitel = \"T\"\naddress = \"a.org\"\npublished = \"May\"\nauthor = []\nsite = 3\nlicence = \"\"\n";
        let problem = sidecar("a.meta.toml", text).unwrap_err();
        let told: Vec<String> = std::iter::once(&problem).chain(&problem.more).map(ToString::to_string).collect();
        let lines = ["1:1", "2:1", "3:11", "6:8", "5:10", "4:13", "7:11"];
        assert_eq!(told.len(), lines.len(), "{told:#?}");
        for line in lines {
            assert!(told.iter().any(|t| t.starts_with(&format!("a.meta.toml:{line}:"))), "{line}: {told:#?}");
        }
        let helps: Vec<&str> =
            std::iter::once(&problem).chain(&problem.more).filter_map(|p| p.help.as_deref()).collect();
        assert!(helps.contains(&"did you mean `address`?") && helps.contains(&"did you mean `title`?"), "{helps:?}");
    }
}
