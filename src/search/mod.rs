//! What the reader's search looks through: documents to an index of small files.
//!
//! A page opened by double-click may load nothing but classic scripts, so each file of the index is one call
//! `shard(key, payload)`, and a query loads the few that it needs:
//!
//! * `index`: where each other file begins, and the groups; see [`write`](mod@write)
//! * `w0`, `w1`, …: folded words ([`words::fold`]) to the numbers of their terms. All that is known of a language
//!   (stems, stop words) is in here: the browser folds what was typed and looks it up
//! * `t0`, …: terms (stems) to the documents that have them, with the BM25 weight of the term in each
//! * `o0`, …: the places of terms in documents, for phrases
//! * `d0`, …: documents: address, title, place, text
//!
//! Words and terms are in the order of their letters, so that words that begin alike lie in the same few files.

mod stems;
mod words;
mod write;

pub use words::{Token, fold, tokens};
pub use write::{File, fingerprint};

use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use stems::Stems;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// BM25's saturation (Robertson & Zaragoza, *The Probabilistic Relevance Framework*, 2009).
const K1: f64 = 1.2;
/// BM25's share of length in normalisation.
const B: f64 = 0.75;
/// A word in the title counts as so many in the text.
const TITLE: u32 = 3;
/// Weights are written as 1 to 63.
const LEVELS: f64 = 63.0;
/// Documents that are read before their words are merged: enough for all threads, few enough for memory.
const BATCH: usize = 2048;

/// Something that a search can find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its address below the site's root.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// Whether the title is the document's own words, to be looked through too; or the generator's.
    pub titled: bool,
    /// Where it stands, in words.
    pub place: String,
    /// Its words, a line a block: a phrase does not go on from one to the next.
    pub text: String,
}

/// Documents by which a search can be narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called, and no other.
    pub title: String,
    /// Its documents.
    pub documents: Vec<Document>,
}

/// One document's use of a term.
#[derive(Debug, Clone, Copy)]
struct Posting {
    document: u32,
    /// Times in the title.
    in_title: u32,
    /// Times in all: so many of the term's places are this document's.
    times: u32,
}

/// A term and where it stands.
#[derive(Debug, Default)]
struct Term {
    stem: String,
    /// Folded words that are forms of it.
    forms: BTreeSet<String>,
    /// What stands before or behind an apostrophe in them.
    parts: BTreeSet<String>,
    postings: Vec<Posting>,
    /// Places in the documents, document after document.
    places: Vec<u32>,
}

/// What a folded word stands for.
#[derive(Debug, Default)]
struct Word {
    /// Numbers of terms.
    terms: BTreeSet<usize>,
    /// Whether it is so common in its language that it tells nothing.
    stop: bool,
}

/// A document's words with their places. Places below `text_from` are the title's.
struct Read {
    words: BTreeMap<String, Vec<u32>>,
    text_from: u32,
    length: u32,
}

/// Makes the index of a book in a language (a BCP 47 tag). The same documents give the same bytes.
pub fn index(language: &str, groups: &[Group]) -> Vec<File> {
    let documents: Vec<&Document> = groups.iter().flat_map(|g| &g.documents).collect();
    let stems = Stems::of(language);
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    let mut lengths: Vec<u32> = Vec::with_capacity(documents.len());
    let mut found: Vec<(usize, u32)> = Vec::new();
    for batch in documents.chunks(BATCH) {
        let read: Vec<Read> = batch.par_iter().map(|d| read(d)).collect();
        for read in read {
            let document = lengths.len() as u32;
            lengths.push(read.length);
            found.clear();
            for (word, places) in read.words {
                let term = *known.entry(word).or_insert_with_key(|word| {
                    let stem = stems.stem(word);
                    let term = *numbers.entry(stem.clone()).or_insert_with(|| {
                        terms.push(Term { stem, ..Term::default() });
                        terms.len() - 1
                    });
                    let key = fold(word);
                    let entry = words.entry(key.clone()).or_default();
                    entry.terms.insert(term);
                    entry.stop |= stems.is_stop(&key);
                    terms[term].forms.insert(key);
                    let parts = word.split(['\'', '’', 'ʼ', '＇']).filter(|part| part.len() < word.len());
                    terms[term].parts.extend(parts.map(str::to_owned));
                    term
                });
                found.extend(places.into_iter().map(|place| (term, place)));
            }
            found.sort_unstable();
            for run in found.chunk_by(|a, b| a.0 == b.0) {
                let in_title = run.iter().filter(|(_, place)| *place < read.text_from).count() as u32;
                let term = &mut terms[run[0].0];
                term.postings.push(Posting { document, in_title, times: run.len() as u32 });
                term.places.extend(run.iter().map(|(_, place)| place));
            }
        }
    }
    also_typed(&stems, &terms, &mut words);
    write::files(groups, &documents, words, terms, &weights(&lengths))
}

/// Adds words that no document has but that people type for those that it has: `ketamine` for `ketamine's`,
/// `receptors` where all texts say `receptor`. Which endings are tried, the documents tell: those that their words
/// have most often where they also stand without; the stemmer has the last word.
fn also_typed(stems: &Stems, terms: &[Term], words: &mut BTreeMap<String, Word>) {
    /// So many endings.
    const ENDINGS: usize = 4;
    fn shortest(term: &Term) -> &str {
        term.forms.iter().min_by_key(|form| form.len()).map_or("", String::as_str)
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for term in terms {
        let short = shortest(term);
        for ending in term.forms.iter().filter_map(|form| form.strip_prefix(short)).filter(|e| !e.is_empty()) {
            *counts.entry(ending).or_default() += 1;
        }
    }
    let mut endings: Vec<(&str, usize)> = counts.into_iter().collect();
    endings.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    for (number, term) in terms.iter().enumerate() {
        let endings = || endings.iter().take(ENDINGS);
        let inflected = term.forms.iter().flat_map(|form| endings().map(move |(ending, _)| format!("{form}{ending}")));
        let bare = term.parts.iter().cloned();
        for word in inflected.chain(bare).filter(|word| stems.stem(word) == term.stem) {
            words.entry(fold(&word)).or_default().terms.insert(number);
        }
    }
}

fn read(document: &Document) -> Read {
    let mut read = Read { words: BTreeMap::new(), text_from: 0, length: 0 };
    let mut place = 0;
    if document.titled {
        add(&document.title, &mut read, &mut place);
        read.text_from = place;
    }
    for block in document.text.lines() {
        add(block, &mut read, &mut place);
    }
    read
}

fn add(text: &str, read: &mut Read, place: &mut u32) {
    let composed: String;
    let text = if is_nfc(text) {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    for token in tokens(text) {
        let word = token.text.to_lowercase();
        if !fold(&word).is_empty() {
            read.words.entry(word).or_default().push(*place);
            read.length += 1;
        }
        *place += 1;
    }
    // One place stays empty, so that no phrase reaches into the next block.
    *place += 1;
}

/// The weight of a term in a document, 1 to 63: BM25 without the inverse document frequency, which the browser
/// knows when it has the documents of the term.
fn weights(lengths: &[u32]) -> impl Fn(&Posting) -> u8 {
    let all: u64 = lengths.iter().map(|&n| u64::from(n)).sum();
    let average = (all as f64 / lengths.len().max(1) as f64).max(1.0);
    move |posting| {
        let length = lengths.get(posting.document as usize).copied().unwrap_or_default();
        let times = f64::from(posting.times + posting.in_title * (TITLE - 1));
        let norm = K1 * (1.0 - B + B * f64::from(length) / average);
        (times / (times + norm) * LEVELS).ceil().clamp(1.0, LEVELS) as u8
    }
}
