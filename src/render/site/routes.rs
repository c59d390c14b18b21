//! The address of everything on the site.

use super::{super::spans::note_id, Home, Site};
use crate::model::{LineId, Note, RuleName, Section, Sign, Source};
use std::ops::RangeInclusive;

/// Lines on one page of a source.
const PART: u32 = 500;
/// The index of terms.
pub(super) const TERMS: &str = "terms.html";

impl Site<'_> {
    /// The address of a topic: its page, or the contents of its pages.
    pub fn topic_path(&self, topic: usize) -> String {
        format!("topics/{}.html", self.topics[topic].id)
    }

    /// Path of a page of a topic.
    pub fn topic_part_path(&self, topic: usize, part: usize) -> String {
        self.topics[topic].paths[part].clone()
    }

    /// Address of a passage.
    pub fn passage(&self, from: &str, section: usize) -> String {
        let (topic, part) = self.placed[section];
        href(from, &self.topic_part_path(topic, part), &self.section(section).id.0)
    }

    /// Address of what the sign of a footnote leads to, where a passage has it.
    pub fn note(&self, from: &str, source: &Source, note: &Note) -> Option<String> {
        let Some(Home::Passage(section)) = self.home(source.at(note.line)) else { return None };
        let (topic, part) = self.placed[section];
        let there = if note.sign == Sign::Note { Sign::First } else { Sign::Note };
        let id = note_id(&source.slug, note.number, there)?;
        Some(href(from, &self.topic_part_path(topic, part), &id))
    }

    /// Path of a page of the index.
    pub fn terms_path(&self, part: usize) -> String {
        if part == 0 { TERMS.to_owned() } else { format!("terms/{part}.html") }
    }

    /// Address of a term's entry.
    pub fn term(&self, from: &str, term: usize) -> String {
        let parts = &self.terms.parts;
        let part = if parts.is_empty() { 0 } else { parts.partition_point(|terms| terms.end <= term) + 1 };
        href(from, &self.terms_path(part), &format!("t-{}", self.edition.links.terms[term].slug))
    }

    /// Number of pages that a source takes; an empty source has a page too.
    pub fn parts(&self, source: &Source) -> u32 {
        source.len().div_ceil(PART).max(1)
    }

    /// The lines on a page of a source.
    pub fn part_lines(&self, source: &Source, part: u32) -> RangeInclusive<u32> {
        part * PART + 1..=(part + 1).saturating_mul(PART).min(source.len())
    }

    /// Path of a page of a source: `sources/<slug>.html`, then `sources/<slug>-2.html` and on.
    pub fn part_path(&self, source: &Source, part: u32) -> String {
        if part == 0 {
            return format!("sources/{}.html", source.slug);
        }
        let mut name = format!("{}-{}", source.slug, part + 1);
        while self.slugs.contains(name.as_str()) {
            name.push('-');
        }
        format!("sources/{name}.html")
    }

    /// Address of one line of a source.
    pub fn line(&self, from: &str, at: LineId) -> String {
        let source = self.source(at.source);
        let part = at.line.saturating_sub(1) / PART;
        href(from, &self.part_path(source, part), &format!("L{}", at.line))
    }

    /// Address of a section's lines: a range that lights up as one.
    pub fn lines(&self, from: &str, section: &Section) -> String {
        let source = self.source(section.source);
        let part = section.range().start().saturating_sub(1) / PART;
        href(from, &self.part_path(source, part), &fragment(&section.range()))
    }

    /// Address of what a rule left out or mended.
    pub fn rule_in_audit(&self, from: &str, rule: &RuleName) -> String {
        href(from, "audit.html", &format!("d-{rule}"))
    }

    /// Address of a rule in the rule table.
    pub fn rule(&self, from: &str, rule: &RuleName) -> String {
        href(from, "rules.html", &format!("r-{rule}"))
    }
}

/// Address of `to` on the page `from`: relative, and only the fragment on the page itself.
pub(in crate::render) fn href(from: &str, to: &str, fragment: &str) -> String {
    match (from == to, fragment.is_empty()) {
        (true, false) => format!("#{fragment}"),
        (_, true) => format!("{}{to}", "../".repeat(from.matches('/').count())),
        _ => format!("{}{to}#{fragment}", "../".repeat(from.matches('/').count())),
    }
}

/// The name of a run of lines in an address: `L9` or `L9-L16`.
pub(in crate::render) fn fragment(range: &RangeInclusive<u32>) -> String {
    if range.start() == range.end() {
        format!("L{}", range.start())
    } else {
        format!("L{}-L{}", range.start(), range.end())
    }
}
