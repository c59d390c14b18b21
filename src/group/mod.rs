//! Sections to topics, with the evidence.
//!
//! A topic is its terms: words and phrases, compared by stem and weighted by inverse document frequency as in BM25
//! (Robertson & Zaragoza, *The Probabilistic Relevance Framework*, 2009), so that a word that stands everywhere
//! decides little. A term in the heading speaks louder than one in the text. Then the sections themselves teach
//! what else goes with a topic ([`learn`]): words, headings that recur with another subject, and the place among the
//! sections of a source.
//!
//! [`corpus`] counts words, [`learn`] and [`chain`] learn, this module decides and says why, [`order`] puts the
//! sections of a page in a reader's order. [`hand`] is what a person decided, [`propose`] finds topics for a book that has
//! none, with [`cluster`], and [`report`] says how topics fare.

mod chain;
mod cluster;
mod corpus;
pub(crate) mod general;
pub mod hand;
mod learn;
mod name;
mod order;
pub mod propose;
pub mod report;
mod words;

use crate::{
    book::Topic,
    model::{Ledger, Outline, Source},
};
use corpus::{Corpus, Counted, View};
use learn::Learned;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Two topics whose scores are nearer than this are a close call.
pub const CLOSE: f64 = 0.2;
/// Terms of a topic that speak for a section with at least this much (log odds) place it there.
const TERMS: f64 = 0.13;
/// Without them, what was learned must make the topic at least so many times likelier (as odds) than it is for any
/// section: what Kass & Raftery (*Bayes Factors*, 1995) call positive evidence.
const LEARNED: f64 = 3.0;
/// The most evidence that is told.
const TOLD: usize = 8;
/// Evidence below this (log odds) decides nothing.
const SLIGHT: f64 = 0.01;

/// Where a section stands, and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placement {
    /// Index of its topic; `None` for Unsorted.
    pub topic: Option<usize>,
    /// How likely it belongs there, 0 to 1; 0 for Unsorted.
    pub score: f64,
    /// The next best topic and how likely that is; for Unsorted, the nearest.
    pub runner_up: Option<(usize, f64)>,
    /// What decided for the topic and against the runner-up, strongest first.
    pub evidence: Vec<Evidence>,
    /// Words of the section that would have caught it as terms; empty unless it is Unsorted.
    pub telling: Vec<String>,
    /// Whether a person put it there.
    pub pinned: bool,
    /// Its place on the page of its topic, from 0 ([`order`]).
    pub rank: u32,
}

/// What kind of thing decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A term, or a word of the topic's title or description.
    Term,
    /// A word that was learned.
    Word,
    /// A heading that others share in this form.
    Heading,
    /// The sections before and after it.
    Place,
}

/// One thing that decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What kind of thing.
    pub kind: Kind,
    /// The term as `book.toml` has it, the word, the heading with `…` for its subject, or the topics before and after
    /// the section's `…` in its source.
    pub term: String,
    /// Times it stands in the heading.
    pub in_heading: u32,
    /// Times it stands in the text, as far as that was counted.
    pub in_text: u32,
    /// What it adds to the log odds of the topic against the runner-up.
    pub weight: f64,
    /// How it was learned.
    pub learned: Option<Lesson>,
}

/// What the sections taught about a word or a form of heading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lesson {
    /// Sections that have it.
    pub sections: u32,
    /// The share of them that is on the topic, 0 to 1, smoothed.
    pub share: f64,
}

impl Placement {
    /// Whether the runner-up could as well be right.
    pub fn is_close(&self) -> bool {
        !self.pinned && self.topic.is_some() && self.runner_up.is_some_and(|(_, score)| self.score - score < CLOSE)
    }
}

/// One placement a section, in the order of [`Outline::sections`]. `pins` are sections whose topic a person gave, by
/// index; they teach like any other. Ties go to the topic that comes first in the book.
pub fn group(
    topics: &[Topic],
    language: &str,
    sources: &[Source],
    ledger: &Ledger,
    outline: &Outline,
    pins: &BTreeMap<usize, Option<usize>>,
) -> Vec<Placement> {
    let corpus = Corpus::read(language, topics, sources, ledger, outline);
    let taught: Vec<Option<usize>> = (0..corpus.sections.len()).map(|i| pins.get(&i).copied().flatten()).collect();
    let learned = learn::learn(&corpus, topics.len(), &taught);
    let decide = Decide { topics, corpus: &corpus, learned: &learned };
    let mut placements: Vec<Placement> = (0..corpus.sections.len()).into_par_iter().map(|i| decide.place(i)).collect();
    for (&i, &topic) in pins {
        if let Some(placement) = placements.get_mut(i) {
            placement.pinned = true;
            placement.topic = topic;
            placement.score = f64::from(u8::from(topic.is_some()));
            placement.runner_up = None;
            placement.evidence.clear();
            placement.telling.clear();
        }
    }
    decide.stand(&mut placements);
    let ranks = order::ranks(&corpus, &placements);
    for (placement, rank) in placements.iter_mut().zip(ranks) {
        placement.rank = rank;
    }
    placements
}

struct Decide<'a> {
    topics: &'a [Topic],
    corpus: &'a Corpus,
    learned: &'a Learned<'a>,
}

impl Decide<'_> {
    fn place(&self, i: usize) -> Placement {
        let topics = self.topics.len();
        let row = |all: &'_ [f64]| -> Vec<f64> { all[i * topics..(i + 1) * topics].to_vec() };
        let share = row(&self.learned.share);
        let own = row(&self.learned.own);
        let section = &self.corpus.sections[i];
        let mut order: Vec<usize> = (0..topics).collect();
        order.sort_by(|&a, &b| share[b].total_cmp(&share[a]).then(a.cmp(&b)));
        let terms = self.learned.terms(section);
        let speaks = |t: usize| terms[t] >= TERMS || topics > 1 && lift(share[t], self.learned.prior[t]) >= LEARNED;
        let best = order.first().copied().filter(|&t| speaks(t));
        let second = order.get(usize::from(best.is_some())).map(|&t| (t, share[t]));
        let Some(topic) = best else {
            // Half the evidence that would do, in log odds; less brings it near to none.
            let near = |t: usize| topics > 1 && lift(share[t], self.learned.prior[t]) >= LEARNED.sqrt();
            let nearest = second.filter(|&(t, _)| terms[t] > 0.0 || near(t));
            let telling = self.corpus.telling[i].clone();
            return Placement { runner_up: nearest, telling, ..Placement::default() };
        };
        let against = second.map(|(t, _)| t);
        let mut evidence = self.evidence(section, topic, against);
        if let Some(against) = against {
            let odds = (share[topic].max(f64::MIN_POSITIVE) / share[against].max(f64::MIN_POSITIVE)).ln();
            evidence.push(Evidence {
                kind: Kind::Place,
                term: String::new(),
                in_heading: 0,
                in_text: 0,
                weight: odds - (own[topic] - own[against]),
                learned: None,
            });
        }
        evidence.retain(|e| e.weight >= SLIGHT);
        evidence
            .sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.kind.cmp(&b.kind)).then_with(|| a.term.cmp(&b.term)));
        evidence.truncate(TOLD);
        Placement { topic: Some(topic), score: share[topic], runner_up: second, evidence, ..Placement::default() }
    }

    /// What the section's own words say for one topic and against another.
    fn evidence(&self, section: &Counted, topic: usize, against: Option<usize>) -> Vec<Evidence> {
        let learned = self.learned;
        let differ = |says: &mut dyn Iterator<Item = f64>| -> f64 {
            let says: Vec<f64> = says.collect();
            says[topic] - against.map_or(0.0, |t| says[t])
        };
        // A word is told once, whatever the views that it stands in.
        let mut words: BTreeMap<u32, Evidence> = BTreeMap::new();
        for view in View::ALL {
            for &(word, _) in &section.words[view as usize] {
                let (text, sections) = &self.corpus.words[word as usize];
                let share = learned.share_of_word(view, word, topic);
                let told = words.entry(word).or_insert_with(|| Evidence {
                    kind: Kind::Word,
                    term: text.clone(),
                    in_heading: 0,
                    in_text: 0,
                    weight: 0.0,
                    learned: Some(Lesson { sections: *sections, share }),
                });
                told.in_heading += u32::from(view == View::Heading);
                told.in_text += u32::from(view == View::Text);
                told.weight += differ(&mut learned.word(section, view, word));
            }
        }
        let mut evidence = Vec::new();
        for hit in &section.hits {
            let term = &self.corpus.terms[hit.term as usize];
            let mut weight = learned.term(section, hit);
            if Some(term.topic) == against {
                // The same word may be a term of both: it says that much less.
                if let Some(told) = term.word.and_then(|w| words.get_mut(&w)) {
                    told.weight -= weight;
                }
            }
            if term.topic != topic {
                continue;
            }
            let learned = term.word.and_then(|word| words.remove(&word));
            weight += learned.as_ref().map_or(0.0, |l| l.weight);
            evidence.push(Evidence {
                kind: Kind::Term,
                term: term.text.clone(),
                in_heading: hit.in_heading,
                in_text: hit.in_text,
                weight,
                learned: learned.and_then(|l| l.learned),
            });
        }
        evidence.extend(words.into_values());
        if let Some(template) = section.template {
            let (text, sections) = &self.corpus.templates[template as usize];
            evidence.push(Evidence {
                kind: Kind::Heading,
                term: text.clone(),
                in_heading: 1,
                in_text: 0,
                weight: differ(&mut learned.template(template)),
                learned: Some(Lesson { sections: *sections, share: learned.share_of_template(template, topic) }),
            });
        }
        evidence
    }

    /// Says of each section whose place decided what stands beside it.
    fn stand(&self, placements: &mut [Placement]) {
        let title = |p: &Placement| p.topic.map_or("Unsorted", |t| self.topics[t].title.as_str()).to_owned();
        for run in &self.corpus.runs {
            let titles: Vec<String> = placements[run.clone()].iter().map(title).collect();
            for (at, placement) in placements[run.clone()].iter_mut().enumerate() {
                if let Some(place) = placement.evidence.iter_mut().find(|e| e.kind == Kind::Place) {
                    let before = at.checked_sub(1).map_or(String::new(), |i| format!("{} → ", titles[i]));
                    let after = titles.get(at + 1).map_or(String::new(), |t| format!(" → {t}"));
                    place.term = format!("{before}…{after}");
                }
            }
        }
    }
}

/// How many times likelier, as odds.
fn lift(share: f64, prior: f64) -> f64 {
    let odds = |p: f64| p / (1.0 - p).max(f64::MIN_POSITIVE);
    odds(share) / odds(prior).max(f64::MIN_POSITIVE)
}
