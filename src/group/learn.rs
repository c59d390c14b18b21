//! What the sections themselves teach about the topics.
//!
//! The book's terms are all that is known at first. Sections in which they speak clearly teach which other words,
//! headings and openings go with a topic, and those place more sections: naive Bayes with expectation maximisation
//! (Nigam, McCallum, Thrun & Mitchell, *Text Classification from Labeled and Unlabeled Documents using EM*, 2000),
//! over the sections of a source in their order ([`super::chain`]). The terms keep their voice in every round and
//! count as sections of their topic, so that a topic can't drift away from them. What few sections say is smoothed
//! towards saying nothing: a small book is placed by its terms alone.

use super::{
    chain::{self, Chain},
    corpus::{Corpus, Counted, Hit, View},
};
use rayon::prelude::*;

/// Rounds of learning. The placements of the development data stand still after about six.
const ROUNDS: usize = 10;
/// Naive Bayes counts the same evidence twice, since words come together. Log odds are divided by this, which makes
/// the scores about as often right as they say.
const TEMPER: f64 = 3.0;
/// Weight of a term, and of a term in the heading and in the opening against one in the text.
const TERM: f64 = 2.0;
const TERM_IN_HEADING: f64 = 2.0;
const TERM_IN_OPENING: f64 = 0.5;
/// A term counts as so many sections of its topic.
const TERM_SECTIONS: f64 = 30.0;
/// BM25's saturation: so many occurrences in a text of average length give half of the most.
const K1: f64 = 1.2;
/// BM25's share of length in normalisation.
const B: f64 = 0.75;

/// Per view, the weight of what its words say, and as of how many sections' silence each word is smoothed.
const VIEWS: [(f64, f64); 3] = [(0.3, 10.0), (0.3, 2.0), (0.5, 3.0)];
/// The same for the template of a heading.
const TEMPLATE: (f64, f64) = (1.0, 2.0);

/// What was learned, and where it puts every section.
#[derive(Debug)]
pub struct Learned<'c> {
    corpus: &'c Corpus,
    topics: usize,
    /// Per section and topic, the log odds of its own words: not of its place among others.
    pub own: Vec<f64>,
    /// Per section and topic, the probability.
    pub share: Vec<f64>,
    /// Per topic, its share of all sections.
    pub prior: Vec<f64>,
    /// Per view, word and topic, the log odds for the topic; and likewise per template.
    weights: [Vec<f32>; 3],
    templates: Vec<f32>,
}

/// Learns from all sections. `taught` are those whose topic a person has given.
pub fn learn<'c>(corpus: &'c Corpus, topics: usize, taught: &[Option<usize>]) -> Learned<'c> {
    let sections = corpus.sections.len();
    let mut learned = Learned {
        corpus,
        topics,
        own: vec![0.0; sections * topics],
        share: vec![0.0; sections * topics],
        prior: vec![1.0 / topics.max(1) as f64; topics],
        weights: [const { Vec::new() }; 3],
        templates: Vec::new(),
    };
    if topics == 0 {
        return learned;
    }
    // The first look: terms alone, and a section teaches as much as they are clear about it.
    let mut teaches = vec![1.0; sections];
    let by_terms: Vec<f64> = corpus.sections.par_iter().flat_map_iter(|s| learned.terms(s)).collect();
    let rows = learned.share.par_chunks_mut(topics).zip(by_terms.par_chunks(topics)).zip(&mut teaches);
    rows.for_each(|((row, terms), teaches)| {
        row.copy_from_slice(terms);
        chain::softmax(row, TEMPER);
        *teaches = row.iter().copied().fold(0.0, f64::max) - 1.0 / topics as f64;
    });
    teach(&mut learned.share, topics, taught);
    let mut chain = Chain::new(topics);
    for _ in 0..ROUNDS {
        learned.count(&teaches);
        teaches.fill(1.0);
        let own: Vec<f64> = (&corpus.sections, by_terms.par_chunks(topics))
            .into_par_iter()
            .flat_map_iter(|(s, t)| learned.score(s, t))
            .collect();
        learned.own = own;
        learned.share.copy_from_slice(&learned.own);
        teach_own(&mut learned.share, topics, taught);
        chain = chain.run(&corpus.runs, &mut learned.share, &learned.prior);
    }
    learned
}

/// Sets what a person has said.
fn teach(share: &mut [f64], topics: usize, taught: &[Option<usize>]) {
    for (row, topic) in share.chunks_mut(topics).zip(taught) {
        if let Some(topic) = topic.filter(|&t| t < topics) {
            row.fill(0.0);
            row[topic] = 1.0;
        }
    }
}

/// The same as log odds.
fn teach_own(own: &mut [f64], topics: usize, taught: &[Option<usize>]) {
    const CERTAIN: f64 = 50.0;
    for (row, topic) in own.chunks_mut(topics).zip(taught) {
        if let Some(topic) = topic.filter(|&t| t < topics) {
            row.fill(-CERTAIN);
            row[topic] = 0.0;
        }
    }
}

impl Learned<'_> {
    /// What one term says for its topic where it was found.
    pub fn term(&self, section: &Counted, hit: &Hit) -> f64 {
        let term = &self.corpus.terms[hit.term as usize];
        let norm = K1 * (1.0 - B + B * f64::from(section.len) / self.corpus.mean_len.max(1.0));
        let text = f64::from(hit.in_text);
        let places = text / (text + norm.max(f64::MIN_POSITIVE))
            + TERM_IN_HEADING * f64::from(hit.in_heading.min(1))
            + TERM_IN_OPENING * f64::from(u8::from(hit.in_opening));
        TERM / TEMPER * term.share * term.idf * places
    }

    /// What the terms say, topic by topic.
    pub fn terms(&self, section: &Counted) -> Vec<f64> {
        let mut row = vec![0.0; self.topics];
        for hit in &section.hits {
            row[self.corpus.terms[hit.term as usize].topic] += self.term(section, hit);
        }
        row
    }

    /// What one word says in a view, topic by topic.
    pub fn word(&self, section: &Counted, view: View, word: u32) -> impl Iterator<Item = f64> + '_ {
        let words = &section.words[view as usize];
        let times = words.binary_search_by_key(&word, |(n, _)| *n).map_or(0.0, |i| f64::from(words[i].1));
        let scale = scale(view, words) * times;
        self.row(view, word).iter().map(move |w| f64::from(*w) * scale)
    }

    /// What the template of the heading says, topic by topic.
    pub fn template(&self, template: u32) -> impl Iterator<Item = f64> + '_ {
        let from = template as usize * self.topics;
        self.templates[from..from + self.topics].iter().map(|w| f64::from(*w) * TEMPLATE.0 / TEMPER)
    }

    /// The share of a topic among the sections that have a word in a view.
    pub fn share_of_word(&self, view: View, word: u32, topic: usize) -> f64 {
        self.prior[topic] * f64::from(self.row(view, word)[topic]).exp()
    }

    /// The share of a topic among the sections whose heading has a template.
    pub fn share_of_template(&self, template: u32, topic: usize) -> f64 {
        self.prior[topic] * f64::from(self.templates[template as usize * self.topics + topic]).exp()
    }

    fn row(&self, view: View, word: u32) -> &[f32] {
        let from = word as usize * self.topics;
        &self.weights[view as usize][from..from + self.topics]
    }

    /// All that a section says itself.
    fn score(&self, section: &Counted, terms: &[f64]) -> Vec<f64> {
        let mut row = terms.to_vec();
        for view in View::ALL {
            let words = &section.words[view as usize];
            let scale = scale(view, words);
            for &(word, times) in words {
                let by = scale * f64::from(times);
                row.iter_mut().zip(self.row(view, word)).for_each(|(sum, w)| *sum += by * f64::from(*w));
            }
        }
        if let Some(template) = section.template {
            row.iter_mut().zip(self.template(template)).for_each(|(sum, w)| *sum += w);
        }
        row
    }

    /// Learns the weights from where the sections stand now.
    fn count(&mut self, teaches: &[f64]) {
        let (corpus, topics, share) = (self.corpus, self.topics, &self.share);
        // A topic at a time: the sums do not depend on the number of threads.
        let counts: Vec<Counts> = (0..topics)
            .into_par_iter()
            .map(|topic| {
                let mut counts = Counts::new(corpus);
                for (i, section) in corpus.sections.iter().enumerate() {
                    counts.add(section, share[i * topics + topic] * teaches[i]);
                }
                for term in corpus.terms.iter().filter(|t| t.topic == topic) {
                    if let Some(word) = term.word {
                        counts
                            .words
                            .iter_mut()
                            .for_each(|view| view[word as usize] += (TERM_SECTIONS * term.share) as f32);
                    }
                }
                counts
            })
            .collect();
        let all: f64 = counts.iter().map(|c| c.sections).sum();
        self.prior = counts.iter().map(|c| (c.sections + 1.0) / (all + topics as f64)).collect();
        for (view, (_, smooth)) in View::ALL.into_iter().zip(VIEWS) {
            let lists: Vec<&[f32]> = counts.iter().map(|c| &c.words[view as usize][..]).collect();
            self.weights[view as usize] = log_odds(&lists, &self.prior, smooth);
        }
        let lists: Vec<&[f32]> = counts.iter().map(|c| &c.templates[..]).collect();
        self.templates = log_odds(&lists, &self.prior, TEMPLATE.1);
    }
}

/// How often a topic has each word.
struct Counts {
    sections: f64,
    words: [Vec<f32>; 3],
    templates: Vec<f32>,
}

impl Counts {
    fn new(corpus: &Corpus) -> Self {
        let words = || vec![0.0; corpus.words.len()];
        Self { sections: 0.0, words: [words(), words(), words()], templates: vec![0.0; corpus.templates.len()] }
    }

    fn add(&mut self, section: &Counted, share: f64) {
        // So little teaches nothing, and most shares are as little.
        if share < 1e-4 {
            return;
        }
        self.sections += share;
        for view in View::ALL {
            for &(word, times) in &section.words[view as usize] {
                let times = if view == View::Text { times } else { 1.0 };
                self.words[view as usize][word as usize] += times * share as f32;
            }
        }
        if let Some(template) = section.template {
            self.templates[template as usize] += share as f32;
        }
    }
}

/// By word and topic, the log of how much likelier the topic is where the word stands than elsewhere.
fn log_odds(counts: &[&[f32]], prior: &[f64], smooth: f64) -> Vec<f32> {
    let words = counts.first().map_or(0, |c| c.len());
    (0..words)
        .into_par_iter()
        .flat_map_iter(|word| {
            let all: f64 = counts.iter().map(|c| f64::from(c[word])).sum();
            counts
                .iter()
                .zip(prior)
                .map(move |(c, prior)| ((f64::from(c[word]) + smooth * prior) / (all + smooth) / prior).ln() as f32)
        })
        .collect()
}

/// Long texts say the same thing often: the square root of their length is what they are worth.
fn scale(view: View, words: &[(u32, f32)]) -> f64 {
    let len: f64 = words.iter().map(|(_, times)| if view == View::Text { f64::from(*times) } else { 1.0 }).sum();
    VIEWS[view as usize].0 / TEMPER / len.max(1.0).sqrt()
}
