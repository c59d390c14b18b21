//! Learning where apostrophes stand, from text that has them: they are taken out, and each place is an example.
//!
//! The learner is FTRL-Proximal with L1 and L2 (McMahan et al., *Ad Click Prediction*, KDD 2013): one pass after
//! another in a fixed order, sparse weights, the same bytes on every run.

use super::{AFTER_S, OWNS, features::Reader, model::probability, question};
use crate::{
    clean::repair::{
        Corpus, language,
        tokens::{Words, is_apostrophe},
    },
    model::{Source, SourceId},
};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
};

/// A text to learn from, and the group (its site) that stays together when folds are made.
#[derive(Debug)]
pub struct Text {
    /// What is tested together: no site is learned from and tested on.
    pub group: String,
    /// The text, with its apostrophes.
    pub text: String,
}

/// What the learner is given for one question.
#[derive(Debug, Default)]
pub struct Examples {
    names: Vec<String>,
    ids: HashMap<String, u32>,
    /// Features, answer, group.
    all: Vec<(Vec<u32>, bool, u32)>,
}

/// The examples of all questions.
pub type Questions = BTreeMap<&'static str, Examples>;

/// Values seen fewer times than this are left out.
const SEEN: u32 = 3;
/// A text that loses more than this share of its apostrophes is not learned from.
const WHOLE: f64 = 0.1;
const PASSES: usize = 4;
const ALPHA: f64 = 0.2;
const BETA: f64 = 1.0;
const L1: f64 = 1.5;
const L2: f64 = 0.1;
/// Weights nearer to nothing than this are left out.
const SMALL: f64 = 0.15;

/// Where one word's apostrophe stood.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    None,
    Inside,
    AfterS,
    /// It cannot be told.
    Unknown,
}

/// A line without its apostrophes, and by where each word starts, what it lost.
fn damage(line: &str) -> (String, HashMap<usize, Mark>) {
    let words = Words::new(line);
    let (mut damaged, mut marks, mut from) = (String::with_capacity(line.len()), HashMap::new(), 0);
    let mut quoted = false;
    for (i, word) in words.iter() {
        damaged.push_str(&line[from..word.span.start]);
        quoted |= words.gap_before(i).contains('‘') || words.gap_before(i).ends_with('\'');
        let start = damaged.len();
        let inside = word.text.contains(is_apostrophe);
        damaged.extend(word.text.chars().filter(|&c| !is_apostrophe(c)));
        from = word.span.end;
        let after = word.text.ends_with('s') && line[from..].starts_with(is_apostrophe);
        let mark = match (inside, after, quoted) {
            (true, _, _) => Mark::Inside,
            (_, true, true) => Mark::Unknown,
            (_, true, false) => {
                from += line[from..].chars().next().map_or(0, char::len_utf8);
                Mark::AfterS
            }
            _ => Mark::None,
        };
        marks.insert(start, mark);
        if line[from..].starts_with(is_apostrophe) {
            quoted = false;
        }
    }
    damaged.push_str(&line[from..]);
    (damaged, marks)
}

/// What a text by itself tells.
fn corpus_of(source: &Source) -> Corpus {
    let lines = source.lines().map(|line| source.raw(line).into()).collect();
    Corpus::new(std::slice::from_ref(source), &[lines])
}

/// Whether a text has lost apostrophes itself, and so teaches nothing.
fn loses(text: &str) -> bool {
    let source = Source::new(SourceId(0), "a.txt".into(), "a".into(), text.to_owned());
    let corpus = corpus_of(&source);
    corpus.apostrophes_lost(&source) > WHOLE
}

/// Takes the apostrophes out and makes an example of every word that may have lost one.
pub fn examples(texts: &[Text]) -> Questions {
    let mut questions = Questions::new();
    let mut groups: HashMap<&str, u32> = HashMap::new();
    for text in texts {
        let next = groups.len() as u32;
        let group = *groups.entry(&text.group).or_insert(next);
        if loses(&text.text) {
            continue;
        }
        let lines: Vec<(String, HashMap<usize, Mark>)> = text.text.lines().map(damage).collect();
        let damaged = lines.iter().map(|l| l.0.as_str()).collect::<Vec<_>>().join("\n");
        let source = Source::new(SourceId(0), "a.txt".into(), "a".into(), damaged);
        let corpus = corpus_of(&source);
        for (line, marks) in &lines {
            if !corpus.is_english(&source, line) || language::is_code(line) {
                continue;
            }
            let words = Words::new(line);
            let reader = Reader::new(&words, &corpus);
            for (i, word) in words.iter() {
                let Some(asked) = question(word) else { continue };
                let Some(&mark) = marks.get(&word.span.start).filter(|&&m| m != Mark::Unknown) else { continue };
                let mut add = |name: &'static str, yes: bool| {
                    let examples = questions.entry(name).or_default();
                    let mut features = Vec::with_capacity(40);
                    reader.features(i, &mut |feature, value| {
                        features.push(examples.id(feature, value));
                    });
                    examples.all.push((features, yes, group));
                };
                match (asked, mark) {
                    (OWNS, Mark::None) => add(OWNS, false),
                    (OWNS, mark) => {
                        add(OWNS, true);
                        add(AFTER_S, mark == Mark::AfterS);
                    }
                    (contraction, mark) => add(contraction, mark == Mark::Inside),
                }
            }
        }
    }
    questions
}

impl Examples {
    fn id(&mut self, feature: &str, value: &str) -> u32 {
        let name = format!("{feature}={value}");
        if let Some(&id) = self.ids.get(&name) {
            return id;
        }
        let id = self.names.len() as u32;
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    /// How many examples there are, and how many of them are yes.
    pub fn size(&self) -> (usize, usize) {
        (self.all.len(), self.all.iter().filter(|e| e.1).count())
    }

    /// Weights learned from the examples whose group passes.
    fn learn(&self, learns: impl Fn(u32) -> bool) -> Vec<f64> {
        let mut seen = vec![0u32; self.names.len()];
        for (features, _, _) in self.all.iter().filter(|e| learns(e.2)) {
            features.iter().for_each(|&f| seen[f as usize] += 1);
        }
        let mut order: Vec<usize> = (0..self.all.len()).filter(|&e| learns(self.all[e].2)).collect();
        shuffle(&mut order);
        let (mut z, mut n) = (vec![0f64; seen.len()], vec![0f64; seen.len()]);
        let weight = |z: f64, n: f64| {
            if z.abs() <= L1 { 0.0 } else { -(z - z.signum() * L1) / ((BETA + n.sqrt()) / ALPHA + L2) }
        };
        for _ in 0..PASSES {
            for &e in &order {
                let (features, yes, _) = &self.all[e];
                let known = features.iter().map(|&f| f as usize).filter(|&f| seen[f] >= SEEN);
                let sum: f64 = known.clone().map(|f| weight(z[f], n[f])).sum();
                let gradient = probability(sum) - f64::from(u8::from(*yes));
                for f in known {
                    let sigma = ((n[f] + gradient * gradient).sqrt() - n[f].sqrt()) / ALPHA;
                    z[f] += gradient - sigma * weight(z[f], n[f]);
                    n[f] += gradient * gradient;
                }
            }
        }
        (0..seen.len()).map(|f| weight(z[f], n[f])).collect()
    }

    /// Log-odds and answers of all examples, each judged by weights that were learned without its group.
    fn held_out(&self, folds: u32) -> Vec<(f64, bool)> {
        let mut judged = Vec::with_capacity(self.all.len());
        for fold in 0..folds {
            let weights = self.learn(|group| group % folds != fold);
            for (features, yes, _) in self.all.iter().filter(|e| e.2 % folds == fold) {
                judged.push((features.iter().map(|&f| weights[f as usize]).sum(), *yes));
            }
        }
        judged
    }

    /// What share of the apostrophes is found, and how often one is put where none was, at rising probabilities.
    pub fn report(&self, folds: u32) -> String {
        let judged = self.held_out(folds);
        let yes = judged.iter().filter(|j| j.1).count().max(1);
        let mut report = String::new();
        for bar in [0.5, 0.8, 0.9, 0.95, 0.98, 0.99] {
            let taken: Vec<_> = judged.iter().filter(|j| probability(j.0) >= bar).collect();
            let right = taken.iter().filter(|j| j.1).count();
            let (found, precise) = (right as f64 / yes as f64, right as f64 / taken.len().max(1) as f64);
            let _ = write!(report, "  {bar}: {found:.3} found, {precise:.4} right");
        }
        report
    }

    /// The weights as text, sorted.
    pub fn weights(&self) -> String {
        let weights = self.learn(|_| true);
        let mut lines: Vec<String> = (0..weights.len())
            .filter(|&f| weights[f].abs() >= SMALL)
            .map(|f| format!("{} {:.2}\n", self.names[f], weights[f]))
            .collect();
        lines.sort();
        lines.concat()
    }
}

/// An order that has nothing to do with that of the texts, the same on every run.
fn shuffle(order: &mut [usize]) {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for at in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (state >> 33) as usize % (at + 1));
    }
}
