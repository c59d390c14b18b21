//! What a person decided of single sections, in `book.toml`: their topic, their title, their place.

use super::Placement;
use crate::{
    book::{
        Corrections, FILE, Topic, UNSORTED,
        corrections::{SectionAt, SectionEntry, begin, most_like, reads},
    },
    model::{Fate, Ledger, Outline, Problem, Section, SectionId, Source},
};
use std::collections::{BTreeMap, HashMap};

/// Decisions by the index of their section.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decided {
    /// Index of the topic; `None` for Unsorted.
    pub topics: BTreeMap<usize, Option<usize>>,
    /// What the section is called, by its name.
    pub titles: BTreeMap<SectionId, String>,
    /// Its place on its page, from 1, before all that have none.
    pub places: BTreeMap<usize, u32>,
    /// Decisions whose section is gone, each shown in `book.toml`.
    pub wrong: Vec<Problem>,
}

/// Finds the sections that the book decides of.
pub fn decided(
    corrections: &Corrections,
    topics: &[Topic],
    sources: &[Source],
    ledger: &Ledger,
    outline: &Outline,
) -> Decided {
    let mut decided = Decided::default();
    if corrections.sections.is_empty() {
        return decided;
    }
    let ids: HashMap<&str, usize> = outline.sections.iter().enumerate().map(|(i, s)| (s.id.0.as_str(), i)).collect();
    let look = Look { corrections, sources, ledger, outline, ids };
    let mut met: HashMap<usize, &SectionEntry> = HashMap::new();
    for entry in &corrections.sections {
        let section = match look.find(entry) {
            Ok(section) => section,
            Err(problem) => {
                decided.wrong.push(problem);
                continue;
            }
        };
        if let Some(other) = met.insert(section, entry) {
            let message = format!("this is the section that {} names too", other.at.value);
            let help = "make one entry of the two";
            let problem = Problem::new(message).in_file(FILE);
            decided.wrong.push(problem.at(&corrections.toml, entry.at.span.clone(), "decided twice").help(help));
            continue;
        }
        if let Some(topic) = &entry.topic {
            let index = topics.iter().position(|t| t.id == topic.value);
            if index.is_some() || topic.value == UNSORTED {
                decided.topics.insert(section, index);
            }
        }
        decided.titles.extend(entry.title.clone().map(|title| (outline.sections[section].id.clone(), title)));
        decided.places.extend(entry.order.map(|place| (section, place)));
    }
    decided
}

struct Look<'a> {
    corrections: &'a Corrections,
    sources: &'a [Source],
    ledger: &'a Ledger,
    outline: &'a Outline,
    ids: HashMap<&'a str, usize>,
}

impl Look<'_> {
    fn find(&self, entry: &SectionEntry) -> Result<usize, Problem> {
        let (toml, span) = (&self.corrections.toml, &entry.at.span);
        let wrong = |message: String, label: &str, help: String| {
            Problem::new(message).in_file(FILE).at(toml, span.clone(), label).help(help)
        };
        let lines = match &entry.at.value {
            SectionAt::Id(id) => {
                return self.ids.get(id.as_str()).copied().ok_or_else(|| {
                    let help = match self.like(id, entry.text.as_ref().map(|t| t.value.as_str())) {
                        Some(near) => format!("the nearest is {near}; or take the entry out: `sourcebook undo {id}`"),
                        None => format!("take the entry out: `sourcebook undo {id}`"),
                    };
                    wrong(format!("there is no section {id}"), "no such section", help)
                });
            }
            SectionAt::Line(lines) => lines,
        };
        let (source, range) = lines.find(self.sources, None, toml, span)?;
        let of_source = || self.outline.sections.iter().enumerate().filter(|(_, s)| s.source == source.id);
        let holds = |section: &Section| section.lines().any(|at| range.contains(&at.line));
        let Some((found, section)) = of_source().find(|(_, s)| holds(s)) else {
            let at = source.at(*range.start());
            let why = match self.ledger.fate(at) {
                Fate::Dropped { rule, .. } => format!("it is left out by {rule}"),
                _ => "it is the title of the source".to_owned(),
            };
            let from = |s: &Section| s.range().start().abs_diff(*range.start());
            let near = of_source().min_by_key(|(_, s)| from(s)).map(|(_, s)| self.told(s));
            let help = near.map_or_else(|| "the source has no section".to_owned(), |n| format!("the nearest is {n}"));
            return Err(wrong(format!("{lines} is in no section: {why}"), "no section", help));
        };
        match &entry.text {
            Some(text) if !self.says(section, &text.value) => {
                let near = self.like("", Some(&text.value));
                let message = format!("{lines} is in {}, not in {:?}", self.told(section), text.value);
                let help = match near {
                    Some(near) => format!("the nearest is {near}"),
                    None => "no section has such a heading any more: remove this correction".to_owned(),
                };
                Err(Problem::new(message).in_file(FILE).at(toml, text.span.clone(), "not there").help(help))
            }
            _ => Ok(found),
        }
    }

    /// Whether a section begins so, as it is published or as the source has it.
    fn says(&self, section: &Section, text: &str) -> bool {
        let first = *section.range().start();
        let Some(source) = self.sources.get(section.source.0 as usize) else { return false };
        reads(source.raw(first), text) || self.ledger.text(source, first).is_some_and(|line| reads(&line, text))
    }

    /// The section that begins most like a text, or else has the name most like `id`.
    fn like(&self, id: &str, text: Option<&str>) -> Option<String> {
        let sections = &self.outline.sections;
        let first = |s: &Section| Some((self.sources.get(s.source.0 as usize)?, *s.range().start()));
        let same = text.and_then(|text| sections.iter().find(|s| self.says(s, text)));
        let alike = || {
            let raw = sections.iter().filter_map(|s| first(s).map(|(source, line)| (s, source.raw(line))));
            most_like(text?, raw)
        };
        let named = || sections.iter().map(|s| (strsim::levenshtein(&s.id.0, id), s)).filter(|(d, _)| *d <= 3);
        same.or_else(alike).or_else(|| named().min_by_key(|(d, _)| *d).map(|(_, s)| s)).map(|s| self.told(s))
    }

    /// `p-0123456789, "A Heading" (page.txt:9)`
    fn told(&self, section: &Section) -> String {
        let first = *section.range().start();
        let Some(source) = self.sources.get(section.source.0 as usize) else { return section.id.to_string() };
        let text = self.ledger.text(source, first).unwrap_or_default();
        format!("{}, {:?} ({}:{first})", section.id, begin(&text), source.path)
    }
}

/// Puts the sections that have a place first on their page.
pub fn arrange(places: &BTreeMap<usize, u32>, placements: &mut [Placement]) {
    if places.is_empty() {
        return;
    }
    let mut order: Vec<usize> = (0..placements.len()).collect();
    order.sort_by_key(|i| (placements[*i].topic, places.get(i).copied().unwrap_or(u32::MAX), placements[*i].rank, *i));
    let (mut page, mut rank) = (None, 0);
    for i in order {
        if page != Some(placements[i].topic) {
            (page, rank) = (Some(placements[i].topic), 0);
        }
        placements[i].rank = rank;
        rank += 1;
    }
}
