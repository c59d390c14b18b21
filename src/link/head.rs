//! What a source says of itself at its head: the title, a byline, a date. Only what stands there in so many words;
//! a bare name or a date that could be read in two ways tells nothing.

use crate::model::{BlockKind, Date, Fate, Known, Ledger, LineId, Name, Outline, Record, Section, Source};
use regex::Regex;
use std::{collections::HashMap, sync::LazyLock};

/// Lines at the head of a page that may hold its byline and dates.
const HEAD: usize = 40;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words before a date, and what they say it is.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(published|posted|created|first published)|((?:last )?(?:updated|modified|edited|changed)))(?:\s+(?:on|at|by\s+[^\d|]{1,60}?))?\s*:?\s*$").expect("a valid pattern")
});

/// A date whose parts can't be taken for one another: the month is a word, or the year stands first.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:
            (?P<m1>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)
          | (?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?P<m2>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+(?P<y2>(?:19|20)\d\d)
          | (?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)
        )(?:\b|T)",
    )
    .expect("a valid pattern")
});

/// `By` or `Written by`, and names; not who reviewed or updated the page.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?i:(?:words|text|story|article|written|posted|published|contributed)\s+by|by)\s*:?\s+
          (?P<names>NAME(?:(?:,\s+|,?\s+(?:and|&)\s+)NAME){0,5})
          (?:\s*[,|·•–—(-].*|\s+(?i:on|updated|published|posted|last)\b.*)?$"
            .replace("NAME", r"(?:(?:Dr|Prof)\.?\s+)?\p{Lu}[\p{L}'’.-]*(?:\s+(?:(?:van|von|de|da|di|del|der|la|le|den|bin|al)\s+){0,2}\p{Lu}[\p{L}'’.-]*){1,3}")
            .as_str(),
    )
    .expect("a valid pattern")
});

/// What the text of a source says of the source. Only lines before the first text that is published count, and of
/// those only lines that cleaning took for furniture: what is published speaks of its subject, not of the page. The
/// title alone may be the heading of the first section.
/// Front matter goes before all of it.
pub(super) fn read(source: &Source, ledger: &Ledger, outline: &Outline, first: Option<u32>) -> Record {
    let front = source.markup.as_ref().and_then(|m| m.front.as_ref());
    let mut record = front.map_or_else(Record::default, |f| f.record.clone());
    let title = || match &source.markup {
        Some(_) => outline.titles.get(source.id.0 as usize).copied().flatten().or_else(|| own_heading(source)),
        None => headline(source, ledger, outline),
    };
    let title = if record.title.is_none() { title() } else { None };
    if let Some((line, text)) = title.and_then(|line| Some((line, ledger.text(source, line)?))) {
        let text = text.trim().trim_start_matches('#').trim();
        if !text.is_empty() {
            record.title = Some(Known::text(text.to_owned(), line));
        }
    }
    let end = first.unwrap_or(source.len() + 1);
    let begin = front.map_or(1, |f| f.lines.end() + 1);
    let furniture = (begin..end).filter(|&line| !source.is_blank(line)).take(HEAD).filter_map(|line| {
        match ledger.fate(source.at(line)) {
            Fate::Dropped { rule, .. } => Some((line, rule.as_str())),
            _ => None,
        }
    });
    // A label may stand on a line of its own, with what it labels below it.
    let mut label = String::new();
    for (line, rule) in furniture {
        let words = source.words(line);
        let raw = words.trim();
        let text = if label.is_empty() { raw.to_owned() } else { format!("{label} {raw}") };
        label =
            if raw.len() < 30 && !raw.contains(|c: char| c.is_ascii_digit()) { raw.to_owned() } else { String::new() };
        if record.authors.is_none() {
            record.authors = authors(&text, rule).map(|names| Known::text(names, line));
        }
        for (kind, date) in dates(&text) {
            let field = if kind == Kind::Updated { &mut record.updated } else { &mut record.published };
            if field.is_none() {
                *field = Some(Known::text(date, line));
            }
        }
    }
    record
}

/// The heading of the first level that a source marks, when there is one and no more: the page's own.
fn own_heading(source: &Source) -> Option<u32> {
    let blocks = source.markup.as_ref()?.blocks.iter();
    let mut first = blocks.filter(|b| b.kind == BlockKind::Heading { level: 1 } && b.within.is_empty());
    let own = *first.next()?.range().start();
    first.next().is_none().then_some(own)
}

/// The title of a text without mark-up: of the titles that it begins with, the first, unless the text says little of its
/// words and most of another's: then it is what furniture was left standing. A title that also heads the first section
/// must be more than a label such as `Introduction`.
fn headline(source: &Source, ledger: &Ledger, outline: &Outline) -> Option<u32> {
    const WORDS: std::ops::RangeInclusive<usize> = 4..=25;
    /// Shares of a title's words that the text says: little, and most.
    const LITTLE: f64 = 0.34;
    const MOST: f64 = 0.67;
    let own = outline.titles.get(source.id.0 as usize).copied().flatten();
    let sections = outline.of_source(source.id);
    let first = sections.first()?;
    let headings = first.blocks.iter().take_while(|b| matches!(b.kind, BlockKind::Heading { .. }));
    let headings = first.heading.into_iter().chain(headings.map(|b| *b.range().start())).filter(|&line| {
        let text = ledger.text(source, line).unwrap_or_default();
        WORDS.contains(&text.split_whitespace().count()) && !text.trim_end().ends_with(':')
    });
    let titles: Vec<u32> = own.into_iter().chain(headings).collect();
    let (&title, others) = titles.split_first()?;
    let said = said(source, ledger, sections, title);
    let better = || others.iter().copied().find(|&line| self::said(source, ledger, sections, line) >= MOST);
    if said > LITTLE { Some(title) } else { better().or((said > 0.0).then_some(title)) }
}

/// The share of a line's words that the other lines of its source say; all of them when it has none to tell by.
fn said(source: &Source, ledger: &Ledger, sections: &[Section], line: u32) -> f64 {
    /// Shorter words tell nothing of a subject; of longer ones the beginning is compared.
    const LETTERS: usize = 4;
    const STEM: usize = 5;
    let stems = |line: u32| -> Vec<String> {
        let text = ledger.text(source, line).unwrap_or_default();
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() >= LETTERS);
        words.map(|w| w.to_lowercase().chars().take(STEM).collect()).collect()
    };
    let mut left = stems(line);
    let all = left.len();
    for at in sections.iter().flat_map(|s| s.lines()).filter(|at| at.line != line) {
        if left.is_empty() {
            break;
        }
        let words = stems(at.line);
        left.retain(|stem| !words.contains(stem));
    }
    if all == 0 { 1.0 } else { (all - left.len()) as f64 / all as f64 }
}

/// Line of the first text that a source publishes, heading aside; per source.
pub(super) fn first_lines(outline: &Outline) -> HashMap<u32, u32> {
    let mut first: HashMap<u32, u32> = HashMap::new();
    for section in &outline.sections {
        let body = section.blocks.iter().map(|b| *b.range().start()).min();
        if let Some(line) = body.or(section.heading) {
            let LineId { source, line } = LineId { source: section.source, line };
            first.entry(source.0).and_modify(|l| *l = line.min(*l)).or_insert(line);
        }
    }
    first
}

fn authors(text: &str, rule: &str) -> Option<Vec<Name>> {
    let names = match BYLINE.captures(text) {
        Some(found) => found.name("names")?.as_str().to_owned(),
        // Cleaning looked at its neighbours and took it for the name of the author.
        None if rule == "byline-name" => text.to_owned(),
        None => return None,
    };
    let names = names.replace(" & ", ", ").replace(" and ", ", ");
    let names: Vec<Name> = names
        .split(',')
        .map(|n| n.trim().trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.'))
        .filter(|n| n.contains(' '))
        .map(|n| Name::Whole(n.to_owned()))
        .collect();
    (!names.is_empty()).then_some(names)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Published,
    Updated,
}

/// The dates of a line and what its words say they are. A date that the line calls otherwise (`Reviewed`) is passed
/// over; one without a word is when the page was published, which is what a date line is for.
fn dates(text: &str) -> Vec<(Kind, Date)> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in DATE.captures_iter(text) {
        let Some(whole) = at.get(0) else { continue };
        let before = &text[from..whole.start()];
        from = whole.end();
        let kind = match LABEL.captures(before) {
            Some(l) if l.get(2).is_some() => Kind::Updated,
            Some(_) => Kind::Published,
            None if is_other(before) => continue,
            None => Kind::Published,
        };
        let part = |names: [&str; 3]| names.iter().find_map(|n| at.name(n)).map(|m| m.as_str());
        let (Some(year), Some(month), Some(day)) =
            (part(["y1", "y2", "y3"]), part(["m1", "m2", "m3"]), part(["d1", "d2", "d3"]))
        else {
            continue;
        };
        let word = month.to_ascii_lowercase();
        let number = month.parse().ok().or_else(|| {
            let word = &word[..word.len().min(3)];
            MONTHS.iter().position(|m| m.starts_with(word)).map(|i| i as u8 + 1)
        });
        found.extend(
            year.parse().ok().and_then(|year| Date::new(year, number, day.parse().ok())).map(|date| (kind, date)),
        );
    }
    found
}

/// Whether words before a date make it something else than the day of publication.
fn is_other(before: &str) -> bool {
    let before = before.to_lowercase();
    ["review", "check", "access", "retriev", "expire", "event", "until", "copyright", "©", "since", "visited", "due"]
        .iter()
        .any(|word| before.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Kind, authors, dates};

    #[test]
    fn bylines() {
        for (text, want) in [
            ("By Mary Jones", "Mary Jones"),
            ("Written by Dr. Vahid Osman - Mar 27, 2024", "Dr. Vahid Osman"),
            ("By Jared Newman and Sam Singleton", "Jared Newman; Sam Singleton"),
            ("By Sarah Schwartz — November 18, 2025 6 min read", "Sarah Schwartz"),
            ("by Ludwig van Beethoven, Ana Silva & Li Wei | SEO", "Ludwig van Beethoven; Ana Silva; Li Wei"),
            ("Written By: Tyler King", "Tyler King"),
            ("Posted by IndustrySelect on Tuesday, August 29, 2023", ""),
            ("By the end of this program, you will be able to read it.", ""),
            ("Medically reviewed by Dr. John A. Smith, MD", ""),
            ("Updated by Mary Jones", ""),
            ("By", ""),
            ("by | Apr 21, 2025", ""),
        ] {
            let got: Vec<String> = authors(text, "byline").into_iter().flatten().map(|n| n.to_string()).collect();
            assert_eq!(got.join("; "), want, "{text:?}");
        }
    }

    #[test]
    fn date_lines() {
        let (p, u) = (Kind::Published, Kind::Updated);
        for (text, want) in [
            ("Wednesday, May 25, 2022", vec![(p, "2022-05-25")]),
            ("Published on 3 March 2021", vec![(p, "2021-03-03")]),
            ("Last updated on September 16th, 2023 at 09:27 am", vec![(u, "2023-09-16")]),
            ("Updated: Dec 18, 2025 · 12 min read", vec![(u, "2025-12-18")]),
            ("Published Feb 6, 2024, updated June 1, 2024", vec![(p, "2024-02-06"), (u, "2024-06-01")]),
            ("Last Updated: 2025-02-22", vec![(u, "2025-02-22")]),
            ("Published August 7, 2023 by Nicole Burke", vec![(p, "2023-08-07")]),
            ("Medically reviewed on May 25, 2022", vec![]),
            ("04/05/2019", vec![]),
            ("February 30, 2020", vec![]),
            ("© 2019 Example", vec![]),
            ("11 minute read", vec![]),
        ] {
            let got: Vec<(Kind, String)> = dates(text).into_iter().map(|(k, d)| (k, d.to_string())).collect();
            let want: Vec<(Kind, String)> = want.into_iter().map(|(k, d)| (k, d.to_owned())).collect();
            assert_eq!(got, want, "{text:?}");
        }
    }
}
