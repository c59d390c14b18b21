//! The terms of a book: what its back-of-the-book index lists.
//!
//! They are the heaviest [`candidates`], persons in full ([`names`]), and abbreviations with their expansions. A term of
//! the book's topics weighs more than another, but it is there to sort sections, and becomes a term of the index only
//! where it could be one: `affects` and `patients` do not. An abbreviation stands for its expansion, and a person for
//! the family name: each use of either is a use of the term.

use super::{
    abbreviation,
    candidates::{self, Key, LONGEST},
    lexicon::Lexicon,
    names::{self, Names},
    spoken::Spoken,
    words::{self, Gap, Token},
};
use crate::{
    book::Book,
    model::{Ledger, Section, Source, language::Order, slug},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// One term for so many words of text; reference books have one for 80 to 150.
const WORDS_A_TERM: usize = 150;
/// Any book has room for this many besides.
const FEWEST_TERMS: usize = 24;
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

/// What a term is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A word or a phrase.
    Phrase,
    /// A person, whose family name alone is a use too.
    Person,
    /// An abbreviation as it is written, and what it stands for.
    Short(String, String),
}

/// What is to be found in the text.
#[derive(Debug, Default)]
struct Chosen {
    /// By the lemmas of the terms.
    terms: BTreeMap<Vec<u32>, Kind>,
    /// Other words for a term, with the lemmas of the term.
    aliases: BTreeMap<Vec<u32>, Vec<u32>>,
}

/// Terms of a book, in the order of their names.
pub(super) fn find(
    book: &Book,
    lexicon: &Lexicon,
    text: &[Vec<Spoken>],
    sources: &[Source],
    ledger: &Ledger,
    sections: &[Section],
) -> Vec<Term> {
    let Chosen { terms, aliases } = choose(book, lexicon, text, abbreviation::find(sources, ledger, sections));
    let keys: Vec<(Vec<u32>, Kind)> = terms.into_iter().collect();
    let mut matcher = Matcher::default();
    for (i, (key, kind)) in keys.iter().enumerate() {
        matcher.add(key, i, matches!(kind, Kind::Short(..)));
    }
    for (alias, of) in &aliases {
        if let Ok(i) = keys.binary_search_by(|(key, _)| key.cmp(of)) {
            matcher.add(alias, i, true);
        }
    }
    let found: Vec<Vec<Found>> = sections
        .par_iter()
        .enumerate()
        .map(|(i, section)| match sources.get(section.source.0 as usize) {
            Some(source) => uses(lexicon, &matcher, source, ledger, section, i),
            None => Vec::new(),
        })
        .collect();
    let mut terms: Vec<Vec<Found>> = vec![Vec::new(); keys.len()];
    for found in found.into_iter().flatten() {
        terms[found.term].push(found);
    }
    let most = candidates::most(sections.len());
    let mut listed: Vec<Term> =
        keys.into_iter().zip(terms).filter_map(|((_, kind), found)| term(kind, found, most)).collect();
    merge(&mut listed);
    let order = Order::of(&book.language);
    listed.sort_by(|a, b| order.compare(&a.name, &b.name));
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

/// What the index lists, by lemmas.
fn choose(book: &Book, lexicon: &Lexicon, text: &[Vec<Spoken>], abbreviations: BTreeMap<String, String>) -> Chosen {
    let key = |text: &str| words::tokens(text).map(|t| lexicon.find_lemma(t.word)).collect::<Option<Vec<u32>>>();
    let wanted: HashSet<Key> =
        book.topics.iter().flat_map(|t| &t.terms).filter_map(|term| candidates::filled(&key(term)?)).collect();
    let Names { full, family, parts } = names::find(lexicon, text);
    let words: usize = text.iter().map(Vec::len).sum();
    let room = (FEWEST_TERMS + words / WORDS_A_TERM).min(MOST_TERMS);
    let fits = |key: &Key| match candidates::lemmas(key) {
        [one] => !parts.contains(one),
        _ => !full.contains_key(key),
    };
    let heaviest = candidates::find(lexicon, text, &wanted).into_iter().filter(|(_, key)| fits(key)).take(room);
    let mut chosen = Chosen::default();
    chosen.terms.extend(heaviest.map(|(_, key)| (candidates::lemmas(&key).to_vec(), Kind::Phrase)));
    for (name, count) in &full {
        let lemmas = candidates::lemmas(name);
        let last = lemmas[lemmas.len() - 1];
        let known_by_it = family.get(&last) == Some(name);
        if count.times > 1 || known_by_it && lexicon.times(last) > 1 {
            chosen.terms.insert(lemmas.to_vec(), Kind::Person);
            if known_by_it {
                chosen.aliases.insert(vec![last], lemmas.to_vec());
            }
        }
    }
    for (short, long) in abbreviations {
        if let (Some(of), Some(spelled)) = (key(&short), key(&long)) {
            chosen.terms.remove(&spelled);
            chosen.aliases.insert(spelled, of.clone());
            chosen.terms.insert(of, Kind::Short(short, long));
        }
    }
    chosen
}

/// A term with what was found of it; `None` when nothing was, or when it stands everywhere.
fn term(kind: Kind, mut found: Vec<Found>, most: f64) -> Option<Term> {
    if let Kind::Short(short, _) = &kind {
        // `PH` is not `pH`, nor `IT` `it`.
        found.retain(|f| {
            f.form.contains(' ') || f.form.strip_suffix('s').unwrap_or(&f.form) == short || f.form == *short
        });
    }
    let mut forms: HashMap<&str, (u32, u32)> = HashMap::new();
    for found in found.iter().filter(|f| kind != Kind::Person || f.form.contains(' ')) {
        let counts = forms.entry(&found.form).or_default();
        counts.0 += u32::from(found.good);
        counts.1 += 1;
    }
    let (name, expansion) = match kind {
        Kind::Short(short, long) => (short, Some(long)),
        Kind::Phrase | Kind::Person => (name(forms)?, None),
    };
    if expansion.is_none() && is_abbreviation(&name) {
        found.retain(|f| is_abbreviation(&f.form));
    }
    let mut within: Vec<usize> = found.iter().map(|f| f.used.section).collect();
    within.dedup();
    // The book's subject stands everywhere.
    if found.is_empty() || within.len() as f64 > most {
        return None;
    }
    let slug = Some(slug(&name)).filter(|s| !s.is_empty()).unwrap_or_else(|| "term".to_owned());
    Some(Term { slug, name, expansion, uses: found.into_iter().map(|f| f.used).collect() })
}

/// Abbreviations take over the one phrase of the index whose initials they are (`FDA`, `Food and Drug Administration`),
/// where no text says what they stand for.
fn merge(terms: &mut Vec<Term>) {
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, term) in terms.iter().enumerate().filter(|(_, t)| t.expansion.is_none() && t.name.contains(' ')) {
        let words = term.name.split([' ', '-']).filter(|w| !matches!(*w, "and" | "of" | "for" | "the" | "&"));
        let initials = words.filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect();
        by_initials.entry(initials).or_default().push(i);
    }
    let short = |t: &Term| t.expansion.is_none() && is_abbreviation(&t.name) && t.name.chars().count() > 2;
    let pairs: Vec<(usize, usize)> = terms
        .iter()
        .enumerate()
        .filter_map(|(i, term)| Some((i, by_initials.get(&term.name).filter(|_| short(term))?)))
        .filter_map(|(i, phrases)| Some((i, *phrases.first().filter(|_| phrases.len() == 1)?)))
        .collect();
    let mut merged = HashSet::new();
    for (short, long) in pairs {
        let phrase = std::mem::take(&mut terms[long].uses);
        terms[short].uses.extend(phrase);
        terms[short].uses.sort_by_key(|u| (u.section, u.line, u.span.start));
        terms[short].expansion = Some(terms[long].name.clone());
        merged.insert(long);
    }
    let mut at = 0..;
    terms.retain(|_| at.next().is_none_or(|i| !merged.contains(&i)));
}

fn is_abbreviation(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    form.chars().count() <= 8
        && letters().count() > 1
        && letters().filter(|c| c.is_uppercase()).count() * 2 > letters().count()
        && !form.contains(' ')
}

/// Which terms a run of words begins with.
#[derive(Debug, Default)]
struct Matcher {
    by_key: HashMap<Vec<u32>, Vec<Entry>>,
    /// By first word, words of the longest term.
    longest: HashMap<u32, usize>,
    /// Words of the longest term of all.
    most: usize,
}

#[derive(Debug)]
struct Entry {
    term: usize,
    /// It is a term whatever part its words play.
    fixed: bool,
}

impl Matcher {
    fn add(&mut self, key: &[u32], term: usize, fixed: bool) {
        let Some(&first) = key.first() else { return };
        self.most = self.most.max(key.len());
        let longest = self.longest.entry(first).or_default();
        *longest = key.len().max(*longest);
        self.by_key.entry(key.to_vec()).or_default().push(Entry { term, fixed });
    }

    /// The longest term at a place of a run, and its number of words.
    fn longest(&self, lexicon: &Lexicon, run: &[Spoken], at: usize) -> Option<(usize, usize)> {
        let lemma = |word: &Spoken| word.word().map(|id| lexicon.lemma(id));
        let most = *self.longest.get(&lemma(run.get(at)?)?)?;
        let key: Vec<u32> = run[at..].iter().take(most).map_while(lemma).collect();
        (1..=key.len()).rev().find_map(|n| {
            let entries = self.by_key.get(&key[..n])?;
            let fits = |e: &&Entry| e.fixed || n > LONGEST || candidates::key(lexicon, run, at, n).is_some();
            entries.iter().find(fits).map(|e| (e.term, n))
        })
    }
}

/// A use of a term, with the words as they stand.
#[derive(Debug, Clone)]
struct Found {
    term: usize,
    used: Use,
    form: String,
    /// Whether it shows how the term is written.
    good: bool,
}

/// Uses of terms in one section, longest first where several begin.
fn uses(
    lexicon: &Lexicon,
    matcher: &Matcher,
    source: &Source,
    ledger: &Ledger,
    section: &Section,
    index: usize,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (heading, line, text) in words::spoken(source, ledger, section) {
        let tokens: Vec<Token<'_>> = words::tokens(&text).collect();
        let edited = edited(source, ledger, line);
        let mut start = 0;
        while start < tokens.len() {
            let end = tokens[start + 1..].iter().position(|t| !t.is_joined()).map_or(tokens.len(), |n| start + 1 + n);
            let run: Vec<Spoken> = tokens[start..end]
                .iter()
                .filter_map(|t| Some(Spoken::new(lexicon.find(t.word)?, t, heading)))
                .collect();
            let mut i = 0;
            // Every word was read before; a run with one that was not would not fit its words.
            while run.len() == end - start && i < run.len() {
                let Some((term, n)) = matcher.longest(lexicon, &run, i) else {
                    i += 1;
                    continue;
                };
                let (first, last) = (&tokens[start + i], &tokens[start + i + n - 1]);
                let mut span = first.start..last.end();
                // `Ketamine's` uses the term without its ending.
                for ending in ["'s", "’s"] {
                    span.end -= if text[span.clone()].ends_with(ending) { ending.len() } else { 0 };
                }
                let next = edited.partition_point(|e| e.end <= span.start);
                let intact = edited.get(next).is_none_or(|e| span.end <= e.start);
                let form = text[span.clone()].to_owned();
                let good = !heading && first.gap != Gap::Sentence;
                let used = Use { section: index, line, span, linkable: intact && !heading };
                found.push(Found { term, used, form, good });
                i += n;
            }
            start = end;
        }
    }
    found
}

/// Bytes of the published line that edits wrote. The signs of mark-up, which no edit touches, are no part of it.
fn edited(source: &Source, ledger: &Ledger, line: u32) -> Vec<Range<usize>> {
    let edits = ledger.edits(source.at(line));
    let start = source.line(line).map_or(0, |l| l.span.start);
    let mut marks = source.marks(line).iter().peekable();
    let (mut from, mut at) = (0, 0);
    let spans = edits.iter().map(|e| {
        while marks.next_if(|m| m.span.start - start < from).is_some() {}
        let (mut hidden, mut shown) = (0, 0);
        while let Some(mark) = marks.next_if(|m| m.span.start - start < e.span.start) {
            hidden += mark.span.len();
            shown += mark.shown().len();
        }
        at += e.span.start.saturating_sub(from + hidden) + shown;
        let span = at..at + e.to.len().max(1);
        at += e.to.len();
        from = e.span.end;
        span
    });
    spans.collect()
}

/// How a term is written most often, of forms with their numbers of good examples and of all. Words that begin a
/// sentence or stand in a heading have a capital that may not be theirs, so they count only where there is nothing else.
fn name(forms: HashMap<&str, (u32, u32)>) -> Option<String> {
    let order = |(form, counts): &(&str, (u32, u32))| (*counts, std::cmp::Reverse((form.len(), form.to_string())));
    let (name, (good, _)) = forms.into_iter().max_by_key(order)?;
    let capitals = |w: &str| w.chars().skip(1).any(char::is_uppercase);
    let common = |w: &str| !capitals(w) && crate::clean::repair::words::rank(&w.to_lowercase()).is_some();
    Some(if good == 0 && name.split([' ', '-']).all(common) { name.to_lowercase() } else { name.to_owned() })
}
