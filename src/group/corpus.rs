//! Sections as counted words: what each says in its heading, its opening and its text.

use super::{
    order::Sketch,
    words::{Phrase, Positions, Stems},
};
use crate::{
    book::Topic,
    model::{BlockKind, Ledger, Outline, Section, Source},
    outline::template::Templates,
};
use rayon::prelude::*;
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};
use unicode_segmentation::UnicodeSegmentation;

/// A word that stands in fewer sections is learned from by none.
const RARE: u32 = 3;
/// Sections that are read at a time, so that their words are never all in memory as text.
const CHUNK: usize = 1024;
/// A topic's title speaks less than its terms, its words and those of its description less still: people write
/// them for readers.
const TITLE: f64 = 0.5;
const TITLE_WORD: f64 = 0.25;
const DESCRIPTION: f64 = 0.3;

/// Where the words of a section stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Under the heading. Small words are not counted.
    Text,
    /// In the heading.
    Heading,
    /// In the first sentence.
    Opening,
}

impl View {
    pub const ALL: [Self; 3] = [Self::Text, Self::Heading, Self::Opening];
}

/// A word or phrase that the book gives a topic.
#[derive(Debug)]
pub struct Term {
    pub topic: usize,
    /// As `book.toml` has it.
    pub text: String,
    /// 1 for a term; less for what the title and the description say.
    pub share: f64,
    /// Inverse document frequency among the sections.
    pub idf: f64,
    /// The word that it is, when it is one that is learned from too.
    pub word: Option<u32>,
    phrase: Phrase,
}

/// A term found in a section.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub term: u32,
    pub in_heading: u32,
    pub in_opening: bool,
    pub in_text: u32,
}

/// One section, counted.
#[derive(Debug, Default)]
pub struct Counted {
    /// Words of its text.
    pub len: u32,
    /// Terms in it, by number.
    pub hits: Vec<Hit>,
    /// Words by [`View`], by number, with `1 + ln` of how often they stand there.
    pub words: [Vec<(u32, f32)>; 3],
    /// The number of its heading's template.
    pub template: Option<u32>,
    /// Whether its first sentence says what something is.
    pub defines: bool,
    /// Of the words of its text.
    pub sketch: Sketch,
}

/// All sections, counted.
#[derive(Debug)]
pub struct Corpus {
    pub sections: Vec<Counted>,
    /// Sections of one source, in order.
    pub runs: Vec<Range<usize>>,
    pub terms: Vec<Term>,
    /// Words that are learned from: as they were first met, and in how many sections they stand.
    pub words: Vec<(String, u32)>,
    /// Templates of headings, and how many sections each heads.
    pub templates: Vec<(String, u32)>,
    /// Mean of [`Counted::len`].
    pub mean_len: f64,
    /// Per section, its most telling words.
    pub telling: Vec<Vec<String>>,
}

/// The words of one section before they are numbered.
struct Read {
    len: u32,
    hits: Vec<Hit>,
    defines: bool,
    sketch: Sketch,
    /// Stem, the word that it was, and how often, by view; sorted by stem.
    words: [Vec<(String, String, u32)>; 3],
}

impl Corpus {
    /// Reads and counts all sections.
    pub fn read(language: &str, topics: &[Topic], sources: &[Source], ledger: &Ledger, outline: &Outline) -> Self {
        let stems = Stems::of(language);
        let mut terms = terms(&stems, topics);
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut words: Vec<(String, u32)> = Vec::new();
        let mut sections: Vec<Counted> = Vec::with_capacity(outline.sections.len());
        for chunk in outline.sections.chunks(CHUNK) {
            let read: Vec<Read> = chunk
                .par_iter()
                .map_init(
                    || Stems::of(language),
                    |stems, section| read(stems, &terms, &sources[section.source.0 as usize], ledger, section),
                )
                .collect();
            for read in read {
                let mut here = HashSet::new();
                let counted = read.words.map(|view| {
                    let mut view: Vec<(u32, f32)> = view
                        .into_iter()
                        .map(|(stem, word, times)| {
                            let next = words.len() as u32;
                            let number = *numbers.entry(stem).or_insert_with(|| {
                                words.push((word, 0));
                                next
                            });
                            if here.insert(number) {
                                words[number as usize].1 += 1;
                            }
                            (number, 1.0 + (times as f32).ln())
                        })
                        .collect();
                    view.sort_unstable_by_key(|(number, _)| *number);
                    view
                });
                let Read { len, hits, defines, sketch, .. } = read;
                sections.push(Counted { len, hits, words: counted, template: None, defines, sketch });
            }
        }
        let telling = telling(&sections, &words);
        let templates = templates(&mut sections, sources, ledger, outline);
        let all = sections.len() as f64;
        let mut with = vec![0_u32; terms.len()];
        for hit in sections.iter().flat_map(|s| &s.hits) {
            with[hit.term as usize] += 1;
        }
        for (term, with) in terms.iter_mut().zip(with) {
            let with = f64::from(with);
            term.idf = idf(all, with);
            term.word = term.phrase.single().and_then(|stem| numbers.get(stem).copied());
        }
        drop(numbers);
        let mut corpus = Self {
            mean_len: sections.iter().map(|s| f64::from(s.len)).sum::<f64>() / all.max(1.0),
            runs: runs(outline),
            sections,
            terms,
            words,
            templates,
            telling,
        };
        corpus.prune();
        corpus
    }

    /// Leaves out words that are too rare to learn from, and those of texts that stand in most of them.
    fn prune(&mut self) {
        let most = (self.sections.len() / 2).max(RARE as usize) as u32;
        let mut kept: Vec<Option<u32>> = Vec::with_capacity(self.words.len());
        let mut words = Vec::new();
        for (word, sections) in std::mem::take(&mut self.words) {
            kept.push((sections >= RARE).then_some(words.len() as u32));
            if sections >= RARE {
                words.push((word, sections));
            }
        }
        self.words = words;
        let words = &self.words;
        self.sections.par_iter_mut().for_each(|section| {
            for (view, list) in View::ALL.into_iter().zip(&mut section.words) {
                let keep = |&(number, x): &(u32, f32)| {
                    let number = kept[number as usize]?;
                    (view != View::Text || words[number as usize].1 <= most).then_some((number, x))
                };
                *list = list.iter().filter_map(keep).collect();
            }
        });
        for term in &mut self.terms {
            term.word = term.word.and_then(|number| kept[number as usize]);
        }
    }
}

/// Inverse document frequency, where `with` of `all` sections have the term: the `ln((all + 1) / (with + 0.5))` of BM25
/// as long as few have it, and never below ln 2. Somebody chose the term, so where it stands everywhere it still says
/// where a section belongs for which nothing else speaks; rarer terms outweigh it.
fn idf(all: f64, with: f64) -> f64 {
    ((all + 0.5) / (with + 0.5)).ln_1p()
}

/// The terms of all topics, each phrase once a topic.
fn terms(stems: &Stems, topics: &[Topic]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for (topic, t) in topics.iter().enumerate() {
        let first = terms.len();
        let mut add = |text: &str, share: f64| {
            let Some(phrase) = Phrase::of(stems, text) else { return };
            if !terms[first..].iter().any(|t| t.phrase == phrase) {
                terms.push(Term { topic, text: text.to_owned(), share, idf: 0.0, word: None, phrase });
            }
        };
        t.terms.iter().for_each(|term| add(term, 1.0));
        add(&t.title, TITLE);
        for (text, share) in [(&t.title, TITLE_WORD), (&t.description, DESCRIPTION)] {
            for (stem, word) in stems.words(text) {
                if !stems.is_small(&stem) {
                    add(&word, share);
                }
            }
        }
    }
    terms
}

/// What a section says: its heading, its first sentence, and all under the heading.
pub fn said(source: &Source, ledger: &Ledger, section: &Section) -> (String, String, String) {
    let heading = section.heading.and_then(|line| ledger.text(source, line)).unwrap_or_default().into_owned();
    let (mut opening, mut text) = (String::new(), String::new());
    for block in section.blocks.iter().filter(|b| b.kind != BlockKind::PullQuote) {
        let from = text.len();
        for line in block.lines.iter().filter_map(|&line| ledger.text(source, line)) {
            text.push_str(&line);
            text.push('\n');
        }
        if opening.is_empty() && !matches!(block.kind, BlockKind::Heading { .. }) {
            opening.push_str(text[from..].unicode_sentences().next().unwrap_or_default());
        }
    }
    (heading, opening, text)
}

fn read(stems: &Stems, terms: &[Term], source: &Source, ledger: &Ledger, section: &Section) -> Read {
    let (heading, opening, text) = said(source, ledger, section);
    let views = [text, heading, opening].map(|text| stems.words(&text).collect::<Vec<_>>());
    let [text, heading, opening] = views.each_ref().map(|v| Positions::of(v.iter().map(|(stem, _)| stem.as_str())));
    let hits = (0_u32..).zip(terms).filter_map(|(number, term)| {
        let hit = Hit {
            term: number,
            in_heading: heading.starts(&term.phrase).count() as u32,
            in_opening: opening.starts(&term.phrase).next().is_some(),
            in_text: text.starts(&term.phrase).count() as u32,
        };
        (hit.in_heading + hit.in_text > 0).then_some(hit)
    });
    let hits = hits.collect();
    let len = views[0].len() as u32;
    let words_of = |view: usize| views[view].iter().map(|(_, word)| word.as_str());
    let defines = stems.asks_what(words_of(1)) || stems.defines(words_of(2));
    let mut sketch = Sketch::default();
    views[0].iter().filter(|(stem, _)| !stems.is_small(stem)).for_each(|(stem, _)| sketch.add(stem));
    let mut view = View::ALL.into_iter();
    let words = views.map(|mut words| {
        if view.next() != Some(View::Heading) {
            words.retain(|(stem, _)| !stems.is_small(stem));
        }
        words.sort_unstable();
        let mut counted: Vec<(String, String, u32)> = Vec::new();
        for (stem, word) in words {
            match counted.last_mut() {
                Some((last, _, times)) if *last == stem => *times += 1,
                _ => counted.push((stem, word, 1)),
            }
        }
        counted
    });
    Read { len, hits, defines, sketch, words }
}

/// The templates of the headings.
fn templates(sections: &mut [Counted], sources: &[Source], ledger: &Ledger, outline: &Outline) -> Vec<(String, u32)> {
    let heading = |section: &Section| {
        let text = section.heading.and_then(|line| ledger.text(&sources[section.source.0 as usize], line))?;
        Some(text.trim().to_owned())
    };
    let headings: Vec<Option<String>> = outline.sections.par_iter().map(heading).collect();
    let runs = runs(outline);
    let titles: Vec<Vec<&str>> =
        runs.iter().map(|run| headings[run.clone()].iter().flatten().map(String::as_str).collect()).collect();
    let learned = Templates::learn(&titles);
    let found: Vec<Vec<Option<String>>> = (&runs, &titles)
        .into_par_iter()
        .map(|(run, titles)| {
            let subject = learned.subject(titles);
            headings[run.clone()].iter().map(|h| subject.template(h.as_deref()?)).collect()
        })
        .collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut templates: Vec<(String, u32)> = Vec::new();
    for (section, template) in sections.iter_mut().zip(found.into_iter().flatten()) {
        section.template = template.map(|template| {
            let next = templates.len() as u32;
            let number = *numbers.entry(template).or_insert_with_key(|template| {
                templates.push((template.clone(), 0));
                next
            });
            templates[number as usize].1 += 1;
            number
        });
    }
    templates
}

/// Per section, the words that a new term for it could be made of: those that stand there often and elsewhere seldom,
/// those of its heading first.
fn telling(sections: &[Counted], words: &[(String, u32)]) -> Vec<Vec<String>> {
    let all = sections.len() as f32;
    let each = sections.par_iter().map(|section| {
        let in_heading = |number: u32| section.words[View::Heading as usize].iter().any(|(n, _)| *n == number);
        let mut told: Vec<(f32, u32)> = section.words[View::Text as usize]
            .iter()
            .map(|&(number, x)| {
                let rare = (all / words[number as usize].1 as f32).ln_1p();
                (x * rare * if in_heading(number) { 3.0 } else { 1.0 }, number)
            })
            .collect();
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        told.into_iter().take(3).map(|(_, number)| words[number as usize].0.clone()).collect()
    });
    each.collect()
}

/// The sections of each source that has any.
fn runs(outline: &Outline) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, section) in outline.sections.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if outline.sections[run.start].source == section.source => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}
