//! What a word is by itself, before the book is read: what it is a form of, how special it is, and which parts it can
//! play in a sentence.
//!
//! The word list (`data/words.txt`) says which words can be nouns, verbs or adjectives. `data/general.txt` says how many
//! pages on any subject have a word: what stands in many of them tells of no subject (the idea of weirdness, Ahmad,
//! Gillam & Tostevin, *University of Surrey participation in TREC-8*, 1999, with document frequency in place of
//! frequency).

use crate::{
    clean::repair::words,
    group::general::{EVERYWHERE, pages},
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

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
/// A word in no more of a thousand general pages tells of one subject.
const SELDOM: f64 = 10.0;

/// What a word can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub role: Role,
    pub class: Class,
    /// It stands for something, whatever part it plays.
    pub content: bool,
    /// Its bare form can be a verb.
    pub verb: bool,
    /// It can be the third person of a verb.
    pub verb_s: bool,
    pub plural: bool,
    /// The word list has it with a capital only.
    pub name: bool,
    /// The word list has it without a capital.
    pub common: bool,
    pub degree: bool,
    /// It has one letter, as in `X ray`.
    pub letter: bool,
    /// It is an adjective by its ending and the list.
    pub adjective: bool,
    /// Its ending is that of an adjective, and the list does not know it.
    pub maybe_adjective: bool,
}

/// Lower case, with the typewriter's apostrophe and without a possessive's `'s`.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase().replace('’', "'");
    Cow::Owned(lower.strip_suffix("'s").unwrap_or(&lower).to_owned())
}

/// The singular of a plural (Harman, *How effective is suffixing?*, 1991: the S stemmer, here with a word list).
pub(super) fn lemma(lower: &str) -> String {
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

impl Word {
    /// In a language without a list of its words.
    pub fn foreign(lower: &str) -> Self {
        let role = foreign_role(lower);
        Self {
            role,
            class: Class::Open,
            content: role != Role::Stop,
            verb: false,
            verb_s: false,
            plural: false,
            name: false,
            common: false,
            degree: false,
            letter: false,
            adjective: false,
            maybe_adjective: false,
        }
    }

    /// In English.
    pub fn english(lower: &str) -> Self {
        static BY_WORD: LazyLock<HashMap<&str, Class>> =
            LazyLock::new(|| CLASSES.iter().flat_map(|(c, words)| words.split(' ').map(move |w| (w, *c))).collect());
        static DEGREES: LazyLock<HashSet<&str>> = LazyLock::new(|| DEGREE.split_whitespace().collect());
        const ADJECTIVES: [&str; 9] = ["al", "ic", "ous", "ive", "ary", "able", "ible", "less", "ful"];
        let role = role(lower);
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
        Self {
            role,
            class,
            content: role != Role::Stop,
            verb: words::is_verb(lower),
            verb_s: words::is_verb_s(lower),
            plural: words::is_plural(lower),
            name: words::is_name(lower),
            common,
            degree: DEGREES.contains(lower) || words::is_adjective(lower) && comparative(),
            letter: lower.len() == 1 && !matches!(lower, "a" | "i"),
            adjective: common && ADJECTIVES.iter().any(|e| lower.ends_with(e)) && words::is_adjective(lower),
            maybe_adjective: !common && ADJECTIVES.iter().any(|e| lower.ends_with(e)),
        }
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
pub(super) fn special(lower: &str, singular: &str) -> f64 {
    let plural = format!("{singular}s");
    let pages = pages(singular) + pages(if lower == singular { &plural } else { lower });
    let rarity = (EVERYWHERE / pages.max(SELDOM)).ln() / (EVERYWHERE / SELDOM).ln();
    let most = match words::rank(singular) {
        None | Some(40..) => 1.0,
        Some(35) => 0.9,
        Some(20) => 0.75,
        Some(_) => 0.6,
    };
    rarity.clamp(0.0, most)
}

fn is_stop(lower: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());
    WORDS.contains(lower)
}
