//! What the corpus itself tells: its words, how it spells them, and the language and code of each source.

use super::{
    apostrophe, camel, contraction, glue,
    language::{self, Count},
    spacing,
    tokens::Words,
    words,
};
use crate::model::Source;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::{
    borrow::Cow,
    collections::HashSet,
    hash::{Hash, Hasher},
};

/// The lines of one source as they are to be taken for evidence.
pub(super) type Lines<'t> = Vec<Cow<'t, str>>;

/// How often a word stands in the corpus by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// In any casing.
    pub all: u32,
    /// With a capital where no sentence begins.
    pub as_name: u32,
    /// Between other words than the time before: text that is copied shows nothing twice.
    elsewhere: u32,
    /// The words beside it the first time and the last.
    company: (u64, u64),
}

impl Seen {
    /// A word in one place.
    fn once(words: &Words, i: usize) -> Self {
        let as_name = words.get(i).is_some_and(|w| w.is_title()) && !words.starts(i);
        let mut hasher = FxHasher::default();
        (words.prev(i), words.next(i)).hash(&mut hasher);
        let company = hasher.finish();
        Self { all: 1, as_name: u32::from(as_name), elsewhere: 1, company: (company, company) }
    }

    /// What is seen here and then in the places of `next`. It is associative: sources are read side by side.
    fn then(&mut self, next: Self) {
        self.all += next.all;
        self.as_name += next.as_name;
        self.elsewhere += next.elsewhere - u32::from(self.company.1 == next.company.0);
        self.company.1 = next.company.1;
    }

    /// Whether the word stands in more than one place that is no copy of another.
    pub fn recurs(self) -> bool {
        self.elsewhere > 1
    }
}

/// What one source is written in.
#[derive(Debug, Clone, Default)]
struct Page {
    english: bool,
    curly: bool,
    /// The share of apostrophes that is lost.
    apostrophes_lost: f64,
    /// What its own share of possessives adds to the log-odds of each.
    owners: f64,
    /// Whether the source loses spaces between words.
    loses_spaces: bool,
    terms: FxHashSet<String>,
    /// Lines that begin with a name that is written with a capital inside, and whether it begins with one.
    names: FxHashSet<(u32, bool)>,
}

impl Page {
    /// Reads the lines of one source and the words of each.
    fn new(lines: &Lines, words: &[Words]) -> Self {
        let (mut english, mut other, mut curly, mut straight) = (0usize, 0usize, 0usize, 0usize);
        let mut page = Self::default();
        let mut all = Count::default();
        for text in lines {
            let here = Count::of(text);
            all.add(here);
            match here.is_english(text) {
                Some(true) => english += text.len(),
                Some(false) => other += text.len(),
                None => {}
            }
            curly += text.matches('’').count();
            straight += text.matches('\'').count();
        }
        page.english = english >= other && all.may_be_english();
        page.curly = curly >= straight;
        page.terms = terms(words);
        let style = |(number, words): (u32, &Words)| Some((number, camel::name_style(words.get(0)?)?));
        page.names = (1..).zip(words).filter_map(style).collect();
        let (mut count, mut kept, mut lost, mut misspelt, mut glued) = (0usize, 0usize, 0.0, 0usize, HashSet::new());
        for words in words.iter().filter(|words| page.is_english(words.text()) && !language::is_code(words.text())) {
            for (_, word) in words.iter().filter(|(_, w)| w.free) {
                count += 1;
                kept += usize::from(word.lower.contains('\''));
                lost += f64::from(u8::from(contraction::is_lost(word)));
                misspelt += usize::from(apostrophe::is_no_plural(word) && word.text == word.lower);
                if !page.terms.contains(&*word.lower) && glue::is_plain(word) || camel::is_plain(word) {
                    glued.insert(word.lower.clone().into_owned());
                }
            }
            glued.extend(spacing::unspaced(words.text()));
        }
        // `bodys` is no plural, but people err: it tells nothing of a source that has apostrophes.
        lost += if kept == 0 { misspelt as f64 / 2.0 } else { 0.0 };
        // As if a tenth of half an apostrophe had been lost before anything was read; running text that has no
        // contraction at all for long has no lost one either.
        page.apostrophes_lost = (lost + 0.05) / (kept as f64 + lost + 0.5 + count as f64 / 600.0);
        page.loses_spaces = glued.len() > 1 && glued.len() * 1500 >= count;
        page
    }

    /// Whether a line of the source is English prose: the source's language wins unless the line clearly has another.
    fn is_english(&self, text: &str) -> bool {
        let count = Count::of(text);
        if self.english { count.is_english(text).unwrap_or(true) } else { count.is_clearly_english(text) }
    }
}

/// Words in no list that a source has in more places than it has the two words that they might be: they are terms of its
/// own (`whatis`), not words run together.
fn terms(words: &[Words]) -> FxHashSet<String> {
    let mut places: FxHashMap<&str, Seen> = FxHashMap::default();
    for words in words {
        for (i, word) in words.iter().filter(|(_, w)| w.free && !words::listed(w.text)) {
            let once = Seen::once(words, i);
            places.entry(&word.lower).and_modify(|seen| seen.then(once)).or_insert(once);
        }
    }
    places.retain(|_, seen| seen.recurs());
    if places.is_empty() {
        return FxHashSet::default();
    }
    let (mut split, mut joined): (FxHashMap<String, u32>, _) = (FxHashMap::default(), String::new());
    for words in words {
        for (i, word) in words.iter() {
            joined.clear();
            joined.extend([&*word.lower, words.next(i)]);
            if joined.len() > word.lower.len() && places.contains_key(&*joined) {
                *split.entry(joined.clone()).or_default() += 1;
            }
        }
    }
    let more = |(word, seen): &(&str, Seen)| split.get(*word).is_none_or(|&split| seen.all > split);
    places.into_iter().filter(more).map(|(word, _)| word.to_owned()).collect()
}

/// Evidence from all sources.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    seen: FxHashMap<String, Seen>,
    /// Words that stand side by side and whose letters run together make a word that also occurs.
    pairs: FxHashMap<String, u32>,
    pages: FxHashMap<u32, Page>,
    /// Words that sources which lose no spaces have for terms of their own.
    terms: FxHashSet<String>,
}

impl Corpus {
    /// Reads all sources, whose lines are given in the same order.
    pub fn new(sources: &[Source], lines: &[Lines]) -> Self {
        let read = || sources.par_iter().zip(lines);
        let mut corpus = read()
            .fold(Self::default, |mut corpus, (source, lines)| {
                corpus.read(source, lines);
                corpus
            })
            .reduce(Self::default, Self::then);
        corpus.pairs = read()
            .fold(FxHashMap::default, |mut pairs, (_, lines)| {
                corpus.add_pairs(lines, &mut pairs);
                pairs
            })
            .reduce(FxHashMap::default, |pairs, more| merged(pairs, more, |n, m| *n += m));
        corpus.terms =
            corpus.pages.values().filter(|p| !p.loses_spaces).flat_map(|p| p.terms.iter().cloned()).collect();
        // How often the words of a source that loses its apostrophes own what follows.
        let owners: Vec<f64> = read()
            .map(|(source, lines)| {
                let numbered = (1..).zip(lines).filter(|&(number, _)| !corpus.is_code(source, number));
                let english = numbered.map(|(_, text)| &**text).filter(|text| corpus.is_english(source, text));
                let loses = corpus.apostrophes_lost(source) >= apostrophe::MOST;
                if loses { apostrophe::owners(&corpus, english) } else { 0.0 }
            })
            .collect();
        for (source, owners) in sources.iter().zip(owners) {
            if let Some(page) = corpus.pages.get_mut(&source.id.0) {
                page.owners = owners;
            }
        }
        corpus
    }

    /// Counts the words of one source.
    fn read(&mut self, source: &Source, lines: &Lines) {
        let words: Vec<Words> = lines.iter().map(|text| Words::new(text)).collect();
        self.pages.insert(source.id.0, Page::new(lines, &words));
        for words in &words {
            for (i, word) in words.iter().filter(|(_, w)| w.free) {
                let once = Seen::once(words, i);
                match self.seen.get_mut(&*word.lower) {
                    Some(seen) => seen.then(once),
                    None => {
                        self.seen.insert(word.lower.clone().into_owned(), once);
                    }
                }
            }
        }
    }

    /// What this corpus and the sources after it tell of words by themselves.
    fn then(mut self, next: Self) -> Self {
        self.pages.extend(next.pages);
        self.seen = merged(self.seen, next.seen, Seen::then);
        self
    }

    /// Counts pairs of words that the corpus also runs together.
    fn add_pairs(&self, lines: &Lines, pairs: &mut FxHashMap<String, u32>) {
        let mut joined = String::new();
        for text in lines {
            let words = Words::new(text);
            for (i, word) in words.iter().filter(|(_, w)| w.free) {
                let next = words.next(i);
                joined.clear();
                joined.extend([&*word.lower, next]);
                if !next.is_empty() && self.seen.contains_key(&joined) {
                    *pairs.entry(format!("{} {next}", word.lower)).or_default() += 1;
                }
            }
        }
    }

    /// How often the corpus has a word, in lower case.
    pub fn seen(&self, lower: &str) -> Seen {
        self.seen.get(lower).copied().unwrap_or_default()
    }

    /// How often two words, in lower case, stand side by side; only counted where the corpus also runs them together.
    pub fn pair(&self, left: &str, right: &str) -> u32 {
        self.pairs.get(&format!("{left} {right}")).copied().unwrap_or(0)
    }

    /// Whether a line of the source is English prose, so far as one can tell.
    pub fn is_english(&self, source: &Source, text: &str) -> bool {
        let page = self.pages.get(&source.id.0);
        page.is_none_or(|p| p.is_english(text))
    }

    /// Whether the line is program text, or looks so.
    pub fn is_code(&self, source: &Source, line: u32) -> bool {
        source.is_code(line) || language::is_code(&source.words(line))
    }

    /// The share of its apostrophes that the source loses.
    pub fn apostrophes_lost(&self, source: &Source) -> f64 {
        self.pages.get(&source.id.0).map_or(0.0, |p| p.apostrophes_lost)
    }

    /// What the source's own share of possessives adds to the log-odds of each; 0 where it keeps its apostrophes.
    pub fn owners(&self, source: &Source) -> f64 {
        self.pages.get(&source.id.0).map_or(0.0, |p| p.owners)
    }

    /// Whether the source loses spaces, so that two words may have lost theirs.
    pub fn loses_spaces(&self, source: &Source) -> bool {
        self.pages.get(&source.id.0).is_some_and(|p| p.loses_spaces)
    }

    /// Whether a source that loses no spaces has a word for a term of its own.
    pub fn is_term(&self, lower: &str) -> bool {
        self.terms.contains(lower)
    }

    /// Whether a line right beside this one begins with a name with a capital inside, as rows of a table of names do: one
    /// that begins in lower case, and one that begins with a capital.
    pub fn beside_names(&self, source: &Source, line: u32) -> [bool; 2] {
        let Some(page) = self.pages.get(&source.id.0) else { return [false; 2] };
        [false, true].map(|style| [line - 1, line + 1].iter().any(|&line| page.names.contains(&(line, style))))
    }

    /// The apostrophe that the line, or else the source, writes.
    pub fn apostrophe(&self, source: &Source, line: u32) -> char {
        let text = source.raw(line);
        let curly = match (text.contains('’'), text.contains('\'')) {
            (true, _) => true,
            (false, true) => false,
            _ => self.pages.get(&source.id.0).is_none_or(|p| p.curly),
        };
        if curly { '’' } else { '\'' }
    }
}

/// One map out of two, `add` where both have a key: what the second has comes after what the first has.
fn merged<V>(
    mut first: FxHashMap<String, V>,
    second: FxHashMap<String, V>,
    add: impl Fn(&mut V, V),
) -> FxHashMap<String, V> {
    if first.is_empty() {
        return second;
    }
    for (key, value) in second {
        match first.get_mut(&key) {
            Some(old) => add(old, value),
            None => {
                first.insert(key, value);
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// However many sources a thread reads before its words are added to another's.
        #[test]
        fn what_is_seen_is_the_same_in_one_part_or_two(companies in prop::collection::vec(0u64..3, 2..12), at in 1usize..11) {
            let once = |&company: &u64| Seen { all: 1, as_name: 0, elsewhere: 1, company: (company, company) };
            let whole = |companies: &[u64]| {
                companies.iter().map(once).reduce(|mut seen, next| { seen.then(next); seen }).unwrap_or_default()
            };
            let changes = 1 + companies.windows(2).filter(|w| w[0] != w[1]).count();
            let (first, second) = companies.split_at(at.min(companies.len() - 1));
            let mut parts = whole(first);
            parts.then(whole(second));
            prop_assert_eq!(parts.elsewhere as usize, changes);
            prop_assert_eq!(parts, whole(&companies));
        }
    }
}
