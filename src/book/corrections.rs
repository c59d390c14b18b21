//! What a person decided of single sections, lines and repairs: `[[section]]`, `[[line]]` and `[[repair]]`.
//!
//! Each names its target by an address, and may say what stands there. A target that is gone, or another text in its
//! place, is an error with the nearest match, so that no correction ever acts on what it was not meant for.

use super::{FILE, Spanned, nearest};
use crate::model::{Problem, Source, plain};
use std::{fmt, ops::RangeInclusive};

/// The fates that a person may give a line.
pub(super) const KEEP: &str = "keep";
pub(super) const DROP: &str = "drop";

/// What the book decides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corrections {
    /// The text of `book.toml`, to show a correction in.
    pub toml: String,
    /// `[[section]]`
    pub sections: Vec<SectionEntry>,
    /// `[[line]]`
    pub lines: Vec<LineEntry>,
    /// `[[repair]]`
    pub repairs: Vec<RepairEntry>,
}

/// What is decided of a section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionEntry {
    /// Which section.
    pub at: Spanned<SectionAt>,
    /// How its heading, or its first line, begins.
    pub text: Option<Spanned<String>>,
    /// Id of the topic that it stands on; `unsorted` for none.
    pub topic: Option<Spanned<String>>,
    /// What it is called.
    pub title: Option<String>,
    /// Its place before all sections of its page that have none, from 1.
    pub order: Option<u32>,
}

/// What is decided of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct LineEntry {
    /// Which lines.
    pub at: Spanned<Lines>,
    /// How the first of them begins.
    pub text: Option<Spanned<String>>,
    /// Whether they are kept; else they are dropped.
    pub keep: bool,
    /// Why, in the person's words.
    pub why: Option<String>,
}

/// What is decided of a repair.
#[derive(Debug, Clone, PartialEq)]
pub struct RepairEntry {
    /// Which line.
    pub at: Spanned<Lines>,
    /// Words of the raw line.
    pub was: Spanned<String>,
    /// What they become.
    pub now: String,
    /// Whether the repair is made; else it is not, whatever the program thinks.
    pub accept: bool,
}

/// The address of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionAt {
    /// Its stable name, `p-…`.
    Id(String),
    /// One of its lines.
    Line(Lines),
}

/// Lines of a source, as a person writes them: `page.txt:12` or `page.txt:12-14`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Path below the folder of the sources.
    pub source: String,
    /// First line, from 1.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.first)?;
        if self.last > self.first { write!(f, "-{}", self.last) } else { Ok(()) }
    }
}

impl Lines {
    /// Reads an address; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (source, lines) = text.rsplit_once(':')?;
        let (first, last) = lines.split_once(['-', '–']).unwrap_or((lines, lines));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (!source.is_empty() && 1 <= first && first <= last).then(|| Self { source: source.to_owned(), first, last })
    }

    /// The lines of the source that are meant.
    ///
    /// # Errors
    /// No such source, no such line, or another text there: with the nearest match. `span` is where `toml` has the
    /// address.
    pub fn find<'s>(
        &self,
        sources: &'s [Source],
        text: Option<&Spanned<String>>,
        toml: &str,
        span: &std::ops::Range<usize>,
    ) -> Result<(&'s Source, RangeInclusive<u32>), Problem> {
        let wrong = |message: String, label: &str, help: String| {
            Problem::new(message).in_file(FILE).at(toml, span.clone(), label).help(help)
        };
        let Some(source) = sources.iter().find(|s| s.path == self.source) else {
            let name = |s: &'s Source| s.path.rsplit('/').next().unwrap_or(&s.path);
            let near = nearest(&self.source, sources.iter().flat_map(|s| [s.path.as_str(), name(s)]));
            let near = near.and_then(|n| sources.iter().find(|s| s.path == n || name(s) == n));
            let help = near.map_or_else(
                || "give the path of a source below the folder of sources".to_owned(),
                |s| format!("did you mean {:?}?", Lines { source: s.path.clone(), ..self.clone() }.to_string()),
            );
            return Err(wrong(format!("there is no source {:?}", self.source), "no such source", help));
        };
        let lines = self.first..=self.last;
        let meant = text.filter(|t| !reads(source.raw(self.first), &t.value));
        if let Some(text) = meant {
            let there = match source.raw(self.first).trim() {
                "" if self.first > source.len() => format!("{} has {} lines", source.path, source.len()),
                "" => format!("line {} of {} is blank", self.first, source.path),
                raw => format!("line {} of {} reads {:?}", self.first, source.path, begin(raw)),
            };
            let help = match moved(source, self.first, &text.value) {
                Some(line) => {
                    let to = Lines {
                        source: source.path.clone(),
                        first: line,
                        last: line.saturating_add(self.last - self.first).min(source.len()),
                    };
                    let raw = begin(source.raw(line));
                    format!("the nearest is {to}, {raw:?}: write at = {:?}, text = {raw:?}", to.to_string())
                }
                None => "nothing like it is in the source any more: remove this correction".to_owned(),
            };
            let message = format!("{there}, not {:?}", text.value);
            return Err(Problem::new(message).in_file(FILE).at(toml, text.span.clone(), "not there").help(help));
        }
        if self.last > source.len() {
            let help = format!("give lines from 1 to {}", source.len());
            return Err(wrong(format!("{} has no line {}", source.path, self.last), "no such line", help));
        }
        if lines.clone().all(|line| source.is_blank(line)) {
            let near = (0..source.len()).flat_map(|d| [self.first.saturating_sub(d), self.last + d]);
            let near = near.filter(|l| source.lines().contains(l)).find(|&l| !source.is_blank(l));
            let help = near.map_or_else(String::new, |l| {
                format!("the nearest line with text is {}:{l}, {:?}", source.path, begin(source.raw(l)))
            });
            return Err(wrong(format!("nothing stands in {self}"), "blank", help));
        }
        Ok((source, lines))
    }
}

impl SectionAt {
    /// Reads an address; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let is_id = text.strip_prefix("p-").is_some_and(|t| t.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
        if is_id { Some(Self::Id(text.to_owned())) } else { Lines::parse(text).map(Self::Line) }
    }
}

impl fmt::Display for SectionAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::Line(lines) => lines.fmt(f),
        }
    }
}

/// Longer texts are cut in `text`, with `…` for the rest.
const BEGIN: usize = 60;

/// A line as `text` has it: whole when it is short, else its beginning and `…`.
pub fn begin(line: &str) -> String {
    let line = line.trim();
    let Some((cut, _)) = line.char_indices().nth(BEGIN) else { return line.to_owned() };
    let head = &line[..cut];
    format!("{}…", head.rsplit_once(char::is_whitespace).map_or(head, |(words, _)| words.trim_end()))
}

/// Whether a line reads as `text` says: all of it, or up to the `…` that it ends in. The shape of quotation marks and
/// the width of spaces make no difference.
pub fn reads(line: &str, text: &str) -> bool {
    let words = |s: &str| plain(s).split_whitespace().collect::<Vec<_>>().join(" ");
    let (line, text) = (words(line), words(text));
    match text.strip_suffix('…') {
        Some(begin) => line.starts_with(begin.trim_end()),
        None => line == text,
    }
}

/// The line of a source that reads so: the nearest of several, or else the most similar.
fn moved(source: &Source, from: u32, text: &str) -> Option<u32> {
    let lines = || source.lines().filter(|&l| !source.is_blank(l));
    lines()
        .filter(|&l| reads(source.raw(l), text))
        .min_by_key(|l| l.abs_diff(from))
        .or_else(|| most_like(text, lines().map(|l| (l, source.raw(l)))))
}

/// What is most like a text, if anything is like it.
pub fn most_like<'t, T>(text: &str, all: impl Iterator<Item = (T, &'t str)>) -> Option<T> {
    const LIKE: f64 = 0.6;
    let text = text.trim_end_matches('…').to_lowercase();
    let length = text.chars().count();
    let like = |other: &str| {
        let head: String = other.trim().to_lowercase().chars().take(length.max(BEGIN)).collect();
        strsim::normalized_levenshtein(&text, &head)
    };
    let scored = all.map(|(at, other)| (like(other), at)).filter(|(like, _)| *like >= LIKE);
    // Of equals, the first.
    scored.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let lines = |text| Lines::parse(text).map(|l| (l.source.clone(), l.first, l.last, l.to_string()));
        let is = |source: &str, first, last, shown: &str| Some((source.to_owned(), first, last, shown.to_owned()));
        assert_eq!(lines("a.txt:9"), is("a.txt", 9, 9, "a.txt:9"));
        assert_eq!(lines("b/a:1.txt:9-12"), is("b/a:1.txt", 9, 12, "b/a:1.txt:9-12"));
        for wrong in ["", "a.txt", "a.txt:", ":9", "a.txt:0", "a.txt:9-8", "a.txt:x"] {
            assert_eq!(lines(wrong), None, "{wrong}");
        }
        assert_eq!(SectionAt::parse("p-0123456789-2"), Some(SectionAt::Id("p-0123456789-2".into())));
        assert!(matches!(SectionAt::parse("p-x.txt:3"), Some(SectionAt::Line(_))));
        assert_eq!(SectionAt::parse("p-x"), None);
    }

    #[test]
    fn a_text_is_compared_by_its_words() {
        assert!(reads("  Donât  Miss\t", "Donât Miss") && reads("It’s “so”", "It's \"so\""));
        assert!(!reads("Donât Miss this", "Donât Miss") && reads("Donât Miss this", "Donât Miss…"));
        let long = "words and ".repeat(20);
        assert!(reads(&long, &begin(&long)) && begin(&long).ends_with('…') && begin(&long).chars().count() <= 61);
        assert_eq!(begin(" short "), "short");
    }
}
