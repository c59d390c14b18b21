//! Works cited in full: `Able B, Case D. A title. J Name. 2001;12(3):45-67.` and the like, in the styles of
//! Vancouver, APA, Nature, Harvard, MLA, Chicago, IEEE and the National Library of Medicine's title-first form.
//!
//! A reference is read from both ends: names at its head, year, volume and pages at its tail, and what is left
//! between is title and container. A line that is not whole in this sense is no reference: a sentence that names a
//! work is taken for a sentence.

mod identifiers;
mod names;
#[cfg(test)]
mod tests;

use crate::model::Name;
use identifiers::Identifiers;
use names::names;
use regex::Regex;
use std::sync::LazyLock;

/// A work, as far as its parts can be told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cited {
    /// Authors, in order; at least one.
    pub authors: Vec<Name>,
    /// Whether there are more of them (`et al.`).
    pub others: bool,
    /// Its title.
    pub title: Option<String>,
    /// The journal or book that it stands in.
    pub container: Option<String>,
    /// Who published a book.
    pub publisher: Option<String>,
    /// Where the publisher of a book sits.
    pub place: Option<String>,
    /// Volume.
    pub volume: Option<String>,
    /// Issue.
    pub issue: Option<String>,
    /// Page, pages, or the number of an article.
    pub pages: Option<String>,
    /// Year.
    pub year: u16,
    /// Digital object identifier, beginning with `10.`.
    pub doi: Option<String>,
    /// Number of a preprint at arXiv.
    pub arxiv: Option<String>,
    /// Number in PubMed.
    pub pmid: Option<String>,
    /// Web address that is none of these.
    pub address: Option<String>,
}

/// Shorter and longer lines than these (bytes) are no references.
const LENGTH: std::ops::RangeInclusive<usize> = 30..=900;
/// A title in mid-reference has this many words at least, so that a name isn't taken for one.
const TITLE_WORDS: usize = 2;
/// A container has at most this many words.
const CONTAINER_WORDS: usize = 14;

const YEAR: &str = r"(?:1[5-9]|20)\d\d";
const PAGES: &str = r"[A-Za-z]{0,4}\d{1,7}[A-Za-z]?(?:[-–—‐][A-Za-z]{0,2}\d{1,6}[A-Za-z]?)?(?:, ?\d{1,6}[-–]\d{1,6})?";

const MONTH: &str = r"(?:(?:,? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Fall|Autumn|Winter)[a-z]*\.?(?:[-–/][A-Z][a-z]{2,8})?(?: \d{1,2})?)?";
const ISSUE: &str = r"(?: ?\((?P<issue>[^()]{1,24})\))?";

/// A pattern in which the names of the parts above stand for them.
fn compile(pattern: &str) -> Regex {
    let parts = [("YEAR", YEAR), ("PAGES", PAGES), ("MONTH", MONTH), ("ISSUE", ISSUE)];
    Regex::new(&parts.iter().fold(pattern.to_owned(), |p, (name, part)| p.replace(name, part)))
        .expect("a valid pattern")
}

/// Year, volume, issue and pages at the tail of a reference, by style.
static TAILS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // 2001 Mar 3;12(3):45-67
        r"[ (](?P<year>YEAR)\)?MONTH; ?(?P<volume>\d{1,4})?(?: ?Suppl\.? ?\d*)?ISSUE(?:: ?(?P<pages>PAGES))?$",
        // 12, 45–67 (2001)
        r",? (?P<volume>\d{1,4})ISSUE[,:] ?(?:pp?\. ?)?(?P<pages>PAGES) \((?P<year>YEAR)\)$",
        // vol. 12, no. 3, pp. 45–67, 2001 and vol. 12, no. 3, 2001, pp. 45–67
        r",? [Vv]ol\. ?(?P<volume>\d{1,4})(?:, (?:no|iss|issue)\. ?(?P<issue>[\w–-]{1,12}))?(?:, pp?\. ?(?P<pages>PAGES))?,? \(?(?:[A-Z][a-z]{2,8}\.? )?(?P<year>YEAR)\)?(?:, pp?[.:] ?(?P<pages2>PAGES))?$",
        // 12(3):45-67, 2001 and 84.1, 2001, pp: 45-67
        r",? (?P<volume>\d{1,4})ISSUE: ?(?P<pages>PAGES),? \(?(?P<year>YEAR)\)?$",
        r",? (?P<volume>\d{1,4})(?:\.(?P<issue>\d{1,3}))?,? \(?(?P<year>YEAR)\)?[,:] ?pp?[.:] ?(?P<pages>PAGES)$",
        // 12, no. 3 (2001): 45–67
        r",? (?P<volume>\d{1,4})(?:, no\. (?P<issue>[\w–-]{1,12}))? \((?:[A-Z][a-z]{2,8}\.? )?(?P<year>YEAR)\): ?(?P<pages>PAGES)$",
        // Proc. Conf., 2001, pp. 45–67
        r", \(?(?P<year>YEAR)\)?, pp?[.:] ?(?P<pages>PAGES)$",
        // 12(3), 45–67, where the year stands behind the names
        r",? (?:[Vv]ol\. ?)?(?P<volume>\d{1,4})ISSUE(?:[,:] ?(?:pp?\. ?|Article )?(?P<pages>PAGES))?$",
    ]
    .iter()
    .map(|p| compile(p))
    .collect()
});

static MARK: LazyLock<Regex> =
    LazyLock::new(|| compile(r"^(?:(?:[•·▪◦‣*–-]\s*)?(?:\[\d{1,4}\]|\(\d{1,3}\)|\d{1,4}[.)]|\^)?\s*){2}"));

/// Reads a line as a reference. `None` when it is none.
pub fn read(line: &str) -> Option<Cited> {
    let line = line.trim();
    if !LENGTH.contains(&line.len()) || !has_year(line) {
        return None;
    }
    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = &text[MARK.find(&text).map_or(0, |m| m.end())..];
    let first = text.chars().next()?;
    if !first.is_alphabetic() && !"\"“‘'«".contains(first) {
        return None;
    }
    let ids = Identifiers::of(text);
    let core = &*identifiers::without(text);
    // An address alone may stand behind any sentence; behind a year it is a reference's.
    let dated = ids.address.is_some() && YEAR_LAST.is_match(core);
    let year = (ids.identify() || dated).then(|| late_year(core, text)).flatten();
    let cited = names_first(core, ids.identify(), year).or_else(|| title_first(core))?;
    let Identifiers { doi, arxiv, pmid, address } = ids;
    Some(Cited { doi, arxiv, pmid, address, ..cited })
}

/// The last year of a reference, wherever it stands; digits of an identifier are none.
fn late_year(core: &str, text: &str) -> Option<u16> {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| compile(r"(?:^|[\s(,;])(YEAR)(?:[),:;\s]|\.\s|\.?$)"));
    static LAST: LazyLock<Regex> = LazyLock::new(|| compile(r"[\s(,](YEAR)\)?[.;]?$"));
    let found = YEARS.captures_iter(core).last().or_else(|| LAST.captures(text))?;
    found.get(1)?.as_str().parse().ok()
}

/// `Names. Title. Container. Year;volume:pages`, in whatever order year and volume have. `late` is the year that stands
/// anywhere in a reference with an identifier.
fn names_first(core: &str, identified: bool, late: Option<u16>) -> Option<Cited> {
    let (authors, others, rest) = names(core)?;
    let (year, rest) = names::year(rest).map_or((None, rest), |(year, rest)| (Some(year), rest));
    let dated = year.is_some();
    let body = rest.trim_start_matches(['.', ',', ':', ' ']);
    for (i, tail) in TAILS.iter().enumerate() {
        let Some(found) = tail.captures(body) else { continue };
        let part = |name| found.name(name).map(|m| m.as_str().to_owned());
        let Some(year) = part("year").and_then(|y| y.parse().ok()).or(year) else { continue };
        // The last form has no year of its own, so little is left to tell a reference by.
        if i + 1 == TAILS.len() && (!dated || part("pages").is_none() && part("issue").is_none() && !identified) {
            continue;
        }
        if part("volume").is_none() && part("pages").is_none() {
            continue;
        }
        let head = &body[..found.get(0)?.start()];
        let Some((title, container)) = parted(head.trim_end_matches([',', ' '])) else { continue };
        return Some(Cited {
            authors,
            others,
            title: Some(title),
            container: Some(container),
            volume: part("volume"),
            issue: part("issue"),
            pages: part("pages").or_else(|| part("pages2")),
            year,
            ..Cited::default()
        });
    }
    if let Some(book) = book(body) {
        return Some(Cited { authors, others, ..book });
    }
    // With names, a year and an identifier it is a work, whatever else it says.
    let undated = &body[..YEAR_LAST.find(body).map_or(body.len(), |m| m.start())];
    let (title, container) = match parted(undated) {
        Some((title, container)) => (Some(title), Some(container)),
        None => (first_sentence(body), None),
    };
    let year = year.filter(|_| identified).or(late.filter(|_| title.is_some()))?;
    Some(Cited { authors, others, year, title, container, ..Cited::default() })
}

/// The year that ends a reference.
static YEAR_LAST: LazyLock<Regex> = LazyLock::new(|| compile(r",? \(?YEAR\)?$"));

/// `Title. City: Publisher; Year` and `Title. In: Book. City: Publisher; Year:pages`, behind names.
fn book(body: &str) -> Option<Cited> {
    static BOOK: LazyLock<Regex> = LazyLock::new(|| {
        compile(
            r"^(?P<title>.+?)[.?] (?:In: (?P<book>.+?)\. )?(?P<place>\p{Lu}[\p{L} .-]{1,30}(?:, [\p{L} ]{2,24})?)(?:: |, )(?P<publisher>\p{Lu}[^:;]{1,60}); ?(?P<year>YEAR)(?:(?::|\. ?pp?\. ?)(?P<pages>PAGES))?$",
        )
    });
    let found = BOOK.captures(body)?;
    let part = |name| found.name(name).map(|m| m.as_str().to_owned());
    let title = part("title").filter(|t| words(t) >= TITLE_WORDS)?;
    Some(Cited {
        title: Some(title),
        container: part("book"),
        publisher: part("publisher"),
        place: part("place"),
        pages: part("pages"),
        year: part("year")?.parse().ok()?,
        ..Cited::default()
    })
}

/// `Title. Names. Container. Year;volume:pages`
fn title_first(core: &str) -> Option<Cited> {
    let found = TAILS.first()?.captures(core)?;
    let part = |name| found.name(name).map(|m| m.as_str().to_owned());
    let year = part("year")?.parse().ok()?;
    part("volume").or_else(|| part("pages"))?;
    let head = &core[..found.get(0)?.start()];
    let mut ends = head.match_indices(['.', '?', '!']).map(|(i, _)| i).filter(|&i| head[i + 1..].starts_with(' '));
    let (title, authors, others, rest) = ends.find_map(|end| {
        let (authors, others, rest) = names(&head[end + 2..])?;
        let title = head[..=end].trim_end_matches('.');
        (words(title) >= TITLE_WORDS).then_some((title, authors, others, rest))
    })?;
    let container = rest.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    is_container(container).then(|| Cited {
        authors,
        others,
        title: Some(title.to_owned()),
        container: Some(container.to_owned()),
        volume: part("volume"),
        issue: part("issue"),
        pages: part("pages"),
        year,
        ..Cited::default()
    })
}

/// Title and container of what stands between names and tail.
fn parted(head: &str) -> Option<(String, String)> {
    let head = head.trim();
    let first = head.chars().next()?;
    if let Some(close) = ["\"\"", "“”", "‘’", "«»"].iter().find_map(|p| {
        let mut pair = p.chars();
        (pair.next() == Some(first)).then(|| pair.next()).flatten()
    }) {
        let inner = &head[first.len_utf8()..];
        let end = inner.find(close)?;
        let title = inner[..end].trim_end_matches([',', '.', ' ']);
        let container = inner[end + close.len_utf8()..].trim_matches(|c: char| " ,.".contains(c));
        let container = container.strip_prefix("in ").or_else(|| container.strip_prefix("In ")).unwrap_or(container);
        return (words(title) >= TITLE_WORDS && is_container(container))
            .then(|| (title.to_owned(), container.to_owned()));
    }
    // The first full stop behind which all is a container; failing that, the last comma.
    let stops = head.match_indices(['.', '?', '!']).map(|(i, _)| i).filter(|&i| head[i + 1..].starts_with(' '));
    let by_stop = stops
        .map(|i| (head[..=i].trim_end_matches('.'), head[i + 2..].trim_end_matches('.')))
        .find(|(title, container)| words(title) >= TITLE_WORDS && is_container(container));
    let by_comma = || {
        let (title, container) = head.rsplit_once(", ")?;
        (words(title) > TITLE_WORDS && is_container(container) && !title.contains(". ")).then_some((title, container))
    };
    by_stop
        .or_else(by_comma)
        .map(|(title, container)| (title.to_owned(), container.trim_start_matches("In ").to_owned()))
}

/// Whether a text could name a journal or a book: few words, a capital at its head, and no full stop but behind an
/// abbreviation.
fn is_container(text: &str) -> bool {
    let text = text.trim();
    let abbreviated = |word: &str| {
        let stem = word.trim_end_matches(['.', ',']);
        stem.chars().count() <= 8 && stem.starts_with(char::is_uppercase)
    };
    let inner: Vec<&str> = text.split(' ').collect();
    let stops = inner.iter().rev().skip(1).filter(|w| w.ends_with(['.', '?', '!']));
    text.starts_with(char::is_uppercase)
        && (1..=CONTAINER_WORDS).contains(&inner.len())
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !text.contains(';')
        && { stops }.all(|w| abbreviated(w))
}

fn first_sentence(text: &str) -> Option<String> {
    let end = text.match_indices(['.', '?', '!']).map(|(i, _)| i).find(|&i| text[i + 1..].starts_with(' '));
    let title = text[..end.map_or(text.len(), |i| i + 1)].trim_matches(|c: char| " .\"“”".contains(c));
    (words(title) > TITLE_WORDS).then(|| title.to_owned())
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count()
}

fn has_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|w| matches!(w, [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..]) && w.iter().all(u8::is_ascii_digit))
}
