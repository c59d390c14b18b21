//! Headings that recur across sources with another subject in their place: `What causes anemia?` on one page is
//! `What causes asthma?` on the next. With the subject taken out both are `what causes …`, and a line that many
//! sources share in this form heads a section wherever it stands.
//!
//! The subject of a source is the phrase that begins or ends most of its titles, unless it does so in many sources:
//! then it is a form of words, such as `what is`.

use std::collections::{BTreeMap, HashMap, HashSet};
use unicode_segmentation::UnicodeSegmentation;

/// What stands for the subject.
pub const SUBJECT: &str = "…";
/// A template recurs when at least so many sources have it.
const SOURCES: usize = 3;
/// A phrase that begins or ends at least so many titles of a source may be its subject.
const TITLES: usize = 3;
/// The most words of a subject.
const WORDS: usize = 6;
/// A phrase of that kind in more than one in so many sources is no subject.
const FORM: usize = 4;
/// So many of the likeliest phrases are tried.
const CANDIDATES: usize = 24;
/// A longer phrase is likelier when it has at least this share of the titles of the commonest.
const LONGER: f64 = 0.6;
/// A word that fewer than one in so many sources have in a title names a subject too.
const COMMON: usize = 33;
/// So many titles of one source that name its subject in recurring templates show how it is divided.
const DIVIDE: usize = 3;
/// Titles that divide a source are shared by about as many sources: at least one in so many of the commonest.
const AS_COMMON: usize = 4;

/// The templates of a set of sources.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    sources: usize,
    /// In how many sources each word stands in a title.
    words: HashMap<String, usize>,
    /// Phrases that begin or end several titles of a source, and in how many sources they do.
    phrases: HashMap<String, usize>,
    /// Templates that name the subject and divide the sources that they stand in, with the number of those.
    dividing: HashMap<String, usize>,
}

/// What the titles of one source are about.
#[derive(Debug)]
pub struct Subject<'a> {
    of: &'a Templates,
    phrase: Vec<String>,
    /// Sources that share a dividing title must be at least so many.
    least: usize,
    /// Whether dividing titles are questions here, as the commonest of them is.
    asks: bool,
}

impl Templates {
    /// Learns from the title-like lines of every source.
    pub fn learn(sources: &[Vec<&str>]) -> Self {
        let mut all = Self { sources: sources.len(), ..Self::default() };
        for titles in sources {
            for word in titles.iter().flat_map(|t| words(t)).collect::<HashSet<_>>() {
                *all.words.entry(word).or_default() += 1;
            }
            for (phrase, _) in phrases(titles) {
                *all.phrases.entry(phrase).or_default() += 1;
            }
        }
        if sources.len() < SOURCES {
            return all;
        }
        let each: Vec<Vec<String>> = sources.iter().map(|titles| all.subject(titles).named(titles)).collect();
        let mut support: BTreeMap<&str, usize> = BTreeMap::new();
        for template in each.iter().flatten() {
            *support.entry(template).or_default() += 1;
        }
        support.retain(|_, n| *n >= SOURCES);
        // In how many of its sources a template is one of several that divide the source.
        let mut divided: HashMap<&str, usize> = HashMap::new();
        for templates in &each {
            let recurring: Vec<&str> =
                templates.iter().map(String::as_str).filter(|t| support.contains_key(t)).collect();
            for template in recurring.iter().filter(|_| recurring.len() >= DIVIDE) {
                *divided.entry(template).or_default() += 1;
            }
        }
        let dividing = support.iter().filter(|(t, n)| divided.get(*t).is_some_and(|d| d * 2 > **n));
        all.dividing = dividing.map(|(t, n)| ((*t).to_owned(), *n)).collect();
        all
    }

    /// What the titles of one source are about: of the phrases that it may be, the one that shows most of its
    /// titles to be dividing ones.
    pub fn subject(&self, titles: &[&str]) -> Subject<'_> {
        let form = SOURCES.max(self.sources / FORM);
        let mut known = phrases(titles);
        known.retain(|(p, _)| self.sources < SOURCES || self.phrases.get(p).is_none_or(|&n| n <= form));
        let most = known.iter().map(|(_, n)| *n).max().unwrap_or(0) as f64;
        let likely = |(p, n): &(String, usize)| {
            (*n as f64 >= LONGER * most, p.matches(' ').count(), *n, std::cmp::Reverse(p.clone()))
        };
        known.sort_by_cached_key(|phrase| std::cmp::Reverse(likely(phrase)));
        known.truncate(CANDIDATES);
        let about = |phrase: &str| Subject {
            of: self,
            phrase: phrase.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect(),
            least: 0,
            asks: false,
        };
        let mut best = about(known.first().map_or("", |(p, _)| p));
        if self.dividing.is_empty() {
            return best;
        }
        let shared = |subject: &Subject<'_>| -> Vec<(usize, bool)> {
            titles.iter().filter_map(|t| Some((*self.dividing.get(&subject.template(t)?)?, asks(t)))).collect()
        };
        let sum = |shared: &[(usize, bool)]| shared.iter().map(|(n, _)| n).sum::<usize>();
        let mut sources = shared(&best);
        for (phrase, _) in known.iter().skip(1) {
            let other = about(phrase);
            let shared = shared(&other);
            if sum(&shared) > sum(&sources) {
                (best, sources) = (other, shared);
            }
        }
        let (most, asks) = sources.into_iter().max().unwrap_or_default();
        (best.least, best.asks) = (most / AS_COMMON, asks);
        best
    }
}

impl Subject<'_> {
    /// The title in lower case with the subject taken out; `None` when nothing else is left.
    pub fn template(&self, title: &str) -> Option<String> {
        let words: Vec<String> = words(title).collect();
        let (mut parts, mut said, mut i): (Vec<&str>, _, _) = (Vec::new(), false, 0);
        while i < words.len() {
            let named = if !self.phrase.is_empty() && words[i..].starts_with(&self.phrase) {
                self.phrase.len()
            } else {
                usize::from(self.of.is_rare(&words[i]))
            };
            if named == 0 {
                said = true;
                parts.push(&words[i]);
            } else if parts.last().is_none_or(|p| *p != SUBJECT) {
                parts.push(SUBJECT);
            }
            i += named.max(1);
        }
        said.then(|| parts.join(" "))
    }

    /// Whether a title heads a section of a source that is divided by titles of its kind.
    pub fn divides(&self, title: &str) -> bool {
        let dividing = &self.of.dividing;
        !dividing.is_empty()
            && asks(title) == self.asks
            && self.template(title).is_some_and(|t| dividing.get(&t).is_some_and(|&n| n >= self.least))
    }

    /// The templates of those titles that name the source's own subject, each once.
    fn named(&self, titles: &[&str]) -> Vec<String> {
        let phrase = self.phrase.join(" ");
        let named =
            titles.iter().filter(|t| !phrase.is_empty() && words(t).collect::<Vec<_>>().join(" ").contains(&phrase));
        let mut named: Vec<String> = named.filter_map(|t| self.template(t)).collect();
        named.sort_unstable();
        named.dedup();
        named
    }
}

impl Templates {
    fn is_rare(&self, word: &str) -> bool {
        self.words.get(word).copied().unwrap_or(0) < SOURCES.max(self.sources / COMMON)
    }
}

fn asks(title: &str) -> bool {
    title.trim_end().ends_with('?')
}

fn words(title: &str) -> impl Iterator<Item = String> + '_ {
    title.unicode_words().map(str::to_lowercase)
}

/// Phrases that begin or end several titles, and how many.
fn phrases(titles: &[&str]) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for title in titles {
        let words: Vec<String> = words(title).collect();
        // A title that is nothing but the phrase says nothing of it.
        for n in 1..=WORDS.min(words.len().saturating_sub(1)) {
            *counts.entry(words[..n].join(" ")).or_default() += 1;
            *counts.entry(words[words.len() - n..].join(" ")).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, n)| *n >= TITLES).collect()
}
