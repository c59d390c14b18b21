//! Every word of a book once, by number: what it is a form of, how special it is, and what part it plays in a sentence.
//!
//! The word list (`data/words.txt`) says which words can be nouns, verbs or adjectives; where a word can be more than
//! one, the words around it throughout the book decide which it mostly is, and those around one place which it is
//! there. `data/general.txt` says how many pages on any subject have a word: what stands in many of them tells of no
//! subject (the idea of weirdness, Ahmad, Gillam & Tostevin, *University of Surrey participation in TREC-8*, 1999, with
//! document frequency in place of frequency).

use super::words::{Gap, Token};
use crate::clean::repair::words;
use rust_stemmers::{Algorithm, Stemmer};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// A word of a section, with how it stands there; or a place where a phrase can't go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken(u32);

impl Spoken {
    /// What stands between the words of a section where a phrase can't go on.
    pub const BREAK: Self = Self(u32::MAX);
    const CAPITAL: u32 = 1 << 31;
    const HYPHEN: u32 = 1 << 30;
    const POSSESSIVE: u32 = 1 << 29;
    const WORD: u32 = Self::POSSESSIVE - 1;

    /// A token by the number of its word; in a heading capitals say nothing.
    pub fn new(word: u32, token: &Token<'_>, heading: bool) -> Self {
        let mut marked = word & Self::WORD;
        for (mark, is) in [
            (Self::CAPITAL, !heading && token.is_capital()),
            (Self::HYPHEN, token.gap == Gap::Hyphen),
            (Self::POSSESSIVE, token.word.ends_with("'s") || token.word.ends_with("’s")),
        ] {
            marked |= if is { mark } else { 0 };
        }
        Self(marked)
    }

    /// The number of the word.
    pub fn word(self) -> Option<u32> {
        (self != Self::BREAK).then_some(self.0 & Self::WORD)
    }

    /// Whether a hyphen joins it to the word before.
    pub fn is_hyphened(self) -> bool {
        self != Self::BREAK && self.0 & Self::HYPHEN != 0
    }

    /// Whether it is a possessive.
    pub fn is_possessive(self) -> bool {
        self != Self::BREAK && self.0 & Self::POSSESSIVE != 0
    }

    /// Whether it has a capital that the start of no sentence gave it.
    pub fn is_capital(self) -> bool {
        self != Self::BREAK && self.0 & Self::CAPITAL != 0
    }
}

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

/// The closed classes of English, as far as they tell what stands beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Determiner,
    /// `we`, `not`: what follows is a verb.
    Subject,
    /// `who`: what follows is a verb, and what stands before may be a person.
    Who,
    /// `them`: what stands before is a verb.
    Object,
    To,
    Modal,
    Be,
    Preposition,
    /// `of`: what stands before may be no more than a relation (`shortness of`, `severity of`).
    Of,
    /// `up`: a verb's, when it stands behind one.
    Particle,
    /// `and`, `of`, `for` within a name.
    Connector,
    Adverb,
    /// `Dr`: what follows may be a person.
    Title,
    /// `says`: what stands before may be a person.
    Says,
    Open,
}

const CLASSES: [(Class, &str); 13] = [
    (
        Class::Determiner,
        "a an the this that these those its their his her your our my each every some any no another which what",
    ),
    (Class::Subject, "i we you they he she it not don't doesn't didn't can't won't let help helps please"),
    (Class::Who, "who"),
    (Class::Object, "them us me him itself themselves yourself"),
    (Class::To, "to"),
    (Class::Modal, "can could may might must shall should will would do does did cannot"),
    (Class::Be, "is are was were be been being am has have had"),
    (Class::Preposition, "in with from on between against during without within into across per among through by"),
    (Class::Of, "of"),
    (Class::Particle, "up out off away back down over around"),
    (Class::Connector, "and for & de"),
    (Class::Title, "dr mr mrs ms prof professor"),
    (
        Class::Says,
        "says said tells told explains explained writes wrote adds added argues argued recalls continues continued notes noted concludes concluded whose who's",
    ),
];

/// Words that begin, end and hold together phrases, and words so general that no index has them.
const STOP: &str = include_str!("stop.txt");
/// Adjectives of degree and judgement. They say how a thing is, not which: no entry of an index begins with them
/// unless it is a name of its own (`high blood pressure`).
const DEGREE: &str = include_str!("degree.txt");
/// Words that pages on any subject have, and how many of a thousand do.
const GENERAL: &str = include_str!("../../data/general.txt");
/// A word in so many of a thousand general pages tells nothing …
const EVERYWHERE: f64 = 200.0;
/// … and one in no more than this tells of one subject.
const SELDOM: f64 = 10.0;

#[derive(Debug, Clone, Copy)]
struct Word {
    stem: u32,
    lemma: u32,
    role: Role,
    class: Class,
    /// It stands for something, whatever part it plays.
    content: bool,
    /// Its bare form can be a verb.
    verb: bool,
    /// It can be the third person of a verb.
    verb_s: bool,
    plural: bool,
    /// The word list has it with a capital only.
    name: bool,
    /// The word list has it without a capital.
    common: bool,
    degree: bool,
    /// It has one letter, as in `X ray`.
    letter: bool,
    /// It is an adjective by its ending and the list.
    adjective: bool,
    /// Its ending is that of an adjective, and the list does not know it.
    maybe_adjective: bool,
}

/// Every word of a book once, by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: HashMap<String, u32>,
    stems: HashMap<String, u32>,
    lemmas: HashMap<String, u32>,
    words: Vec<Word>,
    /// By lemma: how special it is, 0 to 1.
    special: Vec<f64>,
    /// By lemma: how often it stands in the book.
    times: Vec<u32>,
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
        let role = if english { role(&lower) } else { foreign_role(&lower) };
        let open = Word {
            stem,
            lemma,
            role,
            content: role != Role::Stop,
            class: Class::Open,
            verb: false,
            verb_s: false,
            plural: false,
            name: false,
            common: false,
            degree: false,
            letter: false,
            adjective: false,
            maybe_adjective: false,
        };
        self.words.push(if english { described(&lower, open) } else { open });
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
                self.times[word.lemma as usize] += 1;
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
        self.words[id as usize].stem
    }

    pub fn lemma(&self, id: u32) -> u32 {
        self.words[id as usize].lemma
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

/// Lower case, with the typewriter's apostrophe and without a possessive's `'s`.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase().replace('’', "'");
    Cow::Owned(lower.strip_suffix("'s").unwrap_or(&lower).to_owned())
}

/// The singular of a plural (Harman, *How effective is suffixing?*, 1991: the S stemmer, here with a word list).
fn lemma(lower: &str) -> String {
    let keeps = lower.len() < 4 || lower.ends_with("ss") || lower.ends_with("us") || lower.ends_with("is");
    if keeps || words::is_noun(lower) {
        return lower.to_owned();
    }
    let known = words::rank(lower).is_some();
    match words::singular(lower) {
        Some(singular) if words::is_noun(&singular) || !known => singular,
        _ => lower.to_owned(),
    }
}

fn described(lower: &str, word: Word) -> Word {
    static BY_WORD: LazyLock<HashMap<&str, Class>> =
        LazyLock::new(|| CLASSES.iter().flat_map(|(c, words)| words.split(' ').map(move |w| (w, *c))).collect());
    static DEGREES: LazyLock<HashSet<&str>> = LazyLock::new(|| DEGREE.split_whitespace().collect());
    const ADJECTIVES: [&str; 9] = ["al", "ic", "ous", "ive", "ary", "able", "ible", "less", "ful"];
    let common = words::rank(lower).is_some();
    let class = match BY_WORD.get(lower) {
        Some(class) => *class,
        None if common && lower.ends_with("ly") && !words::is_noun(lower) => Class::Adverb,
        None => Class::Open,
    };
    let comparative = || {
        let stem = lower.strip_suffix('e').or_else(|| lower.strip_suffix('y')).unwrap_or(lower);
        [format!("{stem}est"), format!("{stem}iest")].iter().any(|w| words::rank(w).is_some())
    };
    Word {
        class,
        verb: words::is_verb(lower),
        verb_s: words::is_verb_s(lower),
        plural: words::is_plural(lower),
        name: words::is_name(lower),
        common,
        degree: DEGREES.contains(lower) || words::is_adjective(lower) && comparative(),
        letter: lower.len() == 1 && !matches!(lower, "a" | "i"),
        adjective: common && ADJECTIVES.iter().any(|e| lower.ends_with(e)) && words::is_adjective(lower),
        maybe_adjective: !common && ADJECTIVES.iter().any(|e| lower.ends_with(e)),
        ..word
    }
}

fn role(lower: &str) -> Role {
    let count = lower.chars().count();
    // `don't` and its like hold sentences together.
    if count < 2 || is_stop(lower) || lower.contains('\'') || !lower.chars().any(char::is_alphabetic) {
        return Role::Stop;
    }
    // `e.g`, `5px`
    if lower.split('.').all(|part| part.chars().count() < 2) {
        return Role::Stop;
    }
    if lower.starts_with(|c: char| c.is_numeric()) {
        return Role::Modifier;
    }
    if words::is_noun(lower) || words::is_plural(lower) {
        return Role::Noun;
    }
    match words::rank(lower) {
        // What no list of common words has is a name or a term of art, unless its ending says otherwise.
        None if lower.ends_with("ly") || words::inflects(lower) && lower.ends_with(['d', 'g']) => Role::Stop,
        None => Role::Noun,
        Some(_) if words::is_adjective(lower) && !words::is_verb(lower) => Role::Modifier,
        Some(_) => Role::Stop,
    }
}

/// In a language without a list of its words, a long word may be a term and a short one holds phrases together.
fn foreign_role(lower: &str) -> Role {
    if lower.chars().count() >= 5 && lower.chars().any(char::is_alphabetic) { Role::Noun } else { Role::Stop }
}

/// How special a word is. Everyday words that the general pages happen to lack are held back by their rank.
fn special(lower: &str, singular: &str) -> f64 {
    static PAGES: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
        let lines = GENERAL.lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once(' ').and_then(|(w, n)| Some((w, n.parse().ok()?)))).collect()
    });
    let on = |word: &str| PAGES.get(word).copied().unwrap_or_default();
    let plural = format!("{singular}s");
    let pages = on(singular) + on(if lower == singular { &plural } else { lower });
    let rarity = (EVERYWHERE / pages.max(SELDOM)).ln() / (EVERYWHERE / SELDOM).ln();
    let most = match words::rank(singular) {
        None | Some(40..) => 1.0,
        Some(35) => 0.9,
        Some(20) => 0.75,
        Some(_) => 0.6,
    };
    rarity.clamp(0.0, most)
}

pub(super) fn is_stop(lower: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());
    WORDS.contains(lower)
}
