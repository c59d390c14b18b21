//! The terms of a book: what its back-of-the-book index lists.
//!
//! Candidates are runs of nouns and modifiers that end in a noun (Justeson & Katz, *Technical terminology*, 1995).
//! They are counted by stem, level by level, and a longer run is counted only where its parts are frequent (as in
//! Apriori), so that memory follows the text. Their weight is C-value (Frantzi, Ananiadou & Mima, *Automatic recognition
//! of multi-word terms*, 2000) times how special their words are and how few sections have them: a term that stands in
//! every section helps nobody to find anything. Abbreviations with their expansions and the terms of the book's topics
//! are listed whatever their weight.

use super::{
    abbreviation,
    words::{self, Gap, Lexicon, Role, Token},
};
use crate::{
    book::Book,
    model::{Ledger, Outline, Section, Source},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// The most words of a term that the corpus gives.
const LONGEST: usize = 4;
/// A term stands in this many sections at least.
const FEWEST: u32 = 2;
/// A term that stands in more than this share of the sections is the book's subject, not a term of its index.
const MOST: f64 = 0.4;
/// One term for so many words of text, as indexers of reference books have it.
const WORDS_A_TERM: usize = 60;
/// A small book has room for this many.
const FEWEST_TERMS: usize = 12;
/// The most terms that the corpus gives.
const MOST_TERMS: usize = 5000;

/// A term and its uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it is written most often.
    pub name: String,
    /// Its name in an address, unique.
    pub slug: String,
    /// What an abbreviation stands for.
    pub expansion: Option<String>,
    /// Where it stands, by section and line.
    pub uses: Vec<Use>,
}

/// A place that uses a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Index of the section.
    pub section: usize,
    /// The line.
    pub line: u32,
    /// Bytes of the line's published text.
    pub span: Range<usize>,
    /// Whether it may become a link: it stands in the text and not in a heading, and no edit touches it.
    pub linkable: bool,
}

/// Stems of a run of words; shorter ones are filled up.
type Key = [u32; LONGEST];
const NONE: u32 = u32::MAX;
/// Ways of writing a term: how often each is a good example of it, and how often it stands at all.
type Forms = HashMap<String, (u32, u32)>;

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    times: u32,
    sections: u32,
    /// The last section that was counted, from 1.
    last: u32,
}

/// Terms of a book, in the order of their names.
pub(super) fn find(
    book: &Book,
    lexicon: &Lexicon,
    text: &[Vec<u32>],
    sources: &[Source],
    ledger: &Ledger,
    outline: &Outline,
) -> Vec<Term> {
    let sections = &outline.sections;
    let mut chosen: BTreeMap<Vec<u32>, Option<String>> = BTreeMap::new();
    for key in from_corpus(lexicon, text) {
        chosen.insert(key, None);
    }
    let most = most(sections.len());
    for term in book.topics.iter().flat_map(|t| &t.terms) {
        let said: Vec<&str> = words::tokens(term).map(|t| t.word).collect();
        let stop = said.iter().all(|w| words::is_stop(&w.to_lowercase()));
        let key: Option<Vec<u32>> = said.iter().map(|w| lexicon.find(w)).collect();
        if let Some(key) = key.filter(|k| !k.is_empty() && !stop) {
            chosen.entry(key).or_default();
        }
    }
    let mut aliases: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for (short, long) in abbreviation::find(sources, ledger, sections) {
        let key = |text: &str| words::tokens(text).map(|t| lexicon.find(t.word)).collect::<Option<Vec<u32>>>();
        if let (Some(short), Some(key)) = (key(&short), key(&long)) {
            chosen.remove(&key);
            aliases.insert(key, short.clone());
            chosen.insert(short, Some(long));
        }
    }
    let keys: Vec<(&Vec<u32>, &Option<String>)> = chosen.iter().collect();
    let mut matcher = Matcher::default();
    for (i, (key, _)) in keys.iter().enumerate() {
        matcher.add(key, i);
    }
    for (long, short) in &aliases {
        if let Ok(i) = keys.binary_search_by(|(key, _)| (*key).cmp(short)) {
            matcher.add(long, i);
        }
    }
    let found: Vec<Vec<(usize, Use, String, bool)>> = sections
        .par_iter()
        .enumerate()
        .map(|(i, section)| match sources.get(section.source.0 as usize) {
            Some(source) => uses(lexicon, &matcher, source, ledger, section, i),
            None => Vec::new(),
        })
        .collect();
    let mut terms: Vec<(Vec<Use>, Forms)> = vec![Default::default(); keys.len()];
    for (term, used, form, whole) in found.into_iter().flatten() {
        let (uses, forms) = &mut terms[term];
        let counts = forms.entry(form).or_default();
        counts.0 += u32::from(whole);
        counts.1 += 1;
        uses.push(used);
    }
    let mut listed: Vec<Term> = Vec::new();
    for ((_, expansion), (uses, forms)) in keys.into_iter().zip(terms) {
        let mut within: Vec<usize> = uses.iter().map(|u| u.section).collect();
        within.dedup();
        // The book's subject stands everywhere.
        if uses.is_empty() || within.len() as f64 > most.max(f64::from(FEWEST)) {
            continue;
        }
        let name = name(forms);
        let expansion = expansion.clone().filter(|long| *long != name);
        listed.push(Term { slug: slug(&name), name, expansion, uses });
    }
    listed.sort_by_cached_key(|t| (t.name.to_lowercase(), t.name.clone()));
    // Two names may have one slug: `C` and `C++`.
    let mut taken: HashSet<String> = HashSet::new();
    for term in &mut listed {
        let plain = term.slug.clone();
        let mut n = 1;
        while !taken.insert(term.slug.clone()) {
            n += 1;
            term.slug = format!("{plain}-{n}");
        }
    }
    listed
}

/// The most sections that a term may stand in.
fn most(sections: usize) -> f64 {
    MOST * sections as f64
}

/// The terms that the corpus gives, by their stems.
fn from_corpus(lexicon: &Lexicon, text: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let words: usize = text.iter().map(Vec::len).sum();
    let mut levels: Vec<HashMap<Key, Count>> = Vec::new();
    for n in 1..=LONGEST {
        let mut counts: HashMap<Key, Count> = HashMap::new();
        for (i, section) in text.iter().enumerate() {
            for run in section.split(|&id| id == words::BREAK) {
                for (at, window) in run.windows(n).enumerate() {
                    // `ketamine affects the brain`: the second is a verb here.
                    let verb = window.last().is_some_and(|&w| lexicon.may_be_verb(w))
                        && run.get(at + n).is_some_and(|&next| lexicon.determines(next));
                    if verb {
                        continue;
                    }
                    let Some(key) = candidate(lexicon, window) else { continue };
                    // Both shorter runs of it are frequent, or it can't be.
                    let frequent = |part: &[u32]| {
                        levels.last().is_none_or(|l| l.get(&filled(part)).is_some_and(|c| c.sections >= FEWEST))
                    };
                    if n > 1 && !(partly(lexicon, window) || frequent(&key[..n - 1]) && frequent(&key[1..n])) {
                        continue;
                    }
                    let count = counts.entry(key).or_default();
                    count.times += 1;
                    if count.last != i as u32 + 1 {
                        count.last = i as u32 + 1;
                        count.sections += 1;
                    }
                }
            }
        }
        counts.retain(|_, c| c.sections >= FEWEST);
        levels.push(counts);
    }
    // For each run, how often it stands inside a longer one, and in how many of them.
    let mut inside: HashMap<Key, (u32, u32)> = HashMap::new();
    for (n, level) in levels.iter().enumerate().skip(1) {
        for (key, count) in level {
            for part in [&key[..n], &key[1..=n]] {
                let (times, longer) = inside.entry(filled(part)).or_default();
                *times += count.times;
                *longer += 1;
            }
        }
    }
    let sections = text.len() as f64;
    let most = most(text.len());
    let mut weighed: Vec<(f64, Key, usize)> = Vec::new();
    for (n, level) in levels.iter().enumerate() {
        for (key, count) in level {
            let (nested, longer) = inside.get(key).copied().unwrap_or_default();
            let alone = f64::from(count.times) - f64::from(nested) / f64::from(longer.max(1));
            let stems = &key[..=n];
            let special: Vec<f64> = stems.iter().map(|&s| lexicon.special(s)).collect();
            let best = special.iter().copied().fold(0.0, f64::max);
            let last = special.last().copied().unwrap_or_default();
            // A phrase of everyday words may be a term; an everyday word by itself is none.
            let special = if n == 0 { last } else { 0.35 + 0.4 * best + 0.25 * last };
            let rare = (sections / f64::from(count.sections)).ln_1p();
            let weight = ((n + 2) as f64).log2() * alone * special * rare;
            if alone >= f64::from(FEWEST) && special >= 0.1 && f64::from(count.sections) <= most.max(f64::from(FEWEST))
            {
                weighed.push((weight, *key, n + 1));
            }
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed.truncate((words / WORDS_A_TERM).clamp(FEWEST_TERMS, MOST_TERMS));
    weighed.into_iter().map(|(_, key, n)| key[..n].to_vec()).collect()
}

/// The stems of a run that could be a term: it ends in a noun, and nothing in it ends a term.
fn candidate(lexicon: &Lexicon, window: &[u32]) -> Option<Key> {
    let (last, before) = window.split_last()?;
    let fits = lexicon.role(*last) == Role::Noun && before.iter().all(|&w| lexicon.role(w) != Role::Stop);
    fits.then(|| {
        let stems: Vec<u32> = window.iter().map(|&w| lexicon.stem_of(w)).collect();
        filled(&stems)
    })
}

/// Whether the run without its last word is no candidate itself, so that nobody counted it.
fn partly(lexicon: &Lexicon, window: &[u32]) -> bool {
    window.len() >= 2 && lexicon.role(window[window.len() - 2]) != Role::Noun
}

fn filled(stems: &[u32]) -> Key {
    let mut key = [NONE; LONGEST];
    for (slot, &stem) in key.iter_mut().zip(stems) {
        *slot = stem;
    }
    key
}

/// Which terms a run of stems begins with.
#[derive(Debug, Default)]
struct Matcher {
    by_first: HashMap<u32, Vec<(Vec<u32>, usize)>>,
    /// Words of the longest term.
    most: usize,
}

impl Matcher {
    fn add(&mut self, key: &[u32], term: usize) {
        let Some(&first) = key.first() else { return };
        self.most = self.most.max(key.len());
        let of_first = self.by_first.entry(first).or_default();
        of_first.push((key.to_vec(), term));
        of_first.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
    }

    /// The longest term at the head of a run, and its number of words.
    fn longest(&self, run: &[Option<u32>]) -> Option<(usize, usize)> {
        let of_first = self.by_first.get(&(*run.first()?)?)?;
        let fits = |key: &[u32]| key.len() <= run.len() && key.iter().zip(run).all(|(&k, &r)| r == Some(k));
        of_first.iter().find(|(key, _)| fits(key)).map(|(key, term)| (*term, key.len()))
    }
}

/// Uses of terms in one section, longest first where several begin; the words as they stand, and whether they are a
/// good example of how the term is written.
fn uses(
    lexicon: &Lexicon,
    matcher: &Matcher,
    source: &Source,
    ledger: &Ledger,
    section: &Section,
    index: usize,
) -> Vec<(usize, Use, String, bool)> {
    let mut found = Vec::new();
    for (heading, line, text) in words::spoken(source, ledger, section) {
        let tokens: Vec<Token<'_>> = words::tokens(&text).collect();
        let stems: Vec<Option<u32>> = tokens.iter().map(|t| lexicon.find(t.word)).collect();
        let edited = edited(source, ledger, line);
        let mut i = 0;
        while i < tokens.len() {
            let joined = tokens[i + 1..].iter().take(matcher.most).take_while(|t| t.gap == Gap::Joined).count();
            let Some((term, n)) = matcher.longest(&stems[i..=i + joined]) else {
                i += 1;
                continue;
            };
            let mut span = tokens[i].start..tokens[i + n - 1].end();
            // `Ketamine's` uses the term without its ending.
            for ending in ["'s", "’s"] {
                span.end -= if text[span.clone()].ends_with(ending) { ending.len() } else { 0 };
            }
            let intact = !edited.iter().any(|e| e.start < span.end && span.start < e.end);
            let form = text[span.clone()].to_owned();
            let good = !heading && tokens[i].gap != Gap::Sentence;
            found.push((term, Use { section: index, line, span, linkable: intact && !heading }, form, good));
            i += n;
        }
    }
    found
}

/// Bytes of the published line that edits wrote.
fn edited(source: &Source, ledger: &Ledger, line: u32) -> Vec<Range<usize>> {
    let (mut from, mut at) = (0, 0);
    let spans = ledger.edits(source.at(line)).iter().map(|e| {
        at += e.span.start.saturating_sub(from);
        let span = at..at + e.to.len().max(1);
        at += e.to.len();
        from = e.span.end;
        span
    });
    spans.collect()
}

/// How a term is written most often. Words that begin a sentence or stand in a heading have a capital that may not be
/// theirs, so they count only where there is nothing else.
fn name(forms: Forms) -> String {
    let mut forms: Vec<(String, (u32, u32))> = forms.into_iter().collect();
    forms.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.len().cmp(&b.len())).then_with(|| a.cmp(b)));
    let Some((name, (good, _))) = forms.into_iter().next() else { return String::new() };
    let lower = name.to_lowercase();
    let capitals = |w: &str| w.chars().skip(1).any(char::is_uppercase);
    let common = || {
        name.split([' ', '-']).all(|w| !capitals(w) && crate::clean::repair::words::rank(&w.to_lowercase()).is_some())
    };
    if good == 0 && common() { lower } else { name }
}

/// Lower-case letters and digits with hyphens between them.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "term".to_owned() } else { out.to_owned() }
}
