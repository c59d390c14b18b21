//! Every word of a book once, by number. Where a word can play more than one part ([`Word`]), the words around it
//! throughout the book decide which it mostly plays, and those around one place which it plays there.

use super::{
    spoken::Spoken,
    word::{Class, Role, Word, lemma, lower, special},
};
use crate::model::language;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;

/// Every word of a book once, by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: HashMap<String, u32>,
    stems: HashMap<String, u32>,
    lemmas: HashMap<String, u32>,
    words: Vec<Word>,
    /// By word: the numbers of its stem and its lemma.
    forms: Vec<(u32, u32)>,
    /// By lemma: how special it is, 0 to 1.
    special: Vec<f64>,
    /// By lemma: how often it stands in the book.
    times: Vec<u32>,
    english: bool,
}

impl Lexicon {
    /// For a book in this language (BCP 47).
    pub fn new(language: &str) -> Self {
        let english = language::primary(language) == "en";
        Self { english, ..Self::default() }
    }

    /// Number of different stems.
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    /// The number of a word, which is new or known.
    pub fn add(&mut self, word: &str) -> u32 {
        let lower = lower(word);
        if let Some(&id) = self.ids.get(lower.as_ref()) {
            return id;
        }
        let english = self.english;
        let next = self.stems.len() as u32;
        let stem = *self.stems.entry(self.stem(&lower)).or_insert(next);
        let singular = if english { lemma(&lower) } else { lower.clone().into_owned() };
        let next = self.lemmas.len() as u32;
        let special = if english { special(&lower, &singular) } else { 1.0 };
        let lemma = *self.lemmas.entry(singular).or_insert(next);
        if lemma == next {
            self.special.push(special);
            self.times.push(0);
        } else {
            let known = &mut self.special[lemma as usize];
            *known = known.min(special);
        }
        let id = self.words.len() as u32;
        self.words.push(if english { Word::english(&lower) } else { Word::foreign(&lower) });
        self.forms.push((stem, lemma));
        self.ids.insert(lower.into_owned(), id);
        id
    }

    /// The number of a known word.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.ids.get(lower(word).as_ref()).copied()
    }

    /// The number of the lemma of a word, if any word of the book has it.
    pub fn find_lemma(&self, word: &str) -> Option<u32> {
        let lower = lower(word);
        match self.ids.get(lower.as_ref()) {
            Some(&id) => Some(self.lemma(id)),
            None if self.english => self.lemmas.get(&lemma(&lower)).copied(),
            None => None,
        }
    }

    /// Sees every word of the book where it stands, and decides which part it mostly plays.
    pub fn learn(&mut self, text: &[Vec<Spoken>]) {
        #[derive(Clone, Copy, Default)]
        struct Seen {
            noun: u32,
            verb: u32,
            times: u32,
            leads: u32,
        }
        let mut seen = vec![Seen::default(); self.words.len()];
        for run in text.iter().flat_map(|section| section.split(|&w| w == Spoken::BREAK)) {
            for (i, id) in run.iter().enumerate().filter_map(|(i, w)| Some((i, w.word()?))) {
                let word = self.words[id as usize];
                self.times[self.forms[id as usize].1 as usize] += 1;
                let at = &mut seen[id as usize];
                at.times += 1;
                at.leads += u32::from(self.next_role(run, i) == Some(Role::Noun));
                if word.verb || word.verb_s {
                    at.verb += u32::from(self.reads_as_verb(run, i));
                    at.noun += u32::from(self.reads_as_noun(run, i));
                }
            }
        }
        for (word, seen) in self.words.iter_mut().zip(seen) {
            if word.role == Role::Noun && seen.verb > seen.noun + 1 {
                word.role = Role::Stop;
            }
            if word.maybe_adjective && word.role == Role::Noun && seen.leads * 2 > seen.times {
                word.role = Role::Modifier;
            }
        }
    }

    fn neighbour(&self, run: &[Spoken], i: Option<usize>) -> Option<Word> {
        let id = run.get(i?)?.word()?;
        self.words.get(id as usize).copied()
    }

    /// Whether a noun follows the word at a place.
    pub fn leads(&self, run: &[Spoken], i: usize) -> bool {
        self.next_role(run, i) == Some(Role::Noun) && !self.reads_as_verb(run, i + 1)
    }

    fn next_role(&self, run: &[Spoken], i: usize) -> Option<Role> {
        self.neighbour(run, Some(i + 1)).map(|w| w.role)
    }

    /// The class of the word at a place, if there is one.
    pub fn class(&self, run: &[Spoken], i: Option<usize>) -> Option<Class> {
        self.neighbour(run, i).map(|w| w.class)
    }

    /// Whether what stands around a word makes it a noun.
    fn reads_as_noun(&self, run: &[Spoken], i: usize) -> bool {
        use Class as C;
        matches!(self.class(run, i.checked_sub(1)), Some(C::Determiner | C::Preposition | C::Of))
            || matches!(self.class(run, Some(i + 1)), Some(C::Be | C::Modal))
    }

    /// Whether what stands around a word makes it a verb: `can cause heart failure`, `ketamine affects the brain`,
    /// `blood tests check for it`.
    pub fn reads_as_verb(&self, run: &[Spoken], i: usize) -> bool {
        use Class as C;
        let Some(word) = self.neighbour(run, Some(i)) else { return false };
        if !(word.verb || word.verb_s) || run[i].is_capital() {
            return false;
        }
        let before = self.neighbour(run, i.checked_sub(1));
        let after = self.class(run, Some(i + 1));
        let led = match before.map(|w| w.class) {
            Some(C::To | C::Modal) => word.verb,
            Some(C::Subject | C::Who) => true,
            Some(C::Adverb) => !matches!(after, Some(C::Be | C::Modal)),
            Some(C::Determiner | C::Preposition | C::Of) => return false,
            _ => false,
        };
        // A plural noun is the subject of a bare verb, a singular one of a third person.
        let subject = before.filter(|w| w.class == C::Open && w.role == Role::Noun);
        let agrees = subject.is_some_and(|w| if w.plural { word.verb } else { word.verb_s });
        let plural_subject = subject.is_some_and(|w| w.plural);
        let object = matches!(after, Some(C::Determiner | C::Object | C::Particle));
        // What follows `affects` in `affects glutamate` is no verb, as what follows `tests` in `tests measure` is.
        let noun = self.neighbour(run, Some(i + 1)).is_some_and(|w| w.role != Role::Stop && !w.verb);
        let aside = matches!(after, Some(C::Preposition | C::Of | C::Adverb | C::To));
        led || object && (subject.is_some() || before.is_none())
            || agrees && (plural_subject || noun || aside && !word.plural)
    }

    /// Whether a word stands for something; a verb does too where the list has it as a noun.
    pub fn says_something(&self, id: u32) -> bool {
        self.words[id as usize].content
    }

    pub fn stem_of(&self, id: u32) -> u32 {
        self.forms[id as usize].0
    }

    pub fn lemma(&self, id: u32) -> u32 {
        self.forms[id as usize].1
    }

    pub fn role(&self, id: u32) -> Role {
        self.words[id as usize].role
    }

    /// Whether the word at a place is a letter, to which what follows belongs.
    pub fn is_letter(&self, run: &[Spoken], i: Option<usize>) -> bool {
        self.neighbour(run, i).is_some_and(|w| w.letter)
    }

    /// Whether a word says how or of what kind a thing is, so that it is no term by itself.
    pub fn only_modifies(&self, id: u32) -> bool {
        let word = self.words[id as usize];
        word.degree || word.adjective
    }

    /// Whether a word is an adjective of degree.
    pub fn is_degree(&self, id: u32) -> bool {
        self.words[id as usize].degree
    }

    /// Whether the word list has a word with a capital only.
    pub fn is_name(&self, id: u32) -> bool {
        self.words[id as usize].name
    }

    /// Whether the word list has a word without a capital.
    pub fn is_common(&self, id: u32) -> bool {
        self.words[id as usize].common
    }

    /// How special a lemma is: 0 for what stands on every page, 1 for what hardly any general page has.
    pub fn special(&self, lemma: u32) -> f64 {
        self.special[lemma as usize]
    }

    /// How often a lemma stands in the book.
    pub fn times(&self, lemma: u32) -> u32 {
        self.times[lemma as usize]
    }

    fn stem(&self, lower: &str) -> String {
        if self.english { Stemmer::create(Algorithm::English).stem(lower).into_owned() } else { lower.to_owned() }
    }
}
