//! Names of persons: an index has them in full or not at all.

use super::{
    candidates::{self, Count, Key, LONGEST},
    lexicon::Lexicon,
    spoken::Spoken,
    word::Class,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What shares of a bare name's uses speak of a person (`Dr Able`, `Able says`) before it is taken for one's.
const PERSON: f64 = 0.3;

/// How a bare name is used.
#[derive(Debug, Clone, Copy, Default)]
struct Bare {
    uses: u32,
    /// As a person's: `Dr Able`, `Able says`.
    person: u32,
    /// As a place's or a thing's: `in Ghent`, `the Danube`.
    thing: u32,
    /// The word list has it as a name.
    listed: bool,
}

/// The persons that a book names.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Full names, and how often they stand in full.
    pub full: BTreeMap<Key, Count>,
    /// Family names that one full name has, when no word is written like them, with that name.
    pub family: BTreeMap<u32, Key>,
    /// Words that are no terms by themselves, for they are parts of names or name a person whose name is not known.
    pub parts: BTreeSet<u32>,
}

/// Two or three words with capitals in mid-sentence, the first in the word list as a name only and the last no word.
pub(super) fn find(lexicon: &Lexicon, text: &[Vec<Spoken>]) -> Names {
    let mut names = Names::default();
    let mut bare: HashMap<u32, Bare> = HashMap::new();
    for (section, words) in text.iter().enumerate() {
        for run in words.split(|&w| w == Spoken::BREAK) {
            let mut at = 0;
            while at < run.len() {
                let n = run[at..].iter().take_while(|w| w.is_capital()).count();
                let ids: Vec<u32> = run[at..at + n].iter().filter_map(|w| w.word()).collect();
                let proper = |id: u32| lexicon.is_name(id) || !lexicon.is_common(id);
                match ids[..] {
                    [one] if proper(one) => {
                        let bare = bare.entry(lexicon.lemma(one)).or_default();
                        bare.uses += 1;
                        bare.listed |= lexicon.is_name(one);
                        let before = lexicon.class(run, at.checked_sub(1));
                        let after = lexicon.class(run, Some(at + 1));
                        let person = matches!(before, Some(Class::Title | Class::Says))
                            || matches!(after, Some(Class::Says | Class::Who));
                        bare.person += u32::from(person);
                        let thing =
                            matches!(before, Some(Class::Preposition | Class::Of | Class::Determiner | Class::To));
                        bare.thing += u32::from(thing && !person);
                    }
                    [first, .., last] if n < LONGEST && lexicon.is_name(first) && proper(last) => {
                        let lemmas: Vec<u32> = ids.iter().map(|&id| lexicon.lemma(id)).collect();
                        if let Some(key) = candidates::filled(&lemmas) {
                            names.full.entry(key).or_default().add(section);
                        }
                    }
                    _ => {}
                }
                at += n.max(1);
            }
        }
    }
    let mut family: BTreeMap<u32, Vec<Key>> = BTreeMap::new();
    for key in names.full.keys() {
        let lemmas = candidates::lemmas(key);
        names.parts.extend(lemmas);
        family.entry(lemmas[lemmas.len() - 1]).or_default().push(*key);
    }
    names.family =
        family.into_iter().filter_map(|(name, of)| Some((name, *of.first().filter(|_| of.len() == 1)?))).collect();
    let person = bare.into_iter().filter(|(_, bare)| {
        let share = |of: u32| f64::from(of) >= PERSON * f64::from(bare.uses);
        share(bare.person) || bare.listed && !share(bare.thing)
    });
    names.parts.extend(person.map(|(lemma, _)| lemma));
    names
}
