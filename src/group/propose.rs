//! Topics for a book that has none: groups of sections that speak alike, named and given terms in the words of their
//! headings and texts.
//!
//! Where sources share forms of heading (`what causes …`), those and the words that many sources have tell the sections
//! apart, so that a page holds what all sources say of one thing; elsewhere all words do.

use super::{
    cluster::{self, Row},
    corpus::{Corpus, said},
    words::Stems,
};
use crate::{
    book::{Topic, UNSORTED},
    model::{Ledger, Outline, Source},
};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// So many sections are enough to tell the groups by.
const SAMPLE: usize = 3000;
/// The most groups that are proposed, in a book of fewer than [`LARGE`] sections a group.
const MOST: usize = 12;
/// The most groups in any book: more are no help to find one's way.
const MOST_EVER: usize = 24;
/// A group of more sections is too large for a topic, however well it stands apart.
const LARGE: usize = 400;
/// Directions in which sections are compared.
const DIMS: usize = 24;
/// A grouping whose silhouette is less is none.
const CLEAR: f64 = 0.12;
/// A few texts are a group each when that fits so well as a share of what fits best.
const TEXTS: f64 = 0.8;
/// Terms that a topic is given.
const TERMS: usize = 8;
/// A word of a heading counts as so many of the text.
const HEADING: f64 = 2.0;
/// A form of heading counts as so many words.
const FORM: f64 = 3.0;
/// A form of heading, and a word beside forms, is shared when so many sources have it.
const SHARED: usize = 3;
/// Sources share forms of heading when this share of the sections has one.
const FORMS: f64 = 0.3;

/// A section in words.
struct Section {
    source: u32,
    heading: Vec<(String, String)>,
    text: Vec<(String, String)>,
    template: Option<u32>,
}

/// Topics for these sections; none when there is no section.
pub fn propose(language: &str, sources: &[Source], ledger: &Ledger, outline: &Outline) -> Vec<Topic> {
    let stems = Stems::of(language);
    let corpus = Corpus::read(language, &[], sources, ledger, outline);
    let step = outline.sections.len().div_ceil(SAMPLE).max(1);
    let read = |i: usize| {
        let section = &outline.sections[i];
        let (heading, _, text) = said(&sources[section.source.0 as usize], ledger, section);
        let words = |text: &str| stems.words(text).collect::<Vec<_>>();
        let (heading, text) = (words(&heading), words(&text));
        let template = corpus.sections[i].template.filter(|&t| tells(&stems, &corpus.templates[t as usize].0));
        Section { source: section.source.0, heading, text, template }
    };
    let sections: Vec<Section> = (0..outline.sections.len()).step_by(step).map(read).collect();
    if sections.is_empty() {
        return Vec::new();
    }
    let by_form = by_form(&sections);
    let (rows, features) = rows(&stems, &sections, by_form);
    let groups = groups(&sections, &rows, features, outline.sections.len());
    let shared = if by_form { SHARED } else { 1 };
    Namer { stems: &stems, sections: &sections, step, groups: &groups, shared, sources, ledger, outline }.topics()
}

/// Whether a form of heading says anything: `what is …` and `treatment of …` do, `the …` does not.
fn tells(stems: &Stems, form: &str) -> bool {
    let words = stems.stems(form);
    words.len() >= 2 || words.iter().any(|stem| !stems.is_small(stem))
}

/// The forms of heading that several sources have.
fn shared_forms(sections: &[Section]) -> HashSet<u32> {
    let mut forms: HashMap<u32, HashSet<u32>> = HashMap::new();
    for (form, source) in sections.iter().filter_map(|s| Some((s.template?, s.source))) {
        forms.entry(form).or_default().insert(source);
    }
    forms.into_iter().filter(|(_, sources)| sources.len() >= SHARED).map(|(form, _)| form).collect()
}

/// Whether the sources share forms of heading.
fn by_form(sections: &[Section]) -> bool {
    let shared = shared_forms(sections);
    let formed = sections.iter().filter(|s| s.template.is_some_and(|t| shared.contains(&t))).count();
    formed as f64 >= FORMS * sections.len() as f64
}

/// The rows of the sections, and how many features there are.
fn rows(stems: &Stems, sections: &[Section], by_form: bool) -> (Vec<Row>, usize) {
    let shared = shared_forms(sections);
    // In how many sections, and in how many sources, each word stands.
    let mut seen: HashMap<&str, (u32, HashSet<u32>)> = HashMap::new();
    for s in sections {
        let here: HashSet<&str> = s.heading.iter().chain(&s.text).map(|(stem, _)| stem.as_str()).collect();
        for stem in here {
            let (sections, sources) = seen.entry(stem).or_default();
            *sections += 1;
            sources.insert(s.source);
        }
    }
    let speaks = |stem: &str| {
        let (sections, sources) = &seen[stem];
        !stems.is_small(stem) && *sections >= 2 && (!by_form || sources.len() >= SHARED)
    };
    let mut words: Vec<&str> = seen.keys().copied().filter(|stem| speaks(stem)).collect();
    words.sort_unstable();
    let numbers: HashMap<&str, u32> = words.iter().copied().zip(0..).collect();
    let all = sections.len() as f64;
    let idf = |sections: usize| (all / sections as f64).ln().max(0.0);
    let templates: u32 = sections.iter().filter_map(|s| s.template).max().map_or(0, |t| t + 1);
    let mut with: HashMap<u32, usize> = HashMap::new();
    sections.iter().filter_map(|s| s.template).for_each(|t| *with.entry(t).or_default() += 1);
    let row = |s: &Section| {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for (list, weight) in [(&s.heading, HEADING), (&s.text, 1.0)] {
            for (stem, _) in list {
                if let Some(&n) = numbers.get(stem.as_str()) {
                    *counts.entry(n).or_default() += weight;
                }
            }
        }
        let mut row: Row =
            counts.into_iter().map(|(n, x)| (n, (1.0 + x.ln()) * idf(seen[words[n as usize]].0 as usize))).collect();
        if let Some(t) = s.template.filter(|t| by_form && shared.contains(t)) {
            row.push((words.len() as u32 + t, FORM * idf(with[&t])));
        }
        let length = row.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
        row.iter_mut().for_each(|(_, x)| *x /= length.max(f64::MIN_POSITIVE));
        row
    };
    (sections.iter().map(row).collect(), words.len() + templates as usize)
}

/// The group of each section, `all` being how many there are in the book. A few texts that have little in common are a
/// group each.
fn groups(sections: &[Section], rows: &[Row], features: usize, all: usize) -> Vec<usize> {
    let n = sections.len();
    let mut texts: Vec<u32> = sections.iter().map(|s| s.source).collect();
    texts.dedup();
    let by_text: Vec<usize> = sections.iter().filter_map(|s| texts.iter().position(|t| *t == s.source)).collect();
    let few = (2..=MOST).contains(&texts.len());
    let enough = (all / LARGE).min(MOST_EVER);
    let (least, most) = (enough.max(2), MOST.max(enough).min((n as f64).sqrt().round() as usize));
    let dims = DIMS.min(n.saturating_sub(1)).min(features);
    // One page for all is no way out of a large book, however alike its sections are.
    let mut best = (if enough < 2 { CLEAR } else { -1.0 }, None);
    if most >= least && dims >= 1 {
        let points = cluster::reduce(rows, features, dims);
        let grouped = |k| {
            let groups = cluster::k_means(&points, k);
            (cluster::silhouette(&points, &groups, k), groups)
        };
        let grouped: Vec<(f64, Vec<usize>)> = (least..=most).into_par_iter().map(grouped).collect();
        for (fit, groups) in grouped {
            if fit > best.0 {
                best = (fit, Some(groups));
            }
        }
        if few && cluster::silhouette(&points, &by_text, texts.len()) >= TEXTS * best.0 {
            return by_text;
        }
    }
    best.1.unwrap_or_else(|| if few { by_text } else { vec![0; n] })
}

/// Names groups and finds their terms.
struct Namer<'a> {
    stems: &'a Stems,
    /// Every so many of the book's.
    sections: &'a [Section],
    step: usize,
    groups: &'a [usize],
    /// In so many sources a term stands at least.
    shared: usize,
    sources: &'a [Source],
    ledger: &'a Ledger,
    outline: &'a Outline,
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
    fn topics(&self) -> Vec<Topic> {
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
            let names = phrases.iter().zip(written).map(|(t, w)| capital(w.as_deref().unwrap_or(t)));
            (self.text(group).into_iter().chain(names).collect(), headings, terms)
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
            let id = unique(&slug(&title), &topics);
            topics.push(Topic { id, title, description: String::new(), terms: all });
        }
        topics
    }

    /// The title of the source that a group is, when it is most of one and little else.
    fn text(&self, group: &[usize]) -> Option<String> {
        let texts: HashSet<u32> = self.sections.iter().map(|s| s.source).collect();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        group.iter().for_each(|&i| *counts.entry(self.sections[i].source).or_default() += 1);
        let (&source, &n) = counts.iter().max_by_key(|(_, n)| **n)?;
        let whole = self.sections.iter().filter(|s| s.source == source).count();
        if texts.len() < 2 || n * 5 < group.len() * 4 || n * 5 < whole * 4 {
            return None;
        }
        let at = &self.sources[source as usize];
        let first = self.outline.of_source(at.id).first().and_then(|s| s.heading);
        let line = self.outline.titles.get(source as usize).copied().flatten().or(first);
        let recorded = at.recorded.title.as_ref().map(|t| t.value.clone());
        let title =
            recorded.or_else(|| Some(self.ledger.text(at, line?)?.trim().trim_start_matches('#').trim().to_owned()));
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
            for (at, first) in words.iter().enumerate().filter(|(_, w)| speaks(w)) {
                let pair = words.get(at + 1).filter(|w| speaks(w));
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

/// A name for a page's file.
fn slug(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = title.nfkd().filter(char::is_ascii).collect();
    let parts: Vec<String> = plain
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect();
    parts.join("-")
}

fn unique(wanted: &str, topics: &[Topic]) -> String {
    /// A page is named by it, and file systems end names at 255 bytes.
    const LONGEST: usize = 60;
    let end = wanted.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|&end| end <= LONGEST).last();
    let base = match wanted[..end.unwrap_or(0)].trim_end_matches('-') {
        "" => "topic",
        short => short,
    };
    let free = |id: &str| id != UNSORTED && topics.iter().all(|t| t.id != id);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.to_owned()).chain(numbered).find(|id| free(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_would_be_too_large_is_parted() {
        // Two subjects, and within each every section has a word of its own.
        let sections: Vec<Section> =
            (0..64).map(|i| Section { source: i, heading: Vec::new(), text: Vec::new(), template: None }).collect();
        let rows: Vec<Row> = (0..64).map(|i| vec![(i % 2, 0.95), (2 + i, 0.3)]).collect();
        let count = |all| groups(&sections, &rows, 66, all).into_iter().collect::<HashSet<_>>().len();
        assert_eq!(count(64), 2);
        assert!(count(5 * LARGE) >= 5);
    }
}
