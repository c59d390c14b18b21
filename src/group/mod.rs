//! Sections to topics, with the evidence.
//!
//! A topic is its terms: words and phrases, compared by stem. A term's weight is its inverse document frequency
//! among the sections (as in BM25: Robertson & Zaragoza, *The Probabilistic Relevance Framework*, 2009), so that
//! a word that stands everywhere decides nothing. A section scores, for each term, once for its heading and with
//! saturation for its text.

mod words;

use crate::{
    book::Topic,
    model::{BlockKind, Ledger, LineId, Outline, Section, Source},
};
use rayon::prelude::*;
use words::{Phrase, Positions};

/// What a term in the heading adds, in units of the most that its text can add.
const HEADING: f64 = 2.0;
/// BM25's saturation: so many occurrences in a text of average length give half of the most.
const K1: f64 = 1.2;
/// BM25's share of length in normalisation.
const B: f64 = 0.75;
/// A section that scores less has no topic.
const FLOOR: f64 = 0.2;

/// Where a section stands, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// Index of its topic; `None` for Unsorted.
    pub topic: Option<usize>,
    /// Its score there (dimensionless; only comparable within one build).
    pub score: f64,
    /// The next best topic and its score.
    pub runner_up: Option<(usize, f64)>,
    /// The terms that decided, strongest first.
    pub evidence: Vec<Evidence>,
}

/// One term of a topic, found in a section.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The term as `book.toml` has it.
    pub term: String,
    /// Times it stands in the heading.
    pub in_heading: u32,
    /// Times it stands in the text.
    pub in_text: u32,
    /// Its share of the score.
    pub weight: f64,
}

struct Term<'a> {
    topic: usize,
    text: &'a str,
    phrase: Phrase,
}

/// Heading and text of a section, and per term how often it stands in each.
struct Counted {
    len: usize,
    counts: Vec<(u32, u32)>,
}

/// One placement a section, in the order of [`Outline::sections`]. Ties go to the topic that comes first in the
/// book.
pub fn group(topics: &[Topic], sources: &[Source], ledger: &Ledger, outline: &Outline) -> Vec<Placement> {
    let terms: Vec<Term<'_>> = topics
        .iter()
        .enumerate()
        .flat_map(|(topic, t)| {
            t.terms.iter().filter_map(move |text| Some(Term { topic, text, phrase: Phrase::of(text)? }))
        })
        .collect();
    let counted: Vec<Counted> = outline.sections.par_iter().map(|s| count(&terms, sources, ledger, s)).collect();
    let all = counted.len() as f64;
    let average = counted.iter().map(|c| c.len).sum::<usize>() as f64 / all.max(1.0);
    let idf: Vec<f64> = (0..terms.len())
        .map(|t| {
            let with = counted.iter().filter(|c| c.counts[t] != (0, 0)).count() as f64;
            ((all - with + 0.5) / (with + 0.5)).ln_1p()
        })
        .collect();
    counted.iter().map(|c| place(topics.len(), &terms, &idf, average, c)).collect()
}

fn count(terms: &[Term<'_>], sources: &[Source], ledger: &Ledger, section: &Section) -> Counted {
    let source = &sources[section.source.0 as usize];
    let mut heading = String::new();
    let mut body = String::new();
    if let Some(text) = section.heading.and_then(|line| ledger.text(source, line)) {
        heading.push_str(&text);
    }
    for block in &section.blocks {
        // A subheading speaks for part of the section only, so it counts as text.
        let shown = !matches!(block.kind, BlockKind::PullQuote);
        for LineId { line, .. } in block.lines.iter().map(|&line| source.at(line)).filter(|_| shown) {
            body.push_str(&ledger.text(source, line).unwrap_or_default());
            body.push('\n');
        }
    }
    let (heading, body) = (Positions::of(&heading), Positions::of(&body));
    Counted { len: body.len, counts: terms.iter().map(|t| (heading.count(&t.phrase), body.count(&t.phrase))).collect() }
}

fn place(topics: usize, terms: &[Term<'_>], idf: &[f64], average: f64, counted: &Counted) -> Placement {
    let norm = K1 * (1.0 - B + B * counted.len as f64 / average.max(1.0));
    let mut scores = vec![0.0; topics];
    let mut weights = Vec::with_capacity(terms.len());
    for ((term, &(in_heading, in_text)), idf) in terms.iter().zip(&counted.counts).zip(idf) {
        let text = f64::from(in_text);
        let weight = idf * (f64::from(in_heading.min(1)) * HEADING + text / (text + norm.max(f64::MIN_POSITIVE)));
        scores[term.topic] += weight;
        weights.push(weight);
    }
    let mut order: Vec<usize> = (0..topics).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let best = order.first().copied().filter(|&t| scores[t] >= FLOOR);
    let second = order.get(usize::from(best.is_some())).copied().filter(|&t| scores[t] > 0.0);
    let mut evidence: Vec<Evidence> = terms
        .iter()
        .zip(&counted.counts)
        .zip(&weights)
        .filter(|((term, counts), _)| Some(term.topic) == best && **counts != (0, 0))
        .map(|((term, &(in_heading, in_text)), &weight)| Evidence {
            term: term.text.to_owned(),
            in_heading,
            in_text,
            weight,
        })
        .collect();
    evidence.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
    Placement {
        topic: best,
        score: best.map_or(0.0, |t| scores[t]),
        runner_up: second.map(|t| (t, scores[t])),
        evidence,
    }
}
