//! What groups of sections are called, and the terms that find them: words and pairs of words that tell a group from the
//! others, as they are written there most often.

use super::{corpus::said, general::pages, propose::Section, words::Stems};
use crate::{
    book::{Topic, UNSORTED},
    model::{Ledger, Outline, Source, ascii_slug, is_reserved},
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Terms that a topic is given.
const TERMS: usize = 8;

/// A word in so many of a thousand pages on any subject is no name.
const EVERY_SUBJECT: f64 = 400.0;
/// Words that are part of a date beside a number.
const CALENDAR: &str = "jan january feb february mar march apr april may jun june jul july aug august sep sept september \
    oct october nov november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday \
    sat saturday sun sunday";

/// Names groups and finds their terms.
pub(super) struct Namer<'a> {
    pub stems: &'a Stems,
    /// Every so many of the book's.
    pub sections: &'a [Section],
    pub step: usize,
    pub groups: &'a [usize],
    /// In so many sources a term stands at least.
    pub shared: usize,
    pub sources: &'a [Source],
    pub ledger: &'a Ledger,
    pub outline: &'a Outline,
}

/// A word or two in a row: in how many sections it stands, by group and in all, and as it is written.
#[derive(Default)]
struct Phrase {
    inside: HashMap<usize, usize>,
    all: usize,
    sources: HashSet<u32>,
    /// By group, and how often.
    forms: HashMap<usize, BTreeMap<String, usize>>,
}

/// By the stems; the second is empty for one word.
type Phrases<'a> = HashMap<(&'a str, &'a str), Phrase>;

impl Namer<'_> {
    /// Topics, the largest group first.
    pub fn topics(&self) -> Vec<Topic> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        self.groups.iter().enumerate().for_each(|(i, &g)| members.entry(g).or_default().push(i));
        let mut members: Vec<Vec<usize>> = members.into_values().collect();
        members.sort_by_key(|m| (std::cmp::Reverse(m.len()), m[0]));
        let (texts, headings) = (self.phrases(|s| &s.text), self.phrases(|s| &s.heading));
        let named = |group: &Vec<usize>| {
            let (number, size) = (self.groups[group[0]], group.len());
            let terms = self.best(&texts, number, size, TERMS, if size >= 4 { 2 } else { 1 });
            let headings = self.best(&headings, number, size, 4, 1);
            let phrases: Vec<&String> = headings.iter().chain(&terms).collect();
            let written = self.written(&phrases);
            let (names, others): (Vec<_>, Vec<_>) = phrases.iter().zip(written).partition(|(t, _)| self.is_name(t));
            let names = names.into_iter().chain(others).map(|(t, w)| capital(w.as_deref().unwrap_or(t)));
            (self.text(group, &terms).into_iter().chain(names).collect(), headings, terms)
        };
        let named: Vec<(Vec<String>, Vec<String>, Vec<String>)> = members.par_iter().map(named).collect();
        let mut topics: Vec<Topic> = Vec::new();
        let mut taken: HashSet<String> = HashSet::new();
        for (names, headings, terms) in named {
            let Some(title) = names.into_iter().find(|t| !taken.contains(&t.to_lowercase())) else { continue };
            taken.insert(title.to_lowercase());
            let mut all: Vec<String> = Vec::new();
            for term in headings.into_iter().take(3).chain(terms) {
                let key = self.stems.stems(&term);
                if !all.iter().any(|t| self.stems.stems(t) == key) {
                    all.push(term);
                }
            }
            all.truncate(TERMS);
            if all.is_empty() {
                all.push(title.clone());
            }
            // What the same words find would stand on the same page.
            let found = |t: &Topic| {
                all.iter().all(|term| t.terms.iter().any(|other| self.stems.stems(other) == self.stems.stems(term)))
            };
            if topics.iter().any(found) {
                continue;
            }
            let id = unique(&ascii_slug(&title), &topics);
            topics.push(Topic { id, title, description: String::new(), terms: all });
        }
        topics
    }

    /// Whether a phrase can be what a page is called: its last word is not one that pages on any subject have (`best`). Only
    /// English is understood.
    fn is_name(&self, phrase: &str) -> bool {
        !self.stems.is_english() || pages(phrase.rsplit(' ').next().unwrap_or_default()) < EVERY_SUBJECT
    }

    /// The title of the source that a group is, when it is most of one and little else. Where nobody recorded it, it has
    /// a word of what the group speaks of; and where it is only the first heading, no sum (`Save up to $800`).
    fn text(&self, group: &[usize], terms: &[String]) -> Option<String> {
        let texts: HashSet<u32> = self.sections.iter().map(|s| s.source).collect();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        group.iter().for_each(|&i| *counts.entry(self.sections[i].source).or_default() += 1);
        let (&source, &n) = counts.iter().max_by_key(|(_, n)| **n)?;
        let whole = self.sections.iter().filter(|s| s.source == source).count();
        if texts.len() < 2 || n * 5 < group.len() * 4 || n * 5 < whole * 4 {
            return None;
        }
        let at = &self.sources[source as usize];
        let said = |line| Some(self.ledger.text(at, line)?.trim().trim_start_matches('#').trim().to_owned());
        let spoken: HashSet<String> = terms.iter().flat_map(|term| self.stems.stems(term)).collect();
        let tells = |title: &String| self.stems.stems(title).iter().any(|stem| spoken.contains(stem));
        let first = || self.outline.of_source(at.id).first().and_then(|s| said(s.heading?));
        let is_sum = |c: char| c.is_numeric() || ".!|/$€£%".contains(c);
        let title = self.outline.titles.get(source as usize).copied().flatten().and_then(said);
        let title = title.or_else(|| first().filter(|heading| !heading.contains(is_sum))).filter(tells);
        let title = at.recorded.title.as_ref().map(|t| t.value.clone()).or(title);
        let title = title.map(|t| t.chars().filter(|c| !c.is_control()).collect::<String>());
        title.filter(|t| !t.is_empty() && t.chars().count() <= 60)
    }

    /// Each phrase with the capitals that the texts most often give it, where it stands in them as it is: `LLC`, `Bib
    /// Gourmand`, `heart disease`.
    fn written(&self, phrases: &[&String]) -> Vec<Option<String>> {
        let mut forms: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); phrases.len()];
        let any = phrases.iter().map(|p| regex::escape(p)).collect::<Vec<_>>().join("|");
        let Ok(any) = regex::Regex::new(&format!(r"(?i)\b(?:{any})\b")) else { return vec![None; phrases.len()] };
        for section in self.outline.sections.iter().step_by(self.step) {
            let (_, _, text) = said(&self.sources[section.source.0 as usize], self.ledger, section);
            for found in any.find_iter(&text).map(|m| m.as_str()) {
                let lower = found.to_lowercase();
                if let Some(i) = phrases.iter().position(|p| p.to_lowercase() == lower) {
                    *forms[i].entry(found.to_owned()).or_default() += 1;
                }
            }
        }
        let most = |form: BTreeMap<String, usize>| form.into_iter().max_by_key(|(_, n)| *n).map(|(form, _)| form);
        forms.into_iter().map(most).collect()
    }

    /// Words and pairs of words, by the sections that have them.
    fn phrases(&self, of: impl Fn(&Section) -> &Vec<(String, String)>) -> Phrases<'_> {
        let speaks = |(stem, word): &(String, String)| {
            !self.stems.is_small(stem) && word.chars().all(char::is_alphabetic) && word.chars().count() > 2
        };
        let mut phrases = Phrases::new();
        for (section, &group) in self.sections.iter().zip(self.groups) {
            let mut met: HashSet<(&str, &str)> = HashSet::new();
            let words = of(section);
            let speaks = |at: usize| words.get(at).filter(|w| speaks(w) && !self.is_date(words, at));
            for (at, first) in (0..words.len()).filter_map(|at| Some((at, speaks(at)?))) {
                let pair = speaks(at + 1);
                for second in std::iter::once(None).chain(pair.map(Some)) {
                    let key = (first.0.as_str(), second.map_or("", |w| w.0.as_str()));
                    if !met.insert(key) {
                        continue;
                    }
                    let phrase = phrases.entry(key).or_default();
                    phrase.all += 1;
                    if phrase.sources.len() < self.shared {
                        phrase.sources.insert(section.source);
                    }
                    *phrase.inside.entry(group).or_default() += 1;
                    let form = second.map_or_else(|| first.1.clone(), |w| format!("{} {}", first.1, w.1));
                    *phrase.forms.entry(group).or_default().entry(form).or_default() += 1;
                }
            }
        }
        phrases
    }

    /// Whether a word is part of a date: `Feb` of `Feb 12`. Only English is understood.
    fn is_date(&self, words: &[(String, String)], at: usize) -> bool {
        let number = |at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        self.stems.is_english()
            && (number(at.checked_sub(1)) || number(Some(at + 1)))
            && CALENDAR.split_ascii_whitespace().any(|word| word == words[at].1)
    }

    /// The phrases that tell a group from the others best, as they are written there most often. Each is in at least
    /// so many sections of the group.
    fn best(&self, phrases: &Phrases<'_>, group: usize, size: usize, most: usize, least: usize) -> Vec<String> {
        let (size, others) = (size as f64, (self.sections.len() - size) as f64);
        let score = |p: &Phrase, inside: usize| {
            let smooth = ((p.all - inside) as f64 + 0.5) / (others + 1.0);
            inside as f64 / size * ((inside as f64 + 0.5) / (size + 1.0) / smooth).ln()
        };
        let mut ranked: Vec<(f64, [&str; 2], &Phrase)> = Vec::new();
        for (key, phrase) in phrases {
            let inside = phrase.inside.get(&group).copied().unwrap_or(0);
            // One word of a pair that stands everywhere tells nothing, and makes no good name.
            let common = |word: &str| phrases.get(&(word, "")).is_some_and(|p| p.all * 2 > self.sections.len());
            if !key.1.is_empty() && (common(key.0) || common(key.1)) {
                continue;
            }
            let score = score(phrase, inside);
            if inside >= least && phrase.sources.len() >= self.shared && (score > 0.0 || others == 0.0) {
                ranked.push((score, [key.0, key.1], phrase));
            }
        }
        // A pair of words says more than one of them.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1[1].is_empty().cmp(&b.1[1].is_empty())).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<([&str; 2], String)> = Vec::new();
        for (_, key, phrase) in ranked {
            // A word that stands in a phrase already chosen says nothing new, and the other way round.
            if chosen.iter().any(|(other, _)| key.iter().any(|stem| !stem.is_empty() && other.contains(stem))) {
                continue;
            }
            let forms = phrase.forms.get(&group);
            let form = forms.into_iter().flatten().max_by_key(|(form, n)| (**n, std::cmp::Reverse(form.as_str())));
            chosen.extend(form.map(|(form, _)| (key, form.clone())));
            if chosen.len() == most {
                break;
            }
        }
        chosen.into_iter().map(|(_, form)| form).collect()
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn unique(wanted: &str, topics: &[Topic]) -> String {
    /// A page is named by it, and file systems end names at 255 bytes.
    const LONGEST: usize = 60;
    let base = match wanted[..wanted.len().min(LONGEST)].trim_end_matches('-') {
        "" => "topic",
        short => short,
    };
    let free = |id: &str| id != UNSORTED && !is_reserved(id) && topics.iter().all(|t| t.id != id);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|id| free(id)).unwrap_or_default()
}
