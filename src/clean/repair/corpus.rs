//! What the corpus itself tells: its words, how it spells them, and the language and code of each source.

use super::{apostrophe, camel, contraction, glue, language, spacing, tokens::Words};
use crate::model::Source;
use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

/// How often a word stands in the corpus by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// In any casing.
    pub all: u32,
    /// With a capital where no sentence begins.
    pub as_name: u32,
    /// Between other words than the time before: text that is copied shows nothing twice.
    elsewhere: u32,
    company: u64,
}

impl Seen {
    /// Whether the word stands in more than one place that is no copy of another.
    pub fn recurs(self) -> bool {
        self.elsewhere > 1
    }
}

/// The words beside a word, as one number.
fn company(words: &Words, i: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    (words.prev(i), words.next(i)).hash(&mut hasher);
    hasher.finish() | 1
}

/// What one source is written in.
#[derive(Debug, Clone, Default)]
struct Page {
    english: bool,
    curly: bool,
    /// Lines inside fenced blocks, the fences included.
    fenced: HashSet<u32>,
    /// The share of apostrophes that is lost.
    apostrophes_lost: f64,
    /// What its own share of possessives adds to the log-odds of each.
    owners: f64,
    /// Whether the source loses spaces between words.
    loses_spaces: bool,
}

/// Evidence from all sources.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    seen: HashMap<String, Seen>,
    /// Words that stand side by side and whose letters run together make a word that also occurs.
    pairs: HashMap<String, u32>,
    pages: HashMap<u32, Page>,
}

impl Corpus {
    /// Reads all sources; `read` gives the text of a line as it is to be taken for evidence.
    pub fn new(sources: &[Source], read: impl Fn(&Source, u32) -> String) -> Self {
        let mut corpus = Self::default();
        for source in sources {
            corpus.read_page(source, &read);
            for line in source.lines() {
                let text = read(source, line);
                let text = Words::new(&text);
                for (i, word) in text.iter().filter(|(_, w)| w.free) {
                    let seen = corpus.seen.entry(word.lower.clone()).or_default();
                    seen.all += 1;
                    let company = company(&text, i);
                    seen.elsewhere += u32::from(company != seen.company);
                    seen.company = company;
                    seen.as_name += u32::from(word.is_title() && !text.starts(i));
                }
            }
        }
        for source in sources {
            for line in source.lines() {
                let text = read(source, line);
                let text = Words::new(&text);
                for (i, word) in text.iter().filter(|(_, w)| w.free) {
                    let joined = format!("{}{}", word.lower, text.next(i));
                    if joined.len() > word.lower.len() && corpus.seen.contains_key(&joined) {
                        *corpus.pairs.entry(format!("{} {}", word.lower, text.next(i))).or_default() += 1;
                    }
                }
            }
        }
        corpus.learn_owners(sources, read);
        corpus
    }

    /// Learns how often the words of each source that loses its apostrophes own what follows.
    fn learn_owners(&mut self, sources: &[Source], read: impl Fn(&Source, u32) -> String) {
        for source in sources {
            if self.apostrophes_lost(source) < apostrophe::MOST {
                continue;
            }
            let lines = source.lines().filter(|&line| !self.is_code(source, line)).map(|line| read(source, line));
            let owners = apostrophe::owners(self, lines.filter(|text| self.is_english(source, text)));
            if let Some(page) = self.pages.get_mut(&source.id.0) {
                page.owners = owners;
            }
        }
    }

    fn read_page(&mut self, source: &Source, read: impl Fn(&Source, u32) -> String) {
        let (mut english, mut other, mut curly, mut straight) = (0usize, 0usize, 0usize, 0usize);
        let (mut page, mut open) = (Page::default(), false);
        for line in source.lines() {
            let text = &read(source, line);
            let fence = language::is_fence(text);
            if fence || open {
                page.fenced.insert(line);
            }
            open ^= fence;
            match language::judged_english(text) {
                Some(true) => english += text.len(),
                Some(false) => other += text.len(),
                None => {}
            }
            curly += text.matches('’').count();
            straight += text.matches('\'').count();
        }
        page.english = english >= other;
        page.curly = curly >= straight;
        let (mut words, mut kept, mut lost, mut misspelt, mut glued) = (0usize, 0usize, 0.0, 0usize, HashSet::new());
        for line in source.lines() {
            let text = read(source, line);
            for (_, word) in Words::new(&text).iter().filter(|(_, w)| w.free) {
                words += 1;
                kept += usize::from(word.lower.contains('\''));
                lost += f64::from(u8::from(contraction::is_lost(word)));
                misspelt += usize::from(apostrophe::is_no_plural(word) && word.text == word.lower);
                if glue::is_plain(word) || camel::is_plain(word) {
                    glued.insert(word.lower.clone());
                }
            }
            glued.extend(spacing::unspaced(&text));
        }
        // `bodys` is no plural, but people err: it tells nothing of a source that has apostrophes.
        lost += if kept == 0 { misspelt as f64 / 2.0 } else { 0.0 };
        // As if a tenth of half an apostrophe had been lost before anything was read; running text that has no
        // contraction at all for long has no lost one either.
        page.apostrophes_lost = (lost + 0.05) / (kept as f64 + lost + 0.5 + words as f64 / 600.0);
        page.loses_spaces = glued.len() > 1 && glued.len() * 1500 >= words;
        self.pages.insert(source.id.0, page);
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
        let page = self.pages.get(&source.id.0).is_none_or(|p| p.english);
        language::judged_english(text).unwrap_or(page)
    }

    /// Whether the line is program text.
    pub fn is_code(&self, source: &Source, line: u32) -> bool {
        match source.markup {
            Some(_) => source.is_code(line) || language::is_code(&source.words(line)),
            None => {
                self.pages.get(&source.id.0).is_some_and(|p| p.fenced.contains(&line))
                    || language::is_code(source.raw(line))
            }
        }
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
