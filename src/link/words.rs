//! Words of sections, told apart by number: their stems, and what part they may play in a term.

use crate::{
    clean::repair::words,
    model::{BlockKind, Ledger, Section, Source},
};
use rust_stemmers::{Algorithm, Stemmer};
use std::{borrow::Cow, collections::HashMap};
use unicode_segmentation::UnicodeSegmentation;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space or a hyphen: the two may belong together.
    Joined,
    /// Punctuation within a sentence.
    Parted,
    /// The end of a sentence, or the start of the text.
    Sentence,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub word: &'a str,
    /// First byte.
    pub start: usize,
    pub gap: Gap,
}

impl Token<'_> {
    /// One past the last byte.
    pub fn end(&self) -> usize {
        self.start + self.word.len()
    }
}

/// The words of a text (Unicode Standard Annex 29).
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut end = None;
    text.unicode_word_indices().map(move |(start, word)| {
        let gap = match end.map(|end| &text[end..start]) {
            None => Gap::Sentence,
            Some(" " | "-" | "\u{a0}" | "‐" | "\u{2011}") => Gap::Joined,
            Some(between) if between.contains(['.', '!', '?', ':', '\n']) => Gap::Sentence,
            Some(_) => Gap::Parted,
        };
        end = Some(start + word.len());
        Token { word, start, gap }
    })
}

/// What stands between the words of a section where a phrase can't go on.
pub(super) const BREAK: u32 = u32::MAX;

/// The part that a word may play in a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// None: it ends a term.
    Stop,
    /// It may stand before the last word.
    Modifier,
    /// It may be the last word.
    Noun,
}

/// Words that begin, end and hold together phrases, and words so general that no index has them.
const STOP: &str = include_str!("stop.txt");

const DETERMINERS: [&str; 22] = [
    "a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her", "your", "our", "my", "it",
    "them", "us", "you", "me", "him", "how", "what",
];

/// Every word of a book once, by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: HashMap<String, u32>,
    stems: HashMap<String, u32>,
    /// By word: the number of its stem.
    stem_of: Vec<u32>,
    /// By word.
    role: Vec<Role>,
    /// By word.
    determiner: Vec<bool>,
    /// By word.
    verb: Vec<bool>,
    /// By stem: how special it is, 0 to 1.
    special: Vec<f64>,
    english: bool,
}

impl Lexicon {
    /// For a book in this language (BCP 47).
    pub fn new(language: &str) -> Self {
        let english = language.split('-').next().is_some_and(|l| l.eq_ignore_ascii_case("en"));
        Self { english, ..Self::default() }
    }

    /// Number of different stems.
    pub fn stems(&self) -> usize {
        self.special.len()
    }

    /// The number of a word, which is new or known.
    pub fn add(&mut self, word: &str) -> u32 {
        let lower = lower(word);
        if let Some(&id) = self.ids.get(lower.as_ref()) {
            return id;
        }
        let stem = self.stem(&lower);
        let next = self.special.len() as u32;
        let stem = *self.stems.entry(stem).or_insert(next);
        let special = if self.english { special(&lower) } else { 1.0 };
        if stem == next {
            self.special.push(special);
        } else {
            let known = &mut self.special[stem as usize];
            *known = known.min(special);
        }
        let id = self.stem_of.len() as u32;
        self.stem_of.push(stem);
        self.determiner.push(self.english && DETERMINERS.contains(&lower.as_ref()));
        self.verb.push(self.english && words::is_verb_s(&lower));
        self.role.push(if self.english { role(&lower) } else { foreign_role(&lower) });
        self.ids.insert(lower.into_owned(), id);
        id
    }

    /// The number of a known word's stem.
    pub fn stem_of(&self, id: u32) -> u32 {
        self.stem_of[id as usize]
    }

    /// The number of the stem of a word, if any word of the book has it.
    pub fn find(&self, word: &str) -> Option<u32> {
        let lower = lower(word);
        match self.ids.get(lower.as_ref()) {
            Some(&id) => Some(self.stem_of(id)),
            None => self.stems.get(&self.stem(&lower)).copied(),
        }
    }

    /// Whether a word begins a phrase of its own (`the`, `its`), so that a noun before it would be a verb.
    pub fn determines(&self, id: u32) -> bool {
        self.determiner[id as usize]
    }

    /// Whether a word can be the third person of a verb.
    pub fn may_be_verb(&self, id: u32) -> bool {
        self.verb[id as usize]
    }

    pub fn role(&self, id: u32) -> Role {
        self.role[id as usize]
    }

    /// How special a stem is: 0 for what everybody says every day, 1 for what no list of common words has.
    pub fn special(&self, stem: u32) -> f64 {
        self.special[stem as usize]
    }

    fn stem(&self, lower: &str) -> String {
        if self.english { Stemmer::create(Algorithm::English).stem(lower).into_owned() } else { lower.to_owned() }
    }
}

/// Lower case, with the typewriter's apostrophe and without a possessive's `'s`.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase().replace('’', "'");
    Cow::Owned(lower.strip_suffix("'s").unwrap_or(&lower).to_owned())
}

fn role(lower: &str) -> Role {
    let count = lower.chars().count();
    // `don't` and its like hold sentences together.
    if count < 2 || is_stop(lower) || lower.contains('\'') || !lower.chars().any(char::is_alphabetic) {
        return Role::Stop;
    }
    if words::is_noun(lower) || words::is_plural(lower) {
        return Role::Noun;
    }
    match words::rank(lower) {
        // What no list of common words has is a name or a term of art, unless its ending says otherwise.
        None if lower.ends_with("ly") || words::inflects(lower) && lower.ends_with(['d', 'g']) => Role::Stop,
        None => Role::Noun,
        Some(_) if words::is_adjective(lower) => Role::Modifier,
        Some(_) => Role::Stop,
    }
}

/// In a language without a list of its words, a long word may be a term and a short one holds phrases together.
fn foreign_role(lower: &str) -> Role {
    if lower.chars().count() >= 5 && lower.chars().any(char::is_alphabetic) { Role::Noun } else { Role::Stop }
}

fn special(lower: &str) -> f64 {
    match words::rank(lower) {
        None | Some(80) => 1.0,
        Some(50) => 0.9,
        Some(40) => 0.8,
        Some(35) => 0.5,
        Some(20) => 0.15,
        Some(_) => 0.04,
    }
}

pub(super) fn is_stop(lower: &str) -> bool {
    use std::{collections::HashSet, sync::LazyLock};
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());
    WORDS.contains(lower)
}

/// The lines of a section that speak its subject: its heading and its text, without code and without the works that it
/// names. The first of a pair says whether the line is a heading.
pub(super) fn spoken<'a>(
    source: &'a Source,
    ledger: &'a Ledger,
    section: &'a Section,
) -> impl Iterator<Item = (bool, u32, Cow<'a, str>)> {
    let heading = section.heading.map(|line| (true, line));
    let body = section
        .blocks
        .iter()
        .filter(|b| !matches!(b.kind, BlockKind::Code { .. } | BlockKind::Reference | BlockKind::PullQuote));
    let body = body.flat_map(|b| {
        let heading = matches!(b.kind, BlockKind::Heading { .. });
        b.lines.iter().map(move |&line| (heading, line))
    });
    heading.into_iter().chain(body).filter_map(|(heading, line)| Some((heading, line, ledger.text(source, line)?)))
}
